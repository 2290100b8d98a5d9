"""The cheapest way of many small orders at once: what `solve` says of each, in arrays.

Orders of equally many lines, all of which come whole or not at all, of different products and
without a limit of parcels. The parts of an order are tried in the same order as in exact.py, so
that of equally cheap answers the same one is found; where one is not sure that is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.exact import NEVER
from app.routing.engine.problem import NOBODY, NOT_POSSIBLE, Cost, Numbers, Problem, Solution
from app.routing.engine.solve import solve

MOST_LINES = 8  # 2⁸ parts; longer orders are few
AS_LONG = 12  # parts of many orders in the time in which `solve` does one
MOST_CELLS = 1_000_000  # parts × orders × places at once: 8 MB


@dataclass(frozen=True, slots=True, eq=False)
class Cheapest:
    """source[o, n]: who serves each line, −1 nobody; cost[o]. Not `sure`: ask `solve`."""

    source: Numbers
    cost: Cost
    sure: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Orders of equally many lines as one block; `at`: their numbers among all."""

    at: Numbers
    parcel: Cost
    line: Cost
    unfilled: Cost


def solve_all(problems: Sequence[Problem]) -> list[Solution]:
    """[solve(one) for one in problems], to the last place; most of them together."""
    told: list[Solution | None] = [None] * len(problems)
    for stack in stacks(problems):
        found = cheapest(stack.parcel, stack.line, stack.unfilled)
        rows = zip(stack.at, found.source.tolist(), found.cost.tolist(), found.sure, strict=True)
        for at, source, cost, sure in rows:
            if sure:
                told[at] = Solution(tuple(source), cost, exact=True)
    return [one or solve(problem) for one, problem in zip(told, problems, strict=True)]


def stacks(problems: Sequence[Problem]) -> list[Stack]:
    """Of those problems that can be looked at together; places that one has not fill up a row."""
    alike: dict[int, list[int]] = {}
    lines: dict[int, Cost] = {}
    for at, problem in enumerate(problems):
        line = whole_lines(problem)
        if line is not None:
            lines[at] = line
            alike.setdefault(len(line), []).append(at)
    return [
        _stack(problems, lines, of_them)
        for count, of_them in alike.items()
        if pays(len(of_them), count, max(len(problems[at].parcel) for at in of_them))
    ]


def whole_lines(problem: Problem) -> Cost | None:
    """Its lines' costs where there is enough; None when it is not one for `cheapest`."""
    count = len(problem.quantity)
    if not 0 < count <= MOST_LINES or 0 < problem.most_parcels < count:
        return None
    if len(set(problem.product.tolist())) < count:
        return None
    free = problem.free[problem.product]
    enough = free >= problem.quantity[:, None]
    possible = problem.line < NOT_POSSIBLE
    has_whole = (possible & enough).any(axis=1)
    if not (has_whole | ~(possible & (free > 0)).any(axis=1)).all():
        return None
    return np.where(enough, problem.line, NOT_POSSIBLE)


def _stack(problems: Sequence[Problem], lines: Mapping[int, Cost], numbers: Sequence[int]) -> Stack:
    most = max(len(problems[at].parcel) for at in numbers)
    count = len(problems[numbers[0]].quantity)
    parcel = np.zeros((len(numbers), most), np.int64)
    line = np.full((len(numbers), count, most), NOT_POSSIBLE)
    unfilled = np.zeros((len(numbers), count), np.int64)
    for row, at in enumerate(numbers):
        problem, places = problems[at], len(problems[at].parcel)
        parcel[row, :places], line[row, :, :places] = problem.parcel, lines[at]
        unfilled[row] = problem.unfilled
    return Stack(np.array(numbers), parcel, line, unfilled)


def pays(orders: int, lines: int, places: int) -> bool:
    """Whether so many orders together are quicker than one by one."""
    return lines <= MOST_LINES and min(orders, _together(lines, places)) * AS_LONG >= 1 << lines


