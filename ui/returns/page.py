"""What comes back, for what reason, and where does the money go: the returns desk."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.kit.changes import ChangeSet
from app.returns.model import RefundMode
from ui.kit import (
    ActionSet,
    Backend,
    Status,
)
from ui.kit.sounds import Sounds
from ui.returns.acts import (
    AGAIN,
    ANSWER,
    COUNT,
    EXCHANGE,
    MAIL,
    NO_RECEIPT,
    REFUND,
    SCAN,
    TENDER,
    TICK,
)
from ui.returns.finding import FetchOrder
from ui.returns.opening import Opening
from ui.returns.parts import ENTITIES, HITS, NO_SALE, WAITING, Counter, Print


class ReturnsPage(Opening):
    """Which key does what, and what the shell asks."""

    def __init__(
        self,
        backend: Backend,
        *,
        counter: Counter,
        now: Callable[[], int],
        sounds: Sounds,
        print_out: Print,
        fetch_order: FetchOrder,
        new_id: Callable[[], str],
        new_code: Callable[[], str],
    ) -> None:
        super().__init__(
            backend,
            counter=counter,
            now=now,
            sounds=sounds,
            print_out=print_out,
            fetch_order=fetch_order,
            new_id=new_id,
            new_code=new_code,
        )
        self._act()
        self._connect()
        self.put_on()
        self.clear()

    def _act(self) -> None:
        self.acts = ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                ANSWER: self.bench.answer,
                TICK: self.bench.tick_current,
                COUNT: partial(self._add, 1),
                NO_RECEIPT: self._no_receipt,
                EXCHANGE: self._exchange_pressed,
                TENDER: self._next_tender,
                MAIL: self._mail_pressed,
                AGAIN: self._print_again,
                REFUND: self.commit,
            },
        )
        self.acts.permit(self.backend.may)
        self.main.bind(self.acts[REFUND], REFUND.shown_key)

    def _connect(self) -> None:
        assert self.entry_box is not None
        self.entry_box.submitted.connect(self._submitted)
        self.entry_box.row_key.connect(self._row_key)
        self.bench.changed.connect(self._tell)
        self.bench.praised.connect(self._good)
        self.bench.scolded.connect(self._bad)
        self.bench.finished.connect(self._to_the_money)
        self.bench.left.connect(self.focus_entry)
        self.bench.no_receipt.connect(self._no_receipt)
        self.finding.found.connect(self.show_order)
        self.finding.several.connect(self._offer)
        self.finding.item.connect(self._item_found)
        self.finding.awaited.connect(self._await)
        self.finding.nothing.connect(self._shown_again)
        self.hits.settled.connect(self.show_order)
        self.exchange.changed.connect(self._tell)
        self.exchange.settled.connect(self.bench.answer)
        self.exchange.scolded.connect(self._bad)
        self.blind.sale_chosen.connect(self.show_order)
        self.blind.changed.connect(self._tell)
        self.blind.scolded.connect(self._bad)
        self.waiting.wanted.connect(self._run_waiting)
        self.waiting.receive.connect(self._receive)
        self.waiting.scolded.connect(self._bad)
        self.money.chosen.connect(self._mode_chosen)
        self.money.way.settled.connect(self.main.setFocus)
        self.money.top_up.changed.connect(self._tell)
        self.money.top_up.settled.connect(self.main.setFocus)
        self.backend.failed.connect(self._broke)
        self.approval.installEventFilter(self)

    # ------------------------------------------------------------------ what the shell asks

    def title(self) -> str:
        return self.tr("Returns")

    def subtitle(self) -> str:
        return self.card.here if self.card else ""

    def open(self, what: object) -> None:
        """Another screen sends an order id or number here, or a row of what waits."""
        match what:
            case ("waiting", str(row_id)):
                self.waiting.table.select(row_id)
                self._show_waiting()
            case str(number) if "-" in number:
                self._submitted(number)
            case str(order_id):
                self.show_order(order_id)

    def on_scan(self, code: str) -> None:
        if not self.approval.take_scan(code):
            self._submitted(code)

    def on_shown(self) -> None:
        """Another person may stand here now, with other limits."""
        if self.card is not None and not self._busy:
            self._ask(self.card.order_id, self._refreshed)

    def on_handed_off(self) -> None:
        self.clear()

    def on_changed(self, changes: ChangeSet) -> None:
        if not changes.touches(*ENTITIES):
            return
        if self._view == WAITING:
            self.waiting.reload()
        if self._awaited:
            self.show_order(self._awaited)
        elif self.card is not None and not self._busy:
            self._ask(self.card.order_id, self._refreshed)

    def on_escape(self) -> bool:
        assert self.entry_box is not None
        if self.exchange.active:
            self._exchange_pressed()
            return True
        at_entry = self.entry_box.hasFocus() or self.entry_box.edit.hasFocus()
        if self._view in (NO_SALE, WAITING) and at_entry:
            self._back()
            return True
        if at_entry and self.card is not None and not len(self.chosen):
            self.clear()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a list of choices has no use for still means the selected row."""
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if by is not None:
            self._add(by)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody said yes: the choices are open again."""
        if watched is self.approval and event.type() == QEvent.Type.Hide:
            self._free()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        super().retranslate()
        self._tell()

    # ------------------------------------------------------------------ keys

    def _row_key(self, key: str) -> None:
        if self._view == HITS:
            self.hits.setFocus()
        elif self._view == NO_SALE:
            if key in ("+", "-"):
                self._add(1 if key == "+" else -1)
            elif not self.blind.is_blind:
                self.blind.sales.setFocus()
        elif self._view == WAITING:
            self.waiting.take_focus()
        elif self.exchange.active and key == "delete":
            self.exchange.drop_last()
        else:
            self.bench.row_key(key)

    def _add(self, by: int) -> None:
        if self._view == NO_SALE and self.blind.is_blind:
            self.blind.add(by)
        else:
            self.bench.add(by)

    def _no_receipt(self) -> None:
        """F4: the item in hand is scanned next; with sales on screen: it is none of these."""
        if self._view == NO_SALE:
            self.blind.start()
            return
        self._aside()
        self.clear()
        self.strip.tell(lambda: self.tr("Scan the item that has no receipt."), status=Status.INFO)
        self.focus_entry()

    def _exchange_pressed(self) -> None:
        if self.card is None or not len(self.chosen):
            self._bad(lambda: self.tr("Tick what comes back first, then what is taken instead."))
            return
        if self.exchange.open() and self.exchange.sizes.options:
            self.exchange.sizes.setFocus()
        else:
            self.focus_entry()
        self._tell()

    def _next_tender(self) -> None:
        if self.money.to_pay_minor:
            self.money.ask_top_up()
        elif self.money.way.hasFocus():
            self.money.way.step()
        else:
            self.money.way.setFocus()

    def _to_the_money(self) -> None:
        if self.money.to_pay_minor:
            self.money.ask_top_up()
        else:
            self.money.way.setFocus()

    def _mode_chosen(self, value: str) -> None:
        self.mode = RefundMode(value)
        self._tell()
