"""What does it cost that promotions of an order are no longer earned by what is left of it?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.orders.states import Units
from app.orders.tables import order_adjustments, orders
from app.orders.units import tell
from app.pricing.clawback import Kept, Unearned, unearned
from app.pricing.lookup import active_promotions
from app.pricing.promotion import Promotion
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

Row = Mapping[Any, Any]
_off = sa.select(
    order_adjustments.c.line_id,
    order_adjustments.c.kind,
    order_adjustments.c.code,
    order_adjustments.c.amount_minor,
).where(
    order_adjustments.c.order_id == sa.bindparam("order"),
    order_adjustments.c.line_id.is_not(None),
    order_adjustments.c.amount_minor < 0,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the promotions of one order asked of it, and what came off its lines by code."""

    promotions: tuple[Promotion, ...] = ()
    discounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)  # by product


NO_TERMS = Terms()


def terms_of(db: Connection, order_id: str, lines: Iterable[Row]) -> Terms:
    rows = prepared(db, _off).rows(db, {"order": order_id})
    given = {code for _, kind, code, _ in rows if kind == "promotion"}
    if not given:
        return NO_TERMS
    discounts: dict[str, dict[str, int]] = {}
    for line_id, _, code, minor in rows:
        of_line = discounts.setdefault(line_id, {})
        of_line[code] = of_line.get(code, 0) - minor
    products = products_of(db, (line["product_id"] for line in lines))
    return Terms(
        tuple(one for one in active_promotions(db) if one.code in given),
        discounts,
        {product_id: product.category for product_id, product in products.items()},
    )


def keep_back(uow: UnitOfWork, order: Row, clawed_minor: int) -> None:
    """Write it, and what it was before into the history: the ledger plays it forward."""
    if clawed_minor != order["clawed_minor"]:
        uow.update(orders, order["id"], clawed_minor=clawed_minor)
        tell(uow, order["id"], "claw_back", reason=str(order["clawed_minor"]))


def lost_of(lines: Sequence[Row], terms: Terms) -> tuple[Unearned, ...]:
    """Of the units that are neither cancelled nor returned."""
    kept = [
        Kept(
            line_id=line["id"],
            product_id=line["product_id"],
            category=terms.categories.get(line["product_id"], ""),
            ordered=line["ordered"],
            cancelled=line[Units.CANCELLED.value],
            kept=line["ordered"] - line[Units.CANCELLED.value] - line["returned"],
            unit_minor=line["unit_minor"],
            discounts=terms.discounts.get(line["id"], {}),
        )
        for line in lines
    ]
    return unearned(kept, terms.promotions)


def clawed_after(order: Row, lines: Sequence[Row], terms: Terms, off_minor: int) -> int:
    """The order's clawed_minor once units worth `off_minor` were cancelled and `lines` are left.

    From what is left alone, less what returns kept back, so that any sequence ends at 0 when all
    is gone. Never more than what is cancelled is worth: who takes something off owes us nothing.
    """
    lost = sum(one.minor for one in lost_of(lines, terms)) - order["returned_clawed_minor"]
    return int(min(lost, order["clawed_minor"] + max(0, off_minor)))
