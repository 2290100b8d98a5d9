"""What a desk without a screen may ask by name: the screens' own queries, with plain arguments."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.engine import Connection

from app.customers.queries import card, find
from app.fulfillment.queries import board, find_here, panel
from app.identity.queries import people
from app.insights.behind_stock import claims_on
from app.kit.clock import Instant
from app.orders.capture import quote
from app.orders.commands import OrderLine
from app.orders.queries import by_number, heads_of, order_card
from app.orders.states import Method
from app.places.queries import all_sites, bin_codes
from app.returns.model import RefundMode
from app.returns.queries import preview, return_card
from app.routing.queries import Wanted, promise_for
from app.stock.counts import unclosed_counts
from app.stock.queries import find_products, sku_stock
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
    "products.find": find_products,
    "stock.sku": sku_stock,
    "stock.claims": claims_on,
    "stock.counts": unclosed_counts,
    "stock.to_count": to_count,
    "promise": _promise,
    "quote": _quote,
    "orders.by_number": _orders,
    "orders.card": order_card,
    "pickup.board": board,
    "pickup.panel": panel,
    "pickup.find": find_here,
    "returns.card": _returnable,
    "returns.refund": _refund,
}
