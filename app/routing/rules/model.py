"""Rules as data: a scope and one wish about places. "Prefer" is money, so no rule fights a cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.kit.clock import Instant
from app.routing.model import Place


class Wish(StrEnum):
    EXCLUDE = "exclude"  # places in `places` are out
    REQUIRE = "require"  # only places in `places` may serve
    PREFER = "prefer"  # each parcel from there costs `amount_minor` less; below 0: more
    MAX_PARCELS = "max_parcels"  # at most `number` parcels
    PROTECT = "protect"  # the last `number` units there are not for these orders
    WEIGHT = "weight"  # the costs of a parcel from there × `percent` / 100


@dataclass(frozen=True, slots=True)
class Scope:
    """For which orders and lines; an empty part says nothing. All told parts must hold."""

    channels: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()  # pickup | ship
    levels: frozenset[str] = frozenset()  # network.Level
    tags: frozenset[str] = frozenset()  # of the product; a rule with tags is about those lines
    zones: frozenset[str] = frozenset()  # where the order goes
    weekdays: frozenset[int] = frozenset()  # Monday = 0, local to the place
    from_time: str = ""  # HH:MM; both empty = all day
    to_time: str = ""
    over_minor: int = 0  # orders worth at least so much
    under_minor: int = 0  # 0 = no upper bound


@dataclass(frozen=True, slots=True)
class Where:
    """Which places a rule is about; an empty part says nothing. All told parts must hold."""

    sites: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()  # store | center
    regions: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    within_metres: int = 0  # of where the order goes; 0 = any distance
    beyond_metres: int = 0
    cover_under_days: int = 0  # of the scarcest line; 0 = any


def stands(where: Where, place: Place) -> bool:
    """What a place is, whoever orders."""
    return (
        (not where.sites or place.site_id in where.sites)
        and (not where.kinds or place.kind in where.kinds)
        and (not where.regions or place.region in where.regions)
        and (not where.zones or place.zone in where.zones)
    )


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    name: str
    wish: Wish
    scope: Scope = field(default_factory=Scope)
    where: Where = field(default_factory=Where)
    unless: Where | None = None
    amount_minor: int = 0
    number: int = 0
    percent: int = 100
    on: bool = True


@dataclass(frozen=True, slots=True)
class RuleSet:
    """In their order: of two that say the same about a place, the first one is told as the
    reason. `version` names it in decision records; 0 = none at all."""

    version: int
    rules: tuple[Rule, ...] = ()


NO_RULES = RuleSet(0)


# ---------------------------------------------------------------- what rules say of one order


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What a rule may ask about an order. `lines`: key → tags of its product."""

    channel: str
    method: str  # pickup | ship
    level: str
    zone: str
    value_minor: int
    at: Instant
    lines: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Said:
    """Which rule it was, as people call it."""

    rule_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The last `units` of a place are not for this line."""

    units: int
    by: Said


@dataclass(frozen=True, slots=True)
class Ruling:
    """What all live rules together say. Of two that say the same the first is told.

    excluded        site → the rule; the whole order may not come from there
    excluded_lines  (site, line key) → the rule, of rules about tags
    money           site → minor units more (below 0: less) for each parcel
    percent         site → of the costs of a parcel; missing = 100
    protected       (site, line key) → units kept back
    most_parcels    0 = no limit; `parcels_by` is the rule that set it
    """

    excluded: Mapping[str, Said] = field(default_factory=dict)
    excluded_lines: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    money: Mapping[str, int] = field(default_factory=dict)
    percent: Mapping[str, int] = field(default_factory=dict)
    protected: Mapping[tuple[str, str], Kept] = field(default_factory=dict)
    most_parcels: int = 0
    parcels_by: Said | None = None


NO_RULING = Ruling()
