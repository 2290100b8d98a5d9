"""Take over a retailer's people, announce the devices that may join, and who may no more."""

from typing import Any

import sqlalchemy as sa
from msgspec.structs import asdict
from sqlalchemy.engine import RowMapping

from app.identity.authority import authorise
from app.identity.commands import DismissUser, LoadStaff, NewDevice, ReadmitUser, RevokeDevice
from app.identity.roles import Role, require
from app.identity.tables import device_secrets, devices, users
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

REVOKE = "device.revoke"
# Locked: two admins who are dismissed at once are not each the other's last one.
_admins = (
    sa.select(users.c.id)
    .where(users.c.role == Role.ADMIN.value, users.c.active, users.c.revoked_at.is_(None))
    .order_by(users.c.id)
    .with_for_update()
)


def load_staff(uow: UnitOfWork, command: LoadStaff) -> dict[str, Any]:
    """Refusals: role_unknown."""
    require(uow.actor, "system")
    for user in command.users:
        if user.role not in set(Role):
            raise Refusal("role_unknown", role=user.role, staff_number=user.staff_number)
    uow.insert(users, *({**asdict(user), "revoked_at": None} for user in command.users))
    uow.insert(devices, *map(_device_row, command.devices))
    if command.devices:
        secrets = [{"id": new.id, "enrol_hash": new.enrol_hash} for new in command.devices]
        uow.db.execute(device_secrets.insert(), secrets)  # the server's own: no desk is told
    return {"users": len(command.users), "devices": len(command.devices)}


def revoke_device(uow: UnitOfWork, command: RevokeDevice) -> dict[str, Any]:
    """What it was lent comes back when its time is over: it may have promised it. Refusals:
    device_unknown, own_device, device_of_another, and those of the right."""
    require(uow.actor, REVOKE)
    device = uow.row(devices, command.device_id)
    if device is None:
        raise Refusal("device_unknown")
    if command.device_id == uow.actor.device_id:
        raise Refusal("own_device")
    if uow.actor.role == Role.MANAGER and device["site_id"] != uow.actor.site_id:
        raise Refusal("device_of_another")
    authorise(uow, REVOKE, 1, approval=command.approval, cumulative=False)
    if device["revoked_at"] is None:
        uow.update(devices, command.device_id, revoked_at=uow.now)
    return {"device_id": command.device_id}


def dismiss_user(uow: UnitOfWork, command: DismissUser) -> dict[str, Any]:
    """What they do from now on is doubted, also by desks that do not know it yet. Since when stays
    what it was first. Refusals: user_unknown, last_admin."""
    user = _person(uow, command.user_id)
    if user["revoked_at"] is not None:
        return {"user_id": command.user_id, "already": True}
    if [row["id"] for row in uow.all(_admins)] == [command.user_id]:
        raise Refusal("last_admin", name=user["name"])
    uow.update(users, command.user_id, active=False, revoked_at=uow.now)
    return {"user_id": command.user_id}


def readmit_user(uow: UnitOfWork, command: ReadmitUser) -> dict[str, Any]:
    """With the PIN of before. Refusals: user_unknown."""
    user = _person(uow, command.user_id)
    if user["active"] and user["revoked_at"] is None:
        return {"user_id": command.user_id, "already": True}
    uow.update(users, command.user_id, active=True, revoked_at=None)
    return {"user_id": command.user_id}


def _person(uow: UnitOfWork, user_id: str) -> RowMapping:
    require(uow.actor, "system")
    user = uow.row(users, user_id, lock=True)
    if user is None:
        raise Refusal("user_unknown")
    return user


def _device_row(device: NewDevice) -> dict[str, Any]:
    row = asdict(device)
    del row["enrol_hash"]
    return row
