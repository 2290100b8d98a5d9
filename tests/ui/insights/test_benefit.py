"""The benefit played by keys: seen, walked, written over, taken back, exported, printed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk.surroundings import keep_setting, setting
from app.insights.benefit.inputs import STANDARD, Part, Source
from app.insights.sheet import from_csv
from tests.support.shop import Shop
from tests.ui.audit import audit_settled
from tests.ui.insights.conftest import AUDITOR, SIZES, Scene
from ui.insights.benefit.view import KEPT, BenefitView
from ui.kit.i18n import PSEUDO

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Opened = Callable[..., Scene]


@pytest.fixture
def benefit(scene: Scene, qtbot: QtBot) -> BenefitView:
    return turned(scene, qtbot)


def turned(scene: Scene, qtbot: QtBot) -> BenefitView:
    QTest.keyClick(scene.page, K.Key_B, CTRL)
    view = scene.page.benefit
    qtbot.waitUntil(lambda: view.told is not None)
    return view


def write(view: BenefitView, key: str, *figures: str) -> None:
    """By keys alone, from the row of the figure."""
    view.inputs.go_to(key)
    QTest.keyClick(view.inputs.table, K.Key_Return)
    assert view.inputs.fields[1].hasFocus()
    for field, told in zip(view.inputs.fields, figures, strict=True):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, told)
    QTest.keyClick(view.inputs.fields[-1], K.Key_Return)


def source_of(view: BenefitView, key: str) -> Source:
    assert view.told is not None
    return next(one.source for one in view.told.inputs if one.key == key)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "id", PSEUDO])
def test_everything_is_named_and_nothing_is_cut(
    opened: Opened,
    nine_days: Shop,
    desk_app: object,
    qtbot: QtBot,
    each_theme: str,
    size: tuple[int, int],
    language: str,
) -> None:
    scene = opened(nine_days, size=size)
    desk_app.languages.speak(language)  # type: ignore[attr-defined]
    scene.page.show_tab("benefit")
    for part in Part:
        scene.page.benefit.inputs.show_part(part)
        audit_settled(scene.page, qtbot)


def test_five_figures_tell_how_much_and_how_surely(benefit: BenefitView) -> None:
    for tile in benefit.tiles.values():
        assert tile.reading.value != "–"
        assert " to " in tile.reading.note
    assert benefit.tornado.chart.plot is not None
    assert benefit.tornado.chart.plot.count() == 20


def test_enter_on_a_figure_leads_to_what_it_is_made_of(benefit: BenefitView) -> None:
    QTest.keyClick(benefit.tiles["ship"], K.Key_Return)
    assert benefit.inputs.parts.value == "ship"
    assert benefit.inputs.table.hasFocus()
    benefit.tornado.drilled.emit("attach")
    assert benefit.inputs.parts.value == "pickup"
    assert benefit.inputs.table.selected_id == "attach"


def test_a_figure_of_ones_own_is_reckoned_with_and_kept(
    benefit: BenefitView, opened: Opened, nine_days: Shop, qtbot: QtBot
) -> None:
    before = benefit.tiles["net"].reading.value
    write(benefit, "margin", "10", "12,5", "15%")
    assert benefit.inputs.table.hasFocus()
    qtbot.waitUntil(lambda: source_of(benefit, "margin") is Source.OWN)
    assert benefit.tiles["net"].reading.value != before
    again = turned(opened(nine_days), qtbot)
    assert source_of(again, "margin") is Source.OWN
    again.inputs.go_to("margin")
    assert again.inputs.fields[1].text() == "12,5"
    QTest.mouseClick(again.inputs.standard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: source_of(again, "margin") is Source.STANDARD)
    with nine_days.engine.connect() as db:
        assert setting(db, KEPT) == "{}"


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        (("20", "10", "30"), "Low may not be above usual, nor usual above high."),
        (("1", "2", "101"), "Low may not be above usual, nor usual above high."),
        (("1", "2", "many"), "Write 1.250 or 1250: a point for thousands, no decimals."),
        (("1", "2", "3,25"), "Write 12 or 12,5 for a share in per cent."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    benefit: BenefitView, figures: tuple[str, str, str], message: str
) -> None:
    write(benefit, "attach", *figures)
    assert benefit.inputs.message.text() == message
    assert source_of(benefit, "attach") is Source.STANDARD
    QTest.keyClick(benefit.inputs.fields[0], K.Key_Escape)
    assert benefit.inputs.table.hasFocus()


def test_what_was_counted_says_so_and_cannot_be_assumed(benefit: BenefitView) -> None:
    benefit.inputs.go_to("aov")
    assert source_of(benefit, "aov") is Source.MEASURED
    assert benefit.inputs.message.text() == "Counted, so it is not assumed any more."
    QTest.keyClick(benefit.inputs.table, K.Key_Return)
    assert benefit.inputs.table.hasFocus()


def test_figures_that_cannot_be_read_any_more_do_not_break_the_screen(
    opened: Opened, nine_days: Shop, qtbot: QtBot
) -> None:
    scene = opened(nine_days)
    with nine_days.engine.begin() as db:
        keep_setting(db, KEPT, '{"aov": "much"')
    assert source_of(turned(scene, qtbot), "margin") is Source.STANDARD
    with nine_days.engine.begin() as db:
        keep_setting(db, KEPT, "")


def test_a_trouble_is_told_and_tried_again(scene: Scene, qtbot: QtBot) -> None:
    scene.desk.broken = True
    QTest.keyClick(scene.page, K.Key_B, CTRL)
    qtbot.waitUntil(lambda: scene.page.benefit.states.state == "message")
    scene.desk.broken = False
    QTest.keyClick(scene.page, K.Key_F5)
    qtbot.waitUntil(lambda: scene.page.benefit.told is not None)
    assert scene.page.benefit.states.state == "content"


def test_the_chart_turns_into_a_table_and_back(scene: Scene, benefit: BenefitView) -> None:
    QTest.keyClick(scene.page, K.Key_T, CTRL)
    assert benefit.tornado.chart.is_table
    head = benefit.tornado.chart.as_table()[0]
    assert head == ("Figure", "When it is", "Net a year")
    QTest.keyClick(scene.page, K.Key_T, CTRL)
    assert not benefit.tornado.chart.is_table


def test_all_of_it_goes_into_a_sheet_and_onto_one_page(
    scene: Scene, benefit: BenefitView, qtbot: QtBot
) -> None:
    QTest.keyClick(scene.page, K.Key_E, CTRL)
    QTest.keyClick(scene.page, K.Key_P, CTRL)
    qtbot.waitUntil(lambda: len(list(scene.folder.glob("*"))) == 2)
    (sheet,) = scene.folder.glob("*.csv")
    (paper,) = scene.folder.glob("*.pdf")
    rows = from_csv(sheet.read_text(encoding="utf-8-sig"))
    names = {row[1] for row in rows}
    assert "Net a year" in names
    assert sum(row[0] in {"Pickup", "Returns", "Ship from store", "Cost"} for row in rows) == len(
        STANDARD
    )
    assert paper.read_bytes().count(b"/Type /Page\n") == 1


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no menus
def test_another_scope_asks_again_and_the_first_tab_comes_back(
    opened: Opened, nine_days: Shop, qtbot: QtBot
) -> None:
    scene = opened(nine_days, AUDITOR)
    view, page = turned(scene, qtbot), scene.page
    assert source_of(view, "orders") is Source.MEASURED
    QTest.keyClick(page, K.Key_F4)
    QTest.keyClick(page.header.menu, K.Key_Down)
    QTest.keyClick(page.header.menu, K.Key_Return)
    qtbot.waitUntil(lambda: source_of(view, "orders") is Source.STANDARD)
    QTest.keyClick(page.header.tab, K.Key_Left)
    assert page.views.currentWidget() is page.states

    def asked_again() -> bool:
        shown = page.board.dashboard
        return shown is not None and shown.scope == page.header.scope

    qtbot.waitUntil(asked_again)


def test_what_the_server_counted_takes_the_place_of_what_was_assumed(
    opened: Opened, nine_days: Shop, qtbot: QtBot
) -> None:
    scene = opened(nine_days)
    scene.desk.counted = {"margin": (430, 80), "no_show": (70, 80)}
    view = turned(scene, qtbot)
    qtbot.waitUntil(lambda: source_of(view, "margin") is Source.MEASURED)
    assert source_of(view, "no_show") is Source.MEASURED
    assert source_of(view, "value") is Source.STANDARD
    (asked,) = scene.desk.fetched  # once for a scope, however often figures change
    assert (asked["path"], asked["scope"], asked["by"]) == ("/v1/counted", "store", "manager")
    write(view, "restock", "1", "2", "3")
    qtbot.waitUntil(lambda: source_of(view, "restock") is Source.OWN)
    assert len(scene.desk.fetched) == 1
    QTest.mouseClick(view.inputs.standard, Qt.MouseButton.LeftButton)  # the shop is of all tests
    qtbot.waitUntil(lambda: source_of(view, "restock") is Source.STANDARD)


def test_without_the_server_figures_of_here_stand_and_it_is_told(
    benefit: BenefitView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "when the server is there" in benefit.note.text())
    assert source_of(benefit, "margin") is Source.STANDARD


def test_who_may_not_know_costs_asks_for_nothing(
    opened: Opened, nine_days: Shop, qtbot: QtBot
) -> None:
    scene = opened(nine_days)
    scene.desk.counted = {"margin": (430, 80)}
    who = scene.backend.session
    assert who is not None
    scene.backend.sign_in(replace(who, permissions=frozenset({"insights.read"})))
    view = turned(scene, qtbot)
    assert scene.desk.fetched == []
    assert source_of(view, "margin") is Source.STANDARD
