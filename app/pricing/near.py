"""What would take money off if the customer took a little more: told while they are still here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.pricing.offers import lacking
from app.pricing.promotion import (
    BasketLine,
    Promotion,
    PromotionKind,
    PromotionScope,
    missing,
    percent_off,
)
from app.pricing.stacking import Applied, Outcome, best, taken

NEAR_PIECES = 2  # "1 more trouser: 10 % off" is worth saying; five more is not
MOST_TOLD = 2  # more would be heard by nobody while a customer waits
NEAR_PERCENT = 2_000  # and so is an amount that misses by at most 20 %


@dataclass(frozen=True, slots=True)
class NearMiss:
    """`named`: it is the given product itself that is not in the basket yet."""

    promotion: Promotion
    missing_quantity: int
    missing_minor: int
    named: bool = False


def near_misses(
    lines: Sequence[BasketLine], promotions: Sequence[Promotion], shipping_minor: int
) -> tuple[NearMiss, ...]:
    """Only what would really make this basket cheaper, by the same rules of stacking.

    `promotions` are live, for this buyer, and sorted by (priority, id).
    """
    outcome = best(lines, promotions, shipping_minor)
    found: list[NearMiss] = []
    for promotion in promotions:
        miss = _miss(promotion, lines, outcome) if len(found) < MOST_TOLD else None
        if miss is None:
            continue
        wished = best(*_as_if(miss, lines, promotions), shipping_minor)
        if _by(promotion, wished) > _by(promotion, outcome) and wished.off > outcome.off:
            found.append(miss)
    return tuple(found)


def _miss(promotion: Promotion, lines: Sequence[BasketLine], outcome: Outcome) -> NearMiss | None:
    if not any(promotion.looks_at(line) for line in lines):
        return None
    pieces, minor = missing(promotion, lines, _basis(promotion, lines, outcome))
    if pieces or minor:
        return NearMiss(promotion, pieces, minor) if _is_near(promotion, pieces, minor) else None
    if promotion.kind is PromotionKind.BUY_GET and promotion.buy_quantity:
        more, named = lacking(promotion, lines)
        return NearMiss(promotion, more, 0, named) if more <= NEAR_PIECES else None
    return None


def _basis(promotion: Promotion, lines: Sequence[BasketLine], outcome: Outcome) -> Sequence[int]:
    """Of an order promotion: what the line promotions and the clerk left."""
    gross = [line.quantity * line.unit_minor for line in lines]
    if promotion.scope is PromotionScope.LINE:
        return gross
    return [whole - taken(off) for whole, off in zip(gross, outcome.lines, strict=True)]


def _is_near(promotion: Promotion, pieces: int, minor: int) -> bool:
    return pieces <= NEAR_PIECES and minor <= percent_off(promotion.minimum_minor, NEAR_PERCENT)


def _as_if(
    miss: NearMiss, lines: Sequence[BasketLine], promotions: Sequence[Promotion]
) -> tuple[Sequence[BasketLine], Sequence[Promotion]]:
    """The same basket with what lacks: minima met, or pieces of an offer that were fetched."""
    wanted = miss.promotion
    if miss.named:
        return [*lines, _fetched(wanted, lines)], promotions
    if wanted.kind is PromotionKind.BUY_GET:
        seen = [line for line in lines if wanted.looks_at(line)]
        cheapest = min(seen, key=lambda line: (line.unit_minor, line.product_id))
        more = replace(cheapest, quantity=miss.missing_quantity, manual_discount_minor=0)
        return [*lines, more], promotions
    met = replace(wanted, minimum_quantity=0, minimum_minor=0)
    return lines, [met if p is wanted else p for p in promotions]


def _fetched(offer: Promotion, lines: Sequence[BasketLine]) -> BasketLine:
    """Its price is not known here, and does not matter: whatever it costs, it costs less."""
    return replace(
        lines[0],
        product_id=offer.get_product_id,
        category="",
        quantity=1,
        unit_minor=100,
        manual_discount_minor=0,
    )


def _by(promotion: Promotion, outcome: Outcome) -> int:
    every: list[Applied] = [one for line in outcome.lines for one in line]
    return sum(one.minor for one in (*every, *outcome.shipping) if one.promotion_id == promotion.id)
