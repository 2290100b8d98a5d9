"""Why this place and not that one: in one reason that can be spoken, and as a table.

The order is solved again with the asked-for place made to give all it has; the largest part of the
difference is the reason (routing.md 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from app.kit.clock import Instant
from app.routing.engine.candidates import Source
from app.routing.engine.costs import Part, Priced, paid_of
from app.routing.engine.problem import NOT_POSSIBLE, Numbers, Solution
from app.routing.engine.solve import quantities, solve_from
from app.routing.model import Code, Reason

MOST_ALTERNATIVES = 8  # more nobody reads; the nearest ones are what people ask for
# What is told when this part makes the most of the difference.
BECAUSE = {
    Part.SCARCITY: Code.LAST_UNIT_PROTECTED,
    Part.CAPACITY: Code.AT_CAPACITY,
    Part.RULES: Code.RULE_PREFERRED,
    Part.REJECTION: Code.REJECTED_BEFORE,
    Part.STALE: Code.STALE_STOCK,
}
TELLING = frozenset(
    {
        Code.RULE_EXCLUDED,
        Code.AT_CAPACITY,
        Code.CUTOFF_MISSED,
        Code.LAST_UNIT_PROTECTED,
        Code.REJECTED_BEFORE,
        Code.STALE_STOCK,
    }
)

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One place that did not win: what serving from there as far as it can would have been.
    `dearer_minor` by the engine's own measure; `units` of `of` are what it has."""

    site_id: str
    name: str
    metres: int | None
    units: int
    of: int
    parcels: int
    promise_to: Instant
    cost: Mapping[Part, int]
    dearer_minor: int
    reason: Reason

    @property
    def paid_minor(self) -> int:
        return paid_of(self.cost)


def used_by(priced: Priced, solution: Solution) -> tuple[int, ...]:
    """Columns of the sources that give something, the one that gives most first."""
    given: dict[int, int] = {}
    for share in quantities(priced.problem, solution):
        given[share.source] = given.get(share.source, 0) + share.quantity
    return tuple(sorted(given, key=lambda source: (-given[source], source)))


def has_all(priced: Priced) -> Numbers:
    """Columns of the sources that could give the whole order."""
    problem = priced.problem
    enough = (problem.line < NOT_POSSIBLE).all(axis=0)
    for product in range(len(problem.free)):
        wanted = problem.quantity[problem.product == product].sum()
        enough &= problem.free[product] >= wanted
    return np.flatnonzero(enough)


def units_of(priced: Priced) -> Numbers:
    """Units of the order that each source could give."""
    problem = priced.problem
    left, units = problem.free.copy(), np.zeros(len(priced.sources), dtype=np.int64)
    for line, product in enumerate(problem.product):
        possible = problem.line[line] < NOT_POSSIBLE
        given = np.where(possible, np.minimum(problem.quantity[line], left[product]), 0)
        left[product] -= given
        units += given
    return units


def why(priced: Priced, solution: Solution) -> Reason:
    """Of an answer that gives something."""
    used = used_by(priced, solution)
    main = priced.sources[used[0]]
    facts: dict[str, str | int] = {**_facts(main), "units": priced.question.units}
    whole = has_all(priced)
    if len(used) > 1 and not len(whole):
        return _no_single_place(priced, used, facts)
    asked = _asked_for(priced, used)
    if asked is not None:
        told = _compared(priced, solution, asked, facts)
        if len(whole) == 1 and len(used) == 1:
            return Reason(Code.ONLY_SOURCE, told.facts)
        return told
    if len(whole) == 1 and len(used) == 1:
        return Reason(Code.ONLY_SOURCE, facts)
    return _nearer_is_out(priced, main, facts) or Reason(
        Code.ALL_IN_ONE if main.metres == inf else Code.NEAREST, facts
    )


