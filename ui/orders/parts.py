"""Paid in more than one way: the parts that were told, each taken off again by its cross."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.orders.drafts import TenderPart
from ui.kit import fonts, formats
from ui.kit.buttons import IconButton
from ui.kit.card import discard
from ui.kit.dress import Dressed
from ui.kit.entry import Field
from ui.kit.text import text_label
from ui.orders import words
from ui.orders.order import OpenOrder


class Parts(Dressed, QWidget):
    """`told` is the amount that was typed for the tender that stands chosen."""

    told = Signal(str)

    def __init__(self, order: OpenOrder) -> None:
        super().__init__()
        self._order = order
        self._shown: tuple[TenderPart, ...] = ()
        self._made: list[QWidget] = []
        self.amount = Field(
            lambda: self.tr("Part paid this way"),
            placeholder=lambda: self.tr("How much this way? The rest another way"),
        )
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._lines.addWidget(self.amount)
        self.amount.hide()
        self.amount.returnPressed.connect(lambda: self.told.emit(self.amount.text().strip()))
        self.put_on()

    def texts(self) -> list[str]:
        return [str(made.property("told")) for made in self._made]

    def ask(self) -> None:
        self.amount.show()
        self.show()
        self.amount.setFocus()

    def close_amount(self) -> bool:
        was = self.amount.isVisibleTo(self)
        self.amount.clear()
        self.amount.hide()
        self.show_order()
        return was

    def retranslate(self) -> None:
        self._shown = ()
        if self._on:
            self.show_order()

    def show_order(self) -> None:
        parts = self._order.draft.parts
        self.setVisible(bool(parts) or self.amount.isVisibleTo(self))
        if parts == self._shown:
            return
        self._shown = parts
        for gone in self._made:
            self._lines.removeWidget(gone)
            discard(gone)
        self._made = [self._line(at, part) for at, part in enumerate(parts)]
        for at, made in enumerate(self._made):
            self._lines.insertWidget(at, made)

    def _line(self, at: int, part: TenderPart) -> QWidget:
        made = QWidget()
        amount = formats.money(part.amount_minor, self._order.draft.currency)
        made.setProperty("told", f"{words.tender(part.kind)} {amount}")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(text_label(lambda: words.tender(part.kind)), 1)
        line.addWidget(text_label(amount, weight=fonts.SEMIBOLD))
        gone = IconButton("x", lambda: self.tr("Take this part off"))
        gone.setFixedHeight(28)
        gone.clicked.connect(lambda: self._take_off(at))
        line.addWidget(gone)
        return made

    def _take_off(self, at: int) -> None:
        parts = self._order.draft.parts
        self._order.edit(parts=(*parts[:at], *parts[at + 1 :]))
