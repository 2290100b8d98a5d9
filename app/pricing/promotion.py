"""What is a promotion: whom it is for, which lines it looks at, and what they lack towards it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kit.clock import Instant
from app.kit.money import share

PERCENT = 10_000  # promotions hold percent × 100


class PromotionKind(StrEnum):
    PERCENTAGE = "percentage"
    AMOUNT = "amount"
    BUY_GET = "buy_get"  # buy x, get y of them, or of one named product, for less
    SHIPPING = "shipping"


class PromotionScope(StrEnum):
    LINE = "line"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class BasketLine:
    key: str
    category: str
    quantity: int
    unit_minor: int
    tax_class: str
    manual_discount_minor: int = 0  # of the whole line
    product_id: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """`codes`: the coupons that were given, in capitals."""

    channel: str = ""
    tier: str = ""
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Promotion:
    """Minima count all lines it looks at together, so that splitting a line changes nothing.

    `value` is percent × 100, or minor units: AMOUNT is off each piece in scope LINE and off the
    order once in scope ORDER; BUY_GET is percent off each given piece (100 % = free); SHIPPING
    is percent off the delivery.
    """

    id: str
    code: str
    name: str
    kind: PromotionKind
    value: int
    scope: PromotionScope
    category: str = ""  # empty = all
    product_ids: tuple[str, ...] = ()  # empty = all of the category
    minimum_quantity: int = 0
    minimum_minor: int = 0
    buy_quantity: int = 0
    get_quantity: int = 0
    get_product_id: str = ""  # what is given; empty = the cheapest of those it looks at
    most_times: int = 0  # in one order; 0 = as often as it fits
    exclusive: bool = False  # nothing else takes anything off the same order
    stack_group: str = ""  # of one group only one applies; empty = together with all others
    priority: int = 0  # the lower goes first
    channel: str = ""  # phone | store; empty = all
    tier: str = ""  # of the customer; empty = everybody
    coupon: bool = False  # only when its code is given
    uses_total: int = 0  # orders; 0 = no limit
    uses_each: int = 0  # orders of one customer; 0 = no limit
    starts_at: Instant | None = None
    ends_at: Instant | None = None  # not included

    @property
    def group_size(self) -> int:
        return self.buy_quantity + self.get_quantity

    def looks_at(self, line: BasketLine) -> bool:
        fits = not self.product_ids or line.product_id in self.product_ids
        return fits and self.category in ("", line.category)

    def off_piece(self, unit_minor: int) -> int:
        """By piece, so that neither the split of a line nor a later return changes a discount."""
        amount = self.kind is PromotionKind.AMOUNT
        off = self.value if amount else percent_off(unit_minor, self.value)
        return min(max(off, 0), unit_minor)

    def off_whole(self, minor: int) -> int:
        """Off what an order, or its delivery, still costs."""
        return self.off_piece(minor)


def live_for(promotions: Iterable[Promotion], now: Instant, buyer: Buyer) -> list[Promotion]:
    """What may apply to this buyer now, by (priority, id)."""
    live = [p for p in promotions if is_live(p, now) and is_for(p, buyer)]
    return sorted(live, key=lambda p: (p.priority, p.id))


def is_live(promotion: Promotion, now: Instant) -> bool:
    """Half-open: from starts_at on, until just before ends_at; None has no limit."""
    begun = promotion.starts_at is None or promotion.starts_at <= now
    return begun and (promotion.ends_at is None or now < promotion.ends_at)


def is_for(promotion: Promotion, buyer: Buyer) -> bool:
    """Its channel, its tier, and the code of a coupon."""
    told = not promotion.coupon or promotion.code.upper() in buyer.codes
    there = promotion.channel in ("", buyer.channel)
    return told and there and promotion.tier in ("", buyer.tier)


def missing(
    promotion: Promotion, lines: Sequence[BasketLine], amounts: Sequence[int]
) -> tuple[int, int]:
    """Pieces and minor units that the lines it looks at lack towards its minima."""
    seen = [i for i, line in enumerate(lines) if promotion.looks_at(line)]
    pieces = sum(lines[i].quantity for i in seen)
    minor = sum(amounts[i] for i in seen)
    return max(0, promotion.minimum_quantity - pieces), max(0, promotion.minimum_minor - minor)


def percent_off(minor: int, hundredths: int) -> int:
    """`hundredths` of a percent of an amount: 1000 = 10 %, rounded half away from zero."""
    return share(minor, hundredths, PERCENT)
