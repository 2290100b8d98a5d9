"""What does the desk know about the basket: availability, ways to get it, and the price."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.kit.actor import Actor
from app.kit.clock import Clock, Instant
from app.kit.errors import Refusal
from app.orders.capture import Quote, lent_of, quote
from app.orders.drafts import DraftLine
from app.orders.states import Assurance, Method
from app.payments.queries import Drawer, open_drawer_of
from app.places.lookup import Site, all_sites
from app.routing.model import Availability, Excluded, Option, Parcel
from app.routing.offering import Offered, offered_for
from app.routing.queries import Wanted, availability_of
from ui.kit.backend import Backend
from ui.kit.laying import laid_out_once
from ui.orders.earning import Earning, summed
from ui.orders.order import OpenOrder
from ui.orders.ways import (
    CARRY_OUT,
    MOST_WAYS,
    Placed,
    Way,
    base_lines,
    placed_lines,
    rows_apart,
    same_kind,
    ways,
)

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Near:
    """Where distances are counted from: this store, else the customer's postcode."""

    site_id: str | None
    postcode: str
    device_id: str


class Answers(QObject):
    """Asks anew at every edit; replies to an older basket are dropped by their generation."""

    known = Signal()  # the order was edited, or one more answer is here: show both
    settled = Signal()  # all answers to the basket as it is are here
    refused = Signal(str, object)
    price_moved = Signal(object)  # names of rows whose list price is another one now
    changed_way = Signal()  # what was promised is no longer possible; the nearest thing stands

    def __init__(self, backend: Backend, clock: Clock, order: OpenOrder, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._backend = backend
        self._clock = clock
        self._order = order
        self._generation = 0
        self._open = 0
        self._places_open = False
        self._asked: object = None
        self.sites: dict[str, Site] = {}
        self.drawer: Drawer | None = None
        self.availability: dict[str, Availability] = {}
        self.lent: dict[tuple[str, str], int] = {}
        self.ways_found: Offered | None = None
        self.apart: dict[str, Way] = {}  # by the way that rows were told for themselves
        self.row = ""  # the row whose own ways are asked for; empty: none
        self._row_found: Offered | None = None
        self.quote: Quote | None = None
        self.earning = Earning(backend, self)
        self.lines: list[Placed] = []
        order.edited.connect(self.look)

    # ------------------------------------------------------------------ where we are

    @property
    def site(self) -> Site | None:
        actor = self._order.actor
        return self.sites.get(actor.site_id) if actor else None

    @property
    def counter(self) -> bool:
        """A device in a store: goods can be taken away, cash can be taken."""
        return self.site is not None and self.site.kind == "store"

    @property
    def carries_out(self) -> bool:
        """Who may not take money may not give goods away either."""
        return self.counter and self._backend.may("payment.take")

    @property
    def sees_costs(self) -> bool:
        """What serving an order costs is for those who lead a store, as on an order's own page."""
        return self._backend.may("order.raw")

    @property
    def channel(self) -> str:
        return "store" if self.counter else "phone"

    @property
    def currency(self) -> str:
        return self.site.currency if self.site else "IDR"

    @property
    def names(self) -> dict[str, str]:
        return {site.id: site.name for site in self.sites.values()}

    def arrive(self) -> None:
        """The places and the drawer of this device; then the basket again."""
        self._backend.ask(all_sites, then=self._sites_known)
        self.look_for_drawer()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """What each question about ways needs is read, and made ready, by one about goods that
        nobody has, so that the first item of the day does not wait for it: 170 ms in a large chain.
        """
        nothing = [Wanted("", "", 1)]
        self._backend.ask(offered_for, nothing, now=self._clock.now(), then=_as_expected)

    def look_for_drawer(self) -> None:
        actor = self._order.actor
        if actor is not None:
            self._backend.ask(open_drawer_of, actor.device_id, then=self._drawer_known)

    def _sites_known(self, found: list[Site]) -> None:
        self.sites = {site.id: site for site in found}
        self.look(anew=True)

    def _drawer_known(self, found: Drawer | None) -> None:
        self.drawer = found
        self._tell()

    # ------------------------------------------------------------------ the basket

    @property
    def pending(self) -> bool:
        return self._open > 0

    @property
    def offered(self) -> list[Way]:
        if not base_lines(self._order.draft):
            return []
        return self._ways(self.ways_found)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        """Places that no way uses, with the reason."""
        return self.ways_found.promise.excluded if self.ways_found else ()

    @property
    def age_s(self) -> float | None:
        """How old the figures of this desk are; None when nobody knows."""
        return self._backend.sync_status().age_s

    @property
    def way(self) -> Way | None:
        return same_kind(self.offered, self._order.draft.delivery)

    @property
    def shipping_minor(self) -> int:
        used = [way for way in (self.way, *self.apart.values()) if way]
        return sum(way.price_minor for way in used)

    @property
    def units(self) -> dict[str, int]:
        """Product → units, of the whole basket."""
        return summed((line.product_id, line.quantity) for line in self._order.draft.lines)

    @property
    def earned_minor(self) -> int | None:
        """Of the whole order, without tax, after goods and the ways that were chosen."""
        goods_minor = self.earning.goods_minor(self.units)
        if self.quote is None or goods_minor is None:
            return None
        used = [way.option for way in (self.way, *self.apart.values()) if way and way.option]
        paid = self.quote.priced.total - self.quote.priced.tax
        return paid - goods_minor - sum(option.serve_minor for option in used)

    def lacking(self) -> bool:
        """A row that no place has and nothing brings."""
        return any(
            placed.line.method is not Method.CARRY_OUT and placed.line.promise_to is None
            for placed in self.lines
        )

    @property
    def row_offered(self) -> list[Way]:
        """The ways of one row alone, while it is asked about."""
        return self._ways(self._row_found)

    def _ways(self, found: Offered | None) -> list[Way]:
        return ways(found, counter=self.carries_out, need_by=self._order.draft.need_by)

    def sure(self, parcel: Parcel) -> Assurance:
        """What is still to come nobody could lend."""
        if self._backend.sync_status().state in {"online", "syncing"}:
            return Assurance.CONFIRMED
        lent = parcel.arrives is None and all(
            self.lent.get((parcel.source_id, quantity.product_id), 0) >= quantity.quantity
            for quantity in parcel.quantities
        )
        return Assurance.GUARANTEED if lent else Assurance.PROVISIONAL

    def assurance(self, option: Option) -> Assurance:
        """Of all parcels the least sure."""
        found = {self.sure(parcel) for parcel in option.parcels}
        for least in (Assurance.PROVISIONAL, Assurance.GUARANTEED):
            if least in found:
                return least
        return Assurance.CONFIRMED

    def look(self, *, anew: bool = False) -> None:
        """Ask what the edit made different; `anew` also what was known before."""
        draft = self._order.draft
        rows = [(line.key, line.product_id, line.quantity, line.delivery) for line in draft.lines]
        actor = self._order.actor
        near = self._near(actor) if actor else None
        asked = (rows, near, draft.need_by, actor, tuple(sorted(self.sites)))
        if anew or asked != self._asked:
            self._asked = asked
            self._generation += 1
            self._open = 0
            self._places_open = True
            self._ask_places()
        elif not self._places_open:
            self._ask_price()
        self._tell()

    def look_at_row(self, key: str) -> None:
        """The ways of this row by itself, from now on; empty ends it."""
        if key == self.row:
            return
        self.row, self._row_found = key, None
        row, actor = self._order.line(key), self._order.actor
        if row is None or actor is None:
            return
        if not self._places_open:  # a price that is asked for meanwhile is asked for again
            self._generation += 1
            self._open, self._places_open = 0, True
        self._offer((row,), self._near(actor), self._row_known)

    def _near(self, actor: Actor) -> _Near:
        address = self._order.address()
        postcode = address.postcode if address else ""
        return _Near(actor.site_id if self.counter else None, postcode, actor.device_id)

    def _ask_places(self) -> None:
        draft, actor = self._order.draft, self._order.actor
        ids = [line.product_id for line in draft.lines]
        if not ids or actor is None:
            self.availability, self.ways_found, self.apart = {}, None, {}
            self.quote, self.lines = None, []
            self._places_open = False
            return
        near_by = self._near(actor)
        nearness = partial(
            availability_of,
            near_site=near_by.site_id,
            postcode=near_by.postcode,
            device_id=actor.device_id,
            now=self._clock.now(),
            hold_id=draft.draft_id,
        )
        self._ask(nearness, self._available, ids)
        self._ask(partial(lent_of, device_id=actor.device_id), self._lent, ids)
        base = base_lines(draft)
        if base:
            self._offer(base, near_by, self._ways_known)
        else:
            self.ways_found = None
        self.apart = {}
        for value, rows in rows_apart(draft).items():
            if value == CARRY_OUT:
                self.apart[value] = Way(CARRY_OUT, Method.CARRY_OUT)
            else:
                self._offer(rows, near_by, partial(self._apart_known, value))
        row = self._order.line(self.row)
        if row is not None:
            self._offer((row,), near_by, self._row_known)

    def _offer(
        self,
        lines: tuple[DraftLine, ...],
        near_by: _Near,
        then: Callable[[Offered], None],
    ) -> None:
        need_by = self._order.draft.need_by
        ask = partial(
            offered_for,
            now=self._clock.now(),
            limit=MOST_WAYS - int(self.carries_out),
            near_site=near_by.site_id,
            postcode=near_by.postcode,
            device_id=near_by.device_id,
            hold_id=self._order.draft.draft_id,
            channel=self.channel,
            need_by=None if need_by is None else Instant(need_by),
        )
        wanted = [Wanted(line.key, line.product_id, line.quantity) for line in lines]
        self._ask(ask, then, wanted)

    def _ask(self, query: Callable[..., T], then: Callable[[T], None], *args: object) -> None:
        generation = self._generation
        self._open += 1

        def answered(found: T) -> None:
            if generation == self._generation:
                self._open -= 1
                then(found)
                self._next()

        def failed(trouble: BaseException) -> None:
            if generation == self._generation:
                self._generation += 1
                self._open, self._places_open = 0, False
                self._failed(trouble)

        self._backend.ask(query, *args, then=answered, failed=failed, owner=self)

    def _next(self) -> None:
        """When the places are known the price follows; when the price is known all is told: cards
        that are painted twice in a row take longer than the price does."""
        if self._open == 0:
            self._places_open = False
            self._keep_way()
            self._keep_rows()
            self._ask_price()

    def _keep_way(self) -> None:
        told, way = self._order.draft.delivery, self.way
        if told and base_lines(self._order.draft) and (way is None or way.value != told):
            self._order.draft = replace(self._order.draft, delivery=way.value if way else "")
            self.changed_way.emit()

    def _keep_rows(self) -> None:
        """What was told for a row is no longer offered: the draft says what stands instead."""
        now = {value: way.value for value, way in self.apart.items() if way.value != value}
        if now:
            asked, self.apart = len(self.apart), {way.value: way for way in self.apart.values()}
            self._order.retell_rows(now)
            self.changed_way.emit()
            if len(self.apart) < asked:  # two ways have become one: its rows go together
                self.look()

    def _ask_price(self) -> None:
        actor = self._order.actor
        if not self._order.draft.lines or actor is None:
            self._tell()
            return
        self._generation += 1
        self.lines = placed_lines(
            self._order.draft, self.way, self.apart, site_id=actor.site_id, sure=self.sure
        )
        generation = self._generation
        self._open = 1

        def priced(found: Quote) -> None:
            if generation == self._generation:
                self._open = 0
                self.quote = found
                self._order.set_total(found.priced.total, self.currency)
                if moved := self._order.reprice(found.units):
                    self.price_moved.emit(moved)
                self._tell()
                self.settled.emit()

        def failed(trouble: BaseException) -> None:
            if generation == self._generation:
                self._open = 0
                self._failed(trouble)

        self._backend.ask(
            quote,
            [placed.line for placed in self.lines],
            shipping_minor=self.shipping_minor,
            currency=self.currency,
            now=self._clock.now(),
            channel=self.channel,
            customer_id=self._order.buyer_id,
            codes=self._order.draft.coupons,
            then=priced,
            failed=failed,
            owner=self,
        )

    def _tell(self) -> None:
        """To all cards at once: a row that comes or goes would lay the page out each time."""
        with laid_out_once(self._page):
            self.known.emit()

    def _failed(self, trouble: BaseException) -> None:
        self.quote = None
        if isinstance(trouble, Refusal):
            self.refused.emit(trouble.code, trouble.facts)
        else:
            log.error("a question about the basket failed", exc_info=trouble)
            self._backend.failed.emit("basket", trouble)
        self._tell()

    def _available(self, found: dict[str, Availability]) -> None:
        self.availability = found

    def _lent(self, found: dict[tuple[str, str], int]) -> None:
        self.lent = found

    def _ways_known(self, found: Offered) -> None:
        self.ways_found = found

    def _apart_known(self, value: str, found: Offered) -> None:
        """The way that was told for these rows, or the next best of its method; none is none."""
        way = same_kind(self._ways(found), value)
        if way is not None:
            self.apart[value] = way

    def _row_known(self, found: Offered) -> None:
        self._row_found = found


def _as_expected(_nothing: Offered) -> None:
    """An empty basket has no ways."""
