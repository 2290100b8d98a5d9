"""The rest to pay when dearer goods are taken instead: in cash, or by the card terminal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from ui.kit import Dressed, Field, Segments, Size, Words, formats, text_label

CASH, TERMINAL = TenderKind.CASH.value, TenderKind.TERMINAL.value


class TopUp(Dressed, QWidget):
    """`told` is the tender when everything that is needed for it was said."""

    changed = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._due, self._currency = 0, "IDR"
        self._drawer_id: str | None = None
        self.kinds = Segments(lambda: self.tr("The rest is paid by"), self._kinds(), CASH)
        self.code = Field(
            lambda: self.tr("Approval code"), placeholder=lambda: self.tr("From the terminal")
        )
        self._words = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.kinds, self.code, self._words):
            whole.addWidget(part)
        self.kinds.chosen.connect(self._moved)
        self.code.textEdited.connect(self._moved)
        self.code.returnPressed.connect(self.settled)
        self.put_on()

    def _kinds(self) -> list[tuple[str, Words]]:
        return [
            (CASH, lambda: self.tr("Cash")),
            (TERMINAL, lambda: self.tr("Card terminal")),
        ]

    def ask(self, due: int, currency: str, drawer_id: str | None) -> None:
        self._due, self._currency, self._drawer_id = due, currency, drawer_id
        self.kinds.offer(self._kinds(), [] if drawer_id else [CASH])
        if not drawer_id and self.kinds.value == CASH:
            self.kinds.choose(TERMINAL)
        self.setVisible(due > 0)
        self._show()

    def clear(self) -> None:
        self.code.clear()
        self.hide()

    def press(self) -> None:
        """F7, and again for the other way."""
        if self.kinds.hasFocus() or self.code.hasFocus():
            self.kinds.step()
            self._moved()
        wanted = self.code if self.kinds.value == TERMINAL else self.kinds
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def told(self) -> list[TenderTaken]:
        if self._due <= 0:
            return []
        if self.kinds.value == CASH:
            return [
                TenderTaken(kind=TenderKind.CASH, amount_minor=self._due, drawer_id=self._drawer_id)
            ]
        code = self.code.text().strip()
        return (
            [TenderTaken(kind=TenderKind.TERMINAL, amount_minor=self._due, reference=code)]
            if code
            else []
        )

    @property
    def is_told(self) -> bool:
        return self._due <= 0 or bool(self.told())

    def _moved(self, _value: str = "") -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.code.setVisible(self.kinds.value == TERMINAL)
        amount = formats.money(self._due, self._currency)
        self._words.say(
            self.tr("Take {amount} in cash.").format(amount=amount)
            if self.kinds.value == CASH
            else self.tr("Take {amount} by card, then type its approval code.").format(
                amount=amount
            )
        )

    def retranslate(self) -> None:
        self._show()
