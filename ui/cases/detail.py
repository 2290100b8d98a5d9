"""What is this case, and what should happen: heading, evidence, the choices and what they do."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.queries import Case, Forecast
from ui.cases import evidence, kinds, ways, words
from ui.cases.asking import Entry
from ui.cases.cards import ChoiceCards
from ui.cases.grid import EvidenceGrid
from ui.kit import SEMIBOLD, Card, Chip, Size, Status, formats, row, scrolled, text_label


class CaseView(Card):
    """`now` tells µs UTC; `chosen` that another choice is looked at."""

    chosen = Signal(str)

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(margins=16, spacing=12)
        self._now = now
        self.entry: Entry | None = None
        self.name = text_label("", size=Size.TITLE, weight=SEMIBOLD, wrap=True)
        self.chip = Chip(Status.BAD)
        self.about = text_label("", ink="text2", wrap=True)
        self.happened = text_label("", wrap=True)
        self.grid = EvidenceGrid()
        self.asks = text_label(
            lambda: self.tr("What should happen"), size=Size.STRONG, weight=SEMIBOLD
        )
        self.choices = ChoiceCards(lambda: self.tr("What should happen"))
        self.choices.chosen.connect(self._look_at)
        self.outcome = text_label("", weight=SEMIBOLD, wrap=True)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(12)
        for part in (self.happened, self.grid, self.asks, self.choices, self.outcome):
            lines.addWidget(part)
        lines.insertSpacing(2, 4)
        lines.addStretch(1)
        head = row(self.name, self.chip)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self._inner, self._area = inner, scrolled(inner)
        self.body.addWidget(self._area, 1)
        self.put_on()
        self.show_entry(None)

    @property
    def choice(self) -> str:
        """Empty where there is nothing to choose."""
        return self.choices.value

    def show_entry(self, entry: Entry | None) -> None:
        another = entry is None or self.entry is None or entry.id != self.entry.id
        self.entry = entry
        if another:
            self.choices.choose("")
        self.retranslate()

    def retranslate(self) -> None:
        entry = self.entry
        for part in (self.chip, self.about, self.happened):
            part.setVisible(entry is not None)
        self._offer(entry)
        if entry is None:
            self.name.say(self.tr("Choose a task to see what happened."))
            self.grid.show_lines(())
            self.outcome.hide()
            return
        self.name.say(kinds.kind_words(entry))
        self.about.say(" · ".join(filter(None, (kinds.about(entry), entry.customer, _made(entry)))))
        self.happened.say(words.happened(entry))
        self.grid.show_lines(evidence.lines(entry))
        self._tell_state(entry)

    def _offer(self, entry: Entry | None) -> None:
        offered = ways.offered(entry)
        values = [one.value for one in offered]
        self.choices.offer_ways(
            offered,
            figures={value: ways.figure(entry, value) for value in values} if entry else {},
            needs={value: ways.need(entry, value) for value in values} if entry else {},
            usual=lambda: self.tr("usual"),
        )
        self.asks.setVisible(bool(offered))
        self.choices.setVisible(bool(offered))
        self.grid.choose(self.choices.value)
        self.chosen.emit(self.choices.value)

    def _tell_state(self, entry: Entry) -> None:
        item = entry.item
        age = formats.age((self._now() - entry.at) / 1e6)
        if isinstance(item, Forecast):
            self.chip.tell(Status.WARN, lambda: self.tr("Waiting"), icon="clock")
        elif item.is_open and item.assigned_to:
            self.chip.tell(Status.HOLD, entry.assigned_to or self.tr("Somebody"), icon="user")
        elif item.is_open:
            self.chip.tell(Status.WARN if item.choices else Status.BAD, age, icon="clock")
        else:
            self.chip.tell(Status.OK, lambda: self.tr("Settled"))
        told = words.unsettled(entry) or _settled(entry)
        self.outcome.say(told)
        self.outcome.setVisible(bool(told))

    def _look_at(self, choice: str) -> None:
        """Chosen by key it may stand below what is seen."""
        cell = self.choices.chosen_cell()
        foot = self.choices.mapTo(self._inner, cell.bottomLeft().toPoint())
        self._area.ensureVisible(foot.x(), foot.y(), 0, 8)
        self.grid.choose(choice)
        self.chosen.emit(choice)


def _made(entry: Entry) -> str:
    store = "" if isinstance(entry.item, Forecast) else entry.item.site_name
    return " · ".join(filter(None, (store, entry.made_by)))


def _settled(entry: Entry) -> str:
    if not isinstance(entry.item, Case) or entry.item.is_open:
        return ""
    return "\n".join(filter(None, (ways.outcome(entry), entry.item.note)))
