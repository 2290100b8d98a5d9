"""Who lets it pass: an inline bar where a second person says yes with their PIN."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.identity.approval import Approval
from app.identity.roles import Measure, measure_of
from app.kit.actor import Actor
from app.kit.commands import Command
from app.kit.errors import Refusal, Unreachable
from ui.kit import fonts, formats, paint, refusals
from ui.kit.backend import Backend
from ui.kit.buttons import Button, IconButton
from ui.kit.dress import Dressed, Words
from ui.kit.fonts import Size
from ui.kit.pin import PinBoxes
from ui.kit.roles import role_words
from ui.kit.strip import announce
from ui.kit.text import IconLabel, text_label
from ui.kit.theme import Status, tokens

if TYPE_CHECKING:
    from app.identity.queries import Person

PIN_WIDE = 300
CURRENCY = "IDR"  # rights are limited in the home currency

Then = Callable[[dict[str, Any]], None]
Refused = Callable[[str, Mapping[str, Any]], None]


class ApprovalBar(Dressed, QWidget):
    """Hidden until `ask`. Digits are the PIN, letters and ↑↓ choose who, a scanned badge too."""

    let_be = Signal()  # closed without a yes: the act will not run

    def __init__(self, backend: Backend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._people: Sequence[Person] = ()
        self._at = 0
        self._facts: Mapping[str, Any] = {}
        self._command: Command | None = None
        self._then: Then | None = None
        self._refused: Refused | None = None
        self._before: QWidget | None = None
        self._asks = text_label("", weight=fonts.SEMIBOLD, wrap=True)
        self._told = text_label("", size=Size.SECONDARY, wrap=True)
        self._who = text_label("", weight=fonts.SEMIBOLD)
        self._role = text_label("", size=Size.SECONDARY, ink="text2")
        self.pin = PinBoxes()
        self.pin.setFixedWidth(PIN_WIDE)
        self.pin.entered.connect(self._entered)
        self.pin.stepped.connect(self.step)
        self.pin.lettered.connect(self._lettered)
        self.pin.typed.connect(self._ask_again)
        self.yes = Button(lambda: self.tr("Approve"), icon="shield-check", key="Enter", kind="main")
        self.yes.clicked.connect(self.pin.enter)
        self._close = IconButton("x", lambda: self.tr("Without approval"))
        self._close.clicked.connect(self.dismiss)
        self._build()
        self.setMinimumHeight(76)
        self.hide()
        self.put_on()

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 8, 10)
        line.setSpacing(14)
        line.addWidget(IconLabel("shield-alert", size=20, ink="warn"))
        for parts, stretch in (((self._asks, self._told), 1), ((self._who, self._role), 0)):
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addStretch(1)
            for part in parts:
                words.addWidget(part)
            words.addStretch(1)
            line.addLayout(words, stretch)
        line.addWidget(self.pin)
        line.addWidget(self.yes)
        line.addWidget(self._close)

    # ------------------------------------------------------------------ asking

    def ask(
        self,
        facts: Mapping[str, Any],
        command: Command,
        then: Then | None,
        refused: Refused | None,
    ) -> None:
        """`facts` are those of needs_approval; the same command runs again once somebody said yes.

        Whoever closes the bar lets the act be: nothing was done and nothing is asked again.
        """
        self._facts, self._command = facts, command
        self._then, self._refused = then, refused
        self._before = self.window().focusWidget()
        self._people, self._at = (), 0
        self.pin.clear()
        self.pin.show_wrong(False)
        self._ask_again()
        self._show_person()
        self.show()
        self.pin.setFocus()
        announce(self, self._asks.text())
        from app.identity.queries import approvers

        actor = self._actor()
        self._backend.ask(
            approvers,
            str(facts["permission"]),
            int(facts["amount"]),
            requester_id=actor.user_id,
            site_id=actor.site_id,
            then=self._know,
            owner=self,
        )

    def dismiss(self) -> None:
        if self.isHidden():
            return
        closed, self._command = self._command is not None, None
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        if closed:
            self.let_be.emit()

    def take_scan(self, code: str) -> bool:
        """A badge chooses its person; True while the bar asks, so that nothing else takes it."""
        if self.isHidden():
            return False
        self._choose(lambda person: person.staff_number.casefold() == code.strip().casefold())
        return True

    @property
    def approver(self) -> str:
        """The name of whoever is asked; empty while nobody is known."""
        person = self._person()
        return person.name if person else ""

    def step(self, by: int) -> None:
        if self._people:
            self._at = (self._at + by) % len(self._people)
            self._show_person()

    def _know(self, people: "Sequence[Person]") -> None:
        self._people = people
        self._show_person()
        if not people:
            self._tell(lambda: self.tr("Nobody here may let this pass. Nothing was changed."))

    def _lettered(self, letter: str) -> None:
        ahead = [*self._people[self._at + 1 :], *self._people[: self._at + 1]]
        wanted = next((p for p in ahead if p.name.casefold().startswith(letter.casefold())), None)
        self._choose(lambda person: person is wanted)

    def _choose(self, fits: "Callable[[Person], bool]") -> None:
        for at, person in enumerate(self._people):
            if fits(person):
                self._at = at
                self._show_person()
                return
        self._tell(lambda: self.tr("This badge is nobody's who may let this pass."))

    def _show_person(self) -> None:
        person = self._person()
        several = len(self._people) > 1
        self._who.say(f"{person.name}  ↑↓" if person and several else person.name if person else "")
        self._role.say((lambda: role_words(person.role)) if person else "")

    def _person(self) -> "Person | None":
        return self._people[self._at] if self._people else None

    # ------------------------------------------------------------------ the yes

    def _entered(self, pin: str) -> None:
        person = self._person()
        if person is None or not self.yes.isEnabled():
            return
        self.yes.setEnabled(False)
        self._backend.approve(
            person.user_id,
            pin,
            permission=str(self._facts["permission"]),
            amount=int(self._facts["amount"]),
            then=self._approved,
            failed=self._not_approved,
        )

    def _approved(self, approval: Approval) -> None:
        command, then, refused = self._command, self._then, self._refused
        self._command = None
        self.yes.setEnabled(True)
        self.dismiss()
        if command is None:  # closed while the PIN was looked at: let it be
            return
        self._backend.run(
            msgspec.structs.replace(command, approval=approval),
            then,
            refused,
            command_id=approval.command_id,
            owner=self,
        )

    def _not_approved(self, trouble: BaseException) -> None:
        self.yes.setEnabled(True)
        self.pin.clear()
        self.pin.show_wrong(True)
        if isinstance(trouble, Refusal):
            self._tell(lambda: refusals.told(trouble.code, trouble.facts))
        elif isinstance(trouble, Unreachable):
            self._tell(lambda: self.tr("The server is away. Try again, or close this."))
        else:
            raise trouble

    def _ask_again(self) -> None:
        self._asks.say(self._question)
        self._told.say(lambda: self.tr("Another person says yes with their PIN. Esc lets it be."))
        self._told.set_ink("text2")

    def _tell(self, words: Words) -> None:
        self._told.say(words)
        self._told.set_ink("bad")
        announce(self, self._told.text())

    def _question(self) -> str:
        if not self._facts:
            return ""
        limit, amount = (self._measured(name) for name in ("limit", "amount"))
        if not self._facts["limit"]:
            return self.tr("Needs approval")
        if self._facts.get("total", self._facts["amount"]) > self._facts["amount"]:
            told = self.tr("Needs approval: with {amount} more you pass your {limit} of today")
        else:
            told = self.tr("Needs approval: {amount}, you may {limit}")
        return told.format(amount=amount, limit=limit)

    def _measured(self, name: str) -> str:
        value = int(self._facts[name])
        match measure_of(str(self._facts["permission"])):
            case Measure.PERCENT:
                return formats.percent(value / 10_000)
            case Measure.UNITS:
                return formats.qty(value)
            case _:
                return formats.money(value, CURRENCY)

    def _actor(self) -> Actor:
        session = self._backend.session
        if session is None or not isinstance(session.actor, Actor):
            return Actor(session.user_id if session else "", "", "", "")
        return session.actor

    # ------------------------------------------------------------------ looks and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens().of(Status.WARN)
        area = QRectF(self.rect())
        paint.box(QPainter(self), area, radius=8, fill=colours.bg, edge=colours.solid)
