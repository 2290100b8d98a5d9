"""How sure is a place's answer: the share of released units it does not reject, learnt by day."""

from typing import Any

from app.identity.roles import require
from app.kit.commands import Command, Part
from app.places.loading import handling_id
from app.places.tables import site_handling
from app.storage.uow import UnitOfWork

SURE = 1_000  # per mille: of a place that nobody knows anything of
INERTIA = 50  # units: a day of so many counts half


class PlaceAnswers(Part, frozen=True, kw_only=True):
    """Units of one day."""

    site_id: str
    accepted: int
    rejected: int


class LearnAcceptance(Command, frozen=True, kw_only=True):
    """The server's own, once a day."""

    places: list[PlaceAnswers]


def learnt(before: int, accepted: int, rejected: int) -> int:
    """The exponential average in parts per mille, by whole numbers alone: the same on every
    machine. It always moves towards what the day was, and never beyond it."""
    units = accepted + rejected
    if units <= 0:
        return before
    today = SURE * accepted // units
    step = (today - before) * units
    moved = abs(step) // (units + INERTIA)
    if step and not moved:
        moved = 1
    return before + moved if step > 0 else before - moved


def learn(uow: UnitOfWork, site_id: str, accepted: int, rejected: int) -> int:
    """What is known of the place now."""
    row_id = handling_id(site_id)
    row = uow.row(site_handling, row_id)
    before = int(row["accepts_per_mille"]) if row is not None else SURE
    now = learnt(before, accepted, rejected)
    if row is None:
        uow.insert(site_handling, {"id": row_id, "site_id": site_id, "accepts_per_mille": now})
    elif now != before:
        uow.update(site_handling, row_id, accepts_per_mille=now)
    return now


def learn_acceptance(uow: UnitOfWork, command: LearnAcceptance) -> dict[str, Any]:
    require(uow.actor, "system")
    told = {
        one.site_id: learn(uow, one.site_id, one.accepted, one.rejected)
        for one in sorted(command.places, key=lambda one: one.site_id)
    }
    return {"places": len(told)}
