"""With whom, when and how much can places work: the retailer's lists, each taken over as a whole.

A list that is told replaces the one before; its rows keep their ids, so that only what differs is
written and sent. What the new list has no more is withdrawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from msgspec.structs import asdict

from app.identity.roles import require
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.places.tables import (
    capacities,
    capacity_exceptions,
    carrier_outages,
    carrier_services,
    closed_days,
    cutoffs,
    service_rates,
    site_handling,
    site_hours,
)
from app.storage.uow import UnitOfWork


class NewService(Part, frozen=True, kw_only=True):
    code: str
    carrier: str
    level: str  # standard | express | same_day
    air: bool = False
    surcharge_minor: int = 0
    grams_max: int = 0
    per_tonne_km: int | None = None
    last_mile_grams: int | None = None
    spread_percent: int = 30
    factor_version: str = ""


class NewServiceRate(Part, frozen=True, kw_only=True):
    service: str
    from_zone: str
    to_zone: str
    first_kg_minor: int
    per_kg_minor: int
    days_from: int
    days_to: int


class NewHours(Part, frozen=True, kw_only=True):
    site_id: str
    weekday: int
    opens: str
    closes: str


class NewClosedDay(Part, frozen=True, kw_only=True):
    site_id: str | None  # None: everywhere
    day: int  # as date.toordinal has it
    name: str


class NewCutoff(Part, frozen=True, kw_only=True):
    site_id: str
    service: str
    at: str


class NewCapacity(Part, frozen=True, kw_only=True):
    site_id: str
    skill: str
    weekday: int
    minutes: int


class NewCapacityException(Part, frozen=True, kw_only=True):
    site_id: str
    skill: str
    day: int
    minutes: int


class NewOutage(Part, frozen=True, kw_only=True):
    """A carrier's service that does not come on a day."""

    service: str
    site_id: str | None  # None: everywhere
    day: int


class NewHandling(Part, frozen=True, kw_only=True):
    """Minutes of picking, packing and staging: per unit, and per parcel whatever is in it."""

    site_id: str
    parcel_minor: int = 0
    unit_minor: int = 0
    reroute_minor: int = 0
    accepts_per_mille: int = 1_000
    pick_unit: int = 0
    pick_parcel: int = 0
    pack_unit: int = 0
    pack_parcel: int = 0
    stage_unit: int = 0
    stage_parcel: int = 0
    dock_minutes: int = 0  # from the door to the shelf


class LoadNetwork(Command, frozen=True, kw_only=True):
    """Fact of the server alone. None leaves a list as it is."""

    services: list[NewService] | None = None
    rates: list[NewServiceRate] | None = None
    hours: list[NewHours] | None = None
    closed: list[NewClosedDay] | None = None
    cutoffs: list[NewCutoff] | None = None
    capacities: list[NewCapacity] | None = None
    exceptions: list[NewCapacityException] | None = None
    outages: list[NewOutage] | None = None
    handling: list[NewHandling] | None = None


# Table, the field of LoadNetwork, and what names a row in it.
_LISTS: Sequence[tuple[sa.Table, str, tuple[str, ...]]] = (
    (carrier_services, "services", ("code",)),
    (service_rates, "rates", ("service", "from_zone", "to_zone")),
    (site_hours, "hours", ("site_id", "weekday")),
    (closed_days, "closed", ("site_id", "day")),
    (cutoffs, "cutoffs", ("site_id", "service")),
    (capacities, "capacities", ("site_id", "skill", "weekday")),
    (capacity_exceptions, "exceptions", ("site_id", "skill", "day")),
    (carrier_outages, "outages", ("service", "site_id", "day")),
    (site_handling, "handling", ("site_id",)),
)


def handling_id(site_id: str) -> str:
    return _row_id(site_handling, {"site_id": site_id}, ("site_id",))


def load_network(uow: UnitOfWork, command: LoadNetwork) -> dict[str, Any]:
    """Refusal('told_twice') for a list that says two things about one and the same."""
    require(uow.actor, "system")
    counts = {}
    for table, name, key in _LISTS:
        told: list[Part] | None = getattr(command, name)
        if told is not None:
            counts[name] = len(told)
            replace_list(uow, table, map(asdict, told), key)
    return counts


def replace_list(
    uow: UnitOfWork, table: sa.Table, told: Iterable[Mapping[str, Any]], key: tuple[str, ...]
) -> None:
    """`key` names a row; the table has a `withdrawn` flag. Refusal('told_twice')."""
    standing = {row["id"]: row for row in uow.db.execute(sa.select(table)).mappings()}
    wanted: dict[str, Mapping[str, Any]] = {}
    for row in told:
        row_id = _row_id(table, row, key)
        if row_id in wanted:
            raise Refusal("told_twice", list=table.name, row=", ".join(str(row[k]) for k in key))
        wanted[row_id] = {**row, "withdrawn": False}
    new = [{"id": row_id, **row} for row_id, row in wanted.items() if row_id not in standing]
    uow.insert(table, *new)
    for row_id, row in wanted.items():
        if row_id in standing and any(standing[row_id][name] != row[name] for name in row):
            uow.update(table, row_id, **row)
    for row_id, before in standing.items():
        if row_id not in wanted and not before["withdrawn"]:
            uow.update(table, row_id, withdrawn=True)


def _row_id(table: sa.Table, row: Mapping[str, Any], key: tuple[str, ...]) -> str:
    return derived_id(table.name, "row", "/".join(str(row[name]) for name in key))
