"""Take over what goods cost a retailer, and tell every desk the band of what is earned on them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.catalog.lookup import Product, products_of
from app.identity.roles import require
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.kit.money import share
from app.pricing.lookup import all_tax_rates
from app.pricing.margins import band_of, bands_of
from app.pricing.model import TaxRate
from app.pricing.tables import margin_bands
from app.storage.uow import UnitOfWork

_keep = sa.text(  # no row that is sent: it passes by the unit of work's ledger of news
    "INSERT INTO product_costs (id, cost_minor, told_at) VALUES (:id, :cost, :at)"
    " ON CONFLICT (id) DO UPDATE SET cost_minor = excluded.cost_minor, told_at = excluded.told_at"
)


class NewCost(Part, frozen=True, kw_only=True):
    product_id: str
    cost_minor: int  # of one unit, without tax, in the currency of its price


class LoadCosts(Command, frozen=True, kw_only=True):
    """Fact of the server alone; up to about a thousand a command. Others stay as they are."""

    costs: list[NewCost]


def load_costs(uow: UnitOfWork, command: LoadCosts) -> dict[str, Any]:
    """Refusals: product_unknown, cost_negative."""
    require(uow.actor, "system")
    costs = {one.product_id: one.cost_minor for one in command.costs}
    known = products_of(uow.db, costs)
    rates = {rate.tax_class: rate for rate in all_tax_rates(uow.db)}
    if not costs:
        return {"costs": 0}
    for product_id, cost in costs.items():
        if product_id not in known:
            raise Refusal("product_unknown", product=product_id)
        if cost < 0:
            raise Refusal("cost_negative", sku=known[product_id].sku)
    bands = {
        product.id: band_of(product.price_minor, tax_within(product, rates), costs[product.id])
        for product in known.values()
    }
    uow.db.execute(_keep, [{"id": key, "cost": costs[key], "at": uow.now} for key in sorted(costs)])
    _tell_bands(uow, bands)
    return {"costs": len(costs)}


def tax_within(product: Product, rates: Mapping[str, TaxRate]) -> int:
    """Of its price; none of a class nobody knows, and none that is added to the price."""
    rate = rates.get(product.tax_class)
    if rate is None or not rate.included:
        return 0
    return share(product.price_minor, rate.numerator, rate.denominator + rate.numerator)


def _tell_bands(uow: UnitOfWork, bands: Mapping[str, int]) -> None:
    """A band that is as it was is no news."""
    standing = bands_of(uow.db, bands)
    new = [product_id for product_id in bands if product_id not in standing]
    uow.insert(margin_bands, *({"id": key, "percent": bands[key]} for key in new))
    for product_id, before in standing.items():
        if before != bands[product_id]:
            uow.update(margin_bands, product_id, percent=bands[product_id])
