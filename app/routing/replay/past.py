"""The orders of a span as they were asked, and the shelves on which they met: read once.

Goods that left with orders are put back: the replay takes them again where its rules say. What else
came and went by days is kept: receipts and corrections, and customers at the counter. Goods that
were held for orders from before the span stay held.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.customers.queries import postcodes_of
from app.kit.clock import Instant, business_day
from app.orders.past import (
    LEFT,
    SOLD,
    asked_between,
    held_before,
    held_since,
    left_since,
)
from app.orders.states import Method
from app.routing.model import Destination, Need, Place
from app.routing.places import destination_of
from app.routing.queries import Wanted, needs_of
from app.routing.replay.model import Span
from app.routing.tables import sourcing_decisions
from app.stock.lookup import free_of
from app.stock.past import moved_since, on_hand

Row: TypeAlias = Mapping[Any, Any]
Whole = NDArray[np.int64]

_decided = sourcing_decisions.c
_needed = (
    sa.select(_decided.order_id, _decided.need_by)
    .where(
        _decided.at >= sa.bindparam("start"),
        _decided.at < sa.bindparam("end"),
        _decided.why == "placed",
    )
    .order_by(_decided.at, _decided.id)
)


@dataclass(frozen=True, slots=True, eq=False)
class PastOrder:
    """`needs` are sent and look for a place; `collected`: (site, product, units) of pickups, which
    stay where they are. `need_by`: what sourcing had to keep; `told`: what the customer heard."""

    order_id: str
    number: str
    at: Instant
    day: int  # date.toordinal in the span's zone
    channel: str
    near: Destination | None
    needs: tuple[Need, ...]
    collected: tuple[tuple[str, str, int], ...]
    need_by: Instant | None
    told: Instant | None


@dataclass(frozen=True, slots=True, eq=False)
class Shelves:
    """k products, m places. free[k, m]: for orders, at the beginning of the first day; safety[k, m]
    is besides it. by day: came[k, m] may be below 0; counter[k, m] customers wanted."""

    products: Mapping[str, int]
    places: Mapping[str, int]
    free: Whole
    safety: Whole
    came: Mapping[int, Whole] = field(default_factory=dict)
    counter: Mapping[int, Whole] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    orders: tuple[PastOrder, ...]
    shelves: Shelves
    left_out: int
    currency: str


def past_of(db: Connection, span: Span, places: Sequence[Place]) -> Past:
    rows = asked_between(db, span.start, span.end)
    orders = _orders(db, span, rows)
    known = [order for order in orders if order.collected or order.near is not None]
    products = {row["product_id"] for row in rows}
    currencies = Counter(row["currency"] for row in rows)
    return Past(
        orders=tuple(known),
        shelves=_shelves(db, span, sorted(products), places),
        left_out=len(orders) - len(known),
        currency=currencies.most_common(1)[0][0] if currencies else "",
    )


# ---------------------------------------------------------------- orders


def _orders(db: Connection, span: Span, rows: Sequence[Row]) -> list[PastOrder]:
    sent = [row for row in rows if row["method"] == Method.SHIP.value]
    needs = _needs(db, sent)
    near = _destinations(db, {row["address_id"] for row in sent if row["address_id"]})
    needed = {
        row["order_id"]: row["need_by"]
        for row in db.execute(_needed, {"start": span.start, "end": span.end}).mappings()
    }
    found = []
    for order_id, of_order in groupby(rows, key=lambda row: row["order_id"]):
        lines = list(of_order)
        found.append(_order(span, order_id, lines, needs, near, needed.get(order_id)))
    return found


def _order(
    span: Span,
    order_id: str,
    lines: Sequence[Row],
    needs: Mapping[str, Need],
    near: Mapping[str, Destination],
    need_by: int | None,
) -> PastOrder:
    head = lines[0]
    sent = [line for line in lines if line["method"] == Method.SHIP.value]
    told = [line["promise_to"] for line in sent if line["promise_to"] is not None]
    at = Instant(head["placed_at"])
    return PastOrder(
        order_id=order_id,
        number=head["number"],
        at=at,
        day=business_day(at, span.zone).toordinal(),
        channel=head["channel"],
        near=near.get(head["address_id"] or ""),
        needs=tuple(needs[line["line_id"]] for line in sent),
        collected=tuple(
            (line["site_id"], line["product_id"], line["ordered"])
            for line in lines
            if line["method"] == Method.PICKUP.value and line["site_id"]
        ),
        need_by=None if need_by is None else Instant(need_by),
        told=Instant(need_by or max(told)) if need_by or told else None,
    )


def _needs(db: Connection, rows: Sequence[Row]) -> dict[str, Need]:
    """As live sourcing asks for them."""
    wanted = [Wanted(row["line_id"], row["product_id"], row["ordered"]) for row in rows]
    pairs = zip(needs_of(db, wanted), rows, strict=True) if wanted else ()
    return {need.key: replace(need, unit_minor=row["unit_minor"]) for need, row in pairs}


def _destinations(db: Connection, address_ids: Iterable[str]) -> dict[str, Destination]:
    postcodes = postcodes_of(db, address_ids)
    areas = {code: destination_of(db, code) for code in sorted(set(postcodes.values()))}
    found = ((address, areas[code]) for address, code in postcodes.items())
    return {address: area for address, area in found if area is not None}


# ---------------------------------------------------------------- shelves


def _shelves(
    db: Connection, span: Span, products: Sequence[str], places: Sequence[Place]
) -> Shelves:
    rows = {product: at for at, product in enumerate(products)}
    columns = {place.site_id: at for at, place in enumerate(places)}
    zones = {place.site_id: place.time_zone for place in places}
    shape = (len(rows), len(columns))
    first = business_day(span.start, span.zone).toordinal()
    last = business_day(Instant(span.end - 1), span.zone).toordinal()
    stock, safety = np.zeros(shape, np.int64), np.zeros(shape, np.int64)

    def days() -> defaultdict[int, Whole]:
        return defaultdict(lambda: np.zeros(shape, np.int64))

    came, sold = days(), days()
    here = np.zeros(shape, np.bool_)  # whose cells and days are in this database
    for cell in on_hand(db, products):
        if cell.site_id in columns:
            at = rows[cell.product_id], columns[cell.site_id]
            stock[at], safety[at], here[at] = cell.units, cell.safety, True
    for (site_id, product), units in free_of(db, products).items():
        if site_id in columns and not here[at := (rows[product], columns[site_id])]:
            stock[at] = units
    for row in held_since(db, span.start):
        if row["site_id"] in columns and row["product_id"] in rows:
            at = rows[row["product_id"]], columns[row["site_id"]]
            if not here[at]:
                stock[at] += row["units"]
    for moved in moved_since(db, products, first):
        if moved.site_id in columns:
            at = rows[moved.product_id], columns[moved.site_id]
            stock[at] -= moved.change
            came[moved.day][at] += moved.change
            sold[moved.day][at] += moved.sold
    for row in left_since(db, span.start):
        if row["site_id"] in columns and row["product_id"] in rows:
            at = rows[row["product_id"]], columns[row["site_id"]]
            day = business_day(Instant(row["at"]), zones[row["site_id"]]).toordinal()
            out = LEFT.get(row["act"], 0) * row["quantity"]
            if here[at]:
                came[day][at] += out
                sold[day][at] -= SOLD.get(row["act"], 0) * row["quantity"]
                stock[at] -= out * row["before"]
            else:
                stock[at] += out * (not row["before"])
    for row in held_before(db, span.start):
        if row["site_id"] in columns and row["product_id"] in rows:
            at = rows[row["product_id"]], columns[row["site_id"]]
            if here[at]:
                stock[at] -= row["units"]
    counter = {day: gone.clip(min=0) for day, gone in sold.items() if first <= day <= last}
    for day, taken in counter.items():
        came[day] += taken
    return Shelves(
        products=rows,
        places=columns,
        free=stock - safety,
        safety=safety,
        came={day: more for day, more in came.items() if first <= day <= last and more.any()},
        counter={day: asked for day, asked in counter.items() if asked.any()},
    )
