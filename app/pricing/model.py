"""What does a basket cost: promotions, tax, charges and rounding, in that order (domain.md 5).

All amounts are minor units of the one currency of the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.kit.money import DIGITS, share, split

PERCENT = 10_000  # promotions hold percent × 100
NEAR_PIECES = 2  # "1 more trouser: 10 % off" is worth saying; five more is not
NEAR_PERCENT = 2_000  # and so is an amount that misses by at most 20 %
MANUAL = "MANUAL"  # the code under which a clerk's own discount stands among the others


class PromotionKind(StrEnum):
    PERCENTAGE = "percentage"
    AMOUNT = "amount"


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


@dataclass(frozen=True, slots=True)
class Promotion:
    """Minima count all lines it looks at together, so that splitting a line changes nothing.

    AMOUNT is off each piece in scope LINE, and off the order once in scope ORDER.
    """

    id: str
    code: str
    name: str
    kind: PromotionKind
    value: int  # percent × 100, or minor units
    scope: PromotionScope
    category: str = ""  # empty = all
    minimum_quantity: int = 0
    minimum_minor: int = 0
    priority: int = 0  # the lower goes first
    starts_at: Instant | None = None
    ends_at: Instant | None = None  # not included


@dataclass(frozen=True, slots=True)
class TaxRate:
    """PPN 11 %: 11 / 100; included in the price it is 11 / 111 of what is paid."""

    tax_class: str
    name: str
    numerator: int
    denominator: int
    included: bool


@dataclass(frozen=True, slots=True)
class Charge:
    code: str
    name: str
    minor: int


@dataclass(frozen=True, slots=True)
class Applied:
    promotion_id: str  # empty for a manual discount
    code: str
    name: str
    minor: int  # > 0, taken off


@dataclass(frozen=True, slots=True)
class PricedLine:
    """`total` is what the customer pays for the line, tax within, included or added."""

    key: str
    gross: int
    discount: int
    total: int
    tax: int
    discounts: tuple[Applied, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    promotion_id: str
    code: str
    name: str
    missing_quantity: int
    missing_minor: int


@dataclass(frozen=True, slots=True)
class Priced:
    """total = Σ line totals + Σ charges + rounding; subtotal = Σ gross."""

    lines: tuple[PricedLine, ...]
    charges: tuple[Charge, ...]
    rounding_minor: int
    subtotal: int
    discount: int
    tax: int
    total: int
    near_misses: tuple[NearMiss, ...]
    currency: str


def price(
    lines: Sequence[BasketLine],
    promotions: Sequence[Promotion],
    tax_rates: Sequence[TaxRate],
    charges: Sequence[Charge] = (),
    *,
    now: Instant,
    currency: str,
    cash_rounding: int = 1,
) -> Priced:
    """Line promotions (the best one per line), manual discounts, order promotions, tax, charges.

    Order promotions stack by (priority, id), each on what the ones before left.
    `cash_rounding`: the total becomes its nearest multiple, half up; the difference is a line.
    Refusals: quantity_out_of_range, price_negative, charge_negative, tax_class_unknown.
    """
    if currency not in DIGITS:
        raise ValueError(f"unknown currency {currency!r}")
    _check(lines, charges)
    live = sorted((p for p in promotions if is_live(p, now)), key=lambda p: (p.priority, p.id))
    applied = _line_discounts(lines, [p for p in live if p.scope == PromotionScope.LINE])
    _add_order_discounts(applied, lines, [p for p in live if p.scope == PromotionScope.ORDER])
    rates = {rate.tax_class: rate for rate in tax_rates}
    priced = tuple(
        _priced_line(line, tuple(taken), rates) for line, taken in zip(lines, applied, strict=True)
    )
    before = sum(line.total for line in priced) + sum(charge.minor for charge in charges)
    total = share(before, 1, cash_rounding) * cash_rounding
    return Priced(
        lines=priced,
        charges=tuple(charges),
        rounding_minor=total - before,
        subtotal=sum(line.gross for line in priced),
        discount=sum(line.discount for line in priced),
        tax=sum(line.tax for line in priced),
        total=total,
        near_misses=_near_misses(lines, live, priced),
        currency=currency,
    )


def is_live(promotion: Promotion, now: Instant) -> bool:
    """Half-open: from starts_at on, until just before ends_at; None has no limit."""
    begun = promotion.starts_at is None or promotion.starts_at <= now
    return begun and (promotion.ends_at is None or now < promotion.ends_at)


def percent_off(minor: int, hundredths: int) -> int:
    """`hundredths` of a percent of an amount: 1000 = 10 %, rounded half away from zero."""
    return share(minor, hundredths, PERCENT)


def refund_share(total_minor: int, quantity: int, already_returned: int, returning: int) -> int:
    """What the next `returning` of `quantity` pieces give back of a line's amount.

    Rounded cumulatively: piece by piece adds up to the whole, whatever the partition.
    Use it for the total and for the tax alike.
    """
    if quantity < 1 or already_returned < 0 or returning < 0:
        raise Refusal("quantity_out_of_range", quantity=returning)
    if already_returned + returning > quantity:
        raise Refusal("quantity_out_of_range", quantity=returning, most=quantity - already_returned)
    before = share(total_minor, already_returned, quantity)
    return share(total_minor, already_returned + returning, quantity) - before


def _check(lines: Sequence[BasketLine], charges: Sequence[Charge]) -> None:
    for line in lines:
        if line.quantity < 1:
            raise Refusal("quantity_out_of_range", quantity=line.quantity)
        if line.unit_minor < 0 or line.manual_discount_minor < 0:
            raise Refusal("price_negative", line=line.key)
    for charge in charges:
        if charge.minor < 0:
            raise Refusal("charge_negative", charge=charge.code)


def _line_discounts(
    lines: Sequence[BasketLine], promotions: Sequence[Promotion]
) -> list[list[Applied]]:
    gross = [_gross(line) for line in lines]
    met = [p for p in promotions if not any(_missing(p, lines, gross))]
    return [_with_manual(line, _best(line, met)) for line in lines]


def _best(line: BasketLine, promotions: Sequence[Promotion]) -> list[Applied]:
    """`promotions` come by (priority, id), and max keeps the first of equals."""
    fitting = [p for p in promotions if _looks_at(p, line)]
    best = max(fitting, key=lambda p: _off_line(p, line), default=None)
    if best is None or _off_line(best, line) == 0:
        return []
    return [_applied(best, _off_line(best, line))]


def _with_manual(line: BasketLine, taken: list[Applied]) -> list[Applied]:
    minor = min(line.manual_discount_minor, _gross(line) - _sum(taken))
    return [*taken, Applied("", MANUAL, "", minor)] if minor > 0 else taken


def _add_order_discounts(
    applied: list[list[Applied]], lines: Sequence[BasketLine], promotions: Sequence[Promotion]
) -> None:
    """Minima look at what the line discounts left, not at what other order promotions took."""
    basis = [_gross(line) - _sum(taken) for line, taken in zip(lines, applied, strict=True)]
    left = list(basis)
    for promotion in promotions:
        seen = [i for i, line in enumerate(lines) if _looks_at(promotion, line)]
        whole = sum(left[i] for i in seen)
        if whole == 0 or any(_missing(promotion, lines, basis)):
            continue
        off = _off_amount(promotion, whole, 1)
        for i, part in zip(seen, split(off, [left[i] for i in seen]), strict=True):
            left[i] -= part
            if part:
                applied[i].append(_applied(promotion, part))


def _priced_line(
    line: BasketLine, discounts: tuple[Applied, ...], rates: dict[str, TaxRate]
) -> PricedLine:
    gross, discount = _gross(line), _sum(discounts)
    net = gross - discount
    rate = _rate(line, rates)
    if rate.included:
        tax = share(net, rate.numerator, rate.denominator + rate.numerator)
        return PricedLine(line.key, gross, discount, net, tax, discounts)
    tax = share(net, rate.numerator, rate.denominator)
    return PricedLine(line.key, gross, discount, net + tax, tax, discounts)


def _rate(line: BasketLine, rates: dict[str, TaxRate]) -> TaxRate:
    """No class, no tax. A class nobody knows is refused: nobody can tax a sale afterwards."""
    if not line.tax_class:
        return TaxRate("", "", 0, 1, included=True)
    rate = rates.get(line.tax_class)
    if rate is None:
        raise Refusal("tax_class_unknown", tax_class=line.tax_class, line=line.key)
    return rate


def _near_misses(
    lines: Sequence[BasketLine], promotions: Sequence[Promotion], priced: Sequence[PricedLine]
) -> tuple[NearMiss, ...]:
    gross = [line.gross for line in priced]
    net = [line.gross - line.discount for line in priced]
    found = []
    for promotion in promotions:
        amounts = gross if promotion.scope == PromotionScope.LINE else net
        pieces, minor = _missing(promotion, lines, amounts)
        if not (pieces or minor) or not _is_near(promotion, pieces, minor):
            continue
        if _would_help(promotion, lines, priced):
            found.append(NearMiss(promotion.id, promotion.code, promotion.name, pieces, minor))
    return tuple(found)


def _is_near(promotion: Promotion, pieces: int, minor: int) -> bool:
    return pieces <= NEAR_PIECES and minor <= percent_off(promotion.minimum_minor, NEAR_PERCENT)


def _would_help(
    promotion: Promotion, lines: Sequence[BasketLine], priced: Sequence[PricedLine]
) -> bool:
    seen = [pair for pair in zip(lines, priced, strict=True) if _looks_at(promotion, pair[0])]
    if promotion.scope == PromotionScope.ORDER:
        return any(done.total > 0 for _, done in seen)
    return any(_off_line(promotion, line) > done.discount for line, done in seen)


def _missing(
    promotion: Promotion, lines: Sequence[BasketLine], amounts: Sequence[int]
) -> tuple[int, int]:
    """Pieces and minor units that the lines it looks at lack towards its minima."""
    seen = [i for i, line in enumerate(lines) if _looks_at(promotion, line)]
    pieces = sum(lines[i].quantity for i in seen)
    minor = sum(amounts[i] for i in seen)
    return max(0, promotion.minimum_quantity - pieces), max(0, promotion.minimum_minor - minor)


def _looks_at(promotion: Promotion, line: BasketLine) -> bool:
    return promotion.category in ("", line.category)


def _off_line(promotion: Promotion, line: BasketLine) -> int:
    return _off_amount(promotion, _gross(line), line.quantity)


def _off_amount(promotion: Promotion, whole: int, pieces: int) -> int:
    if promotion.kind == PromotionKind.PERCENTAGE:
        off = percent_off(whole, promotion.value)
    else:
        off = promotion.value * pieces
    return min(max(off, 0), whole)


def _applied(promotion: Promotion, minor: int) -> Applied:
    return Applied(promotion.id, promotion.code, promotion.name, minor)


def _gross(line: BasketLine) -> int:
    return line.quantity * line.unit_minor


def _sum(discounts: Sequence[Applied]) -> int:
    return sum(discount.minor for discount in discounts)
