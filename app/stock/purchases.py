"""What is on order from suppliers: the list, and one purchase with what came and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.catalog.lookup import Product, products_of
from app.places.queries import all_sites
from app.stock.states import ON_ORDER, PurchaseState
from app.stock.tables import pegs, purchase_lines, purchase_orders

PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Purchase:
    """`left` units are still to come; for `waiting` of them customers wait."""

    purchase_id: str
    number: str
    supplier: str
    site_id: str
    site_name: str
    state: PurchaseState
    eta: int | None
    was_eta: int | None
    delay_id: str | None
    left: int
    waiting: int


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    product: Product
    ordered: int
    received: int

    @property
    def left(self) -> int:
        return max(0, self.ordered - self.received)


_p, _l = purchase_orders.c, purchase_lines.c
_left = (
    sa.select(
        sa.func.coalesce(
            sa.func.sum(sa.case((_l.ordered > _l.received, _l.ordered - _l.received), else_=0)), 0
        )
    )
    .where(_l.purchase_id == _p.id)
    .scalar_subquery()
)
_waiting = (
    sa.select(sa.func.coalesce(sa.func.sum(pegs.c.quantity), 0))
    .where(pegs.c.purchase_id == _p.id)
    .scalar_subquery()
)
_columns = (
    _p.id,
    _p.number,
    _p.supplier,
    _p.site_id,
    _p.state,
    _p.eta,
    _p.was_eta,
    _p.delay_id,
    _left.label("left"),
    _waiting.label("waiting"),
)
# The few that are not ended; without a time they stand first: somebody has to ask.
_on_order = (
    sa.select(*_columns)
    .where(_p.state.in_([state.value for state in ON_ORDER]))
    .order_by(sa.func.coalesce(_p.eta, 0), _p.id)
    .limit(PAGE_ROWS)
)
_one = sa.select(*_columns).where(_p.id == sa.bindparam("purchase"))
_lines = (
    sa.select(_l.product_id, _l.ordered, _l.received)
    .where(_l.purchase_id == sa.bindparam("purchase"))
    .order_by(_l.id)
)


def on_order(db: Connection) -> list[Purchase]:
    names = {site.site_id: site.name for site in all_sites(db)}
    return [_purchase(row, names) for row in db.execute(_on_order).mappings()]


def purchase_of(db: Connection, purchase_id: str) -> Purchase | None:
    row = db.execute(_one, {"purchase": purchase_id}).mappings().first()
    if row is None:
        return None
    return _purchase(row, {site.site_id: site.name for site in all_sites(db)})


def purchase_lines_of(db: Connection, purchase_id: str) -> Sequence[PurchaseLine]:
    rows = db.execute(_lines, {"purchase": purchase_id}).all()
    known = products_of(db, [row.product_id for row in rows])
    return [
        PurchaseLine(known[row.product_id], row.ordered, row.received)
        for row in rows
        if row.product_id in known
    ]


def _purchase(told: RowMapping, names: dict[str, str]) -> Purchase:
    return Purchase(
        purchase_id=told["id"],
        number=told["number"],
        supplier=told["supplier"],
        site_id=told["site_id"],
        site_name=names.get(told["site_id"], ""),
        state=PurchaseState(told["state"]),
        eta=told["eta"],
        was_eta=told["was_eta"],
        delay_id=told["delay_id"],
        left=int(told["left"]),
        waiting=int(told["waiting"]),
    )
