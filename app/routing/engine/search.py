"""A good way to serve a large order: add, drop and swap open sources from several starts.

Which sources are open decides all: each line then comes from the cheapest open one, and units of a
product that several lines want, or that no place has enough of, fill the open ones from the
cheapest on (`pieces_of(loose=True)`). Gap to the exact answer:
tests/routing/engine/test_search.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.pieces import Pieces, Taken
from app.routing.engine.problem import NOT_POSSIBLE, Cost, Problem

MOST_MOVES = 400  # of one start; a start needs some ten
STARTS = 6
MANY = 40  # open sources
SWAPPED = 8  # open sources tried for a swap: those whose loss is least

Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """All units of one product that several pieces want; costs of one unit."""

    pieces: tuple[int, ...]
    units: int
    free: Cost
    cost: Cost
    unfilled: int


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    parcel: Cost
    lines: tuple[int, ...]  # pieces that are whole and alone in wanting their product
    cost: Cost  # of those, rows = lines
    unfilled: Cost
    pools: tuple[_Pool, ...]
    most: int


def search(problem: Problem, pieces: Pieces) -> tuple[Taken, int]:
    asked = _asked(problem, pieces)
    found = [_improved(asked, start) for start in _starts(asked)]
    best = min(found, key=lambda is_open: (_total(asked, is_open), tuple(np.flatnonzero(is_open))))
    taken = _taken(asked, pieces, best)
    return taken, _cost(problem, pieces, taken)


def _asked(problem: Problem, pieces: Pieces) -> _Search:
    alone = [i for i, product in enumerate(pieces.product) if product not in pieces.shared]
    return _Search(
        parcel=problem.parcel,
        lines=tuple(alone),
        cost=pieces.cost[alone],
        unfilled=pieces.unfilled[alone],
        pools=tuple(_pool(problem, pieces, product) for product in pieces.shared),
        most=problem.most_parcels or len(problem.parcel),
    )


def _pool(problem: Problem, pieces: Pieces, product: int) -> _Pool:
    members = np.flatnonzero(pieces.product == product)
    possible = (pieces.cost[members] < NOT_POSSIBLE).any(axis=0)
    return _Pool(
        pieces=tuple(members.tolist()),
        units=int(pieces.copies[members].sum()),
        free=np.where(possible, problem.free[product], 0).clip(min=0),
        cost=pieces.cost[members].min(axis=0),
        unfilled=int(pieces.unfilled[members].max()),
    )


# ---------------------------------------------------------------- what a set of sources costs


def _total(asked: _Search, is_open: Bits) -> int:
    cost = int(asked.parcel[is_open].sum()) + int(_served(asked, is_open).sum())
    return cost + sum(_filled(pool, is_open) for pool in asked.pools)


def _served(asked: _Search, is_open: Bits) -> Cost:
    """Per line: its cheapest open source, or what leaving it out costs."""
    cheapest = asked.cost[:, is_open].min(axis=1, initial=NOT_POSSIBLE)
    served: Cost = np.minimum(cheapest, asked.unfilled)
    return served


def _steps(pool: _Pool, is_open: Bits) -> tuple[Cost, Cost, Cost]:
    """Sources that fill the pool, cheapest first: (source, units, cost of one)."""
    useful = np.flatnonzero(is_open & (pool.free > 0) & (pool.cost < pool.unfilled))
    useful = useful[np.argsort(pool.cost[useful], kind="stable")]
    free = pool.free[useful]
    before = free.cumsum() - free
    units = np.clip(pool.units - before, 0, free)
    return useful[units > 0], units[units > 0], pool.cost[useful][units > 0]


def _filled(pool: _Pool, is_open: Bits) -> int:
    _, units, cost = _steps(pool, is_open)
    rest = pool.units - int(units.sum())
    return int(units @ cost) + rest * pool.unfilled


def _gains(asked: _Search, is_open: Bits) -> Cost:
    """What opening each source saves, less its parcel."""
    saved: Cost = (_served(asked, is_open)[:, None] - asked.cost).clip(min=0).sum(axis=0)
    for pool in asked.pools:
        saved = saved + _pool_gains(pool, is_open)
    gains = saved - asked.parcel
    gains[is_open] = -NOT_POSSIBLE
    return gains


def _pool_gains(pool: _Pool, is_open: Bits) -> Cost:
    """A new source takes the dearest units first: those nobody serves, then the dear ones."""
    _, units, cost = _steps(pool, is_open)
    rest = pool.units - int(units.sum())
    lengths = np.concatenate(([rest], units[::-1]))
    prices = np.concatenate(([pool.unfilled], cost[::-1]))
    before = lengths.cumsum() - lengths
    taken = np.clip(pool.free - before[:, None], 0, lengths[:, None])
    saved: Cost = (taken * (prices[:, None] - pool.cost).clip(min=0)).sum(axis=0)
    return saved


# ---------------------------------------------------------------- moves


def _starts(asked: _Search) -> Iterable[Bits]:
    nothing = np.zeros(len(asked.parcel), dtype=np.bool_)
    per_line = _cheapest_per_line(asked)
    yield per_line
    if per_line.sum() > MANY and not asked.most < MANY:
        return  # one place more or less changes little, and there are too many to build up from one
    yield nothing
    alone = _gains(asked, nothing)
    for source in np.argsort(-alone, kind="stable")[: STARTS - 2]:
        start = nothing.copy()
        start[source] = True
        yield start


def _cheapest_per_line(asked: _Search) -> Bits:
    start = np.zeros(len(asked.parcel), dtype=np.bool_)
    if len(asked.lines):
        cheapest = asked.cost.argmin(axis=1)
        start[cheapest[asked.cost.min(axis=1) < asked.unfilled]] = True
    for pool in asked.pools:
        fee = asked.parcel // np.minimum(pool.free, pool.units).clip(min=1)
        worth = (pool.free > 0) & (pool.cost + fee < pool.unfilled)
        ranked = np.argsort(np.where(worth, pool.cost + fee, NOT_POSSIBLE), kind="stable")
        ranked = ranked[worth[ranked]]
        before = pool.free[ranked].cumsum() - pool.free[ranked]
        start[ranked[before < pool.units]] = True
    return start


def _improved(asked: _Search, start: Bits) -> Bits:
    is_open = start.copy()
    for _ in range(MOST_MOVES):
        move = _best_move(asked, is_open)
        if move is None:
            break
        add, drop = move
        if drop is not None:
            is_open[drop] = False
        if add is not None:
            is_open[add] = True
    return is_open


def _best_move(asked: _Search, is_open: Bits) -> tuple[int | None, int | None] | None:
    """(source to open, source to close); too many parcels are closed whatever it costs."""
    count = int(is_open.sum())
    drops = _drop_gains(asked, is_open)
    drop = max(drops, key=lambda source: (drops[source], -source), default=None)
    if drop is not None and (count > asked.most or drops[drop] > 0):
        return None, drop
    if count < asked.most:
        gains = _gains(asked, is_open)
        add = int(gains.argmax())
        if gains[add] > 0:
            return add, None
    return _best_swap(asked, is_open, drops)


def _drop_gains(asked: _Search, is_open: Bits) -> dict[int, int]:
    """What closing each open source saves: its parcel, less what its goods cost elsewhere."""
    opened = np.flatnonzero(is_open)
    if not len(opened):
        return {}
    lost = np.zeros(len(opened), dtype=np.int64)
    if len(asked.lines):
        costs = np.column_stack((asked.cost[:, opened], asked.unfilled))
        ranked = np.argsort(costs, axis=1, kind="stable")[:, :2]
        rows = np.arange(len(costs))
        worse = costs[rows, ranked[:, 1]] - costs[rows, ranked[:, 0]]
        lost = np.bincount(ranked[:, 0], worse, minlength=len(opened) + 1)[:-1].astype(np.int64)
    for pool in asked.pools:
        lost = lost + _pool_losses(pool, is_open, opened)
    gains = asked.parcel[opened] - lost
    return dict(zip(opened.tolist(), gains.tolist(), strict=True))


def _pool_losses(pool: _Pool, is_open: Bits, opened: Cost) -> Cost:
    """What is taken from a closed source moves to the cheapest room that the others have left."""
    used, units, cost = _steps(pool, is_open)
    spare = np.where(is_open & (pool.cost < pool.unfilled), pool.free, 0)
    spare[used] -= units
    room = np.flatnonzero(spare > 0)
    room = room[np.argsort(pool.cost[room], kind="stable")]
    moved = _first_units(pool, spare[room], pool.cost[room], units)
    if len(used) and len(room) and room[0] == used[-1]:  # its own room is closed with it
        rest = room[1:]
        moved[-1] = _first_units(pool, spare[rest], pool.cost[rest], units[-1:])[0]
    lost = np.zeros(len(is_open), dtype=np.int64)
    lost[used] = moved - units * cost
    return lost[opened]


def _first_units(pool: _Pool, room: Cost, prices: Cost, units: Cost) -> Cost:
    """What so many units cost in this room, and left out beyond it."""
    lengths = np.append(room, pool.units)
    costs = np.append(prices, pool.unfilled)
    ends, paid = lengths.cumsum(), (lengths * costs).cumsum()
    at = np.searchsorted(ends, units)
    first: Cost = paid[at] - (ends[at] - units) * costs[at]
    return first


def _best_swap(
    asked: _Search, is_open: Bits, drops: dict[int, int]
) -> tuple[int | None, int | None] | None:
    best, found = 0, None
    tried = sorted(drops, key=lambda source: (-drops[source], source))[:SWAPPED]
    for drop in tried:
        without = is_open.copy()
        without[drop] = False
        gains = _gains(asked, without)
        gains[drop] = -NOT_POSSIBLE
        add = int(gains.argmax())
        if drops[drop] + int(gains[add]) > best:
            best, found = drops[drop] + int(gains[add]), (add, drop)
    return found


# ---------------------------------------------------------------- what is taken


def _taken(asked: _Search, pieces: Pieces, is_open: Bits) -> Taken:
    opened = np.flatnonzero(is_open)
    taken: list[tuple[int, int, int]] = []
    if len(opened):
        for row, piece in enumerate(asked.lines):
            cost = asked.cost[row, opened]
            if cost.min() < asked.unfilled[row]:
                taken.append((piece, int(opened[int(cost.argmin())]), 1))
    for pool in asked.pools:
        taken += _dealt(pool, pieces, is_open)
    return taken


def _dealt(pool: _Pool, pieces: Pieces, is_open: Bits) -> list[tuple[int, int, int]]:
    """The largest lines first, whole where it can be; the rest from where most is left."""
    sources, units, _ = _steps(pool, is_open)
    left = dict(zip(sources.tolist(), units.tolist(), strict=True))
    taken: list[tuple[int, int, int]] = []
    for piece in sorted(pool.pieces, key=lambda piece: (-pieces.copies[piece], piece)):
        wanted = int(pieces.copies[piece])
        for source in sorted(left, key=lambda source: (-left[source], source)):
            given = min(wanted, left[source])
            if given and pieces.cost[piece, source] < NOT_POSSIBLE:
                taken.append((piece, source, given))
                wanted, left[source] = wanted - given, left[source] - given
    return taken


def _cost(problem: Problem, pieces: Pieces, taken: Taken) -> int:
    """Of what is really taken, for sources that are really used."""
    cost = int((pieces.copies * pieces.unfilled).sum())
    for piece, source, copies in taken:
        cost += copies * int(pieces.cost[piece, source] - pieces.unfilled[piece])
    used = sorted({source for _, source, _ in taken})
    return cost + int(problem.parcel[used].sum())
