"""Take an order: who, what, how it gets there, how it is paid, read back, placed."""

import os
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.kit.changes import ChangeSet
from app.kit.clock import Clock
from app.kit.errors import Refusal
from app.orders.capture import Caller, caller
from app.orders.drafts import Kept, open_draft
from app.orders.model import (
    parse_number,
)
from ui.kit import formats, refusals
from ui.kit.actions import ActionSet
from ui.kit.backend import Backend
from ui.kit.buttons import Button
from ui.kit.card import column
from ui.kit.page import Page
from ui.kit.snug import Snug
from ui.kit.sounds import Sound
from ui.kit.steps import Step, StepStrip
from ui.kit.strip import Strip
from ui.kit.text import text_label
from ui.kit.theme import Status
from ui.orders import acts, placing, words
from ui.orders.answers import Answers
from ui.orders.basket import BasketCard
from ui.orders.confirm import Confirm
from ui.orders.customer import CustomerCard
from ui.orders.customer_view import RecentCard
from ui.orders.delivery import DeliveryCard
from ui.orders.items import Items
from ui.orders.order import OpenOrder
from ui.orders.parking import Shelf
from ui.orders.payment import PaymentCard
from ui.orders.side import SideColumn
from ui.orders.summary import ReadBackCard, ResultStrip, Spoken, TotalsCard

RIGHT = 372  # px: 352 and room for a thin scroll bar beside four tenders in Indonesian
TICK_MS = 1_000

