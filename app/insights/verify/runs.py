"""Run the checks of a side on one state of its database, and tell each result as it comes."""

import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError

from app.insights.verify import (
    commands,
    customers,
    demand,
    desk,
    feed,
    figures,
    money,
    orders,
    pair,
    parcels,
    privacy,
    rows,
    rules,
    sourcing,
    stock,
    supply,
    work,
)
from app.insights.verify.check import Check, Violation, Where
from app.kit.errors import Fact
from app.storage.engine import reading
from app.storage.outbox import outbox, outbox_archive
from app.storage.schema import Side, metadata

VIOLATIONS_TOLD = 20  # enough to see what they have in common; `found` has the number

CHECKS: tuple[Check, ...] = (
    *rows.CHECKS,
    *desk.CHECKS,
    *feed.CHECKS,
    *commands.CHECKS,
    *orders.CHECKS,
    *stock.CHECKS,
    *parcels.CHECKS,
    *supply.CHECKS,
    *demand.CHECKS,
    *money.CHECKS,
    *privacy.CHECKS,
    *customers.CHECKS,
    *figures.CHECKS,
    *sourcing.CHECKS,
    *work.CHECKS,
    *rules.CHECKS,
)
_NO_SERIALS = "no serial numbers are kept yet"
_NO_APPROVALS = "no approvals are kept yet"
_NO_LEDGER = "a desk holds the cells but not the stock ledger"
_NO_JOURNAL = "a desk holds the payments but not the journal of money"
_NO_LOG = "the log of all commands stays on the server"
_TWO_SIDES = "needs both sides: --pair"
SKIPPED: dict[Where, dict[str, str]] = {
    Where.SERVER: {
        "F2": _TWO_SIDES,
        "F3": _TWO_SIDES,
        "C4": _TWO_SIDES,
        "S5": _NO_SERIALS,
        "A3": _NO_APPROVALS,
    },
    Where.DESK: {
        "M5": _NO_JOURNAL,
        "M6": _NO_JOURNAL,
        "S1": _NO_LEDGER,
        "S2": _NO_LEDGER,
        "S6": _NO_LEDGER,
        "S7": "the rates of other places may be a night behind here",
        "S9": _NO_LEDGER,
        "S10": _NO_LEDGER,
        "S11": "a desk holds a part of the orders",
        "C3": "a desk holds a part of the orders and of the cases",
        "I1": "a desk holds a part of the orders",
        "W1": "a desk holds a part of the orders",
        "W2": "a desk holds the work of its own place",
        "F1": _NO_LOG,
        "A2": _NO_LOG,
        "X4": _NO_LOG,
        "F3": _TWO_SIDES,
        "C4": _TWO_SIDES,
        "S5": _NO_SERIALS,
        "A3": _NO_APPROVALS,
    },
}
EVERY = frozenset(check.id for check in CHECKS).union(*SKIPPED.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """`checked` rows were gone through (0: no rows in particular), `found` violations met.

    `ok` is None for a check that was skipped; `skipped` says why.
    """

    id: str
    side: Where
    says: str
    ok: bool | None
    checked: int = 0
    found: int = 0
    violations: tuple[dict[str, Fact], ...] = ()
    seconds: float = 0.0
    skipped: str = ""


def verify_server(engine: Engine, *, only: Container[str] = EVERY) -> Iterator[CheckResult]:
    """Each result as it comes. `only` the checks of these ids, also for the two below."""
    yield from _verify(engine, Where.SERVER, only)


def verify_desk(engine: Engine, *, only: Container[str] = EVERY) -> Iterator[CheckResult]:
    yield from _verify(engine, Where.DESK, only)


def verify_pair(
    desk_engine: Engine, server: pair.Counterpart, *, only: Container[str] = EVERY
) -> Iterator[CheckResult]:
    with _one_state(desk_engine) as db:
        for check_id, run in (("F2", _cursor), ("C4", _commands), ("F3", _rows)):
            if check_id in only:
                yield run(db, server)


@contextmanager
def _one_state(engine: Engine) -> Iterator[Connection]:
    """Rolled back, never committed: nothing was written, and a damaged file refuses a commit."""
    with reading(engine) as db:
        begun = db.begin()
        yield db
        begun.rollback()


def _verify(engine: Engine, side: Where, only: Container[str]) -> Iterator[CheckResult]:
    counts: dict[str, int] = {}
    with _one_state(engine) as db:
        incomplete = rows.missing_tables(db, Side(side))
        for check in CHECKS:
            if side not in check.sides or check.id not in only:
                continue
            if incomplete and check.over:
                why = f"tables are missing, see X1: {', '.join(incomplete)}"
                yield CheckResult(id=check.id, side=side, says=check.says, ok=None, skipped=why)
            else:
                yield _run(db, check, side, counts)
    for check_id, why in SKIPPED[side].items():
        if check_id in only:
            yield CheckResult(id=check_id, side=side, says="", ok=None, skipped=why)


def _run(db: Connection, check: Check, side: Where, counts: dict[str, int]) -> CheckResult:
    def look() -> tuple[int, Iterable[Violation]]:
        return sum(_count(db, name, counts) for name in check.over), check.look(db)

    return _result(check.id, check.says, look, side)


def _cursor(db: Connection, server: pair.Counterpart) -> CheckResult:
    says = "the desk's cursor is a place in the server's story"
    return _result("F2", says, lambda: (1, pair.same_story(db, server)))


def _commands(db: Connection, server: pair.Counterpart) -> CheckResult:
    says = "each command of the desk is on the server once, or still queued"
    known = server.commands_of(pair.cursor_of(db).device_id)
    if known is None:
        why = "a running server does not tell its commands: give the address of its database"
        return CheckResult(id="C4", side=Where.PAIR, says=says, ok=None, skipped=why)
    counts: dict[str, int] = {}
    kept = sum(_count(db, table.name, counts) for table in (outbox, outbox_archive))
    return _result("C4", says, lambda: (kept, pair.same_commands(db, known)))


def _rows(db: Connection, server: pair.Counterpart) -> CheckResult:
    def look() -> tuple[int, Iterable[Violation]]:
        cursor = pair.cursor_of(db)
        comparison = pair.compare(db, server.parts(cursor.device_id))
        return comparison.checked, pair.same_rows(comparison, server.unread(cursor))

    return _result("F3", "each bucket has the same rows and the same sum on both sides", look)


def _result(
    check_id: str,
    says: str,
    look: Callable[[], tuple[int, Iterable[Violation]]],
    side: Where = Where.PAIR,
) -> CheckResult:
    begun = time.perf_counter()
    checked, told, found = 0, [], 0
    try:
        checked, violations = look()
        left = iter(violations)
        told = [one.facts for one in islice(left, VIOLATIONS_TOLD)]
        found = len(told) + sum(1 for _ in left)
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # locked, away, of another version: nothing is said about the books
        told.append({"code": "damaged", "told": str(error.orig)})
        found = len(told)
    return CheckResult(
        id=check_id,
        side=side,
        says=says,
        ok=found == 0,
        checked=checked,
        found=found,
        violations=tuple(told),
        seconds=round(time.perf_counter() - begun, 3),
    )


def _count(db: Connection, name: str, counts: dict[str, int]) -> int:
    if name not in counts:
        counts[name] = db.execute(_rows_of(name)).scalar_one()
    return counts[name]


@cache
def _rows_of(name: str) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(metadata.tables[name])
