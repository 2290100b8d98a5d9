"""Rules are read as sentences, changed by keys, and become live only through two pairs of eyes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.routing.rules.model import Where, Wish
from app.routing.rules.states import Standing
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.rules.conftest import SIZES, OpenRules
from tests.ui.rules.scene import (
    ADMIN,
    CHANGED,
    RULES,
    approved,
    drafted,
    live,
    sets,
    standing,
    submitted,
)
from tests.ui.stock.scene import CLERK, INVENTORY, MANAGER, Stockroom
from ui.kit.session import Session
from ui.kit.theme import ThemeChoice
from ui.rules.acts import ADD, ROLL_BACK, STEP
from ui.rules.listing import ROW
from ui.rules.page import RulesPage
from ui.rules.slots import Part

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(*keys: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, mods)


def type_in(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def ready(page: RulesPage, qtbot: QtBot) -> RulesPage:
    qtbot.waitUntil(lambda: page.working is not None, timeout=15_000)
    return page


def focused_part(page: RulesPage) -> Part | None:
    at = QApplication.focusWidget()
    found = next((one for one in page.form.lines.choices if one is at), None)
    return found.slot.part if found and found.slot else None


def rows(page: RulesPage) -> list[str]:
    return [f"{one.lead} {one.rest}".strip() for one in page.side.rules.entries.entries]


def chips(page: RulesPage) -> list[str]:
    return [entry.chip for entry in page.side.rules.entries.entries]


def test_the_live_rules_are_read_as_sentences(open_rules: OpenRules, qtbot: QtBot) -> None:
    page = ready(open_rules(), qtbot)
    assert rows(page) == [
        "Never use Pondok Indah Mall 2",
        "At most 2 parcels",
        "Prefer stores within 10 km",
        "Keep back the last 1 unit in stores",
        "Prefer centers",
    ]
    assert page.subtitle() == "Sourcing, v1"


def test_f12_makes_a_draft_of_what_is_live_and_asks_for_review(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    page = ready(open_rules(), qtbot)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.editable)
    assert page.subtitle() == "Sourcing, v2"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: standing(room, 2) is Standing.REVIEW)


def test_a_value_is_changed_by_keys_and_saved_by_itself(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    press(K.Key_Down, K.Key_Down, K.Key_Return)  # to the third rule, and into its sentence
    qtbot.waitUntil(lambda: focused_part(page) is Part.VERB)
    press(K.Key_Right, K.Key_Right, K.Key_Return)
    assert page.chooser.isVisible()
    type_in("15")
    press(K.Key_Return)
    assert focused_part(page) is Part.DISTANCE
    assert rows(page)[2] == "Prefer stores within 15 km"
    assert chips(page) == ["", "", "changed", "", ""]
    qtbot.waitUntil(lambda: sets(room)[0].rules[2].where.within_metres == 15_000)
    qtbot.waitUntil(lambda: any(one.is_changed for one in page.form.lines.choices))
    changed = next(one for one in page.form.lines.choices if one.is_changed)
    assert changed.text() == "within 15 km"
    assert page.form.differs.text() == "1 value changed since v1"


def test_a_condition_is_added_and_left_out_again(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    press(K.Key_Down, K.Key_Return)  # at most 2 parcels: verb, number, then what it is for
    press(K.Key_Right, K.Key_Right, K.Key_Return)
    press(K.Key_2)  # delivery or pickup
    press(K.Key_1)  # home delivery
    press(K.Key_Return)
    assert page.working is not None
    assert page.working.rules[1].scope.methods == {"ship"}
    press(K.Key_Return, K.Key_Space, K.Key_Return)
    assert page.working.rules[1].scope.methods == frozenset()


def test_a_verb_is_chosen_by_its_digit(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    press(K.Key_End)
    for _ in range(4):
        press(K.Key_Down)
    press(K.Key_Return, K.Key_Return, K.Key_2)
    assert rows(page)[4] == "Avoid centers"
    assert page.working is not None
    assert page.working.rules[4].amount_minor == -3_000


def test_what_cannot_be_read_is_told_and_nothing_changes(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    press(K.Key_Down, K.Key_Down, K.Key_Return, K.Key_Right, K.Key_Right, K.Key_Return)
    type_in("soon")
    press(K.Key_Return)
    assert page.chooser.isVisible()
    assert page.chooser.hint.isVisible()
    press(K.Key_Escape)
    assert not page.chooser.isVisible()
    assert page.working is not None
    assert page.working.rules == RULES


def test_priority_order_and_undo(open_rules: OpenRules, room: Stockroom, qtbot: QtBot) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    press(K.Key_Down, mods=CTRL)
    assert page.working is not None
    assert [rule.id for rule in page.working.rules][:2] == ["two", "airport"]
    assert chips(page)[:2] in (["moved", ""], ["", "moved"])
    press(K.Key_Z, mods=CTRL)
    assert page.working.rules == RULES
    press(K.Key_Space)
    assert not page.working.rules[0].on
    press(K.Key_Delete)
    assert [rule.id for rule in page.working.rules] == ["two", "near", "last", "phone"]
    assert chips(page)[-1] == "removed"
    press(K.Key_Z, K.Key_Z, mods=CTRL)
    assert page.working.rules == RULES
    qtbot.waitUntil(lambda: sets(room)[0].rules == RULES)


def test_a_rule_is_dragged_to_its_priority(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    there = page.side.rules.viewport()
    QTest.mousePress(there, Qt.MouseButton.LeftButton, pos=QPoint(60, ROW // 2))
    QTest.mouseRelease(there, Qt.MouseButton.LeftButton, pos=QPoint(60, 2 * ROW + ROW // 2))
    assert page.working is not None
    assert [rule.id for rule in page.working.rules][:3] == ["two", "near", "airport"]


def test_a_new_rule_is_added_and_named_by_its_sentence(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, RULES)
    page = ready(open_rules(), qtbot)
    press(K.Key_F2)
    assert page.working is not None
    made = page.working.rule
    assert made is not None
    assert (made.wish, made.where) == (Wish.PREFER, Where(kinds=frozenset({"store"})))
    assert made.name == "Prefer stores"
    press(K.Key_Return, K.Key_3)
    renamed = page.working.rule
    assert renamed is not None
    assert renamed.name == "Never use stores"
    qtbot.waitUntil(lambda: len(sets(room)[0].rules) == 6)


def test_a_rule_is_found_by_what_it_says(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    page = ready(open_rules(), qtbot)
    type_in("keep")
    assert page.working is not None
    assert page.working.at == "last"


def test_lint_tells_which_rule_is_wrong_and_leads_to_it(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    gone = RULES[0].__class__("odd", "Odd", Wish.EXCLUDE, where=Where(sites=frozenset({"gone"})))
    drafted(room, (*RULES, gone))
    page = ready(open_rules(), qtbot)
    qtbot.waitUntil(lambda: "never matches" in chips(page))
    assert "Rule 6" in page.form.finding.text()
    page.form.finding.click()
    assert page.working is not None
    assert page.working.at == "odd"


def test_a_set_under_which_nothing_is_left_is_not_submitted(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    drafted(room, (RULES[0].__class__("all", "Nothing", Wish.EXCLUDE),))
    page = ready(open_rules(), qtbot)
    press(K.Key_F12)
    qtbot.waitUntil(page.strip.isVisible)
    assert "no place is left" in page.strip.text()
    assert standing(room, 2) is Standing.DRAFT


def test_another_person_approves_and_it_is_scheduled(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    submitted(room)
    page = ready(open_rules(ADMIN), qtbot)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: standing(room, 2) is Standing.APPROVED)
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.standing is Standing.APPROVED)
    press(K.Key_F12)
    assert page.planning.isVisible()
    press(K.Key_2)  # tomorrow at six
    press(K.Key_F12)
    qtbot.waitUntil(lambda: standing(room, 2) is Standing.SCHEDULED)
    qtbot.waitUntil(lambda: "begins 23 Nov 06:00" in page.head.told.text())


def test_who_only_proposes_is_asked_for_a_second_person(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    submitted(room)
    page = ready(open_rules(INVENTORY), qtbot)
    press(K.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    assert standing(room, 2) is Standing.REVIEW


def test_a_moment_that_is_typed_begins_then(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    approved(room)
    page = ready(open_rules(), qtbot)
    press(K.Key_F12, K.Key_4)
    assert page.acts is not None
    assert not page.acts.is_open(STEP)
    page.planning.moment.setFocus()
    type_in("24.12.2026 18:30")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: standing(room, 2) is Standing.SCHEDULED)
    qtbot.waitUntil(lambda: "24 Dec 18:30" in page.head.told.text())


def test_one_key_rolls_back_and_can_be_taken_back(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    live(room)
    page = ready(open_rules(), qtbot)
    press(K.Key_R, mods=CTRL)
    qtbot.waitUntil(lambda: standing(room, 3) is Standing.LIVE)
    assert sets(room)[0].rules == RULES
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    page.strip.take_back()
    qtbot.waitUntil(lambda: standing(room, 4) is Standing.LIVE)
    assert sets(room)[0].rules == CHANGED


def test_versions_are_looked_at_with_what_they_changed(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    live(room)
    page = ready(open_rules(), qtbot)
    press(K.Key_F8)
    told = [(one.number, one.chip) for one in page.side.versions.entries.entries]
    assert told == [("v2", "Live"), ("v1", "Retired")]
    assert chips(page) == ["", "", "changed", "", "new", "removed"]
    press(K.Key_Down)
    assert page.subtitle() == "Sourcing, v1"
    assert chips(page) == [""] * 5
    press(K.Key_Escape)
    assert not page.side.shows_versions


@pytest.mark.parametrize("who", [MANAGER, ADMIN])
def test_who_may_read_sees_and_only_who_may_edit_changes(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot, who: Session
) -> None:
    drafted(room)
    page = ready(open_rules(who), qtbot)
    assert page.acts is not None
    assert page.acts.is_open(ADD) == (who is ADMIN)
    assert all(one.isEnabled() == (who is ADMIN) for one in page.form.lines.choices)


def test_others_are_told_who_can_grant_it(open_rules: OpenRules, room: Stockroom) -> None:
    page = open_rules(CLERK)
    assert page.states.state == "message"
    assert "role" in page.states.message.text()


def test_offline_it_can_only_be_read(open_rules: OpenRules, room: Stockroom, qtbot: QtBot) -> None:
    drafted(room)
    room.cut()
    page = ready(open_rules(), qtbot)
    assert page.acts is not None
    assert not page.editable
    for act in (ADD, STEP, ROLL_BACK):
        assert not page.acts.is_open(act)
    assert "server" in page.acts.why_not(ADD)


def test_what_somebody_else_saves_is_shown(
    open_rules: OpenRules, room: Stockroom, qtbot: QtBot
) -> None:
    page = ready(open_rules(), qtbot)
    drafted(room)
    qtbot.waitUntil(lambda: page.subtitle() == "Sourcing, v2")


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("size", SIZES)
def test_it_is_readable_in_each_language_theme_and_size(
    open_rules: OpenRules,
    room: Stockroom,
    qtbot: QtBot,
    desk_app: Dressing,
    language: str,
    theme: ThemeChoice,
    size: tuple[int, int],
) -> None:
    drafted(room)
    page = ready(open_rules(), qtbot)
    desk_app.languages.speak(language)
    desk_app.theme.choose(theme)
    page.resize(*size)
    press(K.Key_Down, K.Key_Down)
    audit_settled(page, qtbot)
    press(K.Key_Return, K.Key_Return)
    audit_settled(page, qtbot)
    page.chooser.close_it()
    page.side.turn()
    audit_settled(page, qtbot)
