"""What is earned on a product: by its cost at the server, and as roughly as every desk may know it.

A desk can be stolen, and routing runs on it. So a desk holds the band of a margin, never a cost;
the engine goes by the band on both sides, so that both decide alike.
"""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.pricing.tables import margin_bands, product_costs
from app.storage.prepared import prepared

ASSUMED_PERCENT = 40  # of the price, where nobody told what goods cost
BAND = 20  # percent: it tells a cost to a fifth of the price, which the trade guesses anyway

_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_bands = sa.select(margin_bands.c.id, margin_bands.c.percent).where(margin_bands.c.id.in_(_ids))
_costs = sa.select(product_costs.c.id, product_costs.c.cost_minor).where(
    product_costs.c.id.in_(_ids)
)


class Costs(msgspec.Struct, frozen=True, kw_only=True):
    """What the server tells of one unit each; of the others nobody told a cost."""

    cost_minor: dict[str, int]


def band_of(price_minor: int, tax_minor: int, cost_minor: int) -> int:
    """The middle of the band, in percent of the price, which has its tax within. Goods that are
    sold at a loss are in the lowest."""
    earned = price_minor - tax_minor - cost_minor
    share = earned * 100 // price_minor if price_minor > 0 else 0
    return min(max(share, 0), 99) // BAND * BAND + BAND // 2


def bands_of(db: Connection, product_ids: Iterable[str]) -> dict[str, int]:
    """Percent of the price; without products of which nobody told a cost."""
    found = prepared(db, _bands).rows(db, {"ids": sorted(set(product_ids))})
    return {row[0]: int(row[1]) for row in found}


def costs_of(db: Connection, product_ids: Iterable[str]) -> dict[str, int]:
    """Of one unit, in minor units; the server alone has them."""
    found = prepared(db, _costs).rows(db, {"ids": sorted(set(product_ids))})
    return {row[0]: int(row[1]) for row in found}
