"""What a rule set that runs in shadow would have done so far: nobody acts on it, all is told."""

from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.routing.replay.model import Figure, Line
from app.routing.rules.states import Reach
from app.routing.rules.stored import StoredSet
from app.routing.shadow.queries import Trial
from ui.kit import SEMIBOLD, Card, Size, TextLabel, formats, text_label
from ui.rules.wording import change_words, range_words, value_words

CURRENCY = "IDR"


def ran(shown: StoredSet, now: int) -> tuple[int, int] | None:
    """From when until when it ran in shadow, as far as it did."""
    if shown.reach is not Reach.SHADOW or shown.starts_at is None or shown.starts_at > now:
        return None
    return shown.starts_at, min(now, shown.ends_at or now)


class TrialRun(Card):
    """Hidden for a set that did not run in shadow."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Shadow run"), note=" ", spacing=4)
        self.body.setContentsMargins(16, 10, 16, 12)
        self._told: Trial | None = None
        self._span = 0, 0
        self.waits = text_label("", ink="text2")
        self.figures = QWidget()
        self._grid = QGridLayout(self.figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        self.values = [self._figure(at) for at in range(4)]
        self.body.addWidget(self.waits)
        self.body.addWidget(self.figures)
        self.hide()
        self.put_on()

    def _figure(self, column: int) -> tuple[TextLabel, TextLabel]:
        name = text_label("", size=Size.SECONDARY, ink="text2")
        value = text_label("", weight=SEMIBOLD)
        self._grid.addWidget(name, 0, column, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(value, 1, column, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(column, 1)
        return name, value

    def show_trial(self, told: Trial | None, span: tuple[int, int] | None) -> None:
        self._told, self._span = told, span or (0, 0)
        self.setVisible(told is not None and span is not None)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        told = self._told
        if told is None or self.note is None:
            return
        self.waits.setVisible(not told.orders)
        self.figures.setVisible(bool(told.orders))
        self.waits.say(self.tr("No order was sent since then. Each one that is will be tried."))
        self.note.say(self._note_words(told))
        for (name, value), (words, shown, ink) in zip(self.values, self._rows(told), strict=True):
            name.say(words)
            value.say(shown)
            value.set_ink(ink)

    def _note_words(self, told: Trial) -> str:
        start, end = (formats.moment(at, self._span[1]) for at in self._span)
        span = self.tr("{start} to {end}").format(start=start, end=end)
        apart = told.orders - told.compared
        if not apart:
            return span
        left = self.tr("%n order(s) not served whole both ways, not compared", "", apart)
        return f"{span} · {left}"

    def _rows(self, told: Trial) -> list[tuple[str, str, str]]:
        """(name, value, ink)"""
        share = formats.percent(told.other_way / max(1, told.compared), 1)
        ours, theirs = told.each_minor
        line = Line(Figure.COST, ours, theirs, *told.between_minor)
        way = f"{value_words(Figure.COST, ours, CURRENCY)} → {formats.plain_money(round(theirs))}"
        change = change_words(Figure.COST, line.change, CURRENCY)
        if isfinite(line.low):
            change = f"{change} ({range_words(line, CURRENCY)})"
        ink = {True: "ok", False: "bad", None: "text2"}[line.better]
        together = change_words(Figure.COST, told.theirs_minor - told.ours_minor, CURRENCY)
        return [
            (
                self.tr("Another way, of %n order(s)", "", told.compared),
                f"{formats.qty(told.other_way)} ({share})",
                "text",
            ),
            (self.tr("Cost per order, live → these"), way, "text"),
            (self.tr("Change, and its range"), change, ink),
            (self.tr("All together"), together, ink),
        ]
