"""May this person do this, as of when it was done, alone or with a second person's yes?"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.identity.approval import LASTS, Approval
from app.identity.model import Grant, read_grant
from app.identity.roles import Verdict, covers, may, require, right_of
from app.identity.tables import devices, limit_uses, users
from app.kit.actor import Actor
from app.kit.clock import DAY, MINUTE, Instant
from app.kit.errors import Refusal
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

NOT_ALLOWED = "not_allowed"  # nobody in this role may ever do it
DEVICE_REVOKED = "device_revoked"  # whoever has it may be anybody, whatever its clock says
CLOCK_SLACK = 5 * MINUTE  # a device clock may be this much off before we speak of it

_user = sa.select(users).where(users.c.id == sa.bindparam("user"))
_device = sa.select(devices).where(devices.c.id == sa.bindparam("device"))

_own = sa.select(sa.func.coalesce(sa.func.sum(limit_uses.c.amount), 0).label("spent")).where(
    limit_uses.c.permission == sa.bindparam("permission"), limit_uses.c.approver_id.is_(None)
)
_by_user = _own.where(
    limit_uses.c.user_id == sa.bindparam("who"), limit_uses.c.at > sa.bindparam("since")
)
_by_device = _own.where(
    limit_uses.c.device_id == sa.bindparam("who"), limit_uses.c.at > sa.bindparam("since")
)
_newest = sa.select(sa.func.max(limit_uses.c.at).label("at")).where(
    limit_uses.c.device_id == sa.bindparam("who"),
    limit_uses.c.permission == sa.bindparam("permission"),
)
_on_order = _own.where(limit_uses.c.order_id == sa.bindparam("who"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The actor, and why the right to act was doubtful: empty, or the code of the doubt.

    `signed_in_at`: when their grant was given, by the server's clock; 0 without a real one.
    """

    actor: Actor
    doubt: str
    signed_in_at: Instant


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
    user = prepared(db, _user).first(db, {"user": user_id})
    device = prepared(db, _device).first(db, {"device": device_id})
    if user is None or device is None:
        raise Refusal("user_unknown")
    grant = _own_grant(user_id, device_id, token, server_key)
    if isinstance(grant, str):
        role, doubt, since = str(user["role"]), grant, Instant(0)
    else:
        # The role is the signed one: what somebody was when they did it.
        role, since = grant.role, grant.issued_at
        doubt = _doubt(user, grant, permission, occurred_at)
    if device["revoked_at"] is not None and doubt != NOT_ALLOWED:
        doubt = DEVICE_REVOKED
    actor = Actor(user_id=user_id, role=role, device_id=device_id, site_id=device["site_id"])
    return Judgement(actor, doubt, since)


def _own_grant(user_id: str, device_id: str, token: str, key: str) -> Grant | str:
    """The grant of this person on this device, or the code of what is wrong with it."""
    try:
        grant = read_grant(token, key)
    except Refusal:
        return "grant_invalid"
    mine = (grant.user_id, grant.device_id) == (user_id, device_id)
    return grant if mine else "grant_of_another"


def _doubt(user: RowMapping, grant: Grant, permission: str, occurred_at: Instant) -> str:
    if not may(grant.role, permission):
        return NOT_ALLOWED
    if user["revoked_at"] is not None and user["revoked_at"] <= occurred_at:
        return "user_revoked"
    if grant.expires_at + CLOCK_SLACK < occurred_at:
        return "grant_expired"
    return ""


def authorise(
    uow: UnitOfWork,
    permission: str,
    amount: int,
    *,
    approval: Approval | None = None,
    order_id: str | None = None,
    cumulative: bool = True,
) -> str:
    """Let the actor use so much of a right; "" or the id of the second person who let it pass.

    With `cumulative` a limit holds for what the person, and the device, used of it within the
    last 24 hours (no zone, no trick at midnight), and for the order; what was approved does not
    count. Percentages do not add up: `cumulative=False`.
    Refusals: not_allowed; needs_approval(permission, limit, amount, total); approval_invalid(why).
    """
    require(uow.actor, permission)
    right = right_of(uow.actor.role, permission)
    if right.verdict is Verdict.YES:
        return ""
    total, at = amount, uow.happened_at
    if cumulative:
        uow.row(users, uow.actor.user_id, lock=True)  # on two devices at once it adds up as well
        at = _counted_at(uow, permission)
        total += _spent(uow, permission, order_id, at)
    if right.verdict is Verdict.LIMIT and total <= right.limit:
        if cumulative and amount:
            _note_use(uow, permission, amount, order_id, None, at)
        return ""
    if approval is None:
        raise Refusal(
            "needs_approval", permission=permission, limit=right.limit, amount=amount, total=total
        )
    _require_fit(uow, approval, permission, amount)
    _note_use(uow, permission, amount, order_id, approval.approver_id, at)
    return approval.approver_id


def _require_fit(uow: UnitOfWork, approval: Approval, permission: str, amount: int) -> None:
    """Whether it was signed is judged where the key is: on the server, before the handler."""
    approver = uow.row(users, approval.approver_id)
    if approval.approver_id == uow.actor.user_id:
        raise Refusal("approval_invalid", why="own")
    if approver is None or (
        approver["revoked_at"] is not None and approver["revoked_at"] <= approval.at
    ):
        raise Refusal("approval_invalid", why="user_unknown")
    if (approval.permission, approval.command_id) != (permission, uow.command_id):
        raise Refusal("approval_invalid", why="another_command")
    if approval.amount < amount or not covers(approver["role"], permission, amount):
        raise Refusal("approval_invalid", why="too_little")
    if not -CLOCK_SLACK <= uow.occurred_at - approval.at <= LASTS:
        raise Refusal("approval_invalid", why="too_old")


def _counted_at(uow: UnitOfWork, permission: str) -> Instant:
    """Not before what this device used already: a clock that was set back opens no second day."""
    newest = uow.one(_newest, permission=permission, who=uow.actor.device_id)
    before = int(newest["at"] or 0) if newest is not None else 0
    return min(Instant(max(uow.happened_at, before)), uow.now)


def _spent(uow: UnitOfWork, permission: str, order_id: str | None, at: Instant) -> int:
    since = at - DAY
    told = [
        uow.one(_by_user, permission=permission, who=uow.actor.user_id, since=since),
        uow.one(_by_device, permission=permission, who=uow.actor.device_id, since=since),
    ]
    if order_id is not None:
        told.append(uow.one(_on_order, permission=permission, who=order_id))
    return max(int(row["spent"]) for row in told if row is not None)


def _note_use(
    uow: UnitOfWork,
    permission: str,
    amount: int,
    order_id: str | None,
    approver_id: str | None,
    at: Instant,
) -> None:
    uow.insert(
        limit_uses,
        {
            "id": uow.new_id("limit_use"),
            "permission": permission,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "site_id": uow.actor.site_id,
            "order_id": order_id,
            "amount": amount,
            "approver_id": approver_id,
            "command_id": uow.command_id,
            "at": at,
        },
    )
