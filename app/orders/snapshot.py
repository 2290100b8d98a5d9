"""What does the order cost by the tables, and by what was told: the prices that are kept."""

from dataclasses import dataclass, replace

from app.catalog.lookup import Product, products_of
from app.identity.roles import require_within
from app.kit.errors import Refusal
from app.kit.money import share, split
from app.orders.commands import OrderLine, PlaceOrder
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import MANUAL, BasketLine, Charge, Priced, TaxRate, price
from app.storage.uow import UnitOfWork

WHOLE = 10_000  # hundredths of a percent
SHIPPING = "SHIPPING"
HONOURED = "HONOURED"


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    sku: str
    name: str
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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`computed` is the total by the tables, `total` what the customer pays: never above told."""

    lines: tuple[SnapshotLine, ...]
    adjustments: tuple[Adjustment, ...]
    subtotal: int
    discount: int
    charges: int
    rounding: int
    tax: int
    total: int
    computed: int


def snapshot_of(uow: UnitOfWork, command: PlaceOrder) -> Snapshot:
    """Refusals: product_unknown, currency_differs, reason_missing, needs_approval and price's."""
    products = products_of(uow.db, (line.product_id for line in command.lines))
    rates = all_tax_rates(uow.db)
    basket = []
    for index, line in enumerate(command.lines):
        product = _sold(products, line, command.currency)
        _within_rights(uow, line, product)
        basket.append(basket_line(str(index), line, product))
    charges = [Charge(SHIPPING, "", command.shipping_minor)] if command.shipping_minor else []
    priced = price(
        basket,
        active_promotions(uow.db),
        rates,
        charges,
        now=uow.now,
        currency=command.currency,
    )
    lines = [
        SnapshotLine(
            products[told.product_id].sku,
            products[told.product_id].name,
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
        subtotal=priced.subtotal,
        discount=priced.discount,
        charges=command.shipping_minor,
        rounding=priced.rounding_minor,
        tax=priced.tax,
        total=priced.total,
        computed=priced.total,
    )
    classes = [line.tax_class for line in basket]
    return _honoured(snapshot, command.told_total_minor, rates, classes)


def basket_line(key: str, line: OrderLine, product: Product) -> BasketLine:
    """The same line for the price that is shown and for the price that is kept."""
    unit = product.price_minor if line.override_minor is None else line.override_minor
    return BasketLine(
        key=key,
        category=product.category,
        quantity=line.quantity,
        unit_minor=unit,
        tax_class=product.tax_class,
        manual_discount_minor=share(line.quantity * unit, line.discount_hundredths, WHOLE),
    )


def _sold(products: dict[str, Product], line: OrderLine, currency: str) -> Product:
    product = products.get(line.product_id)
    if product is None:
        raise Refusal("product_unknown", product=line.product_id)
    if product.currency != currency:
        raise Refusal("currency_differs", product=line.product_id, currency=currency)
    return product


def _within_rights(uow: UnitOfWork, line: OrderLine, product: Product) -> None:
    if line.discount_hundredths:
        if not 0 < line.discount_hundredths <= WHOLE:
            raise Refusal("discount_out_of_range", hundredths=line.discount_hundredths)
        require_within(uow.actor, "discount", line.discount_hundredths)
    if line.override_minor is not None:
        if line.override_minor < 0:
            raise Refusal("amount_out_of_range", amount=line.override_minor)
        if not line.override_reason.strip():
            raise Refusal("reason_missing")
        off = max(0, product.price_minor - line.override_minor)
        hundredths = share(off, WHOLE, product.price_minor) if product.price_minor else 0
        require_within(uow.actor, "price.override", hundredths)


def _adjustments(priced: Priced) -> tuple[Adjustment, ...]:
    found = [
        Adjustment(
            index,
            "manual" if taken.code == MANUAL else "promotion",
            taken.code,
            taken.name,
            -taken.minor,
        )
        for index, line in enumerate(priced.lines)
        for taken in line.discounts
    ]
    found += [Adjustment(None, "charge", c.code, c.name, c.minor) for c in priced.charges]
    if priced.rounding_minor:
        found.append(Adjustment(None, "rounding", "", "", priced.rounding_minor))
    return tuple(found)


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
