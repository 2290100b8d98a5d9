"""Take over a retailer's promotions and tax rates."""

from typing import Any

from msgspec.structs import asdict

from app.identity.roles import require
from app.kit.errors import Refusal
from app.pricing.commands import LoadPromotions, NewPromotion
from app.pricing.promotion import PERCENT, PromotionKind, PromotionScope
from app.pricing.tables import promotions, tax_rates
from app.storage.uow import UnitOfWork

SCOPES = {
    PromotionKind.BUY_GET: PromotionScope.LINE,
    PromotionKind.SHIPPING: PromotionScope.ORDER,
}


def load_promotions(uow: UnitOfWork, command: LoadPromotions) -> dict[str, Any]:
    """Refusals: tax_rate_invalid, promotion_invalid."""
    require(uow.actor, "system")
    for rate in command.tax_rates:
        if rate.rate_numerator < 0 or rate.rate_denominator < 1:
            raise Refusal("tax_rate_invalid", tax_class=rate.tax_class)
    for promotion in command.promotions:
        _check(promotion)
    uow.insert(promotions, *map(_promotion_row, command.promotions))
    uow.insert(tax_rates, *map(asdict, command.tax_rates))
    return {"promotions": len(command.promotions), "tax_rates": len(command.tax_rates)}


def _check(told: NewPromotion) -> None:
    """What could never apply, or would give away more than there is, is no promotion."""
    amount = told.kind is PromotionKind.AMOUNT
    counts = (told.minimum_quantity, told.minimum_minor, told.most_times, told.uses_total)
    fits = (
        told.value > 0
        and (amount or told.value <= PERCENT)
        and min(*counts, told.uses_each) >= 0
        and SCOPES.get(told.kind, told.scope) is told.scope
        and (
            told.kind is not PromotionKind.BUY_GET or min(told.buy_quantity, told.get_quantity) > 0
        )
        and (bool(told.code.strip()) or not told.coupon)
    )
    if not fits:
        raise Refusal("promotion_invalid", promotion=told.code)


def _promotion_row(promotion: NewPromotion) -> dict[str, Any]:
    return {
        **asdict(promotion),
        "code": promotion.code.strip().upper() if promotion.coupon else promotion.code,
        "kind": promotion.kind.value,
        "scope": promotion.scope.value,
        "product_ids": " ".join(promotion.product_ids),
    }
