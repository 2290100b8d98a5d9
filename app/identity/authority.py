"""May this person do this, as of when it was done: the server's judgement of an envelope."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.model import read_grant
from app.identity.roles import may
from app.identity.tables import devices, users
from app.kit.actor import Actor
from app.kit.clock import MINUTE, Instant
from app.kit.errors import Refusal

NOT_ALLOWED = "not_allowed"  # nobody in this role may ever do it
CLOCK_SLACK = 5 * MINUTE  # a device clock may be this much off before we speak of it

_user = sa.select(users).where(users.c.id == sa.bindparam("user"))
_device = sa.select(devices).where(devices.c.id == sa.bindparam("device"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The actor, and why the right to act was doubtful: empty, or the code of the doubt."""

    actor: Actor
    doubt: str


def judge(
    db: Connection,
    *,
    user_id: str,
    device_id: str,
    permission: str,
    token: str,
    occurred_at: Instant,
    server_key: str,
) -> Judgement:
    """Refusal('user_unknown') when there is no such person at all."""
    user = db.execute(_user, {"user": user_id}).mappings().first()
    device = db.execute(_device, {"device": device_id}).mappings().first()
    if user is None or device is None:
        raise Refusal("user_unknown")
    role, doubt = _right(user, device_id, permission, token, occurred_at, server_key)
    actor = Actor(user_id=user_id, role=role, device_id=device_id, site_id=device["site_id"])
    return Judgement(actor, doubt)


def _right(
    user: sa.RowMapping,
    device_id: str,
    permission: str,
    token: str,
    occurred_at: Instant,
    key: str,
) -> tuple[str, str]:
    """(role, doubt). The role is the signed one: what somebody was when they did it."""
    role = str(user["role"])
    try:
        grant = read_grant(token, key)
    except Refusal:
        return role, "grant_invalid"
    if (grant.user_id, grant.device_id) != (user["id"], device_id):
        return role, "grant_of_another"
    if not may(grant.role, permission):
        return grant.role, NOT_ALLOWED
    if user["revoked_at"] is not None and user["revoked_at"] <= occurred_at:
        return grant.role, "user_revoked"
    if grant.expires_at + CLOCK_SLACK < occurred_at:
        return grant.role, "grant_expired"
    return grant.role, ""
