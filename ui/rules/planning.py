"""From when on, and for whom, an approved version holds."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.kit.clock import DAY, from_datetime
from app.routing.rules.commands import ScheduleRules
from app.routing.rules.states import Reach
from app.routing.rules.stored import StoredSet
from ui.kit import Card, Field, IconButton, Option, OptionList, Segments, formats, text_label

BEGIN_HOUR = 6  # before the first store opens
MONDAY = 0
SHADOW_DAYS = 14
SHARE = 10
TYPED = "typed"


class Planning(Card):
    """`command` is None while the moment is not readable."""

    closed = Signal()
    weighed = Signal()

    def __init__(self, *, now: Callable[[], int]) -> None:
        super().__init__(lambda: self.tr("When do these rules begin?"), margins=16, spacing=12)
        self._now = now
        self._set: StoredSet | None = None
        self.when = OptionList(lambda: self.tr("Begin"), columns=4, tiles=True)
        self.when.chosen.connect(self._weigh)
        self.moment = Field(
            lambda: self.tr("Day and time"),
            placeholder=lambda: self.tr("Day and time, such as 24.11.2026 06:00"),
        )
        self.moment.textChanged.connect(self._weigh)
        self.reach = Segments(
            lambda: self.tr("For which orders"),
            [
                (Reach.ALL.value, lambda: self.tr("All orders")),
                (Reach.CANARY.value, lambda: self.tr("Trial")),
                (Reach.SHADOW.value, lambda: self.tr("Shadow run")),
            ],
            stretch=False,
        )
        self.reach.chosen.connect(self._weigh)
        self.share = Field(lambda: self.tr("Percent of the orders"))
        self.share.setFixedWidth(80)
        self.share.setText(str(SHARE))
        self.share.textChanged.connect(self._weigh)
        self.told = text_label("", ink="text2", wrap=True)
        shut = IconButton("x", lambda: self.tr("Not now"))
        shut.clicked.connect(self.closed)
        assert self.heading is not None
        self.heading.addWidget(shut)
        line = QHBoxLayout()
        line.addWidget(self.reach)
        line.addWidget(self.share)
        line.addStretch(1)
        for part in (self.when, self.moment):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.put_on()

    def begin(self, shown: StoredSet) -> None:
        self._set = shown
        self.moment.clear()
        self.when.offer(self._moments(), "now")
        self._weigh()
        self.when.setFocus()

    def _moments(self) -> list[Option]:
        at = formats.local(self._now())
        tomorrow = _at_six(at + timedelta(days=1))
        away = (MONDAY - at.weekday() - 2) % 7 + 2  # tomorrow is offered already
        monday = _at_six(at + timedelta(days=away))
        return [
            Option("now", lambda: self.tr("At once")),
            Option(str(from_datetime(tomorrow)), lambda: self._named(tomorrow)),
            Option(str(from_datetime(monday)), lambda: self._named(monday)),
            Option(TYPED, lambda: self.tr("Another time")),
        ]

    def _named(self, at: datetime) -> str:
        instant = from_datetime(at)
        return f"{formats.weekday(instant)} {formats.clock(instant)}"

    def command(self) -> ScheduleRules | None:
        starts_at = self._starts_at()
        if self._set is None or starts_at is None:
            return None
        reach, share = Reach(self.reach.value), self._share()
        if reach is Reach.CANARY and not share:
            return None
        begins = max(starts_at, self._now())
        return ScheduleRules(
            set_id=self._set.id,
            starts_at=starts_at or None,
            reach=reach,
            share_percent=share if reach is Reach.CANARY else 0,
            ends_at=begins + SHADOW_DAYS * DAY if reach is Reach.SHADOW else None,
        )

    def _starts_at(self) -> int | None:
        """0: at once; None: not readable."""
        if self.when.value != TYPED:
            return int(self.when.value) if self.when.value.isdecimal() else 0
        zone = formats.local(self._now()).tzinfo
        told = re.fullmatch(
            r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s+(\d{1,2})[:.](\d{2})\s*", self.moment.text()
        )
        if told is None:
            return None
        day, month, year, hour, minute = map(int, told.groups())
        try:
            return from_datetime(datetime(year, month, day, hour, minute, tzinfo=zone))
        except ValueError:
            return None

    def _share(self) -> int:
        told = self.share.text().strip().rstrip("% ")
        return int(told) if told.isdecimal() and 1 <= int(told) <= 99 else 0

    def _weigh(self, *_told: object) -> None:
        self.moment.setVisible(self.when.value == TYPED)
        self.share.setVisible(self.reach.value == Reach.CANARY.value)
        self.retranslate()
        self.weighed.emit()

    def retranslate(self) -> None:
        super().retranslate()
        self.told.say(self._told_words())

    def _told_words(self) -> str:
        if self._starts_at() is None:
            return self.tr("Write the day and the time as 24.11.2026 06:00.")
        match Reach(self.reach.value):
            case Reach.CANARY:
                if not self._share():
                    return self.tr("A trial takes 1 to 99 % of the orders.")
                return self.tr(
                    "A share of the orders is sourced by these rules, the others by those that "
                    "are live. The same order is always in the same share."
                )
            case Reach.SHADOW:
                return self.tr(
                    "No order is sourced by these rules. For two weeks each order is reckoned by "
                    "them as well, so that both can be compared."
                )
        return self.tr("From then on every order is sourced by these rules.")


def _at_six(at: datetime) -> datetime:
    return at.replace(hour=BEGIN_HOUR, minute=0, second=0, microsecond=0)
