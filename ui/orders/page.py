"""Take an order: who, what, how it gets there, how it is paid, read back, placed."""

import os
from collections.abc import Callable, Mapping

from PySide6.QtGui import QHideEvent, QResizeEvent

from app.kit.changes import ChangeSet
from app.kit.clock import Clock
from ui.kit import refusals
from ui.kit.actions import ActionSet
from ui.kit.backend import Backend, SyncStatus
from ui.kit.page import Page
from ui.kit.sounds import Sound
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.orders import acts, refused
from ui.orders.afterwards import Afterwards
from ui.orders.answers import Answers
from ui.orders.arrivals import Arrivals
from ui.orders.basket import BasketCard
from ui.orders.columns import Columns
from ui.orders.confirm import Confirm
from ui.orders.customer import CustomerCard
from ui.orders.delivery import DeliveryCard
from ui.orders.head import HeadRow
from ui.orders.items import Items
from ui.orders.keeping import Keeping
from ui.orders.news import News
from ui.orders.order import OpenOrder
from ui.orders.parking import Shelf
from ui.orders.payment import PaymentCard
from ui.orders.presence import Presence
from ui.orders.recent import RecentCard
from ui.orders.side import SideColumn
from ui.orders.summary import ReadBackCard, ResultStrip, Spoken, TotalsCard

Print = Callable[[str], None]  # the id of the order
Beep = Callable[[Sound], None]

refused.install()


