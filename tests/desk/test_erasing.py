"""A person who was erased is gone from the server and from every desk, also from one that slept."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.cases.tables import cases
from app.customers.commands import (
    AddAddress,
    AddContact,
    AddNote,
    CallBack,
    Change,
    CreateCustomer,
    EditCustomer,
    NewAddress,
)
from app.customers.privacy import EraseCustomer, ExportCustomer
from app.customers.states import ContactKind, Field
from app.customers.tables import PERSONAL, customer_disclosures, customer_pii
from app.desk.desk import Desk
from app.desk.dossier import fetch_dossier
from app.insights.dossier import Dossier
from app.insights.verify.privacy import erased, remembered
from app.kit.actor import Actor
from app.kit.errors import Refusal
from app.storage.engine import reading, server_engine
from tests.desk.house import House, local, wait_until
from tests.sync.shop import PIN

SITI = "0123456789abcdef0123456789abcdef"
SECRETS = ("Rahmawati", "81234567890", "0812-3456", "09876543218", "siti@", "Sabang", "tetangga")
HOME = NewAddress(
    address_id="f" * 32, street="Jl. Sabang 1", city="Jakarta", province="DKI", postcode="10340"
)


@pytest.fixture
def desks(house: House) -> tuple[Desk, Desk]:
    """A phone desk, and a store that holds whom it made known."""
    return house.desk(0), house.desk(1)


def run(desk: Desk, command: Any, actor: Actor, command_id: str = "") -> dict[str, Any]:
    outcome = desk.run(command, actor, command_id=command_id).result(20)
    assert outcome.ok, outcome.refusal
    return outcome.result


SOON = 1_900_000_000_000_000  # µs


def make_known(house: House, desk: Desk, actor: Actor) -> None:
    run(
        desk,
        CreateCustomer(
            customer_id=SITI,
            name="Siti Rahmawati",
            phone="0812-3456-7890",
            email="siti@example.com",
        ),
        actor,
    )
    run(desk, AddAddress(customer_id=SITI, address=HOME), actor)
    more = AddContact(
        customer_id=SITI, contact_id="e" * 32, kind=ContactKind.PHONE, value="081355501212"
    )
    run(desk, more, actor)
    run(desk, AddNote(customer_id=SITI, body="Titip ke tetangga"), actor)
    run(desk, CallBack(customer_id=SITI, about="Titipan Siti", due_at=SOON), actor)
    wait_until(lambda: queued(desk) == 0)


def queued(desk: Desk) -> int:
    return desk.status().queued


def approved(house: House, desk: Desk, permission: str, actor: Actor) -> Any:
    admin = house.shop.users["admin"]
    found = desk.approve(admin, PIN, permission=permission, amount=0, requester_id=actor.user_id)
    return found.result(20)


def erase(house: House, desk: Desk, actor: Actor) -> None:
    yes = approved(house, desk, "customer.erase", actor)
    run(desk, EraseCustomer(customer_id=SITI, approval=yes), actor, yes.command_id)


def is_erased(desk: Desk) -> bool:
    return any(row["erased_at"] for row in local(desk, customer_pii))


def is_quiet(desk: Desk) -> bool:
    return is_erased(desk) and queued(desk) == 0


def kept(db: sa.Connection) -> Iterator[str]:
    """All there is in a database, the words of its search and the images among it."""
    tables = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars()
    for name in tables.all():
        if name.endswith("_words"):
            continue  # a view of its own shadow tables, which are read
        for row in db.exec_driver_sql(f'SELECT * FROM "{name}"'):
            for value in row:
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                yield f"{name}: {text}"


def readable(texts: Iterator[str]) -> list[str]:
    return [t for t in texts if any(s.lower() in t.lower() for s in SECRETS)]


def on_desk(desk: Desk) -> list[str]:
    rows = desk.ask(lambda db: readable(kept(db))).result(20)
    journal = (msgspec.json.encode(envelope).decode() for envelope in desk.store.journal.read())
    return [*rows, *readable(journal)]


def test_nothing_of_an_erased_person_can_be_read_anywhere(
    house: House, desks: tuple[Desk, Desk]
) -> None:
    care, till = desks
    agent, clerk = house.sign_in(care, "agent"), house.sign_in(till, "clerk")
    make_known(house, till, clerk)
    wait_until(lambda: any(row["id"] == SITI for row in local(care, customer_pii)))
    there = {text.partition(":")[0] for text in on_desk(till)}
    assert there >= {"customer_pii", "customer_pii_words_data", "customer_pii_word_parts"}
    assert there >= {"customer_notes", "outbox_archive"}
    typo = Change(field=Field.PHONE, seen="+6281234567890", value="0812-3456")
    refused = EditCustomer(customer_id=SITI, changes=[typo])
    assert not till.run(refused, clerk).result(20).ok
    erase(house, care, agent)
    for desk in (care, till):
        wait_until(partial(is_quiet, desk))
        assert on_desk(desk) == []
        assert desk.ask(lambda db: list(remembered(db))).result(20) == []
    engine = server_engine(house.server.database)
    with reading(engine) as db, db.begin():
        assert readable(kept(db)) == []
        assert list(erased(db)) == []
    engine.dispose()
    (line,) = [r for r in house.on_server(customer_disclosures) if r["act"] == "erase"]
    assert (line["user_id"], line["approved_by"]) == (agent.user_id, house.shop.users["admin"])


def test_what_a_sleeping_desk_still_had_to_say_of_them_goes_too(
    house: House, desks: tuple[Desk, Desk]
) -> None:
    care, till = desks
    agent, clerk = house.sign_in(care, "agent"), house.sign_in(till, "clerk")
    make_known(house, till, clerk)
    wait_until(lambda: any(row["id"] == SITI for row in local(care, customer_pii)))
    house.close(till)
    asleep = house.open(1)  # knows nothing of the server
    change = Change(field=Field.NAME, seen="Siti Rahmawati", value="Siti Rahmawati Dewi")
    run(asleep, EditCustomer(customer_id=SITI, changes=[change]), clerk)
    erase(house, care, agent)
    wait_until(lambda: queued(care) == 0)
    asleep.start()
    wait_until(partial(is_quiet, asleep))
    assert on_desk(asleep) == []
    (case,) = house.on_server(cases)
    assert "customer_erased" in case["evidence"]
    engine = server_engine(house.server.database)
    with reading(engine) as db, db.begin():
        assert readable(kept(db)) == []
    engine.dispose()


def test_verify_tells_of_a_desk_that_remembers(house: House, desks: tuple[Desk, Desk]) -> None:
    _, till = desks
    make_known(house, till, house.sign_in(till, "clerk"))

    def blank(db: sa.Connection) -> None:
        """As if the tombstone had come and the rest of the desk had not followed."""
        for table in PERSONAL:
            texts = [c.name for c in table.columns if isinstance(c.type, sa.Text)]
            db.execute(table.update().values(dict.fromkeys(texts, "")))
        db.execute(customer_pii.update().values(erased_at=1))

    assert till.ask(lambda db: list(remembered(db))).result(20) == []
    till.write(blank).result(20)
    found = till.ask(lambda db: [v.facts["entity"] for v in remembered(db)]).result(20)
    assert set(found) == {"outbox_archive", *(f"image_of_{table.name}" for table in PERSONAL[:-1])}


def test_whoever_still_has_an_open_order_is_not_forgotten(
    house: House, desks: tuple[Desk, Desk]
) -> None:
    care, _ = desks
    agent = house.sign_in(care)
    placed = run(care, house.order(), agent)
    yes = approved(house, care, "customer.erase", agent)
    command = EraseCustomer(customer_id=placed["customer_id"], approval=yes)
    refusal = care.run(command, agent, command_id=yes.command_id).result(20).refusal
    assert refusal is not None
    assert (refusal.code, refusal.facts) == ("erase_order_open", {"number": placed["number"]})


def test_nobody_erases_alone(house: House, desks: tuple[Desk, Desk]) -> None:
    care, till = desks
    clerk = house.sign_in(till, "clerk")
    make_known(house, till, clerk)
    wait_until(lambda: any(row["id"] == SITI for row in local(care, customer_pii)))
    refusals = [
        desk.run(EraseCustomer(customer_id=SITI), house.sign_in(desk, role)).result(20).refusal
        for desk, role in ((care, "agent"), (care, "admin"), (till, "clerk"))
    ]
    codes = {refusal.code for refusal in refusals if refusal is not None}
    assert codes == {"needs_approval", "needs_second_person", "not_allowed"}


def test_a_person_takes_along_all_that_is_held_on_them(
    house: House, desks: tuple[Desk, Desk]
) -> None:
    care, till = desks
    agent, clerk = house.sign_in(care, "agent"), house.sign_in(till, "clerk")
    make_known(house, till, clerk)
    wait_until(lambda: any(row["id"] == SITI for row in local(care, customer_pii)))
    yes = approved(house, care, "customer.export", agent)
    command = ExportCustomer(customer_id=SITI, approval=yes)
    export_id = run(care, command, agent, yes.command_id)["export_id"]
    as_json, as_html = fetch_dossier(care, export_id).result(30)
    told = msgspec.json.decode(as_json.read_bytes(), type=Dossier)
    assert told.sections["person"][0]["name"] == "Siti Rahmawati"
    assert [row["body"] for row in told.sections["notes"]] == ["Titip ke tetangga"]
    assert told.sections["looked_at"][0]["act"] == "export"
    for secret in ("Siti Rahmawati", "+6281355501212", "siti@example.com", "Jl. Sabang 1"):
        assert secret in as_html.read_text(encoding="utf-8")
    with pytest.raises(Refusal, match="export_unknown"):
        till.fetch_now("/v1/customers/export", Dossier, id=export_id)  # another device
