"""Which places are not heard: when anything of a place last came, and since when it is silent."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.clock import Instant
from app.kit.commands import Command, Part
from app.places.tables import site_contacts, site_silences
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

_at = sa.bindparam("at", type_=sa.BigInteger)
_later = (
    site_contacts.update()
    .where(site_contacts.c.id == sa.bindparam("site"), site_contacts.c.at < _at)
    .values(at=_at)
)
_first = sa.text(
    "INSERT INTO site_contacts (id, at) VALUES (:site, :at) ON CONFLICT (id) DO NOTHING"
)
_contacts = sa.select(site_contacts.c.id, site_contacts.c.at)
_silent = sa.select(site_silences.c.id, site_silences.c.since).where(
    site_silences.c.since.is_not(None)
)


class Silence(Part, frozen=True, kw_only=True):
    """`since` None: the place is heard again."""

    site_id: str
    since: int | None


class TellSilence(Command, frozen=True, kw_only=True):
    """The server's own."""

    places: list[Silence]


def tell_silence(uow: UnitOfWork, command: TellSilence) -> dict[str, Any]:
    require(uow.actor, "system")
    for one in sorted(command.places, key=lambda one: one.site_id):
        known = uow.row(site_silences, one.site_id)
        if known is None:
            uow.insert(site_silences, {"id": one.site_id, "since": one.since})
        elif known["since"] != one.since:
            uow.update(site_silences, one.site_id, since=one.since)
    return {"places": len(command.places)}


def keep_contacts(db: Connection, heard: Mapping[str, Instant]) -> None:
    """Any number of processes tell what each of them heard: the latest counts."""
    for site_id, at in sorted(heard.items()):
        told = {"site": site_id, "at": at}
        db.execute(_first, told)
        db.execute(_later, told)


def contacts(db: Connection) -> dict[str, Instant]:
    """Site → when it was heard last; those that never were are not in it."""
    return {site_id: Instant(at) for site_id, at in db.execute(_contacts)}


def silences(db: Connection) -> dict[str, Instant]:
    """Site → since when it is silent."""
    return {site_id: Instant(since) for site_id, since in prepared(db, _silent).rows(db, {})}
