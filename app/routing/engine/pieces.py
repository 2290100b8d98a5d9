"""What is given out as one: a line whole, or unit by unit when no single source has so many."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.routing.engine.problem import (
    NOT_POSSIBLE,
    Cost,
    Numbers,
    Problem,
    Share,
    Solution,
    solution,
)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """g kinds of pieces, one per line: `copies` of them, each of `units` units. Costs are of one
    copy; `cost` is NOT_POSSIBLE where a source has not even one. `shared`: products that more
    than one piece wants. `left` are units beyond all there is, `left_cost` what leaving them costs.
    """

    copies: Numbers
    units: Numbers
    cost: Cost
    unfilled: Cost
    product: Numbers
    shared: tuple[int, ...]
    left_cost: int


# Copies of piece g from a source: (g, source, copies), a source at most once per piece.
Taken = Sequence[tuple[int, int, int]]


def pieces_of(problem: Problem, *, loose: bool = False) -> Pieces:
    """`loose`: lines of a product that others want too come unit by unit in any case."""
    free = problem.free[problem.product]
    possible = problem.line < NOT_POSSIBLE
    there = np.where(possible, free, 0).clip(min=0)
    most, total = there.max(axis=1, initial=0), there.sum(axis=1)
    exploded = (most < problem.quantity) & (total > 0)
    if loose:
        exploded |= np.bincount(problem.product)[problem.product] > 1
    copies = np.where(exploded, np.minimum(problem.quantity, total), 1)
    units = np.where(exploded, 1, problem.quantity)
    parts = np.where(exploded, problem.quantity, 1)
    cost = np.where(possible & (free >= units[:, None]), problem.line, NOT_POSSIBLE)
    unfilled = problem.unfilled
    left_cost = 0
    if exploded.any():
        cost = np.where(cost < NOT_POSSIBLE, cost // parts[:, None], NOT_POSSIBLE)
        unfilled = unfilled // parts
        left_cost = int((unfilled * (parts - copies)).sum())
    return Pieces(
        copies=copies,
        units=units,
        cost=cost,
        unfilled=unfilled,
        product=problem.product,
        shared=_shared(problem.product, copies),
        left_cost=left_cost,
    )


def _shared(product: Numbers, copies: Numbers) -> tuple[int, ...]:
    wanted: dict[int, int] = {}
    for number, times in zip(product.tolist(), copies.tolist(), strict=True):
        wanted[number] = wanted.get(number, 0) + times
    return tuple(number for number, times in wanted.items() if times > 1)


def solution_of(
    problem: Problem, pieces: Pieces, taken: Taken, cost: int, *, exact: bool
) -> Solution:
    shares = [
        Share(piece, source, int(copies * pieces.units[piece])) for piece, source, copies in taken
    ]
    return solution(problem, shares, cost + pieces.left_cost, exact=exact)
