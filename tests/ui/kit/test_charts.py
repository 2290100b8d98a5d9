"""A chart is walked by keys, told in words, turned into a table, and holds 100 k points."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.audit import audit
from ui.kit import Status
from ui.kit.charts import Chart
from ui.kit.plots import (
    Bars,
    Distances,
    Element,
    Flag,
    Line,
    Plot,
    Scatter,
    Stacks,
    Threshold,
    nice_ticks,
)
from ui.kit.spark import Spark

K = Qt.Key


def hours() -> Bars:
    told = [Element(f"h{at}", f"{at:02d}:00", f"Rp {at}", at, at) for at in range(9, 14)]
    return Bars(
        head=("Hour", "Today", "Last week"),
        summary="Rp 55 today",
        elements=told,
        compared=[(at, at + 1.0) for at in range(9, 18)],
        compared_told=[f"Rp {at + 1}" for at in range(9, 14)],
        ticks=[(9, "09"), (11, "11")],
        flags=[Flag(13, 13, "13:00 now")],
    )


def health() -> Stacks:
    parts = [(0, 0, 60), (60, 0, 40), (0, 1, 30), (30, 1, 70)]
    told = [
        Element(f"{row}-{at}", "Low" if x else "Healthy", f"{size}", x, row, status)
        for at, (x, row, size) in enumerate(parts)
        for status in [Status.WARN if x else Status.OK]
    ]
    return Stacks(
        head=("Category", "Health", "Share"),
        summary="45 % healthy",
        elements=told,
        sizes=[size for _, _, size in parts],
        names=["Shirts", "A category whose name is longer than its room"],
    )


def stores() -> Distances:
    told = [
        Element("a", "Bekasi", "88,4", 88.4, 0, Status.BAD),
        Element("b", "Grand Indonesia", "96,4", 96.4, 1, Status.OK, own=True),
    ]
    target = Threshold(95, "target 95")
    return Distances(head=("Store", "Fill"), summary="96,4", elements=told, target=target)


def minutes() -> Scatter:
    told = [Element(f"o{at}", f"JKT01-{at}", f"{at} min", at, at * 9) for at in range(20)]
    target = Threshold(120, "6 late", Status.BAD)
    return Scatter(head=("Order", "Minutes"), summary="6 late", elements=told, target=target)


def course(count: int = 60) -> Line:
    xs = [float(at) for at in range(count)]
    ys = [float((at * 7) % 50) for at in range(count)]
    return Line(
        head=("Day", "Units"),
        summary=f"{ys[-1]:g} units",
        xs=xs,
        ys=ys,
        tell=lambda at: Element(f"d{at}", f"day {at}", f"{ys[at]:g}", xs[at], ys[at]),
        projection=[(xs[-1], ys[-1]), (xs[-1] + 12, 0)],
        thresholds=[Threshold(8, "safety 8", Status.WARN)],
        flags=[Flag(xs[-1] + 12, 0, "out 8 Dec", Status.BAD)],
    )


ALL = [hours, health, stores, minutes, course]


# A window that only a finished test knew is collected while it paints, which ends the process.
_SHOWN: list[QWidget] = []


def shown(qtbot: QtBot, plot: Plot) -> Chart:
    chart = Chart("Figures")
    qtbot.addWidget(chart)
    chart.resize(420, 260)
    chart.show()
    chart.show_plot(plot)
    chart.setFocus()
    _SHOWN.append(chart)
    return chart


@pytest.mark.parametrize("make", ALL)
def test_every_plot_is_drawn_named_and_told_in_both_themes(
    qtbot: QtBot, each_theme: str, make: object
) -> None:
    plot = make()  # type: ignore[operator]
    chart = shown(qtbot, plot)
    assert not chart.grab().toImage().isNull()
    face = QAccessible.queryAccessibleInterface(chart)
    assert face.text(QAccessible.Text.Name) == "Figures"
    assert face.text(QAccessible.Text.Description) == plot.summary
    audit(chart)


def test_arrows_step_through_elements_and_enter_opens_one(qtbot: QtBot) -> None:
    chart = shown(qtbot, hours())
    opened: list[str] = []
    chart.drilled.connect(opened.append)
    for key in (K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Left, K.Key_Return):
        QTest.keyClick(chart, key)
    assert (chart.current_id, opened) == ("h10", ["h10"])


def test_enter_opens_nothing_before_an_element_was_walked_to(qtbot: QtBot) -> None:
    chart = shown(qtbot, hours())
    opened: list[str] = []
    chart.drilled.connect(opened.append)
    QTest.keyClick(chart, K.Key_Return)
    assert opened == []


class Around(QWidget):
    """What hears the keys that a chart has no use for."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    def keyPressEvent(self, event: object) -> None:
        self.heard.append(event.key())  # type: ignore[attr-defined]


