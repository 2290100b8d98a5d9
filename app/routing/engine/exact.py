"""The cheapest way to serve a small order, proven: dynamic programming over parts of the order.

cost(T, m) of part T whole from source m is a table; its row minima are the best single parcels.
f(S) = min over parts T of S of best(T) + f(S − T) then cuts the order. Where two parcels of that
answer came from one source that has not enough for both, sources are taken one after the other,
f'(S) = min(f(S), min over T of cost(T, m) + f(S − T)), over those that can be part of any answer:
of each part the n cheapest, as at most n − 1 of them are busy with other parcels.
"""

import numpy as np

from app.routing.engine.lattice import Lattice, Pairs, all_pairs, lattice, pair_count
from app.routing.engine.pieces import Pieces, Taken
from app.routing.engine.problem import NOT_POSSIBLE, Cost, Problem

NEVER = np.int64(1) << 58
MOST_PAIRS = 300_000  # half of 3¹²: twelve lines are cut in some 3 ms
MOST_CELLS = 6_000_000  # of the table: 48 MB, ten lines × 5,000 places
MOST_STEPS = 6_000_000  # pairs × sources when taken one after the other: some 40 ms


def exact(problem: Problem, pieces: Pieces) -> tuple[Taken, int] | None:
    """What to take and what it costs; None when the order is too large to be sure in time."""
    sources = np.flatnonzero((pieces.cost < NOT_POSSIBLE).any(axis=0))
    pairs = pair_count(pieces.copies)
    states = int((pieces.copies + 1).prod(dtype=np.float64))
    if pairs > 2 * MOST_PAIRS or states * len(sources) > MOST_CELLS:
        return None
    shape = tuple(pieces.copies.tolist())
    if not len(sources):
        return (), int((pieces.unfilled * pieces.copies).sum())
    table = _table(problem, pieces, sources, shape)
    found = None
    if int(pieces.copies.max()) == 1:
        found = _cut(problem, pieces, table, lattice(shape))
    if found is None:
        found = _one_by_one(problem, pieces, table, shape)
    if found is None:
        return None
    parcels, cost = found
    vectors = lattice(shape).vectors
    taken = [
        (piece, int(sources[source]), int(copies))
        for part, source in parcels
        for piece, copies in enumerate(vectors[part])
        if copies
    ]
    return taken, cost


def _table(problem: Problem, pieces: Pieces, sources: Cost, shape: tuple[int, ...]) -> Cost:
    """cost(T, m), rows = parts, columns = sources; NOT_POSSIBLE or more where m cannot give T."""
    cost = pieces.cost[:, sources]
    table = np.empty((int(np.prod([times + 1 for times in shape])), len(sources)), dtype=np.int64)
    table[0] = problem.parcel[sources]
    size = 1
    for piece, times in enumerate(shape):
        for copies in range(1, times + 1):
            rows = slice(copies * size, (copies + 1) * size)
            np.add(table[:size], cost[piece] * copies, out=table[rows])
        size *= times + 1
    for product in pieces.shared:
        wanted = pieces.units * (pieces.product == product)
        units = lattice(shape).vectors @ wanted
        table[units[:, None] > problem.free[product, sources]] = NOT_POSSIBLE
    return table


def _sure(cost: Cost) -> Cost:
    """What is not possible costs more than leaving any order out."""
    return np.where(cost < NOT_POSSIBLE, cost, NEVER)


Parcels = list[tuple[int, int]]  # (part, column of the table)


def _cut(
    problem: Problem, pieces: Pieces, table: Cost, parts: Lattice
) -> tuple[Parcels, int] | None:
    """None when one source would have to give more than it has."""
    columns = table.argmin(axis=1)
    best = _sure(table[np.arange(len(table)), columns])
    least = _least(best, pieces.unfilled, parts, _limit(problem, len(pieces.copies)))
    cost = int(least[-1, -1])
    merged: dict[int, int] = {}
    for part in _parts_of(least, best, pieces.unfilled, parts):
        column = int(columns[part])
        merged[column] = merged.get(column, 0) + part
    parcels = [(part, column) for column, part in merged.items()]
    left = pieces.copies - parts.vectors[sum(part for part, _ in parcels)]
    told = sum(int(table[part, column]) for part, column in parcels)
    return (parcels, cost) if told + int(left @ pieces.unfilled) == cost else None


