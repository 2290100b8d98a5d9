"""What has a store to do now: the pickup board, one parcel in full, and whose parcel this is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.catalog.lookup import products_of
from app.customers.queries import find as find_customers
from app.fulfillment.model import ALPHABET, CODE_LENGTH, matches, normal_code
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import ON_ITS_WAY, fulfillment_lines, fulfillments
from app.orders.held import held
from app.orders.queries import (
    by_number,
    code_of,
    heads_of,
    lines_by_id,
    order_card,
    recent_of,
)
from app.orders.states import Method
from app.payments.queries import payments_of
from app.payments.states import PaymentState
from app.places.lookup import site_of

PAGE_ROWS = 200
FOUND_ORDERS = 50  # newest orders of those whom a name fits; more is a name like "a"


class Column(StrEnum):
    TO_PICK = "to_pick"
    PICKING = "picking"
    READY = "ready"
    ARRIVING = "arriving"  # from another place, for a customer who collects it here
    COLLECTED = "collected"
    CANCELLED = "cancelled"


_COLUMN = {
    FulfillmentState.OPEN: Column.TO_PICK,
    FulfillmentState.IN_PROGRESS: Column.PICKING,
    FulfillmentState.READY: Column.READY,
    FulfillmentState.SENT: Column.ARRIVING,
    FulfillmentState.CLOSED: Column.COLLECTED,
    FulfillmentState.CANCELLED: Column.CANCELLED,
}
HERE = (Method.PICKUP.value, Method.TO_STORE.value)  # what is picked for a counter
ON_BOARD = (FulfillmentState.OPEN, FulfillmentState.IN_PROGRESS, FulfillmentState.READY)


@dataclass(frozen=True, slots=True)
class ParcelCard:
    """`from_name`, `to_name`: of what one place sends to another for its customer; else empty."""

    fulfillment_id: str
    order_id: str
    number: str
    customer_name: str
    column: Column
    site_id: str
    method: str
    due_at: int | None
    claimed_by: str | None
    claimed_at: int | None
    bin_code: str
    ready_at: int | None
    closed_at: int | None
    units: int
    picked: int
    short: int
    to_site_id: str = ""
    from_name: str = ""
    to_name: str = ""

    @property
    def is_sent(self) -> bool:
        return self.method == Method.TO_STORE.value


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """`line_id` is the order line's id: what Pick and ShortPick name."""

    line_id: str
    product_id: str
    sku: str
    gtin: str
    name: str
    colour: str
    size: str
    quantity: int
    picked: int
    short: int
    note: str


@dataclass(frozen=True, slots=True)
class PackedUnits:
    """Units of one order line in one parcel: to be fulfilled there, of them picked, and short."""

    fulfillment_id: str
    line_id: str
    quantity: int
    picked: int
    short: int


@dataclass(frozen=True, slots=True)
class ParcelPanel:
    card: ParcelCard
    customer_id: str | None
    currency: str
    total_minor: int
    due_minor: int
    open_holds: tuple[str, ...]
    note: str
    proof: str
    lines: tuple[ParcelLine, ...]


