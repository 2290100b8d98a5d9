"""A screen's question beside the same by the bare driver; on a big desk and on a small one."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from app.storage.engine import DESK_PRAGMAS, desk_engine
from tests.bench.big import KEY, BigDesk, big_desk
from tests.bench.bigrows import size_of
from tests.bench.measure import Report, Sample, cpu_ms, in_turns, one_by_one, ratio, wall_p

PEER_P50 = "p50, beside a peer's figure"


@dataclass(frozen=True, slots=True)
class Question:
    """`ours(db, desk, chance)` as the read lane asks it, `raw(cursor, desk, chance)` as text.

    `most`: our CPU over the raw one's; `p50_ms`, `p95_ms`: of our wall time; `growth`: our CPU
    over that on the small desk.
    """

    name: str
    ours: Callable[[sa.Connection, BigDesk, random.Random], object]
    raw: Callable[[Any, BigDesk, random.Random], object]
    most: float = 0.0
    p50_ms: float = 0.0
    p95_ms: float = 0.0
    growth: float = 0.0


class Measure(Protocol):
    def __call__(
        self, desk: BigDesk, *, rounds: int, many: int, small: BigDesk | None = None
    ) -> Report: ...


def alone(measure: Measure) -> Callable[..., list[Report]]:
    """The bench on a desk of its own for each number of stored orders."""

    def bench(*, stored: list[int], rounds: int, orders: int) -> list[Report]:
        reports = []
        for each in stored:
            with tempfile.TemporaryDirectory(prefix="gerai-bench-") as folder:
                desk = big_desk(Path(folder), size_of(each), lambda _words: None)
                reports.append(measure(desk, rounds=rounds, many=orders))
        return reports

    return bench


def compare(
    report: Report,
    questions: Sequence[Question],
    desk: BigDesk,
    *,
    rounds: int,
    many: int,
    small: BigDesk | None = None,
) -> None:
    for question in questions:
        with _asking(desk, question, many) as (ours, raw):
            a, b = in_turns(ours, raw, rounds)
        name = question.name
        report.add(f"{name}", cpu_ms(a), "CPU-ms")
        report.add(f"{name}, raw", cpu_ms(b), "CPU-ms")
        report.add(f"{name}, ratio", ratio(a, b), "×", most=question.most)
        report.add(f"{name}, wall p50", wall_p(a, 50), "ms", most=question.p50_ms)
        report.add(f"{name}, wall p95", wall_p(a, 95), "ms", most=question.p95_ms)
        if small is not None:
            with (
                _asking(desk, question, many) as (big, _),
                _asking(small, question, many) as (
                    little,
                    _,
                ),
            ):
                a, b = in_turns(big, little, rounds)
            words = f"{name}, {desk.size.orders:,} over {small.size.orders:,}"
            report.add(words, ratio(a, b), "×", most=question.growth)


Round = Callable[[], Sample]


@contextmanager
def _asking(desk: BigDesk, question: Question, many: int) -> Iterator[tuple[Round, Round]]:
    """Each round asks for other things, both sides for the same ones."""
    path = desk.profile / "desk.db"
    engine = desk_engine(path, KEY, read_only=True)
    raw = sqlcipher.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for pragma in DESK_PRAGMAS:
        raw.execute(pragma)
    ours_at, raw_at = count(), count()

    def ours() -> None:
        with engine.begin() as db:
            question.ours(db, desk, random.Random(next(ours_at)))

    def bare() -> None:
        question.raw(raw, desk, random.Random(next(raw_at)))

    try:
        yield (
            lambda: one_by_one(ours, many, time.process_time),
            lambda: one_by_one(bare, many, time.process_time),
        )
    finally:
        raw.close()
        engine.dispose()
