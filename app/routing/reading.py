"""The network as this database knows it: read once per version of its lists, not per question.

What has been promised of each day's work changes with every order: that alone is read each time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.places.capacity import day_id, taken_from
from app.places.lookup import all_sites
from app.places.serving import (
    OF_NETWORK,
    NetworkLists,
    network_lists,
    network_version,
    stamp_network,
)
from app.places.silence import silences
from app.routing.network import (
    Calendar,
    Footprint,
    Handling,
    Level,
    Network,
    Room,
    Rooms,
    Service,
    ServiceRate,
    Skill,
)
from app.routing.places import place_of
from app.storage.uow import UnitOfWork

ROOM_DAYS = 21  # beyond them nobody promises: a day that is not told has room

Row: TypeAlias = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class _Known:
    """The network at `today` with all its room empty; `days` are the ledger's ids of its rooms."""

    today: date
    network: Network
    days: Mapping[str, tuple[str, Skill, date]]


# By engine: one process may look at several databases.
_known: WeakKeyDictionary[sa.Engine, _Known] = WeakKeyDictionary()


def network_of(db: Connection, now: Instant) -> Network:
    """Places, carriers, calendars, room and handling, as last known here."""
    known = _standing(db, now)
    return replace(known.network, rooms=_rooms_now(db, known))


def empty_network(db: Connection, now: Instant) -> Network:
    """The same before any work was promised: what places can do in a day at all."""
    return _standing(db, now).network


def _standing(db: Connection, now: Instant) -> _Known:
    today = business_day(now, "UTC") - timedelta(days=1)  # some place may be a day behind
    version = network_version(db)
    known = _known.get(db.engine)
    if not version or known is None or (known.network.version, known.today) != (version, today):
        network = _read(db, version, today)
        days = {
            day_id(site, skill.value, day.toordinal()): (site, skill, day)
            for site, skill, day in network.rooms
        }
        known = _Known(today, network, days)
        if version:  # without one nobody would say when it is out of date
            _known[db.engine] = known
    return known


def follow_network(uow: UnitOfWork) -> None:
    """Follows every act: whoever changed a figure of the network made a new version of it."""
    if uow.on_server and not OF_NETWORK.isdisjoint(uow.touched):
        stamp_network(uow)


def _rooms_now(db: Connection, known: _Known) -> Rooms:
    rooms = dict(known.network.rooms)
    for row_id, used in taken_from(db, known.today.toordinal()):
        key = known.days.get(row_id)
        if key is not None:
            rooms[key] = Room(rooms[key].minutes, used)
    return rooms


def _read(db: Connection, version: str, today: date) -> Network:
    lists = network_lists(db)
    return Network(
        places=tuple(place_of(site) for site in all_sites(db)),
        services=tuple(_service(row) for row in lists.services),
        rates=tuple(_rate(row) for row in lists.rates),
        calendars=_calendars(db, lists),
        cutoffs={(row["site_id"], row["service"]): row["at"] for row in lists.cutoffs},
        outages=_outages(db, lists),
        silent=silences(db),
        rooms=dict(_rooms(lists, [today + timedelta(days=day) for day in range(ROOM_DAYS)])),
        handling={row["site_id"]: _handling(row) for row in lists.handling},
        version=version,
    )


def _service(row: Row) -> Service:
    return Service(
        code=row["code"],
        carrier=row["carrier"],
        level=Level(row["level"]),
        air=row["air"],
        surcharge_minor=row["surcharge_minor"],
        grams_max=row["grams_max"],
        footprint=Footprint(
            per_tonne_km=row["per_tonne_km"],
            last_mile_grams=row["last_mile_grams"],
            spread_percent=row["spread_percent"],
            version=row["factor_version"],
        ),
    )


def _rate(row: Row) -> ServiceRate:
    return ServiceRate(
        service=row["service"],
        from_zone=row["from_zone"],
        to_zone=row["to_zone"],
        first_kg_minor=row["first_kg_minor"],
        per_kg_minor=row["per_kg_minor"],
        days_from=row["days_from"],
        days_to=row["days_to"],
    )


def _calendars(db: Connection, lists: NetworkLists) -> dict[str, Calendar]:
    """Of the places that have hours of their own, or days off; others follow their Place."""
    everywhere = {date.fromordinal(row["day"]) for row in lists.closed if row["site_id"] is None}
    off: dict[str, set[date]] = defaultdict(set)
    for row in lists.closed:
        if row["site_id"] is not None:
            off[row["site_id"]].add(date.fromordinal(row["day"]))
    weeks: dict[str, list[tuple[str, str] | None]] = {}
    for row in lists.hours:
        week = weeks.setdefault(row["site_id"], [None] * 7)
        week[row["weekday"]] = (row["opens"], row["closes"])
    calendars = {}
    for site in all_sites(db):
        closed = everywhere | off[site.id]
        if site.id in weeks:
            calendars[site.id] = Calendar(tuple(weeks[site.id]), frozenset(closed))
        elif closed:
            calendars[site.id] = Calendar(((site.opens, site.closes),) * 7, frozenset(closed))
    return calendars


def _outages(db: Connection, lists: NetworkLists) -> dict[tuple[str, str], frozenset[date]]:
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    everywhere = [site.id for site in all_sites(db)]
    for row in lists.outages:
        for site_id in everywhere if row["site_id"] is None else [row["site_id"]]:
            days[site_id, row["service"]].add(date.fromordinal(row["day"]))
    return {key: frozenset(of) for key, of in days.items()}


def _rooms(
    lists: NetworkLists, days: Sequence[date]
) -> Iterator[tuple[tuple[str, Skill, date], Room]]:
    """Each day of a skill that is limited at a place; a weekday that is not told has none."""
    weeks: dict[tuple[str, Skill], dict[int, int]] = defaultdict(dict)
    for row in lists.capacities:
        weeks[row["site_id"], Skill(row["skill"])][row["weekday"]] = row["minutes"]
    told = {
        (row["site_id"], Skill(row["skill"]), date.fromordinal(row["day"])): row["minutes"]
        for row in lists.exceptions
    }
    for (site_id, skill), week in weeks.items():
        for day in days:
            yield (site_id, skill, day), Room(week.get(day.weekday(), 0), 0)
    for key, minutes in told.items():
        if key[2] in days:
            yield key, Room(minutes, 0)


def _handling(row: Row) -> Handling:
    return Handling(
        parcel_minor=row["parcel_minor"],
        unit_minor=row["unit_minor"],
        accepts_per_mille=row["accepts_per_mille"],
        reroute_minor=row["reroute_minor"],
        minutes_per_unit={skill: row[f"{skill.value}_unit"] for skill in Skill},
        minutes_per_parcel={skill: row[f"{skill.value}_parcel"] for skill in Skill},
    )
