"""What if a part of the order came sooner, and the rest as it would come anyway?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from app.kit.clock import Instant, business_day
from app.routing.engine.candidates import Source
from app.routing.engine.costs import Priced
from app.routing.engine.explain import used_by
from app.routing.engine.offers import Offer, joined, offer, only
from app.routing.engine.problem import NOT_POSSIBLE, Numbers
from app.routing.engine.solve import solve
from app.routing.model import Code, Kind, Reason


def sooner_in_part(looked_at: Sequence[Priced], usual: Offer) -> Offer | None:
    """All whole lines that can be there on the very first day, the rest by the cheapest service.
    `looked_at`: one question at each level of service. None when `usual` is there that day, or
    when everything could be: then a quicker service does it in one."""
    days = [_first_day(priced) for priced in looked_at]
    first = min((day for day in days if day is not None), default=None)
    if first is None or first >= _first_of(usual):
        return None
    quick = looked_at[days.index(first)]
    early = [at for at, one in enumerate(quick.sources) if day_at(one, _there(one)) <= first]
    found = offer(quick, solve(only(quick.problem, early)))
    if not found.missing:
        return None
    rest = _rest(looked_at[0], found)
    answer = solve(rest.problem)
    if not used_by(rest, answer):
        return None
    later = offer(rest, answer)
    parcels = len(found.option.parcels) + len(later.option.parcels)
    if parcels > (rest.problem.most_parcels or parcels):
        return None
    facts = {
        "place": found.option.reason.facts.get("place", ""),
        "has": quick.question.units - found.missing,
        "of": quick.question.units,
        "parcels": parcels,
    }
    return joined(Kind.SPLIT, [found, later], Reason(Code.PART_SOONER, facts))


def day_at(source: Source, at: Instant) -> int:
    """The business day of an instant where the place is."""
    return _ordinal(at, source.place.time_zone)


@lru_cache(maxsize=4096)
def _ordinal(at: Instant, zone: str) -> int:
    return business_day(at, zone).toordinal()


def _there(source: Source) -> Instant:
    return source.window.promise_to


def _first_day(priced: Priced) -> int | None:
    """On which at least one whole line can be there."""
    problem = priced.problem
    enough = problem.free[problem.product] >= problem.quantity[:, None]
    columns = np.flatnonzero(((problem.line < NOT_POSSIBLE) & enough).any(axis=0)).tolist()
    sources = [priced.sources[column] for column in columns]
    return min((day_at(source, _there(source)) for source in sources), default=None)


def _first_of(usual: Offer) -> int:
    """The day on which the first parcel is there at the latest."""
    sources = {source.site_id: source for source in usual.priced.sources}
    return min(day_at(sources[p.site_id], p.promise_to) for p in usual.option.parcels)


def _rest(priced: Priced, given: Offer) -> Priced:
    """The same question about what is left, with what is given off the shelves."""
    left = {part.key: part.quantity for part in given.option.missing}
    rows = [row for row, need in enumerate(priced.needs) if need.key in left]
    needs = tuple(replace(priced.needs[row], quantity=left[priced.needs[row].key]) for row in rows)
    problem = priced.problem
    part = np.array([need.quantity for need in needs], dtype=np.int64)
    whole = problem.quantity[rows]
    costs = {of: line[rows] * part[:, None] // whole[:, None] for of, line in priced.line.items()}
    total = sum(costs.values(), np.zeros((len(rows), len(priced.sources)), dtype=np.int64))
    possible = problem.line[rows] < NOT_POSSIBLE
    return replace(
        priced,
        question=replace(priced.question, needs=needs),
        needs=needs,
        line=costs,
        problem=replace(
            problem,
            line=np.where(possible, total, NOT_POSSIBLE),
            unfilled=problem.unfilled[rows] * part // whole,
            quantity=part,
            product=problem.product[rows],
            free=_left(priced, _taken(given)),
        ),
    )


def _taken(given: Offer) -> Mapping[tuple[str, str], int]:
    taken: dict[tuple[str, str], int] = {}
    for parcel in given.option.parcels:
        for part in parcel.quantities:
            cell = (parcel.site_id, part.product_id)
            taken[cell] = taken.get(cell, 0) + part.quantity
    return taken


def _left(priced: Priced, taken: Mapping[tuple[str, str], int]) -> Numbers:
    free = priced.problem.free.copy()
    columns = {source.site_id: column for column, source in enumerate(priced.sources)}
    pairs = zip(priced.needs, priced.problem.product.tolist(), strict=True)
    rows = {need.product_id: row for need, row in pairs}
    for (site_id, product_id), units in taken.items():
        if site_id in columns:
            free[rows[product_id], columns[site_id]] -= units
    return free.clip(min=0)
