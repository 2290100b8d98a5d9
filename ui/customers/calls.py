"""Whom was it promised to ring back, and what became of it: on top of the customer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.customers.callbacks import Callback
from app.customers.commands import EndCall, HandCall, MoveCall
from app.customers.states import CallOutcome
from app.kit.commands import Command
from ui.customers.rows import labelled
from ui.kit import (
    SEMIBOLD,
    Button,
    Card,
    Dressed,
    Field,
    IconLabel,
    Segments,
    Size,
    column,
    discard,
    formats,
    text_label,
)
from ui.orders.calling import CallForm, WhenField

MOVE, HAND = "move", "hand"
SOON = "+30"  # minutes: nobody answers, so it is tried once more before the day is over
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Colleague:
    user_id: str
    name: str


class AnswerForm(Dressed, QWidget):
    """What became of the call: one choice, and the one thing that it needs. Enter saves."""

    saved = Signal()

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self._colleagues: Sequence[Colleague] = ()
        self.what = Segments(lambda: self.tr("What became of the call"))
        self.when = WhenField(lambda: self.tr("When"), now)
        self.who = Field(lambda: self.tr("Colleague"))
        self.match = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self._hand = QWidget()
        hand = QVBoxLayout(self._hand)
        hand.setContentsMargins(0, 0, 0, 0)
        hand.setSpacing(2)
        hand.addLayout(labelled(lambda: self.tr("Colleague"), self.who))
        hand.addWidget(self.match)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.what, self.when, self._hand):
            whole.addWidget(part)
        self.what.chosen.connect(lambda _value: self._switched())
        self.who.textChanged.connect(lambda _text: self._say_match())
        self.put_on()

    def begin(self, what: str, colleagues: Sequence[Colleague]) -> None:
        self._colleagues = colleagues
        self.what.choose(what)
        self.who.clear()
        self._switched()
        self.first().setFocus()

    def first(self) -> QWidget:
        """What takes the keys."""
        return {MOVE: self.when, HAND: self.who}.get(self.what.value, self.what)

    def command(self, callback_id: str) -> Command | None:
        """None while something is missing."""
        what, then = self.what.value, self.when.instant()
        if what == HAND:
            found = self._found()
            typed = bool(self.who.text().strip())
            if typed and found is None:
                return None
            return HandCall(callback_id=callback_id, for_user=found.user_id if found else None)
        if what == MOVE:
            return None if then is None else MoveCall(callback_id=callback_id, due_at=then)
        outcome = CallOutcome(what)
        if outcome is not CallOutcome.NO_ANSWER:
            return EndCall(callback_id=callback_id, outcome=outcome)
        if then is None:
            return None
        return EndCall(callback_id=callback_id, outcome=outcome, again_at=then)

    def missing(self) -> QWidget:
        return self.who if self.what.value == HAND else self.when

    def _switched(self) -> None:
        what = self.what.value
        self.when.setVisible(what in (MOVE, CallOutcome.NO_ANSWER.value))
        self._hand.setVisible(what == HAND)
        self.when.begin("" if what == MOVE else SOON)
        self._say_match()

    def _found(self) -> Colleague | None:
        """Whoever alone is called so."""
        typed = self.who.text().strip().casefold()
        fits = [one for one in self._colleagues if typed and typed in one.name.casefold()]
        return fits[0] if len(fits) == 1 else None

    def _say_match(self) -> None:
        found = self._found()
        if found is not None:
            self.match.say(found.name)
        elif self.who.text().strip():
            self.match.say(self.tr("Nobody, or more than one, is called so. Type more."))
        else:
            self.match.say(self.tr("Empty: anyone of the call centre."))

    def retranslate(self) -> None:
        self.what.offer(
            [
                (CallOutcome.REACHED.value, self.tr("Reached")),
                (CallOutcome.NO_ANSWER.value, self.tr("No answer")),
                (CallOutcome.NOT_NEEDED.value, self.tr("Not needed")),
                (MOVE, self.tr("Other time")),
                (HAND, self.tr("Hand on")),
            ]
        )
        self._say_match()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Of its fields too: they pass Enter on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
            return
        super().keyPressEvent(event)


class CallsCard(Card):
    """Hidden while nobody is to be rung and nothing is asked. The first promise takes the keys."""

    asked = Signal(object)  # Command
    opened = Signal()  # a form
    closed = Signal()

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(lambda: self.tr("Call back"), key="Ctrl+B", spacing=8)
        self._now = now
        self._calls: tuple[Callback, ...] = ()
        self._pointed = ""
        self._sent = False  # Enter was held: it is promised once
        self._in_hand = ""  # the call of which the form asks
        self._customer, self._user = "", ""
        self._colleagues: Sequence[Colleague] = ()
        self._rows: list[QWidget] = []
        self.promise = CallForm(now, wide=True)
        self.answer = AnswerForm(now)
        self.save = Button(lambda: self.tr("Save"), icon="check", key="Enter", height=32)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        for part in (self.promise, self.answer):
            part.hide()
            self.body.addWidget(part)
            part.saved.connect(self._save)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        self.save.clicked.connect(self._save)
        self.save.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()
        self.put_on()

    @property
    def is_open(self) -> bool:
        return self.save.isVisibleTo(self)

    @property
    def first(self) -> Callback | None:
        """The one to which the keys belong."""
        pointed = (call for call in self._calls if call.callback_id == self._pointed)
        return next(pointed, self._calls[0] if self._calls else None)

    def point_at(self, callback_id: str) -> None:
        self._pointed = callback_id

    def show_calls(
        self,
        customer_id: str,
        calls: tuple[Callback, ...],
        *,
        user_id: str,
        people: Mapping[str, str],
        colleagues: Sequence[Colleague],
        waiting: frozenset[str],
    ) -> None:
        self._customer, self._user, self._calls = customer_id, user_id, calls
        self._colleagues = colleagues
        for gone in self._rows:
            self._list.removeWidget(gone)
            discard(gone)
        first = self.first
        ordered = [first, *(call for call in calls if call is not first)] if first else []
        self._rows = [self._row(call, people, waiting) for call in ordered[:SHOWN]]
        for made in self._rows:
            self._list.addWidget(made)
        self._show_rows()

    def _row(self, call: Callback, people: Mapping[str, str], waiting: frozenset[str]) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        late = call.due_at <= self._now()
        icon = IconLabel("phone-call", size=18, ink="bad" if late else "text2")
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        when = formats.moment(call.due_at, self._now())
        title = text_label(f"{when} · {call.about}", weight=SEMIBOLD, wrap=True)
        name = people.get(call.for_user, "") if call.for_user else self.tr("Anyone here")
        who = text_label(name, size=Size.SECONDARY, ink="text2")
        line.addLayout(column(title, who, spacing=1, stretch=False), 1)
        if call.callback_id in waiting:
            line.addWidget(IconLabel("cloud-off", size=16, ink="warn"))
        return made

    # ------------------------------------------------------------------ the forms

    def ask(self, order_id: str, number: str) -> None:
        """A new promise."""
        self.close_form()
        self.promise.show()
        self._opened()
        self.promise.begin(order_id, number)
        self.promise.when.setFocus()

    def end(self, what: str) -> None:
        """What became of the first promise."""
        if self.first is None:
            return
        self.close_form()
        self._pointed = self._in_hand = self.first.callback_id
        self.answer.show()
        self._opened()
        self.answer.begin(what, self._colleagues)

    def close_form(self) -> bool:
        """True when one was open."""
        was_open = self.is_open
        for part in (self.promise, self.answer, self.save):
            part.hide()
        self._in_hand = ""
        self._show_rows()
        if was_open:
            self.closed.emit()
        return was_open

    def free(self) -> None:
        """It was refused: the form stands as it was, to be mended."""
        self._sent = False

    def _opened(self) -> None:
        self._sent = False
        self.save.show()
        self._show_rows()
        self.opened.emit()

    def _show_rows(self) -> None:
        """Beside a form only the promise that it asks about: a small window has room for both."""
        for at, made in enumerate(self._rows):
            made.setVisible(not self.is_open or (bool(self._in_hand) and at == 0))
        self.setVisible(bool(self._calls) or self.is_open)

    def _save(self) -> None:
        if self._sent:
            return
        if self._in_hand:
            command: Command | None = self.answer.command(self._in_hand)
            missing = self.answer.missing
        else:
            command = self.promise.command(self._customer, self._user)
            missing = self.promise.first_open
        if command is None:
            missing().setFocus()
        else:
            self._sent = True
            self.asked.emit(command)
