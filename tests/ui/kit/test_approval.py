"""What is over a limit asks a second person in place, and then is done as it was asked."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.identity.approval import Approval
from app.identity.queries import Person
from app.kit.commands import Command
from app.kit.errors import Refusal
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing, FakeOutcome, InstantDesk
from ui.kit.approval import ApprovalBar
from ui.kit.backend import Backend
from ui.kit.entry import EntryBox
from ui.kit.i18n import PSEUDO
from ui.kit.page import Page

OVER = Refusal(
    "needs_approval", permission="return.known", limit=1_000_000, amount=1_200_000, total=1_200_000
)
YES = Approval(
    approver_id="rina",
    permission="return.known",
    amount=1_200_000,
    command_id="c1",
    at=1,
    token="t",
)


class GiveBack(Command, frozen=True, kw_only=True):
    amount: int
    approval: Approval | None = None


class Cut(Command, frozen=True, kw_only=True):
    amount: int


class Till(Page):
    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.entry_box = EntryBox("Item", "Scan")
        self.body.addWidget(self.entry_box)
        self.body.addStretch(1)
        self.told: list[object] = []
        self.put_on()

    def title(self) -> str:
        return "Till"

    def on_refused(self, code: str, facts: Any) -> None:
        self.told.append(code)


def person(user_id: str, name: str, number: str) -> Person:
    return Person(user_id, number, name, "manager", "id", "s1", "")


@pytest.fixture
def till(desk: InstantDesk, backend: Backend, qtbot, monkeypatch: pytest.MonkeyPatch) -> Till:
    people = [person("rina", "Rina Wati", "201"), person("joko", "Joko Prasetyo", "202")]
    monkeypatch.setattr("app.identity.queries.approvers", lambda *_told, **_more: people)
    page = Till(backend)
    page.resize(1204, 640)
    qtbot.addWidget(page)
    page.show()
    page.focus_entry()
    return page


def refuse(desk: InstantDesk, refusal: Refusal) -> None:
    desk.outcomes.append(FakeOutcome("refused", refusal=refusal))


def asked(desk: InstantDesk, till: Till, qtbot) -> list[Any]:
    done: list[Any] = []
    refuse(desk, OVER)
    till.run(GiveBack(amount=1_200_000), done.append)
    qtbot.waitUntil(lambda: till.approval.isVisible() and bool(till.approval._people))
    return done


def type_pin(till: Till, pin: str = "123456") -> None:
    QTest.keyClicks(till.approval.pin, pin)
    QTest.keyClick(till.approval.pin, Qt.Key.Key_Return)


def test_the_same_act_runs_again_under_the_id_that_was_approved(
    desk: InstantDesk, till: Till, qtbot
) -> None:
    done = asked(desk, till, qtbot)
    assert till.approval.pin.hasFocus()
    desk.approvals.append(YES)
    type_pin(till)
    qtbot.waitUntil(lambda: bool(done))
    assert desk.ran[-1][0] == GiveBack(amount=1_200_000, approval=YES)
    assert desk.run_under == ["", "c1"]
    assert not till.approval.isVisible()
    assert till.entry_box is not None
    assert till.entry_box.edit.hasFocus()


def test_a_wrong_pin_is_told_and_asks_again(desk: InstantDesk, till: Till, qtbot) -> None:
    asked(desk, till, qtbot)
    desk.approvals += [Refusal("wrong_pin", tries_left=4), YES]
    type_pin(till, "000000")
    qtbot.waitUntil(lambda: "Wrong PIN" in till.approval._told.text())
    assert len(desk.ran) == 1
    type_pin(till)
    qtbot.waitUntil(lambda: len(desk.ran) == 2)


def test_escape_lets_it_be(desk: InstantDesk, till: Till, qtbot) -> None:
    done = asked(desk, till, qtbot)
    QTest.keyClick(till.approval.pin, Qt.Key.Key_Escape)
    assert not till.approval.isVisible()
    assert (len(desk.ran), done, till.told) == (1, [], [])


def test_a_badge_a_letter_or_an_arrow_chooses_who(desk: InstantDesk, till: Till, qtbot) -> None:
    asked(desk, till, qtbot)
    who = till.approval._who
    assert who.text().startswith("Rina Wati")
    QTest.keyClick(till.approval.pin, Qt.Key.Key_Down)
    assert who.text().startswith("Joko")
    QTest.keyClicks(till.approval.pin, "r")
    assert who.text().startswith("Rina")
    assert till.approval.take_scan("202")
    assert who.text().startswith("Joko")
    assert till.approval.take_scan("999")
    assert who.text().startswith("Joko")
    till.approval.dismiss()
    assert not till.approval.take_scan("202")


def test_a_command_that_cannot_be_approved_is_refused_in_words(
    desk: InstantDesk, till: Till, qtbot
) -> None:
    told: list[str] = []
    refuse(desk, OVER)
    till.run(Cut(amount=1), refused=lambda code, _facts: told.append(code))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["needs_approval"]
    assert not till.approval.isVisible()


@pytest.mark.parametrize("language", ["en", "id", PSEUDO])
def test_the_bar_is_named_unclipped_and_plain(
    desk: InstantDesk, till: Till, qtbot, desk_app: Dressing, each_theme: str, language: str
) -> None:
    desk_app.languages.speak(language)
    asked(desk, till, qtbot)
    assert isinstance(till.approval, ApprovalBar)
    audit_settled(till, qtbot)
