"""How do items come into the basket: the entry grammar, scans, and the keys of the selected row."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.catalog.lookup import Product
from app.identity.roles import Verdict, right_of
from app.kit.errors import Refusal
from app.kit.money import share
from app.orders.capture import Found, find_products
from app.orders.model import (
    AddItem,
    Change,
    Discount,
    Entry,
    LineNote,
    Price,
    SetQuantity,
    parse_entry,
)
from app.orders.snapshot import WHOLE
from ui.kit.backend import Backend
from ui.kit.sounds import Sound
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.orders.answers import Answers
from ui.orders.basket import BasketCard
from ui.orders.order import OpenOrder

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
        order: OpenOrder,
        answers: Answers,
        basket: BasketCard,
        strip: Strip,
        beep: Beep,
    ) -> None:
        super().__init__()
        self._backend = backend
        self._order = order
        self._answers = answers
        self._basket = basket
        self._entry = basket.entry
        self._strip = strip
        self._beep = beep
        self._looking = 0
        self._counted = 1  # how many of the product that is chosen from the list
        self._price_for: tuple[str, int] | None = None  # a changed price that wants its reason
        self._entry.submitted.connect(self._entered)
        self._entry.edited.connect(self._typed)
        self._entry.row_key.connect(self._row_key)
        self._entry.edit.installEventFilter(self)
        basket.table.row_key.connect(self._row_key)
        basket.table.typed.connect(self._typed_elsewhere)
        basket.chose.connect(self._product_chosen)

    @property
    def pending(self) -> bool:
        return self._looking > 0

    @property
    def asks_reason(self) -> bool:
        return self._price_for is not None

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
        if self._basket.open_list is not None and text:
            self._basket.close_list()

    def _typed_elsewhere(self, text: str) -> None:
        self._entry.setFocus()
        self._entry.set_text(self._entry.text() + text)

    def _entered(self, text: str) -> None:
        if self._price_for is not None:
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
            else:
                self._change_row(entry)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._entry.set_text("")

    def find(self, code: str, count: int, *, scanned: bool = False) -> None:
        self._looking += 1
        self._backend.ask(
            find_products, code, then=partial(self._found, code, count, scanned), owner=self
        )

    def _found(self, code: str, count: int, scanned: bool, found: Found) -> None:
        self._looking -= 1
        if len(found.products) == 1:
            self._add(found.products[0], count, scanned=scanned)
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
            self._add(product, self._counted)
        self._entry.setFocus()

    def _add(self, product: Product, count: int, *, scanned: bool = False) -> None:
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
                self._within("discount", value)
                self._order.change(row, discount_hundredths=value)
            case Price(minor):
                self._within("price.override", _off(line.unit_minor, minor))
                self._price_for = (row, minor)
                self._entry.ask_for(
                    lambda: self.tr("Reason for the price"),
                    lambda: self.tr("Why this price? Enter keeps it, Esc leaves the old one"),
                )

    def _by(self, row: str, delta: int) -> None:
        line = self._order.line(row)
        if line is not None:
            self._order.set_quantity(row, line.quantity + delta)

    def _remove(self, row: str, name: str) -> None:
        self._order.remove(row)
        self._strip.undo(lambda: self.tr("{name} was taken out.").format(name=name), self.take_back)

    def _reason_given(self, text: str) -> None:
        if self._price_for is None:
            return
        if not text:
            self._refuse(Refusal("reason_missing"))
            return
        row, minor = self._price_for
        self.ask_item()
        self._order.change(row, override_minor=minor, override_reason=text)

    def ask_item(self) -> None:
        self._price_for = None
        self._entry.set_text("")
        self._entry.ask_for(
            lambda: self.tr("Scan or type an item"),
            lambda: self.tr("Scan, or type code or name — 2*TR-220 adds two"),
        )

    def _within(self, permission: str, amount: int) -> None:
        """The handler's own rule, asked before the customer hears a price that will not stand."""
        role = self._order.actor.role if self._order.actor else ""
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
        self.refused.emit(refusal.code, refusal.facts)


def _off(unit_minor: int, minor: int) -> int:
    """How far below the list price, in hundredths of a percent, as the handler counts it."""
    off = max(0, unit_minor - minor)
    return share(off, WHOLE, unit_minor) if unit_minor else 0
