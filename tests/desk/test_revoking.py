"""A desk that was lost or given away: what it did is kept, and nothing of the shop stays on it."""

from pathlib import Path

from app.adapters.key_stores import FileKeyStore
from app.desk.desk import FORGOTTEN, Desk
from app.desk.profile import KEY_NAME
from app.identity.commands import RevokeDevice
from app.server.service import Service
from app.sync.tables import commands
from tests.desk.house import House, wait_until


def revoke(house: House, desk: Desk) -> None:
    service = Service(house.server.database)
    service.run(RevokeDevice(device_id=desk.device_id))
    service.close()


def of_shop(folder: Path) -> list[str]:
    """What lies there beside the lock and an empty folder of prints."""
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and path.name != "in-use.lock"
    )


def test_it_brings_what_it_did_and_then_forgets_the_shop(house: House) -> None:
    desk = house.desk(0)
    actor = house.sign_in(desk)
    house.server.stop()
    wait_until(lambda: not desk.online)
    placed = desk.run(house.order(), actor).result(10)
    assert placed.ok
    revoke(house, desk)
    house.server.start()
    wait_until(lambda: desk.status().trouble == FORGOTTEN)
    kept = {row["command_id"]: row["status"] for row in house.on_server(commands)}
    assert kept[placed.command_id] == "quarantined"
    assert FileKeyStore(desk.profile.folder).load(KEY_NAME) is None
    refused = desk.run(house.order(), actor).result(10)
    assert refused.refusal is not None
    assert refused.refusal.code == "device_revoked"
    house.close(desk)
    assert of_shop(desk.profile.folder) == []


def test_while_its_queue_cannot_go_up_nothing_is_deleted(house: House) -> None:
    """The line is cut between hello and the queue: it is told, and tries again."""
    desk = house.desk(0)
    actor = house.sign_in(desk)
    house.server.stop()
    wait_until(lambda: not desk.online)
    assert desk.run(house.order(), actor).result(10).ok
    revoke(house, desk)
    assert desk.status().trouble != FORGOTTEN
    assert desk.profile.database.exists()
    house.close(desk)
    assert desk.profile.database.exists()
    assert desk.profile.journal.stat().st_size > 0


def test_a_power_cut_in_the_middle_leaves_nothing_either(house: House) -> None:
    """The mark is there, the files are too: the next start deletes them and begins anew."""
    desk = house.desk(0)
    folder = desk.profile.folder
    desk.profile.exports.mkdir()
    (desk.profile.exports / "dossier.json").write_text("{}")
    (folder / "notes of mine.txt").write_text("buy milk")
    house.close(desk)
    desk.profile.retire(FileKeyStore(folder))
    again = house.open(0)
    assert not again.enrolled
    assert (folder / "notes of mine.txt").exists()
    assert not (folder / "exports").exists()
