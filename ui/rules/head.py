"""How far is this version on its way to being live, and what is the next step?"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.routing.rules.states import Standing
from app.routing.rules.stored import StoredSet
from ui.kit import (
    ActionSet,
    Button,
    Dressed,
    MainButton,
    Step,
    StepStrip,
    formats,
    text_label,
)
from ui.rules.acts import ROLL_BACK, STEP, STEP_BACK
from ui.rules.telling import returned_words, standing_words

LOOK_MS = 1_000  # "saved 4 s ago"
WAY = ("draft", "review", "scheduled", "live")
AT = {
    Standing.DRAFT: 0,
    Standing.REVIEW: 1,
    Standing.APPROVED: 2,
    Standing.SCHEDULED: 3,
    Standing.CANARY: 3,
    Standing.SHADOW: 3,
    Standing.LIVE: 4,
}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """`saved`: None while something is not saved yet."""

    shown: StoredSet
    former: int | None
    saved: int | None
    editable: bool


class Head(Dressed, QWidget):
    def __init__(self, acts: ActionSet, *, now: Callable[[], int]) -> None:
        super().__init__()
        self._now = now
        self._at: Standpoint | None = None
        self.steps = StepStrip(
            [
                ("draft", lambda: self.tr("Draft")),
                ("review", lambda: self.tr("Review")),
                ("scheduled", lambda: self.tr("Scheduled")),
                ("live", lambda: self.tr("Live")),
            ]
        )
        self.told = text_label("", ink="text2", elide=True)
        self.roll_back = Button(self._roll_back_words, icon=ROLL_BACK.icon, kind="quiet")
        self.roll_back.bind(acts[ROLL_BACK], "")
        self.back = Button(self._back_words, kind="quiet")
        self.back.bind(acts[STEP_BACK], "")
        self.main = MainButton(self._step_words, icon=STEP.icon, height=36)
        self.main.bind(acts[STEP], "F12")
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(8)
        self.line.addWidget(self.steps)
        self.line.addSpacing(8)
        self.line.addWidget(self.told, 1)
        for button in (self.roll_back, self.back, self.main):
            self.line.addWidget(button)
        self.main.setSizePolicy(self.back.sizePolicy())
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._say)
        self.put_on()

    def show_standpoint(self, at: Standpoint | None) -> None:
        self._at = at
        self.retranslate()

    def showEvent(self, event: object) -> None:
        self._look.start()

    def hideEvent(self, event: object) -> None:
        self._look.stop()

    def retranslate(self) -> None:
        at = self._at
        for part in (self.steps, self.told, self.main):
            part.setVisible(at is not None)
        self.roll_back.setVisible(at is not None and at.former is not None)
        self.back.setVisible(bool(self._back_words()))
        if at is None:
            return
        reached = AT.get(at.shown.standing, 4)
        now = dict(zip(WAY, map(_step, range(4), [reached] * 4), strict=True))
        self.steps.show_states(now)
        self.roll_back.say(self._roll_back_words)
        self.back.say(self._back_words)
        self.main.say(self._step_words)
        self._say()

    def _say(self) -> None:
        if self._at is not None:
            self.told.say(self._told_words(self._at))

    def _told_words(self, at: Standpoint) -> str:
        shown = at.shown
        version = self.tr("v{n} by {author}").format(n=shown.version, author=shown.author or "—")
        if returned := returned_words(shown):
            return f"{version}, {returned}"
        match shown.standing:
            case Standing.DRAFT:
                if not at.editable:
                    return version
                if at.saved is None:
                    return self.tr("{version}, saving").format(version=version)
                age = formats.age((self._now() - at.saved) / 1e6)
                return self.tr("{version}, saved {age} ago").format(version=version, age=age)
            case Standing.REVIEW:
                return self.tr("{version}, waits for a second person").format(version=version)
            case Standing.APPROVED:
                return self.tr("{version}, approved by {reviewer}").format(
                    version=version, reviewer=shown.reviewer or "—"
                )
            case Standing.SCHEDULED:
                when = formats.moment(shown.starts_at or 0, self._now())
                return self.tr("{version}, begins {when}").format(version=version, when=when)
            case Standing.CANARY:
                return self.tr("{version}, on trial with {share} % of the orders").format(
                    version=version, share=shown.share_percent
                )
            case Standing.LIVE | Standing.RETIRED:
                when = formats.moment(shown.starts_at or 0, self._now())
                told = self.tr("{version}, live since {when}")
                if shown.standing is Standing.RETIRED:
                    told = self.tr("{version}, retired, began {when}")
                return told.format(version=version, when=when)
        standing = standing_words(shown.standing)
        return self.tr("{version}, {standing}").format(version=version, standing=standing.lower())

    def _roll_back_words(self) -> str:
        former = self._at.former if self._at else None
        return self.tr("Roll back to v{n}").format(n=former or "")

    def _back_words(self) -> str:
        if self._at is None:
            return ""
        return {
            Standing.DRAFT: self.tr("Discard"),
            Standing.REVIEW: self.tr("Send back"),
            Standing.APPROVED: self.tr("Discard"),
            Standing.SCHEDULED: self.tr("Withdraw"),
            Standing.CANARY: self.tr("End the trial"),
            Standing.SHADOW: self.tr("End the run"),
        }.get(self._at.shown.standing, "")

    def _step_words(self) -> str:
        standing = self._at.shown.standing if self._at else Standing.LIVE
        return {
            Standing.DRAFT: self.tr("Ask for review"),
            Standing.REVIEW: self.tr("Approve"),
            Standing.APPROVED: self.tr("Schedule"),
        }.get(standing, self.tr("New draft"))


def _step(at: int, reached: int) -> Step:
    return Step.DONE if at < reached else Step.NOW if at == reached else Step.OPEN
