"""Take an order: who, what, how it gets there, how it is paid, read back, placed."""

import os
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.identity.roles import Verdict, right_of
from app.kit.changes import ChangeSet
from app.kit.clock import Clock
from app.kit.errors import Refusal
from app.kit.money import share
from app.orders.capture import Caller, Found, caller, find_products
from app.orders.commands import PlaceOrder
from app.orders.drafts import Kept, open_draft, parked_drafts, resume_draft
from app.orders.model import (
    AddItem,
    Change,
    Discount,
    Entry,
    LineNote,
    Price,
    SetQuantity,
    parse_entry,
    parse_number,
)
from app.orders.snapshot import WHOLE
from app.orders.states import Method
from ui.kit import formats, refusals
from ui.kit.actions import ActionSet
from ui.kit.backend import Backend
from ui.kit.buttons import Button
from ui.kit.card import column
from ui.kit.page import Page
from ui.kit.sounds import Sound
from ui.kit.steps import Step, StepStrip
from ui.kit.strip import Strip
from ui.kit.text import text_label
from ui.kit.theme import Status
from ui.orders import acts, words
from ui.orders.answers import Answers
from ui.orders.basket import BasketCard
from ui.orders.customer import CustomerCard
from ui.orders.customer_view import RecentCard
from ui.orders.delivery import DeliveryCard
from ui.orders.hits import Hit
from ui.orders.order import OpenOrder
from ui.orders.payment import PaymentCard
from ui.orders.side import SideColumn
from ui.orders.snug import Snug
from ui.orders.summary import ReadBackCard, ResultStrip, TotalsCard, read_back
from ui.orders.ways import Way

