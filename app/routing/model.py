"""From where, when and for how much can this be had: ranked options, each with its reason.

The nearest place that has all; else the nearest per line; else what is on its way; the full
engine (routing.md 3) fills the same types. Stock is ATP per (site, product); costs are minor units
of one currency; kinds and codes are those of routing.md 4 and 6.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import asin, cos, inf, radians, sin, sqrt
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from app.kit.clock import DAY, MINUTE, Instant, after, as_datetime, from_datetime
from app.orders.states import Method

OVERDUE = DAY  # a receipt past its date has not come: it is taken to need one more day
NEARBY_METRES = 25_000  # what people in Jabodetabek drive for a shirt
EARTH_METRES = 6_371_008.8  # mean radius, IUGG


class Kind(StrEnum):
    PICKUP = "pickup"
    SHIP_TO_STORE = "ship_to_store"
    STANDARD = "standard"
    EXPRESS = "express"
    SHIP_FROM_STORE = "ship_from_store"
    SPLIT = "split"
    WAIT = "wait"


class Code(StrEnum):
    """Why an option won, or a place did not."""

    ALL_IN_ONE = "all_in_one"  # a nearer place has not everything
    ONLY_SOURCE = "only_source"
    NEAREST = "nearest"
    CHEAPER = "cheaper"
    FASTER = "faster"
    NO_SINGLE_PLACE = "no_single_place"
    INBOUND = "inbound"
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
    REJECTED_BEFORE = "rejected_before"
    STALE_STOCK = "stale_stock"


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


@dataclass(frozen=True, slots=True)
class ZoneRate:
    from_zone: str
    to_zone: str
    base_minor: int
    per_kg_minor: int  # per started kilogram
    days_from: int
    days_to: int


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
    """What one place gives at one time. Ready: staged for pickup, or handed to the carrier."""

    site_id: str
    method: Method
    quantities: tuple[Quantity, ...]
    ready_at: Instant
    promise_from: Instant
    promise_to: Instant
    cost_minor: int


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


def pickup_options(
    needs: Sequence[Need],
    places: Sequence[Place],
    stock: Stock,
    *,
    near: Near,
    now: Instant,
    limit: int = 3,
    inbound: Inbound = NOTHING_INBOUND,
) -> Promise:
    """Places to collect from, nearest first; the fastest one is always among them."""
    sources = [_Source(place, distance(place, near), None) for place in places if place.pickup]
    refused = [_excluded(place, Code.NO_PICKUP) for place in places if not place.pickup]
    return _promise(_question(needs, sources, stock, inbound, now), refused, limit)


def shipping_options(
    needs: Sequence[Need],
    places: Sequence[Place],
    stock: Stock,
    rates: Sequence[ZoneRate],
    destination: Destination,
    *,
    now: Instant,
    limit: int = 3,
    inbound: Inbound = NOTHING_INBOUND,
) -> Promise:
    """Places to send from: the cheapest first, of equals the nearest; the fastest always among."""
    sources, refused = [], []
    grams = sum(need.quantity * need.weight_grams for need in needs)
    for place in places:
        rate = _rate(place, rates, destination, grams)
        if not place.ships:
            refused.append(_excluded(place, Code.NO_SHIPPING))
        elif rate is None:
            refused.append(_excluded(place, Code.CARRIER_NOT_SERVING, zone=destination.zone))
        else:
            sources.append(_Source(place, distance(place, destination), rate))
    return _promise(_question(needs, sources, stock, inbound, now), refused, limit)


def availability(
    product_id: str,
    stock: Stock,
    places: Sequence[Place],
    near: Near,
    *,
    inbound: Inbound = NOTHING_INBOUND,
) -> Availability:
    """For the chip of one line. `here` is the place itself when `near` is one of the places."""
    here = nearby = elsewhere = 0
    for place in places:
        free = max(0, stock.get((place.site_id, product_id), 0))
        if isinstance(near, Place) and place.site_id == near.site_id:
            here += free
        elif is_nearby(place, near):
            nearby += free
        else:
            elsewhere += free
    arrivals = [
        Arrival(place.site_id, quantity, at)
        for place in places
        for quantity, at in inbound.get((place.site_id, product_id), ())
        if quantity > 0
    ]
    first = min(arrivals, key=lambda a: (a.at, a.site_id), default=None)
    return Availability(here, nearby, elsewhere, first)


def ready_at(place: Place, at: Instant) -> Instant:
    """When goods that are there at `at` are staged: within the opening hours of the site's zone.

    What is not done by closing time is promised from the next opening on, whole.
    """
    lead = place.ready_minutes * MINUTE
    for opens, closes in _hours_around(place, at):
        if at < opens:
            return after(opens, lead)
        if at + lead <= closes:
            return after(at, lead)
    return after(at, lead)


def distance(place: Place, near: Near) -> float:
    """Metres on the great circle (haversine); infinite when one of both is nowhere."""
    here = (place.latitude, place.longitude)
    there = (near.latitude, near.longitude) if near else (None, None)
    if here[0] is None or here[1] is None or there[0] is None or there[1] is None:
        return inf
    return haversine(here[0], here[1], there[0], there[1])


def haversine(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    north = sin(radians(to_latitude - latitude) / 2) ** 2
    east = sin(radians(to_longitude - longitude) / 2) ** 2
    chord = north + cos(radians(latitude)) * cos(radians(to_latitude)) * east
    return 2 * EARTH_METRES * asin(sqrt(min(1.0, chord)))


def is_nearby(place: Place, near: Near) -> bool:
    """By distance; by zone where coordinates are not known."""
    if near is None:
        return False
    metres = distance(place, near)
    if metres == inf:
        return bool(near.zone) and place.zone == near.zone
    return metres <= NEARBY_METRES


def parcel_cost(rate: ZoneRate, grams: int) -> int:
    """Base plus every started kilogram, at least one."""
    return rate.base_minor + rate.per_kg_minor * max(1, -(-grams // 1_000))


# ---------------------------------------------------------------- how it is found


@dataclass(frozen=True, slots=True)
class _Source:
    place: Place
    metres: float
    rate: ZoneRate | None  # None = collected

    @property
    def site_id(self) -> str:
        return self.place.site_id

    def cost(self, grams: int) -> int:
        return parcel_cost(self.rate, grams) if self.rate else 0


@dataclass(frozen=True, slots=True)
class _Question:
    needs: tuple[Need, ...]
    demand: Mapping[str, int]  # per product: two lines of one product want the same shelf
    ranked: tuple[_Source, ...]  # cheapest, then nearest, then by id
    stock: Stock
    inbound: Inbound
    now: Instant

    def free(self, source: _Source, product_id: str) -> int:
        return max(0, self.stock.get((source.site_id, product_id), 0))

    def has(self, source: _Source) -> int:
        """Pieces of the order that the source could give now."""
        return sum(min(n, self.free(source, product)) for product, n in self.demand.items())

    def pieces(self) -> int:
        return sum(need.quantity for need in self.needs)

    def grams(self) -> int:
        return sum(need.quantity * need.weight_grams for need in self.needs)

    def everything(self) -> tuple[Quantity, ...]:
        return tuple(_quantity(need, need.quantity) for need in self.needs)

    def arrivals(self, source: _Source, product_id: str) -> list[tuple[Instant, int]]:
        receipts = self.inbound.get((source.site_id, product_id), ())
        return sorted((_expected(at, self.now), n) for n, at in receipts if n > 0)


def _question(
    needs: Sequence[Need],
    sources: Sequence[_Source],
    stock: Stock,
    inbound: Inbound,
    now: Instant,
) -> _Question:
    wanted = tuple(need for need in needs if need.quantity > 0)
    grams = sum(need.quantity * need.weight_grams for need in wanted)
    ranked = sorted(sources, key=lambda s: (s.cost(grams), s.metres, s.site_id))
    demand: defaultdict[str, int] = defaultdict(int)
    for need in wanted:
        demand[need.product_id] += need.quantity
    return _Question(wanted, demand, tuple(ranked), stock, inbound, now)


def _promise(question: _Question, refused: Sequence[Excluded], limit: int) -> Promise:
    if not question.needs:
        return Promise((), tuple(refused))
    missing: tuple[Quantity, ...] = ()
    shown = _from_one_place(question, max(1, limit))
    if not shown:
        options, missing = _from_several(question)
        shown = _shortlist(options, max(1, limit))
    used = {parcel.site_id for option in shown for parcel in option.parcels}
    others = [
        _why_not(question, source) for source in question.ranked if source.site_id not in used
    ]
    return Promise(_with_badges(question, shown), (*refused, *others), missing)


def _from_one_place(question: _Question, limit: int) -> list[Option]:
    whole = [s for s in question.ranked if question.has(s) == question.pieces()]
    options = [
        _option(
            _kind(source),
            [_parcel(question, source, question.now, question.everything())],
            Reason(Code.ALL_IN_ONE, _facts(source)),
        )
        for source in whole
    ]
    shown = _shortlist(options, limit)
    return [_with_reason(question, option, shown[0], whole) for option in shown]


def _from_several(question: _Question) -> tuple[list[Option], tuple[Quantity, ...]]:
    """Split over what is there; wait at one place; or take some now and the rest as it comes."""
    gathered, missing = _gather(question)
    waiting = any(at > question.now for _, at in gathered)
    options = _waiting_at_one_place(question)
    if gathered:
        mixed = _gathered_option(question, gathered, missing, waiting)
        place = len(options) if waiting else 0
        if not any(option.parcels == mixed.parcels for option in options):
            options.insert(min(place, 2), mixed)
    return options, missing


def _waiting_at_one_place(question: _Question) -> list[Option]:
    options = []
    for source in question.ranked:
        at = _complete_at(question, source)
        if at is not None:
            parcel = _parcel(question, source, at, question.everything())
            facts = {"arrives": int(at), "has": question.has(source), "of": question.pieces()}
            reason = Reason(Code.INBOUND, {**_facts(source), **facts})
            options.append(_option(Kind.WAIT, [parcel], reason))
    return sorted(options, key=lambda option: option.promise_to)


def _complete_at(question: _Question, source: _Source) -> Instant | None:
    latest = question.now
    for product_id, wanted in question.demand.items():
        have = question.free(source, product_id)
        for at, quantity in question.arrivals(source, product_id):
            if have >= wanted:
                break
            have += quantity
            latest = max(latest, at)
        if have < wanted:
            return None
    return latest


_Gathered: TypeAlias = dict[tuple[_Source, Instant], list[Quantity]]


def _gather(question: _Question) -> tuple[_Gathered, tuple[Quantity, ...]]:
    """Per line: the first place that has all of it, else piece by piece, else as it arrives."""
    free = {
        (source.site_id, product_id): question.free(source, product_id)
        for source in question.ranked
        for product_id in question.demand
    }
    coming = {product_id: _coming(question, product_id) for product_id in question.demand}
    gathered: _Gathered = defaultdict(list)
    open_needs: list[Need] = []
    for need in question.needs:
        rest = need.quantity
        for source in _for_line(question, need, free):
            taken = min(rest, free[source.site_id, need.product_id])
            free[source.site_id, need.product_id] -= taken
            rest -= taken
            if taken:
                gathered[source, question.now].append(_quantity(need, taken))
        if rest:
            open_needs.append(replace(need, quantity=rest))
    missing = []
    for need in open_needs:
        rest = _await(need, coming[need.product_id], gathered)
        if rest:
            missing.append(_quantity(need, rest))
    return gathered, tuple(missing)


def _for_line(
    question: _Question, need: Need, free: Mapping[tuple[str, str], int]
) -> Sequence[_Source]:
    whole = [s for s in question.ranked if free[s.site_id, need.product_id] >= need.quantity]
    return whole[:1] or question.ranked


def _coming(question: _Question, product_id: str) -> list[tuple[Instant, _Source, int]]:
    """Soonest first, of equals the better ranked place; last first, to be popped."""
    arrivals = [
        (at, source, quantity)
        for source in question.ranked
        for at, quantity in question.arrivals(source, product_id)
    ]
    return sorted(arrivals, key=lambda arrival: arrival[0])[::-1]


def _await(need: Need, coming: list[tuple[Instant, _Source, int]], gathered: _Gathered) -> int:
    """Takes from `coming` into `gathered`; the quantity that nobody brings."""
    rest = need.quantity
    while rest and coming:
        at, source, quantity = coming.pop()
        taken = min(rest, quantity)
        rest -= taken
        gathered[source, at].append(_quantity(need, taken))
        if quantity > taken:
            coming.append((at, source, quantity - taken))
    return rest


def _gathered_option(
    question: _Question, gathered: _Gathered, missing: tuple[Quantity, ...], waiting: bool
) -> Option:
    parcels = [_parcel(question, s, at, tuple(taken)) for (s, at), taken in gathered.items()]
    parcels.sort(key=lambda parcel: (parcel.ready_at, parcel.site_id))
    best = max(question.ranked, key=question.has)
    facts = {"parcels": len(parcels), "has": question.has(best), "of": question.pieces()}
    if waiting:
        facts["arrives"] = max(at for _, at in gathered)
    code = Code.INBOUND if waiting else Code.NO_SINGLE_PLACE
    kind = Kind.WAIT if waiting else Kind.SPLIT
    if len(parcels) == 1 and not waiting:
        kind = _kind(next(iter(gathered))[0])
    return _option(kind, parcels, Reason(code, {**_facts(best), **facts}), missing)


def _parcel(
    question: _Question, source: _Source, at: Instant, quantities: tuple[Quantity, ...]
) -> Parcel:
    ready = ready_at(source.place, at)
    rate = source.rate
    weights = {need.key: need.weight_grams for need in question.needs}
    grams = sum(taken.quantity * weights[taken.key] for taken in quantities)
    return Parcel(
        site_id=source.site_id,
        method=Method.SHIP if rate else Method.PICKUP,
        quantities=quantities,
        ready_at=ready,
        promise_from=after(ready, rate.days_from * DAY if rate else 0),
        promise_to=after(ready, rate.days_to * DAY if rate else 0),
        cost_minor=source.cost(grams),
    )


def _option(
    kind: Kind, parcels: Sequence[Parcel], reason: Reason, missing: tuple[Quantity, ...] = ()
) -> Option:
    return Option(
        kind=kind,
        parcels=tuple(parcels),
        promise_from=min(parcel.promise_from for parcel in parcels),
        promise_to=max(parcel.promise_to for parcel in parcels),
        cost_minor=sum(parcel.cost_minor for parcel in parcels),
        reason=reason,
        missing=missing,
    )


def _shortlist(options: Sequence[Option], limit: int) -> list[Option]:
    shown = list(options[:limit])
    fastest = min(options, key=lambda option: option.promise_to, default=None)
    if fastest is not None and limit > 1 and fastest not in shown:
        shown[-1] = fastest
    return shown


# ---------------------------------------------------------------- how it is told


def _with_reason(
    question: _Question, option: Option, first: Option, whole: Sequence[_Source]
) -> Option:
    """One sentence's worth: the largest difference to what the customer would have expected."""
    source = next(s for s in whole if s.site_id == option.parcels[0].site_id)
    complete = {s.site_id for s in whole}
    nearer = sorted((s for s in question.ranked if s.metres < source.metres), key=_nearness)
    lacking = next((s for s in nearer if s.site_id not in complete), None)
    facts: dict[str, str | int] = {**_facts(source), "units": question.pieces()}
    if lacking:
        facts |= {"nearer": lacking.place.name, "nearer_has": question.has(lacking)}
    if len(whole) == 1:
        return replace(option, reason=Reason(Code.ONLY_SOURCE, facts))
    if option is not first:
        return replace(option, reason=_why_too(source, option, first, whole[0], facts))
    dearer = next((s for s in nearer if s.site_id in complete), None)
    if dearer:
        saved = dearer.cost(question.grams()) - option.cost_minor
        facts |= {"than": dearer.place.name, "saved": saved}
        return replace(option, reason=Reason(Code.CHEAPER, facts))
    known_nearest = lacking is None and source.metres != inf
    return replace(option, reason=Reason(Code.NEAREST if known_nearest else Code.ALL_IN_ONE, facts))


