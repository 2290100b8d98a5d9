"""How do items come into the basket: the entry grammar, scans, and the keys of the selected row."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.catalog.lookup import Product
from app.catalog.search import Found
from app.identity.roles import covers, may
from app.kit.clock import Clock
from app.kit.errors import Refusal
from app.orders.by_hand import request
from app.orders.capture import find_goods
from app.orders.coupons import Coupon
from app.orders.model import (
    AddItem,
    Change,
    Discount,
    Entry,
    LineNote,
    NeedBy,
    Price,
    SetQuantity,
    parse_entry,
)
from app.orders.need_by import read_need_by
from ui.kit.backend import Backend
from ui.kit.sounds import Sound
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.orders.answers import Answers
from ui.orders.basket import BasketCard
from ui.orders.coupons import Coupons
from ui.orders.order import OpenOrder
from ui.orders.price import PriceByHand

Beep = Callable[[Sound], None]


class Items(QObject):
    """Reads what the entry box gives; the box keeps what could not be read."""

    changing = Signal()  # a read-back or a result on the screen is over
    nothing_entered = Signal()
    not_added = Signal()
    refused = Signal(str, object)

    def __init__(
        self,
        backend: Backend,
        clock: Clock,
        order: OpenOrder,
        answers: Answers,
        basket: BasketCard,
        strip: Strip,
        beep: Beep,
    ) -> None:
        super().__init__()
        self._backend = backend
        self._clock = clock
        self._order = order
        self._answers = answers
        self._basket = basket
        self._entry = basket.entry
        self._strip = strip
        self._beep = beep
        self._looking = 0
        self._counted = 1  # how many of the product that is chosen from the list
        self._price = PriceByHand(order, basket)
        self._coupons = Coupons(order, strip, beep)
        self._entry.submitted.connect(self._entered)
        self._entry.edited.connect(self._typed)
        self._entry.row_key.connect(self._row_key)
        self._entry.edit.installEventFilter(self)
        basket.table.row_key.connect(self._row_key)
        basket.table.typed.connect(self._typed_elsewhere)
        basket.chose.connect(self._product_chosen)
        basket.reasoned.connect(self._reason_chosen)
        basket.offers.removed.connect(self._take_off)

    @property
    def pending(self) -> bool:
        return self._looking > 0

    @property
    def asks_reason(self) -> bool:
        return self._price.asks

    def take_back(self) -> None:
        """Ctrl+Z: the last change of the lines."""
        if not self._order.undo():
            self._strip.tell(lambda: self.tr("Nothing to undo."), status=Status.INFO, for_ms=3_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in an empty box is the basket's; a line edit would keep it for its own text."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and not self._entry.text():
            event.ignore()
            return True
        return False

    # ------------------------------------------------------------------ the box

    def _typed(self, text: str) -> None:
        if self._basket.open_list is not None and text and not self._price.asks:
            self._basket.close_list()

    def _typed_elsewhere(self, text: str) -> None:
        self._entry.setFocus()
        self._entry.set_text(self._entry.text() + text)

    def _entered(self, text: str) -> None:
        if self._price.asks:
            self._reason_given(text)
        elif not text:
            self._entered_nothing()
        else:
            self._parse(text)

    def _entered_nothing(self) -> None:
        shown = self._basket.open_list
        if shown is not None:
            shown.take()
        else:
            self.nothing_entered.emit()

    def _parse(self, text: str) -> None:
        """What cannot be read stays in the box; what was read leaves it."""
        try:
            entry = parse_entry(text, self._answers.currency)
            if isinstance(entry, AddItem):
                self.find(entry.words, entry.count)
            elif isinstance(entry, NeedBy):
                self._need_by(entry.text)
            else:
                self._change_row(entry)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._entry.set_text("")

    def find(self, code: str, count: int, *, scanned: bool = False) -> None:
        self._looking += 1
        self._backend.ask(
            find_goods,
            code,
            customer_id=self._order.buyer_id,
            now=self._clock.now(),
            then=partial(self._found, code, count, scanned),
            owner=self,
        )

    def _found(self, code: str, count: int, scanned: bool, found: Found | Coupon) -> None:
        self._looking -= 1
        if isinstance(found, Coupon):
            self._give(found)
        elif len(found.products) == 1:
            self.add(found.products[0], count, scanned=scanned)
        elif found.products:
            self._counted = count
            self.not_added.emit()
            self._basket.offer_products(found.products)
        else:
            self._beep(Sound.BAD)
            self.not_added.emit()
            self._strip.tell(
                lambda: self.tr("Not known here: {code}. Nothing was added.").format(
                    code=code[:40]
                ),
                status=Status.BAD,
            )

    def _product_chosen(self, product_id: str) -> None:
        product = self._basket.product(product_id)
        self._basket.close_list()
        if product is not None:
            self.add(product, self._counted)
        self._entry.setFocus()

    def _give(self, coupon: Coupon) -> None:
        self.changing.emit()
        self._try(partial(self._coupons.give, coupon))

    def _take_off(self, code: str) -> None:
        self.changing.emit()
        self._coupons.take_off(code)
        self._entry.setFocus()

    def add(self, product: Product, count: int, *, scanned: bool = False) -> None:
        self.changing.emit()
        try:
            key = self._order.add(product, count)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        if scanned:
            self._beep(Sound.OK)
        self._strip.hide()
        self._basket.table.select(key)

    # ------------------------------------------------------------------ the selected row

    def _row_key(self, key: str) -> None:
        shown = self._basket.open_list
        by = {"up": -1, "down": 1, "page_up": -5, "page_down": 5}.get(key)
        if by is not None:
            (shown or self._basket.table).step(by)
            return
        row = self._basket.table.selected_id
        line = self._order.line(row)
        if line is None:
            return
        if key == "delete" or (key == "-" and line.quantity == 1):
            self._remove(row, line.name)
        elif key in {"+", "-"}:
            self._try(partial(self._by, row, 1 if key == "+" else -1))

    def _change_row(self, entry: Entry) -> None:
        row = self._basket.table.selected_id
        line = self._order.line(row)
        if line is None:
            raise Refusal("basket_empty")
        self.changing.emit()
        match entry:
            case Change(delta) if line.quantity + delta < 1:
                self._remove(row, line.name)
            case Change(delta):
                self._by(row, delta)
            case SetQuantity(quantity):
                self._order.set_quantity(row, quantity)
            case LineNote(text):
                self._order.change(row, note=text)
            case Discount(value):
                self._may("discount")
                self._order.change(row, discount_hundredths=value)
                self._tell_approval(row)
            case Price(minor):
                self._may("price.override")
                self._price.begin(row, minor)

    def _need_by(self, typed: str) -> None:
        """`!wed`: only what arrives by then is offered; `!` alone takes it away."""
        self.changing.emit()
        zone = self._answers.site.time_zone if self._answers.site else "UTC"
        self._order.edit(need_by=read_need_by(typed, self._clock.now(), zone))

    def _by(self, row: str, delta: int) -> None:
        line = self._order.line(row)
        if line is not None:
            self._order.set_quantity(row, line.quantity + delta)

    def _remove(self, row: str, name: str) -> None:
        self._order.remove(row)
        self._strip.undo(lambda: self.tr("{name} was taken out.").format(name=name), self.take_back)

    def _reason_given(self, text: str) -> None:
        self._try(partial(self._priced, partial(self._price.answer, text)))

    def _reason_chosen(self, reason: str) -> None:
        self._try(partial(self._priced, partial(self._price.choose, reason)))
        self._entry.setFocus()

    def _priced(self, answer: Callable[[], bool]) -> None:
        if answer():
            self.ask_item()
            self._tell_approval(self._basket.table.selected_id)

    def ask_item(self) -> None:
        if self._price.asks:
            self._price.stop()
            self._basket.close_list()
        self._entry.set_text("")
        self._entry.ask_for(
            lambda: self.tr("Scan or type an item"),
            lambda: self.tr("Scan, or type code or name — 2*TR-220 adds two"),
        )

    def _may(self, permission: str) -> None:
        role = self._order.actor.role if self._order.actor else ""
        if not may(role, permission):
            raise Refusal("not_allowed", permission=permission, role=role)

    def _tell_approval(self, row: str) -> None:
        """The customer hears a price that stands only with a second person's yes: say so now."""
        line, actor = self._order.line(row), self._order.actor
        asked = request(line, line.unit_minor) if line else None
        if asked and actor and not covers(actor.role, *asked):
            self._strip.tell(
                lambda: self.tr("Needs approval: F12 asks for a manager's PIN."), for_ms=8_000
            )

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refusal as refusal:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self._beep(Sound.BAD)
        self.refused.emit(refusal.code, refusal.facts)
