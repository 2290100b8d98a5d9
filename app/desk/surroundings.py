"""Where a desk stands and who has worked on it: what the window asks before anybody signs in."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.queries import Person, device_number, grant_of, is_care, people
from app.identity.roles import RIGHTS, may
from app.places.queries import Site, all_sites
from app.storage.outbox import drafts, settings

_value = sa.select(settings.c.value).where(settings.c.key == sa.bindparam("wanted"))
_kept = (
    sa.select(drafts.c.parked_at, drafts.c.saved_at)
    .where(drafts.c.user_id == sa.bindparam("user"))
    .order_by(drafts.c.saved_at.desc())
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The site and the register of this desk; no site before its first sync."""

    device_id: str
    site: Site | None
    register: int
    care: bool = False  # a phone desk: it has the orders of every store


@dataclass(frozen=True, slots=True)
class KeptWork:
    """How many drafts a person has here: open ones, parked ones, and when the last was saved."""

    open: int
    parked: int
    saved_at: int


def standing(db: Connection, device_id: str) -> Standing:
    device = device_number(db, device_id)
    if device is None:
        return Standing(device_id, None, 0)
    site = next((site for site in all_sites(db) if site.site_id == device[0]), None)
    return Standing(device_id, site, device[1], is_care(db, device_id))


def known_people(db: Connection) -> list[tuple[Person, bool]]:
    """Everybody who may sign in, and whether they ever did on this desk."""
    return [(person, bool(grant_of(db, person.user_id))) for person in people(db)]


def kept_work(db: Connection, user_id: str) -> KeptWork:
    rows = db.execute(_kept, {"user": user_id}).all()
    parked = sum(1 for row in rows if row.parked_at is not None)
    return KeptWork(len(rows) - parked, parked, rows[0].saved_at if rows else 0)


def rights_of(role: str) -> frozenset[str]:
    return frozenset(permission for permission in RIGHTS if may(role, permission))


def setting(db: Connection, key: str) -> str:
    """The kept value of a setting of this desk; "" when nobody set it."""
    return db.execute(_value, {"wanted": key}).scalar() or ""


def keep_setting(db: Connection, key: str, value: str) -> None:
    db.execute(settings.delete().where(settings.c.key == key))
    db.execute(settings.insert(), {"key": key, "value": value})
