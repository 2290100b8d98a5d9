"""The orders of a wave as one problem: read, placed together, told as moves of their claims."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.orders.states import Method
from app.orders.unreleased import UnreleasedOrder, unreleased_orders
from app.routing.deciding import Plan, judged
from app.routing.engine.asking import Question
from app.routing.engine.costs import Priced
from app.routing.engine.problem import Problem, Share, Solution, solution
from app.routing.engine.solve import quantities, solve
from app.routing.engine.world import World
from app.routing.keeping import Judged
from app.routing.network import Handling, Network, Skill
from app.routing.places import destination_of
from app.routing.queries import Wanted, needs_of, world_of
from app.routing.waves.shared import UNLIMITED, Draw, Figures, Shared, Work, use_of
from app.stock.lookup import claims_on_lines

MOST_LINES = 6_000  # 2,000 orders: five seconds
SKILLS = (Skill.PICK, Skill.PACK)
Placer: TypeAlias = Callable[..., list[Solution]]  # reoptimise, or reoptimise_apart
Cell: TypeAlias = tuple[str, str]  # (site, product)


@dataclass(frozen=True, slots=True)
class Placed:
    """So many units of a line at a place."""

    line_id: str
    site_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Wave:
    """`order_ids`: all that go; `moved`: order → where the units of its lines come from now."""

    order_ids: tuple[str, ...]
    moved: Mapping[str, tuple[Placed, ...]]
    decisions: Mapping[str, Judged] = field(default_factory=dict)
    saved_minor: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    order: UnreleasedOrder
    priced: Priced
    start: Solution


def plan_wave(
    db: Connection, site_ids: Sequence[str], *, now: Instant, seconds: float, place: Placer
) -> Wave:
    """Nobody gets a later promise by it: `need_by` is hard."""
    orders = unreleased_orders(db, site_ids, MOST_LINES)
    if not orders:
        return Wave((), {})
    ids = tuple(order.order_id for order in orders)
    claims = claims_on_lines(db, [line.line_id for order in orders for line in order.lines])
    world = _world(db, orders, claims, now)
    asked = [one for order in orders if (one := _ask(db, order, claims, world, now))]
    if not asked:
        return Wave(ids, {})
    free = _shared(asked, world, now)
    problems = [one.priced.problem for one in asked]
    start = [one.start for one in asked]
    answer = place(problems, free, seconds, start=start)
    changed = [
        (one, told)
        for one, told in zip(asked, answer, strict=True)
        if _where(one, told) != _where(one, one.start)
    ]
    moved = {one.order.order_id: _placed(one, told) for one, told in changed}
    decisions = {one.order.order_id: _decision(one, told, world) for one, told in changed}
    saved = sum(one.cost for one in start) - sum(one.cost for one in answer)
    return Wave(ids, moved, decisions, saved)


def _world(
    db: Connection,
    orders: Sequence[UnreleasedOrder],
    claims: Mapping[str, Mapping[str, int]],
    now: Instant,
) -> World:
    """With what the wave's own orders hold put back on the shelves."""
    lines = [line for order in orders for line in order.lines]
    needs = needs_of(db, [Wanted(line.line_id, line.product_id, line.quantity) for line in lines])
    world = world_of(db, needs, now=now)
    stock = dict(world.stock)
    for line in lines:
        for site_id, units in claims.get(line.line_id, {}).items():
            cell = (site_id, line.product_id)
            stock[cell] = max(0, stock.get(cell, 0)) + units
    return world.with_stock(stock)


def _ask(
    db: Connection,
    order: UnreleasedOrder,
    claims: Mapping[str, Mapping[str, int]],
    world: World,
    now: Instant,
) -> _Asked | None:
    """None for an order that stays as it is: where it goes, or one of its places, is unclear."""
    near = destination_of(db, order.postcode)
    if near is None:
        return None
    basket = [Wanted(line.line_id, line.product_id, line.quantity) for line in order.lines]
    promised = [line.promise_to for line in order.lines if line.promise_to is not None]
    question = Question(
        needs=needs_of(db, basket),
        method=Method.SHIP,
        now=now,
        near=near,
        channel=order.channel,
        need_by=Instant(min(promised)) if promised else None,
    )
    priced = world.priced(question)
    columns = {source.site_id: column for column, source in enumerate(priced.sources)}
    shares = []
    for number, need in enumerate(priced.needs):
        held = claims.get(need.key, {})
        if sum(held.values()) != need.quantity or not held.keys() <= columns.keys():
            return None
        shares += [Share(number, columns[site], units) for site, units in sorted(held.items())]
    return _Asked(order, priced, _solution(priced.problem, shares))


