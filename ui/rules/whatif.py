"""What would these rules have done: past orders go again under the live rules and under these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk.mirror import holds_all_orders
from app.kit.clock import DAY, Instant
from app.routing.replay.model import Comparison, Progress, Span, Stopped
from app.routing.rules.model import RuleSet
from ui.kit import (
    MEDIUM,
    Backend,
    Button,
    Card,
    Dressed,
    IconLabel,
    Line,
    Segments,
    TextLabel,
    formats,
    paint,
    scrolled,
    text_label,
    tokens,
)
from ui.rules.acts import REPLAY
from ui.rules.figures import FigureTable
from ui.rules.wording import change_words, figure_words

DAYS = ("7", "30")
ASKING, RUNNING, TOLD = range(3)


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: the rules that are live, and those that are looked at."""

    old: RuleSet
    new: RuleSet


def replayed(db: Any, span: Span, pair: Pair, *, progress: Progress) -> Comparison | Stopped:
    """On the lane of slow questions, which may take its time to begin as well."""
    from app.routing.replay.compare import compare  # noqa: PLC0415  numpy: never at a desk's start

    return compare(db, span, pair.old, pair.new, progress=progress)


class WhatIf(Card):
    """`told` tells a Comparison; None when there is none any more."""

    told = Signal(object)
    weighed = Signal()
    _went = Signal(int, int, int)  # run, done, of: from the lane of slow questions

    def __init__(self, backend: Backend, *, now: Callable[[], int], zone: str) -> None:
        super().__init__(lambda: self.tr("What if"), note=" ", margins=0, spacing=0)
        self._backend, self._now, self._zone = backend, now, zone
        self._pair: Pair | None = None
        self._comparison: Comparison | None = None
        self._own_alone = False  # this computer holds the orders of its store, of no other one
        self._run = 0  # answers of an older one are not waited for any more
        self._going = False
        self._went.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.period = Segments(
            lambda: self.tr("Period"),
            [(days, lambda days=days: self._days_words(days)) for days in DAYS],  # type: ignore[misc]
            DAYS[-1],
            stretch=False,
        )
        self.period.chosen.connect(lambda _days: self._forget())
        self.asks = text_label("", ink="text2", wrap=True)
        self.asks.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.start = Button(self._start_words, icon=REPLAY.icon, key=REPLAY.shown_key)
        self.start.clicked.connect(self.replay)
        self.bar = Bar()
        self.cancel = Button(lambda: self.tr("Cancel"))
        self.cancel.clicked.connect(self.stop)
        self.figures = FigureTable()
        self.icon = IconLabel("circle-x", size=16)
        self.verdict = text_label("", weight=MEDIUM, elide=True)
        self.unclear = text_label("", ink="text2")
        self._views = QStackedLayout()
        self._build()
        self.put_on()
        backend.ask(holds_all_orders, then=self._know_reach, owner=self)

    def _know_reach(self, everywhere: bool) -> None:
        self._own_alone = not everywhere
        self.retranslate()

    def _build(self) -> None:
        assert self.heading is not None
        self.heading.setContentsMargins(16, 6, 12, 6)
        self.heading.addWidget(self.period)
        self.body.addLayout(self._views, 1)  # first: a stack without a parent opens windows
        self._views.addWidget(_middle(self.asks, self.start))
        self._views.addWidget(_middle(self.bar, self.cancel))
        answer = QWidget()
        whole = QVBoxLayout(answer)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(self.figures), 1)
        whole.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 6)
        foot.setSpacing(8)
        foot.addWidget(self.icon)
        foot.addWidget(self.verdict, 1)
        foot.addWidget(self.unclear)
        whole.addLayout(foot)
        self._views.addWidget(answer)

    # ------------------------------------------------------------------ asked

    @property
    def comparison(self) -> Comparison | None:
        return self._comparison

    @property
    def can_replay(self) -> bool:
        return self._pair is not None and not self._going

    def show_pair(self, pair: Pair | None) -> None:
        """Other rules than were replayed have no figures yet."""
        if pair != self._pair:
            self._pair = pair
            self._forget()
        self.retranslate()

    def replay(self) -> None:
        if self._pair is None or self._going:
            return
        self._run += 1
        run, self._going = self._run, True
        self.bar.show_share(0, 0)
        self._views.setCurrentIndex(RUNNING)
        self.weighed.emit()

        def progress(done: int, of: int) -> bool:
            self._went.emit(run, done, of)
            return self._going and run == self._run

        self._backend.report(
            replayed,
            self._span(),
            self._pair,
            progress=progress,
            then=lambda told: self._came(run, told),
            failed=lambda _trouble: self._broke(run),
            owner=self,
        )

    def stop(self) -> bool:
        """True when something was going on."""
        was = self._going
        self._going = False
        self._views.setCurrentIndex(TOLD if self._comparison else ASKING)
        self.weighed.emit()
        return was

    def _span(self) -> Span:
        """Whole days are compared; today is not over."""
        now = formats.local(self._now())
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        end = self._now() - round((now - midnight).total_seconds() * 1e6)
        return Span(Instant(end - int(self.period.value) * DAY), Instant(end), self._zone)

    def _came(self, run: int, told: Comparison | Stopped) -> None:
        if run != self._run or not self._going or isinstance(told, Stopped):
            return
        self._going = False
        self.show_comparison(told)

    def show_comparison(self, told: Comparison) -> None:
        self._comparison = told
        self.figures.show_comparison(told)
        self._views.setCurrentIndex(TOLD if told.orders else ASKING)
        self.retranslate()
        self.weighed.emit()
        self.told.emit(told)

    def _broke(self, run: int) -> None:
        if run == self._run:
            self.stop()
            self.asks.say(
                lambda: self.tr("The past orders could not be read. Nothing was changed.")
            )

    def _forget(self) -> None:
        self._comparison = None
        self.stop()
        self.retranslate()
        self.told.emit(None)

    def _show_progress(self, run: int, done: int, of: int) -> None:
        if run == self._run and self._going:
            self.bar.show_share(done, of)

    # ------------------------------------------------------------------ words

    def _days_words(self, days: str) -> str:
        count = int(days)
        return self.tr("%n day(s)", "", count)

    def _start_words(self) -> str:
        days = int(self.period.value)
        return self.tr("Replay the last %n day(s)", "", days)

    def retranslate(self) -> None:
        super().retranslate()
        self.start.say(self._start_words)
        self.start.setEnabled(self._pair is not None)
        self.asks.say(self._asks_words())
        told = self._comparison
        assert self.note is not None
        self.note.say(self._note_words(told) if told else "")
        if told is not None and told.orders:
            self._say_verdict(told)

    def _note_words(self, told: Comparison) -> str:
        if self._own_alone:
            words = self.tr("{n} orders of this store alone replayed")
        else:
            words = self.tr("{n} orders replayed")
        return words.format(n=formats.qty(told.orders))

    def _asks_words(self) -> str:
        told = self._asked_words()
        if not self._own_alone:
            return told
        alone = self.tr(
            "This computer holds the orders of its store alone: "
            "those of all are replayed at the call center."
        )
        return f"{told}\n{alone}"

    def _asked_words(self) -> str:
        if self._pair is None:
            return self.tr("A draft is compared with the rules that are live.")
        told = self._comparison
        if told is not None and told.left_out:
            count = told.left_out
            return self.tr("Of %n order(s) nobody knows here where they went.", "", count)
        if told is not None:
            return self.tr("No orders were sent in these days. Take a longer period.")
        return self.tr(
            "The orders of these days go again, under the live rules and under these, "
            "through the engine that sources orders today."
        )

    def _say_verdict(self, answer: Comparison) -> None:
        lines = [line for line in answer.lines if line.change is not None]
        worse = next((line for line in lines if line.better is False), None)
        unclear = sum(line.better is None for line in lines)
        if worse is None:
            self.icon.show_icon("circle-check", "ok")
            self.verdict.set_ink("text2")
            self.verdict.say(self.tr("Nothing gets clearly worse"))
        else:
            self.icon.show_icon("circle-x", "bad")
            self.verdict.set_ink("bad")
            change = change_words(worse.figure, worse.change, answer.currency)
            name = figure_words(worse.figure)
            self.verdict.say(
                self.tr("Gets worse: {figure} {change}").format(figure=name, change=change)
            )
        self.unclear.say(self.tr("%n figure(s): no clear change", "", unclear) if unclear else "")