RIGHT = 352  # px, ux.md 5
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
        self._reads_back = read_back
        self._reading = False
        self._placing = False
        self._commit_waits = False
        self._counted = 1  # how many of the product that is chosen from the list
        self._price_for: tuple[str, int] | None = None  # a changed price that wants its reason
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
        self.keys = self._declared()
        self.acts = self.keys
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
                acts.PAYMENT: self.payment.ask,
                acts.PARK_ORDER: self.park,
                acts.CONFIRM: self.commit,
                acts.TAKE_BACK: self.take_back,
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
        self.entry.submitted.connect(self._entered)
        self.entry.edited.connect(self._typed)
        self.entry.row_key.connect(self._row_key)
        self.basket.table.row_key.connect(self._row_key)
        self.basket.table.typed.connect(self._typed_elsewhere)
        self.basket.chose.connect(self._product_chosen)
        self.basket.resumed.connect(self._resume)
        self.customer.done.connect(self._customer_known)
        self.customer.shown.connect(self.side.face_changed)
        self.customer.search.focused.connect(self._show_order)
        self.delivery.settled.connect(self.payment.kinds.setFocus)
        self.payment.settled.connect(self.focus_entry)
        self.payment.refused.connect(self.on_refused)
        self.answers.settled.connect(self._all_known)
        self.answers.known.connect(self._show_order)
        self.answers.refused.connect(self._not_priced)
        self.answers.changed_way.connect(self._way_changed)
        self.order.edited.connect(self._order_edited)
        self.order.saved.connect(self._saved)
        self.steps.jumped.connect(self.jump)
        self.discard_button.clicked.connect(self.discard_order)
        self.result.printed.connect(self.print_order)
        self.result.again.connect(self.new_order)
        self.backend.status.connect(self._linked)

    def title(self) -> str:
        return self.tr("New order")

    def subtitle(self) -> str:
        return self.order.name

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
        self._take_in_hand(kept)
        at = kept.saved_at
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

    def on_escape(self) -> bool:
        if self._reading:
            self._stop_reading()
            return True
        if self._price_for is not None:
            self._ask_item()
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
        if self.order.draft.lines:
            self._park_named()
        elif not self.order.draft.is_blank:
            self.order.forget()
        self._clear_screen()
        self.side.open_over()
        self.customer.ask()

    def who_or_where(self) -> None:
        self._stop_reading()
        self.side.open_over()
        self.customer.who_or_where()

    def ask_delivery(self) -> None:
        """F6: the order; F6 on a row, or again, that row; once more the order."""
        self._stop_reading()
        focused = self.delivery.options.hasFocus()
        on_row = self.basket.table.hasFocus() or (focused and not self.delivery.row)
        self.delivery.ask(self.basket.table.selected_id if on_row else "")

    def park(self) -> None:
        """F8: park what is in hand; with an empty basket the parked ones to choose from."""
        self._stop_reading()
        if self.order.draft.lines:
            self._park_named()
            self._clear_screen()
            self.focus_entry()
        else:
            self.backend.ask(parked_drafts, then=self._offer_parked)

    def _park_named(self) -> None:
        name = self.order.name
        self.order.park()
        self.strip.tell(
            lambda: self.tr("Parked: {name}. F8 brings it back.").format(
                name=name or self.tr("without a customer")
            ),
            status=Status.INFO,
            for_ms=8_000,
        )

    def _offer_parked(self, found: list[Kept]) -> None:
        if not found:
            self.strip.tell(
                lambda: self.tr("Nothing is parked on this desk."), status=Status.INFO, for_ms=4_000
            )
            return
        self.basket.offer_parked([self._parked_hit(kept) for kept in found])
        self.focus_entry()

    def _parked_hit(self, kept: Kept) -> Hit:
        pieces = sum(line.quantity for line in kept.draft.lines)
        age = formats.age((self._clock.now() - kept.saved_at) / 1e6)
        detail = self.tr("%n item(s) · {age} ago", "", pieces).format(age=age)
        total = formats.money(kept.draft.total_minor, kept.draft.currency)
        title = kept.title or self.tr("Without a customer")
        return Hit(kept.draft.draft_id, title, detail, total, "pause")

    def _resume(self, draft_id: str) -> None:
        actor = self.order.actor
        if actor is not None:
            self.basket.close_list()
            self.backend.write(resume_draft, draft_id, user_id=actor.user_id, then=self._resumed)

    def _resumed(self, kept: Kept | None) -> None:
        if kept is None:
            self.strip.tell(lambda: self.tr("Somebody else has taken it already."))
            return
        if not self.order.draft.is_blank:
            self.order.forget()
        self._take_in_hand(kept)
        self.focus_entry()

    def _take_in_hand(self, kept: Kept) -> None:
        self._clear_screen()
        self.order.resume(kept)
        if kept.draft.customer_id:
            self.backend.ask(caller, kept.draft.customer_id, then=partial(self._caller_back, kept))

    def _caller_back(self, kept: Kept, found: Caller | None) -> None:
        if self.order.draft.draft_id == kept.draft.draft_id:
            self.order.show_caller(found)

    def discard_order(self) -> None:
        """The draft stays parked for the undo, then it is gone."""
        if self.order.draft.is_blank:
            return
        before = self.order.draft
        known = self.order.caller
        self.order.forget()
        self._clear_screen()
        self.focus_entry()
        self.strip.undo(
            lambda: self.tr("The order was discarded."),
            lambda: self.order.bring_back(before, known),
        )

    def take_back(self) -> None:
        if not self.order.undo():
            self.strip.tell(lambda: self.tr("Nothing to undo."), status=Status.INFO, for_ms=3_000)

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
            "payment": self.payment.ask,
            "confirm": self.commit,
        }[step]()

    # ------------------------------------------------------------------ items

    def on_scan(self, code: str) -> None:
        """An item, or the number of an order; a phone is never scanned."""
        try:
            number = str(parse_number(code))
        except Refusal:
            self._find(code, 1, scanned=True)
            return
        self._beep(Sound.OK)
        self.strip.tell(
            lambda: self.tr("Open order {number}?").format(number=number),
            status=Status.INFO,
            action=lambda: self.tr("Open"),
            then=lambda: self.wanted.emit("order", number),
        )

    def _typed(self, text: str) -> None:
        if self.basket.open_list is not None and text:
            self.basket.close_list()

    def _typed_elsewhere(self, text: str) -> None:
        self.focus_entry()
        self.entry.set_text(self.entry.text() + text)

    def _entered(self, text: str) -> None:
        if self._price_for is not None:
            self._reason_given(text)
        elif not text:
            self._entered_nothing()
        else:
            self._parse(text)

    def _entered_nothing(self) -> None:
        shown = self.basket.open_list
        if shown is not None:
            shown.take()
        elif self._reading:
            self.commit()

    def _parse(self, text: str) -> None:
        """What cannot be read stays in the box; what was read leaves it."""
        try:
            entry = parse_entry(text, self.answers.currency)
            if isinstance(entry, AddItem):
                self._find(entry.words, entry.count)
            else:
                self._change_row(entry)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.entry.set_text("")

    def _find(self, code: str, count: int, *, scanned: bool = False) -> None:
        self.backend.ask(
            find_products, code, then=partial(self._found, code, count, scanned), owner=self
        )

    def _found(self, code: str, count: int, scanned: bool, found: Found) -> None:
        if len(found.products) == 1:
            self._add(found.products[0], count, scanned=scanned)
        elif found.products:
            self._counted = count
            self.basket.offer_products(found.products)
        else:
            self._beep(Sound.BAD)
            self.strip.tell(
                lambda: self.tr("Not known here: {code}. Nothing was added.").format(
                    code=code[:40]
                ),
                status=Status.BAD,
            )

    def _product_chosen(self, product_id: str) -> None:
        product = self.basket.product(product_id)
        self.basket.close_list()
        if product is not None:
            self._add(product, self._counted)
        self.focus_entry()

    def _add(self, product: Product, count: int, *, scanned: bool = False) -> None:
        self._stop_reading()
        self.result.hide()
        try:
            key = self.order.add(product, count)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        if scanned:
            self._beep(Sound.OK)
        self.strip.hide()
        self.basket.table.select(key)

    # ------------------------------------------------------------------ the selected row

    def _row_key(self, key: str) -> None:
        shown = self.basket.open_list
        by = {"up": -1, "down": 1, "page_up": -5, "page_down": 5}.get(key)
        if by is not None:
            (shown or self.basket.table).step(by)
            return
        row = self.basket.table.selected_id
        line = self.order.line(row)
        if line is None:
            return
        if key == "delete" or (key == "-" and line.quantity == 1):
            self._remove(row, line.name)
        elif key in {"+", "-"}:
            self._try(partial(self._by, row, 1 if key == "+" else -1))

    def _change_row(self, entry: Entry) -> None:
        row = self.basket.table.selected_id
        line = self.order.line(row)
        if line is None:
            raise Refusal("basket_empty")
        self._stop_reading()
        match entry:
            case Change(delta) if line.quantity + delta < 1:
                self._remove(row, line.name)
            case Change(delta):
                self._by(row, delta)
            case SetQuantity(quantity):
                self.order.set_quantity(row, quantity)
            case LineNote(text):
                self.order.change(row, note=text)
            case Discount(value):
                self._within("discount", value)
                self.order.change(row, discount_hundredths=value)
            case Price(minor):
                self._within("price.override", _off(line.unit_minor, minor))
                self._price_for = (row, minor)
                self.entry.ask_for(
                    lambda: self.tr("Reason for the price"),
                    lambda: self.tr("Why this price? Enter keeps it, Esc leaves the old one"),
                )

    def _by(self, row: str, delta: int) -> None:
        line = self.order.line(row)
        if line is not None:
            self.order.set_quantity(row, line.quantity + delta)

    def _remove(self, row: str, name: str) -> None:
        self.order.remove(row)
        self.strip.undo(lambda: self.tr("{name} was taken out.").format(name=name), self.take_back)

    def _reason_given(self, text: str) -> None:
        if self._price_for is None:
            return
        if not text:
            self._refuse(Refusal("reason_missing"))
            return
        row, minor = self._price_for
        self._ask_item()
        self.order.change(row, override_minor=minor, override_reason=text)

    def _ask_item(self) -> None:
        self._price_for = None
        self.entry.set_text("")
        self.entry.ask_for(
            lambda: self.tr("Scan or type an item"),
            lambda: self.tr("Scan, or type code or name — 2*TR-220 adds two"),
        )

    def _within(self, permission: str, amount: int) -> None:
        """The handler's own rule, asked before the customer hears a price that will not stand."""
        role = self.order.actor.role if self.order.actor else ""
        right = right_of(role, permission)
        if right.verdict is Verdict.YES:
            return
        if right.verdict is Verdict.NO:
            raise Refusal("not_allowed", permission=permission, role=role)
        if right.verdict is Verdict.APPROVAL or amount > right.limit:
            raise Refusal("needs_approval", permission=permission, limit=right.limit)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refusal as refusal:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self._beep(Sound.BAD)
        self.on_refused(refusal.code, refusal.facts)

    # ------------------------------------------------------------------ answers

    def _customer_known(self) -> None:
        self.side.close_over()
        self.result.hide()
        self.titled.emit()
        self.focus_entry()

    def _not_priced(self, code: str, facts: Mapping[str, object]) -> None:
        self._commit_waits = False
        self.on_refused(code, facts)

    def _way_changed(self) -> None:
        way = self.answers.way
        if way is None:
            told = lambda: self.tr("What was promised is no longer possible. Choose again (F6).")  # noqa: E731
        else:
            promise = words.promise(way, self._clock.now())
            told = lambda: self.tr("The promise is now: {promise}").format(promise=promise)  # noqa: E731
        self.strip.tell(told, status=Status.WARN, for_ms=8_000)

    def _all_known(self) -> None:
        self.delivery.take_best()
        if self._commit_waits and not self.answers.pending:
            self._commit_waits = False
            self.commit()

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

    # ------------------------------------------------------------------ what is missing

    def missing(self) -> tuple[str, str]:
        """(step, refusal code) of the first thing that F12 still needs; empty strings: nothing."""
        order, answers = self.order, self.answers
        if not order.draft.lines:
            return "items", "basket_empty"
        methods = {Method(line.method) for line in order.draft.lines if line.method}
        way: Way | None = answers.way if order.draft.delivery else None
        if way is not None:
            methods.add(way.method)
        elif any(not line.method for line in order.draft.lines):
            return "delivery", "delivery_open"
        if answers.lacking():
            return "delivery", "place_missing"
        if methods != {Method.CARRY_OUT} and not order.has_customer:
            return "customer", "customer_missing"
        if Method.SHIP in methods and order.address() is None:
            return "customer", "address_missing"
        if code := self.payment.missing():
            return "payment", code
        return "", ""

    def _show_order(self) -> None:
        missing, _ = self.missing()
        draft = self.order.draft
        done = {
            "customer": self.order.has_customer,
            "items": bool(draft.lines),
            "delivery": bool(draft.lines) and missing not in {"delivery", "items"},
            "payment": bool(draft.tender) and not self.payment.missing(),
            "confirm": False,
        }
        states = {step: Step.DONE if is_done else Step.OPEN for step, is_done in done.items()}
        now = missing or "confirm"
        if now == "items" and not done["customer"] and self.customer.search.field.hasFocus():
            now = "customer"
        states[now] = Step.NOW
        self.steps.show_states(states)
        self.park_button.setVisible(bool(draft.lines))
        self.discard_button.setVisible(not draft.is_blank)

    def _order_edited(self) -> None:
        if self._reading:
            self._stop_reading()
        self._show_order()
        self._show_saved()
        self.titled.emit()

    # ------------------------------------------------------------------ placing

    def commit(self) -> None:
        """F12: say what is missing, read back, place."""
        if self._placing:
            return
        if self.answers.pending:
            self._commit_waits = True
            return
        step, code = self.missing()
        if code:
            self._ask_for(step, code)
        elif self._reads_back() and not self._reading:
            self._read()
        else:
            self._place()

    def _ask_for(self, step: str, code: str) -> None:
        if code == "delivery_open":
            told = lambda: self.tr("How does it get there? Choose with a digit, then Enter.")  # noqa: E731
        else:
            told = lambda: refusals.told(code, {})  # noqa: E731
        self.strip.tell(told, status=Status.WARN, for_ms=8_000)
        if step == "payment":
            self.payment.focus_missing()
        elif step == "delivery":
            self.delivery.ask()
        else:
            self.jump(step)

    def _read(self) -> None:
        self._reading = True
        told = [self._told(way) for way in self._ways_used()]
        self.spoken.show_lines(read_back(self.order, self.answers, self.payment.kind, told))
        self._upper.hide()
        self._lower.show()
        self.totals.show_reading(True)
        self.strip.hide()
        self.focus_entry()

    def _ways_used(self) -> list[Way]:
        used = [self.answers.way] if self.answers.way else []
        for line in self.order.draft.lines:
            method = Method(line.method) if line.method else None
            if method is not None and method not in {way.method for way in used}:
                used.append(Way("", method, self.answers.apart.get(method)))
        return used

    def _told(self, way: Way) -> str:
        promise = words.promise(way, self._clock.now())
        if way.option is None:
            return promise
        sure = words.assurance(self.answers.assurance(way.option))
        place = words.places(way.option, self.answers.names) if way.method is Method.PICKUP else ""
        return ", ".join(part for part in (promise, place, sure) if part)

    def _stop_reading(self) -> None:
        self._reading = False
        self._commit_waits = False
        self._lower.hide()
        self._upper.show()
        self.totals.show_reading(False)

    def _place(self) -> None:
        command = self._command()
        if command is None:
            return
        self._placing = True
        self.order.save()
        self.acts_enabled(False)
        self.backend.run(
            command,
            then=partial(self._placed, self.order.name),
            refused=self._not_placed,
            owner=self,
        )

    def acts_enabled(self, usable: bool) -> None:
        self.keys.enable(acts.CONFIRM, usable)

    def _command(self) -> PlaceOrder | None:
        order, answers, actor = self.order, self.answers, self.order.actor
        if actor is None or answers.quote is None:
            return None
        total = answers.quote.priced.total
        ships = any(placed.line.method is Method.SHIP for placed in answers.lines)
        newcomer = order.new_customer()
        language = order.caller.card.language if order.caller else ""
        return PlaceOrder(
            number="",  # the desk numbers it in the same transaction
            pickup_code=order.draft.pickup_code,
            channel="store" if answers.counter else "phone",
            site_id=actor.site_id,
            language=language or (newcomer.language if newcomer else "id"),
            currency=answers.currency,
            lines=[placed.line for placed in answers.lines],
            told_total_minor=total,
            customer_id=order.draft.customer_id or None,
            new_customer=newcomer,
            ship_to=order.ship_to() if ships else None,
            shipping_minor=answers.shipping_minor,
            tenders=[self.payment.tender(total)] if total else [],
        )

    def _placed(self, name: str, result: Mapping[str, object]) -> None:
        self._placing = False
        self.acts_enabled(True)
        self._last_order = str(result.get("order_id", ""))
        queued = self.backend.sync_status().state == "offline"
        total = result.get("total_minor", 0)
        told = formats.money(total, self.answers.currency) if isinstance(total, int) else ""
        self._beep(Sound.OK)
        self.order.forget()
        self._clear_screen()
        self.result.tell(str(result.get("number", "")), told, name, queued=queued)
        self.focus_entry()

    def _not_placed(self, code: str, facts: Mapping[str, object]) -> None:
        """Nothing was placed, nothing is lost: the draft stays as it is."""
        self._placing = False
        self.acts_enabled(True)
        self._stop_reading()
        self._beep(Sound.BAD)
        self.on_refused(code, facts)
        self.answers.look(anew=True)

    def _clear_screen(self) -> None:
        self._stop_reading()
        self._ask_item()
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


def _off(unit_minor: int, minor: int) -> int:
    """How far below the list price, in hundredths of a percent, as the handler counts it."""
    off = max(0, unit_minor - minor)
    return share(off, WHOLE, unit_minor) if unit_minor else 0
