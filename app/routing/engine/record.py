"""How was this decided, provably: all figures that the answer depends on, packed, and solved again.

Kept are the places that can matter to the answer, with their costs part by part; that no other one
does is checked when the record is made, else all are kept.
"""

import zlib
from base64 import b85decode, b85encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np

from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.candidates import Source
from app.routing.engine.costs import Part, Priced
from app.routing.engine.explain import used_by
from app.routing.engine.problem import NOT_POSSIBLE, Cost, Problem, Share, Solution
from app.routing.engine.promise import Window
from app.routing.engine.solve import solve
from app.routing.model import Code, Destination, Excluded, Need, Place, Reason
from app.routing.network import Level, Service, ServiceRate

FORMAT = 1
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


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """One source: place, way, promise, costs by part in the order of the record, what it has."""

    site_id: str
    name: str
    kind: str
    zone: str
    metres: float
    service: str
    window: tuple[int, int, int]
    parcel: list[int]
    line: list[list[int]]
    possible: list[bool]
    free: list[int]


class _Answer(msgspec.Struct, frozen=True, array_like=True):
    source: list[int]
    cost: int
    exact: bool
    shares: list[tuple[int, int, int]]


class _Record(msgspec.Struct, frozen=True, array_like=True):
    format: int
    versions: tuple[str, str, int | None]
    method: str
    level: str
    now: int
    zone: str
    channel: str
    need_by: int | None
    most_parcels: int
    needs: list[tuple[str, str, int, int, int]]
    unfilled: list[int]
    product: list[int]
    parcel_parts: list[str]
    line_parts: list[str]
    rows: list[_Row]
    excluded: list[tuple[str, str, dict[str, str | int]]]
    reason: tuple[str, dict[str, str | int]]
    answer: _Answer
    chosen: _Answer | None


def packed(decision: Decision) -> str:
    kept = decisive(decision)
    return b85encode(zlib.compress(msgspec.msgpack.encode(_record(kept)), 9)).decode()


def unpacked(text: str) -> Decision:
    raw = msgspec.msgpack.decode(zlib.decompress(b85decode(text)), type=_Record)
    return _decision(raw)


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


# ---------------------------------------------------------------- to and from plain values


def _record(decision: Decision) -> _Record:
    priced, question = decision.priced, decision.priced.question
    versions = decision.versions
    return _Record(
        format=FORMAT,
        versions=(versions.network, versions.rules, versions.as_of),
        method=question.method.value,
        level=question.level.value,
        now=question.now,
        zone=question.zone,
        channel=question.channel,
        need_by=question.need_by,
        most_parcels=priced.problem.most_parcels,
        needs=[
            (need.key, need.product_id, need.quantity, need.weight_grams, need.unit_minor)
            for need in priced.needs
        ],
        unfilled=priced.problem.unfilled.tolist(),
        product=priced.problem.product.tolist(),
        parcel_parts=[part.value for part in priced.parcel],
        line_parts=[part.value for part in priced.line],
        rows=[_row(priced, column, source) for column, source in enumerate(priced.sources)],
        excluded=[
            (one.site_id, one.reason.code.value, dict(one.reason.facts)) for one in priced.excluded
        ],
        reason=(decision.reason.code.value, dict(decision.reason.facts)),
        answer=_answer(decision.solution),
        chosen=_answer(decision.chosen) if decision.chosen else None,
    )


def _row(priced: Priced, column: int, source: Source) -> _Row:
    told = source.window
    return _Row(
        site_id=source.site_id,
        name=source.place.name,
        kind=source.place.kind,
        zone=source.place.zone,
        metres=source.metres,
        service=source.sent[0].code if source.sent else "",
        window=(told.ready_at, told.promise_from, told.promise_to),
        parcel=[int(costs[column]) for costs in priced.parcel.values()],
        line=[costs[:, column].tolist() for costs in priced.line.values()],
        possible=(priced.problem.line[:, column] < NOT_POSSIBLE).tolist(),
        free=priced.problem.free[:, column].tolist(),
    )


def _answer(solution: Solution) -> _Answer:
    return _Answer(
        source=list(solution.source),
        cost=solution.cost,
        exact=solution.exact,
        shares=[(share.line, share.source, share.quantity) for share in solution.shares],
    )


def _decision(raw: _Record) -> Decision:
    needs = tuple(
        Need(key, product, quantity, grams, minor)
        for key, product, quantity, grams, minor in raw.needs
    )
    question = Question(
        needs=needs,
        method=Method(raw.method),
        now=Instant(raw.now),
        near=Destination(raw.zone),
        channel=raw.channel,
        level=Level(raw.level),
        need_by=None if raw.need_by is None else Instant(raw.need_by),
        most_parcels=raw.most_parcels,
    )
    parcel = {
        Part(part): _array([row.parcel[at] for row in raw.rows])
        for at, part in enumerate(raw.parcel_parts)
    }
    line = {
        Part(part): _matrix([row.line[at] for row in raw.rows], len(needs))
        for at, part in enumerate(raw.line_parts)
    }
    possible = _matrix([row.possible for row in raw.rows], len(needs)) > 0
    total = sum(line.values(), np.zeros((len(needs), len(raw.rows)), dtype=np.int64))
    problem = Problem(
        parcel=sum(parcel.values(), np.zeros(len(raw.rows), dtype=np.int64)),
        line=np.where(possible, total, NOT_POSSIBLE),
        unfilled=_array(raw.unfilled),
        quantity=_array([need.quantity for need in needs]),
        product=_array(raw.product),
        free=_matrix([row.free for row in raw.rows], len(set(raw.product))),
        most_parcels=raw.most_parcels,
    )
    as_of = raw.versions[2]
    sources = tuple(_source(row) for row in raw.rows)
    excluded = tuple(
        Excluded(site_id, Reason(Code(code), facts)) for site_id, code, facts in raw.excluded
    )
    return Decision(
        priced=Priced(
            question=question,
            needs=needs,
            sources=sources,
            problem=problem,
            parcel=parcel,
            line=line,
            excluded=excluded,
            metres={row.site_id: row.metres for row in raw.rows},
        ),
        solution=_solution(raw.answer),
        reason=Reason(Code(raw.reason[0]), raw.reason[1]),
        versions=Versions(
            raw.versions[0], raw.versions[1], None if as_of is None else Instant(as_of)
        ),
        chosen=_solution(raw.chosen) if raw.chosen else None,
    )


def _source(row: _Row) -> Source:
    """As far as it is recorded: hours and coordinates of then are in its promise and metres."""
    place = Place(
        site_id=row.site_id,
        name=row.name,
        kind=row.kind,
        zone=row.zone,
        latitude=None,
        longitude=None,
        pickup=True,
        ships=True,
        ready_minutes=0,
        opens="",
        closes="",
        time_zone="UTC",
    )
    ready, first, last = (Instant(at) for at in row.window)
    service = Service(row.service, "", Level.STANDARD)
    sent = (service, ServiceRate(row.service, row.zone, "", 0, 0, 0, 0)) if row.service else None
    return Source(place, row.metres, sent, Window(ready, first, last))


def _solution(answer: _Answer) -> Solution:
    return Solution(
        source=tuple(answer.source),
        cost=answer.cost,
        exact=answer.exact,
        shares=tuple(Share(*share) for share in answer.shares),
    )


def _array(figures: Sequence[int]) -> Cost:
    return np.array(figures, dtype=np.int64)


def _matrix(columns: Sequence[Sequence[Any]], rows: int) -> Cost:
    return np.array(columns, dtype=np.int64).reshape(len(columns), rows).T.copy()
