"""Which promotions and tax rates stand in the tables: the input of `model.price`."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.pricing.model import Promotion, PromotionKind, PromotionScope, TaxRate
from app.pricing.tables import promotions, tax_rates

_active = sa.select(promotions).where(promotions.c.active).order_by(promotions.c.priority)
_rates = sa.select(tax_rates).order_by(tax_rates.c.tax_class)


def active_promotions(db: Connection) -> list[Promotion]:
    """Also those that have not begun or have ended: `price` looks at the time."""
    return [
        Promotion(
            id=row["id"],
            code=row["code"],
            name=row["name"],
            kind=PromotionKind(row["kind"]),
            value=row["value"],
            scope=PromotionScope(row["scope"]),
            category=row["category"],
            minimum_quantity=row["minimum_quantity"],
            minimum_minor=row["minimum_minor"],
            priority=row["priority"],
            starts_at=_instant(row["starts_at"]),
            ends_at=_instant(row["ends_at"]),
        )
        for row in db.execute(_active).mappings()
    ]


def all_tax_rates(db: Connection) -> list[TaxRate]:
    return [
        TaxRate(
            tax_class=row["tax_class"],
            name=row["name"],
            numerator=row["rate_numerator"],
            denominator=row["rate_denominator"],
            included=row["included"],
        )
        for row in db.execute(_rates).mappings()
    ]


def _instant(value: int | None) -> Instant | None:
    return None if value is None else Instant(value)