_f = fulfillments.c
_board = (
    sa.select(fulfillments)
    .where(
        _f.site_id == sa.bindparam("site"),
        _f.method.in_(HERE),
        _f.state.in_([state.value for state in ON_BOARD]),
    )
    .order_by(_f.due_at, _f.id)
    .limit(PAGE_ROWS)
)
_arriving = (
    sa.select(fulfillments)
    .where(sa.text(ON_ITS_WAY), _f.to_site_id == sa.bindparam("site"))
    .order_by(_f.closed_at, _f.id)
    .limit(PAGE_ROWS)
)
_ended = (
    sa.select(fulfillments)
    .where(
        _f.site_id == sa.bindparam("site"),
        _f.method == Method.PICKUP.value,
        _f.state == sa.bindparam("state"),
    )
    .order_by(_f.closed_at.desc(), _f.id.desc())
    .limit(PAGE_ROWS)
)
_ended_before = _ended.where(
    sa.tuple_(_f.closed_at, _f.id) < sa.tuple_(sa.bindparam("at"), sa.bindparam("id"))
)
_one = sa.select(fulfillments).where(_f.id == sa.bindparam("parcel"))
_of_orders = (
    sa.select(fulfillments)
    .where(_f.order_id.in_(sa.bindparam("orders", expanding=True)))
    .order_by(_f.order_id, _f.id)
)
_ready = (
    sa.select(_f.id, _f.order_id)
    .where(_f.site_id == sa.bindparam("site"), _f.state == FulfillmentState.READY.value)
    .order_by(_f.ready_at.desc(), _f.id)
)
_line = fulfillment_lines.c
_sums = (
    sa.select(
        _line.fulfillment_id,
        sa.func.sum(_line.quantity),
        sa.func.sum(_line.picked),
        sa.func.sum(_line.short),
        sa.func.sum(_line.beyond),
    )
    .where(_line.fulfillment_id.in_(sa.bindparam("parcels", expanding=True)))
    .group_by(_line.fulfillment_id)
)
_packed = (
    sa.select(*(_line[name] for name in PackedUnits.__dataclass_fields__))
    .where(_line.fulfillment_id.in_(sa.bindparam("parcels", expanding=True)))
    .order_by(_line.fulfillment_id, _line.id)
)
_lines = (
    sa.select(
        _line.line_id,
        _line.product_id,
        _line.quantity,
        _line.picked,
        _line.short,
        _line.beyond,
    )
    .where(_line.fulfillment_id == sa.bindparam("parcel"))
    .order_by(_line.product_id, _line.id)
)


def board(db: Connection, site_id: str) -> list[ParcelCard]:
    """To pick, picking and ready, the most urgent first; then what comes from other places."""
    rows = [db.execute(asked, {"site": site_id}).mappings() for asked in (_board, _arriving)]
    return cards_of(db, [row for found in rows for row in found])


def ended(
    db: Connection,
    site_id: str,
    state: FulfillmentState = FulfillmentState.CLOSED,
    *,
    before: tuple[int, str] | None = None,
) -> list[ParcelCard]:
    """Collected (or cancelled), newest first; `before` = (closed_at, fulfillment_id)."""
    if before is None:
        rows = db.execute(_ended, {"site": site_id, "state": state.value})
    else:
        at, last = before
        rows = db.execute(
            _ended_before, {"site": site_id, "state": state.value, "at": at, "id": last}
        )
    return cards_of(db, rows.mappings().all())


def parcels_of(db: Connection, order_id: str) -> list[ParcelCard]:
    return _of(db, [order_id])


def packed_in(db: Connection, fulfillment_ids: Iterable[str]) -> tuple[PackedUnits, ...]:
    rows = db.execute(_packed, {"parcels": sorted(set(fulfillment_ids))})
    return tuple(PackedUnits(*row) for row in rows)


def panel(db: Connection, fulfillment_id: str) -> ParcelPanel | None:
    row = db.execute(_one, {"parcel": fulfillment_id}).mappings().first()
    order = order_card(db, row["order_id"]) if row else None
    if row is None or order is None:
        return None
    pending = PaymentState.PENDING.value
    lines = _parcel_lines(db, fulfillment_id, sent=row["state"] == FulfillmentState.SENT.value)
    inside = [line.line_id for line in lines if line.quantity]
    due = (p.amount_minor for p in payments_of(db, row["order_id"]) if p.state == pending)
    return ParcelPanel(
        card=cards_of(db, [row])[0],
        customer_id=order.head.customer_id,
        currency=order.head.currency,
        total_minor=order.head.total_minor,
        due_minor=sum(due),
        open_holds=tuple(
            found.reason
            for found in held(db, row["order_id"]).stopping_parcel(fulfillment_id, inside)
        ),
        note=order.note,
        proof=row["proof"],
        lines=lines,
    )


