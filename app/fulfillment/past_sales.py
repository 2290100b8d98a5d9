"""Take over sales of the past: many at a time, by the same prices, ledger and unit states.

Each line walks the path its method had (carried out; picked, staged and handed over; picked,
packed, shipped and delivered), so that its history replays to its figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from msgspec import field as part_field

from app.catalog.lookup import Product, products_of
from app.customers.handlers import show_customer
from app.customers.loading import count_past_orders
from app.fulfillment.handlers.parcels import parcel_line_id
from app.fulfillment.states import FulfillmentState
from app.identity.roles import require
from app.kit.clock import DAY, Instant
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.shortfalls import tell_fallen
from app.orders.states import ORDER, UNITS, Assurance, Method, Units
from app.payments.states import PAYMENT, TenderKind
from app.payments.tenders import CUSTOMER
from app.pricing.lookup import all_tax_rates
from app.pricing.model import Charge, Priced, PricedLine, TaxRate, price
from app.pricing.promotion import BasketLine
from app.stock.handlers import Posting, post_all
from app.stock.states import Bucket
from app.storage.schema import metadata
from app.storage.uow import UnitOfWork

SALES_AT_ONCE = 200  # one transaction holds the server's only writer for about a second
ARCHIVED_AFTER = 90 * DAY  # older sales are in nobody's feed: a desk asks for them
EXTERNAL = "external"  # the account of money that was taken elsewhere

# How a unit went its way, by method. Each act is checked against the state table.
PATHS: dict[Method, tuple[str, ...]] = {
    Method.CARRY_OUT: ("carry_out",),
    Method.PICKUP: ("source", "release", "pick", "stage", "hand_over"),
    Method.SHIP: ("source", "release", "pick", "pack", "ship", "deliver"),
}
# What the ledger sees of it (domain.md section 2).
MOVEMENTS: dict[str, tuple[Bucket, Bucket]] = {
    "carry_out": (Bucket.AVAILABLE, Bucket.CUSTOMER),
    "pick": (Bucket.AVAILABLE, Bucket.COMMITTED),
    "hand_over": (Bucket.COMMITTED, Bucket.CUSTOMER),
    "ship": (Bucket.COMMITTED, Bucket.IN_TRANSIT),
    "deliver": (Bucket.IN_TRANSIT, Bucket.CUSTOMER),
}


def _steps(acts: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """(act, source, target) of each step of a path."""
    state, found = Units.UNALLOCATED, []
    for act in acts:
        target = UNITS.after(state, act)
        found.append((act, state.value, target.value))
        state = target
    return tuple(found)


_STEPS = {method: _steps(PATHS[method]) for method in PATHS}
# Asked for at a place that had it not: the path begins anew elsewhere.
_MISSED = _steps(("source", "release", "reject"))
_NO_UNITS = {state.value: 0 for state in Units}


class PastLine(Part, frozen=True, kw_only=True):
    product_id: str
    quantity: int
    unit_minor: int
    discount_minor: int = 0  # of the whole line
    discount_code: str = ""
    discount_name: str = ""
    missed_at: str | None = None  # the place that was asked for it first and had it not


class PastCharge(Part, frozen=True, kw_only=True):
    code: str
    name: str
    minor: int


class PastSale(Part, frozen=True, kw_only=True):
    """A sale that was paid and fulfilled elsewhere. `order_id` is the caller's; lines follow it."""

    order_id: str
    number: str
    at: int
    ended_at: int | None = None  # when the last unit reached the customer; None: at once
    due_at: int | None = None  # of a pickup: when it was promised, and when it lay ready
    ready_at: int | None = None
    channel: str = "import"
    site_id: str
    from_site_id: str | None = None  # the place that fulfilled it, when it was another
    customer_id: str | None = None
    address_id: str | None = None  # where it was sent to, of the customer's
    language: str = "id"
    currency: str
    method: Method = Method.CARRY_OUT
    lines: list[PastLine]
    charges: list[PastCharge] = part_field(default_factory=list)
    reference: str = ""


class RecordPastSales(Command, frozen=True, kw_only=True):
    """Fact of the server alone; at most SALES_AT_ONCE sales."""

    sales: list[PastSale]


