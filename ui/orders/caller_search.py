"""Who calls: the field that finds customers while their number is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.customers.model import masked_phone
from app.customers.queries import CustomerHit
from app.orders.capture import find_callers
from ui.kit import fonts, refusals
from ui.kit.backend import Backend
from ui.kit.chip import KeyCap
from ui.kit.dress import Dressed
from ui.kit.entry import Field
from ui.kit.fonts import Size
from ui.kit.strip import announce
from ui.kit.text import text_label
from ui.orders import words
from ui.orders.customer_view import FULL_VIEW
from ui.orders.hits import Hit, HitList


class SearchFace(Dressed, QWidget):
    """The customer field. Enter waits for the answer to what was typed, then takes the top hit."""

    found = Signal(str)
    nobody = Signal(str)
    skipped = Signal()
    focused = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._generation = 0
        self._answered = True
        self._enter = False
        self.field = Field(
            lambda: self.tr("Customer"),
            placeholder=lambda: self.tr("Phone, name, mail or order"),
        )
        self.hits = HitList(lambda: self.tr("Customers found"))
        self.note = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(
            text_label(lambda: self.tr("Customer"), size=Size.STRONG, weight=fonts.SEMIBOLD)
        )
        head.addStretch(1)
        head.addWidget(KeyCap("F4"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.field)
        whole.addWidget(self.hits)
        whole.addWidget(self.note)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self._entered)
        self.field.installEventFilter(self)
        self.hits.taken.connect(self.found)
        self.put_on()
        self.reset()

    def reset(self) -> None:
        self._generation += 1
        self._answered, self._enter = True, False
        self.field.clear()
        self.hits.close_list()
        self._hint()

    def _hint(self) -> None:
        self.note.set_ink("text2")
        self.note.say(lambda: self.tr("At least 4 digits, or a name. Enter takes the first."))

    def tell(self, code: str, facts: dict[str, object]) -> None:
        self.note.set_ink("bad")
        self.note.say(lambda: refusals.told(code, facts))
        announce(self, self.note.text())

    def _edited(self, text: str) -> None:
        self._generation += 1
        self._enter = False
        if not text.strip():
            self._answered = True
            self.hits.close_list()
            self._hint()
            return
        generation = self._generation
        self._answered = False

        def answered(found: Sequence[CustomerHit]) -> None:
            if generation == self._generation:
                self._show(found)

        self._backend.ask(find_callers, text, then=answered, owner=self)

    def _show(self, found: Sequence[CustomerHit]) -> None:
        self._answered = True
        self.hits.offer([_customer_hit(hit, self._masked()) for hit in found])
        if found:
            self._hint()
        else:
            self.note.set_ink("text2")
            self.note.say(lambda: self.tr("Nobody found. Enter makes a new customer."))
        if self._enter:
            self._enter = False
            self._decide()

    def _masked(self) -> bool:
        return _is_masked(self._backend)

    def _entered(self) -> None:
        if not self.field.text().strip():
            self.skipped.emit()
        elif self._answered:
            self._decide()
        else:
            self._enter = True

    def _decide(self) -> None:
        if not self.hits.take():
            self.nobody.emit(self.field.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and self.hits.is_open:
                self.hits.step(by)
                return True
        return False


def _customer_hit(hit: CustomerHit, masked: bool) -> Hit:
    phone = masked_phone(hit.phone) if masked else words.phone(hit.phone)
    return Hit(hit.customer_id, hit.name, phone, words.orders_count(hit.orders_count))


def _is_masked(backend: Backend) -> bool:
    actor = backend.session.actor if backend.session else None
    return getattr(actor, "role", "agent") not in FULL_VIEW
