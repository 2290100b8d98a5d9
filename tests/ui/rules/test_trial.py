"""Rules that run in shadow: what they would have done so far is told, and nobody acts on it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.kit.changes import ChangeSet
from app.kit.clock import DAY, HOUR, SECOND
from app.kit.ids import derived_id
from app.routing.rules.commands import ScheduleRules, WithdrawRules
from app.routing.rules.states import Reach, Standing
from app.routing.rules.tables import rule_sets
from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.rules.conftest import SIZES, OpenRules
from tests.ui.rules.scene import approved, do, drafted, standing
from tests.ui.rules.test_page import press, ready
from tests.ui.stock.scene import JOKO, Stockroom
from ui.kit.theme import ThemeChoice
from ui.rules.page import RulesPage

K = Qt.Key
CHEAPER = [(20_000, 18_000 + 10 * at, True) for at in range(30)] + [(9_000, 9_000, False)] * 10


def in_shadow(room: Stockroom, days: int = 14) -> str:
    set_id = approved(room)
    ends_at = room.clock.now() + days * DAY
    do(room, ScheduleRules(set_id=set_id, reach=Reach.SHADOW, ends_at=ends_at), JOKO)
    return set_id


def tried(room: Stockroom, told: Sequence[tuple[int, int, bool]], left: int = 0) -> None:
    def write(uow: object) -> None:
        for at, (ours, theirs, other) in enumerate(told):
            row = {
                "id": derived_id("trial", str(at), str(left)),
                "order_id": derived_id("order", str(at)),
                "against": Against.RULES.value,
                "rules_version": 2,
                "ours_minor": ours,
                "theirs_minor": theirs,
                "ours_left": 0,
                "theirs_left": left,
                "other_way": other,
                "at": room.clock.now() - SECOND,
            }
            uow.insert(sourcing_trials, row)  # type: ignore[attr-defined]

    room.acting(write)


@pytest.fixture
def shown(room: Stockroom, open_rules: OpenRules, clock: FakeClock, qtbot: QtBot) -> RulesPage:
    """Half a day of it is over; the draft of somebody else is what opens first."""
    in_shadow(room)
    clock.at += HOUR
    tried(room, CHEAPER)
    clock.at += HOUR
    page = ready(open_rules(), qtbot)
    page.open(next(one.id for one in page._board.sets if one.version == 2))  # type: ignore[union-attr]
    qtbot.waitUntil(page.trial.isVisible)
    return page


def figures(page: RulesPage) -> list[str]:
    return [value.text() for _, value in page.trial.values]


def test_a_shadow_run_tells_how_many_go_another_way_and_what_they_cost(shown: RulesPage) -> None:
    another, cost, change, together = figures(shown)
    assert another == "30 (75,0%)"
    assert cost == "Rp 17.250 → 15.859"
    assert change == "−1.391 (−1.644 … −1.138)"
    assert together == "−55.650"
    assert "40" in shown.trial.values[0][0].text()


def test_what_was_not_served_whole_is_told_apart(
    shown: RulesPage, room: Stockroom, qtbot: QtBot
) -> None:
    tried(room, [(20_000, 1_000, True)] * 3, left=2)
    shown.on_changed(ChangeSet({"sourcing_trials": ["x"]}))
    qtbot.waitUntil(lambda: "3 orders" in shown.trial.note.text(), timeout=5_000)  # type: ignore[union-attr]
    assert figures(shown)[3] == "−55.650"


def test_before_the_first_order_it_says_so(
    room: Stockroom, open_rules: OpenRules, clock: FakeClock, qtbot: QtBot
) -> None:
    in_shadow(room)
    clock.at += HOUR
    page = ready(open_rules(), qtbot)
    page.open(next(one.id for one in page._board.sets if one.version == 2))  # type: ignore[union-attr]
    qtbot.waitUntil(page.trial.isVisible)
    assert page.trial.waits.isVisible()
    assert not page.trial.figures.isVisible()


def test_rules_that_do_not_run_in_shadow_have_no_such_figures(
    room: Stockroom, open_rules: OpenRules, qtbot: QtBot
) -> None:
    drafted(room)
    page = ready(open_rules(), qtbot)
    assert not page.trial.isVisible()


def test_the_versions_lead_to_it_and_away_from_it(shown: RulesPage, qtbot: QtBot) -> None:
    press(K.Key_F8, K.Key_Down)
    qtbot.waitUntil(lambda: not shown.trial.isVisible())
    press(K.Key_Up)
    qtbot.waitUntil(shown.trial.isVisible)


def test_the_run_is_ended_by_its_key(
    shown: RulesPage, room: Stockroom, qtbot: QtBot, clock: FakeClock
) -> None:
    do(room, WithdrawRules(set_id=shown.shown.id), JOKO)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not shown.trial.isVisible(), timeout=5_000)
    assert standing(room, 2) is Standing.APPROVED


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("size", SIZES)
def test_a_shadow_run_is_readable_in_each_language_theme_and_size(
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


def test_rules_that_went_back_by_themselves_say_why(
    room: Stockroom, open_rules: OpenRules, qtbot: QtBot
) -> None:
    set_id = approved(room)
    room.acting(
        lambda uow: uow.update(rule_sets, set_id, returned_for="dearer", returned_percent=9)
    )
    page = ready(open_rules(), qtbot)
    assert page.head.told.text() == "v2 by Joko, went back by itself: orders 9 % dearer"
    press(K.Key_F8)
    told = page.side.versions.entries.entries[0].spoken()
    assert "went back by itself: orders 9 % dearer" in told
    audit_settled(page, qtbot)
