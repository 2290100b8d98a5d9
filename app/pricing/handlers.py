"""Take over a retailer's promotions and tax rates."""

from typing import Any

from msgspec.structs import asdict

from app.identity.roles import require
from app.kit.errors import Refusal
from app.pricing.commands import LoadPromotions, NewPromotion
from app.pricing.tables import promotions, tax_rates
from app.storage.uow import UnitOfWork


def load_promotions(uow: UnitOfWork, command: LoadPromotions) -> dict[str, Any]:
    """Refusals: tax_rate_invalid."""
    require(uow.actor, "system")
    for rate in command.tax_rates:
        if rate.rate_numerator < 0 or rate.rate_denominator < 1:
            raise Refusal("tax_rate_invalid", tax_class=rate.tax_class)
    uow.insert(promotions, *map(_promotion_row, command.promotions))
    uow.insert(tax_rates, *map(asdict, command.tax_rates))
    return {"promotions": len(command.promotions), "tax_rates": len(command.tax_rates)}


def _promotion_row(promotion: NewPromotion) -> dict[str, Any]:
    return {
        **asdict(promotion),
        "kind": promotion.kind.value,
        "scope": promotion.scope.value,
    }