def line_id_of(order_id: str, ordinal: int) -> str:
    """The id of a past sale's line: a past return names it."""
    return derived_id(order_id, "past_line", ordinal)


def payment_id_of(order_id: str) -> str:
    return derived_id(order_id, "past_payment")


@dataclass(slots=True)
class _Rows:
    """All that one command writes, table by table, in the order of their keys."""

    orders: list[dict[str, Any]] = field(default_factory=list)
    order_lines: list[dict[str, Any]] = field(default_factory=list)
    order_adjustments: list[dict[str, Any]] = field(default_factory=list)
    order_events: list[dict[str, Any]] = field(default_factory=list)
    fulfillments: list[dict[str, Any]] = field(default_factory=list)
    fulfillment_lines: list[dict[str, Any]] = field(default_factory=list)
    payments: list[dict[str, Any]] = field(default_factory=list)
    money_entries: list[dict[str, Any]] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)


def record_past_sales(uow: UnitOfWork, command: RecordPastSales) -> dict[str, Any]:
    """Refusals: too_many_sales, basket_empty, product_unknown, currency_differs and price's."""
    require(uow.actor, "system")
    if len(command.sales) > SALES_AT_ONCE:
        raise Refusal("too_many_sales", most=SALES_AT_ONCE, told=len(command.sales))
    products = products_of(uow.db, (line.product_id for s in command.sales for line in s.lines))
    rates = all_tax_rates(uow.db)
    rows = _Rows()
    bought: dict[str, tuple[int, int]] = {}
    for sale in command.sales:
        priced = _priced(sale, products, rates)
        _add_sale(uow, rows, sale, priced, products)
        if sale.customer_id is not None:
            orders, spent = bought.get(sale.customer_id, (0, 0))
            bought[sale.customer_id] = (orders + 1, spent + priced.total)
    _write(uow, rows)
    posted = post_all(uow, sorted(rows.postings, key=lambda posting: posting.at))
    tell_fallen(uow, posted.fallen, because="past_sale")
    count_past_orders(uow, bought)
    _show_customers(uow, command.sales)
    return {
        "orders": len(rows.orders),
        "lines": len(rows.order_lines),
        "total_minor": sum(row["total_minor"] for row in rows.orders),
        "found": posted.found,
    }


def is_archived(uow: UnitOfWork, at: int) -> bool:
    return at < uow.now - ARCHIVED_AFTER


def _priced(sale: PastSale, products: dict[str, Product], rates: Sequence[TaxRate]) -> Priced:
    """By the rules of a new sale; the promotions of then stand on the lines as discounts."""
    if not sale.lines:
        raise Refusal("basket_empty", number=sale.number)
    if sale.method not in PATHS:
        raise Refusal("sent_nowhere", number=sale.number)
    basket = []
    for ordinal, line in enumerate(sale.lines):
        product = products.get(line.product_id)
        if product is None:
            raise Refusal("product_unknown", product=line.product_id)
        if product.currency != sale.currency:
            raise Refusal("currency_differs", product=line.product_id, currency=sale.currency)
        basket.append(
            BasketLine(
                str(ordinal),
                product.category,
                line.quantity,
                line.unit_minor,
                product.tax_class,
                line.discount_minor,
            )
        )
    charges = [Charge(charge.code, charge.name, charge.minor) for charge in sale.charges]
    at = Instant(sale.at)
    return price(basket, (), rates, charges, now=at, currency=sale.currency)


def _add_sale(
    uow: UnitOfWork, rows: _Rows, sale: PastSale, priced: Priced, products: dict[str, Product]
) -> None:
    _add_header(uow, rows, sale, priced)
    _add_money(uow, rows, sale, priced.total)
    here = sale.from_site_id or sale.site_id
    times = _times(sale)
    parcel_id = _add_parcel(rows, sale, here)
    for ordinal, (line, done) in enumerate(zip(sale.lines, priced.lines, strict=True)):
        line_id = line_id_of(sale.order_id, ordinal)
        _add_line(rows, sale, line, done, products[line.product_id], ordinal, line_id, here)
        if done.discount:
            kind = "promotion" if line.discount_code else "manual"
            name = line.discount_name
            _add_adjustment(
                uow, rows, sale.order_id, line_id, kind, line.discount_code, name, -done.discount
            )
        _add_path(uow, rows, sale, line, line_id, here, times)
        if parcel_id:
            _add_parcel_line(rows, sale, line, line_id, parcel_id)
    for charge in sale.charges:
        _add_adjustment(
            uow, rows, sale.order_id, None, "charge", charge.code, charge.name, charge.minor
        )


