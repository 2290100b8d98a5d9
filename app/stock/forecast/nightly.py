"""The night's command for one place, and which places wait for it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.clock import Instant, as_datetime
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.places.lookup import all_sites
from app.stock.tables import demand_marks
from app.storage.uow import UnitOfWork

FIRST_HOUR = 2  # local: the last clerk has gone, and what a till sent late has come
CARE = "care"  # a phone desk has no shelves

_marks = sa.select(demand_marks.c.site_id, demand_marks.c.day)


class ReckonDemand(Command, frozen=True, kw_only=True):
    """The server's own, once a day and place; a second time on a day it writes nothing."""

    site_id: str


def reckon_demand(uow: UnitOfWork, command: ReckonDemand) -> dict[str, Any]:
    from app.stock.forecast.reckoning import reckon  # noqa: PLC0415  numpy: never at a desk's start

    require(uow.actor, "system")
    return {"cells": reckon(uow, command.site_id)}


def nights_due(db: Connection, now: Instant) -> Sequence[tuple[ReckonDemand, str]]:
    """(command, its id) of places whose yesterday is not in, from FIRST_HOUR on; a place without
    any rates does not wait for the night."""
    marks = {row.site_id: int(row.day) for row in db.execute(_marks)}
    due = []
    for site in all_sites(db):
        local = as_datetime(now, site.time_zone or "UTC")
        today = local.date().toordinal()
        known = marks.get(site.id)
        if site.kind == CARE or (known is not None and known >= today):
            continue
        if known is None or local.hour >= FIRST_HOUR:
            due.append((ReckonDemand(site_id=site.id), derived_id(site.id, "demand", today)))
    return due
