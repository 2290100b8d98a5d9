"""How does one SKU stand over all places, and what of it is on its way: the stock screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.kit.clock import Instant, business_day
from app.places.lookup import Site, all_sites
from app.stock.days import RING
from app.stock.forecast.width import FIELDS, STANDARD, Calibration
from app.stock.model import Demand, cover_days, demand_of
from app.stock.network import copied_free
from app.stock.states import ON_ORDER, PurchaseState, TransferState
from app.stock.tables import (
    demand_marks,
    purchase_lines,
    purchase_orders,
    stock_cells,
    stock_days,
    transfer_lines,
    transfers,
)

CARE = "care"  # a phone desk has no shelves

_cell = stock_cells.c
_cells = sa.select(
    _cell.site_id,
    _cell.available,
    _cell.committed,
    _cell.reserved,
    _cell.leased,
    _cell.held,
    _cell.safety,
    _cell.opened_at,
).where(_cell.product_id == sa.bindparam("product"))
_day = stock_days.c
_days = sa.select(_day.site_id, _day.day, _day.sold, _day.change).where(
    _day.product_id == sa.bindparam("product")
)
_trusted = sa.select(demand_marks.c.site_id, *(demand_marks.c[name] for name in FIELDS))
_purchased = (
    sa.select(
        purchase_orders.c.id,
        purchase_orders.c.number,
        purchase_orders.c.supplier,
        purchase_orders.c.site_id,
        purchase_orders.c.state,
        purchase_orders.c.eta,
        (purchase_lines.c.ordered - purchase_lines.c.received).label("left"),
    )
    .join(purchase_orders, purchase_orders.c.id == purchase_lines.c.purchase_id)
    .where(
        purchase_lines.c.product_id == sa.bindparam("product"),
        purchase_lines.c.ordered > purchase_lines.c.received,
        purchase_orders.c.state.in_([state.value for state in ON_ORDER]),
    )
)
_transferred = (
    sa.select(
        transfers.c.id,
        transfers.c.number,
        transfers.c.from_site_id,
        transfers.c.to_site_id,
        transfers.c.eta,
        (transfer_lines.c.sent - transfer_lines.c.received).label("left"),
    )
    .join(transfers, transfers.c.id == transfer_lines.c.transfer_id)
    .where(
        transfer_lines.c.product_id == sa.bindparam("product"),
        transfer_lines.c.sent > transfer_lines.c.received,
        transfers.c.state == TransferState.SENT.value,
    )
)


class Way(StrEnum):
    """How goods come: bought from a supplier, or sent by another place."""

    PURCHASE = "purchase"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line on its way to a place. `source` is the supplier's or the sending place's name."""

    way: Way
    document_id: str
    number: str
    source: str
    site_id: str
    site_name: str
    quantity: int
    eta: int | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The last days of one product at one place, or at all: `sold` and `change` by day."""

    today: int
    opened: int  # the day since when there was any
    sold: Mapping[int, int] = field(default_factory=dict)
    change: Mapping[int, int] = field(default_factory=dict)
    by: Calibration = STANDARD

    def demand(self) -> Demand | None:
        return demand_of(self.sold, today=self.today, opened=self.opened, by=self.by)


@dataclass(frozen=True, slots=True)
class PlaceStock:
    """One SKU at one place; `atp` = on hand − reserved − safety − leased, below 0 when oversold.

    On hand is what can be sold: on the shelf, or picked for an order and not collected yet.
    Reserved is what orders claim of it, the picked units among them, and what is held for calls.
    `copied`: this desk does not hold the cell, only what the server said can be promised there;
    its other figures are unknown.
    """

    site_id: str
    name: str
    kind: str
    carried: bool  # False: nothing of it was ever here
    on_hand: int = 0
    reserved: int = 0
    safety: int = 0
    leased: int = 0
    in_transit: int = 0
    inbound: int = 0
    inbound_at: int | None = None  # the first of them
    days: Days | None = None
    demand: Demand | None = None
    copied: int | None = None

    @property
    def atp(self) -> int:
        if self.copied is not None:
            return self.copied
        return self.on_hand - self.reserved - self.safety - self.leased

    @property
    def cover(self) -> float | None:
        """Days; None when nobody can tell."""
        return cover_days(self.atp, self.demand) if self.carried else None


@dataclass(frozen=True, slots=True)
class SkuStock:
    """Places by need: the shortest cover first, those that never had it last."""

    product: Product
    places: tuple[PlaceStock, ...]
    arrivals: tuple[Arrival, ...]

    @property
    def partly(self) -> bool:
        """Of some places only what can be promised is known here."""
        return any(place.copied is not None for place in self.places)

    def total(self, figure: str) -> int:
        """The sum of one figure of PlaceStock over all places, as far as they are known."""
        return sum(int(getattr(place, figure)) for place in self.places)

    def place(self, site_id: str) -> PlaceStock | None:
        return next((place for place in self.places if place.site_id == site_id), None)

    def days(self, site_id: str = "") -> Days | None:
        """Of one place, or of all together; None for a place that never had it."""
        known = [
            place.days
            for place in self.places
            if place.days is not None and site_id in ("", place.site_id)
        ]
        if not known:
            return None
        sold: dict[int, int] = {}
        change: dict[int, int] = {}
        for days in known:
            for day, units in days.sold.items():
                sold[day] = sold.get(day, 0) + units
            for day, units in days.change.items():
                change[day] = change.get(day, 0) + units
        first = min(days.opened for days in known)
        by = known[0].by if len(known) == 1 else STANDARD
        return Days(max(days.today for days in known), first, sold, change, by)

    @property
    def demand(self) -> Demand | None:
        days = None if self.partly else self.days()
        return days.demand() if days else None

    @property
    def cover(self) -> float | None:
        return cover_days(self.total("atp"), self.demand)


def sku_stock(db: Connection, product_id: str, now: int) -> SkuStock | None:
    """None for a product that nobody knows here."""
    product = products_of(db, [product_id]).get(product_id)
    if product is None:
        return None
    sites = all_sites(db)
    arrivals = _arrivals(db, product_id, {site.id: site.name for site in sites})
    places = _places(db, product_id, sites, arrivals, Instant(now))
    return SkuStock(product, tuple(sorted(places, key=_need)), arrivals)


def _places(
    db: Connection,
    product_id: str,
    sites: Iterable[Site],
    arrivals: Sequence[Arrival],
    now: Instant,
) -> list[PlaceStock]:
    cells = {row.site_id: row for row in db.execute(_cells, {"product": product_id})}
    copies = copied_free(db, product_id)
    trusted = {row[0]: Calibration(*row[1:]) for row in db.execute(_trusted)}
    written: dict[str, list[sa.RowMapping]] = {}
    for row in db.execute(_days, {"product": product_id}).mappings():
        written.setdefault(row["site_id"], []).append(row)
    made = []
    for site in sites:
        cell = cells.get(site.id)
        if cell is None and site.kind == CARE:
            continue
        days = None
        if cell is not None:
            by = trusted.get(site.id, STANDARD)
            days = _days_at(site, cell.opened_at, written.get(site.id, ()), now, by)
        inbound, first = _coming(arrivals, site.id, Way.PURCHASE)
        made.append(
            PlaceStock(
                site_id=site.id,
                name=site.name,
                kind=site.kind,
                carried=cell is not None or site.id in copies,
                copied=copies.get(site.id) if cell is None else None,
                on_hand=cell.available + cell.committed if cell else 0,
                reserved=cell.reserved + cell.committed + cell.held if cell else 0,
                safety=cell.safety if cell else 0,
                leased=cell.leased if cell else 0,
                in_transit=_coming(arrivals, site.id, Way.TRANSFER)[0],
                inbound=inbound,
                inbound_at=first,
                days=days,
                demand=days.demand() if days else None,
            )
        )
    return made


def _days_at(
    site: Site,
    opened_at: int | None,
    rows: Iterable[sa.RowMapping],
    now: Instant,
    by: Calibration,
) -> Days:
    zone = site.time_zone or "UTC"
    today = business_day(now, zone).toordinal()
    known = [row for row in rows if row["day"] > today - RING]
    opened = business_day(Instant(now if opened_at is None else opened_at), zone).toordinal()
    return Days(
        today=today,
        opened=opened,
        sold={row["day"]: row["sold"] for row in known if row["sold"]},
        change={row["day"]: row["change"] for row in known if row["change"]},
        by=by,
    )


def _coming(arrivals: Sequence[Arrival], site_id: str, way: Way) -> tuple[int, int | None]:
    """(units, when the first of them comes) to one place; arrivals are sorted by date."""
    here = [arrival for arrival in arrivals if (arrival.site_id, arrival.way) == (site_id, way)]
    return sum(arrival.quantity for arrival in here), here[0].eta if here else None


def _arrivals(db: Connection, product_id: str, names: dict[str, str]) -> tuple[Arrival, ...]:
    """The soonest first; without a date last."""
    asked = {"product": product_id}
    found = [
        Arrival(
            way=Way.PURCHASE,
            document_id=row.id,
            number=row.number,
            source=row.supplier,
            site_id=row.site_id,
            site_name=names.get(row.site_id, ""),
            quantity=row.left,
            eta=row.eta,
            confirmed=row.state != PurchaseState.ORDERED.value,
        )
        for row in db.execute(_purchased, asked)
    ]
    found += [
        Arrival(
            way=Way.TRANSFER,
            document_id=row.id,
            number=row.number,
            source=names.get(row.from_site_id, ""),
            site_id=row.to_site_id,
            site_name=names.get(row.to_site_id, ""),
            quantity=row.left,
            eta=row.eta,
            confirmed=True,
        )
        for row in db.execute(_transferred, asked)
    ]
    return tuple(sorted(found, key=lambda a: (a.eta is None, a.eta or 0, a.document_id)))


def _need(place: PlaceStock) -> tuple[bool, float, int, str]:
    lasts = float("inf") if place.cover is None else place.cover
    return not place.carried, lasts, place.atp, place.name
