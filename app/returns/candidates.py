"""Which sale does an item without a receipt come from: who bought it here lately."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.search import find_products
from app.customers.model import search_digits
from app.customers.queries import find, names_of
from app.kit.clock import Instant
from app.orders.after_sale import SaleOfItem, recent_sales
from app.payments.queries import payments_of

SHOWN = 9  # a digit chooses
LOOKED_THROUGH = 200  # one item in one store in 30 days; whoever has more types a phone number
DAYS = 30
LAST_FOUR = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    order_id: str
    number: str
    customer_name: str
    placed_at: int
    paid_each_minor: int
    currency: str
    left: int


def product_named(db: Connection, code: str) -> str | None:
    """The product that a barcode or SKU names exactly."""
    found = find_products(db, code)
    return found.products[0].id if found.exact else None


def candidates(
    db: Connection, code: str, site_id: str, since: Instant, narrowed: str = ""
) -> list[Candidate]:
    """Newest first. `narrowed`: the end of a phone number, or the last four digits of a card."""
    product_id = product_named(db, code)
    if product_id is None:
        return []
    sales = recent_sales(db, product_id, site_id, since, LOOKED_THROUGH)
    if narrowed.strip():
        sales = _narrowed(db, sales, narrowed.strip())
    names = names_of(db, (one.customer_id for one in sales[:SHOWN] if one.customer_id))
    return [
        Candidate(
            order_id=one.order_id,
            number=one.number,
            customer_name=names.get(one.customer_id or "", ""),
            placed_at=one.placed_at,
            paid_each_minor=one.paid_each_minor,
            currency=one.currency,
            left=one.left,
        )
        for one in sales[:SHOWN]
    ]


def _narrowed(db: Connection, sales: list[SaleOfItem], typed: str) -> list[SaleOfItem]:
    if not search_digits(typed):
        return []
    callers = {hit.customer_id for hit in find(db, typed)}
    if len(typed) == LAST_FOUR:
        return [one for one in sales if one.customer_id in callers or _paid_by(db, one, typed)]
    return [one for one in sales if one.customer_id in callers]


def _paid_by(db: Connection, sale: SaleOfItem, last_four: str) -> bool:
    paid = payments_of(db, sale.order_id)
    return any(payment.reference.rstrip().endswith(last_four) for payment in paid)
