"""The counter with parcels between stores: packed for another one, or coming from it."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.fulfillment.commands import Claim, HandedLine, Pick, SendToStore
from app.fulfillment.queries import Column
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.actor import Actor
from app.orders.tables import order_lines
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.conftest import Hands, OpenPage
from tests.ui.pickup.counter import (
    AGUS,
    BEKASI,
    GI,
    PIM,
    SHIRT,
    SOCKS,
    TILL,
    Counter,
    gtin_of,
)
from ui.kit.theme import ThemeChoice
from ui.pickup.page import PickupPage

K = Qt.Key
THERE = Actor(user_id=AGUS, role="clerk", device_id=TILL, site_id=PIM)


def coming(counter: Counter, *lines: tuple[str, int]) -> str:
    """A parcel that Pondok Indah sent to this counter."""
    parcel = counter.order("Ani Lestari", *lines, sent_from=PIM)
    told = []
    counter.do(Claim(fulfillment_id=parcel), THERE)
    for row in counter.rows(fulfillment_lines, fulfillment_id=parcel):
        line_id, quantity = row["line_id"], row["quantity"]
        counter.do(Pick(fulfillment_id=parcel, line_id=line_id, quantity=quantity), THERE)
        told.append(HandedLine(line_id=line_id, quantity=quantity))
    counter.do(SendToStore(fulfillment_id=parcel, lines=told), THERE)
    return parcel


def stands(page: PickupPage, column: Column) -> bool:
    return page.view.card is not None and page.view.card.column is column


def _came(page: PickupPage, scanned: int, sent: int) -> bool:
    return page.view.came == (scanned, sent)


def units(counter: Counter, state: str) -> int:
    return sum(row[state] for row in counter.rows(order_lines))


def test_all_that_was_sent_is_scanned_and_lies_ready(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, printed: list[tuple[str, str]]
) -> None:
    coming(counter, (SHIRT, 2), (SOCKS, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: stands(page, Column.ARRIVING))
    for product, seen in ((SHIRT, 1), (SOCKS, 2), (SHIRT, 3)):
        hands.scan(gtin_of(product))
        qtbot.waitUntil(partial(_came, page, seen, 3))
    hands.scan("B-02")
    qtbot.waitUntil(lambda: stands(page, Column.READY))
    assert units(counter, "ready") == 3
    assert [kind for kind, _ in printed] == ["bag_label"]


def test_less_than_was_sent_is_asked_about_once(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    coming(counter, (SHIRT, 2))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: stands(page, Column.ARRIVING))
    hands.scan(gtin_of(SHIRT))
    qtbot.waitUntil(lambda: page.view.came == (1, 2))
    hands.scan("B-02")
    qtbot.waitUntil(lambda: "1 of 2 came" in page.strip.text())
    assert units(counter, "in_transit") == 2
    hands.scan("B-02")
    qtbot.waitUntil(lambda: stands(page, Column.READY))
    assert (units(counter, "ready"), units(counter, "in_transit")) == (1, 0)


def test_more_or_other_things_than_were_sent_are_put_aside(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    coming(counter, (SHIRT, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: stands(page, Column.ARRIVING))
    hands.scan(gtin_of(SHIRT))
    qtbot.waitUntil(lambda: page.view.came == (1, 1))
    hands.scan(gtin_of(SHIRT))
    qtbot.waitUntil(lambda: "put it aside" in page.strip.text())
    hands.scan(gtin_of(SOCKS))
    qtbot.waitUntil(lambda: "not in this order" in page.strip.text())
    assert page.view.came == (1, 1)


def test_a_parcel_that_does_not_come_is_told_lost_by_two_keys(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = coming(counter, (SHIRT, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: stands(page, Column.ARRIVING))
    hands.key(K.Key_Minus)
    hands.key(K.Key_1)
    qtbot.waitUntil(lambda: "Lost" in page.strip.text())
    assert counter.only(fulfillments, id=parcel)["state"] == "closed"
    assert units(counter, "in_transit") == 0
    assert units(counter, "released") == 1  # this store has one itself


def test_what_leaves_for_another_store_needs_no_bin_and_can_be_taken_back(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, printed: list[tuple[str, str]]
) -> None:
    parcel = counter.order("Ani Lestari", (SHIRT, 1), site_id=BEKASI, sent_from=GI)
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: stands(page, Column.TO_PICK))
    assert "for Bekasi" in page.view.stage.text()
    hands.key(K.Key_F9)
    qtbot.waitUntil(lambda: stands(page, Column.PICKING))
    hands.scan(gtin_of(SHIRT))
    qtbot.waitUntil(lambda: page.view.to_send)
    hands.scan("B-02")
    qtbot.waitUntil(lambda: "F12 once it leaves" in page.strip.text())
    hands.key(K.Key_F12)
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "sent")
    qtbot.waitUntil(lambda: printed == [("bag_label", parcel)])
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    hands.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "in_progress")
    assert units(counter, "picked") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: Counter,
    open_page: OpenPage,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    arriving = coming(counter, (SHIRT, 2), (SOCKS, 1))
    leaving = counter.order("Budi Santoso", (SHIRT, 1), site_id=BEKASI, sent_from=GI)
    counter.do(Claim(fulfillment_id=leaving))
    (row,) = counter.rows(fulfillment_lines, fulfillment_id=leaving)
    counter.do(Pick(fulfillment_id=leaving, line_id=row["line_id"]))
    page = open_page()
    for size in ((1364, 810), (1204, 630)):
        page.resize(*size)
        for parcel in (arriving, leaving):
            page.select(parcel)
            qtbot.waitUntil(partial(_shows, page, parcel))
            audit_settled(page, qtbot)
    page.select(arriving)
    qtbot.waitUntil(partial(_shows, page, arriving))
    page.view.ask_lost()
    audit_settled(page, qtbot)


def _shows(page: PickupPage, parcel: str) -> bool:
    return page.view.card is not None and page.view.card.fulfillment_id == parcel