def _add_header(uow: UnitOfWork, rows: _Rows, sale: PastSale, priced: Priced) -> None:
    archived = is_archived(uow, sale.at)
    rows.orders.append(
        {
            "id": sale.order_id,
            "number": sale.number,
            "state": ORDER.after(ORDER.start, "close").value,
            "channel": sale.channel,
            "site_id": sale.site_id,
            "device_id": uow.actor.device_id,
            "customer_id": sale.customer_id,
            "language": sale.language,
            "currency": sale.currency,
            "subtotal_minor": priced.subtotal,
            "discount_minor": priced.discount,
            "charges_minor": sum(charge.minor for charge in priced.charges),
            "rounding_minor": priced.rounding_minor,
            "tax_minor": priced.tax,
            "total_minor": priced.total,
            "paid_minor": priced.total,
            "refunded_minor": 0,
            "address_id": sale.address_id,
            "note": "",
            "code_salt": "",
            "code_hash": "",
            "placed_by": uow.actor.user_id,
            "placed_at": sale.at,
            "closed_at": sale.ended_at or sale.at,
            "audience": "" if archived else f"orders:care orders:store:{sale.site_id}",
        }
    )


def _add_line(
    rows: _Rows,
    sale: PastSale,
    line: PastLine,
    done: PricedLine,
    product: Product,
    ordinal: int,
    line_id: str,
    here: str,
) -> None:
    rows.order_lines.append(
        {
            "id": line_id,
            "order_id": sale.order_id,
            "ordinal": ordinal,
            "product_id": line.product_id,
            "sku": product.sku,
            "name": product.name,
            "ordered": line.quantity,
            "unit_minor": line.unit_minor,
            "discount_minor": done.discount,
            "tax_minor": done.tax,
            "total_minor": done.total,
            "method": sale.method.value,
            "site_id": here,
            "promise_from": None,
            "promise_to": None,
            "assurance": Assurance.CONFIRMED.value,
            "note": "",
            **_NO_UNITS,
            _STEPS[sale.method][-1][2]: line.quantity,
            "returned": 0,
        }
    )


def _add_adjustment(
    uow: UnitOfWork,
    rows: _Rows,
    order_id: str,
    line_id: str | None,
    kind: str,
    code: str,
    name: str,
    amount: int,
) -> None:
    rows.order_adjustments.append(
        {
            "id": uow.new_id("adjustment"),
            "order_id": order_id,
            "line_id": line_id,
            "kind": kind,
            "code": code,
            "name": name,
            "amount_minor": amount,
        }
    )


def _add_path(
    uow: UnitOfWork,
    rows: _Rows,
    sale: PastSale,
    line: PastLine,
    line_id: str,
    here: str,
    times: Sequence[int],
) -> None:
    if line.missed_at is not None and sale.method is not Method.CARRY_OUT:
        for step in _MISSED:
            _add_event(uow, rows, sale, line, line_id, step, line.missed_at, sale.at)
    for (act, source, target), at in zip(_STEPS[sale.method], times, strict=True):
        _add_event(uow, rows, sale, line, line_id, (act, source, target), here, at)
        if act in MOVEMENTS:
            taken, given = MOVEMENTS[act]
            rows.postings.append(
                Posting(
                    here,
                    line.product_id,
                    taken,
                    given,
                    line.quantity,
                    act,
                    "orders",
                    sale.order_id,
                    at,
                )
            )


def _add_event(
    uow: UnitOfWork,
    rows: _Rows,
    sale: PastSale,
    line: PastLine,
    line_id: str,
    step: tuple[str, str, str],
    site_id: str,
    at: int,
) -> None:
    act, source, target = step
    rows.order_events.append(
        {
            "id": uow.new_id("order_event"),
            "order_id": sale.order_id,
            "line_id": line_id,
            "act": act,
            "source": source,
            "target": target,
            "quantity": line.quantity,
            "reason": "",
            "site_id": site_id,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "command_id": uow.command_id,
            "at": at,
            "step": len(rows.order_events),
        }
    )


