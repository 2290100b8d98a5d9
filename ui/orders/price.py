"""Why this price: after `@650000` the reason is chosen, and what speaks for it is told."""

from PySide6.QtCore import QObject

from app.kit.errors import Refusal
from app.orders.by_hand import EXPLAINED, PriceReason, check_note
from ui.kit.dress import Words
from ui.orders.basket import BasketCard
from ui.orders.order import OpenOrder


class PriceByHand(QObject):
    """The box asks twice: a reason (digit, arrows, or words of one's own), then its evidence."""

    def __init__(self, order: OpenOrder, basket: BasketCard) -> None:
        super().__init__()
        self._order = order
        self._basket = basket
        self._row = ""
        self._minor = 0
        self._reason = ""

    @property
    def asks(self) -> bool:
        return bool(self._row)

    def begin(self, row: str, minor: int) -> None:
        self._row, self._minor, self._reason = row, minor, ""
        self._basket.offer_reasons()
        self._ask(
            lambda: self.tr("Reason for the price"),
            lambda: self.tr("Why this price? A digit, ↑↓, or words; Esc leaves the old price"),
        )

    def answer(self, text: str) -> bool:
        """True when the price stands. Refusals: reason_missing, note_missing and others."""
        if self._reason:
            return self._keep(self._reason, text)
        if not text:
            return self.choose(self._basket.chosen_reason)
        reasons = list(PriceReason)
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(reasons):
            return self.choose(reasons[int(text) - 1].value)
        return self._keep(PriceReason.OTHER.value, text)

    def choose(self, reason: str) -> bool:
        if not reason:
            raise Refusal("reason_missing")
        if reason not in EXPLAINED:
            return self._keep(reason, "")
        self._reason = reason
        self._basket.close_list()
        matched = reason == PriceReason.PRICE_MATCH
        self._ask(
            lambda: self.tr("What speaks for the price"),
            (lambda: self.tr("Which shop, what price, seen where? Enter keeps it"))
            if matched
            else (lambda: self.tr("In a few words; Enter keeps it")),
        )
        return False

    def stop(self) -> None:
        self._row = self._reason = ""

    def _keep(self, reason: str, note: str) -> bool:
        check_note(reason, note)
        row, self._row = self._row, ""
        self._reason = ""
        self._basket.close_list()
        self._order.change(
            row, override_minor=self._minor, override_reason=reason, override_note=note
        )
        return True

    def _ask(self, name: Words, placeholder: Words) -> None:
        self._basket.entry.set_text("")
        self._basket.entry.ask_for(name, placeholder)
