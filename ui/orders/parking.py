"""What waits: parked orders, taken in hand again, and an order that was discarded by mistake."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.identity.queries import Person, people
from app.kit.clock import Clock, Instant
from app.orders.capture import Caller, caller
from app.orders.drafts import Kept, parked_drafts, resume_draft
from app.stock.holds import kept_until
from ui.kit import formats
from ui.kit.backend import Backend
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.orders.basket import BasketCard
from ui.orders.hits import Hit
from ui.orders.order import OpenOrder


class Shelf(QObject):
    """F8: puts an order there, shows what is there, takes it back."""

    discarded = Signal(str)  # the draft
    cleared = Signal()  # the screen shows another order, or none

    def __init__(
        self, backend: Backend, clock: Clock, order: OpenOrder, basket: BasketCard, strip: Strip
    ) -> None:
        super().__init__()
        self._backend = backend
        self._clock = clock
        self._order = order
        self._basket = basket
        self._strip = strip
        self._names: dict[str, str] = {}
        basket.resumed.connect(self.resume)

    def show_parked(self) -> None:
        self._backend.ask(people, then=self._people_known)

    def _people_known(self, found: list[Person]) -> None:
        self._names = {person.user_id: person.name for person in found}
        self._backend.ask(parked_drafts, then=self._drafts_known)

    def _drafts_known(self, found: list[Kept]) -> None:
        ids = [kept.draft.draft_id for kept in found]
        told = partial(self._offer_parked, found)
        self._backend.ask(kept_until, ids, self._clock.now(), then=told)

    def park(self) -> None:
        name = self._order.name
        self._order.park()
        self._strip.tell(
            lambda: self.tr("Parked: {name}. F8 brings it back.").format(
                name=name or self.tr("without a customer")
            ),
            status=Status.INFO,
            for_ms=8_000,
        )

    def _offer_parked(self, found: list[Kept], until: dict[str, Instant]) -> None:
        if not found:
            self._strip.tell(
                lambda: self.tr("Nothing is parked on this desk."), status=Status.INFO, for_ms=4_000
            )
            return
        self._basket.offer_parked(
            [self._parked_hit(kept, until.get(kept.draft.draft_id)) for kept in found]
        )
        self._basket.entry.setFocus()

    def _parked_hit(self, kept: Kept, until: Instant | None) -> Hit:
        pieces = sum(line.quantity for line in kept.draft.lines)
        age = formats.age((self._clock.now() - kept.saved_at) / 1e6)
        detail = self.tr("%n item(s) · {age} ago", "", pieces).format(age=age)
        mine = self._order.is_of(kept.user_id)
        owner = "" if mine else self._names.get(kept.user_id, "")
        held = ""
        if until is not None:
            held = self.tr("stock held until {time}").format(time=formats.clock(until))
        detail = " · ".join(part for part in (detail, held, owner) if part)
        total = formats.money(kept.draft.total_minor, kept.draft.currency)
        title = kept.title or self.tr("Without a customer")
        return Hit(kept.draft.draft_id, title, detail, total, "pause")

    def resume(self, draft_id: str) -> None:
        actor = self._order.actor
        if actor is not None:
            self._basket.close_list()
            self._backend.write(resume_draft, draft_id, user_id=actor.user_id, then=self._resumed)

    def _resumed(self, kept: Kept | None) -> None:
        if kept is None:
            self._strip.tell(lambda: self.tr("Somebody else has taken it already."))
            return
        self.clear_hands()
        self.take_in_hand(kept, self._basket.entry.setFocus)

    def clear_hands(self) -> None:
        """Whatever was typed is parked; a customer who was only looked up is not worth keeping."""
        if self._order.draft.lines or self._order.draft.newcomer:
            self.park()
        elif not self._order.draft.is_blank:
            self._order.forget()

    def take_in_hand(self, kept: Kept, then: Callable[[], None] = lambda: None) -> None:
        """With its customer at once: without the address a promised shipping would fall away."""
        if kept.draft.customer_id:
            told = partial(self._in_hand, kept, then)
            self._backend.ask(caller, kept.draft.customer_id, then=told, owner=self)
        else:
            self._in_hand(kept, then, None)

    def _in_hand(self, kept: Kept, then: Callable[[], None], found: Caller | None) -> None:
        if self._order.draft.is_blank:
            self.cleared.emit()
            self._order.resume(kept, found)
            then()

    def discard_order(self) -> None:
        """The draft stays parked for the undo, then it is gone."""
        if self._order.draft.is_blank:
            return
        before = self._order.draft
        known = self._order.caller
        self.discarded.emit(before.draft_id)
        self._order.forget()
        self.cleared.emit()
        self._basket.entry.setFocus()
        self._strip.undo(
            lambda: self.tr("The order was discarded."),
            lambda: self._order.bring_back(before, known),
        )
