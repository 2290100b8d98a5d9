"""What does an order hold that somebody wants once more: its lines at today's prices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.kit.errors import Refusal
from app.orders.queries import OrderLineRow, order_card
from app.orders.states import Units


@dataclass(frozen=True, slots=True)
class CloneLine:
    """`unit_minor` is today's list price; `active` is False for what is not sold any more."""

    product_id: str
    sku: str
    name: str
    quantity: int
    sold_minor: int
    unit_minor: int
    active: bool
    method: str
    site_id: str | None


@dataclass(frozen=True, slots=True)
class Basket:
    order_id: str
    number: str
    currency: str
    customer_id: str | None
    address_id: str | None
    lines: tuple[CloneLine, ...]


def clone_basket(db: Connection, order_id: str) -> Basket:
    """What is left of it, or all of one that was cancelled. Lines of one product come together,
    the first one's way and place stay. Refusal: order_unknown."""
    card = order_card(db, order_id)
    if card is None:
        raise Refusal("order_unknown", order=order_id)
    products = products_of(db, (line.product_id for line in card.lines))
    quantities = _left(card.lines) or _ordered(card.lines)
    lines = []
    for line in card.lines:
        if line.product_id not in quantities:
            continue
        product = products.get(line.product_id)
        lines.append(
            CloneLine(
                product_id=line.product_id,
                sku=product.sku if product else line.sku,
                name=product.name if product else line.name,
                quantity=quantities.pop(line.product_id),
                sold_minor=line.unit_minor,
                unit_minor=product.price_minor if product else line.unit_minor,
                active=product is not None and product.active,
                method=line.method,
                site_id=line.site_id,
            )
        )
    return Basket(
        order_id=order_id,
        number=card.head.number,
        currency=card.head.currency,
        customer_id=card.head.customer_id,
        address_id=card.address_id,
        lines=tuple(lines),
    )


def _left(lines: Sequence[OrderLineRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if left := line.ordered - line.units[Units.CANCELLED]:
            found[line.product_id] = found.get(line.product_id, 0) + left
    return found


def _ordered(lines: Sequence[OrderLineRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line.product_id] = found.get(line.product_id, 0) + line.ordered
    return found
