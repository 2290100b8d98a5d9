"""A week of orders and walk-in customers under one policy: what it costs, what was decided."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.routing.engine.problem import NOT_POSSIBLE, Problem
from tests.bench.routing.world import (
    MINUTES_PARCEL,
    MINUTES_UNIT,
    REROUTE,
    Ints,
    Order,
    World,
)


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """Of one order, as paid: no price, no preference."""

    parcel: Ints
    line: Ints
    unfilled: Ints
    minutes: int  # if one place does all of it


def costs_of(world: World, order: Order) -> Costs:
    quantity = order.quantity[:, None]
    rejected = np.rint((1 - world.accepts) * REROUTE).astype(np.int64)
    weighed = world.gram[order.city][None] * world.weight[order.product][:, None] // 1_000
    return Costs(
        parcel=world.first[order.city] + world.parcel,
        line=quantity * (weighed + world.unit + rejected),
        unfilled=order.quantity * (world.margin[order.product] + world.goodwill),
        minutes=MINUTES_PARCEL + MINUTES_UNIT * int(order.quantity.sum()),
    )


@dataclass(slots=True, eq=False)
class State:
    """What is left at one moment; `day` and `at` in days since the beginning."""

    world: World
    stock: Ints
    used: Ints  # [m, d] minutes
    at: float = 0.0

    @property
    def day(self) -> int:
        return int(self.at)

    @property
    def days_left(self) -> float:
        return self.world.size.days - self.at

    def take(self, order: Order, source: Ints, sign: int = 1) -> None:
        for product, quantity, place in zip(order.product, order.quantity, source, strict=True):
            if place >= 0:
                self.stock[product, place] -= sign * quantity
        self.used[:, self.day] += sign * minutes_of(order, source, self.world.places)

    def problem(self, order: Order, costs: Costs) -> Problem:
        """What can be sent now. A line comes whole or not at all, in policies and bound alike; a
        place serves only if its day has room for all of the order."""
        free = self.stock[order.product]
        room = self.used[:, self.day] + costs.minutes <= self.world.capacity
        possible = (free >= order.quantity[:, None]) & room
        return Problem(
            parcel=costs.parcel,
            line=np.where(possible, costs.line, NOT_POSSIBLE),
            unfilled=costs.unfilled,
            quantity=order.quantity,
            product=np.arange(len(order.product)),
            free=free,
        )


def minutes_of(order: Order, source: Ints, places: int) -> Ints:
    minutes = np.zeros(places, np.int64)
    served = source >= 0
    np.add.at(minutes, source[served], MINUTES_UNIT * order.quantity[served])
    minutes[np.unique(source[served])] += MINUTES_PARCEL
    return minutes


Policy = Callable[[State, Order, Costs], Ints]  # → source[n]; −1 = left out
Wave = Callable[[State, list[Order], list[Costs], list[Ints]], list[Ints]]
Night = Callable[[State], None]


@dataclass(slots=True, eq=False)
class Outcome:
    """`cost` is what counts: orders as paid, lines left out, walk-in customers lost. Seconds are of
    CPU: a busy machine tells nothing else."""

    orders: int = 0
    paid: int = 0
    unfilled: int = 0
    lost: int = 0
    parcels: int = 0
    split: int = 0
    left_out: int = 0  # units
    lost_units: int = 0
    sources: list[Ints] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    wave_seconds: list[float] = field(default_factory=list)

    @property
    def cost(self) -> int:
        return self.paid + self.unfilled + self.lost


def run(
    world: World,
    costs: list[Costs],
    policy: Policy,
    *,
    night: Night | None = None,
    wave: Wave | None = None,
) -> Outcome:
    """Orders and walk-in customers in their order; at the end of each day its wave, if any: until
    then nothing of the day is picked."""
    state = State(world, world.stock.copy(), np.zeros((world.places, world.size.days), np.int64))
    outcome = Outcome(orders=len(world.orders))
    walk, first_of_day = 0, 0
    for day in range(world.size.days):
        state.at = float(day)
        if night:
            night(state)
        for at in range(first_of_day, len(world.orders)):
            order = world.orders[at]
            if order.at >= day + 1:
                break
            walk = _walk_in(state, outcome, walk, order.at)
            state.at = order.at
            begun = time.thread_time()
            source = policy(state, order, costs[at])
            outcome.seconds.append(time.thread_time() - begun)
            state.take(order, source)
            outcome.sources.append(source)
        last = len(outcome.sources)
        walk = _walk_in(state, outcome, walk, day + 1)
        if wave and last > first_of_day:
            todays = slice(first_of_day, last)
            begun = time.thread_time()
            outcome.sources[todays] = _waved(
                state, wave, list(world.orders[todays]), costs[todays], outcome.sources[todays]
            )
            outcome.wave_seconds.append(time.thread_time() - begun)
        first_of_day = last
    for order, cost, source in zip(world.orders, costs, outcome.sources, strict=True):
        _count(outcome, order, cost, source)
    return outcome


def _walk_in(state: State, outcome: Outcome, walk: int, until: float) -> int:
    world = state.world
    while walk < len(world.walk_at) and world.walk_at[walk] < until:
        product, place = world.walk_product[walk], world.walk_place[walk]
        if state.stock[product, place] > 0:
            state.stock[product, place] -= 1
        else:
            outcome.lost += int(world.margin[product])
            outcome.lost_units += 1
        walk += 1
    return walk


def _waved(
    state: State, wave: Wave, orders: list[Order], costs: list[Costs], sources: list[Ints]
) -> list[Ints]:
    """All of the day's goods are free again while the wave looks for better."""
    for order, source in zip(orders, sources, strict=True):
        state.take(order, source, -1)
    found = wave(state, orders, costs, sources)
    for order, source in zip(orders, found, strict=True):
        state.take(order, source)
    if (state.stock < 0).any() or (state.used > state.world.capacity[:, None]).any():
        raise AssertionError("a wave took more than there is")
    return found


def _count(outcome: Outcome, order: Order, costs: Costs, source: Ints) -> None:
    served = source >= 0
    places = np.unique(source[served])
    outcome.parcels += len(places)
    outcome.split += len(places) > 1
    outcome.paid += int(costs.parcel[places].sum())
    outcome.paid += int(costs.line[np.flatnonzero(served), source[served]].sum())
    outcome.unfilled += int(costs.unfilled[~served].sum())
    outcome.left_out += int(order.quantity[~served].sum())