class CapturePage(Page):
    """`printer` prints an order by its id; `read_back` tells whether F12 reads back first."""

    def __init__(
        self,
        backend: Backend,
        *,
        clock: Clock,
        printer: Print,
        beep: Beep,
        read_back: Callable[[], bool] = lambda: True,
        randomness: Callable[[int], bytes] = os.urandom,
    ) -> None:
        super().__init__(backend)
        self._beep = beep
        self.order = OpenOrder(backend, clock, randomness, self)
        self.answers = Answers(backend, clock, self.order, self)
        self.offline = Strip()
        self.result = ResultStrip()
        self.news = News(clock, self.answers, self.strip, self.offline)
        self.afterwards = Afterwards(self.result, self.news, printer)
        self.customer = CustomerCard(backend, self.order)
        self.recent = RecentCard(self.order)
        self.side = SideColumn(self.order, self.customer, self.recent)
        self.basket = BasketCard(self.order, self.answers)
        self.delivery = DeliveryCard(self.order, self.answers, clock)
        self.payment = PaymentCard(backend, self.order, self.answers)
        self.spoken = ReadBackCard()
        self.totals = TotalsCard(self.order, self.answers)
        self.head = HeadRow(clock, self.order, self.answers, self.customer, self.payment)
        self.columns = Columns(
            self.side, self.basket, self.delivery, self.payment, self.spoken, self.totals
        )
        self.entry = self.entry_box = self.basket.entry
        self.keeping = Keeping(backend, clock, self.order, self.answers, self.isVisible, self)
        self.items = Items(backend, clock, self.order, self.answers, self.basket, self.strip, beep)
        self.shelf = Shelf(backend, clock, self.order, self.basket, self.strip)
        self.presence = Presence(backend, self.order, self.answers, self.shelf, self.news)
        self.arrivals = Arrivals(
            backend, self.order, self.items, self.customer, self.shelf, self.strip
        )
        self.keys = self.acts = self._declared()
        self.confirm = Confirm(
            backend,
            clock,
            self.order,
            self.answers,
            self.items,
            self.payment,
            read_back,
            self.run,
        )
        self._build()
        self._connect()
        self.put_on()

    # ------------------------------------------------------------------ building

    def _declared(self) -> ActionSet:
        nothing = _keys_of_the_box
        return ActionSet(
            self,
            {
                acts.NEW_ORDER: self.new_order,
                acts.ADD_ITEM: self.focus_entry,
                acts.WHO_WHERE: self.who_or_where,
                acts.DELIVERY: self.ask_delivery,
                acts.PAYMENT: self.ask_payment,
                acts.PARK_ORDER: self.park,
                acts.OPEN_ORDER: self.afterwards.open_order,
                acts.CONFIRM: self.commit,
                acts.TAKE_BACK: self.items.take_back,
                acts.PRINT_ORDER: self.afterwards.print_order,
                acts.ASK_AGAIN: self.answers.arrive,
                acts.QUANTITY: nothing,
                acts.REMOVE: nothing,
                acts.SELECT: nothing,
            },
        )

    def _build(self) -> None:
        for part in (self.offline, self.result, self.head):
            self.body.addWidget(part)
        self.body.addWidget(self.columns, 1)
        self.side.stand_in(self.columns)
        self.head.park.bind(self.keys[acts.PARK_ORDER], acts.PARK_ORDER.shown_key)
        self.totals.main.bind(self.keys[acts.CONFIRM], acts.CONFIRM.shown_key)

    def _connect(self) -> None:
        self.items.changing.connect(self.result.hide)
        self.items.nothing_entered.connect(self._nothing_entered)
        self.confirm.missed.connect(self._ask_for)
        self.confirm.reading.connect(self._read)
        self.confirm.busy.connect(self._busy)
        self.confirm.placed.connect(self._placed)
        self.confirm.not_placed.connect(self._not_placed)
        self.approval.let_be.connect(self.confirm.let_be)
        self.customer.done.connect(self._customer_known)
        self.customer.shown.connect(self.side.face_changed)
        self.delivery.settled.connect(self._to_payment)
        self.payment.settled.connect(self.focus_entry)
        self.answers.settled.connect(self._all_known)
        self.answers.price_moved.connect(self.confirm.stop)
        self.order.edited.connect(self._order_edited)
        self.head.jumped.connect(self.jump)
        self.head.discarded.connect(self.shelf.discard_order)
        self.result.again.connect(self.new_order)
        self.recent.opened.connect(lambda order_id: self.wanted.emit("order", order_id))
        self.recent.everything.connect(lambda customer: self.wanted.emit("customers", customer))
        self.arrivals.wanted.connect(self.wanted)
        self.afterwards.wanted.connect(self.wanted)
        self.keeping.shown.connect(self.delivery.held.show_holding)
        self.keeping.let_go.connect(self.news.let_go)
        self.confirm.placed.connect(self.keeping.placed)
        self.shelf.discarded.connect(self.keeping.drop)
        for told in (self.items, self.payment, self.answers, self.arrivals):
            told.refused.connect(self.on_refused)
        for gone in (self.shelf, self.arrivals):
            gone.cleared.connect(self._clear_screen)

    def title(self) -> str:
        return self.tr("New order")

    def subtitle(self) -> str:
        return self.order.name

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.order.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())

    # ------------------------------------------------------------------ coming and going

    def on_shown(self) -> None:
        self.presence.arrive()

    def on_handed_off(self) -> None:
        self.order.hand_off()
        self._clear_screen()

    def on_changed(self, changes: ChangeSet) -> None:
        self.presence.follow(changes)
        self.keeping.follow(changes)

    def on_escape(self) -> bool:
        if self.confirm.is_reading:
            self.confirm.stop()
            return True
        if self.items.asks_reason:
            self.items.ask_item()
            return True
        return (
            self.basket.close_list()
            or self.payment.close_part()
            or self.delivery.close_details()
            or self.delivery.leave_row()
            or self.customer.close_face()
            or self.side.close_over()
        )

    def open(self, what: object) -> None:
        """("new",), ("customer", id), ("product", id, quantity), ("clone", id), ("parked", id)."""
        self.confirm.stop()
        if what == ("new",):
            self.new_order()
        else:
            self.arrivals.open(what)

    # ------------------------------------------------------------------ keys

    def new_order(self) -> None:
        """F2: what is in hand is parked, the cursor waits for the customer."""
        self.shelf.clear_hands()
        self._clear_screen()
        self.side.open_over()
        self.customer.ask()

    def who_or_where(self) -> None:
        self.confirm.stop()
        self.side.open_over()
        self.customer.who_or_where()

    def ask_delivery(self) -> None:
        """F6: the order; F6 on a row, or again, that row; once more the order."""
        self.confirm.stop()
        focused = self.delivery.options.hasFocus()
        on_row = self.basket.table.hasFocus() or (focused and not self.delivery.row)
        row = self.basket.table.selected_id
        self.delivery.ask(row if on_row else "", ahead=row)
        self.columns.show_card(self.delivery)

    def ask_payment(self) -> None:
        self.confirm.stop()
        self.payment.ask()
        self.columns.show_card(self.payment)

    def _to_payment(self) -> None:
        self.payment.kinds.setFocus()
        self.columns.show_card(self.payment)

    def park(self) -> None:
        """F8: park what is in hand; with an empty basket the parked ones to choose from."""
        self.confirm.stop()
        if self.order.draft.lines:
            self.shelf.park()
            self._clear_screen()
            self.focus_entry()
        else:
            self.shelf.show_parked()

    def jump(self, step: str) -> None:
        {
            "customer": self.who_or_where,
            "items": self.focus_entry,
            "delivery": self.ask_delivery,
            "payment": self.ask_payment,
            "confirm": self.commit,
        }[step]()

    # ------------------------------------------------------------------ items

    def on_scan(self, code: str) -> None:
        """An item, a coupon, or the number of an order; a phone is never scanned."""
        if self.arrivals.offer_order(code):
            self._beep(Sound.OK)
        else:
            self.items.find(code, 1, scanned=True)

    def _nothing_entered(self) -> None:
        if self.confirm.is_reading:
            self.commit()

    # ------------------------------------------------------------------ answers

    def _customer_known(self) -> None:
        self.side.close_over()
        self.result.hide()
        self.titled.emit()
        self.focus_entry()

    def _all_known(self) -> None:
        self.delivery.take_best()
        self.confirm.answers_here()

    def on_linked(self, status: SyncStatus) -> None:
        self.news.linked(getattr(status, "state", ""), getattr(status, "since", 0))
        self.delivery.show_order()
        self.payment.show_order()

    def _order_edited(self) -> None:
        if self.confirm.is_outdated:
            self.approval.dismiss()
        self.titled.emit()

    def retranslate(self) -> None:
        super().retranslate()
        if self._on and self.confirm.is_reading:
            self.spoken.show_lines(self.confirm.lines())

    # ------------------------------------------------------------------ placing

    def commit(self) -> None:
        """F12: say what is missing, read back, place."""
        self.confirm.commit()

    def _ask_for(self, step: str, code: str) -> None:
        self.strip.tell(lambda: refusals.told(code, {}), status=Status.WARN, for_ms=8_000)
        if step == "payment":
            self.payment.focus_missing()
            self.columns.show_card(self.payment)
        elif step == "delivery":
            self.delivery.ask()
        else:
            self.jump(step)

    def _read(self, lines: list[Spoken] | None) -> None:
        self.columns.show_reading(lines is not None)
        if lines is not None:
            self.spoken.show_lines(lines)
            self.strip.hide()
            self.focus_entry()

    def _busy(self, busy: bool) -> None:
        self.keys.enable(acts.CONFIRM, not busy)

    def _placed(self, name: str, result: Mapping[str, object]) -> None:
        self.afterwards.keep(result)
        self._beep(Sound.OK)
        if not self.order.draft.is_blank:
            return  # somebody else has the desk by now
        self._clear_screen()
        queued = self.backend.sync_status().state == "offline"
        self.afterwards.tell(result, name, self.answers.currency, queued=queued)
        self.focus_entry()

    def _not_placed(self, code: str, facts: Mapping[str, object]) -> None:
        self._beep(Sound.BAD)
        self.on_refused(code, facts)

    def _clear_screen(self) -> None:
        self.confirm.stop()
        self.items.ask_item()
        self.basket.close_list()
        self.delivery.leave_row()
        self.customer.search.reset()
        self.customer.show_customer()
        self.result.hide()
        self.head.forget_age()
        self.titled.emit()


def _keys_of_the_box() -> None:
    """Shown in the sheet of shortcuts; the entry box answers them."""
