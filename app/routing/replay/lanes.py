"""What past orders share: tables of distances, tariffs, work, and what each rule set says of them.

Read once, and once again for each order that is unlike those before; and the engine's whole answer
to a past order, asked as a live one is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.routing.deciding import Plan, first_complete
from app.routing.engine.asking import Question, Scarcity
from app.routing.engine.carriers import Sending, carries, lanes_to, opening, tariff
from app.routing.engine.costs import order_facts
from app.routing.engine.promise import NO_HANDLING, days_of
from app.routing.engine.world import World
from app.routing.geo import distance
from app.routing.model import Destination
from app.routing.network import Level, Network
from app.routing.replay.rhythm import Rhythms
from app.routing.rules.judging import Rulebook, Sheet
from app.routing.rules.model import Rule, RuleSet, Scope
from app.routing.scarcity import Days, scarcest

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The places of the network as one destination sees them; `order`: the nearest first, of which
    each place is number `rank`."""

    metres: Sequence[float]
    order: Whole
    rank: Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """[s, m]: the services of one level from each place, for one weight, the cheapest first; what
    they ask, how long they take, and where in `Rhythms.left` it stands when they come. `sent` is
    None, and `possible` False, where there is none."""

    sent: Sequence[Sequence[Sending | None]]
    possible: Mask
    opening: Whole
    further: Whole
    takes: Whole
    leaving: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Scarce:
    """By line and place, [n, m]: what one unit costs others; for how many days it lasts there,
    where a rule asks."""

    unit_minor: Whole
    lasts: Days | None = None

    @property
    def cover(self) -> Days | None:
        """[m], of the scarcest line of one order."""
        return None if self.lasts is None else scarcest(self.lasts)

    def of(self, lines: Whole) -> "Scarce":
        return Scarce(self.unit_minor[lines], None if self.lasts is None else self.lasts[lines])

    def write(self, lines: Whole, told: "Scarce") -> None:
        self.unit_minor[lines] = told.unit_minor
        if self.lasts is not None:
            self.lasts[lines] = told.lasts


