"""The dashboard played by keys: seen, walked, drilled, turned into tables, exported, printed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.insights.scopes import ScopeKind
from app.insights.sheet import from_csv
from app.insights.tables import hour_figures
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from app.orders.tables import orders
from app.stock.network import number_places
from app.storage.outbox import desk_state
from tests.insights.trade import INVENTORY, furnished, traded
from tests.support.shop import AGENT, CENTER, MANAGER, SCARF, STORES, Shop
from tests.ui.audit import audit_settled
from tests.ui.conftest import FakeStatus
from tests.ui.insights.conftest import AUDITOR, CLERK, SIZES, Scene
from ui.insights.panels import Panel
from ui.kit.i18n import PSEUDO

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Opened = Callable[..., Scene]


def press(page: QWidget, *keys: Qt.Key, mods: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        target = page.focusWidget() or page
        QTest.keyClick(target, key, mods or Qt.KeyboardModifier.NoModifier)


def walk_to(scene: Scene, key: str) -> Panel:
    """By arrows alone, from the first tile."""
    page, target = scene.page, scene.page.board.panels[key]
    page.focus_entry()
    page.board.panels[key].take_focus()
    assert page.board.stop_with_focus() is target
    return target


# ---------------------------------------------------------------------- looks


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
    audit_settled(scene.page, qtbot)
    scene.page.board.opened.emit("tile/fill", "")
    audit_settled(scene.page, qtbot)


def test_the_tiles_tell_value_target_and_state_in_words(scene: Scene) -> None:
    face = QAccessible.queryAccessibleInterface(scene.page.board.tiles["old"])
    assert face.text(QAccessible.Text.Name) == "Orders over 24 h: 8, limit 5 · 10 open"
    reading = scene.page.board.tiles["fill"].reading
    assert (reading.value, reading.unit, reading.note) == ("80,0", "%", "target 95")
    assert (reading.change, reading.change_icon) == ("20,0 pt", "arrow-down")
    assert len(reading.days) == 7


def test_every_chart_tells_its_main_number(scene: Scene) -> None:
    for panel in scene.page.board.panels.values():
        face = QAccessible.queryAccessibleInterface(panel.chart)
        assert face.text(QAccessible.Text.Description), panel.chart.accessibleName()


# ---------------------------------------------------------------------- walking and drilling


def test_arrows_lead_from_tile_to_tile_and_down_to_the_panels(scene: Scene) -> None:
    page, board = scene.page, scene.page.board
    page.focus_entry()
    press(page, K.Key_Right)
    assert board.tiles["in_time"].hasFocus()
    press(page, K.Key_Down)
    assert board.stop_with_focus() in {board.panels["sales"], board.panels["health"]}
    press(page, K.Key_Up)
    assert board.stop_with_focus() in set(board.tiles.values())


def test_tab_comes_by_every_tile_and_panel_and_back(scene: Scene) -> None:
    page = scene.page
    page.focus_entry()
    met = set()
    for _ in range(40):
        met.add(page.board.stop_with_focus())
        press(page, K.Key_Tab)
    assert set(page.board.stops()) <= met


def test_a_bar_opens_its_orders_and_alt_up_comes_back_to_it(scene: Scene, qtbot: QtBot) -> None:
    page = scene.page
    panel = walk_to(scene, "ages")
    press(page, K.Key_Right, K.Key_Right, K.Key_Return)
    drill = page.drill
    qtbot.waitUntil(lambda: drill.table is not None and drill.table.rows.rowCount() > 0)
    assert drill.drill is not None
    assert drill.drill.chips == ("Menteng", "Open", "1–4 h")
    assert drill.table is not None
    assert drill.table.rows.rowCount() == 1
    press(page, K.Key_Return)
    assert scene.wanted == [("order", drill._opens[drill.table.selected_id])]
    QTest.keyClick(page, K.Key_Up, ALT)
    assert page.board.stop_with_focus() is panel
    assert panel.chart.current_id == "1"


@pytest.mark.parametrize(
    ("key", "chips", "rows"),
    [
        ("sales", ("Menteng",), None),
        ("health", ("Menteng", "Goods", "Healthy"), 1),
        ("stores", ("Menteng",), 1),
        ("reasons", ("Menteng",), 1),
    ],
)
def test_every_chart_drills_to_what_it_counted(
    scene: Scene, qtbot: QtBot, key: str, chips: tuple[str, ...], rows: int | None
) -> None:
    walk_to(scene, key)
    press(scene.page, K.Key_Right if key == "sales" else K.Key_Down, K.Key_Return)
    drill = scene.page.drill
    assert drill.drill is not None
    assert drill.drill.chips[: len(chips)] == chips
    if rows is not None:
        qtbot.waitUntil(lambda: drill.table is not None and drill.table.rows.rowCount() == rows)


def test_a_pickup_opens_its_order_and_a_risk_its_stock(opened: Opened, nine_days: Shop) -> None:
    scene = opened(nine_days, AUDITOR)
    walk_to(scene, "pickups")
    press(scene.page, K.Key_Right, K.Key_Return)
    (order_id,) = [what for where, what in scene.wanted if where == "order"]
    assert nine_days.rows(orders, id=order_id)
    scene.page.board.risk.take_focus()
    press(scene.page, K.Key_Return)
    assert scene.wanted[-1] == ("stock", f"transfer/{SCARF}/menteng/kemang/13")


@pytest.mark.parametrize("key", ["fill", "in_time", "old", "risk", "returned"])
def test_every_tile_opens_its_list(scene: Scene, key: str) -> None:
    scene.page.board.tiles[key].setFocus()
    press(scene.page, K.Key_Return)
    assert scene.page.views.currentWidget() is scene.page.drill
    press(scene.page, K.Key_Escape)
    assert scene.page.board.tiles[key].hasFocus()


# ---------------------------------------------------------------------- filters


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no menus
def test_the_scope_is_chosen_from_a_menu_by_keys(scene: Scene, qtbot: QtBot) -> None:
    page = scene.page
    QTest.keyClick(page, K.Key_F4)
    QTest.keyClick(page.header.menu, K.Key_Down)
    QTest.keyClick(page.header.menu, K.Key_Return)
    qtbot.waitUntil(lambda: len(page.board.panels["stores"].chart.as_table()) == 3)
    assert page.header.scope is not None
    assert page.header.scope.kind is ScopeKind.REGION
    assert page.subtitle() == "Jabodetabek"


def test_the_period_is_moved_by_arrows(scene: Scene, qtbot: QtBot) -> None:
    page = scene.page
    page.header._period.setFocus()
    press(page, K.Key_Right)
    chart = page.board.panels["sales"].chart
    qtbot.waitUntil(lambda: len(chart.as_table()) == 8)
    assert page.board.tiles["fill"].reading.value == "96,6"


def test_a_clerk_sees_one_store_and_an_agent_no_reasons(opened: Opened, nine_days: Shop) -> None:
    clerk = opened(nine_days, CLERK)
    assert not clerk.page.header.button.isEnabled()
    agent = opened(nine_days, AGENT)
    assert agent.page.board.panels["reasons"].message == "Told by store, not by person."


def test_inventory_people_see_stock_but_no_sales(opened: Opened, nine_days: Shop) -> None:
    scene = opened(nine_days, INVENTORY)
    assert scene.page.board.panels["sales"].message == "Your role does not show sales."
    assert not scene.page.board.panels["health"].message


# ---------------------------------------------------------------------- states


def test_a_role_without_dashboards_is_told_who_grants_them(opened: Opened, nine_days: Shop) -> None:
    admin = Actor(user_id="admin", role="admin", device_id="care-1", site_id="menteng")
    scene = opened(nine_days, admin)
    assert scene.page.states.message.text() == "Your role does not show this."


def test_a_young_shop_says_what_it_needs_instead_of_a_line(opened: Opened, tmp_path: Path) -> None:
    shop = traded(tmp_path / "young", days=2)
    scene = opened(shop)
    board = scene.page.board
    reading = board.tiles["fill"].reading
    assert (reading.note, reading.days, reading.change) == ("needs 7 days", (), "")
    assert board.tiles["risk"].reading.value == "–"
    assert board.risk.message.startswith("Needs 7 days")
    plot = board.panels["sales"].chart.plot
    assert plot is not None
    assert list(plot.compared) == []  # type: ignore[attr-defined]


def test_a_shop_without_orders_says_so_in_every_panel(opened: Opened, tmp_path: Path) -> None:
    scene = opened(furnished(tmp_path))
    board = scene.page.board
    assert board.panels["sales"].message
    assert board.panels["ages"].message == "No open orders."
    assert board.tiles["fill"].reading.note == "nothing yet"


def test_offline_the_last_figures_stay_with_their_age(scene: Scene, qtbot: QtBot) -> None:
    before = scene.page.board.tiles["fill"].reading
    scene.desk.tell_status(FakeStatus(state="offline", since=scene.shop.now - 14 * 60_000_000))
    qtbot.waitUntil(scene.page.states.strip.isVisible)
    assert "14 min old" in scene.page.states.strip.text()
    assert scene.page.board.tiles["fill"].reading == before
    scene.desk.tell_status(FakeStatus())
    qtbot.waitUntil(lambda: not scene.page.states.strip.isVisible())


def test_figures_that_cannot_be_read_say_so_and_are_asked_again(scene: Scene, qtbot: QtBot) -> None:
    scene.desk.broken = True
    QTest.keyClick(scene.page, K.Key_F5)
    qtbot.waitUntil(lambda: scene.page.states.state == "message")
    assert scene.page.states.message.text() == "The figures could not be read."
    scene.desk.broken = False
    QTest.keyClick(scene.page, K.Key_F5)
    qtbot.waitUntil(lambda: scene.page.states.state == "content")


def test_a_change_is_shown_within_five_seconds_and_keeps_the_place(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    shop = traded(tmp_path / "live", days=2)
    scene = opened(shop)
    walk_to(scene, "ages")
    press(scene.page, K.Key_Right)
    row = shop.rows(hour_figures, site_id="menteng", channel="store")[0]
    with shop.acting() as uow:
        uow.add(hour_figures, row["id"], open_orders=3)
    scene.page.on_changed(ChangeSet({"hour_figures": {row["id"]}}))
    due = scene.page._due
    qtbot.waitUntil(due.isActive)
    assert due.interval() == 5_000
    due.timeout.emit()
    told = lambda: scene.page.board.tiles["old"].reading.note  # noqa: E731
    qtbot.waitUntil(lambda: "6 open" in told())
    assert scene.page.board.panels["ages"].chart.current_id == "0"


# ---------------------------------------------------------------------- taking along


def test_ctrl_t_tells_every_chart_as_a_table_and_back(scene: Scene) -> None:
    page = scene.page
    page.focus_entry()
    QTest.keyClick(page, K.Key_T, CTRL)
    charts = page.board.charts()
    assert all(chart.is_table for chart in charts.values())
    assert charts["ages"].as_table()[-1] == (">24 h", "8")
    QTest.keyClick(page, K.Key_T, CTRL)
    assert not any(chart.is_table for chart in charts.values())


def test_ctrl_e_saves_all_figures_as_one_table(scene: Scene, qtbot: QtBot) -> None:
    QTest.keyClick(scene.page, K.Key_E, CTRL)
    qtbot.waitUntil(lambda: "Saved" in scene.page.strip.text())
    (path,) = scene.folder.glob("*.csv")
    rows = from_csv(path.read_text("utf-8-sig"))
    assert {len(row) for row in rows} == {4}
    assert ["Open orders by age", ">24 h", "Open orders", "8"] in rows
    assert ["Orders over 24 h", "", "limit 5 · 10 open", "8"] in rows
    assert str(path) in scene.page.strip.text()


def test_ctrl_e_in_a_list_saves_its_rows(scene: Scene, qtbot: QtBot) -> None:
    scene.page.board.tiles["old"].setFocus()
    press(scene.page, K.Key_Return)
    QTest.keyClick(scene.page, K.Key_E, CTRL)
    qtbot.waitUntil(lambda: "Saved" in scene.page.strip.text())
    (path,) = scene.folder.glob("*.csv")
    assert len(from_csv(path.read_text("utf-8-sig"))) == 1 + 8


def test_a_folder_that_cannot_be_written_is_told(
    scene: Scene, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    scene.page._desk = replace(scene.page._desk, folder=file / "below")
    QTest.keyClick(scene.page, K.Key_E, CTRL)
    qtbot.waitUntil(lambda: scene.page.strip.text().startswith("Not saved in"))


@pytest.mark.parametrize("period", ["today", "month"])
def test_ctrl_p_makes_one_page(scene: Scene, qtbot: QtBot, each_theme: str, period: str) -> None:
    scene.page.header._period._take(period)
    QTest.keyClick(scene.page, K.Key_P, CTRL)
    QTest.keyClick(scene.page, K.Key_P, CTRL)  # once more while it is drawn: one page
    qtbot.waitUntil(lambda: "Saved" in scene.page.strip.text())
    (path,) = scene.folder.glob("*.pdf")
    told = path.read_bytes()
    assert told.startswith(b"%PDF-")
    assert told.count(b"/Type /Page\n") == 1
    assert len(told) > 8_000, "an empty page is smaller"


def test_a_desk_of_a_large_chain_says_whose_stock_it_does_not_hold(
    opened: Opened, tmp_path: Path
) -> None:
    shop = traded(tmp_path)
    with shop.acting() as uow:
        number_places(uow, [*STORES, CENTER])
        uow.db.execute(desk_state.delete())
        here = dict.fromkeys(("device_id", "replica_id", "credential", "server_id"), "")
        uow.db.execute(desk_state.insert(), {"id": 1, **here, "buckets": "stock:menteng"})
    assert opened(shop, MANAGER).page.subtitle() == "Menteng"
    told = opened(shop, AUDITOR).page.subtitle()
    assert told.endswith(" · 3 places without stock figures here")
    shop.engine.dispose()


def test_a_chart_that_shows_the_same_is_not_drawn_anew(scene: Scene, qtbot: QtBot) -> None:
    """Every five seconds all figures come again; the window draws those that are others."""
    board = scene.page.board
    before = {key: chart.plot for key, chart in board.charts().items()}
    board.retell()
    assert not board.is_drawn
    qtbot.waitUntil(lambda: board.is_drawn)
    assert before
    for key, chart in board.charts().items():
        assert chart.plot is before[key], key
