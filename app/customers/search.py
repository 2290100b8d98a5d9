"""Find a customer whom the asking desk does not hold: enough to choose by, masked for everybody."""

import msgspec
from sqlalchemy.engine import Connection

from app.customers.model import masked_phone
from app.customers.queries import find


class FoundCustomer(msgspec.Struct, frozen=True, kw_only=True):
    customer_id: str
    name: str
    phone: str  # masked: the whole record comes when somebody opens it
    tier: str
    orders_count: int


class FoundCustomers(msgspec.Struct, frozen=True, kw_only=True):
    customers: list[FoundCustomer]


def find_elsewhere(db: Connection, text: str) -> FoundCustomers:
    """As on a desk: by phone digits, name, mail or loyalty card."""
    return FoundCustomers(
        customers=[
            FoundCustomer(
                customer_id=hit.customer_id,
                name=hit.name,
                phone=masked_phone(hit.phone),
                tier=hit.tier,
                orders_count=hit.orders_count,
            )
            for hit in find(db, text)
        ]
    )
