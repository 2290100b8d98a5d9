"""How often may a PIN be wrong: five tries, then a growing wait (reliability.md, threat 7)."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.tables import pin_tries
from app.kit.clock import SECOND, Instant
from app.kit.errors import Refusal

FREE_TRIES = 5
FIRST_WAIT = 30 * SECOND
LONGEST_DOUBLING = 10  # 30 s × 2^10: about nine hours

_tries = sa.select(pin_tries).where(pin_tries.c.user_id == sa.bindparam("user"))


def require_not_blocked(db: Connection, user_id: str, now: Instant) -> None:
    """Refusal('pin_wait', seconds=…) while this user has to wait."""
    row = db.execute(_tries, {"user": user_id}).mappings().first()
    if row is not None and row["blocked_until"] > now:
        raise Refusal("pin_wait", seconds=(row["blocked_until"] - now) // SECOND + 1)


def has_failures(db: Connection, user_id: str) -> bool:
    return db.execute(_tries, {"user": user_id}).first() is not None


def count_failure(db: Connection, user_id: str, now: Instant) -> int:
    """Note a wrong PIN; how many tries are left before the next wait."""
    row = db.execute(_tries, {"user": user_id}).mappings().first()
    failures = (row["failures"] if row else 0) + 1
    over = failures - FREE_TRIES
    blocked = now + (FIRST_WAIT << min(over, LONGEST_DOUBLING)) if over >= 0 else 0
    forget_failures(db, user_id)
    db.execute(
        pin_tries.insert(), {"user_id": user_id, "failures": failures, "blocked_until": blocked}
    )
    return max(0, -over)


def forget_failures(db: Connection, user_id: str) -> None:
    db.execute(pin_tries.delete().where(pin_tries.c.user_id == user_id))
