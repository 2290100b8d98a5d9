"""What is on the desk: an order, several to choose from, or an item of no known sale."""

from collections.abc import Mapping, Sequence
from functools import partial

from app.returns.candidates import Candidate
from app.returns.model import RefundMode
from app.returns.queries import Hit, ReturnCard
from ui.kit import (
    Option,
    announce,
)
from ui.kit.sounds import Sound
from ui.returns import refused
from ui.returns.chosen import Choice
from ui.returns.finding import hit_words, slip_in
from ui.returns.parts import HITS, NO_SALE, ORDER, WAITING
from ui.returns.settling import Settling


class Opening(Settling):
    """Scans and typed text lead here; what was half done is put aside, never lost."""

    def _submitted(self, text: str) -> None:
        assert self.entry_box is not None
        code = text.strip()
        if not code:
            self.bench.answer()
            return
        self.entry_box.clear()
        if self.exchange.active:
            self.exchange.take_scan(code)
            return
        line = self.bench.line_for(code) if self._view == ORDER else None
        if line is not None:
            self.bench.scan(line)
            return
        if (
            self._view == NO_SALE
            and not self.blind.is_blind
            and code.isdecimal()
            and len(code) < 12
        ):
            self.finding.look_for_item(self.blind.code, code)
            return
        self._box = slip_in(code) or self._box
        self.states.loading()
        self.finding.look_for(code, in_order=self.card is not None, away=self._is_away())

    def _shown_again(self) -> None:
        self.states.ready(1 if self.card or self._view in (NO_SALE, WAITING) else 0)

    def _offer(self, found: Sequence[Hit]) -> None:
        self._aside()
        options = []
        for hit in found:
            detail, amount = hit_words(hit)
            options.append(Option(hit.order_id, hit.number, detail, amount, "receipt-text"))
        self.hits.offer(options, value="")
        self._show_view(HITS)
        self.hits.setFocus()

    def _item_found(self, product_id: str, code: str, found: Sequence[Candidate]) -> None:
        """An item of no order that is open: which sale is it from?"""
        if self.card is not None and self._view == ORDER:
            self._shown_again()
            self._bad(lambda: self.tr("Not in this order: {code}").format(code=code[:40]))
            return
        self._sounds.play(Sound.OK)
        self._show_view(NO_SALE)
        self.strip.hide()  # what it asked for is here
        self.blind.offer(product_id, code, found)
        self._tell()

    def _await(self, order_id: str) -> None:
        self._awaited = order_id
        self.show_order(order_id)

    def _back(self) -> None:
        """From what waits, or from an item without receipt, to the order or the empty desk."""
        self.blind.clear()
        self.views.setCurrentIndex(ORDER)
        self.states.ready(1 if self.card else 0)
        self._tell()
        self.focus_entry()

    # ------------------------------------------------------------------ the order

    def _receive(self, order_id: str, number: str) -> None:
        self._box = number
        self.show_order(order_id)

    def show_order(self, order_id: str) -> None:
        self._ask(order_id, partial(self._opened, order_id))

    def _opened(self, order_id: str, card: ReturnCard | None) -> None:
        if card is None:
            if self._awaited != order_id:
                self._shown_again()
                self._bad(lambda: refused.told("order_unknown", {}))
            return
        self._awaited = ""
        anew = self.card is None or self.card.order_id != card.order_id
        if anew:
            self.strip.hide()
            self._aside()
            self.mode = RefundMode.AS_PAID
            self.exchange.clear()
            self.money.top_up.clear()
        code = self.blind.code if self._view == NO_SALE else ""
        self.blind.clear()
        self.bench.put(card, anew=anew)
        self._drawer_id = card.drawer_id
        self._sounds.play(Sound.OK)
        self._show_view(ORDER)
        self._tell()
        announce(self, self.header.text())
        self.titled.emit()
        self.focus_entry()
        line = self.bench.line_for(code)
        if line is not None:
            self.bench.scan(line)  # the item in hand, whose sale was just chosen

    def _aside(self) -> None:
        """Another order is opened while one is half done: it can be had again."""
        if self.card is None or not len(self.chosen):
            return
        kept, order_id, mode = self.chosen.kept(), self.card.order_id, self.mode
        number = self.card.number
        self.strip.undo(
            lambda: self.tr("{number} was put aside, nothing was refunded.").format(number=number),
            partial(self._take_up, order_id, kept, mode),
        )

    def _take_up(self, order_id: str, kept: Mapping[str, Choice], mode: RefundMode) -> None:
        def opened(card: ReturnCard | None) -> None:
            self._opened(order_id, card)
            if card is not None:
                self.chosen.put_back(kept)
                self.chosen.keep_to(card)
                self.mode = mode
                self._tell()

        self._ask(order_id, opened)

    def clear(self) -> None:
        """Nothing is open; what was printed last can still be printed again."""
        self._awaited, self._box = "", ""
        self._asked += 1
        self.finding.forget()
        self._busy = False
        self.bench.clear()
        self.exchange.clear()
        self.blind.clear()
        self.money.top_up.clear()
        self.mode = RefundMode.AS_PAID
        self.views.setCurrentIndex(ORDER)
        self.states.ready(0)
        self._tell()
        self.titled.emit()
