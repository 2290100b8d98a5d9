"""How a device joins and proves itself, and who may sign in: what only the server asks."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.tables import device_secrets, devices, users
from app.kit.clock import Instant

_by_code = sa.select(device_secrets.c.id).where(device_secrets.c.enrol_hash == sa.bindparam("code"))
_device = (
    sa.select(devices, device_secrets.c.credential_hash)
    .join(device_secrets, device_secrets.c.id == devices.c.id)
    .where(devices.c.id == sa.bindparam("device"))
)
_user = sa.select(users).where(users.c.id == sa.bindparam("user"), users.c.active)

_by_number = sa.select(users.c.id, users.c.name).where(
    users.c.staff_number == sa.bindparam("number")
)
_staff_numbers = sa.select(users.c.staff_number)
_numbered = sa.select(devices.c.id, devices.c.name).where(
    devices.c.site_id == sa.bindparam("site"), devices.c.number == sa.bindparam("number")
)
_highest = sa.select(sa.func.max(devices.c.number)).where(devices.c.site_id == sa.bindparam("site"))


@dataclass(frozen=True, slots=True)
class Device:
    """Who is calling, as proven by the device's credential."""

    device_id: str
    site_id: str
    care: bool
    revoked: bool


@dataclass(frozen=True, slots=True)
class NamedDevice:
    device_id: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedUser:
    user_id: str
    name: str


@dataclass(frozen=True, slots=True)
class User:
    user_id: str
    role: str
    pin_hash: str


def join_by_code(db: Connection, code_hash: str, credential_hash: str, now: Instant) -> str | None:
    """Use up a one-time code and keep the new credential; the device's id, None for a used code."""
    device_id = db.execute(_by_code, {"code": code_hash}).scalar()
    if device_id is None:
        return None
    proof: dict[str, Any] = {
        "enrol_hash": "",
        "credential_hash": credential_hash,
        "enrolled_at": now,
    }
    db.execute(device_secrets.update().where(device_secrets.c.id == device_id), proof)
    return str(device_id)


def proven_device(db: Connection, device_id: str, credential_hash: str) -> Device | None:
    row = db.execute(_device, {"device": device_id}).mappings().first()
    if row is None or row["credential_hash"] != credential_hash:
        return None
    return Device(device_id, row["site_id"], row["care"], row["revoked_at"] is not None)


def active_user(db: Connection, user_id: str) -> User | None:
    """Somebody who may sign in now."""
    row = db.execute(_user, {"user": user_id}).mappings().first()
    if row is None or row["revoked_at"] is not None:
        return None
    return User(user_id, row["role"], row["pin_hash"])


def staff_numbers(db: Connection) -> list[str]:
    return list(db.execute(_staff_numbers).scalars())


def user_numbered(db: Connection, staff_number: str) -> NamedUser | None:
    """Whoever signs in with this number, or did."""
    row = db.execute(_by_number, {"number": staff_number}).first()
    return NamedUser(row.id, row.name) if row else None


def highest_number(db: Connection, site_id: str) -> int:
    """The highest device number of a site; 0 when it has none yet."""
    return int(db.execute(_highest, {"site": site_id}).scalar() or 0)


def device_numbered(db: Connection, site_id: str, number: int) -> NamedDevice | None:
    """The device whose numbers begin with its site's code and this number."""
    row = db.execute(_numbered, {"site": site_id, "number": number}).first()
    return NamedDevice(row.id, row.name) if row else None
