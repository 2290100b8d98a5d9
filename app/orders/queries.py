"""How do orders stand: found by number, listed newest first, and one with all that follows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.customers.group import group_of
from app.customers.queries import names_of
from app.orders.balance import owed_minor
from app.orders.model import OrderStatus, header_status
from app.orders.states import Units
from app.orders.tables import holds, order_adjustments, order_events, order_lines, orders
from app.payments.queries import Payment, payments_of

RECENT = 10


@dataclass(frozen=True, slots=True)
class OrderHead:
    """One row of a list. `status` is derived from the lines."""

    order_id: str
    number: str
    state: str
    status: OrderStatus
    channel: str
    site_id: str
    customer_id: str | None
    customer_name: str
    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    placed_at: int
    units: int


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    line_id: str
    product_id: str
    sku: str
    name: str
    ordered: int
    unit_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    method: str
    site_id: str | None
    promise_from: int | None
    promise_to: int | None
    assurance: str
    note: str
    units: Mapping[Units, int]
    returned: int
    ship_group: str  # not empty: it leaves with its group alone, once all of that is there


@dataclass(frozen=True, slots=True)
class Adjustment:
    line_id: str | None
    kind: str
    code: str
    name: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Event:
    line_id: str | None
    act: str
    source: str
    target: str
    quantity: int
    reason: str
    site_id: str | None
    user_id: str
    at: int


@dataclass(frozen=True, slots=True)
class OrderCard:
    """Parcels stand in fulfillment.queries.parcels_of: fulfillment is above orders."""

    head: OrderHead
    language: str
    note: str
    address_id: str | None
    subtotal_minor: int
    discount_minor: int
    charges_minor: int
    rounding_minor: int
    tax_minor: int
    clawed_minor: int  # of discounts that what is left no longer earns
    owed_minor: int
    open_holds: tuple[str, ...]
    lines: tuple[OrderLineRow, ...]
    adjustments: tuple[Adjustment, ...]
    payments: tuple[Payment, ...]
    events: tuple[Event, ...]


_order = orders.c
_head = sa.select(
    _order.id,
    _order.number,
    _order.state,
    _order.channel,
    _order.site_id,
    _order.customer_id,
    _order.currency,
    _order.total_minor,
    _order.paid_minor,
    _order.refunded_minor,
    _order.placed_at,
)
_newest = (_order.placed_at.desc(), _order.id.desc())
_by_ids = _head.where(_order.id.in_(sa.bindparam("ids", expanding=True)))
_by_number = sa.select(_order.id).where(_order.number == sa.bindparam("number"))
_code = sa.select(_order.code_salt, _order.code_hash).where(_order.id == sa.bindparam("order"))
_whole = sa.select(orders).where(_order.id == sa.bindparam("order"))
_of_customers = (
    _head.where(_order.customer_id.in_(sa.bindparam("customers", expanding=True)))
    .order_by(*_newest)
    .limit(sa.bindparam("most"))
)
_counted = ("ordered", "returned", *(state.value for state in Units))
_units = (
    sa.select(
        order_lines.c.order_id,
        *(sa.func.sum(order_lines.c[name]).label(name) for name in _counted),
    )
    .where(order_lines.c.order_id.in_(sa.bindparam("ids", expanding=True)))
    .group_by(order_lines.c.order_id)
)
_lines = (
    sa.select(order_lines)
    .where(order_lines.c.order_id == sa.bindparam("order"))
    .order_by(order_lines.c.ordinal)
)
_line_rows = sa.select(order_lines).where(order_lines.c.id.in_(sa.bindparam("ids", expanding=True)))
_adjustments = (
    sa.select(*(order_adjustments.c[name] for name in Adjustment.__dataclass_fields__))
    .where(order_adjustments.c.order_id == sa.bindparam("order"))
    .order_by(order_adjustments.c.id)
)
_events = (
    sa.select(*(order_events.c[name] for name in Event.__dataclass_fields__))
    .where(order_events.c.order_id == sa.bindparam("order"))
    .order_by(order_events.c.at, order_events.c.command_id, order_events.c.step)
)
_holds = (
    sa.select(holds.c.reason)
    .where(holds.c.order_id == sa.bindparam("order"), holds.c.open)
    .order_by(holds.c.opened_at, holds.c.id)
)
_bought = (
    sa.select(order_lines.c.product_id, sa.func.max(_order.placed_at).label("last"))
    .join(orders, _order.id == order_lines.c.order_id)
    .where(_order.customer_id.in_(sa.bindparam("customers", expanding=True)))
    .group_by(order_lines.c.product_id)
    .order_by(sa.desc("last"), order_lines.c.product_id)
    .limit(sa.bindparam("most"))
)


def by_number(db: Connection, number: str) -> list[str]:
    """Ids; two only after a clash that is a case."""
    wanted = number.strip().removeprefix("#").upper()
    return list(db.execute(_by_number, {"number": wanted}).scalars())


def heads_of(db: Connection, order_ids: Iterable[str]) -> dict[str, OrderHead]:
    rows = db.execute(_by_ids, {"ids": sorted(set(order_ids))}).mappings().all()
    return {head.order_id: head for head in _heads(db, rows)}


def recent_of(db: Connection, customer_ids: Iterable[str], limit: int = RECENT) -> list[OrderHead]:
    """The newest orders of one customer, or of all whom a search found."""
    known = {member for each in set(customer_ids) for member in group_of(db, each)}
    asked = {"customers": sorted(known), "most": limit}
    return _heads(db, db.execute(_of_customers, asked).mappings().all())


def products_bought(db: Connection, customer_id: str, limit: int = 5) -> list[str]:
    """The last products of a customer, newest first: the add rows of an empty basket."""
    asked = {"customers": list(group_of(db, customer_id)), "most": limit}
    return [product_id for product_id, _ in db.execute(_bought, asked)]


def order_card(db: Connection, order_id: str) -> OrderCard | None:
    row = db.execute(_whole, {"order": order_id}).mappings().first()
    if row is None:
        return None
    asked = {"order": order_id}
    lines = db.execute(_lines, asked).mappings().all()
    return OrderCard(
        head=_heads(db, [row])[0],
        language=row["language"],
        note=row["note"],
        address_id=row["address_id"],
        subtotal_minor=row["subtotal_minor"],
        discount_minor=row["discount_minor"],
        charges_minor=row["charges_minor"],
        rounding_minor=row["rounding_minor"],
        tax_minor=row["tax_minor"],
        clawed_minor=row["clawed_minor"],
        owed_minor=owed_minor(row, lines),
        open_holds=tuple(db.execute(_holds, asked).scalars()),
        lines=tuple(_line(line) for line in lines),
        adjustments=tuple(Adjustment(*found) for found in db.execute(_adjustments, asked)),
        payments=payments_of(db, order_id),
        events=tuple(Event(*found) for found in db.execute(_events, asked)),
    )


def lines_by_id(db: Connection, line_ids: Iterable[str]) -> dict[str, OrderLineRow]:
    found = db.execute(_line_rows, {"ids": sorted(set(line_ids))}).mappings()
    return {row["id"]: _line(row) for row in found}


def code_of(db: Connection, order_id: str) -> tuple[str, str]:
    """(salt, hash) of the pickup code: fulfillment.model.matches checks what was typed."""
    row = db.execute(_code, {"order": order_id}).first()
    return (row[0], row[1]) if row else ("", "")


def _heads(db: Connection, rows: Sequence[RowMapping]) -> list[OrderHead]:
    """Names and units of a page are read at once, not row by row."""
    names = names_of(db, (row["customer_id"] for row in rows if row["customer_id"]))
    # Summed by the database: a page of 200 orders is 200 rows, not those of its thousand lines
    found = db.execute(_units, {"ids": sorted(row["id"] for row in rows)})
    units = {
        order_id: dict(zip(_counted, map(int, sums), strict=True)) for order_id, *sums in found
    }
    return [
        OrderHead(
            order_id=row["id"],
            number=row["number"],
            state=row["state"],
            status=header_status([units[row["id"]]] if row["id"] in units else []),
            channel=row["channel"],
            site_id=row["site_id"],
            customer_id=row["customer_id"],
            customer_name=names.get(row["customer_id"] or "", ""),
            currency=row["currency"],
            total_minor=row["total_minor"],
            paid_minor=row["paid_minor"],
            refunded_minor=row["refunded_minor"],
            placed_at=row["placed_at"],
            units=units[row["id"]]["ordered"] if row["id"] in units else 0,
        )
        for row in rows
    ]


def _line(row: RowMapping) -> OrderLineRow:
    return OrderLineRow(
        line_id=row["id"],
        product_id=row["product_id"],
        sku=row["sku"],
        name=row["name"],
        ordered=row["ordered"],
        unit_minor=row["unit_minor"],
        discount_minor=row["discount_minor"],
        tax_minor=row["tax_minor"],
        total_minor=row["total_minor"],
        method=row["method"],
        site_id=row["site_id"],
        promise_from=row["promise_from"],
        promise_to=row["promise_to"],
        assurance=row["assurance"],
        note=row["note"],
        units={state: row[state.value] for state in Units},
        returned=row["returned"],
        ship_group=row["ship_group"],
    )
