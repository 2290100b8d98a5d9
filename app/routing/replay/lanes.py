"""The cheapest way of a past order, quickly: the engine's own problem, from tables read once.

What needs a clock is left away at first: hours, cut-offs, by when it must arrive. That makes more
possible and nothing dearer, so an answer whose places turn out to be open and in time is the
engine's own. Any other order is asked of the engine as a live one is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.orders.states import Method
from app.routing.deciding import first_complete
from app.routing.engine.asking import Question, Scarcity
from app.routing.engine.candidates import Source
from app.routing.engine.carriers import Sending, carries, lanes_to, opening, tariff
from app.routing.engine.costs import UNFILLED_MINOR, Part, Priced, order_facts
from app.routing.engine.offers import left_out
from app.routing.engine.problem import NOT_POSSIBLE, Problem, Solution
from app.routing.engine.promise import NO_HANDLING, Timetable
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.geo import distance
from app.routing.model import Code, Destination, Need
from app.routing.network import Level, Network
from app.routing.rules.judging import Rulebook, Sheet
from app.routing.rules.model import RuleSet, Scope

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The places of the network as one destination sees them; `order`: the nearest first."""

    metres: NDArray[np.float64]
    order: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """What the cheapest service asks from each place, for one weight; none where `sent` is None.
    `beaten`: another one has a cheaper first kilogram, so that parts of the order may go cheaper
    by it when the cheapest one comes too late."""

    sent: Sequence[Sending | None]
    possible: Mask
    opening: Whole
    further: Whole
    beaten: Mask


class Lanes:
    """What no rule changes: distances, tariffs, work. Its columns are the network's places."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.times = Timetable(network)
        sold = {service.level for service in network.services}
        self.level = next((level for level in Level if level in sold), Level.STANDARD)
        handling = [network.handling.get(p.site_id, NO_HANDLING) for p in network.places]
        self.ships = np.array([place.ships for place in network.places], np.bool_)
        self.work = _row([one.parcel_minor for one in handling])
        self.unit = _row([one.unit_minor for one in handling])
        self.risk = _row(
            [(1_000 - one.accepts_per_mille) * one.reroute_minor // 1_000 for one in handling]
        )
        self._services = [one for one in network.services if one.level is self.level]
        self._near: dict[Destination, Near] = {}
        self._carried: dict[tuple[object, ...], Carried] = {}

    def near(self, destination: Destination) -> Near:
        found = self._near.get(destination)
        if found is None:
            places = self.network.places
            metres = [distance(place, destination) for place in places]
            order = sorted(range(len(places)), key=lambda m: (metres[m], places[m].site_id))
            found = self._near[destination] = Near(np.array(metres), _row(order))
        return found

    def carried(self, zone: str, grams: int, heaviest: int) -> Carried:
        boxes = [-(-grams // one.grams_max) if one.grams_max else 1 for one in self._services]
        fits = [not one.grams_max or heaviest <= one.grams_max for one in self._services]
        key = (zone, -(-grams // 1_000), *boxes, *fits)
        found = self._carried.get(key)
        if found is None:
            found = self._carried[key] = self._read(zone, grams, heaviest)
        return found

    def _read(self, zone: str, grams: int, heaviest: int) -> Carried:
        lanes = lanes_to(self.network, zone, self.level, grams)
        fitting = {
            start: [one for one in sendings if carries(one, heaviest)]
            for start, sendings in lanes.items()
        }
        ranked = [fitting.get(place.zone, []) for place in self.network.places]
        sent = [sendings[0] if sendings else None for sendings in ranked]
        first = _row([opening(one) if one else 0 for one in sent])
        whole = _row([tariff(one, grams) if one else 0 for one in sent])
        possible = np.array([one is not None for one in sent], np.bool_) & self.ships
        lowest = _row([min(map(opening, sendings), default=0) for sendings in ranked])
        return Carried(sent, possible, first, whole - first, lowest < first)


class Book:
    """One rule set over the network: what it says of orders that are alike is found once."""

    def __init__(self, rules: RuleSet, network: Network) -> None:
        self.version = rules.version
        self.rulebook = Rulebook(rules, network.places)
        self.world = World(replace(network, rules=rules), {}, rulebook=self.rulebook)
        scopes = [rule.scope for rule in self.rulebook.rules]
        self._by_clock = any(_by_clock(scope) for scope in scopes)
        self._by_value = any(scope.over_minor or scope.under_minor for scope in scopes)
        self._unknown = np.full(len(network.places), np.nan)
        self._sheets: dict[tuple[object, ...], Sheet] = {}

    def sheet(self, question: Question, near: Near) -> Sheet:
        value = sum(need.quantity * need.unit_minor for need in question.needs)
        key = (
            question.near,
            question.channel,
            tuple(need.tags for need in question.needs),
            value if self._by_value else 0,
        )
        found = None if self._by_clock else self._sheets.get(key)
        if found is None:
            facts = order_facts(question, question.needs)
            known = np.where(np.isfinite(near.metres), near.metres, np.nan)
            found = self.rulebook.sheet(facts, metres=known, cover=self._unknown)
            self._sheets[key] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The engine's answer; `priced` may tell of the places used alone."""

    priced: Priced
    solution: Solution