def _together(lines: int, places: int) -> int:
    return max(1, MOST_CELLS // ((1 << lines) * max(1, places)))


def cheapest(parcel: Cost, line: Cost, unfilled: Cost) -> Cheapest:
    """parcel[o, m]; line[o, n, m], NOT_POSSIBLE where there is not enough; unfilled[o, n]."""
    orders, lines = unfilled.shape
    source = np.full((orders, lines), NOBODY, np.int64)
    cost = unfilled.sum(axis=1)
    if parcel.shape[1]:
        together = _together(lines, parcel.shape[1])
        for start in range(0, orders, together):
            part = slice(start, start + together)
            source[part], cost[part] = _cheapest(parcel[part], line[part], unfilled[part])
    return Cheapest(source, cost, _paid(parcel, line, unfilled, source) == cost)


def _cheapest(parcel: Cost, line: Cost, unfilled: Cost) -> tuple[Numbers, Cost]:
    orders, lines = unfilled.shape
    whole, place = _from_one_place(parcel, line)
    least = np.zeros((1 << lines, orders), np.int64)
    taken = np.zeros((1 << lines, orders), np.int64)  # the part that goes as one; 0: none does
    at = np.arange(orders)
    for lot, (lowest, parts, rests) in enumerate(_cuts(lines), 1):
        values = whole[parts] + least[rests]
        first = values.argmin(axis=0)
        served = values[first, at]
        left_out = least[lot & (lot - 1)] + unfilled[:, lowest]
        least[lot] = np.minimum(served, left_out)
        taken[lot] = np.where(served <= left_out, parts[first], 0)
    return _told(taken, place, orders, lines), least[-1]


def _from_one_place(parcel: Cost, line: Cost) -> tuple[Cost, Numbers]:
    """[lot of lines, order] → what it costs from one place at least, and the first such place."""
    orders, lines, _ = line.shape
    at = np.arange(orders)
    sums = [parcel]
    cost = np.full((1 << lines, orders), NEVER)
    place = np.zeros((1 << lines, orders), np.int64)
    for lot in range(1, 1 << lines):
        highest = lot.bit_length() - 1
        sums.append(sums[lot ^ (1 << highest)] + line[:, highest])
        place[lot] = sums[lot].argmin(axis=1)
        found = sums[lot][at, place[lot]]
        cost[lot] = np.where(found < NOT_POSSIBLE, found, NEVER)
    return cost, place


@lru_cache(maxsize=MOST_LINES)
def _cuts(lines: int) -> tuple[tuple[int, Numbers, Numbers], ...]:
    """Of each lot from 1 on: its lowest line, the parts of it with that line, rising, the rests."""
    cuts = []
    for lot in range(1, 1 << lines):
        low = lot & -lot
        parts = np.array([part for part in range(1, lot + 1) if part & ~lot == 0 and part & low])
        cuts.append((low.bit_length() - 1, parts, lot - parts))
    return tuple(cuts)


def _told(taken: Numbers, place: Numbers, orders: int, lines: int) -> Numbers:
    source = np.full((orders, lines), NOBODY, np.int64)
    left = np.full(orders, (1 << lines) - 1, np.int64)
    at = np.arange(orders)
    while left.any():
        part = taken[left, at]
        for number in range(lines):
            of_part = (part >> number & 1).astype(np.bool_)
            source[of_part, number] = place[part, at][of_part]
        left = np.where(part > 0, left - part, left & (left - 1))
    return source


def _paid(parcel: Cost, line: Cost, unfilled: Cost, source: Numbers) -> Cost:
    """With each parcel once: two that went from one place as two would be dearer than they are."""
    orders, lines = source.shape
    at = np.arange(orders)
    paid = np.zeros(orders, np.int64)
    for number in range(lines):
        of_line = source[:, number]
        served = of_line >= 0
        again = (source[:, :number] == of_line[:, None]).any(axis=1)
        if not parcel.shape[1]:
            paid += unfilled[:, number]
            continue
        more = line[at, number, of_line] + np.where(again, 0, parcel[at, of_line])
        paid += np.where(served, more, unfilled[:, number])
    return paid
