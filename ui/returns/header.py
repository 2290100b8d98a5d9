"""Whose order comes back, and what other stores took back of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.returns.queries import ReturnCard
from ui.kit import SEMIBOLD, Chip, Dressed, Size, Status, formats, text_label
from ui.kit.text import IconLabel
from ui.returns import words

_ICONS = {Status.OK: "check", Status.HOLD: "undo-2"}


class OrderHeader(Dressed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._card: ReturnCard | None = None
        self._away = False
        self._number = text_label("", size=Size.ENTRY, weight=SEMIBOLD)
        self._status = Chip()
        self._about = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self._cloud = IconLabel("cloud-check", size=16)
        self._elsewhere = text_label("", size=Size.SECONDARY, ink="text2")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._number)
        top.addWidget(self._status)
        top.addStretch(1)
        top.addWidget(self._cloud)
        top.addWidget(self._elsewhere)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addLayout(top)
        told.addWidget(self._about)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 10)
        line.setSpacing(12)
        line.addWidget(IconLabel("receipt-text", size=20), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(told, 1)
        self.put_on()

    def text(self) -> str:
        return f"{self._number.text()}, {self._status.text()}"

    def show_card(self, card: ReturnCard, *, away: bool) -> None:
        self._card, self._away = card, away
        self.retranslate()

    def retranslate(self) -> None:
        card = self._card
        if card is None:
            return
        status, told = words.order_status(card.status, card.had_at)
        self._number.say(card.number)
        self._status.tell(status, told, icon=_ICONS.get(status))
        self._about.say(self._told_about(card))
        other = [back for line in card.lines for back in line.came_back if back.elsewhere]
        if other:
            ink, icon = "hold", "undo-2"
            words_ = self.tr(
                "%n unit(s) returned in other stores", "", sum(b.quantity for b in other)
            )
        elif self._away:
            ink, icon = "warn", "cloud-off"
            words_ = self.tr("Other stores unknown while offline")
        else:
            ink, icon = "text2", "cloud-check"
            words_ = self.tr("No return in other stores")
        self._cloud.show_icon(icon, "ok" if ink == "text2" else ink)
        self._elsewhere.set_ink(ink)
        self._elsewhere.say(words_)

    def _told_about(self, card: ReturnCard) -> str:
        bought = self.tr("bought {day}, {site}") if card.bought_at_site else self.tr("bought {day}")
        parts = [
            card.customer_name,
            bought.format(day=formats.day(card.placed_at), site=card.bought_at_site),
            self.tr("paid {amount}").format(amount=formats.money(card.paid_minor, card.currency)),
        ]
        return " · ".join(filter(None, parts))
