"""A list of any length loads in pages, keeps its selection by id, and drops stale replies."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.ui.conftest import Dressing
from ui.kit.paged import PAGE_ROWS, Cell, Column, PagedModel, PagedTable, Row, Wanted

COLUMNS = [Column("Order"), Column("Due", 90, right=True)]


def row(n: int, due: str = "12:00") -> Row:
    return Row(f"o{n}", (Cell(f"Order {n}", "2 items"), Cell(due, chip="warn" if n == 1 else "")))


class Store:
    """Answers pages of `total` rows, at once or when told."""

    def __init__(self, total: int, *, at_once: bool = True) -> None:
        self.total, self.at_once = total, at_once
        self.waiting: list[Wanted] = []
        self.asked = 0

    def fetch(self, wanted: Wanted) -> None:
        self.asked += 1
        self.waiting.append(wanted)
        if self.at_once:
            self.answer()

    def answer(self, at: int = 0) -> None:
        wanted = self.waiting.pop(at)
        first = int(str(wanted.cursor or 0))
        last = min(self.total, first + wanted.limit)
        wanted.deliver([row(n) for n in range(first, last)], last if last < self.total else None)


@pytest.fixture
def tested(desk_app: Dressing, qtbot):
    def make(store: Store) -> PagedModel:
        model = PagedModel(COLUMNS, store.fetch)
        fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
        QAbstractItemModelTester(model, fatal, model)
        return model

    return make


@pytest.mark.parametrize("total", [0, 1, PAGE_ROWS, PAGE_ROWS + 1, 3 * PAGE_ROWS])
def test_all_rows_come_page_by_page(tested, total: int) -> None:
    store = Store(total)
    model = tested(store)
    model.reload()
    while model.canFetchMore():
        model.fetchMore()
    assert model.ids() == [f"o{n}" for n in range(total)]


def test_one_page_is_asked_for_once(tested) -> None:
    store = Store(1_000, at_once=False)
    model = tested(store)
    model.reload()
    store.answer()
    model.fetchMore()
    model.fetchMore()
    assert not model.canFetchMore()
    assert store.asked == 2


def test_a_reply_to_an_older_search_is_dropped(tested) -> None:
    store = Store(3, at_once=False)
    model = tested(store)
    model.reload()
    model.reload()
    store.answer(1)
    store.total = 1
    store.answer(0)
    assert len(model.ids()) == 3


def test_a_late_next_page_does_not_follow_a_new_list(tested) -> None:
    store = Store(PAGE_ROWS + 5, at_once=False)
    model = tested(store)
    model.reload()
    store.answer()
    model.fetchMore()
    model.reload()
    store.answer(1)
    store.answer(0)
    assert model.rowCount() == PAGE_ROWS


def test_a_row_that_moved_between_pages_comes_once(tested) -> None:
    pages: list[Sequence[Row]] = [[row(1), row(2)], [row(2), row(3)]]
    model = tested(Store(0))
    model._fetch = lambda wanted: wanted.deliver(pages.pop(0), 1 if pages else None)
    model.reload()
    model.fetchMore()
    assert model.ids() == ["o1", "o2", "o3"]


def test_a_failed_page_can_be_asked_again(tested, qtbot) -> None:
    store = Store(1_000, at_once=False)
    model = tested(store)
    model.reload()
    store.answer()
    model.fetchMore()
    with qtbot.waitSignal(model.broke):
        store.waiting.pop().fail()
    assert model.canFetchMore()


def test_fresh_rows_replace_only_what_is_here(tested) -> None:
    model = tested(Store(3))
    model.reload()
    touched: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b: touched.append((a.row(), b.row())))
    model.replace([row(1, "13:00"), row(99)])
    assert touched == [(1, 1)]
    assert model.index(1, 1).data() == "13:00"


def test_headers_and_cells_speak_to_a_screen_reader(tested) -> None:
    model = tested(Store(1))
    model.reload()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Order"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Order 0, 2 items"


@pytest.fixture
def table(desk_app: Dressing, qtbot) -> PagedTable:
    made = PagedTable("Orders", COLUMNS, Store(500).fetch)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.reload()
    return made


def test_a_reload_keeps_the_selection_on_the_same_order(table: PagedTable) -> None:
    table.select("o3")
    heard: list[str] = []
    table.chosen.connect(heard.append)
    table.rows._fetch = lambda wanted: wanted.deliver([row(9), row(3)], None)
    table.reload()
    assert table.selected_id == "o3"
    assert table.currentIndex().row() == 1
    assert heard == []


def test_a_vanished_selection_is_told(table: PagedTable) -> None:
    table.select("o3")
    heard: list[str] = []
    table.chosen.connect(heard.append)
    table.rows._fetch = lambda wanted: wanted.deliver([row(9)], None)
    table.reload()
    assert (table.selected_id, heard) == ("", [""])


def test_the_entry_boxs_arrows_move_the_selection(table: PagedTable) -> None:
    table.select("o0")
    heard: list[str] = []
    table.chosen.connect(heard.append)
    table.step(1)
    table.step(1)
    table.step(-5)
    assert heard == ["o1", "o2", "o0"]


def test_enter_opens_the_selected_row(table: PagedTable, qtbot) -> None:
    table.select("o2")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["o2"]


def test_a_wheel_down_asks_for_the_next_page(table: PagedTable, qtbot) -> None:
    bar, rows = table.verticalScrollBar(), table.rows
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    while (before := rows.rowCount()) < 500:
        end = bar.maximum()
        bar.setValue(end)
        qtbot.waitUntil(lambda seen=before: rows.rowCount() > seen)
        qtbot.waitUntil(lambda seen=end: bar.maximum() > seen)
    assert rows.rowCount() == 500


def test_rows_are_painted_in_both_themes(table: PagedTable, each_theme: str) -> None:
    table.select("o1")
    image = table.grab().toImage()
    inks = {image.pixelColor(x, y).name() for x in range(0, 600, 7) for y in range(0, 400, 5)}
    assert len(inks) > 4
