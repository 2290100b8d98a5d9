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
from app.pricing.margins import band_of, bands_of, costs_of
from app.pricing.model import TaxRate
from app.pricing.tables import margin_bands, product_costs
from app.storage.uow import UnitOfWork


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
    for product_id, cost in costs.items():
        if product_id not in known:
            raise Refusal("product_unknown", product=product_id)
        if cost < 0:
            raise Refusal("cost_negative", sku=known[product_id].sku)
    bands = {
        product.id: band_of(product.price_minor, tax_within(product, rates), costs[product.id])
        for product in known.values()
    }
    kept = {key: {"cost_minor": cost, "told_at": uow.now} for key, cost in costs.items()}
    _put(uow, product_costs, kept, costs_of(uow.db, costs), "cost_minor")
    shown = {key: {"percent": percent} for key, percent in bands.items()}
    _put(uow, margin_bands, shown, bands_of(uow.db, costs), "percent")
    return {"costs": len(costs)}


def tax_within(product: Product, rates: Mapping[str, TaxRate]) -> int:
    """Of its price; none of a class nobody knows, and none that is added to the price."""
    rate = rates.get(product.tax_class)
    if rate is None or not rate.included:
        return 0
    return share(product.price_minor, rate.numerator, rate.denominator + rate.numerator)


def _put(
    uow: UnitOfWork,
    table: sa.Table,
    rows: Mapping[str, Mapping[str, int]],
    standing: Mapping[str, int],
    figure: str,
) -> None:
    """What is as it was is not told again."""
    uow.insert(table, *({"id": key, **row} for key, row in rows.items() if key not in standing))
    for key, row in rows.items():
        if key in standing and standing[key] != row[figure]:
            uow.update(table, key, **row)