def test_an_arrow_that_leads_out_of_the_chart_goes_to_who_holds_it(qtbot: QtBot) -> None:
    around = Around()
    qtbot.addWidget(around)
    chart = Chart("Figures", around)
    chart.show_plot(hours())
    for key in (K.Key_Right, K.Key_Left, K.Key_Down):
        QTest.keyClick(chart, key)
    assert around.heard == [K.Key_Left, K.Key_Down]


def test_in_stacks_the_arrows_go_along_the_row_and_to_the_next(qtbot: QtBot) -> None:
    chart = shown(qtbot, health())
    walked = []
    for key in (K.Key_Down, K.Key_Right, K.Key_Down, K.Key_Left, K.Key_Up):
        QTest.keyClick(chart, key)
        walked.append(chart.current_id)
    assert walked == ["0-0", "0-1", "1-3", "1-2", "0-0"]


def test_ctrl_t_shows_the_same_figures_as_a_table_and_opens_from_there(qtbot: QtBot) -> None:
    chart = shown(qtbot, hours())
    opened: list[str] = []
    chart.drilled.connect(opened.append)
    chart.turn()
    assert chart.is_table
    assert chart.as_table()[:2] == [("Hour", "Today", "Last week"), ("09:00", "Rp 9", "Rp 10")]
    table = chart._table
    assert table is not None
    assert table.rows.rowCount() == 5
    table.step(1)
    QTest.keyClick(table, K.Key_Return)
    chart.turn()
    assert (opened, chart.is_table) == (["h9"], False)


def test_fresh_figures_keep_the_place_and_the_table(qtbot: QtBot) -> None:
    chart = shown(qtbot, hours())
    QTest.keyClick(chart, K.Key_Right)
    QTest.keyClick(chart, K.Key_Right)
    chart.show_plot(hours())
    assert chart.current_id == "h10"


def test_an_empty_plot_is_a_sheet_without_marks(qtbot: QtBot) -> None:
    chart = shown(qtbot, Bars(head=("Hour", "Today"), summary="", elements=[]))
    QTest.keyClick(chart, K.Key_Right)
    assert chart.current_id == ""
    assert chart.as_table() == [("Hour", "Today")]


def test_a_hundred_thousand_points_are_walked_and_paged(qtbot: QtBot) -> None:
    chart = shown(qtbot, course(100_000))
    assert not chart.grab().toImage().isNull()
    QTest.keyClick(chart, K.Key_Right)
    assert chart.current_id == "d0"
    chart.turn()
    assert chart._table is not None
    assert chart._table.rows.rowCount() == 200


def test_the_nearest_element_of_a_long_course_is_found(qtbot: QtBot) -> None:
    plot = course(1_000)
    assert plot.nearest(500.4, 0, 1, 1) == 500
    assert plot.nearest(-50, 0, 1, 1) == 0
    assert hours().nearest(10.2, 5, 10, 1) == 1


def test_a_spark_draws_in_both_themes_and_stays_silent(qtbot: QtBot, each_theme: str) -> None:
    spark = Spark()
    qtbot.addWidget(spark)
    blank = spark.grab().toImage()
    spark.show_values([3, 4, 2], Status.OK)
    assert spark.grab().toImage() != blank
    assert spark.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_pyqtgraph_is_not_loaded_before_the_first_chart() -> None:
    loaded = "import sys, app.desk.schema, ui.screens, ui.kit.charts"
    told = f"{loaded}; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


FETCHED = """
import sys
from importlib import import_module
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from ui.kit import charts

def left():
    modules = [import_module(f"PySide6.{name}") for name in charts.QT]
    return sum(len(set(dir(module)) - set(vars(module))) for module in modules)

class Desk:
    def report(self, _query, *, then, owner):
        print(before > 400, left(), "pyqtgraph" in sys.modules)
        app.quit()

app = QApplication(["gerai"])
before, owner = left(), QObject()
charts.fetch(Desk(), app.quit, owner)
app.exec()
"""


def test_no_lane_makes_a_type_of_qt_while_the_window_paints() -> None:
    """That ended one process in seven: all types are there before a lane loads pyqtgraph."""
    done = subprocess.run(
        [sys.executable, "-c", FETCHED], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["True", "0", "False"]


@given(st.floats(0, 1e6), st.floats(0.5, 1e7), st.integers(1, 8), st.booleans())
def test_ticks_are_round_few_and_inside(low: float, wide: float, most: int, whole: bool) -> None:
    ticks = nice_ticks(low, low + wide, most=most, whole=whole)
    assert len(ticks) <= most + 1
    assert all(low - wide * 1e-6 <= at <= low + wide * (1 + 1e-6) for at in ticks)
    if whole:
        assert all(at == round(at) for at in ticks)
