"""Much changes at once: laid out once, drawn a part a turn; rows and acts make no work unseen."""

from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressing
from ui.kit import Action, ActionSet
from ui.kit.laying import InTurns, laid_out_once
from ui.kit.paged import Cell, Column, PagedTable, Row, RowLater, Wanted


class Counted(QVBoxLayout):
    """How often it asked its parts how large they want to be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = 0

    def setGeometry(self, area: QRect) -> None:
        self.asked += 1
        super().setGeometry(area)


def shown(qtbot: QtBot, parts: int) -> tuple[QWidget, Counted, list[QLabel]]:
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = Counted(whole)
    labels = [QLabel(str(at)) for at in range(parts)]
    for label in labels:
        label.hide()
        layout.addWidget(label)
    whole.resize(300, 300)
    whole.show()
    qtbot.waitUntil(lambda: layout.asked > 0)
    layout.asked = 0
    return whole, layout, labels


def test_parts_that_come_together_are_laid_out_once(desk_app: Dressing, qtbot: QtBot) -> None:
    whole, layout, labels = shown(qtbot, 7)
    with laid_out_once(whole), laid_out_once(whole):  # also where one is within another
        for label in labels:
            label.show()
        assert layout.asked == 0
    qtbot.waitUntil(lambda: layout.asked > 0)
    assert layout.asked == 1
    assert len({label.y() for label in labels}) == 7


def test_one_thing_a_turn_and_newer_ones_replace_what_is_left(
    desk_app: Dressing, qtbot: QtBot
) -> None:
    done: list[str] = []
    home = QWidget()
    qtbot.addWidget(home)
    turns = InTurns(home)

    def first() -> None:
        done.append("first")
        turns.do([lambda: done.append("newer"), lambda: done.append("newest")])

    turns.do([first, lambda: done.append("older")])
    assert done == []
    qtbot.waitUntil(lambda: not turns.goes_on)
    assert done == ["first", "newer", "newest"]


def test_cells_are_made_for_the_rows_that_are_seen(desk_app: Dressing, qtbot: QtBot) -> None:
    made: list[str] = []

    def make(row_id: str) -> Row:
        made.append(row_id)
        return Row(row_id, (Cell(row_id),))

    def fetch(wanted: Wanted) -> None:
        ids = [f"o{at}" for at in range(200)]
        wanted.deliver([RowLater(one, partial(make, one)) for one in ids], None)

    table = PagedTable("Orders", [Column("Order")], fetch)
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    table.reload()
    table.grab()
    assert table.rows.rowCount() == 200
    assert 0 < len(made) < 20
    table.grab()
    assert len(made) == len(set(made))


def test_an_act_that_stays_as_it_is_tells_nobody(desk_app: Dressing, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    pay = Action("pay", "Pay", ("F12",))
    acts = ActionSet(host, {pay: print})
    acts.enable(pay, False, "The basket is empty.")
    with qtbot.assertNotEmitted(acts.changed):
        acts.enable(pay, False, "The basket is empty.")
    with qtbot.waitSignal(acts.changed):
        acts.enable(pay, False, "Nobody pays yet.")
    with qtbot.waitSignal(acts.changed):
        acts.enable(pay, True)