class Lanes:
    """What no rule changes: distances, tariffs, work, hours. Its columns are the network's places,
    which have room for all work."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.rhythms = Rhythms(network)
        sold = {service.level for service in network.services}
        self.levels = [level for level in Level if level in sold] or [Level.STANDARD]
        handling = [network.handling.get(p.site_id, NO_HANDLING) for p in network.places]
        self.work = _row([one.parcel_minor for one in handling])
        self.unit = _row([one.unit_minor for one in handling])
        self.risk = _row(
            [(1_000 - one.accepts_per_mille) * one.reroute_minor // 1_000 for one in handling]
        )
        self._services = {
            level: [one for one in network.services if one.level is level] for level in self.levels
        }
        for place in network.places:
            for service in network.services:
                self.rhythms.column(place.site_id, service.code)
        self._near: dict[Destination, Near] = {}
        self._carried: dict[tuple[object, ...], Carried] = {}

    def near(self, destination: Destination) -> Near:
        found = self._near.get(destination)
        if found is None:
            places = self.network.places
            metres = [distance(place, destination) for place in places]
            order = sorted(range(len(places)), key=lambda m: (metres[m], places[m].site_id))
            rank = np.argsort(order).tolist()
            found = self._near[destination] = Near(metres, _row(order), rank)
        return found

    def carried(self, level: Level, zone: str, grams: int, heaviest: int) -> Carried:
        services = self._services[level]
        boxes = [-(-grams // one.grams_max) if one.grams_max else 1 for one in services]
        fits = [not one.grams_max or heaviest <= one.grams_max for one in services]
        key = (level, zone, -(-grams // 1_000), *boxes, *fits)
        found = self._carried.get(key)
        if found is None:
            found = self._carried[key] = self._read(level, zone, grams, heaviest)
        return found

    def _read(self, level: Level, zone: str, grams: int, heaviest: int) -> Carried:
        lanes = lanes_to(self.network, zone, level, grams)
        fitting = {
            start: [one for one in sendings if carries(one, heaviest)]
            for start, sendings in lanes.items()
        }
        most = max(1, len(self._services[level]))
        ranked = [
            [*(fitting.get(place.zone, []) if place.ships else []), *[None] * most][:most]
            for place in self.network.places
        ]
        sent = [[of[number] for of in ranked] for number in range(most)]
        opened = _table([[opening(one) if one else 0 for one in row] for row in sent])
        whole = _table([[tariff(one, grams) if one else 0 for one in row] for row in sent])
        columns = [
            [
                self.rhythms.column(place.site_id, one[0].code) if one else -1
                for place, one in zip(self.network.places, row, strict=True)
            ]
            for row in sent
        ]
        return Carried(
            sent=sent,
            possible=np.array([[one is not None for one in row] for row in sent], np.bool_),
            opening=opened,
            further=whole - opened,
            takes=_table([[days_of(one[1]) if one else 0 for one in row] for row in sent]),
            leaving=_table(columns),
        )


class Book:
    """One rule set over the network: what it says of orders that are alike is found once."""

    def __init__(self, rules: RuleSet, network: Network) -> None:
        self.version = rules.version
        self.rulebook = Rulebook(rules, network.places)
        self.world = World(replace(network, rules=rules), {}, rulebook=self.rulebook)
        rules_on = self.rulebook.rules
        scopes = [rule.scope for rule in rules_on]
        self._by_clock = any(_by_clock(scope) for scope in scopes)
        self._by_value = any(scope.over_minor or scope.under_minor for scope in scopes)
        self._by_way = any(_by_way(rule) for rule in rules_on)
        self.asks_cover = any(_by_cover(rule) for rule in rules_on)
        self._tags = frozenset[str]().union(*(scope.tags for scope in scopes))
        self._unknown = np.full(len(network.places), np.nan)
        self._sheets: dict[tuple[object, ...], Sheet] = {}

    def sheet(
        self, level: Level, question: Question, near: Near, scarce: Scarce | None = None
    ) -> Sheet:
        key = level, *self._key(question)
        found = None if self._by_clock or self.asks_cover else self._sheets.get(key)
        if found is None:
            facts = order_facts(replace(question, level=level), question.needs)
            metres = np.array(near.metres)
            known = np.where(np.isfinite(metres), metres, np.nan)
            cover = scarce.cover if scarce is not None else None
            found = self.rulebook.sheet(
                facts, metres=known, cover=self._unknown if cover is None else cover
            )
            self._sheets[key] = found
        return found

    def _key(self, question: Question) -> tuple[object, ...]:
        """All that any of the rules looks at."""
        needs = question.needs
        value = sum(need.quantity * need.unit_minor for need in needs) if self._by_value else 0
        way = question.near if self._by_way else question.zone
        tags = tuple(need.tags & self._tags for need in needs)
        return way, question.channel, tags, value


def whole_answer(
    question: Question, lanes: Lanes, book: Book, free: Whole, scarce: Scarce | None = None
) -> Plan:
    """`question` as of then; free[n, m] is what each place has of the product of each need. A
    product twice among the needs has its units once."""
    stock = _by_cell(question, lanes, free.clip(min=0))
    world = book.world.with_stock(stock)
    if scarce is not None:
        network, days = book.world.network, scarce.cover
        cover = () if days is None else days.tolist()
        scarcity = Scarcity(
            unit_minor=_by_cell(question, lanes, scarce.unit_minor),
            cover_days={
                place.site_id: days for place, days in zip(network.places, cover, strict=False)
            },
        )
        world = World(network, stock, scarcity=scarcity, rulebook=book.rulebook)
    return first_complete(question, world)


def _by_cell(question: Question, lanes: Lanes, figures: Whole) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for need, row in zip(question.needs, figures.tolist(), strict=True):
        for place, figure in zip(lanes.network.places, row, strict=True):
            if figure:
                found[place.site_id, need.product_id] = figure
    return found


def _by_clock(scope: Scope) -> bool:
    return bool(scope.weekdays or scope.from_time or scope.to_time)


def _by_way(rule: Rule) -> bool:
    told = (rule.where, rule.unless)
    return any(where and (where.within_metres or where.beyond_metres) for where in told)


def _by_cover(rule: Rule) -> bool:
    return any(where and where.cover_under_days for where in (rule.where, rule.unless))


def _table(rows: Sequence[Sequence[int]]) -> Whole:
    return np.array(rows, dtype=np.int64)


def _row(figures: Sequence[int]) -> Whole:
    return np.array(figures, dtype=np.int64)
