"""The customer shows the picture of the mail while the server is away."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.engine import Connection

from app.fulfillment.passes import LASTS, pass_for
from app.fulfillment.tables import fulfillments
from app.identity.signing import new_key, public_part
from app.kit.clock import Instant
from app.storage.outbox import desk_state
from tests.ui.conftest import FakeClock
from tests.ui.pickup.conftest import Hands, OpenPage
from tests.ui.pickup.counter import GI, PIM, SHIRT, SOCKS, Counter
from tests.ui.pickup.work import make_ready

PRIVATE = new_key()
K = Qt.Key


@pytest.fixture(autouse=True)
def _joined(counter: Counter) -> None:
    def trust(db: Connection) -> None:
        db.execute(desk_state.update(), {"server_key": public_part(PRIVATE)})

    counter.desk.write(trust).result()


def sent(counter: Counter, parcel: str, *, site_id: str = GI, age: int = 0) -> str:
    made_at = Instant(counter.clock.at - age)
    return pass_for(parcel, "JKT01-3-000001", site_id, made_at, PRIVATE)


def test_a_pass_opens_its_parcel_and_stands_for_the_code(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    make_ready(counter, counter.order("Kevin Lim", (SOCKS, 1)), "A-04")
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1)), "B-07")
    page = open_page()
    hands = Hands(page)
    hands.scan(sent(counter, parcel))
    qtbot.waitUntil(lambda: page.view.checks.code_checked)
    assert page.view.bin.text() == "B-07"
    hands.key(K.Key_Space)
    hands.key(K.Key_F12)
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "closed")
    hands.scan(sent(counter, parcel))
    qtbot.waitUntil(lambda: "was collected already" in page.strip.text())


@pytest.mark.parametrize(
    ("age", "site_id", "held", "words"),
    [
        (LASTS + 1, GI, True, "was good until"),
        (0, PIM, True, "waits at Pondok Indah Mall 2, not here"),
        (0, GI, False, "this computer does not have the order"),
    ],
)
def test_a_pass_that_leads_nowhere_says_why(
    qtbot: QtBot,
    counter: Counter,
    open_page: OpenPage,
    age: int,
    site_id: str,
    held: bool,
    words: str,
) -> None:
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1)), "B-07")
    page = open_page()
    Hands(page).scan(sent(counter, parcel if held else "0" * 32, site_id=site_id, age=age))
    qtbot.waitUntil(lambda: words in page.strip.text())
    assert not page.view.checks.code_checked


def test_a_forged_pass_is_told_from_a_real_one(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, clock: FakeClock
) -> None:
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1)), "B-07")
    page = open_page()
    Hands(page).scan(pass_for(parcel, "JKT01-3-000001", GI, Instant(clock.at), new_key()))
    qtbot.waitUntil(lambda: "is not from our server" in page.strip.text())
    assert not page.view.checks.code_checked
