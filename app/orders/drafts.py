"""Which orders are in hand on this desk: one open draft per person, and what was parked."""

from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.storage.outbox import drafts, outbox, outbox_archive

KIND = "order"


class DraftLine(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the basket. `delivery`: the way of this line alone, as the order's is written;
    empty goes with the order."""

    key: str
    product_id: str
    sku: str
    name: str
    variant: str = ""
    quantity: int = 1
    unit_minor: int = 0
    discount_hundredths: int = 0
    override_minor: int | None = None
    override_reason: str = ""
    override_note: str = ""
    note: str = ""
    delivery: str = ""


class DraftAddress(msgspec.Struct, frozen=True, kw_only=True):
    address_id: str
    street: str
    postcode: str
    city: str = ""
    province: str = ""


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    customer_id: str
    name: str
    phone: str
    email: str = ""
    address: DraftAddress | None = None


class TenderPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the total that is paid in another way than the rest."""

    kind: str
    amount_minor: int
    reference: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """All that was typed for one order; `pickup_code` also tells whether it was placed already."""

    draft_id: str
    pickup_code: str
    lines: tuple[DraftLine, ...] = ()
    coupons: tuple[str, ...] = ()
    customer_id: str = ""
    newcomer: Newcomer | None = None
    address_id: str = ""
    new_address: DraftAddress | None = None
    delivery: str = ""
    need_by: int | None = None  # an instant the customer named: later is too late
    tender: str = ""
    approval: str = ""
    parts: tuple[TenderPart, ...] = ()
    total_minor: int = 0
    currency: str = "IDR"

    @property
    def is_blank(self) -> bool:
        return not (self.lines or self.customer_id or self.newcomer)


@dataclass(frozen=True, slots=True)
class Kept:
    draft: Draft
    user_id: str
    title: str
    saved_at: Instant
    parked_at: Instant | None


_row = drafts.c
_mine = drafts.select().where(
    _row.kind == KIND, _row.user_id == sa.bindparam("user"), _row.parked_at.is_(None)
)
_parked = (
    drafts.select()
    .where(_row.kind == KIND, _row.parked_at.is_not(None))
    .order_by(_row.parked_at.desc(), _row.id)
)
_one = drafts.select().where(_row.id == sa.bindparam("draft"))


def save_draft(
    db: Connection, draft: Draft, *, user_id: str, title: str, now: Instant, parked: bool = False
) -> None:
    """Keep it as it is now; another draft that this person had open becomes a parked one."""
    others = drafts.update().where(
        _row.kind == KIND,
        _row.user_id == user_id,
        _row.parked_at.is_(None),
        _row.id != draft.draft_id,
    )
    db.execute(others, {"parked_at": now})
    db.execute(drafts.delete().where(_row.id == draft.draft_id))
    db.execute(
        drafts.insert(),
        {
            "id": draft.draft_id,
            "user_id": user_id,
            "kind": KIND,
            "title": title,
            "body": msgspec.json.encode(draft).decode(),
            "saved_at": now,
            "parked_at": now if parked else None,
        },
    )


def drop_draft(db: Connection, draft_id: str) -> None:
    db.execute(drafts.delete().where(_row.id == draft_id))


def open_draft(db: Connection, user_id: str) -> Kept | None:
    """What this person had in hand, unless it was placed before the desk could forget it."""
    row = db.execute(_mine, {"user": user_id}).mappings().first()
    return _kept(db, row) if row else None


def parked_drafts(db: Connection) -> list[Kept]:
    """Everybody's on this desk, the latest first."""
    rows = db.execute(_parked).mappings().all()
    found = [_kept(db, row) for row in rows]
    return [kept for kept in found if kept is not None]


def resume_draft(db: Connection, draft_id: str, *, user_id: str) -> Kept | None:
    """Take a parked draft in hand; None when somebody else was quicker."""
    row = db.execute(_one, {"draft": draft_id}).mappings().first()
    kept = _kept(db, row) if row else None
    if kept is None or kept.parked_at is None:
        return None
    db.execute(drafts.update().where(_row.id == draft_id), {"parked_at": None, "user_id": user_id})
    return kept


def _was_placed(db: Connection, draft: Draft) -> bool:
    """A kill between placing and forgetting must not sell the same basket twice."""
    told = f'"pickup_code":"{draft.pickup_code}"'
    return any(
        db.execute(
            sa.select(table.c.command_id)
            .where(table.c.kind == "order.place", table.c.body.contains(told, autoescape=True))
            .limit(1)
        ).first()
        for table in (outbox, outbox_archive)
    )


def _kept(db: Connection, row: sa.RowMapping) -> Kept | None:
    """None for what was placed, and for what another version wrote: that stays where it is."""
    try:
        draft = msgspec.json.decode(row["body"], type=Draft)
    except msgspec.DecodeError:
        return None
    if _was_placed(db, draft):
        return None
    parked_at = row["parked_at"]
    return Kept(
        draft,
        row["user_id"],
        row["title"],
        Instant(row["saved_at"]),
        None if parked_at is None else Instant(parked_at),
    )
