"""All that is held on one person, to take along (UU 27/2022 art. 7, GDPR art. 15)."""

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.group import group_of
from app.customers.privacy import exported_customer
from app.customers.tables import (
    customer_addresses,
    customer_callbacks,
    customer_consents,
    customer_contacts,
    customer_disclosures,
    customer_merges,
    customer_notes,
    customer_pii,
    customer_tokens,
    customers,
)
from app.insights.verify.check import table
from app.kit.clock import Instant
from app.orders.tables import order_lines, orders
from app.payments.tables import credits, payments
from app.returns.tables import return_lines, returns

# Our own workings, which tell nothing of the person.
_OURS = frozenset({"audience", "phone_reversed", "value_reversed", "code_salt", "code_hash"})
CHUNK = 500  # ids of one IN list: under SQLite's oldest limit of 999 variables


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Section → its rows, each column by its name; amounts in minor units, times in µs UTC."""

    customer_id: str
    made_at: int
    sections: dict[str, list[dict[str, Any]]]


def dossier(db: Connection, export_id: str, device_id: str, now: Instant) -> Dossier:
    """Refusal('export_unknown') unless an export was allowed on this device a moment ago."""
    customer_id = exported_customer(db, export_id, device_id, now)
    people = group_of(db, customer_id)
    order_ids = [row["id"] for row in _rows(db, orders, orders.c.customer_id, people)]
    return_ids = [row["id"] for row in _rows(db, returns, returns.c.order_id, order_ids)]
    messages = table("messages")
    sections = {
        "record": _rows(db, customers, customers.c.id, people),
        "person": _rows(db, customer_pii, customer_pii.c.id, people),
        "contacts": _rows(db, customer_contacts, customer_contacts.c.customer_id, people),
        "addresses": _rows(db, customer_addresses, customer_addresses.c.customer_id, people),
        "consents": _rows(db, customer_consents, customer_consents.c.customer_id, people),
        "notes": _rows(db, customer_notes, customer_notes.c.customer_id, people),
        "callbacks": _rows(db, customer_callbacks, customer_callbacks.c.customer_id, people),
        "cards": _rows(db, customer_tokens, customer_tokens.c.customer_id, people),
        "merges": _rows(db, customer_merges, customer_merges.c.survivor_id, people),
        "credit": _rows(db, credits, credits.c.id, people),
        "orders": _rows(db, orders, orders.c.customer_id, people),
        "order_lines": _rows(db, order_lines, order_lines.c.order_id, order_ids),
        "payments": _rows(db, payments, payments.c.order_id, order_ids),
        "returns": _rows(db, returns, returns.c.order_id, order_ids),
        "return_lines": _rows(db, return_lines, return_lines.c.return_id, return_ids),
        "messages": _rows(db, messages, messages.c.order_id, order_ids),
        "looked_at": _rows(db, customer_disclosures, customer_disclosures.c.customer_id, people),
    }
    return Dossier(customer_id=customer_id, made_at=now, sections=sections)


def _rows(
    db: Connection, rows: sa.Table, owner: sa.Column[Any], ids: Iterable[str]
) -> list[dict[str, Any]]:
    kept = [column for column in rows.columns if column.name not in _OURS]
    ordered = sorted(ids)
    found: list[dict[str, Any]] = []
    for start in range(0, len(ordered), CHUNK):
        asked = (
            sa.select(*kept).where(owner.in_(ordered[start : start + CHUNK])).order_by(rows.c.id)
        )
        found += [{str(k): v for k, v in row.items()} for row in db.execute(asked).mappings()]
    return found
