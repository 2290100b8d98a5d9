"""Which units wait for supply, where and until when: what a new promise must not take."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.orders.tables import WITHOUT_PLACE, order_lines
from app.storage.prepared import prepared

CHUNK = 500  # ids of one IN list, as in the feed

_line = order_lines.c
_products = (
    sa.select(_line.product_id).where(_line.id.in_(sa.bindparam("ids", expanding=True))).distinct()
)
_waiting = (
    sa.select(_line.site_id, _line.product_id, _line.backordered, _line.promise_to)
    .where(
        sa.text(WITHOUT_PLACE),  # as its index says it
        _line.product_id.in_(sa.bindparam("ids", expanding=True)),
        _line.backordered > 0,
        _line.site_id.is_not(None),
    )
    .order_by(_line.id)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`due` None: nobody told when."""

    site_id: str
    product_id: str
    quantity: int
    due: Instant | None


def waiting_units(db: Connection, product_ids: Iterable[str]) -> list[Waiting]:
    asked = {"ids": sorted(set(product_ids))}
    return [
        Waiting(site, product, int(quantity), None if due is None else Instant(due))
        for site, product, quantity, due in prepared(db, _waiting).rows(db, asked)
    ]


def products_of_lines(db: Connection, line_ids: Iterable[str]) -> set[str]:
    ids = sorted(line_ids)
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return {one for chunk in chunks for one in db.execute(_products, {"ids": chunk}).scalars()}
