"""What is in hand: the draft of one order, kept within half a second, and what was before."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.catalog.lookup import Product
from app.fulfillment.model import make_code
from app.kit.actor import Actor
from app.kit.clock import Clock
from app.kit.errors import Refusal
from app.kit.ids import id_maker
from app.orders.capture import Caller
from app.orders.drafts import (
    Draft,
    DraftAddress,
    DraftLine,
    Kept,
    Newcomer,
    drop_draft,
    save_draft,
)
from app.orders.model import MAX_QUANTITY
from ui.kit.backend import Backend

SAVE_MS = 300  # ux.md 2.3 allows 500; the write lane takes a few
CODE_BYTES = 4
MOST_UNDO = 50


class OpenOrder(QObject):
    """Each edit makes a new Draft; whoever shows it listens to `edited`."""

    edited = Signal()  # lines, customer, delivery or payment
    parked = Signal(object, str)  # the draft that left this hand, and whose it is
    saved = Signal(object)  # the instant of the last saving: int would be cut to 32 bits

    def __init__(
        self,
        backend: Backend,
        clock: Clock,
        randomness: Callable[[int], bytes],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._backend = backend
        self._clock = clock
        self._randomness = randomness
        self.new_id = id_maker(clock, randomness)
        self.draft = self._blank()
        self.caller: Caller | None = None
        self._before: list[tuple[DraftLine, ...]] = []
        self._owner = ""
        self._stored = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.save)

    # ------------------------------------------------------------------ whose, where

    @property
    def actor(self) -> Actor | None:
        session = self._backend.session
        actor = session.actor if session else None
        return actor if isinstance(actor, Actor) else None

    @property
    def name(self) -> str:
        if self.draft.newcomer is not None:
            return self.draft.newcomer.name
        return self.caller.card.name if self.caller else ""

    @property
    def has_customer(self) -> bool:
        return bool(self.draft.customer_id or self.draft.newcomer)

    @property
    def buyer_id(self) -> str | None:
        """Also of somebody new: no order of theirs has used a coupon yet."""
        newcomer = self.draft.newcomer
        return self.draft.customer_id or (newcomer.customer_id if newcomer else None)

    def address(self) -> DraftAddress | None:
        """Where shipping would go: typed for this order, chosen, or the preferred one."""
        if self.draft.new_address is not None:
            return self.draft.new_address
        if self.draft.newcomer is not None:
            return self.draft.newcomer.address
        known = self.caller.card.addresses if self.caller else ()
        found = next((a for a in known if a.address_id == self.draft.address_id), None)
        found = found or next(iter(known), None)
        if found is None:
            return None
        return DraftAddress(
            address_id=found.address_id,
            street=found.street,
            postcode=found.postcode,
            city=found.city,
            province=found.province,
        )

    # ------------------------------------------------------------------ edits

    def line(self, key: str) -> DraftLine | None:
        return next((line for line in self.draft.lines if line.key == key), None)

    def add(self, product: Product, count: int) -> str:
        """The row's key; what is there counts up, unless it has a way or price of its own."""
        there = next(
            (
                line
                for line in self.draft.lines
                if line.product_id == product.id
                and line.override_minor is None
                and not line.delivery
            ),
            None,
        )
        if there is not None:
            self.set_quantity(there.key, there.quantity + count)
            return there.key
        variant = " · ".join(part for part in (product.colour, product.size) if part)
        made = DraftLine(
            key=self.new_id(),
            product_id=product.id,
            sku=product.sku,
            name=product.name,
            variant=variant,
            quantity=_counted(count),
            unit_minor=product.price_minor,
        )
        self._lines((*self.draft.lines, made))
        return made.key

    def set_quantity(self, key: str, quantity: int) -> None:
        """Refusal('quantity_out_of_range') outside 1…9,999; taking away is `remove`."""
        self.change(key, quantity=_counted(quantity))

    def change(self, key: str, **values: object) -> None:
        self._lines(
            tuple(replace(line, **values) if line.key == key else line for line in self.draft.lines)
        )

    def remove(self, key: str) -> None:
        self._lines(tuple(line for line in self.draft.lines if line.key != key))

    def give_coupon(self, code: str) -> None:
        if code not in self.draft.coupons:
            self.edit(coupons=(*self.draft.coupons, code))

    def take_coupon(self, code: str) -> None:
        self.edit(coupons=tuple(told for told in self.draft.coupons if told != code))

    def undo(self) -> bool:
        """The lines as they were before the last change of them."""
        if not self._before:
            return False
        self.draft = replace(self.draft, lines=self._before.pop())
        self.touch()
        return True

    def choose_customer(self, caller: Caller) -> None:
        self.caller = caller
        self.edit(
            customer_id=caller.card.customer_id, newcomer=None, address_id="", new_address=None
        )

    def welcome(self, newcomer: Newcomer) -> None:
        self.caller = None
        self.edit(newcomer=newcomer, customer_id="", address_id="", new_address=None)

    def forget_customer(self) -> None:
        self.caller = None
        self.edit(newcomer=None, customer_id="", address_id="", new_address=None)

    def edit(self, **values: object) -> None:
        self.draft = replace(self.draft, **values)
        self.touch()

    def choose_delivery(self, value: str) -> None:
        """Rows that were told the same way by themselves go with the order from now on."""
        lines = tuple(
            replace(line, delivery="") if line.delivery == value else line
            for line in self.draft.lines
        )
        self.edit(delivery=value, lines=lines)

    def retell_rows(self, now: Mapping[str, str]) -> None:
        """Ways of rows that are no longer offered, by what stands instead; no edit of a person."""
        lines = tuple(
            replace(line, delivery=now.get(line.delivery, line.delivery))
            for line in self.draft.lines
        )
        self.draft = replace(self.draft, lines=lines)

    def set_total(self, total_minor: int, currency: str) -> None:
        """Kept for the parked list; no edit, and saved with the next one."""
        self.draft = replace(self.draft, total_minor=total_minor, currency=currency)

    def reprice(self, units: Mapping[str, int]) -> list[str]:
        """Take over today's list prices; the names of the rows that cost something else now."""
        moved = [
            line
            for line in self.draft.lines
            if units.get(line.product_id, line.unit_minor) != line.unit_minor
        ]
        if moved:
            lines = tuple(
                replace(line, unit_minor=units.get(line.product_id, line.unit_minor))
                for line in self.draft.lines
            )
            self.draft = replace(self.draft, lines=lines)
            self._timer.start()
        return [line.name for line in moved]

    def flush(self) -> None:
        """The screen goes away: what waits for its half second is kept now."""
        if self._timer.isActive():
            self.save()

    def touch(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
        self.edited.emit()

    def _lines(self, lines: tuple[DraftLine, ...]) -> None:
        if lines != self.draft.lines:
            self._before = [*self._before[-MOST_UNDO:], self.draft.lines]
            self.edit(lines=lines)

    # ------------------------------------------------------------------ drafts

    def take_over(self) -> None:
        """The person at the desk owns what is edited from now on."""
        self._owner = self.actor.user_id if self.actor else ""

    def is_of(self, user_id: str) -> bool:
        return self._owner == user_id

    def save(self, *, parked: bool = False) -> None:
        """At once; a blank draft is not kept, and forgotten when it was."""
        self._timer.stop()
        if not self._owner:
            return
        now = self._clock.now()
        if self.draft.is_blank:
            if self._stored:
                self._backend.write(drop_draft, self.draft.draft_id)
                self._stored = False
            return
        self._stored = True
        self._backend.write(
            save_draft,
            self.draft,
            user_id=self._owner,
            title=self.name,
            now=now,
            parked=parked,
            then=lambda _done: self.saved.emit(now),
            owner=self,
        )

    def park(self) -> None:
        self.save(parked=True)
        self.parked.emit(self.draft, self.name)
        self._stored = False  # it belongs to the list now
        self.begin()

    def hand_off(self) -> None:
        """Kept under its owner; the desk is blank for the next person."""
        self.save()
        self.parked.emit(self.draft, self.name)
        self._owner = ""
        self.begin()

    def forget(self, draft_id: str = "") -> None:
        """Placed or discarded. Another draft that is in hand by now is left alone."""
        gone = draft_id or self.draft.draft_id
        self._backend.write(drop_draft, gone)
        if gone == self.draft.draft_id:
            self._stored = False
            self.begin()

    def begin(self) -> None:
        self._timer.stop()
        self._stored = False
        self.draft = self._blank()
        self.caller = None
        self._before = []
        self.edited.emit()
        self._timer.stop()

    def resume(self, kept: Kept, found: Caller | None) -> None:
        """A customer who is no longer known here is asked for again."""
        self.draft = kept.draft
        if kept.draft.customer_id and found is None:
            self.draft = replace(kept.draft, customer_id="", address_id="")
        self.caller = found
        self._before = []
        self._stored = True
        self.edited.emit()

    def show_caller(self, found: Caller) -> None:
        """The same customer with fresh figures and addresses."""
        self.caller = found
        self.edited.emit()

    def bring_back(self, draft: Draft, known: Caller | None) -> None:
        """Undo of a discard: as it was, and kept again."""
        self.draft = draft
        self.caller = known
        self.touch()

    def _blank(self) -> Draft:
        return Draft(draft_id=self.new_id(), pickup_code=make_code(self._randomness(CODE_BYTES)))


def _counted(quantity: int) -> int:
    if not 1 <= quantity <= MAX_QUANTITY:
        raise Refusal("quantity_out_of_range", quantity=quantity, most=MAX_QUANTITY)
    return quantity