def find_here(db: Connection, site_id: str, text: str) -> list[ParcelCard]:
    """By pickup code, order number, name, phone or mail, among the parcels of this site.

    A code costs about 3 ms for each ready parcel (fulfillment.model.ROUNDS): not on the UI thread.
    """
    if coded := _by_code(db, site_id, text):
        return coded
    order_ids = by_number(db, text)
    if not order_ids:
        people = [hit.customer_id for hit in find_customers(db, text)]
        order_ids = [head.order_id for head in recent_of(db, people, FOUND_ORDERS)]
    return [card for card in _of(db, order_ids) if is_of(card, site_id)]


def is_of(card: ParcelCard, site_id: str) -> bool:
    """Whether a counter has to do with it: it lies there, or comes there."""
    there = card.to_site_id if card.column is Column.ARRIVING else card.site_id
    return there == site_id and not (card.is_sent and card.column is Column.COLLECTED)


def _by_code(db: Connection, site_id: str, text: str) -> list[ParcelCard]:
    code = normal_code(text)
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        return []
    found = [
        parcel_id
        for parcel_id, order_id in db.execute(_ready, {"site": site_id}).all()
        if matches(code, *code_of(db, order_id))
    ]
    rows = [db.execute(_one, {"parcel": parcel_id}).mappings().one() for parcel_id in found]
    return cards_of(db, rows)


def _of(db: Connection, order_ids: Iterable[str]) -> list[ParcelCard]:
    rows = db.execute(_of_orders, {"orders": sorted(set(order_ids))}).mappings().all()
    return cards_of(db, rows)


def cards_of(db: Connection, rows: Sequence[RowMapping]) -> list[ParcelCard]:
    heads = heads_of(db, (row["order_id"] for row in rows))
    sums = {
        parcel: (int(units), int(picked), int(short), int(beyond))
        for parcel, units, picked, short, beyond in db.execute(
            _sums, {"parcels": sorted(row["id"] for row in rows)}
        )
    }
    names = _names(db, rows)
    cards = []
    for row in rows:
        head = heads.get(row["order_id"])
        units, picked, short, beyond = sums.get(row["id"], (0, 0, 0, 0))
        if row["state"] == FulfillmentState.SENT.value:
            units, picked = units + beyond, picked + beyond
        cards.append(
            ParcelCard(
                fulfillment_id=row["id"],
                order_id=row["order_id"],
                number=head.number if head else "",
                customer_name=head.customer_name if head else "",
                column=_COLUMN[FulfillmentState(row["state"])],
                site_id=row["site_id"],
                method=row["method"],
                due_at=row["due_at"],
                claimed_by=row["claimed_by"],
                claimed_at=row["claimed_at"],
                bin_code=row["bin_code"],
                ready_at=row["ready_at"],
                closed_at=row["closed_at"],
                units=units,
                picked=picked,
                short=short,
                to_site_id=row["to_site_id"] or "",
                from_name=names.get(row["site_id"], "") if row["to_site_id"] else "",
                to_name=names.get(row["to_site_id"], ""),
            )
        )
    return cards


def _names(db: Connection, rows: Sequence[RowMapping]) -> dict[str | None, str]:
    """Of the two ends of what is sent from place to place."""
    ends = {row[end] for row in rows if row["to_site_id"] for end in ("site_id", "to_site_id")}
    found = {site_id: site_of(db, site_id) for site_id in sorted(ends)}
    return {site_id: site.name for site_id, site in found.items() if site}


def _parcel_lines(db: Connection, fulfillment_id: str, *, sent: bool) -> tuple[ParcelLine, ...]:
    """`sent`: with what is in it though the order does not have it any more."""
    rows = db.execute(_lines, {"parcel": fulfillment_id}).all()
    sold = lines_by_id(db, (row.line_id for row in rows))
    products = products_of(db, (row.product_id for row in rows))
    found = []
    for line_id, product_id, quantity, picked, short, beyond in rows:
        line, product = sold[line_id], products.get(product_id)
        found.append(
            ParcelLine(
                line_id=line_id,
                product_id=product_id,
                sku=line.sku,
                gtin=product.gtin if product else "",
                name=line.name,
                colour=product.colour if product else "",
                size=product.size if product else "",
                quantity=quantity + (beyond if sent else 0),
                picked=picked + (beyond if sent else 0),
                short=short,
                note=line.note,
            )
        )
    return tuple(found)
