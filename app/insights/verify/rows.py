"""Is the database itself sound: pages, foreign keys, states that exist, ids that follow (X1)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.states import CaseKind, CaseState
from app.customers.states import CallOutcome, Channel, ContactKind, Disclosure, How, Purpose
from app.fulfillment.states import FulfillmentState
from app.identity.roles import Role
from app.insights.verify.check import DESK, SERVER, Check, Violation, found, stream, violation
from app.kit.ids import derived_id
from app.kit.money import DIGITS
from app.orders.by_hand import PriceReason
from app.orders.reasons import AppeaseReason, HoldOutcome, HoldScope, RefundTo
from app.orders.states import Assurance, Method, OrderState, Units
from app.payments.states import DrawerState, PaymentState, TenderKind
from app.pricing.promotion import PromotionKind, PromotionScope
from app.returns.states import Disposition, Grade, Reason, ReturnState
from app.stock.states import Bucket, HoldState, PurchaseState, ReservationState, TransferState
from app.stock.tables import stock_cells
from app.storage.schema import Side, metadata, tables_of
from app.work.states import WorkKind, WorkState

# Table → column → what may stand there. States told as comments in tables.py stand here as texts.
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "orders": {"state": tuple(OrderState), "currency": tuple(DIGITS)},
    "order_lines": {
        "method": tuple(Method),
        "assurance": tuple(Assurance),
        "price_reason": ("", *PriceReason),
    },
    "promotions": {"kind": tuple(PromotionKind), "scope": tuple(PromotionScope)},
    "order_events": {"source": ("", *Units), "target": ("", *Units)},
    "order_adjustments": {
        "kind": ("promotion", "manual", "honoured", "carried", "charge", "rounding")
    },
    "holds": {"scope": tuple(HoldScope), "outcome": ("", *HoldOutcome)},
    "appeasements": {"reason": tuple(AppeaseReason), "refund_to": tuple(RefundTo)},
    "payments": {"kind": tuple(TenderKind), "state": tuple(PaymentState)},
    "drawers": {"state": tuple(DrawerState), "currency": tuple(DIGITS)},
    "fulfillments": {"state": tuple(FulfillmentState), "method": tuple(Method)},
    "reservations": {"state": tuple(ReservationState)},
    "stock_holds": {"state": tuple(HoldState)},
    "stock_movements": {"source": tuple(Bucket), "target": tuple(Bucket)},
    "purchase_orders": {"state": tuple(PurchaseState)},
    "transfers": {"state": tuple(TransferState)},
    "returns": {"state": tuple(ReturnState), "currency": tuple(DIGITS)},
    "return_lines": {
        "grade": ("", *Grade),
        "disposition": ("", *Disposition),
        "reason": ("", *Reason),
    },
    "return_refunds": {"kind": tuple(TenderKind), "state": ("done", "pending", "failed")},
    "blind_lines": {
        "grade": tuple(Grade),
        "disposition": tuple(Disposition),
        "reason": tuple(Reason),
    },
    "cases": {"kind": tuple(CaseKind), "state": tuple(CaseState)},
    "work_items": {"kind": tuple(WorkKind), "state": tuple(WorkState)},
    "messages": {"state": ("queued", "sent", "failed", "withdrawn")},
    "sites": {"kind": ("store", "center", "care")},
    "users": {"role": tuple(Role)},
    "products": {"currency": tuple(DIGITS)},
    "customer_contacts": {"kind": tuple(ContactKind)},
    "customer_callbacks": {"outcome": ("", *CallOutcome)},
    "customer_consents": {
        "channel": tuple(Channel),
        "purpose": tuple(Purpose),
        "how": tuple(How),
    },
    "customer_disclosures": {"act": tuple(Disclosure)},
    "audit": {"status": ("accepted", "accepted_with_exception", "rejected", "quarantined")},
}
PAGES_TOLD = 20  # damage is damage: the first places are enough to act on


def of_server(db: Connection) -> Iterator[Violation]:
    yield from _sound(db, Side.SERVER)


def of_desk(db: Connection) -> Iterator[Violation]:
    yield from _sound(db, Side.DESK)


def missing_tables(db: Connection, side: Side) -> list[str]:
    """Without them nothing else can be asked: damage, or a database of another version."""
    there = set(sa.inspect(db).get_table_names())
    return sorted(one.name for one in tables_of(side) if one.name not in there)


def _sound(db: Connection, side: Side) -> Iterator[Violation]:
    missing = missing_tables(db, side)
    for name in missing:
        yield violation(entity=name, code="table_missing")
    yield from _pages(db) if db.dialect.name == "sqlite" else _constraints(db)
    if missing:
        return
    kept = {one.name for one in tables_of(side)}
    for name in sorted(WORDS.keys() & kept):
        for column in WORDS[name]:
            yield from found(db, _other_words(name, column), code="word", entity=name)
    yield from _cell_ids(db)


def _pages(db: Connection) -> Iterator[Violation]:
    for (told,) in db.exec_driver_sql(f"PRAGMA integrity_check({PAGES_TOLD})"):
        if told != "ok":
            yield violation(code="integrity", told=str(told))
    for child, row, parent, _ in db.exec_driver_sql("PRAGMA foreign_key_check"):
        key = db.exec_driver_sql(f"SELECT id FROM {child} WHERE rowid = ?", (row,)).scalar()
        yield violation(code="foreign_key", entity=str(child), id=str(key), parent=str(parent))


def _constraints(db: Connection) -> Iterator[Violation]:
    """PostgreSQL holds the constraints itself, unless somebody switched one off."""
    statement = sa.text(
        "SELECT conname, conrelid::regclass::text AS entity FROM pg_constraint "
        "WHERE NOT convalidated"
    )
    for name, entity in db.execute(statement):
        yield violation(code="constraint_off", entity=entity, constraint=name)
    off = sa.text("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'D'")
    for name, entity in db.execute(off):
        yield violation(code="constraint_off", entity=entity, constraint=name)


@cache
def _other_words(entity: str, name: str) -> sa.Select[Any]:
    rows = metadata.tables[entity]
    key, column = next(iter(rows.primary_key)), rows.c[name]
    return sa.select(
        key.label("id"), sa.literal(name).label("column"), column.label("value")
    ).where(column.not_in([str(word) for word in WORDS[entity][name]]))


def _cell_ids(db: Connection) -> Iterator[Violation]:
    """A cell under another id than that of its place and product would be a second one."""
    cell = stock_cells.c
    for row in stream(db, sa.select(cell.id, cell.site_id, cell.product_id)):
        if row["id"] != derived_id(row["site_id"], "cell", row["product_id"]):
            yield violation(
                code="cell_id",
                entity=stock_cells.name,
                id=row["id"],
                site=row["site_id"],
                product=row["product_id"],
            )


_SAYS = "the database is sound: pages, foreign keys, states that exist, derived ids"
CHECKS = (
    Check("X1", _SAYS, SERVER, of_server, ()),
    Check("X1", _SAYS, DESK, of_desk, ()),
)
