"""A shelf is counted blind by scans, twice where it differs much, and posted once: by keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.kit.clock import HOUR
from app.stock.ledger import take
from app.stock.states import Bucket
from app.stock.tables import stock_count_lines, stock_counts, stock_movements
from app.work.tables import work_items
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import BELT, CHINO, GI, SHIRT, SOCKS, gtin_of
from tests.ui.stock.conftest import SIZES, OpenStock
from tests.ui.stock.scene import (
    CLERK,
    INVENTORY,
    MANAGER,
    K,
    Stockroom,
    ask_for_count,
    press,
    type_,
)
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice
from ui.stock.page import StockPage


def scan(qtbot: QtBot, page: StockPage, product_id: str, times: int = 1) -> None:
    for _ in range(times):
        line = page.counting.blind.line(product_id)
        before = max(0, line.counted) if line else 0
        page.on_scan(gtin_of(product_id))
        qtbot.waitUntil(lambda was=before: counted(page, product_id) == was + 1)  # type: ignore[misc]


def counted(page: StockPage, product_id: str) -> int | None:
    line = page.counting.blind.line(product_id)
    return line.counted if line else None


def set_to(qtbot: QtBot, page: StockPage, product_id: str, units: int) -> None:
    scan(qtbot, page, product_id)
    type_(f"={units}")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: counted(page, product_id) == units)


def finish(qtbot: QtBot, page: StockPage) -> None:
    page.commit()
    qtbot.waitUntil(lambda: page.counting.result is not None)


def states(room: Stockroom) -> list[str]:
    return [row["state"] for row in room.rows(stock_counts)]


def seen(page: StockPage) -> dict[str, tuple[str, ...]]:
    """The rows that are shown of the count, by product."""
    table = page.counting.differences if page.counting.result else page.counting.lines
    rows = [table.rows.row_at(at) for at in range(table.rows.rowCount())]
    return {row.id: tuple(cell.text for cell in row.cells[1:]) for row in rows if row}


def test_t10_a_sku_is_counted_with_one_key_besides_the_scan(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    press(K.Key_F9)
    scan(qtbot, page, CHINO)
    type_("=20")  # data
    overhead = press(K.Key_Return)
    qtbot.waitUntil(lambda: counted(page, CHINO) == 20)
    assert overhead == 1


def test_scans_add_up_and_the_books_are_not_shown(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock, heard: Heard
) -> None:
    page = open_room(CLERK)
    press(K.Key_F9)
    scan(qtbot, page, CHINO, 3)
    scan(qtbot, page, SOCKS)
    assert seen(page) == {SOCKS: ("1",), CHINO: ("3",)}
    assert page.counting.lines.selected_id == SOCKS
    press(K.Key_Plus, K.Key_Plus)
    qtbot.waitUntil(lambda: counted(page, SOCKS) == 3)
    press(K.Key_Minus)
    qtbot.waitUntil(lambda: counted(page, SOCKS) == 2)
    press(K.Key_Delete)
    assert seen(page) == {CHINO: ("3",)}
    press(K.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert seen(page)[SOCKS] == ("2",)
    qtbot.waitUntil(lambda: states(room) == ["open"])
    assert set(heard.played) == {Sound.OK}


def test_what_was_scanned_survives_a_break(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room(CLERK)
    press(K.Key_F9)
    scan(qtbot, page, CHINO, 2)
    press(K.Key_Escape)
    again = open_room(CLERK)
    press(K.Key_F9)
    qtbot.waitUntil(lambda: counted(again, CHINO) == 2)
    scan(qtbot, again, CHINO)
    assert len(room.rows(stock_counts)) == 1


def test_a_small_difference_is_posted_by_two_keys(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 18)
    set_to(qtbot, page, SOCKS, 20)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.counting.result is not None)
    assert seen(page) == {CHINO: ("20", "18", "−2"), SOCKS: ("20", "20", "0")}
    press(K.Key_F12)
    qtbot.waitUntil(lambda: room.only(stock_counts)["state"] == "posted")
    assert room.available(CHINO) == 18
    assert len(room.rows(stock_movements, why="count")) == 1
    qtbot.waitUntil(lambda: "2 units corrected" in page.strip.text())


def test_what_is_sold_between_scan_and_post_stays_sold(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 19)
    room.acting(
        lambda uow: take(
            uow,
            site_id=GI,
            product_id=CHINO,
            target=Bucket.CUSTOMER,
            quantity=4,
            why="carry_out",
            document="orders",
            document_id="o" * 32,
        )
    )
    finish(qtbot, page)
    assert seen(page)[CHINO] == ("20", "19", "−1")
    page.commit()
    qtbot.waitUntil(lambda: room.only(stock_counts)["state"] == "posted")
    assert room.available(CHINO) == 15


def test_a_big_difference_is_counted_again_blind_and_whole(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock, heard: Heard
) -> None:
    page = open_room(INVENTORY)
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 9)
    set_to(qtbot, page, SHIRT, 8)
    set_to(qtbot, page, SOCKS, 20)
    finish(qtbot, page)
    assert "2" in page.counting.main_words()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.counting.result is None)
    assert seen(page) == {CHINO: ("–",), SHIRT: ("–",)}
    scan(qtbot, page, CHINO)
    page.on_scan(gtin_of(SOCKS))
    qtbot.waitUntil(lambda: heard.played[-1] is Sound.BAD)
    press(K.Key_F12)  # the shirts are missing still
    assert page.counting.can_commit()[0] is False
    set_to(qtbot, page, CHINO, 9)
    set_to(qtbot, page, SHIRT, 20)
    finish(qtbot, page)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: room.only(stock_counts)["state"] == "posted")
    assert (room.available(CHINO), room.available(SHIRT)) == (9, 20)
    assert {row["rounds"] for row in room.rows(stock_count_lines)} == {1, 2}


def test_more_than_the_limit_asks_a_second_person(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room(MANAGER)
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 60)
    finish(qtbot, page)
    page.commit()
    qtbot.waitUntil(lambda: page.counting.result is None)
    set_to(qtbot, page, CHINO, 60)
    finish(qtbot, page)
    page.commit()
    qtbot.waitUntil(page.approval.isVisible)
    assert room.available(CHINO) == 20


def test_without_the_server_it_is_counted_and_posting_waits(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    room.cut()
    page = open_room()
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 19)
    finish(qtbot, page)
    assert page.counting.can_commit()[0] is False
    assert "server" in str(page.counting.main.toolTip())
    press(K.Key_Escape)
    room.join()
    page.on_shown()
    lists = page.counting.lists
    qtbot.waitUntil(lambda: len(lists.counts) == 1)
    page.counting.show_count(lists.counts[0].count_id)
    qtbot.waitUntil(lambda: page.counting.result is not None)
    page.commit()
    qtbot.waitUntil(lambda: room.only(stock_counts)["state"] == "posted")


def test_a_clerk_counts_and_a_manager_posts(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room(CLERK)
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 19)
    finish(qtbot, page)
    assert page.counting.can_commit()[0] is False
    assert "manager" in page.counting.main.toolTip()
    page.commit()
    assert room.available(CHINO) == 20


def test_a_short_pick_waits_to_be_counted_until_its_count_is_posted(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    ask_for_count(room, BELT)
    page = open_room()
    press(K.Key_F9)
    tasks = page.counting.lists.to_count
    qtbot.waitUntil(lambda: tasks.rows.ids() == [BELT])
    tasks.setFocus()
    press(K.Key_Down, K.Key_Return)
    qtbot.waitUntil(lambda: seen(page) == {BELT: ("–",)})
    page.focus_entry()
    type_("=20")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: counted(page, BELT) == 20)
    finish(qtbot, page)
    page.commit()
    qtbot.waitUntil(lambda: room.only(work_items, kind="count")["state"] == "done")
    qtbot.waitUntil(lambda: tasks.rows.ids() == [])


def test_discarding_asks_once_more_and_posts_nothing(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room(CLERK)
    press(K.Key_F9)
    scan(qtbot, page, CHINO)
    page.counting.drop.click()
    assert not page.strip.isHidden()
    qtbot.waitUntil(lambda: states(room) == ["open"])
    page.counting.discard()
    qtbot.waitUntil(lambda: room.only(stock_counts)["state"] == "discarded")
    qtbot.waitUntil(lambda: page.counting.blind.draft is None)


@pytest.mark.parametrize(
    "typed", ["=", "=-1", "=1,5", "=99999999999999999999", "=💥", "💥", "<b>x"]
)
def test_bad_input_gets_a_clear_sentence_and_counts_nothing(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock, typed: str
) -> None:
    page = open_room()
    press(K.Key_F9)
    scan(qtbot, page, CHINO)
    page.on_scan(typed)
    qtbot.waitUntil(lambda: not page.strip.isHidden())
    assert counted(page, CHINO) == 1


def test_the_ledger_leads_to_a_count_that_waits(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    press(K.Key_F9)
    set_to(qtbot, page, CHINO, 19)
    finish(qtbot, page)
    count_id = str(room.only(stock_counts)["id"])
    press(K.Key_Escape, K.Key_Escape)
    page._open_count(count_id)
    qtbot.waitUntil(lambda: page.counting.result is not None)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_counting_passes_the_audit(
    qtbot: QtBot,
    room: Stockroom,
    open_room: OpenStock,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    ask_for_count(room, BELT)
    room.clock.at += 30 * HOUR
    page = open_room()
    press(K.Key_F9)
    audit_settled(page, qtbot)
    set_to(qtbot, page, CHINO, 9)
    set_to(qtbot, page, SOCKS, 19)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)
    finish(qtbot, page)
    audit_settled(page, qtbot)