def _why_too(
    source: _Source,
    option: Option,
    first: Option,
    first_source: _Source,
    facts: Mapping[str, str | int],
) -> Reason:
    if option.promise_to < first.promise_to:
        sooner = (first.promise_to - option.promise_to) // MINUTE
        return Reason(Code.FASTER, {**facts, "sooner_minutes": sooner})
    if source.metres < first_source.metres:
        return Reason(Code.NEAREST, facts)
    return Reason(Code.ALL_IN_ONE, facts)


def _why_not(question: _Question, source: _Source) -> Excluded:
    has, of = question.has(source), question.pieces()
    if has == of:
        return _excluded(source.place, Code.OUTRANKED)
    if has == 0:
        return _excluded(source.place, Code.NO_STOCK)
    return _excluded(source.place, Code.NOT_ENOUGH, has=has, of=of)


def _with_badges(question: _Question, options: Sequence[Option]) -> tuple[Option, ...]:
    """RECOMMENDED is the first; the others go to one option each, where there is a difference."""
    metres = {source.site_id: source.metres for source in question.ranked}
    scales = {
        Badge.CHEAPEST: [float(option.cost_minor) for option in options],
        Badge.FASTEST: [float(option.promise_to) for option in options],
        Badge.NEAREST: [max(metres[p.site_id] for p in option.parcels) for option in options],
    }
    badges: list[list[Badge]] = [[] for _ in options]
    for option_badges in badges[:1]:
        option_badges.append(Badge.RECOMMENDED)
    for badge, figures in scales.items():
        if len(set(figures)) > 1:
            badges[figures.index(min(figures))].append(badge)
    return tuple(
        replace(option, badges=tuple(won)) for option, won in zip(options, badges, strict=True)
    )


