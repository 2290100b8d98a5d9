"""Who is who: people, devices, and in which role somebody acts here."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.roles import covers
from app.identity.tables import devices, grants, limit_uses, users
from app.kit.actor import Actor
from app.storage.prepared import Prepared, prepared

_role = sa.select(users.c.role).where(users.c.id == sa.bindparam("user"), users.c.active)
_any_role = sa.select(users.c.role).where(users.c.id == sa.bindparam("user"))
_closed = _any_role.where(sa.or_(~users.c.active, users.c.revoked_at.is_not(None)))
_site = sa.select(devices.c.site_id).where(devices.c.id == sa.bindparam("device"))
_care = sa.select(devices.c.care).where(devices.c.id == sa.bindparam("device"))
_number = sa.select(devices.c.site_id, devices.c.number).where(
    devices.c.id == sa.bindparam("device")
)
_numbers = sa.select(devices.c.site_id, devices.c.number).order_by(devices.c.id)
_desks = sa.select(devices).order_by(devices.c.site_id, devices.c.number, devices.c.id)
_people = sa.select(users).where(users.c.active).order_by(users.c.name, users.c.id)
_everybody = sa.select(users.c.id, users.c.name)
_names = _everybody.where(users.c.id.in_(sa.bindparam("ids", expanding=True)))
_approved = sa.select(limit_uses.c.command_id, limit_uses.c.approver_id).where(
    limit_uses.c.order_id == sa.bindparam("order"), limit_uses.c.approver_id.is_not(None)
)
_token = sa.select(grants.c.token).where(grants.c.user_id == sa.bindparam("user"))


@dataclass(frozen=True, slots=True)
class Person:
    user_id: str
    staff_number: str
    name: str
    role: str
    language: str
    site_id: str
    pin_hash: str


@dataclass(frozen=True, slots=True)
class Desk:
    """`number` 0 is kept for sales that came from elsewhere: no computer stands behind it."""

    device_id: str
    site_id: str
    number: int
    name: str
    revoked_at: int | None


def all_desks(db: Connection) -> list[Desk]:
    """By place and number; without those that are no computer."""
    return [
        Desk(row["id"], row["site_id"], row["number"], row["name"], row["revoked_at"])
        for row in db.execute(_desks).mappings()
        if row["number"]
    ]


def actor_of(db: Connection, user_id: str, device_id: str) -> Actor:
    """The actor as this database knows it; no role and no site for somebody unknown."""
    return _actor(db, user_id, device_id, prepared(db, _role))


def actor_then(db: Connection, user_id: str, device_id: str) -> Actor:
    """As `actor_of`, also for somebody who has left since: what they did before stands."""
    return _actor(db, user_id, device_id, prepared(db, _any_role))


def _actor(db: Connection, user_id: str, device_id: str, role_of: Prepared) -> Actor:
    role = role_of.scalar(db, {"user": user_id})
    site = prepared(db, _site).scalar(db, {"device": device_id})
    return Actor(user_id=user_id, role=role or "", device_id=device_id, site_id=site or "")


def is_closed(db: Connection, user_id: str) -> bool:
    """Whether this person is known, and may not sign in any more."""
    return prepared(db, _closed).scalar(db, {"user": user_id}) is not None


def device_number(db: Connection, device_id: str) -> tuple[str, int] | None:
    """(site id, number of the device there); None for a device nobody knows."""
    row = prepared(db, _number).first(db, {"device": device_id})
    return (row["site_id"], row["number"]) if row else None


def device_numbers(db: Connection) -> list[tuple[str, int]]:
    """(site id, number of the device there) of every device."""
    return [(row.site_id, row.number) for row in db.execute(_numbers)]


def is_care(db: Connection, device_id: str) -> bool:
    """Whether it is a phone desk, which may hold everybody's orders and customers."""
    return bool(prepared(db, _care).scalar(db, {"device": device_id}))


def people(db: Connection) -> list[Person]:
    """Everybody who may sign in, by name."""
    return [
        Person(
            user_id=row["id"],
            staff_number=row["staff_number"],
            name=row["name"],
            role=row["role"],
            language=row["language"],
            site_id=row["site_id"] or "",
            pin_hash=row["pin_hash"],
        )
        for row in db.execute(_people).mappings()
    ]


def approvers(
    db: Connection, permission: str, amount: int, *, requester_id: str, site_id: str
) -> list[Person]:
    """Who could let it pass for somebody else: people of this site first."""
    able = [
        person
        for person in people(db)
        if person.user_id != requester_id and covers(person.role, permission, amount)
    ]
    return sorted(able, key=lambda person: person.site_id != site_id)


def staff_names(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Also of those who left: an order remembers them."""
    return {row[0]: row[1] for row in db.execute(_names, {"ids": sorted(set(ids))})}


def all_names(db: Connection) -> dict[str, str]:
    """Of everybody, also of those who left: what they did still bears their name."""
    return {row[0]: row[1] for row in db.execute(_everybody)}


def approvers_on(db: Connection, order_id: str) -> dict[str, str]:
    """Command → the second person who let it pass, of all that was done to an order."""
    return {row[0]: row[1] for row in db.execute(_approved, {"order": order_id})}


def grant_of(db: Connection, user_id: str) -> str:
    """The signed permission of a user on this desk; "" when they never signed in here."""
    return prepared(db, _token).scalar(db, {"user": user_id}) or ""


def keep_grant(db: Connection, user_id: str, token: str) -> None:
    db.execute(grants.delete().where(grants.c.user_id == user_id))
    db.execute(grants.insert(), {"user_id": user_id, "token": token})
