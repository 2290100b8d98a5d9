"""What a desk without a screen may ask by name: the screens' own queries, with plain arguments."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from app.catalog.search import find_goods
from app.customers.queries import card, find
from app.fulfillment.queries import board, find_here, panel, parcels_of
from app.identity.queries import people
from app.insights.behind_stock import claims_on
from app.kit.clock import Instant
from app.orders.capture import quote
from app.orders.commands import Edits, OrderLine
from app.orders.previews import cancel_preview, change_options, change_preview
from app.orders.queries import by_number, heads_of, order_card
from app.orders.states import Method
from app.payments.queries import credit_of
from app.places.queries import all_sites, bin_codes
from app.returns.blind import blind_item
from app.returns.commands import NewItem
from app.returns.exchanging import exchange_price
from app.returns.model import RefundMode
from app.returns.queries import preview, return_card
from app.returns.waiting import open_by_mail
from app.routing.explained import sourced_of
from app.routing.offering import offered_for
from app.routing.queries import Wanted, promise_for
from app.stock.counts import on_shelf, unclosed_counts
from app.stock.queries import sku_stock
from app.work.counting import to_count


def _promise(
    db: Connection,
    *,
    basket: list[dict[str, Any]],
    method: str,
    now: int,
    near_site: str | None = None,
    postcode: str = "",
) -> Any:
    """`basket`: [{product_id, quantity}]; the options of app.routing.model.Promise."""
    wanted = [Wanted(str(n), line["product_id"], line["quantity"]) for n, line in enumerate(basket)]
    return promise_for(
        db, wanted, method=Method(method), now=Instant(now), near_site=near_site, postcode=postcode
    )


def _options(
    db: Connection,
    *,
    basket: list[dict[str, Any]],
    now: int,
    need_by: int | None = None,
    **told: Any,
) -> Any:
    """`basket`: [{product_id, quantity}]; also near_site, postcode, channel, most_parcels, hold_id.

    The ways that are there in time, both collected and sent, or the nearest miss."""
    wanted = [Wanted(str(n), line["product_id"], line["quantity"]) for n, line in enumerate(basket)]
    by = None if need_by is None else Instant(need_by)
    return offered_for(db, wanted, now=Instant(now), need_by=by, **told)


def _quote(
    db: Connection, *, lines: list[dict[str, Any]], currency: str, now: int, **told: Any
) -> Any:
    """`lines`: [{product_id, quantity, unit_minor, method}]; the total order.place will have.

    Also shipping_minor, channel, customer_id and codes (coupons), as the order will tell them.
    """
    made = [OrderLine(**{**line, "method": Method(line["method"])}) for line in lines]
    told.setdefault("shipping_minor", 0)
    return quote(db, made, currency=currency, now=Instant(now), **told)


def _orders(db: Connection, *, number: str) -> Any:
    return list(heads_of(db, by_number(db, number)).values())


def _change(db: Connection, *, order_id: str, edits: dict[str, Any], now: int) -> Any:
    """`edits` as in order.change; what they cost, and the version that was seen."""
    told = change_preview(db, order_id, msgspec.convert(edits, Edits), Instant(now))
    return {**asdict(told), "difference_minor": told.difference_minor}


def _exchange(
    db: Connection,
    *,
    order_id: str,
    site_id: str,
    device_id: str,
    user_id: str,
    now: int,
    chosen: dict[str, int],
    items: list[dict[str, Any]],
    mode: str,
    offline: bool = False,
) -> Any:
    """`items` as in return.exchange; the price of the new goods and what is left to give back."""
    found = return_card(
        db, order_id, site_id=site_id, device_id=device_id, user_id=user_id, now=Instant(now)
    )
    if found is None:
        return None
    wanted = msgspec.convert(items, list[NewItem])
    swapped = {item.swaps: item.quantity for item in wanted if item.swaps}
    price = exchange_price(
        db,
        wanted,
        {line_id: found.line(line_id).worth_minor(units) for line_id, units in swapped.items()},
        site_id=site_id,
        currency=found.currency,
        now=Instant(now),
        customer_id=found.customer_id,
    )
    told = preview(
        found,
        chosen,
        RefundMode(mode),
        offline=offline,
        swapped=swapped,
        spend_minor=price.total_minor,
    )
    spent = told.settlement.exchanged_minor
    return {
        "total_minor": price.total_minor,
        "to_pay_minor": price.total_minor - spent,
        "refund_minor": told.refund_minor - spent,
        "why_not": told.why_not,
    }


def _blind(db: Connection, *, product_id: str, now: int, customer_id: str | None = None) -> Any:
    return blind_item(db, product_id, customer_id, Instant(now))


def _refund(
    db: Connection,
    *,
    order_id: str,
    site_id: str,
    device_id: str,
    user_id: str,
    now: int,
    chosen: dict[str, int],
    mode: str,
    offline: bool = False,
) -> Any:
    """`chosen`: order line id → units; the refund as return.take will compute it."""
    found = return_card(
        db, order_id, site_id=site_id, device_id=device_id, user_id=user_id, now=Instant(now)
    )
    return None if found is None else preview(found, chosen, RefundMode(mode), offline=offline)


def _returnable(
    db: Connection, *, order_id: str, site_id: str, device_id: str, user_id: str, now: int
) -> Any:
    return return_card(
        db, order_id, site_id=site_id, device_id=device_id, user_id=user_id, now=Instant(now)
    )


QUESTIONS: Mapping[str, Callable[..., Any]] = {
    "people": people,
    "sites": all_sites,
    "bins": bin_codes,
    "customers.find": find,
    "customers.card": card,
    "customers.credit": credit_of,
    "products.find": find_goods,
    "stock.sku": sku_stock,
    "stock.shelf": on_shelf,
    "stock.claims": claims_on,
    "stock.counts": unclosed_counts,
    "stock.to_count": to_count,
    "promise": _promise,
    "options": _options,
    "orders.sourced": sourced_of,
    "quote": _quote,
    "orders.by_number": _orders,
    "orders.card": order_card,
    "orders.parcels": parcels_of,
    "orders.options": change_options,
    "orders.change": _change,
    "orders.cancel": cancel_preview,
    "pickup.board": board,
    "pickup.panel": panel,
    "pickup.find": find_here,
    "returns.card": _returnable,
    "returns.refund": _refund,
    "returns.exchange": _exchange,
    "returns.blind": _blind,
    "returns.by_mail": open_by_mail,
}
