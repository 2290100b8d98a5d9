"""What a retailer brings along of its prices: promotions and tax rates."""

from msgspec import field

from app.kit.commands import Command, Part
from app.pricing.promotion import PromotionKind, PromotionScope


class NewPromotion(Part, frozen=True, kw_only=True):
    id: str
    code: str
    name: str
    kind: PromotionKind
    value: int  # percent × 100, or minor units
    scope: PromotionScope
    category: str = ""
    product_ids: list[str] = field(default_factory=list)
    minimum_quantity: int = 0
    minimum_minor: int = 0
    buy_quantity: int = 0
    get_quantity: int = 0
    get_product_id: str = ""
    most_times: int = 0
    exclusive: bool = False
    stack_group: str = ""
    priority: int = 0
    channel: str = ""
    tier: str = ""
    coupon: bool = False
    uses_total: int = 0
    uses_each: int = 0
    starts_at: int | None = None  # instants, microseconds UTC; half-open
    ends_at: int | None = None
    active: bool = True


class NewTaxRate(Part, frozen=True, kw_only=True):
    id: str
    tax_class: str
    name: str
    rate_numerator: int
    rate_denominator: int
    included: bool


class LoadPromotions(Command, frozen=True, kw_only=True):
    """Fact of the server alone."""

    promotions: list[NewPromotion] = field(default_factory=list)
    tax_rates: list[NewTaxRate] = field(default_factory=list)
