"""Which promotions apply together: of all plans that the stacking rules allow, the cheapest.

Exclusive promotions stand alone; of one stack group at most one applies; all others go together.
A line promotion may be left out of a plan where it would cost more than it brings: an offer that
uses up pieces, or a discount that takes an order below the minimum of another promotion.
Of equally cheap plans the first by (priority, id) stands, so desk and server choose alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from app.kit.money import split
from app.pricing.offers import give
from app.pricing.promotion import BasketLine, Promotion, PromotionKind, PromotionScope, missing

MANUAL = "MANUAL"  # the code under which a clerk's own discount stands among the others
MOST_PLANS = 32  # 50 lines, 12 promotions: 50 ms; 3 lines, 4 promotions: 0.3 ms


@dataclass(frozen=True, slots=True)
class Applied:
    promotion_id: str  # empty for a manual discount
    code: str
    name: str
    minor: int  # > 0, taken off


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one plan takes off each line and off the delivery."""

    lines: tuple[tuple[Applied, ...], ...]
    shipping: tuple[Applied, ...]

    @property
    def off(self) -> int:
        return sum(map(taken, self.lines)) + taken(self.shipping)


def best(
    lines: Sequence[BasketLine], promotions: Sequence[Promotion], shipping_minor: int
) -> Outcome:
    """`promotions` are live, for this buyer, and sorted by (priority, id)."""
    gross = [line.quantity * line.unit_minor for line in lines]
    useful = [p for p in promotions if _is_useful(p, lines, gross, shipping_minor)]
    outcomes = (_outcome(lines, plan, shipping_minor) for plan in _plans(useful))
    return max(outcomes, key=lambda outcome: outcome.off)  # max keeps the first of equals


def taken(discounts: Sequence[Applied]) -> int:
    return sum(discount.minor for discount in discounts)


def _is_useful(
    promotion: Promotion, lines: Sequence[BasketLine], gross: Sequence[int], shipping_minor: int
) -> bool:
    if promotion.kind is PromotionKind.SHIPPING and not shipping_minor:
        return False
    seen = any(promotion.looks_at(line) for line in lines)
    return seen and not any(missing(promotion, lines, gross))


def _plans(useful: Sequence[Promotion]) -> Iterator[tuple[Promotion, ...]]:
    """The fullest first; the last of (priority, id) are the first to be left out."""
    together = [p for p in useful if not p.exclusive]
    minima = any(p.minimum_minor for p in together if p.scope is PromotionScope.ORDER)
    slots: dict[str, list[Promotion | None]] = {}
    for p in together:
        if p.stack_group:
            slots.setdefault(p.stack_group, [None]).insert(-1, p)
        else:
            wanted: list[Promotion | None] = [p]
            slots[f"/{p.id}"] = [*wanted, None] if _is_optional(p, minima) else wanted
    for chosen in islice(product(*slots.values()), MOST_PLANS):
        plan = (p for p in chosen if p is not None)
        yield tuple(sorted(plan, key=lambda p: (p.priority, p.id)))
    for p in useful:
        if p.exclusive:
            yield (p,)


def _is_optional(promotion: Promotion, minima: bool) -> bool:
    on_lines = promotion.scope is PromotionScope.LINE
    return on_lines and (minima or promotion.kind is PromotionKind.BUY_GET)


# ---------------------------------------------------------------- one plan


def _outcome(
    lines: Sequence[BasketLine], plan: Sequence[Promotion], shipping_minor: int
) -> Outcome:
    """Line promotions, the clerk's own discount, then order promotions by priority."""
    applied = _on_lines(lines, [p for p in plan if p.scope is PromotionScope.LINE])
    basis = [
        line.quantity * line.unit_minor - taken(had)
        for line, had in zip(lines, applied, strict=True)
    ]
    left = list(basis)
    shipping: list[Applied] = []
    for promotion in plan:
        if promotion.scope is not PromotionScope.ORDER or any(missing(promotion, lines, basis)):
            continue
        if promotion.kind is PromotionKind.SHIPPING:
            _take_off_shipping(promotion, shipping, shipping_minor)
        else:
            _take_off_order(promotion, lines, left, applied)
    return Outcome(tuple(map(tuple, applied)), tuple(shipping))


def _on_lines(lines: Sequence[BasketLine], promotions: Sequence[Promotion]) -> list[list[Applied]]:
    """A piece carries one line promotion: it is given for an offer, or has the best of its line."""
    own = [_own(line, promotions) for line in lines]
    off = [p.off_piece(line.unit_minor) if p else 0 for p, line in zip(own, lines, strict=True)]
    free = [line.quantity for line in lines]
    rest = list(free)
    applied: list[list[Applied]] = [[] for _ in lines]
    for offer in promotions:
        if offer.kind is not PromotionKind.BUY_GET:
            continue
        found = give(offer, lines, free, off)
        for i, pieces in enumerate(found.given):
            free[i] -= found.used[i]
            rest[i] -= pieces
            _add(applied[i], offer, pieces * offer.off_piece(lines[i].unit_minor))
    for i, line in enumerate(lines):
        if best_own := own[i]:
            _add(applied[i], best_own, rest[i] * off[i])
        _add_manual(applied[i], line)
    return applied


def _own(line: BasketLine, promotions: Sequence[Promotion]) -> Promotion | None:
    """`promotions` come by (priority, id), and max keeps the first of equals."""
    fitting = [p for p in promotions if p.kind is not PromotionKind.BUY_GET and p.looks_at(line)]
    return max(fitting, key=lambda p: p.off_piece(line.unit_minor), default=None)


def _add_manual(applied: list[Applied], line: BasketLine) -> None:
    left = line.quantity * line.unit_minor - taken(applied)
    minor = min(line.manual_discount_minor, left)
    if minor > 0:
        applied.append(Applied("", MANUAL, "", minor))


def _take_off_order(
    promotion: Promotion,
    lines: Sequence[BasketLine],
    left: list[int],
    applied: list[list[Applied]],
) -> None:
    """Minima look at what the line discounts left, not at what other order promotions took."""
    seen = [i for i, line in enumerate(lines) if promotion.looks_at(line)]
    whole = sum(left[i] for i in seen)
    if whole == 0:
        return
    off = promotion.off_whole(whole)
    for i, part in zip(seen, split(off, [left[i] for i in seen]), strict=True):
        left[i] -= part
        _add(applied[i], promotion, part)


def _take_off_shipping(promotion: Promotion, shipping: list[Applied], minor: int) -> None:
    _add(shipping, promotion, promotion.off_whole(minor - taken(shipping)))


def _add(applied: list[Applied], promotion: Promotion, minor: int) -> None:
    if minor > 0:
        applied.append(Applied(promotion.id, promotion.code, promotion.name, minor))
