"""What is this task: what happened, what was kept, what to do next, and how it was settled."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.queries import Case, Forecast
from app.cases.states import CaseState
from ui.kit import SEMIBOLD, Card, Chip, Size, Status, Words, row, scrolled, text_label
from ui.kit.options import OptionList
from ui.work import words
from ui.work.answers import options_for, outcome_words
from ui.work.asking import Entry


class Part(QWidget):
    """A heading and its words; gone while there are none."""

    def __init__(self, heading: Words) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        self.words = text_label("", wrap=True)
        whole.addWidget(text_label(heading, size=Size.SECONDARY, weight=SEMIBOLD, ink="text2"))
        whole.addWidget(self.words)

    def say(self, told: str) -> None:
        self.words.say(told)
        self.setVisible(bool(told))


class TaskCard(Card):
    """`now` tells µs UTC."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(margins=16, spacing=12)
        self._now = now
        self.entry: Entry | None = None
        self.name = text_label("", size=Size.TITLE, weight=SEMIBOLD, wrap=True)
        self.chip = Chip(Status.BAD)
        self.about = text_label("", weight=SEMIBOLD, wrap=True)
        self.made = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.happened = Part(lambda: self.tr("What happened"))
        self.kept = Part(lambda: self.tr("What was kept"))
        self.next = Part(lambda: self.tr("What to do next"))
        self.answers = OptionList(lambda: self.tr("What the customer wants"), columns=2, tiles=True)
        self.outcome = Part(lambda: self.tr("How it was settled"))
        self.reference = text_label("", size=Size.META, ink="text3", wrap=True)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addLayout(row(self.chip, None))
        for part in (
            self.name,
            self.about,
            self.made,
            self.happened,
            self.kept,
            self.next,
            self.answers,
            self.outcome,
            self.reference,
        ):
            lines.addWidget(part)
        lines.addStretch(1)
        self.body.addWidget(scrolled(inner), 1)
        self.put_on()
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        self.entry = entry
        self.retranslate()

    def retranslate(self) -> None:
        entry = self.entry
        for label in (self.chip, self.about, self.made, self.reference):
            label.setVisible(entry is not None)
        if entry is None:
            self.answers.offer([])
            self.answers.hide()
            self.name.say(self.tr("Choose a task to see what happened."))
            for part in (self.happened, self.kept, self.next, self.outcome):
                part.say("")
            return
        self.name.say(words.kind_words(entry))
        self.about.say(words.about(entry))
        self.made.say(words.made(entry, self._now()))
        self.happened.say(words.happened(entry))
        self.kept.say(words.kept(entry))
        self._tell_state(entry)
        told = self.tr("Reference {reference}")
        self.reference.say(told.format(reference=_reference(entry)))

    def _tell_state(self, entry: Entry) -> None:
        item = entry.item
        if isinstance(item, Forecast):
            self.chip.tell(Status.WARN, lambda: self.tr("Waiting"), icon="clock")
        elif item.state is CaseState.OPEN:
            self.chip.tell(Status.BAD, lambda: self.tr("Open"), icon=words.icon_of(entry))
        else:
            self.chip.tell(Status.OK, lambda: self.tr("Settled"))
        offered = options_for(entry)
        self.answers.offer(offered)
        self.answers.setVisible(bool(offered))
        self.next.say("" if _is_settled(entry) else words.next_step(entry))
        self.outcome.say(_settled_words(entry, self._now()))


def _is_settled(entry: Entry) -> bool:
    return isinstance(entry.item, Case) and entry.item.state is CaseState.RESOLVED


def _settled_words(entry: Entry, now: int) -> str:
    if not isinstance(entry.item, Case) or not _is_settled(entry):
        return ""
    return "\n".join(
        filter(None, (outcome_words(entry.item.resolution), words.settled(entry, now)))
    )


def _reference(entry: Entry) -> str:
    """The tail is enough to find it in a log, and short enough to be read out."""
    item = entry.item
    if isinstance(item, Forecast):
        return item.command.command_id[-8:]
    return (item.subject_id if item.command_kind else item.case_id)[-8:]