class Bar(Dressed, QWidget):
    """How much of it is done, as a bar and in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._done, self._of = 0, 0
        self.setFixedSize(320, 44)
        self.put_on()

    def show_share(self, done: int, of: int) -> None:
        self._done, self._of = done, of
        self.retranslate()
        self.update()

    def _told(self) -> str:
        if not self._of:
            return self.tr("Reading the past orders")
        return self.tr("{done} of {all} orders").format(
            done=formats.qty(self._done), all=formats.qty(self._of)
        )

    def retranslate(self) -> None:
        self.setAccessibleName(self._told())

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        room = QRectF(0, 0, self.width(), 24)
        paint.words(painter, room, self._told(), colour=worn.text2, align=middle)
        whole = QRectF(0, 30, self.width(), 8)
        paint.box(painter, whole, radius=4, fill=worn.sunken)
        if self._of:
            wide = max(8.0, self.width() * self._done / self._of)
            paint.box(painter, QRectF(0, 30, wide, 8), radius=4, fill=worn.primary)


def _middle(*parts: QWidget) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(24, 12, 24, 16)
    whole.setSpacing(12)
    whole.addStretch(1)
    for part in parts:
        wraps = isinstance(part, TextLabel)  # it is as high as its width lets it be
        whole.addWidget(part, 0, Qt.AlignmentFlag(0) if wraps else Qt.AlignmentFlag.AlignHCenter)
    whole.addStretch(1)
    return holder
