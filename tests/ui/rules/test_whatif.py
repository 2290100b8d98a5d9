"""Before rules are live they are tried on the past: figures with ranges, and the orders changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kit.clock import Instant
from app.routing.model import Code, Reason
from app.routing.replay.model import Changed, Comparison, Figure, Line, Span
from app.routing.rules.model import Rule, Where, Wish
from app.storage.outbox import desk_state
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import DC
from tests.ui.rules.conftest import SIZES, OpenRules
from tests.ui.rules.past import sell_by_mail
from tests.ui.rules.scene import RULES, drafted
from tests.ui.rules.test_page import press, ready
from tests.ui.stock.scene import Stockroom
from ui.kit.theme import ThemeChoice
from ui.rules.acts import REPLAY
from ui.rules.page import RulesPage
from ui.rules.wording import change_words, days_words, range_words, value_words

K = Qt.Key
NO_CENTER = Rule("dc", "No center", Wish.EXCLUDE, where=Where(sites=frozenset({DC})))
TOLD = Comparison(
    span=Span(Instant(0), Instant(1), "Asia/Jakarta"),
    old_version=1,
    new_version=2,
    orders=18_420,
    days=30,
    left_out=0,
    currency="IDR",
    lines=(
        Line(Figure.COST, 21_480.0, 20_310.0, -1_420.0, -910.0),
        Line(Figure.SPLIT, 0.142, 0.129, -0.018, -0.008),
        Line(Figure.DAYS, 2.31, 2.34, -0.01, 0.07),
        Line(Figure.ON_TIME, 0.969, 0.97, -0.002, 0.004),
        Line(Figure.FILL, 0.981, 0.983, 0.001, 0.003),
        Line(Figure.WALK_INS, 164.0, 181.0, 6.0, 28.0),
        Line(Figure.AIR, 0.08, 0.07, -0.02, 0.004),
        Line(Figure.CO2, 840.0, 790.0, -70.0, -20.0),
    ),
    loads=(),
    changed_orders=1_264,
    changed=(
        Changed(
            "o1",
            "JKT01-3-000655",
            ("Pondok Indah Mall 2", "Bekasi"),
            ("DC Cikarang",),
            48_500,
            24_000,
            3,
            2,
            Reason(Code.CHEAPER, {"than": "Bekasi", "saved": 24_500, "part": "carrier"}),
        ),
        Changed(
            "o2",
            "JKT04-1-004391",
            ("DC Cikarang",),
            ("Bekasi",),
            12_600,
            20_000,
            2,
            1,
            Reason(Code.NEAREST, {"metres": 12_000}),
        ),
    ),
)


def told(page: RulesPage) -> Comparison:
    assert page.what_if.comparison is not None
    return page.what_if.comparison


@pytest.fixture
def shown(open_rules: OpenRules, room: Stockroom, qtbot: QtBot) -> RulesPage:
    """A draft whose replay is done."""
    drafted(room)
    page = ready(open_rules(), qtbot)
    page.what_if.show_comparison(TOLD)
    return page


def test_f5_replays_past_orders_under_both_rule_sets(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    sell_by_mail(room, 8)
    drafted(room, (*RULES, NO_CENTER))
    page = ready(open_rules(), qtbot)
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.what_if.comparison is not None, timeout=15_000)
    assert (told(page).orders, told(page).old_version, told(page).new_version) == (8, 1, 2)
    rows = page.what_if.figures.rows()
    assert rows[0][0] == "Cost per order"
    assert "8 orders" in (page.what_if.note.text() if page.what_if.note else "")
    assert len(page.changed.table.rows.ids()) == len(told(page).changed) > 0


def test_a_stores_computer_says_whose_orders_it_replays(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    """It has its own: nobody takes them for those of the whole chain."""
    sell_by_mail(room, 3)
    drafted(room, (*RULES, NO_CENTER))
    page = ready(open_rules(), qtbot)
    qtbot.waitUntil(lambda: "its store alone" in page.what_if.asks.text())
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.what_if.comparison is not None, timeout=15_000)
    note = page.what_if.note
    assert note is not None
    assert note.text() == "3 orders of this store alone replayed"


def test_a_phone_desk_replays_the_orders_of_all(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    room.acting(lambda uow: uow.db.execute(desk_state.update().values(buckets="orders:care")))
    sell_by_mail(room, 3)
    drafted(room, (*RULES, NO_CENTER))
    page = ready(open_rules(), qtbot)
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.what_if.comparison is not None, timeout=15_000)
    note = page.what_if.note
    assert note is not None
    assert note.text() == "3 orders replayed"
    assert "alone" not in page.what_if.asks.text()


def test_other_rules_have_no_figures_yet(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    sell_by_mail(room, 2)
    drafted(room, (*RULES, NO_CENTER))
    page = ready(open_rules(), qtbot)
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.what_if.comparison is not None, timeout=15_000)
    press(K.Key_Space)
    assert page.what_if.comparison is None
    assert page.changed.table.rows.ids() == []


def test_days_without_orders_are_told(open_rules: OpenRules, room: Stockroom, qtbot: QtBot) -> None:
    drafted(room)
    page = ready(open_rules(), qtbot)
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.what_if.comparison is not None, timeout=15_000)
    assert "No orders" in page.what_if.asks.text()


def test_a_replay_is_cancelled_by_escape(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    sell_by_mail(room, 3)
    drafted(room)
    page = ready(open_rules(), qtbot)
    press(K.Key_F5, K.Key_Escape)
    assert page.acts is not None
    assert page.acts.is_open(REPLAY)
    assert page.what_if.comparison is None


def test_enter_opens_the_order_that_changed(shown: RulesPage, qtbot: QtBot) -> None:
    assert shown.changed.table.rows.ids() == ["o1", "o2"]
    shown.changed.table.setFocus()
    press(K.Key_Down)
    with qtbot.waitSignal(shown.wanted) as wanted:
        press(K.Key_Return)
    assert wanted.args == ["order", shown.changed.table.selected_id]


def test_a_figure_is_worse_or_better_or_has_no_clear_change(shown: RulesPage) -> None:
    better = {line.figure: line.better for line in TOLD.lines}
    assert better[Figure.COST] is True
    assert better[Figure.WALK_INS] is False
    assert better[Figure.DAYS] is None
    assert shown.what_if.verdict.text() == "Gets worse: Walk-ins missed +17"
    assert shown.what_if.unclear.text() == "3 figures: no clear change"
    assert "Cost per order: Rp 21.480, Rp 20.310, −1.170, better" in (
        shown.what_if.figures.accessibleDescription()
    )


def test_figures_are_told_in_their_own_units() -> None:
    cost, split = TOLD.line(Figure.COST), TOLD.line(Figure.SPLIT)
    assert value_words(Figure.CO2, 840.0, "IDR") == "0,84 kg"
    assert value_words(Figure.AIR, None, "IDR") == "–"
    assert change_words(Figure.SPLIT, split.change, "IDR") == "−1,3 pt"
    assert range_words(split, "IDR") == "−1,8 … −0,8"
    assert range_words(cost, "IDR") == "−1.420 … −910"
    assert days_words(TOLD.changed[0]) == "1 day sooner"


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("size", SIZES)
def test_figures_are_readable_in_each_language_theme_and_size(
    shown: RulesPage,
    qtbot: QtBot,
    desk_app: Dressing,
    language: str,
    theme: ThemeChoice,
    size: tuple[int, int],
) -> None:
    desk_app.languages.speak(language)
    desk_app.theme.choose(theme)
    shown.resize(*size)
    audit_settled(shown, qtbot)
    assert QApplication.focusWidget() is not None