def _limit(problem: Problem, most: int) -> int:
    """0 when the number of parcels needs no counting."""
    return problem.most_parcels if problem.most_parcels < most else 0


def _least(best: Cost, unfilled: Cost, parts: Lattice, limit: int) -> Cost:
    """f, rows = at most so many parcels (one row when nobody counts), columns = parts."""
    step = 1 if limit else 0
    least = np.zeros((limit + 1, len(best)), dtype=np.int64)
    if limit:
        least[0] = parts.vectors @ unfilled
    fewer, these = least[: limit + 1 - step], least[step:]
    for level in parts.levels:
        values = best[level.part] + fewer[:, level.rest]
        found = np.minimum.reduceat(values, level.starts, axis=1)
        left_out = these[:, parts.without[level.wholes]] + unfilled[parts.lowest[level.wholes]]
        these[:, level.wholes] = np.minimum(found, left_out)
    return least


def _parts_of(least: Cost, best: Cost, unfilled: Cost, parts: Lattice) -> list[int]:
    row, whole = len(least) - 1, len(best) - 1
    step = 1 if row else 0
    found = []
    while whole and row >= step:
        level = parts.levels[int(parts.vectors[whole].sum()) - 1]
        pairs = level.of(int(parts.place[whole]))
        values = best[level.part[pairs]] + least[row - step, level.rest[pairs]]
        at = int(values.argmin())
        if values[at] == least[row, whole]:
            part = int(level.part[pairs][at])
            found.append(part)
            row, whole = row - step, whole - part
        else:
            whole = int(parts.without[whole])
    return found


def _one_by_one(
    problem: Problem, pieces: Pieces, table: Cost, shape: tuple[int, ...]
) -> tuple[Parcels, int] | None:
    parts, pairs = lattice(shape), all_pairs(shape)
    copies = int(pieces.copies.sum())
    limit = _limit(problem, copies)
    columns = _possible(table, limit or copies)
    if len(pairs.part) * len(columns) * (limit + 1) > MOST_STEPS:
        return None
    step = 1 if limit else 0
    rows = [np.repeat((parts.vectors @ pieces.unfilled)[None], limit + 1, axis=0)]
    for column in columns.tolist():
        rows.append(_with_source(rows[-1], _sure(table[:, column]), pairs, step))
    return _parcels_of(rows, table, columns.tolist(), pairs, step), int(rows[-1][-1, -1])


def _possible(table: Cost, parcels: int) -> Cost:
    """Columns that are among the `parcels` cheapest of some part; of equals the first ones."""
    rows = table[1:]
    if parcels >= rows.shape[1]:
        return np.arange(rows.shape[1])
    bound = np.partition(rows, parcels - 1, axis=1)[:, parcels - 1 : parcels]
    below, equal = rows < bound, rows == bound
    room = parcels - below.sum(axis=1, keepdims=True)
    kept = (below | (equal & (equal.cumsum(axis=1) <= room))) & (rows < NOT_POSSIBLE)
    return np.flatnonzero(kept.any(axis=0))


def _with_source(least: Cost, cost: Cost, pairs: Pairs, step: int) -> Cost:
    fewer = least[: len(least) - step]
    values = cost[pairs.part] + fewer[:, pairs.rest]
    found = least.copy()
    served = np.minimum.reduceat(values, pairs.starts, axis=1)
    found[step:, pairs.wholes] = np.minimum(found[step:, pairs.wholes], served)
    return found


def _parcels_of(
    rows: list[Cost], table: Cost, columns: list[int], pairs: Pairs, step: int
) -> Parcels:
    """Backwards through the sources; one that gains nothing is left out."""
    row, whole = len(rows[-1]) - 1, rows[-1].shape[1] - 1
    found: Parcels = []
    for after, before, column in zip(rows[:0:-1], rows[-2::-1], columns[::-1], strict=True):
        if whole == 0 or after[row, whole] == before[row, whole]:
            continue
        at = pairs.of(whole - 1)
        values = _sure(table[pairs.part[at], column]) + before[row - step, pairs.rest[at]]
        part = int(pairs.part[at][int(values.argmin())])
        found.append((part, column))
        row, whole = row - step, whole - part
    return found
