"""What does a basket cost: promotions, tax, charges and rounding, in that order (domain.md 5).

All amounts are minor units of the one currency of the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.kit.money import DIGITS, share
from app.pricing.promotion import BasketLine, Buyer, Promotion, live_for
from app.pricing.stacking import Applied, best, taken

SHIPPING = "SHIPPING"  # the charge that promotions of delivery look at
EVERYBODY = Buyer()


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
class PricedLine:
    """`total` is what the customer pays for the line, tax within, included or added."""

    key: str
    gross: int
    discount: int
    total: int
    tax: int
    discounts: tuple[Applied, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """total = Σ line totals + Σ charges − Σ shipping + rounding; subtotal = Σ gross.

    `discount` is off the goods; `shipping` is off the delivery charge.
    """

    lines: tuple[PricedLine, ...]
    charges: tuple[Charge, ...]
    shipping: tuple[Applied, ...]
    rounding_minor: int
    subtotal: int
    discount: int
    tax: int
    total: int
    currency: str

    @property
    def charged(self) -> int:
        """What the charges come to after what was taken off the delivery."""
        return sum(charge.minor for charge in self.charges) - taken(self.shipping)

    @property
    def used(self) -> frozenset[str]:
        """Ids of the promotions that took something off."""
        every = [one for line in self.lines for one in line.discounts]
        return frozenset(one.promotion_id for one in (*every, *self.shipping) if one.promotion_id)


def price(
    lines: Sequence[BasketLine],
    promotions: Sequence[Promotion],
    tax_rates: Sequence[TaxRate],
    charges: Sequence[Charge] = (),
    *,
    now: Instant,
    currency: str,
    buyer: Buyer = EVERYBODY,
    cash_rounding: int = 1,
) -> Priced:
    """Line promotions, manual discounts, order promotions, tax, charges: the cheapest plan.

    Order promotions stack by (priority, id), each on what the ones before left.
    `cash_rounding`: the total becomes its nearest multiple, half up; the difference is a line.
    Refusals: quantity_out_of_range, price_negative, charge_negative, tax_class_unknown.
    """
    if currency not in DIGITS:
        raise ValueError(f"unknown currency {currency!r}")
    _check(lines, charges)
    delivery = sum(charge.minor for charge in charges if charge.code == SHIPPING)
    outcome = best(lines, live_for(promotions, now, buyer), delivery)
    rates = {rate.tax_class: rate for rate in tax_rates}
    priced = tuple(
        _priced_line(line, off, rates) for line, off in zip(lines, outcome.lines, strict=True)
    )
    charged = sum(charge.minor for charge in charges) - taken(outcome.shipping)
    before = sum(line.total for line in priced) + charged
    total = share(before, 1, cash_rounding) * cash_rounding
    return Priced(
        lines=priced,
        charges=tuple(charges),
        shipping=outcome.shipping,
        rounding_minor=total - before,
        subtotal=sum(line.gross for line in priced),
        discount=sum(line.discount for line in priced),
        tax=sum(line.tax for line in priced),
        total=total,
        currency=currency,
    )


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


def _priced_line(
    line: BasketLine, discounts: tuple[Applied, ...], rates: dict[str, TaxRate]
) -> PricedLine:
    gross, discount = line.quantity * line.unit_minor, taken(discounts)
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
