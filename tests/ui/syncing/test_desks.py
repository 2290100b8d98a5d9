"""A manager closes a desk that was lost, by keys and with a second person; and a damaged database
is told."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.identity.model import Grant, hash_pin, sign_grant
from app.identity.signing import new_key, public_part
from app.identity.tables import devices, grants, users
from app.kit.actor import Actor
from app.kit.clock import DAY, after
from app.kit.ids import derived_id
from app.storage.outbox import desk_state
from app.storage.uow import UnitOfWork
from app.sync.heard import HeardDesk
from tests.ui.audit import audit_settled
from tests.ui.cases.scene import LinkedCounter
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.drawer.test_page import type_
from tests.ui.pickup.counter import GI, PIM, TILL
from tests.ui.syncing.conftest import OpenSync, TheLine
from tests.ui.syncing.test_page import cells, press
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.theme import ThemeChoice
from ui.syncing.page import DESKS, SyncPage

K = Qt.Key
PIN = "246810"
RINA, ADI = (derived_id("counter", "user", name) for name in ("rina", "adi"))
TABLET = "t" * 32
MAY = frozenset({"device.revoke"})


@pytest.fixture
def rina(counter: LinkedCounter, desk_backend: Backend) -> Actor:
    """The manager is at the desk; Adi of the office has signed in here before."""
    private, now = new_key(), counter.clock.now()
    grant = Grant(
        user_id=ADI, device_id=TILL, role="admin", issued_at=now, expires_at=after(now, DAY)
    )

    def work(uow: UnitOfWork) -> None:
        uow.db.execute(desk_state.update(), {"server_key": public_part(private)})
        for user_id, name, role in ((RINA, "Rina Wati", "manager"), (ADI, "Adi Putra", "admin")):
            person = {"id": user_id, "name": name, "role": role, "site_id": GI, "active": True}
            uow.insert(users, person | {"pin_hash": hash_pin(PIN)})
        uow.db.execute(grants.insert(), {"user_id": ADI, "token": sign_grant(grant, private)})
        uow.insert(devices, {"id": TABLET, "site_id": GI, "number": 7, "name": "Tablet"})

    counter.acting(work)
    actor = Actor(user_id=RINA, role="manager", device_id=TILL, site_id=GI)
    desk_backend.sign_in(Session(RINA, "Rina Wati", "manager", actor, "en", MAY))
    return actor


@pytest.fixture
def roll(line: TheLine, clock: FakeClock) -> None:
    here = partial(HeardDesk, site_id=GI, site_name="Grand Indonesia")
    far = partial(HeardDesk, site_id=PIM, site_name="Pondok Indah Mall 2")
    seen = clock.at - 3 * DAY
    line.desks = (
        here(device_id=TILL, name="Till", register="JKT01-3", heard_at=clock.at),
        here(device_id=TABLET, name="Tablet", register="JKT01-7", heard_at=seen),
        here(device_id="n" * 32, name="New", register="JKT01-8"),
        far(device_id="f" * 32, name="Far", register="JKT02-1", heard_at=seen),
    )


def at_the_desks(qtbot: QtBot, open_sync: OpenSync) -> SyncPage:
    page = open_sync()
    for _ in range(3):
        press(K.Key_F6)
    assert page.which.value == DESKS
    qtbot.waitUntil(lambda: len(cells(page)) == 3)
    return page


@pytest.mark.usefixtures("rina", "roll")
def test_the_desks_of_the_place_are_told_with_when_they_were_heard(
    qtbot: QtBot, open_sync: OpenSync
) -> None:
    page = at_the_desks(qtbot, open_sync)
    assert [row[:2] for row in cells(page)] == [
        ["Till", "this desk"],
        ["Tablet", "may work"],
        ["New", "never joined"],
    ]
    assert "Close the desk" in page.main.text()


@pytest.mark.usefixtures("rina", "roll")
def test_a_lost_one_is_closed_by_two_presses_and_another_persons_pin(
    qtbot: QtBot, counter: LinkedCounter, open_sync: OpenSync
) -> None:
    page = at_the_desks(qtbot, open_sync)
    page.table.select(TABLET)
    press(K.Key_F12)
    assert "Close Tablet?" in page.strip.text()
    press(K.Key_Escape)
    assert not page.strip.isVisible()
    press(K.Key_F12)
    assert counter.only(devices, id=TABLET)["revoked_at"] is None
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.approval.isVisible() and page.approval.approver == "Adi Putra")
    type_(PIN)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: counter.only(devices, id=TABLET)["revoked_at"] is not None)
    qtbot.waitUntil(lambda: page.strip.text() == "Tablet is closed.")


@pytest.mark.usefixtures("rina", "roll")
def test_another_one_chosen_is_asked_about_anew(
    qtbot: QtBot, counter: LinkedCounter, open_sync: OpenSync
) -> None:
    page = at_the_desks(qtbot, open_sync)
    page.table.select(TABLET)
    press(K.Key_F12, K.Key_Down)
    press(K.Key_F12)
    assert "Close New?" in page.strip.text()
    assert not page.approval.isVisible()
    assert counter.only(devices, id=TABLET)["revoked_at"] is None


@pytest.mark.usefixtures("rina")
def test_without_the_server_nobody_knows(qtbot: QtBot, open_sync: OpenSync, line: TheLine) -> None:
    line.away = True
    page = open_sync()
    for _ in range(3):
        press(K.Key_F6)
    qtbot.waitUntil(lambda: "it is away" in page.states.message.text())


@pytest.mark.usefixtures("roll")
def test_a_clerk_has_no_such_list(open_sync: OpenSync) -> None:
    page = open_sync()
    for _ in range(3):
        press(K.Key_F6)
    assert page.which.value != DESKS


def test_a_damaged_database_is_told_as_long_as_it_lies_there(
    qtbot: QtBot, counter: LinkedCounter, open_sync: OpenSync
) -> None:
    aside = counter.desk.profile.folder / "desk.damaged-1790000000000000.db"
    aside.write_bytes(b"torn")
    page = open_sync()
    qtbot.waitUntil(page.damage.isVisible)
    assert str(aside) in page.damage.text()
    assert "not sent yet was kept" in page.damage.text()
    aside.unlink()
    press(K.Key_F5)
    qtbot.waitUntil(lambda: not page.damage.isVisible())


@pytest.mark.usefixtures("rina", "roll")
@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_it_reads_well(
    qtbot: QtBot, desk_app: Dressing, open_sync: OpenSync, language: str, theme: ThemeChoice
) -> None:
    desk_app.languages.speak(language)
    desk_app.theme.choose(theme)
    page = at_the_desks(qtbot, open_sync)
    page.table.select(TABLET)
    press(K.Key_F12)
    audit_settled(page, qtbot)
