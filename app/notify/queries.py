"""What is still to be done outside, and taking it so that no other process takes it too."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.notify.states import EffectState
from app.notify.tables import effects, messages, pickup_secrets


@dataclass(frozen=True, slots=True)
class Effect:
    """`attempts` counts this one, and is the mark of the claim: an older claim ends nothing."""

    effect_id: str
    kind: str
    subject_id: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Message:
    message_id: str
    order_id: str
    customer_id: str
    kind: str
    language: str
    state: str
    made_at: int
    sent_at: int | None


_due = (
    sa.select(effects.c.id, effects.c.kind, effects.c.subject_id, effects.c.attempts)
    .where(
        effects.c.state == EffectState.QUEUED.value,
        sa.or_(effects.c.next_at.is_(None), effects.c.next_at <= sa.bindparam("now")),
    )
    .order_by(effects.c.next_at, effects.c.id)
    .limit(sa.bindparam("most"))
)
# On SQLite the write lock does the same: it has no row locks and leaves the words out.
_due_unclaimed = _due.with_for_update(skip_locked=True)
_claim = (
    effects.update()
    .where(effects.c.id == sa.bindparam("effect"))
    .values(attempts=effects.c.attempts + 1, next_at=sa.bindparam("until"))
)
_mine = effects.update().where(
    effects.c.id == sa.bindparam("effect"),
    effects.c.attempts == sa.bindparam("claim"),
    effects.c.state == EffectState.QUEUED.value,
)
_end = _mine.values(state=sa.bindparam("ended"), error=sa.bindparam("why"))
_put_off = _mine.values(next_at=sa.bindparam("again_at"), error=sa.bindparam("why"))
_columns = [
    messages.c[name if name != "message_id" else "id"] for name in Message.__dataclass_fields__
]
_message = sa.select(*_columns).where(messages.c.id == sa.bindparam("message"))
_of_order = (
    sa.select(*_columns)
    .where(messages.c.order_id == sa.bindparam("order"))
    .order_by(messages.c.made_at, messages.c.id)
)
_code = sa.select(pickup_secrets.c.code).where(pickup_secrets.c.id == sa.bindparam("order"))


def any_due(db: Connection, now: Instant) -> bool:
    return db.execute(_due, {"now": now, "most": 1}).first() is not None


def claim_due(db: Connection, now: Instant, *, until: Instant, most: int) -> list[Effect]:
    """Take what is due; nobody else sees it before `until`. The caller commits before he acts."""
    rows = db.execute(_due_unclaimed, {"now": now, "most": most}).all()
    if rows:
        db.execute(_claim, [{"effect": row[0], "until": until} for row in rows])
    return [Effect(row[0], row[1], row[2], row[3] + 1) for row in rows]


def end_effect(db: Connection, effect: Effect, state: EffectState, *, why: str = "") -> None:
    told = {"effect": effect.effect_id, "claim": effect.attempts, "ended": state.value, "why": why}
    db.execute(_end, told)


def put_off(db: Connection, effect: Effect, *, until: Instant, why: str) -> None:
    told = {"effect": effect.effect_id, "claim": effect.attempts, "again_at": until, "why": why}
    db.execute(_put_off, told)


def message_of(db: Connection, message_id: str) -> Message | None:
    row = db.execute(_message, {"message": message_id}).first()
    return Message(*row) if row else None


def messages_of(db: Connection, order_id: str) -> Sequence[Message]:
    """All that an order's customer was told, the oldest first."""
    return [Message(*row) for row in db.execute(_of_order, {"order": order_id})]


def pickup_code_of(db: Connection, order_id: str) -> str:
    """In clear, on the server alone; empty when there is none or all was collected."""
    return db.execute(_code, {"order": order_id}).scalar() or ""
