"""From where does an order come cheapest; and what if one place were not there, or had to give?"""

from dataclasses import replace

import numpy as np

from app.routing.engine.exact import exact
from app.routing.engine.pieces import pieces_of, solution_of
from app.routing.engine.problem import (
    NOT_POSSIBLE,
    Numbers,
    Problem,
    Share,
    Solution,
    solution,
)
from app.routing.engine.search import search


def solve(problem: Problem) -> Solution:
    """Proven to be the cheapest up to some ten lines, else found by search; `exact` tells."""
    if not len(problem.quantity):
        return Solution((), 0, exact=True)
    pieces = pieces_of(problem)
    found = exact(problem, pieces)
    if found is not None:
        return solution_of(problem, pieces, *found, exact=True)
    pieces = pieces_of(problem, loose=True)
    return solution_of(problem, pieces, *search(problem, pieces), exact=False)


def without(problem: Problem, *sources: int) -> Problem:
    """The same order, nothing of it from these sources."""
    line = problem.line.copy()
    line[:, list(sources)] = NOT_POSSIBLE
    return replace(problem, line=line)


def solve_from(problem: Problem, source: int) -> Solution:
    """The cheapest way in which `source` gives all that it has; the others give the rest."""
    given = _given(problem, source)
    if not given.any():
        return solve(problem)
    rest = _rest(problem, source, given)
    found = solve(rest)
    cost = problem.line[given > 0, source] * given[given > 0] // problem.quantity[given > 0]
    lines = np.flatnonzero(problem.quantity - given)
    shares = [Share(line, source, int(given[line])) for line in np.flatnonzero(given).tolist()]
    shares += [replace(one, line=int(lines[one.line])) for one in quantities(rest, found)]
    total = int(problem.parcel[source]) + int(cost.sum()) + found.cost
    return solution(problem, shares, total, exact=found.exact)


def quantities(problem: Problem, solution: Solution) -> tuple[Share, ...]:
    """All that is given, whole lines and parts alike, by line and source."""
    whole = [
        Share(line, source, int(problem.quantity[line]))
        for line, source in enumerate(solution.source)
        if source >= 0
    ]
    shares = [*whole, *solution.shares]
    return tuple(sorted(shares, key=lambda share: (share.line, share.source)))


def _given(problem: Problem, source: int) -> Numbers:
    left = problem.free[:, source].clip(min=0)
    given = np.zeros_like(problem.quantity)
    for line, product in enumerate(problem.product):
        if problem.line[line, source] < NOT_POSSIBLE:
            given[line] = min(problem.quantity[line], left[product])
            left[product] -= given[line]
    return given


def _rest(problem: Problem, source: int, given: Numbers) -> Problem:
    """What the other sources are asked for: nothing more when one parcel is all there may be."""
    quantity = problem.quantity - given
    lines = np.flatnonzero(quantity)
    part, whole = quantity[lines], problem.quantity[lines]
    others = without(problem, source).line[lines]
    if problem.most_parcels == 1:
        others = np.full_like(others, NOT_POSSIBLE)
    shared = others * part[:, None] // whole[:, None]
    return replace(
        problem,
        line=np.where(others < NOT_POSSIBLE, shared, NOT_POSSIBLE),
        unfilled=problem.unfilled[lines] * part // whole,
        quantity=part,
        product=problem.product[lines],
        most_parcels=max(problem.most_parcels - 1, 0),
    )
