"""What does the order cost by the tables, and by what was told: the prices that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.catalog.lookup import Product, products_of
from app.customers.tiers import tier_of
from app.identity.authority import authorise
from app.kit.errors import Refusal
from app.kit.money import share, split
from app.orders.by_hand import WHOLE, check, request, request_of_order
from app.orders.commands import OrderLine, PlaceOrder
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import SHIPPING, Charge, Priced, TaxRate, price
from app.pricing.promotion import BasketLine, Buyer, Promotion
from app.pricing.stacking import MANUAL, Applied
from app.storage.uow import UnitOfWork

HONOURED = "HONOURED"


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    sku: str
    name: str
    listed: int
    unit: int
    discount: int
    tax: int
    total: int


@dataclass(frozen=True, slots=True)
class Adjustment:
    line: int | None  # its place among the lines
    kind: str  # promotion | manual | honoured | charge | rounding
    code: str
    name: str
    amount: int
    promotion_id: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`computed` is the total by the tables, `total` what the customer pays: never above told.
    `then` is what it was by the offers of when it was made, where those were better.

    `coupons`: those that took something off. `asked`: the right that prices by hand needed, and
    how many hundredths of a percent came off by them.
    """

    lines: tuple[SnapshotLine, ...]
    adjustments: tuple[Adjustment, ...]
    coupons: tuple[Promotion, ...]
    asked: tuple[str, int] | None
    subtotal: int
    discount: int
    charges: int
    rounding: int
    tax: int
    total: int
    computed: int
    then: int


def snapshot_of(
    uow: UnitOfWork,
    command: PlaceOrder,
    *,
    order_id: str | None = None,
    customer_id: str | None = None,
    also: Sequence[tuple[str, int] | None] = (),
) -> Snapshot:
    """`also`: what else is asked for by hand in the same act, judged as one.

    Refusals: product_unknown, currency_differs, those of by_hand, needs_approval and price's."""
    products = products_of(uow.db, (line.product_id for line in command.lines))
    basket = []
    for index, line in enumerate(command.lines):
        product = _sold(products, line, command.currency)
        check(line)
        basket.append(basket_line(str(index), line, product))
    asked = _within_rights(uow, command, order_id, products, also)
    rates = all_tax_rates(uow.db)
    promotions = active_promotions(uow.db)
    by_tables = partial(
        price,
        basket,
        promotions,
        rates,
        delivery(command.shipping_minor),
        currency=command.currency,
        buyer=Buyer(command.channel, tier_of(uow.db, customer_id), given(command.coupons)),
    )
    priced = by_tables(now=uow.now)
    then = priced.total
    if command.told_total_minor < then and uow.happened_at < uow.now:
        then = min(then, by_tables(now=uow.happened_at).total)
    lines = [
        SnapshotLine(
            products[told.product_id].sku,
            products[told.product_id].name,
            products[told.product_id].price_minor,
            line.unit_minor,
            done.discount,
            done.tax,
            done.total,
        )
        for told, line, done in zip(command.lines, basket, priced.lines, strict=True)
    ]
    snapshot = Snapshot(
        lines=tuple(lines),
        adjustments=_adjustments(priced),
        coupons=tuple(p for p in promotions if p.coupon and p.id in priced.used),
        asked=asked,
        subtotal=priced.subtotal,
        discount=priced.discount,
        charges=priced.charged,
        rounding=priced.rounding_minor,
        tax=priced.tax,
        total=priced.total,
        computed=priced.total,
        then=then,
    )
    classes = [line.tax_class for line in basket]
    return _honoured(snapshot, command.told_total_minor, rates, classes)


def basket_line(key: str, line: OrderLine, product: Product) -> BasketLine:
    """The same line for the price that is shown and for the price that is kept.

    The discount by hand is counted by piece: two places of one row cost what one place would.
    """
    unit = product.price_minor if line.override_minor is None else line.override_minor
    return BasketLine(
        key=key,
        category=product.category,
        quantity=line.quantity,
        unit_minor=unit,
        tax_class=product.tax_class,
        manual_discount_minor=line.quantity * share(unit, line.discount_hundredths, WHOLE),
        product_id=product.id,
    )


def delivery(shipping_minor: int) -> list[Charge]:
    return [Charge(SHIPPING, "", shipping_minor)] if shipping_minor else []


def given(codes: list[str]) -> frozenset[str]:
    return frozenset(code.strip().upper() for code in codes)


def _sold(products: dict[str, Product], line: OrderLine, currency: str) -> Product:
    product = products.get(line.product_id)
    if product is None:
        raise Refusal("product_unknown", product=line.product_id)
    if product.currency != currency:
        raise Refusal("currency_differs", product=line.product_id, currency=currency)
    return product


def _within_rights(
    uow: UnitOfWork,
    command: PlaceOrder,
    order_id: str | None,
    products: dict[str, Product],
    also: Sequence[tuple[str, int] | None],
) -> tuple[str, int] | None:
    """Alone, or with the one approval that the order carries; percentages do not add up."""
    told = [request(line, products[line.product_id].price_minor) for line in command.lines]
    asked = request_of_order([*told, *also])
    if asked is not None:
        authorise(uow, *asked, approval=command.approval, order_id=order_id, cumulative=False)
    return asked


def _adjustments(priced: Priced) -> tuple[Adjustment, ...]:
    """What is off the delivery is a charge below zero: the charges of an order add up to it."""
    found = [
        _taken(taken, index, "manual" if taken.code == MANUAL else "promotion")
        for index, line in enumerate(priced.lines)
        for taken in line.discounts
    ]
    found += [Adjustment(None, "charge", c.code, c.name, c.minor) for c in priced.charges]
    found += [_taken(taken, None, "charge") for taken in priced.shipping]
    if priced.rounding_minor:
        found.append(Adjustment(None, "rounding", "", "", priced.rounding_minor))
    return tuple(found)


def _taken(taken: Applied, index: int | None, kind: str) -> Adjustment:
    promotion_id = taken.promotion_id or None
    return Adjustment(index, kind, taken.code, taken.name, -taken.minor, promotion_id)


def _honoured(snapshot: Snapshot, told: int, rates: list[TaxRate], classes: list[str]) -> Snapshot:
    """Told less than the tables say: the customer pays what was told, over all lines."""
    totals = [line.total for line in snapshot.lines]
    off = min(max(0, snapshot.total - told), sum(totals))
    if off == 0:
        return snapshot
    parts = split(off, totals)
    by_class = {rate.tax_class: rate for rate in rates}
    lines = tuple(
        replace(
            line,
            discount=line.discount + part,
            total=line.total - part,
            tax=_tax_within(line.total - part, by_class.get(tax_class)),
        )
        for line, part, tax_class in zip(snapshot.lines, parts, classes, strict=True)
    )
    honoured = tuple(
        Adjustment(index, "honoured", HONOURED, "", -part)
        for index, part in enumerate(parts)
        if part
    )
    return replace(
        snapshot,
        lines=lines,
        adjustments=snapshot.adjustments + honoured,
        discount=snapshot.discount + off,
        tax=sum(line.tax for line in lines),
        total=snapshot.total - off,
    )


def _tax_within(total: int, rate: TaxRate | None) -> int:
    return share(total, rate.numerator, rate.denominator + rate.numerator) if rate else 0
