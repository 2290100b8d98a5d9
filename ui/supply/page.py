"""What is on its way from suppliers and other places: received, or sent, by scan, told late, and
told on to who waits."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.catalog.search import good_of
from app.identity.roles import Role
from app.kit.changes import ChangeSet
from app.kit.commands import Command
from app.routing.supply.promising import Affected, RePromise, affected
from app.stock.purchases import Purchase, PurchaseLine, purchase_lines_of
from app.stock.receiving import MovePurchase, ReceiveGoods
from app.stock.states import LessBecause, TransferState
from app.stock.transferring import CancelTransfer, ReceiveTransfer, SendTransfer
from app.stock.transfers import (
    Delivery,
    Transfer,
    purchases_alone,
    to_receive,
    to_send,
    transfer_lines_of,
)
from ui.kit import (
    SEMIBOLD,
    ActionSet,
    Backend,
    Card,
    Column,
    EntryBox,
    FiveStates,
    KeyCap,
    MainButton,
    Page,
    PagedTable,
    Row,
    Segments,
    Size,
    Status,
    Wanted,
    Words,
    formats,
    list_beside,
    text_label,
)
from ui.kit.backend import SyncStatus
from ui.kit.sounds import Sound, Sounds
from ui.supply import words
from ui.supply.acts import (
    AGAIN,
    BACK_ONE,
    BOOK,
    CANCEL,
    DELAY,
    LAST,
    LESS,
    MODE,
    MOVE_RIGHT,
    NOTE,
    RECEIVE,
    RECEIVE_RIGHT,
    SCAN,
    SEND,
    SEND_RIGHT,
    STEP,
)
from ui.supply.counting import DeliveryCount
from ui.supply.days import read_day

LISTS = {RECEIVE: to_receive, SEND: to_send, DELAY: purchases_alone}
ENTITIES = (
    "purchase_orders",
    "purchase_lines",
    "pegs",
    "order_lines",
    "transfers",
    "transfer_lines",
)
SIDE_WIDE = 460


class SupplyPage(Page):
    """`site_id` is this desk's own place; `now` tells µs UTC."""

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        now: Callable[[], int],
        sounds: Sounds,
        new_id: Callable[[], str],
        print_document: Callable[[str, str], None],
    ) -> None:
        super().__init__(backend)
        self._now, self._sounds, self._new_id = now, sounds, new_id
        self._site_id, self._print_document = site_id, print_document
        self._deliveries: dict[str, Delivery] = {}
        self._chosen_id = ""
        self._affected: Affected | None = None
        self._told = 0
        self.count = DeliveryCount()
        self.mode = Segments(lambda: self.tr("What to do"), self._modes(), RECEIVE, stretch=False)
        self.mode.chosen.connect(self._turned)
        self.because = Segments(lambda: self.tr("Why fewer"), self._reasons(), "", stretch=False)
        self.because.chosen.connect(lambda _code: self._show())
        self.entry = self.entry_box = EntryBox(self._entry_name, self._entry_asks)
        self.entry.submitted.connect(self._entered)
        self.entry.row_key.connect(self._row_key)
        self.table = PagedTable(
            lambda: self.tr("Deliveries"), self._columns(), self._fetch, row_height=52
        )
        self.table.chosen.connect(self._chosen)
        self.table.rows.loaded.connect(self._loaded)
        self.table.rows.broke.connect(self._broke)
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("Nothing is on its way."),
            empty_icon="truck",
            row_height=52,
        )
        self.lines = PagedTable(
            lambda: self.tr("Items"),
            [
                Column(lambda: self.tr("Item")),
                Column(self._due_name, 104, right=True),
                Column(lambda: self.tr("Counted"), 92, right=True),
            ],
            lambda wanted: wanted.deliver([words.line_row(one) for one in self.count.rows()], None),
            row_height=46,
        )
        self.waiting = PagedTable(
            lambda: self.tr("Broken promises"),
            [
                Column(lambda: self.tr("Order")),
                Column(lambda: self.tr("Promised"), 120, right=True),
                Column(lambda: self.tr("Worth"), 116, right=True),
            ],
            self._waiting_rows,
            row_height=46,
        )
        self.waiting.opened.connect(lambda order_id: self.wanted.emit("order", order_id))
        self.card = Card(margins=0, spacing=6)
        self.headline = text_label("", size=Size.STRONG, weight=SEMIBOLD, wrap=True)
        self.about = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.main = MainButton(self._main_words)
        self.acts = self._acts = ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                STEP: lambda: self.table.step(1),
                MODE: self.mode.step,
                LAST: self._toggle_last,
                LESS: self._turn_reason,
                NOTE: self._print_note,
                CANCEL: self._ask_cancel,
                BACK_ONE: self._undo,
                AGAIN: self.refresh,
                BOOK: self.commit,
            },
        )
        self.main.bind(self._acts[BOOK], BOOK.shown_key)
        self._build()
        self.put_on()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.entry, 1)
        top.addWidget(self.mode)
        top.addWidget(KeyCap("F6"))
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(4)
        head.addWidget(self.headline)
        head.addWidget(self.about)
        head.addWidget(self.because)
        self.card.body.addLayout(head)
        both = QWidget()
        self._tables = QStackedLayout(both)
        self._tables.addWidget(self.lines)
        self._tables.addWidget(self.waiting)
        self.card.body.addWidget(both, 1)
        self.body.addLayout(top)
        self.body.addLayout(list_beside(self.states, SIDE_WIDE, self.card, self.main), 1)

    def _modes(self) -> list[tuple[str, Words]]:
        return [
            (RECEIVE, lambda: self.tr("Receive")),
            (DELAY, lambda: self.tr("New day")),
            (SEND, lambda: self.tr("Send")),
        ]

    def _due_name(self) -> str:
        return self.tr("To send") if self._sends() else self.tr("To come")

    def _reasons(self) -> list[tuple[str, Words]]:
        return [(one.value, lambda one=one: words.less_words(one)) for one in LessBecause]  # type: ignore[misc]

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Delivery")),
            Column(lambda: self.tr("To"), 150),
            Column(lambda: self.tr("Comes"), 130, right=True),
            Column(self._due_name, 104, right=True),
            Column(lambda: self.tr("Awaited"), 84, right=True),
        ]

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Supply")

    def subtitle(self) -> str:
        return self.tr("%n delivery(ies) on the way", "", len(self._deliveries))

    def on_shown(self) -> None:
        if not (self.backend.may(RECEIVE_RIGHT) or self.backend.may(MOVE_RIGHT)):
            self.states.forbidden(lambda: self.tr("A manager can grant it."))
            return
        self.states.loading()
        self.refresh()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES):
            self.refresh()

    def open(self, what: object) -> None:
        """The id of a purchase or a transfer; with what is to be done with it, RECEIVE or SEND."""
        delivery_id = str(what)
        if isinstance(what, tuple):
            mode, delivery_id = what
            if mode != self.mode.value:
                self.mode.choose(mode)
                self._turned(mode)
        self.table.select(delivery_id)
        self._chosen(delivery_id)

    def on_scan(self, code: str) -> None:
        if self._counts():
            self._take(code)
        else:
            self._refuse(lambda: self.tr("Switch to Receive to count goods."))

    def refresh(self) -> None:
        self.table.reload()
        self._ask_chosen()

    def on_escape(self) -> bool:
        """Nothing was booked yet: what was counted is let go."""
        if not self.count.units and not self.count.last:
            return False
        self.count.clear()
        self._ask_chosen()
        self._show()
        return True

    # ------------------------------------------------------------------ the list

    def _fetch(self, wanted: Wanted) -> None:
        asked = self.mode.value

        def came(found: Sequence[Delivery]) -> None:
            if asked != self.mode.value:
                return  # the list of what is done now is on its way
            known = self.delivery is not None
            self._deliveries = {_id_of(one): one for one in found}
            if not known:  # it was opened from elsewhere, before the list was here
                self._ask_chosen()
            wanted.deliver([words.delivery_row(one, self._now()) for one in found], None)
            self.titled.emit()
            self._show()

        self.backend.ask(
            LISTS[asked],
            self._reach(),
            then=came,
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _reach(self) -> str:
        """Who looks after the stock of all sees all transfers."""
        session = self.backend.session
        return "" if session is not None and session.role == Role.INVENTORY else self._site_id

    def _loaded(self, count: int) -> None:
        if not (self.backend.may(RECEIVE_RIGHT) or self.backend.may(MOVE_RIGHT)):
            return
        self.states.ready(count)
        if count and self.table.rows.place_of(self.table.selected_id) is None:
            self.table.step(0)
        elif not count:
            self._chosen("")

    def _broke(self) -> None:
        self.states.failed(
            lambda: self.tr("The deliveries could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "supply",
        )

    def _chosen(self, delivery_id: str) -> None:
        if delivery_id != self._chosen_id:
            self._chosen_id, self._affected = delivery_id, None
            self.count.clear()
            self.because.choose("")
            self._show()
        self._ask_chosen()

    def _ask_chosen(self) -> None:
        asked = self._chosen_id
        if self.delivery is None:
            return

        def lines_came(found: Sequence[PurchaseLine]) -> None:
            if asked == self._chosen_id:
                self.count.begin(found)
                self._show()

        def affected_came(found: Affected) -> None:
            if asked == self._chosen_id:
                self._affected = found
                self._show()

        if self.transfer is not None:
            self.backend.ask(transfer_lines_of, asked, then=lines_came, owner=self)
            return
        self.backend.ask(purchase_lines_of, asked, then=lines_came, owner=self)
        self.backend.ask(affected, asked, then=affected_came, owner=self)

    # ------------------------------------------------------------------ what is shown

    @property
    def delivery(self) -> Delivery | None:
        return self._deliveries.get(self._chosen_id)

    @property
    def purchase(self) -> Purchase | None:
        return self.delivery if isinstance(self.delivery, Purchase) else None

    @property
    def transfer(self) -> Transfer | None:
        return self.delivery if isinstance(self.delivery, Transfer) else None

    def _counts(self) -> bool:
        return self.mode.value in (RECEIVE, SEND)

    def _sends(self) -> bool:
        return self.mode.value == SEND

    def _receives(self) -> bool:
        return self.mode.value == RECEIVE

    def _broken(self) -> int:
        return len(self._affected.orders) if self._affected else 0

    def _show(self) -> None:
        shown = self.lines if self._counts() else self.waiting
        self._tables.setCurrentWidget(shown)
        shown.reload()
        asked = self.transfer is not None and self.transfer.state is TransferState.REQUESTED
        fewer = self._sends() and asked and bool(self.count.units) and self.count.fewer
        self.because.setVisible(fewer)
        self.headline.say(self._headline())
        self.about.say(self._about())
        self.about.setVisible(bool(self._about()))
        self.main.retranslate()
        usable = bool(self.count.units or self.count.last) if self._counts() else self._broken()
        if self._sends():
            usable = usable and asked and (not fewer or bool(self.because.value))
            usable = usable and self.backend.may(SEND_RIGHT)
        self._acts.enable(BOOK, bool(self.delivery) and bool(usable), self._why_not)
        self._acts.enable(LESS, fewer)
        self._acts.enable(LAST, self._receives() and self.purchase is not None)
        offline = self.backend.sync_status().state == "offline"
        self._acts.enable(NOTE, self.transfer is not None)
        self._acts.enable(CANCEL, asked and not offline)

    def _headline(self) -> str:
        if self.transfer is not None:
            way = f"{self.transfer.from_name} → {self.transfer.to_name}"
            return " · ".join(filter(None, (self.transfer.number, way)))
        if self.purchase is None:
            return self.tr("Choose a delivery.")
        if not self._receives():
            found = self._affected
            return words.cause(self.purchase, found) if found is not None else ""
        return " · ".join(filter(None, (self.purchase.number, self.purchase.supplier)))

    def _about(self) -> str:
        if self.transfer is not None:
            return self._about_transfer(self.transfer)
        if self.purchase is None:
            return ""
        if not self._receives():
            return words.impact(self._affected) if self._affected is not None else ""
        if self.count.last:
            return self.tr("Nothing more comes of it: what is missing is short.")
        return self.purchase.site_name

    def _about_transfer(self, transfer: Transfer) -> str:
        if transfer.state is TransferState.SENT:
            return self.tr("Sent, and on its way.")
        if self._sends():
            return self.tr("Scan what goes into the parcel.")
        return self.tr("Not told sent yet. If it is here, receive it.")

    def _why_not(self) -> str:
        if self._sends() and not self.backend.may(SEND_RIGHT):
            return self.tr("A manager sends transfers.")
        if self._sends() and self.count.units:
            return self.tr("Say why fewer are sent first.")
        return self.tr("Scan an item first.")

    def _main_words(self) -> str:
        if self._sends():
            return self.tr("Send %n unit(s)", "", self.count.units)
        if self._receives():
            units = self.count.units
            return self.tr("Book %n unit(s)", "", units)
        orders = self._broken()
        return self.tr("Tell %n customer(s)", "", orders)

    def _entry_name(self) -> str:
        return self.tr("Scan") if self._counts() else self.tr("New day")

    def _entry_asks(self) -> str:
        if self._counts():
            return self.tr("Scan an item, or =12 for the chosen one")
        return self.tr("How many days later, or which day: 4 or 28/11")

    def _waiting_rows(self, wanted: Wanted) -> None:
        orders = self._affected.orders if self._affected else ()
        rows: list[Row] = [words.affected_row(one) for one in orders]
        wanted.deliver(rows, None)

    def _turned(self, _mode: str) -> None:
        self.entry.clear()
        self.entry.ask_for(self._entry_name, self._entry_asks)
        self.count.clear()
        self.refresh()
        self._show()
        self.focus_entry()

    # ------------------------------------------------------------------ receiving

    def _entered(self, text: str) -> None:
        if not text:
            return
        if self._counts():
            self._take(text)
        else:
            self._new_day(text)
        self.entry.clear()

    def _take(self, text: str) -> None:
        if self.delivery is None:
            self._refuse(lambda: self.tr("Choose a delivery first."))
        elif text.startswith("="):
            self._set(text[1:])
        else:
            asked = self._chosen_id

            def came(product: Product | None) -> None:
                if asked == self._chosen_id:
                    self._scanned(product, text)

            self.backend.ask(good_of, text, then=came, owner=self)

    def _scanned(self, product: Product | None, text: str) -> None:
        if product is None:
            self._refuse(lambda: self.tr("No item is called “{typed}”.").format(typed=text[:60]))
            return
        self._sounds.play(Sound.OK)
        self.count.add(product)
        self._show()
        self.lines.select(product.id)

    def _set(self, typed: str) -> None:
        row = next(
            (one for one in self.count.rows() if one.product.id == self.lines.selected_id), None
        )
        try:
            units = formats.read_qty(typed)
        except formats.Unreadable:
            units = -1
        if row is None or not self.count.put(row.product, units):
            self._refuse(lambda: self.tr("Scan an item first, then write =12."))
            return
        self._show()
        self.lines.select(row.product.id)

    def _toggle_last(self) -> None:
        if self._receives() and self.purchase is not None:
            self.count.last = not self.count.last
            self._show()

    def _turn_reason(self) -> None:
        if not self.because.isHidden():
            self.because.step()
            self._show()

    def _undo(self) -> None:
        if self._counts() and self.count.undo():
            self._show()

    # ------------------------------------------------------------------ a new day

    def _new_day(self, text: str) -> None:
        purchase = self.purchase
        if purchase is None:
            self._refuse(lambda: self.tr("Choose a delivery first."))
            return
        eta = read_day(text, now=self._now(), base=purchase.eta)
        if eta is None:
            self._refuse(lambda: self.tr("Write 4 for four days later, or a day: 28/11."))
            return
        self._run(
            MovePurchase(purchase_id=purchase.purchase_id, act="confirm", eta=eta), self._moved
        )

    def _moved(self, _result: dict[str, Any]) -> None:
        self._sounds.play(Sound.OK)
        self.refresh()

    # ------------------------------------------------------------------ F12

    def commit(self) -> None:
        purchase, transfer = self.purchase, self.transfer
        if transfer is not None:
            self._move(transfer)
        elif purchase is None:
            self._refuse(lambda: self.tr("Choose a delivery first."))
        elif not self._receives():
            self._told = 0
            self._tell_on(purchase.purchase_id)
        else:
            self._run(
                ReceiveGoods(
                    receipt_id=self._new_id(),
                    purchase_id=purchase.purchase_id,
                    lines=self.count.lines(),
                    last=self.count.last,
                ),
                self._booked,
            )

    def _move(self, transfer: Transfer) -> None:
        lines, told = self.count.lines(), transfer.transfer_id
        if self._sends():
            because = self.because.value if self.count.fewer else ""
            self._run(SendTransfer(transfer_id=told, lines=lines, because=because), self._sent)
        else:
            self._run(ReceiveTransfer(transfer_id=told, lines=lines), self._booked)

    def _sent(self, _result: dict[str, Any]) -> None:
        self._sounds.play(Sound.OK)
        self.count.clear()
        self.because.choose("")
        self.strip.tell(lambda: self.tr("Sent. It is on its way."), status=Status.OK, for_ms=8_000)
        self.refresh()
        self.focus_entry()

    def _print_note(self) -> None:
        if self.transfer is not None:
            self._print_document("transfer_note", self.transfer.transfer_id)

    def _ask_cancel(self) -> None:
        transfer = self.transfer
        if transfer is None:
            return
        told = transfer.number
        self.strip.tell(
            lambda: self.tr("Cancel {number}? Nothing of it was sent.").format(number=told),
            status=Status.WARN,
            action=lambda: self.tr("Cancel it"),
            then=lambda: self._run(
                CancelTransfer(transfer_id=transfer.transfer_id), self._cancelled
            ),
        )

    def _cancelled(self, _result: dict[str, Any]) -> None:
        self._sounds.play(Sound.OK)
        self.strip.tell(
            lambda: self.tr("The transfer was cancelled."), status=Status.OK, for_ms=8_000
        )
        self.refresh()

    def _booked(self, _result: dict[str, Any]) -> None:
        self._sounds.play(Sound.OK)
        self.count.clear()
        self.strip.tell(
            lambda: self.tr("Booked. Who waits for these goods is served."),
            status=Status.OK,
            for_ms=8_000,
        )
        self.refresh()
        self.focus_entry()

    def _tell_on(self, purchase_id: str) -> None:
        """Batch after batch: cut off, it goes on where it was with the next press."""

        def told(result: dict[str, Any]) -> None:
            self._told += int(result["told"])
            if result["left"]:
                self._tell_on(purchase_id)
            else:
                self._all_told()

        self._run(RePromise(purchase_id=purchase_id), told)

    def _all_told(self) -> None:
        self._sounds.play(Sound.OK)
        told = self._told

        def words_told() -> str:
            return self.tr("%n customer(s) told, each once.", "", told)

        self.strip.tell(words_told, status=Status.OK, for_ms=8_000)
        self.refresh()

    def _run(self, command: Command, then: Callable[[dict[str, Any]], None]) -> None:
        self.backend.run(command, then=then, refused=self._refused)

    def _refused(self, code: str, facts: Any) -> None:
        self._sounds.play(Sound.BAD)
        self.on_refused(code, facts)

    def _refuse(self, told: Words) -> None:
        self._sounds.play(Sound.BAD)
        self.strip.tell(told, status=Status.WARN, for_ms=8_000)

    # ------------------------------------------------------------------ keys and link

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}.get(key)
        if by is not None:
            self.table.step(by)
        elif key in {"+", "-"} and self._counts():
            self._count_by(1 if key == "+" else -1)

    def _count_by(self, by: int) -> None:
        chosen = self.lines.selected_id
        row = next((one for one in self.count.rows() if one.product.id == chosen), None)
        if row is not None and self.count.put(row.product, row.counted + by):
            self._show()
            self.lines.select(row.product.id)

    def on_linked(self, status: SyncStatus) -> None:
        self.states.linked(status.state, status.age_s, self._now())

    def retranslate(self) -> None:
        super().retranslate()
        self._show()


def _id_of(told: Delivery) -> str:
    return told.purchase_id if isinstance(told, Purchase) else told.transfer_id