def find(
    question: Question, lanes: Lanes, book: Book, free: Whole, scarce: Whole | None = None
) -> Found:
    """`question` as of then, of at least one unit; free[n, m] is what each place has of the
    product of each need, scarce[n, m] what one unit of it costs others. A product twice among the
    needs has its units once."""
    near = lanes.near(question.near) if isinstance(question.near, Destination) else None
    if near is not None:
        quick = _quick(question, lanes, book, free, scarce, near)
        if quick is not None:
            return quick
    return whole_answer(question, lanes, book, free, scarce)


def whole_answer(
    question: Question, lanes: Lanes, book: Book, free: Whole, scarce: Whole | None = None
) -> Found:
    """The same with all places in it, to be explained."""
    stock = _by_cell(question, lanes, free.clip(min=0))
    world = book.world.with_stock(stock)
    if scarce is not None:
        unit_minor = _by_cell(question, lanes, scarce)
        scarcity = Scarcity(unit_minor=unit_minor)
        network = book.world.network
        world = World(network, stock, scarcity=scarcity, rulebook=book.rulebook)
    plan = first_complete(question, world)
    return Found(plan.priced, plan.solution)


def _quick(
    question: Question, lanes: Lanes, book: Book, free: Whole, scarce: Whole | None, near: Near
) -> Found | None:
    needs = question.needs
    heaviest = max(need.weight_grams for need in needs)
    carried = lanes.carried(question.zone, question.grams, heaviest)
    sheet = book.sheet(question, near)
    there = ((free > sheet.kept) & (free > 0) & (sheet.out < 0)).any(axis=0)
    usable = carried.possible & there & (sheet.shut < 0)
    at = near.order[usable[near.order]]
    quantity = _row([need.quantity for need in needs])[:, None]
    grams = _row([need.weight_grams for need in needs])[:, None]
    total = max(1, question.grams)
    first, work = carried.opening[at], lanes.work[at]
    ruled = sheet.money[at] + (first + work) * (sheet.percent[at] - 100) // 100
    weight = (carried.further[at] * grams + total // 2) // total * quantity
    handled, risked = lanes.unit[at] * quantity, lanes.risk[at] * quantity
    parts = {
        Part.CARRIER: weight,
        Part.HANDLING: handled,
        Part.REJECTION: risked,
    }
    if scarce is not None:
        parts[Part.SCARCITY] = scarce[:, at] * quantity
    cost: Whole = sum(parts.values(), np.zeros_like(weight))
    numbers, rows = _products(needs)
    problem = Problem(
        parcel=first + work + ruled,
        line=np.where(sheet.out[:, at] >= 0, NOT_POSSIBLE, cost),
        unfilled=quantity[:, 0] * UNFILLED_MINOR,
        quantity=quantity[:, 0],
        product=numbers,
        free=(free[rows][:, at] - sheet.kept[rows][:, at]).clip(min=0),
        most_parcels=sheet.most_parcels,
    )
    answer = _one_line(problem) or solve(problem)
    used = sorted({s for s in answer.source if s >= 0} | {one.source for one in answer.shares})
    timed = partial(_timed, question, lanes, carried, near, free)
    sources = timed(at[used])
    if sources is None:
        return None
    if question.need_by is not None and len(needs) > 1 and timed(at[carried.beaten[at]]) is None:
        return None
    narrow = Priced(
        question=question,
        needs=needs,
        sources=sources,
        problem=Problem(
            parcel=problem.parcel[used],
            line=problem.line[:, used],
            unfilled=problem.unfilled,
            quantity=problem.quantity,
            product=problem.product,
            free=problem.free[:, used],
            most_parcels=problem.most_parcels,
        ),
        parcel={
            Part.CARRIER: first[used],
            Part.HANDLING: work[used],
            Part.RULES: ruled[used],
        },
        line={part: costs[:, used] for part, costs in parts.items()},
        excluded=(),
        metres={},
    )
    moved = _moved(answer, used)
    if question.need_by is not None and left_out(narrow, moved):
        return None  # a faster service may still serve all of it
    return Found(narrow, moved)


def _one_line(problem: Problem) -> Solution | None:
    """Most orders are of one line that some place has: there the cheapest one is the answer."""
    if len(problem.quantity) != 1 or not problem.parcel.size:
        return None
    has = problem.free[0] >= problem.quantity[0]
    cost = np.where(has, problem.parcel + problem.line[0], NOT_POSSIBLE)
    best = int(cost.argmin())
    if cost[best] >= problem.unfilled[0]:
        return None
    return Solution((best,), int(cost[best]), exact=True)


def _timed(
    question: Question, lanes: Lanes, carried: Carried, near: Near, free: Whole, at: Whole
) -> tuple[Source, ...] | None:
    """None when a place is not open in the next weeks, or not in time."""
    sources = []
    network = lanes.network
    for m in at.tolist():
        place, sent = network.places[m], carried.sent[m]
        have = free[:, m].tolist()
        units = sum(
            min(need.quantity, max(0, units))
            for need, units in zip(question.needs, have, strict=True)
        )
        staged = lanes.times.staged_at(place, Method.SHIP, units, question.now)
        if isinstance(staged, Code):
            return None
        told = lanes.times.window(place, staged, sent)
        if question.need_by is not None and told.promise_to > question.need_by:
            return None
        sources.append(Source(place, float(near.metres[m]), sent, told))
    return tuple(sources)


def _products(needs: Sequence[Need]) -> tuple[Whole, list[int]]:
    """(number of the product of each need, a row for each product)."""
    numbers: dict[str, int] = {}
    rows: list[int] = []
    for row, need in enumerate(needs):
        product = need.product_id
        if product not in numbers:
            numbers[product] = len(rows)
            rows.append(row)
    told = [numbers[need.product_id] for need in needs]
    return _row(told), rows


def _moved(answer: Solution, used: Sequence[int]) -> Solution:
    now = {column: number for number, column in enumerate(used)}
    return Solution(
        source=tuple(now.get(column, column) for column in answer.source),
        cost=answer.cost,
        exact=answer.exact,
        shares=tuple(replace(share, source=now[share.source]) for share in answer.shares),
    )


def _by_cell(question: Question, lanes: Lanes, figures: Whole) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for need, row in zip(question.needs, figures.tolist(), strict=True):
        for place, figure in zip(lanes.network.places, row, strict=True):
            if figure:
                found[place.site_id, need.product_id] = figure
    return found


def _by_clock(scope: Scope) -> bool:
    return bool(scope.weekdays or scope.from_time or scope.to_time)


def _row(figures: Sequence[int]) -> Whole:
    return np.array(figures, dtype=np.int64)
