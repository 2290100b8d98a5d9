"""Which promotions and tax rates stand in the tables: the input of `model.price`."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import Instant
from app.pricing.model import TaxRate
from app.pricing.promotion import Promotion, PromotionKind, PromotionScope
from app.pricing.tables import promotions, tax_rates
from app.storage.prepared import prepared

_active = sa.select(promotions).where(promotions.c.active).order_by(promotions.c.priority)
_rates = sa.select(tax_rates).order_by(tax_rates.c.tax_class)
_held = (
    sa.select(promotions.c.id).where(promotions.c.id == sa.bindparam("promotion")).with_for_update()
)
_PLAIN = tuple(
    name
    for name in Promotion.__dataclass_fields__
    if name not in {"kind", "scope", "product_ids", "starts_at", "ends_at"}
)


def active_promotions(db: Connection) -> list[Promotion]:
    """Also those that have not begun or have ended: `price` looks at the time."""
    return [_promotion(row) for row in prepared(db, _active).read(db, {})]


def hold_promotion(db: Connection, promotion_id: str) -> None:
    """Two counters, one coupon: on PostgreSQL the second waits until the first has counted."""
    db.execute(_held, {"promotion": promotion_id})


def all_tax_rates(db: Connection) -> list[TaxRate]:
    return [
        TaxRate(
            tax_class=row["tax_class"],
            name=row["name"],
            numerator=row["rate_numerator"],
            denominator=row["rate_denominator"],
            included=row["included"],
        )
        for row in prepared(db, _rates).read(db, {})
    ]


def _promotion(row: RowMapping) -> Promotion:
    return Promotion(
        kind=PromotionKind(row["kind"]),
        scope=PromotionScope(row["scope"]),
        product_ids=tuple(row["product_ids"].split()),
        starts_at=_instant(row["starts_at"]),
        ends_at=_instant(row["ends_at"]),
        **{name: row[name] for name in _PLAIN},
    )


def _instant(value: int | None) -> Instant | None:
    return None if value is None else Instant(value)
