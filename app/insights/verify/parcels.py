"""Did as many units leave the books as left with parcels (S9), is on the road what is on its way to
the stores where it is collected (S10), and does whoever has a parcel see its order (S11)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.insights.sums import or_zero, total, total_if
from app.insights.verify.check import SERVER, Check, Violation, found
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.stock.states import Bucket
from app.stock.tables import stock_movements

OVER = (FulfillmentState.CLOSED, FulfillmentState.CANCELLED)
_part, _parcel, _moved = fulfillment_lines.c, fulfillments.c, stock_movements.c
_line = order_lines.c
# Past sales were handed over elsewhere: nothing was seen at our counter, and no stock left here.
_here = sa.and_(_parcel.state == FulfillmentState.CLOSED.value, _parcel.proof != "")
_to_store = _parcel.method == Method.TO_STORE.value
_handed = sa.case((_to_store, 0), (_here, _part.picked + _part.beyond), else_=_part.beyond)


def _booked_to(bucket: Bucket, name: str) -> sa.Subquery:
    """By parcel and product: the units that the ledger has in a bucket because of it."""
    there = total_if(_moved.target == bucket.value, _moved.quantity)
    gone = total_if(_moved.source == bucket.value, _moved.quantity)
    return (
        sa.select(
            _moved.document_id.label("fulfillment_id"),
            _moved.product_id,
            (there - gone).label("units"),
        )
        .where(_moved.document == fulfillments.name)
        .group_by(_moved.document_id, _moved.product_id)
        .subquery(name)
    )


_told = (
    sa.select(
        _part.fulfillment_id,
        _part.product_id,
        total(_handed).label("units"),
    )
    .join(fulfillments, _parcel.id == _part.fulfillment_id)
    .group_by(_part.fulfillment_id, _part.product_id)
    .subquery("told")
)
_left = _booked_to(Bucket.CUSTOMER, "left_stock")
_same = sa.and_(
    _left.c.fulfillment_id == _told.c.fulfillment_id, _left.c.product_id == _told.c.product_id
)
_otherwise = (
    sa.select(
        _told.c.fulfillment_id.label("fulfillment"),
        _told.c.product_id.label("product"),
        _told.c.units.label("handed_over"),
        or_zero(_left.c.units).label("left_stock"),
    )
    .select_from(_told.outerjoin(_left, _same))
    .where(_told.c.units != or_zero(_left.c.units))
)
_of_nothing = (
    sa.select(
        _left.c.fulfillment_id.label("fulfillment"),
        _left.c.product_id.label("product"),
        _left.c.units.label("left_stock"),
    )
    .select_from(_left.outerjoin(_told, _same))
    .where(_told.c.fulfillment_id.is_(None), _left.c.units != 0)
)

# --- S10

_on_its_way = _parcel.state == FulfillmentState.SENT.value
_inside = (
    sa.select(
        _part.fulfillment_id,
        _part.product_id,
        total_if(_on_its_way, _part.picked + _part.beyond).label("units"),
    )
    .join(fulfillments, _parcel.id == _part.fulfillment_id)
    .group_by(_part.fulfillment_id, _part.product_id)
    .subquery("inside")
)
_travelling = _booked_to(Bucket.IN_TRANSIT, "travelling")
_both = sa.and_(
    _travelling.c.fulfillment_id == _inside.c.fulfillment_id,
    _travelling.c.product_id == _inside.c.product_id,
)
_strayed = (
    sa.select(
        _inside.c.fulfillment_id.label("fulfillment"),
        _inside.c.product_id.label("product"),
        _inside.c.units.label("on_its_way"),
        or_zero(_travelling.c.units).label("on_the_road"),
    )
    .select_from(_inside.outerjoin(_travelling, _both))
    .where(_inside.c.units != or_zero(_travelling.c.units))
)
_sent = (
    sa.select(_part.line_id, total(_part.picked).label("units"))
    .join(fulfillments, _parcel.id == _part.fulfillment_id)
    .where(_on_its_way)
    .group_by(_part.line_id)
    .subquery("sent")
)
_without_parcel = (
    sa.select(
        _line.id.label("line"),
        _line.order_id.label("order"),
        _line.in_transit,
        or_zero(_sent.c.units).label("in_parcels"),
    )
    .select_from(order_lines.outerjoin(_sent, _sent.c.line_id == _line.id))
    .where(_line.method == Method.PICKUP.value, _line.in_transit != or_zero(_sent.c.units))
)


# --- S11

_readers = sa.literal(" ").concat(orders.c.audience).concat(" ")
_unseen = (
    sa.select(_parcel.id.label("fulfillment"), _parcel.order_id.label("order"))
    .join(orders, orders.c.id == _parcel.order_id)
    .where(
        _parcel.state.in_([state.value for state in FulfillmentState if state not in OVER]),
        ~_readers.contains(sa.literal(" orders:store:").concat(_parcel.site_id).concat(" ")),
    )
)


def handed_over(db: Connection) -> Iterator[Violation]:
    yield from found(db, _otherwise)
    yield from found(db, _of_nothing)


def on_the_road(db: Connection) -> Iterator[Violation]:
    yield from found(db, _strayed)
    yield from found(db, _without_parcel)


def seen(db: Connection) -> Iterator[Violation]:
    yield from found(db, _unseen)


CHECKS = (
    Check(
        "S9",
        "units handed over with a parcel left the stock once, also those the order had not",
        SERVER,
        handed_over,
        (fulfillment_lines.name,),
    ),
    Check(
        "S10",
        "what is on the road to a store lies in parcels on their way there, and units in them",
        SERVER,
        on_the_road,
        (fulfillment_lines.name,),
    ),
    Check("S11", "a place sees the order of each parcel it has", SERVER, seen, ("fulfillments",)),
)
