"""Which promotions are no longer earned by what the customer keeps, and what they were worth."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.pricing.model import refund_share
from app.pricing.offers import give
from app.pricing.promotion import BasketLine, Promotion, PromotionKind, PromotionScope


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the order and how many of its units stay with the customer."""

    line_id: str
    product_id: str
    category: str
    ordered: int
    cancelled: int
    kept: int
    unit_minor: int
    discounts: Mapping[str, int]  # code → taken off the whole line, > 0

    @property
    def in_basket(self) -> BasketLine:
        return BasketLine(
            self.line_id, self.category, self.kept, self.unit_minor, "", product_id=self.product_id
        )

    def off(self, code: str) -> int:
        """What the kept units got of a discount: those between the cancelled and the returned."""
        whole = self.discounts.get(code, 0)
        return refund_share(whole, self.ordered, self.cancelled, self.kept) if self.kept else 0


@dataclass(frozen=True, slots=True)
class Unearned:
    code: str
    name: str
    minor: int


def unearned(lines: Sequence[Kept], promotions: Sequence[Promotion]) -> tuple[Unearned, ...]:
    """By code. What a promotion asked of the order is asked of what is kept of it.

    One that the order as it was sold would not earn today had other terms then: it is left alone.
    """
    whole = [replace(line, kept=line.ordered, cancelled=0) for line in lines]
    of_order = {one.code for one in promotions if one.scope is PromotionScope.ORDER}
    found = []
    for promotion in sorted(promotions, key=lambda one: one.code):
        minor = sum(line.off(promotion.code) for line in lines)
        if not minor or not _is_earned(promotion, whole, of_order):
            continue
        if _is_earned(promotion, lines, of_order):
            minor = _above_offer(promotion, lines, whole, minor)
        if minor > 0:
            found.append(Unearned(promotion.code, promotion.name or promotion.code, minor))
    return tuple(found)


def _above_offer(
    promotion: Promotion, lines: Sequence[Kept], whole: Sequence[Kept], had: int
) -> int:
    """Six for four, of which five stay, are three for two and two more: what is left of the offer
    is what it would give to these pieces alone."""
    if promotion.kind is not PromotionKind.BUY_GET:
        return 0
    if _offered(promotion, whole) < sum(line.off(promotion.code) for line in whole):
        return 0  # it had other terms then
    return had - _offered(promotion, lines)


def _offered(promotion: Promotion, lines: Sequence[Kept]) -> int:
    baskets = [line.in_basket for line in lines]
    found = give(promotion, baskets, [line.kept for line in lines], [0] * len(lines))
    return sum(
        pieces * promotion.off_piece(line.unit_minor)
        for pieces, line in zip(found.given, lines, strict=True)
    )


def _is_earned(promotion: Promotion, lines: Sequence[Kept], of_order: Collection[str]) -> bool:
    seen = [line for line in lines if promotion.looks_at(line.in_basket)]
    pieces = sum(line.kept for line in seen)
    minor = sum(line.kept * line.unit_minor for line in seen)
    if promotion.scope is PromotionScope.ORDER:
        # As `price` asks it: of what the discounts of the lines left.
        minor -= sum(line.off(code) for line in seen for code in line.discounts.keys() - of_order)
    wanted = promotion.group_size if promotion.kind is PromotionKind.BUY_GET else 0
    return pieces >= max(wanted, promotion.minimum_quantity) and minor >= promotion.minimum_minor