def _add_parcel(rows: _Rows, sale: PastSale, here: str) -> str:
    """The parcel of a pickup whose times are known; empty for all others."""
    if sale.method is not Method.PICKUP or sale.ready_at is None:
        return ""
    parcel_id = derived_id(sale.order_id, "fulfillment", f"{here}/{sale.method.value}/0")
    rows.fulfillments.append(
        {
            "id": parcel_id,
            "order_id": sale.order_id,
            "site_id": here,
            "method": sale.method.value,
            "state": FulfillmentState.CLOSED.value,
            "due_at": sale.due_at,
            "ready_at": sale.ready_at,
            "closed_at": sale.ended_at or sale.at,
        }
    )
    return parcel_id


def _add_parcel_line(
    rows: _Rows, sale: PastSale, line: PastLine, line_id: str, parcel_id: str
) -> None:
    rows.fulfillment_lines.append(
        {
            "id": parcel_line_id(parcel_id, line_id),
            "fulfillment_id": parcel_id,
            "order_id": sale.order_id,
            "line_id": line_id,
            "product_id": line.product_id,
            "quantity": line.quantity,
            "picked": line.quantity,
        }
    )


def _times(sale: PastSale) -> list[int]:
    """When each step was: evenly between the sale and its end, where no more is known."""
    steps = len(PATHS[sale.method])
    if sale.method is Method.PICKUP and sale.ready_at is not None:
        ended = sale.ended_at or sale.ready_at
        return [sale.at, sale.at, (sale.at + sale.ready_at) // 2, sale.ready_at, ended]
    lasted = max(0, (sale.ended_at or sale.at) - sale.at)
    if steps == 1:
        return [sale.at]
    return [sale.at + lasted * step // (steps - 1) for step in range(steps)]


def _add_money(uow: UnitOfWork, rows: _Rows, sale: PastSale, total: int) -> None:
    if total == 0:
        return
    payment_id = payment_id_of(sale.order_id)
    rows.payments.append(
        {
            "id": payment_id,
            "order_id": sale.order_id,
            "kind": TenderKind.EXTERNAL.value,
            "state": PAYMENT.after(PAYMENT.start, "capture").value,
            "currency": sale.currency,
            "amount_minor": total,
            "captured_minor": total,
            "refunded_minor": 0,
            "reference": sale.reference,
            "link": "",
            "drawer_id": None,
            "at": sale.at,
        }
    )
    journal_id = uow.new_id("journal")
    for account, amount in ((EXTERNAL, total), (CUSTOMER, -total)):
        rows.money_entries.append(
            {
                "id": uow.new_id("money_entry"),
                "journal_id": journal_id,
                "account": account,
                "currency": sale.currency,
                "amount_minor": amount,
                "order_id": sale.order_id,
                "payment_id": payment_id,
                "why": "capture",
                "command_id": uow.command_id,
                "at": sale.at,
            }
        )


def _write(uow: UnitOfWork, rows: _Rows) -> None:
    for name, found in _by_table(rows):
        uow.insert(_table(name), *found)


def _by_table(rows: _Rows) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "orders", rows.orders
    yield "order_lines", rows.order_lines
    yield "order_adjustments", rows.order_adjustments
    yield "order_events", rows.order_events
    yield "fulfillments", rows.fulfillments
    yield "fulfillment_lines", rows.fulfillment_lines
    yield "payments", rows.payments
    yield "money_entries", rows.money_entries


def _table(name: str) -> sa.Table:
    """By its name: another slice's rows, written whole as the past left them."""
    return metadata.tables[name]


def _show_customers(uow: UnitOfWork, sales: Sequence[PastSale]) -> None:
    """As a new order does: the store that may still see its customer again knows them."""
    recent = {
        (sale.customer_id, sale.site_id)
        for sale in sales
        if sale.customer_id is not None and not is_archived(uow, sale.at)
    }
    for customer_id, site_id in sorted(recent):
        show_customer(uow, customer_id, f"customers:store:{site_id}")
