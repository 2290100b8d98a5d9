"""The orders of a span as they were asked, and the shelves on which they met: read once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.queries import postcodes_of
from app.kit.clock import Instant, business_day
from app.orders.past import asked_between
from app.orders.states import Method
from app.routing.model import Destination, Need, Place
from app.routing.places import destination_of
from app.routing.queries import Wanted, needs_of
from app.routing.replay.model import Span
from app.routing.replay.shelves import AT_ONCE, Shelves, shelves_of
from app.routing.tables import sourcing_decisions

Row: TypeAlias = Mapping[Any, Any]

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
        shelves=shelves_of(db, span, sorted(products), places),
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
    needs: dict[str, Need] = {}
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        wanted = [Wanted(row["line_id"], row["product_id"], row["ordered"]) for row in part]
        for need, row in zip(needs_of(db, wanted), part, strict=True):
            needs[need.key] = replace(need, unit_minor=row["unit_minor"])
    return needs


def _destinations(db: Connection, address_ids: Iterable[str]) -> dict[str, Destination]:
    postcodes = postcodes_of(db, address_ids)
    areas = {code: destination_of(db, code) for code in sorted(set(postcodes.values()))}
    found = ((address, areas[code]) for address, code in postcodes.items())
    return {address: area for address, area in found if area is not None}
