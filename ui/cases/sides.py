"""What stands beside a case: the order it is about, what happened, what was kept, whose it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.cases.queries import Case, Forecast
from ui.cases import words
from ui.cases.asking import Entry
from ui.cases.happenings import Happening, happenings
from ui.kit import (
    SEMIBOLD,
    Avatar,
    Card,
    Dressed,
    LinkButton,
    Option,
    OptionList,
    Size,
    discard,
    formats,
    text_label,
)
from ui.kit.roles import role_words
from ui.kit.theme import tokens

if TYPE_CHECKING:
    from app.identity.queries import Person

NOBODY = "nobody"


class AboutCard(Card):
    """The customer and the order; F9 opens it."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("About"), margins=14, spacing=8)
        self._avatar = Avatar(side=40)
        self.customer = text_label("", weight=SEMIBOLD, wrap=True)
        self.number = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.open = LinkButton(lambda: self.tr("Open the order"), icon="external-link", key="F9")
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.customer)
        told.addWidget(self.number)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._avatar)
        line.addLayout(told, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.open)
        self.put_on()

    def show_entry(self, entry: Entry | None) -> None:
        known = entry is not None and bool(entry.order_id)
        self.setVisible(known)
        if entry is not None:
            name = entry.customer or self.tr("Without a customer")
            self._avatar.show_name(entry.customer)
            self.customer.say(name)
            self.number.say(entry.number)


class StoryCard(Card):
    """What happened, line by line."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("What happened"), margins=14, spacing=8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._shown: list[QWidget] = []
        self.body.addLayout(self._lines)
        self.put_on()

    def show_entry(self, entry: Entry | None) -> None:
        for line in self._shown:
            self._lines.removeWidget(line)
            discard(line)
        self._shown = [_StoryLine(one) for one in happenings(entry)] if entry else []
        for line in self._shown:
            self._lines.addWidget(line)
        self.setVisible(bool(self._shown))


class _StoryLine(Dressed, QWidget):
    def __init__(self, told: Happening) -> None:
        super().__init__()
        self._told = told
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 0, 0)
        line.setSpacing(10)
        when = text_label(formats.clock(told.at), size=Size.SECONDARY, ink="text2")
        line.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text_label(told.words, size=Size.SECONDARY, wrap=True), 1)
        self.put_on()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().ink(self._told.status.value))
        painter.drawEllipse(QRectF(2, 5, 8, 8))


class KeptCard(Card):
    """What is safe whatever is chosen."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("What was kept"), margins=14, spacing=6, raised=True)
        self.words = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.reference = text_label("", size=Size.META, ink="text3", wrap=True)
        self.body.addWidget(self.words)
        self.body.addWidget(self.reference)
        self.put_on()

    def show_entry(self, entry: Entry | None) -> None:
        self.setVisible(entry is not None)
        if entry is not None:
            self.words.say(words.kept(entry))
            told = self.tr("Reference {reference}").format(reference=_reference(entry))
            self.reference.say(told)


class HandCard(Card):
    """To whom it is given: digits choose, Enter gives. `given` tells the person, or NOBODY."""

    given = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Give it to"), key="F4", margins=14, spacing=8)
        self.people = OptionList(lambda: self.tr("Give it to"), tiles=True)
        self.people.settled.connect(self.given)
        self.body.addWidget(self.people)
        self.hide()
        self.put_on()

    def offer(self, people: "Sequence[Person]", *, taken: bool) -> None:
        """`taken`: it is somebody's, so it may be nobody's again."""
        options = [
            Option(one.user_id, one.name, lambda one=one: role_words(one.role))  # type: ignore[misc]
            for one in people
        ]
        if taken:
            options.append(Option(NOBODY, lambda: self.tr("Nobody: whoever sees it first")))
        self.people.offer(options, "")
        self.show()
        self.people.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _reference(entry: Entry) -> str:
    """The tail is enough to find it in a log, and short enough to be read out."""
    item = entry.item
    if isinstance(item, Forecast):
        return item.command.command_id[-8:]
    assert isinstance(item, Case)
    return (item.subject_id if item.command_kind else item.case_id)[-8:]
