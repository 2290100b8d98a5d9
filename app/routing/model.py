"""From where, when and for how much can this be had: what is asked, and what is answered.

Stock is ATP per (site, product); costs are minor units of one currency; kinds and codes are those
of routing.md 4 and 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from app.kit.clock import Instant
from app.orders.states import Method
from app.pricing.margins import ASSUMED_PERCENT


class Kind(StrEnum):
    PICKUP = "pickup"
    SHIP_TO_STORE = "ship_to_store"
    STANDARD = "standard"
    EXPRESS = "express"
    SHIP_FROM_STORE = "ship_from_store"
    SPLIT = "split"  # what is there now, the rest later; or from several places
    WAIT = "wait"  # all of it in one parcel, once all has come


class Code(StrEnum):
    """Why an option won, or a place did not."""

    ALL_IN_ONE = "all_in_one"  # a nearer place has not everything
    ONLY_SOURCE = "only_source"
    NEAREST = "nearest"
    CHEAPER = "cheaper"
    FASTER = "faster"
    NO_SINGLE_PLACE = "no_single_place"
    INBOUND = "inbound"
    SENT_THERE = "sent_there"  # the counter lacks some; another place sends all of it there
    PART_SOONER = "part_sooner"  # a part is there earlier than the whole would be
    OUTRANKED = "outranked"  # has all, but better ones were enough
    NO_STOCK = "no_stock"
    NOT_ENOUGH = "not_enough"
    NO_PICKUP = "no_pickup"
    NO_SHIPPING = "no_shipping"
    CARRIER_NOT_SERVING = "carrier_not_serving"
    LAST_UNIT_PROTECTED = "last_unit_protected"
    AT_CAPACITY = "at_capacity"
    CUTOFF_MISSED = "cutoff_missed"
    RULE_EXCLUDED = "rule_excluded"
    RULE_PREFERRED = "rule_preferred"  # a rule makes the other place dearer
    REJECTED_BEFORE = "rejected_before"
    STALE_STOCK = "stale_stock"
    TOO_LATE = "too_late"  # not by the day that the customer named
    TOO_HEAVY = "too_heavy"  # for every carrier's service from there


class Badge(StrEnum):
    RECOMMENDED = "recommended"
    CHEAPEST = "cheapest"
    FASTEST = "fastest"
    NEAREST = "nearest"
    GREENEST = "greenest"


# ---------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True)
class Place:
    site_id: str
    name: str
    kind: str  # store | center | care
    zone: str
    latitude: float | None
    longitude: float | None
    pickup: bool
    ships: bool
    ready_minutes: int
    opens: str  # HH:MM local; both empty or equal = never closed
    closes: str  # HH:MM local; before `opens` = on the next day
    time_zone: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    zone: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    key: str
    product_id: str
    quantity: int
    weight_grams: int  # of one piece
    unit_minor: int = 0  # what a piece is sold for
    tags: frozenset[str] = frozenset()  # of its product, as rules name them
    margin_percent: int | None = None  # of unit_minor; None: nobody told what it costs

    @property
    def margin_minor(self) -> int:
        """Of one piece, as far as it is known."""
        known = self.margin_percent
        return self.unit_minor * (ASSUMED_PERCENT if known is None else known) // 100


Stock: TypeAlias = Mapping[tuple[str, str], int]
Inbound: TypeAlias = Mapping[tuple[str, str], tuple[tuple[int, Instant], ...]]
Near: TypeAlias = Destination | Place | None

NOTHING_INBOUND: Inbound = MappingProxyType({})


# ---------------------------------------------------------------- what is answered


@dataclass(frozen=True, slots=True)
class Quantity:
    key: str
    product_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one place gives at one time. Ready: staged for pickup, or handed to the carrier.
    `arrives`: when its last goods come to that place; None: they are there. `sent_from`: the place
    that sends them to `site_id`, where they are collected; empty: they lie there."""

    site_id: str
    method: Method
    quantities: tuple[Quantity, ...]
    ready_at: Instant
    promise_from: Instant
    promise_to: Instant
    cost_minor: int
    arrives: Instant | None = None
    sent_from: str = ""

    @property
    def source_id(self) -> str:
        """Where its goods lie now."""
        return self.sent_from or self.site_id


@dataclass(frozen=True, slots=True)
class Reason:
    code: Code
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Co2:
    """Grams of CO₂e (ISO 14083) with their range; `version` of the factors."""

    grams: int
    low: int
    high: int
    version: str


@dataclass(frozen=True, slots=True)
class Option:
    """promise_from: the first parcel is there; promise_to: the last one is, at the latest."""

    kind: Kind
    parcels: tuple[Parcel, ...]
    promise_from: Instant
    promise_to: Instant
    cost_minor: int
    reason: Reason
    missing: tuple[Quantity, ...] = ()
    badges: tuple[Badge, ...] = ()
    service: str = ""  # network.Service.code of its parcels; empty when nothing is sent
    price_minor: int | None = None  # what the customer pays for it; None: as cost_minor says
    serve_minor: int = 0  # what serving it costs: carriers and handling
    margin_minor: int | None = None  # of the goods, less what serving them costs
    co2: Co2 | None = None  # unknown stays None


@dataclass(frozen=True, slots=True)
class Excluded:
    site_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Promise:
    """Options, the recommended one first. `missing` is nowhere, nor on its way."""

    options: tuple[Option, ...]
    excluded: tuple[Excluded, ...]
    missing: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    site_id: str
    quantity: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Availability:
    here: int
    nearby: int
    elsewhere: int
    inbound: Arrival | None  # the next one anywhere