def _solution(problem: Problem, shares: Sequence[Share]) -> Solution:
    used = sorted({share.source for share in shares})
    cost = int(problem.parcel[used].sum()) + sum(
        int(problem.line[one.line, one.source]) * one.quantity // int(problem.quantity[one.line])
        for one in shares
    )
    return solution(problem, shares, cost, exact=False)


def _shared(asked: Sequence[_Asked], world: World, now: Instant) -> Shared:
    limits: list[int] = []
    cells: dict[Cell, int] = {}
    rooms: dict[tuple[str, str], int] = {}
    draws = [_draw(one.priced, world, now, limits, cells, rooms) for one in asked]
    limit = np.array(limits, dtype=np.int64)
    for one, draw in zip(asked, draws, strict=True):
        for resource, amount in use_of(one.priced.problem, draw, one.start).items():
            if resource in rooms.values():  # their minutes are in the ledger already
                limit[resource] += amount
    return Shared(limit, draws)


def _draw(
    priced: Priced,
    world: World,
    now: Instant,
    limits: list[int],
    cells: dict[Cell, int],
    rooms: dict[tuple[str, str], int],
) -> Draw:
    sites = [source.site_id for source in priced.sources]
    count = int(priced.problem.product.max()) + 1 if len(priced.problem.product) else 0
    products = [""] * count
    for line, need in enumerate(priced.needs):
        products[int(priced.problem.product[line])] = need.product_id
    cell = np.array(
        [
            [
                _number(cells, (site, product), max(0, world.stock.get((site, product), 0)), limits)
                for site in sites
            ]
            for product in products
        ],
        dtype=np.int64,
    ).reshape(count, len(sites))
    works = tuple(_work(sites, skill, world.network, now, limits, rooms) for skill in SKILLS)
    return Draw(cell, tuple(work for work in works if (work.room != UNLIMITED).any()))


def _work(
    sites: Sequence[str],
    skill: Skill,
    network: Network,
    now: Instant,
    limits: list[int],
    rooms: dict[tuple[str, str], int],
) -> Work:
    """Of today: what is released now is done now."""
    zones = {place.site_id: place.time_zone for place in network.places}
    room = np.full(len(sites), UNLIMITED, dtype=np.int64)
    for column, site in enumerate(sites):
        told = network.rooms.get((site, skill, business_day(now, zones.get(site, "UTC"))))
        if told is not None:
            room[column] = _number(rooms, (site, skill), max(0, told.minutes - told.used), limits)
    handling = [network.handling.get(site, Handling()) for site in sites]
    return Work(
        room,
        _minutes([one.minutes_per_parcel.get(skill, 0) for one in handling]),
        _minutes([one.minutes_per_unit.get(skill, 0) for one in handling]),
    )


def _minutes(told: Sequence[int]) -> Figures:
    return np.array(told, dtype=np.int64)


def _number(
    known: dict[tuple[str, str], int], key: tuple[str, str], limit: int, limits: list[int]
) -> int:
    """The resource of this name; a new one with its limit."""
    if key not in known:
        known[key] = len(limits)
        limits.append(limit)
    return known[key]


def _where(one: _Asked, told: Solution) -> list[tuple[int, int, int]]:
    return [(s.line, s.source, s.quantity) for s in quantities(one.priced.problem, told)]


def _decision(one: _Asked, told: Solution, world: World) -> Judged:
    """Beside what the wave does stands what the order alone would have had, and its cost."""
    own = solve(one.priced.problem)
    made = Plan(one.priced, own, world, one.priced.question.need_by)
    return judged(made, told if told.source != own.source or told.shares != own.shares else None)


def _placed(one: _Asked, told: Solution) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            one.priced.needs[share.line].key,
            one.priced.sources[share.source].site_id,
            share.quantity,
        )
        for share in quantities(one.priced.problem, told)
    )
