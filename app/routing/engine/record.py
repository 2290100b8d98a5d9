"""How was this decided, provably: a decision packed into text, and read back to be solved again."""

import zlib
from base64 import b85decode, b85encode
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.candidates import Source
from app.routing.engine.costs import Part, Priced
from app.routing.engine.decision import Decision, Versions, decisive
from app.routing.engine.problem import NOT_POSSIBLE, Cost, Problem, Share, Solution
from app.routing.engine.promise import Window
from app.routing.model import Code, Destination, Excluded, Need, Place, Reason
from app.routing.network import Level, Service, ServiceRate

FORMAT = 1


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


class _Need(msgspec.Struct, frozen=True, array_like=True):
    """Older records end before the margin: it was the same for all goods."""

    key: str
    product_id: str
    quantity: int
    weight_grams: int
    unit_minor: int
    margin_percent: int | None = None


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
    needs: list[_Need]
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
            _Need(
                need.key,
                need.product_id,
                need.quantity,
                need.weight_grams,
                need.unit_minor,
                need.margin_percent,
            )
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
        Need(
            one.key,
            one.product_id,
            one.quantity,
            one.weight_grams,
            one.unit_minor,
            margin_percent=one.margin_percent,
        )
        for one in raw.needs
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