Print = Callable[[str], None]  # the id of the order
Beep = Callable[[Sound], None]


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
        self._clock = clock
        self._printer = printer
        self._beep = beep
        self._last_order = ""
        self._saved_at: int | None = None
        self.order = OpenOrder(backend, clock, randomness, self)
        self.answers = Answers(backend, clock, self.order, self)
        self.offline = Strip()
        self.result = ResultStrip()
        self.steps = StepStrip(
            [
                ("customer", lambda: self.tr("Customer")),
                ("items", lambda: self.tr("Items")),
                ("delivery", lambda: self.tr("Delivery")),
                ("payment", lambda: self.tr("Payment")),
                ("confirm", lambda: self.tr("Confirm")),
            ]
        )
        self.saved = text_label("", size=12, ink="text2")
        self.customer = CustomerCard(backend, self.order)
        self.recent = RecentCard(self.order)
        self.side = SideColumn(self.order, self.customer, self.recent)
        self.basket = BasketCard(self.order, self.answers)
        self.delivery = DeliveryCard(self.order, self.answers, clock)
        self.payment = PaymentCard(backend, self.order, self.answers)
        self.spoken = ReadBackCard()
        self.totals = TotalsCard(self.order, self.answers)
        self.entry = self.basket.entry
        self.entry_box = self.entry
        self.items = Items(backend, self.order, self.answers, self.basket, self.strip, beep)
        self.shelf = Shelf(backend, clock, self.order, self.basket, self.strip)
        self.keys = self._declared()
        self.acts = self.keys
        self.confirm = Confirm(
            backend, clock, self.order, self.answers, self.items, self.payment, read_back
        )
        self.park_button = Button(acts.PARK_ORDER.cap_words, icon="pause")
        self.discard_button = Button(lambda: self.tr("Discard"), icon="trash-2", kind="quiet")
        self._build()
        self._connect()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_saved)
        self._tick.start()
        self.put_on()
        self._show_order()

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
                acts.CONFIRM: self.commit,
                acts.TAKE_BACK: self.items.take_back,
                acts.PRINT_ORDER: self.print_order,
                acts.ASK_AGAIN: self.refresh,
                acts.QUANTITY: nothing,
                acts.REMOVE: nothing,
                acts.SELECT: nothing,
            },
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.steps)
        head.addStretch(1)
        head.addWidget(self.saved)
        head.addWidget(self.park_button)
        head.addWidget(self.discard_button)
        self._upper = Snug(column(self.delivery, self.payment, stretch=False))
        self._lower = Snug(column(self.spoken, stretch=False))
        self._lower.hide()
        right = QWidget()
        right.setFixedWidth(RIGHT)
        whole = QVBoxLayout(right)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        for part in (self._upper, self._lower):
            whole.addWidget(part, 1000)
        whole.addWidget(self.totals)
        whole.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.side.holder)
        line.addWidget(self.basket, 1)
        line.addWidget(right)
        self.body.addWidget(self.offline)
        self.body.addWidget(self.result)
        self.body.addLayout(head)
        self.body.addLayout(line, 1)
        self.side.stand_in(self)
        self.park_button.bind(self.keys[acts.PARK_ORDER], acts.PARK_ORDER.shown_key)
        self.totals.main.bind(self.keys[acts.CONFIRM], acts.CONFIRM.shown_key)

    def _connect(self) -> None:
        self.items.changing.connect(self.result.hide)
        self.items.nothing_entered.connect(self._nothing_entered)
        self.items.refused.connect(self.on_refused)
        self.confirm.missed.connect(self._ask_for)
        self.confirm.reading.connect(self._read)
        self.confirm.busy.connect(self._busy)
        self.confirm.placed.connect(self._placed)
        self.confirm.not_placed.connect(self._not_placed)
        self.shelf.cleared.connect(self._clear_screen)
        self.customer.done.connect(self._customer_known)
        self.customer.shown.connect(self.side.face_changed)
        self.customer.shown.connect(self._show_order)
        self.customer.search.focused.connect(self._show_order)
        self.delivery.settled.connect(self._to_payment)
        self.payment.settled.connect(self.focus_entry)
        self.payment.refused.connect(self.on_refused)
        self.answers.settled.connect(self._all_known)
        self.answers.known.connect(self._show_order)
        self.answers.refused.connect(self.on_refused)
        self.answers.changed_way.connect(self._way_changed)
        self.answers.price_moved.connect(self._price_moved)
        self.order.edited.connect(self._order_edited)
        self.order.saved.connect(self._saved)
        self.steps.jumped.connect(self.jump)
        self.discard_button.clicked.connect(self.shelf.discard_order)
        self.result.printed.connect(self.print_order)
        self.result.again.connect(self.new_order)
        self.backend.status.connect(self._linked)

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
        """Whoever signed in finds what they had in hand."""
        actor = self.order.actor
        self._linked(self.backend.sync_status())
        if actor is None or self.order.is_of(actor.user_id):
            return
        self.order.begin()
        self.order.take_over()
        self.answers.arrive()
        self.backend.ask(open_draft, actor.user_id, then=partial(self._recovered, actor.user_id))

    def _recovered(self, user_id: str, kept: Kept | None) -> None:
        if kept is None or not self.order.is_of(user_id) or not self.order.draft.is_blank:
            return
        self.shelf.take_in_hand(kept, partial(self._tell_recovered, kept.saved_at))

    def _tell_recovered(self, at: int) -> None:
        self.strip.tell(
            lambda: self.tr("Recovered from {time}").format(
                time=formats.moment(at, self._clock.now())
            ),
            status=Status.INFO,
            for_ms=8_000,
        )

    def on_handed_off(self) -> None:
        self.order.hand_off()
        self._clear_screen()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("drawers"):
            self.answers.look_for_drawer()
        watched = ("stock_cells", "leases", "products", "promotions", "tax_rates")
        if changes.touches(*watched) and self.order.draft.lines:
            self.answers.look(anew=True)
        if changes.touches("sites", "zone_rates", "postcodes", "devices"):
            self.answers.arrive()
        of_customers = ("orders", "order_lines", "customers", "customer_pii", "customer_addresses")
        known = self.order.caller
        if known is not None and changes.touches(*of_customers):
            self.backend.ask(caller, known.card.customer_id, then=self._caller_fresh)

    def _caller_fresh(self, found: Caller | None) -> None:
        if found is not None and found.card.customer_id == self.order.draft.customer_id:
            self.order.show_caller(found)

    def on_escape(self) -> bool:
        if self.confirm.is_reading:
            self.confirm.stop()
            return True
        if self.items.asks_reason:
            self.items.ask_item()
            return True
        return (
            self.basket.close_list()
            or self.delivery.leave_row()
            or self.customer.close_face()
            or self.side.close_over()
        )

    def open(self, what: object) -> None:
        """A customer id: an order for that customer."""
        if isinstance(what, str) and what:
            self.customer.take(what)

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
        self.delivery.ask(self.basket.table.selected_id if on_row else "")
        self._upper.ensureWidgetVisible(self.delivery, 0, 0)

    def ask_payment(self) -> None:
        self.confirm.stop()
        self.payment.ask()
        self._upper.ensureWidgetVisible(self.payment, 0, 0)

    def _to_payment(self) -> None:
        self.payment.kinds.setFocus()
        self._upper.ensureWidgetVisible(self.payment, 0, 0)

    def park(self) -> None:
        """F8: park what is in hand; with an empty basket the parked ones to choose from."""
        self.confirm.stop()
        if self.order.draft.lines:
            self.shelf.park()
            self._clear_screen()
            self.focus_entry()
        else:
            self.shelf.show_parked()

    def refresh(self) -> None:
        self.answers.arrive()

    def print_order(self) -> None:
        if self._last_order:
            self._printer(self._last_order)
        else:
            self.strip.tell(
                lambda: self.tr("Nothing was placed here yet."), status=Status.INFO, for_ms=4_000
            )

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
        """An item, or the number of an order; a phone is never scanned."""
        try:
            number = str(parse_number(code))
        except Refusal:
            self.items.find(code, 1, scanned=True)
            return
        self._beep(Sound.OK)
        self.strip.tell(
            lambda: self.tr("Open order {number}?").format(number=number),
            status=Status.INFO,
            action=lambda: self.tr("Open"),
            then=lambda: self.wanted.emit("order", number),
        )

    def _nothing_entered(self) -> None:
        if self.confirm.is_reading:
            self.commit()

    # ------------------------------------------------------------------ answers

    def _customer_known(self) -> None:
        self.side.close_over()
        self.result.hide()
        self.titled.emit()
        self.focus_entry()

    def _way_changed(self) -> None:
        self.strip.tell(self._new_promise, status=Status.WARN, for_ms=8_000)

    def _new_promise(self) -> str:
        way = self.answers.way
        if way is None:
            return self.tr("What was promised is no longer possible. Choose again (F6).")
        promise = words.promise(way, self._clock.now())
        return self.tr("The promise is now: {promise}").format(promise=promise)

    def _price_moved(self, names: list[str]) -> None:
        self.confirm.stop()
        self.strip.tell(
            lambda: self.tr("The price changed: {items}. The total is fresh.").format(
                items=", ".join(names)
            ),
            status=Status.WARN,
        )

    def _all_known(self) -> None:
        self.delivery.take_best()
        self.confirm.answers_here()

    def _linked(self, status: object) -> None:
        state, since = getattr(status, "state", ""), getattr(status, "since", 0)
        if state == "offline":
            self.offline.tell(
                lambda: (
                    self.tr("Offline since {time}: the order is kept here and sent later.").format(
                        time=formats.clock(since)
                    )
                    if since
                    else self.tr("Offline: the order is kept here and sent later.")
                ),
                status=Status.WARN,
                closable=False,
            )
        else:
            self.offline.hide()
        self.delivery.show_order()
        self.payment.show_order()

    # ------------------------------------------------------------------ how far it is

    def _show_order(self) -> None:
        missing, _ = placing.missing(self.order, self.answers, self.payment)
        draft = self.order.draft
        done = {
            "customer": self.order.has_customer,
            "items": bool(draft.lines),
            "delivery": bool(draft.lines) and missing not in {"delivery", "items"},
            "payment": bool(draft.lines)
            and not self.payment.missing()
            and (bool(draft.tender) or not missing),
            "confirm": False,
        }
        states = {step: Step.DONE if is_done else Step.OPEN for step, is_done in done.items()}
        now = missing or "confirm"
        if now == "items" and self.customer.is_asking:
            now = "customer"
        states[now] = Step.NOW
        self.steps.show_states(states)
        self.park_button.setVisible(bool(draft.lines))
        self.discard_button.setVisible(not draft.is_blank)

    def _order_edited(self) -> None:
        self._show_order()
        self._show_saved()
        self.titled.emit()

    # ------------------------------------------------------------------ placing

    def commit(self) -> None:
        """F12: say what is missing, read back, place."""
        self.confirm.commit()

    def _ask_for(self, step: str, code: str) -> None:
        self.strip.tell(lambda: refusals.told(code, {}), status=Status.WARN, for_ms=8_000)
        if step == "payment":
            self.payment.focus_missing()
            self._upper.ensureWidgetVisible(self.payment, 0, 0)
        elif step == "delivery":
            self.delivery.ask()
        else:
            self.jump(step)

    def _read(self, lines: list[Spoken] | None) -> None:
        self._upper.setVisible(lines is None)
        self._lower.setVisible(lines is not None)
        self.totals.show_reading(lines is not None)
        if lines is not None:
            self.spoken.show_lines(lines)
            self.strip.hide()
            self.focus_entry()

    def _busy(self, busy: bool) -> None:
        self.keys.enable(acts.CONFIRM, not busy)

    def _placed(self, name: str, result: Mapping[str, object]) -> None:
        self._last_order = str(result.get("order_id", ""))
        queued = self.backend.sync_status().state == "offline"
        total = result.get("total_minor", 0)
        told = formats.money(total, self.answers.currency) if isinstance(total, int) else ""
        self._beep(Sound.OK)
        if not self.order.draft.is_blank:
            return  # somebody else has the desk by now
        self._clear_screen()
        self.result.tell(str(result.get("number", "")), told, name, queued=queued)
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
        self._saved_at = None
        self._show_saved()
        self.titled.emit()

    # ------------------------------------------------------------------ kept

    def _saved(self, at: int) -> None:
        self._saved_at = at
        self._show_saved()

    def _show_saved(self) -> None:
        if self._saved_at is None or self.order.draft.is_blank:
            self.saved.say("")
            return
        age = (self._clock.now() - self._saved_at) / 1e6
        told = self.tr("Draft saved {age} ago").format(age=formats.age(age))
        self.saved.say(told)

    def retranslate(self) -> None:
        super().retranslate()
        if self._on:
            self._show_saved()


def _keys_of_the_box() -> None:
    """Shown in the sheet of shortcuts; the entry box answers them."""
