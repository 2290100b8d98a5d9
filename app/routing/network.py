"""What sourcing knows of the world at one moment: places, carriers, room for work, rules.

One immutable snapshot serves quote, route, re-route and replay, on desk and server alike. Money is
integer minor units of one currency; times are instants or HH:MM of the place's own zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from app.kit.clock import Instant
from app.routing.model import Place
from app.routing.rules.model import NO_RULES, RuleSet


class Level(StrEnum):
    """How fast a carrier's service is sold as; options are found per level."""

    STANDARD = "standard"
    EXPRESS = "express"
    SAME_DAY = "same_day"


class Skill(StrEnum):
    """Work that a place has minutes for, each day."""

    PICK = "pick"
    PACK = "pack"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Footprint:
    """Factors of one service (GLEC): grams of CO₂e per tonne-kilometre, and for the last mile of a
    parcel. Unknown is None: then the option shows none."""

    per_tonne_km: int | None = None
    last_mile_grams: int | None = None
    spread_percent: int = 30  # low and high around the figure
    version: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    code: str  # jne_reg
    carrier: str  # as people say it
    level: Level
    air: bool = False
    surcharge_minor: int = 0  # of each parcel: fuel, air
    grams_max: int = 0  # of one parcel; 0 = no limit
    footprint: Footprint = field(default_factory=Footprint)


@dataclass(frozen=True, slots=True)
class ServiceRate:
    """What the retailer pays, and how many days it takes: days_to is the 90th percentile."""

    service: str
    from_zone: str
    to_zone: str
    first_kg_minor: int
    per_kg_minor: int  # per started kilogram after the first
    days_from: int
    days_to: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a place works: opening hours by weekday (Monday = 0; None = closed) and single days off.

    A closing time before the opening time is on the next day; equal times = never closed.
    """

    week: tuple[tuple[str, str] | None, ...]
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """Minutes of one skill at one place on one of its business days."""

    minutes: int
    used: int


@dataclass(frozen=True, slots=True)
class Handling:
    """What a place's work costs and how sure its answer is."""

    parcel_minor: int = 0
    unit_minor: int = 0
    accepts_per_mille: int = 1_000  # share of released units it does not reject, learnt
    reroute_minor: int = 0  # what a rejected unit costs
    minutes_per_unit: Mapping[Skill, int] = field(default_factory=dict)
    minutes_per_parcel: Mapping[Skill, int] = field(default_factory=dict)


Cutoffs: TypeAlias = Mapping[tuple[str, str], str]  # (site, service) → HH:MM, last handing over
Rooms: TypeAlias = Mapping[tuple[str, Skill, date], Room]
Outages: TypeAlias = Mapping[tuple[str, str], frozenset[date]]  # (site, service) → days without it
Calendars: TypeAlias = Mapping[str, Calendar]  # by site; a site without one follows its Place


@dataclass(frozen=True, slots=True)
class Network:
    """`as_of`: how old the oldest figure in it is known to be; `version` names it in a record."""

    places: tuple[Place, ...]
    services: tuple[Service, ...]
    rates: tuple[ServiceRate, ...]
    calendars: Calendars = field(default_factory=dict)
    cutoffs: Cutoffs = field(default_factory=dict)
    outages: Outages = field(default_factory=dict)
    rooms: Rooms = field(default_factory=dict)
    handling: Mapping[str, Handling] = field(default_factory=dict)  # by site; missing = Handling()
    silent: Mapping[str, Instant] = field(default_factory=dict)  # site → since when it is not heard
    rules: RuleSet = NO_RULES
    as_of: Instant | None = None
    version: str = ""

    def misses_carrier(self, site_id: str, day: date) -> bool:
        """Whether any service does not come there on that day, or on a later one."""
        return any(site == site_id and max(days) >= day for (site, _), days in self.outages.items())
