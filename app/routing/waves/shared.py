"""What the orders of one wave share: units of stock and minutes of work, each with its limit.

Resources are numbered 0…R−1 over the whole wave; a problem says which of them its cells draw on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.problem import NOBODY, NOT_POSSIBLE, Problem, Solution

Figures: TypeAlias = NDArray[np.int64]
Use: TypeAlias = dict[int, int]  # resource → how much of it
UNLIMITED = -1  # as a resource: nobody else draws on it, or nothing limits it


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """Minutes of one skill: `room[m]` is the resource, UNLIMITED where nothing limits it."""

    room: Figures
    parcel: Figures  # [m] minutes of opening a parcel there
    unit: Figures  # [m] minutes of each unit


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """Of one problem: `cell[k, m]` is the resource that product k takes its units from at m."""

    cell: Figures
    work: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """`limit[r]`: units or minutes that are left for the wave; `draws`: one for each problem."""

    limit: Figures
    draws: Sequence[Draw]


def use_of(problem: Problem, draw: Draw, told: Solution) -> Use:
    """What a plan draws on."""
    use: Use = {}
    opened: set[int] = set()
    for line, place, units in _taken(problem, told):
        _count(use, int(draw.cell[problem.product[line], place]), units)
        for work in draw.work:
            minutes = units * int(work.unit[place])
            if place not in opened:
                minutes += int(work.parcel[place])
            _count(use, int(work.room[place]), minutes)
        opened.add(place)
    return use


def _taken(problem: Problem, told: Solution) -> list[tuple[int, int, int]]:
    """(line, place, units), by line and place, as `quantities` has them."""
    units = problem.quantity.tolist()
    taken = [(line, place, units[line]) for line, place in enumerate(told.source) if place >= 0]
    if told.shares:
        taken += [(share.line, share.source, share.quantity) for share in told.shares]
        taken.sort()
    return taken


def left_out(problem: Problem) -> Solution:
    """Nobody serves any of it."""
    return Solution((NOBODY,) * len(problem.quantity), int(problem.unfilled.sum()), exact=False)


def padded(figures: Figures, unlimited: int) -> Figures:
    """With what UNLIMITED, −1, stands for at the end; `priced` and `within` read such figures."""
    return np.append(figures, np.int64(unlimited))


def priced(problem: Problem, draw: Draw, price: Figures) -> Problem:
    """The same order when each unit of resource r costs `price[r]` more."""
    per_unit: Figures = price[draw.cell]
    parcel = problem.parcel
    for work in draw.work:
        minute: Figures = price[work.room]
        per_unit = per_unit + minute * work.unit
        parcel = parcel + minute * work.parcel
    dearer: Figures = problem.line + per_unit[problem.product] * problem.quantity[:, None]
    line = np.where(problem.line >= NOT_POSSIBLE, NOT_POSSIBLE, dearer)
    return replace(problem, parcel=parcel, line=line)


def within(problem: Problem, draw: Draw, left: Figures) -> Problem:
    """The same order when so much is `left`: a place without the minutes for all of it is out."""
    free = np.minimum(problem.free, np.maximum(left[draw.cell], 0))
    closed = np.zeros(len(problem.parcel), dtype=bool)
    units = int(problem.quantity.sum())
    for work in draw.work:
        closed |= left[work.room] < work.parcel + units * work.unit
    line = np.where(closed[None, :], NOT_POSSIBLE, problem.line)
    return replace(problem, free=free, line=line)


def _count(use: Use, resource: int, amount: int) -> None:
    if resource != UNLIMITED and amount:
        use[resource] = use.get(resource, 0) + amount
