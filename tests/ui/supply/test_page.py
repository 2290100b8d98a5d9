"""A delivery is received by scan, told late by keys, and whoever waits for it is told once."""

import pytest
from pytestqt.qtbot import QtBot

from app.kit.clock import DAY, Instant
from app.orders.tables import order_events, order_lines
from app.stock.tables import purchase_orders
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import SHIRT
from tests.ui.stock.scene import CLERK, Stockroom
from tests.ui.supply.conftest import SIZES, K, OpenSupply, press, type_
from ui.kit.session import Session
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice
from ui.supply.acts import DELAY
from ui.supply.days import read_day
from ui.supply.page import SupplyPage


def settled(page: SupplyPage) -> bool:
    return page.purchase is not None and page.lines.rows.rowCount() > 0


def test_goods_are_scanned_in_and_whoever_waits_has_them(
    qtbot: QtBot, room: Stockroom, open_supply: OpenSupply, heard: Heard
) -> None:
    page = open_supply(CLERK)
    qtbot.waitUntil(lambda: settled(page))
    before = room.available(SHIRT)
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    type_("=6")
    assert page.count.units == 6
    type_("SK-005")
    qtbot.waitUntil(lambda: page.count.units == 7)
    assert "Book 7" in page.main.text()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.count.units == 0)
    assert room.available(SHIRT) == before + 6
    assert room.only(purchase_orders)["state"] == "partly_received"
    assert sum(row["backordered"] for row in room.rows(order_lines)) == 0
    assert heard.played[-1] is Sound.OK


def test_what_no_item_is_called_is_said_and_counts_nothing(
    qtbot: QtBot, open_supply: OpenSupply, heard: Heard
) -> None:
    page = open_supply(CLERK)
    qtbot.waitUntil(lambda: settled(page))
    type_("nothing")
    qtbot.waitUntil(lambda: "No item is called" in page.strip.text())
    assert page.count.units == 0
    assert heard.played == [Sound.BAD]
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    press(K.Key_Escape)
    assert page.on_escape()
    assert page.count.units == 0


def test_a_later_day_lists_broken_promises_and_f12_tells_each_once(
    qtbot: QtBot, room: Stockroom, open_supply: OpenSupply
) -> None:
    page = open_supply()
    qtbot.waitUntil(lambda: settled(page))
    press(K.Key_F6)
    assert page.mode.value == DELAY
    type_("4")
    qtbot.waitUntil(lambda: page.headline.text() == "PO-118 delayed 4 days: 1 order")
    assert "worst" in page.about.text()
    assert page.main.text() == "Tell 1 customer"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "told, each once" in page.strip.text())
    qtbot.waitUntil(lambda: page.headline.text() == "PO-118 breaks no promise.")
    press(K.Key_F12)
    moved = room.rows(order_events, act="re_promise")
    assert len(moved) == 1
    line = room.only(order_lines, id=moved[0]["line_id"])
    assert line["promise_to"] == room.only(purchase_orders)["eta"]


def test_a_word_that_is_no_day_is_asked_again(qtbot: QtBot, open_supply: OpenSupply) -> None:
    page = open_supply()
    qtbot.waitUntil(lambda: settled(page))
    press(K.Key_F6)
    type_("soon")
    assert page.strip.text() == "Write 4 for four days later, or a day: 28/11."


def test_a_role_without_the_right_sees_who_grants_it(open_supply: OpenSupply) -> None:
    page = open_supply(Session("x", "Rina", "auditor", None, "en", frozenset()))
    assert page.states.message.text() == "Your role does not show this."


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot, open_supply: OpenSupply, desk_app: Dressing, theme: str, language: str
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    page = open_supply()
    qtbot.waitUntil(lambda: settled(page))
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)
    press(K.Key_F6)
    type_("4")
    qtbot.waitUntil(lambda: page.waiting.rows.rowCount() == 1)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)


NOW = Instant(1_789_999_980_000_000)  # 21 September 2026, in the evening


@pytest.mark.parametrize(
    ("typed", "days"), [("4", 4), ("+4", 4), ("22/9", 1), ("1/10/2026", 10), ("20.9", 364)]
)
def test_a_day_is_read_as_people_write_it(typed: str, days: int) -> None:
    assert read_day(typed, now=NOW, base=NOW) == NOW + days * DAY


@pytest.mark.parametrize("typed", ["", "soon", "31/2", "-4", "+", "1/13"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, now=NOW, base=NOW) is None
