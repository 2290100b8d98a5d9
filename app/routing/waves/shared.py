"""What the orders of one wave share: units of stock and minutes of work, each with its limit.

Resources are numbered 0…R−1 over the whole wave; a problem says which of them its cells draw on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.problem import NOT_POSSIBLE, Problem

Figures: TypeAlias = NDArray[np.int64]
Use: TypeAlias = dict[int, int]  # resource → how much of it
NOWHERE = -1  # as a resource: nobody else draws on it. As a source: the line is left out


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """Minutes of one skill: `room[m]` is the resource, NOWHERE where nothing limits it."""

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


def use_of(problem: Problem, draw: Draw, source: Sequence[int]) -> Use:
    """What a plan draws on. `source[i]` serves line i, as in Solution."""
    use: Use = {}
    opened: set[int] = set()
    for line, place in enumerate(source):
        if place == NOWHERE:
            continue
        units = int(problem.quantity[line])
        _count(use, int(draw.cell[problem.product[line], place]), units)
        for work in draw.work:
            minutes = units * int(work.unit[place])
            if place not in opened:
                minutes += int(work.parcel[place])
            _count(use, int(work.room[place]), minutes)
        opened.add(place)
    return use


def cost_of(problem: Problem, source: Sequence[int]) -> int:
    """The objective of a plan, without prices of what is shared."""
    served = [(line, place) for line, place in enumerate(source) if place != NOWHERE]
    parcels = sum(int(problem.parcel[place]) for place in {place for _, place in served})
    lines = sum(int(problem.line[line, place]) for line, place in served)
    left_out = [line for line, place in enumerate(source) if place == NOWHERE]
    return parcels + lines + sum(int(problem.unfilled[line]) for line in left_out)


def priced(problem: Problem, draw: Draw, price: Figures) -> Problem:
    """The same order when each unit of resource r costs `price[r]` more."""
    padded = np.append(price, 0)  # NOWHERE, −1, costs nothing
    per_unit = padded[draw.cell]
    parcel = problem.parcel
    for work in draw.work:
        minute = padded[work.room]
        per_unit = per_unit + minute * work.unit
        parcel = parcel + minute * work.parcel
    dearer = problem.line + per_unit[problem.product] * problem.quantity[:, None]
    return replace(
        problem,
        parcel=parcel,
        line=np.where(problem.line >= NOT_POSSIBLE, NOT_POSSIBLE, dearer),
    )


def within(problem: Problem, draw: Draw, left: Figures) -> Problem:
    """The same order when so much is `left`: a place without the minutes for all of it is out."""
    padded = np.append(left, np.iinfo(np.int64).max)
    free = np.minimum(problem.free, padded[draw.cell])
    closed = np.zeros(len(problem.parcel), dtype=bool)
    units = int(problem.quantity.sum())
    for work in draw.work:
        closed |= padded[work.room] < work.parcel + units * work.unit
    line = np.where(closed[None, :], NOT_POSSIBLE, problem.line)
    return replace(problem, free=free, line=line)


def _count(use: Use, resource: int, amount: int) -> None:
    if resource != NOWHERE and amount:
        use[resource] = use.get(resource, 0) + amount
