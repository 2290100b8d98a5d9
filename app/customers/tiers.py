"""Which tier is a customer of: promotions may be for one tier alone."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.tables import customers
from app.storage.prepared import prepared

_tier = sa.select(customers.c.tier).where(customers.c.id == sa.bindparam("customer"))


def tier_of(db: Connection, customer_id: str | None) -> str:
    """Empty without a customer, or where nobody knows them."""
    if not customer_id:
        return ""
    return str(prepared(db, _tier).scalar(db, {"customer": customer_id}) or "")
