"""What was decided of one order and on which figures; the same about the places that matter alone.

Kept are the places that can matter to the answer. That no other one does is checked: else all are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.kit.clock import Instant
from app.routing.engine.costs import Priced
from app.routing.engine.explain import used_by
from app.routing.engine.problem import NOT_POSSIBLE, Solution
from app.routing.engine.solve import solve
from app.routing.model import Reason

NEAREST_KEPT = 8  # what people ask about
CHEAPEST_KEPT = 12  # of each line


@dataclass(frozen=True, slots=True)
class Versions:
    """What the figures are of."""

    network: str
    rules: str
    as_of: Instant | None


@dataclass(frozen=True, slots=True)
class Decision:
    """`priced` and `solution` as they were; `chosen`: what was done where somebody had told it."""

    priced: Priced
    solution: Solution
    reason: Reason
    versions: Versions
    chosen: Solution | None = None


def replay(decision: Decision) -> Solution:
    """What the engine says to the same figures: equal to the decision's own, or it is a bug."""
    return solve(decision.priced.problem)


def decisive(decision: Decision) -> Decision:
    """The same decision about fewer places."""
    priced = decision.priced
    kept = _kept(decision)
    narrow = narrowed(priced, kept)
    answer = _moved(decision.solution, kept)
    if solve(narrow.problem) != answer:
        kept = list(range(len(priced.sources)))
        narrow, answer = priced, decision.solution
    chosen = _moved(decision.chosen, kept) if decision.chosen else None
    return replace(decision, priced=narrow, solution=answer, chosen=chosen)


def narrowed(priced: Priced, columns: Sequence[int]) -> Priced:
    at = list(columns)
    problem = priced.problem
    return replace(
        priced,
        sources=tuple(priced.sources[column] for column in at),
        problem=replace(
            problem,
            parcel=problem.parcel[at],
            line=problem.line[:, at],
            free=problem.free[:, at],
        ),
        parcel={part: costs[at] for part, costs in priced.parcel.items()},
        line={part: costs[:, at] for part, costs in priced.line.items()},
    )


def _kept(decision: Decision) -> list[int]:
    priced = decision.priced
    problem = priced.problem
    kept = set(range(min(NEAREST_KEPT, len(priced.sources))))
    kept.update(used_by(priced, decision.solution))
    if decision.chosen:
        kept.update(used_by(priced, decision.chosen))
    enough = problem.free[problem.product] >= problem.quantity[:, None]
    for line in np.where(enough, problem.line + problem.parcel, NOT_POSSIBLE):
        kept.update(np.argsort(line, kind="stable")[:CHEAPEST_KEPT].tolist())
    return sorted(kept)


def _moved(solution: Solution, kept: Sequence[int]) -> Solution:
    """The same answer in the numbers of the kept columns."""
    now = {column: number for number, column in enumerate(kept)}
    return replace(
        solution,
        source=tuple(now[column] if column >= 0 else column for column in solution.source),
        shares=tuple(replace(share, source=now[share.source]) for share in solution.shares),
    )