def alternatives(priced: Priced, solution: Solution) -> tuple[Alternative, ...]:
    """The cheapest of the others first, the nearest of equals."""
    used = used_by(priced, solution)
    others = [source for source in range(len(priced.sources)) if source not in used]
    units = units_of(priced).tolist()
    found = [
        _alternative(priced, solution, source, units[source])
        for source in others[:MOST_ALTERNATIVES]
    ]
    return tuple(sorted(found, key=lambda one: one.dearer_minor))


# ---------------------------------------------------------------- comparing


def _asked_for(priced: Priced, used: tuple[int, ...]) -> int | None:
    """What people would have expected: the nearest place, or of a split the one that has all."""
    if len(used) > 1:
        return int(has_all(priced)[0])
    nearest = priced.sources[0]
    return 0 if used[0] and nearest.metres < priced.sources[used[0]].metres else None


def _compared(priced: Priced, solution: Solution, asked: int, facts: Facts) -> Reason:
    place = priced.sources[asked]
    forced = solve_from(priced.problem, asked)
    dearer, part = _difference(priced, solution, forced)
    units = int(units_of(priced)[asked])
    if units < priced.question.units:
        more = len(used_by(priced, forced)) - len(used_by(priced, solution))
        told: dict[str, str | int] = {"nearer": place.place.name, "nearer_has": units}
        told |= {"more_parcels": more, "dearer": dearer}
        if part is Part.SCARCITY:
            told["last_units"] = units
        return Reason(Code.ALL_IN_ONE, {**facts, **told})
    told = {"than": place.place.name, "saved": dearer, "part": (part or Part.CARRIER).value}
    if dearer <= 0:
        return Reason(Code.ALL_IN_ONE, facts)
    return Reason(BECAUSE.get(part, Code.CHEAPER) if part else Code.CHEAPER, {**facts, **told})


def _difference(priced: Priced, solution: Solution, other: Solution) -> tuple[int, Part | None]:
    """How much dearer the other one is, and the part that makes the most of it."""
    ours, theirs = priced.vector(solution), priced.vector(other)
    more = {part: theirs.get(part, 0) - ours.get(part, 0) for part in Part}
    largest = max(more, key=lambda part: more[part])
    return sum(more.values()), largest if more[largest] > 0 else None


def _no_single_place(priced: Priced, used: tuple[int, ...], facts: Facts) -> Reason:
    have = units_of(priced)
    best = priced.sources[int(have.argmax())]
    told = {"has": int(have.max()), "of": priced.question.units, "parcels": len(used)}
    return Reason(Code.NO_SINGLE_PLACE, {**facts, **_facts(best), **told})


def _nearer_is_out(priced: Priced, main: Source, facts: Facts) -> Reason | None:
    """A nearer place that a rule, its room or the clock keeps out is what people ask about."""
    for one in priced.excluded:
        if priced.metres[one.site_id] < main.metres and one.reason.code in TELLING:
            told = dict(one.reason.facts)
            told["nearer"] = told.pop("place")
            return Reason(one.reason.code, {**facts, **told})
    return None


def _alternative(priced: Priced, solution: Solution, source: int, units: int) -> Alternative:
    forced = solve_from(priced.problem, source)
    used = used_by(priced, forced)
    place = priced.sources[source]
    dearer, part = _difference(priced, solution, forced)
    code = Code.NOT_ENOUGH if units < priced.question.units else Code.OUTRANKED
    facts: dict[str, str | int] = {"place": place.place.name}
    facts |= {"has": units, "of": priced.question.units}
    return Alternative(
        site_id=place.site_id,
        name=place.place.name,
        metres=None if place.metres == inf else round(place.metres),
        units=units,
        of=priced.question.units,
        parcels=len(used),
        promise_to=max(priced.sources[at].window.promise_to for at in used),
        cost=priced.vector(forced),
        dearer_minor=dearer,
        reason=Reason(BECAUSE.get(part, code) if part else code, facts),
    )


def _facts(source: Source) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"place": source.place.name}
    return facts if source.metres == inf else {**facts, "metres": round(source.metres)}
