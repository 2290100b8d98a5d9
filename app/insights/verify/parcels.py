"""Did as many units leave the books as left with parcels (S9)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.insights.verify.check import SERVER, Check, Violation, found, or_zero, total, total_if
from app.stock.states import Bucket
from app.stock.tables import stock_movements

_part, _parcel, _moved = fulfillment_lines.c, fulfillments.c, stock_movements.c
# Past sales were handed over elsewhere: nothing was seen at our counter, and no stock left here.
_here = sa.and_(_parcel.state == FulfillmentState.CLOSED.value, _parcel.proof != "")
_handed = sa.case((_here, _part.picked), else_=0)
_told = (
    sa.select(
        _part.fulfillment_id,
        _part.product_id,
        total(_handed + _part.beyond).label("units"),
    )
    .join(fulfillments, _parcel.id == _part.fulfillment_id)
    .group_by(_part.fulfillment_id, _part.product_id)
    .subquery("told")
)
_left = (
    sa.select(
        _moved.document_id.label("fulfillment_id"),
        _moved.product_id,
        (
            total_if(_moved.target == Bucket.CUSTOMER.value, _moved.quantity)
            - total_if(_moved.source == Bucket.CUSTOMER.value, _moved.quantity)
        ).label("units"),
    )
    .where(_moved.document == fulfillments.name)
    .group_by(_moved.document_id, _moved.product_id)
    .subquery("left_stock")
)
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


def handed_over(db: Connection) -> Iterator[Violation]:
    yield from found(db, _otherwise)
    yield from found(db, _of_nothing)


CHECKS = (
    Check(
        "S9",
        "units handed over with a parcel left the stock once, also those the order had not",
        SERVER,
        handed_over,
        (fulfillment_lines.name,),
    ),
)
