"""What is asked of the engine: a basket, how and where it goes, by when, and what is not wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.model import Near, Need, Place
from app.routing.network import Level

MOST_SHOWN = 5  # options that a customer is told


@dataclass(frozen=True, slots=True)
class Question:
    """`near`: where it is sent, or from where a customer comes to collect. `only_at`: these sites
    alone. `not_at`: (site, product) that failed before. `need_by` is hard. 0 = any parcels.
    `going`: sites that send a parcel for this order anyway. `barred`: (site, product) that this
    channel does not get by this method. `counter`: sent there, for a customer who collects it; the
    goods of the counter itself are no answer. `unsent`: what is barred from being sent, where a
    pickup is asked for."""

    needs: tuple[Need, ...]
    method: Method
    now: Instant
    near: Near = None
    channel: str = ""
    level: Level = Level.STANDARD
    need_by: Instant | None = None
    most_parcels: int = 0
    only_at: frozenset[str] = frozenset()
    not_at: frozenset[tuple[str, str]] = frozenset()
    going: frozenset[str] = frozenset()
    barred: frozenset[tuple[str, str]] = frozenset()
    counter: Place | None = None
    unsent: frozenset[tuple[str, str]] = frozenset()

    @property
    def wanted(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.quantity > 0)

    @property
    def zone(self) -> str:
        return self.near.zone if self.near else ""

    @property
    def units(self) -> int:
        return sum(need.quantity for need in self.wanted)

    @property
    def grams(self) -> int:
        return sum(need.quantity * need.weight_grams for need in self.wanted)


@dataclass(frozen=True, slots=True)
class Scarcity:
    """What taking something now costs others (prices.py), and how long stock lasts.

    unit_minor (site, product): stock-out and territory price of one unit there
    parcel_minor by site: capacity price of one parcel
    cover_days by site: of the scarcest line; rules ask for it
    stale_minor (site, product): of one unit that may be gone from a place that is not heard
    """

    unit_minor: Mapping[tuple[str, str], int] = field(default_factory=dict)
    parcel_minor: Mapping[str, int] = field(default_factory=dict)
    cover_days: Mapping[str, float] = field(default_factory=dict)
    stale_minor: Mapping[tuple[str, str], int] = field(default_factory=dict)


NO_SCARCITY = Scarcity()