def _facts(source: _Source) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"place": source.place.name}
    return facts if source.metres == inf else {**facts, "metres": round(source.metres)}


def _excluded(place: Place, code: Code, **facts: str | int) -> Excluded:
    return Excluded(place.site_id, Reason(code, {"place": place.name, **facts}))


def _kind(source: _Source) -> Kind:
    if source.rate is None:
        return Kind.PICKUP
    return Kind.SHIP_FROM_STORE if source.place.kind == "store" else Kind.STANDARD


def _rate(
    place: Place, rates: Sequence[ZoneRate], destination: Destination, grams: int
) -> ZoneRate | None:
    """Of several for the same pair of zones the cheapest, then the fastest."""
    fitting = [r for r in rates if (r.from_zone, r.to_zone) == (place.zone, destination.zone)]
    return min(fitting, key=lambda r: (parcel_cost(r, grams), r.days_to), default=None)


def _nearness(source: _Source) -> tuple[float, str]:
    return source.metres, source.site_id


def _quantity(need: Need, quantity: int) -> Quantity:
    return Quantity(need.key, need.product_id, quantity)


def _expected(at: Instant, now: Instant) -> Instant:
    return at if at > now else after(now, OVERDUE)


def _hours_around(place: Place, at: Instant) -> list[tuple[Instant, Instant]]:
    """Opening hours from the day before `at` to the day after; none = never closed."""
    if not place.opens or not place.closes or place.opens == place.closes:
        return []
    today = as_datetime(at, place.time_zone).date()
    days = [today + timedelta(days=offset) for offset in (-1, 0, 1)]
    hours = [_hours_of(place, day) for day in days]
    return [(opens, closes) for opens, closes in hours if at < closes]


def _hours_of(place: Place, day: date) -> tuple[Instant, Instant]:
    opens, closes = _clock_time(place.opens), _clock_time(place.closes)
    closing_day = day if opens < closes else day + timedelta(days=1)
    zone = ZoneInfo(place.time_zone)
    return (
        from_datetime(datetime.combine(day, opens, tzinfo=zone)),
        from_datetime(datetime.combine(closing_day, closes, tzinfo=zone)),
    )


def _clock_time(text: str) -> time:
    hours, minutes = text.split(":")
    return time(int(hours) % 24, int(minutes))  # 24:00 is midnight
