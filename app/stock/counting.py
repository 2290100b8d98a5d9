"""Count a shelf blind and put the books right: opened, counted, counted again, posted or let go.

The desk tells for each product what its books said when the last unit was counted. What is posted
is the difference to that, so whatever moved since then stays moved.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.clash import tell_clash
from app.cases.notice import notice
from app.cases.states import CaseKind
from app.identity.approval import Approval
from app.identity.authority import authorise
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.stock.adjusting import MOST_UNITS, PERMISSION, require_place
from app.stock.facts import ClaimsFell, StockCounted
from app.stock.ledger import available_at, move, shed_claims
from app.stock.rules import recount_rule
from app.stock.states import COUNT, Bucket, CountState
from app.stock.tables import stock_count_lines, stock_counts
from app.storage.uow import UnitOfWork

MOST_LINES = 2_000  # a shelf, not a warehouse; also what one request can carry
TWICE = 2  # after a second count a difference is believed


class OpenCount(Command, frozen=True, kw_only=True):
    count_id: str
    number: str = ""
    site_id: str


class CountedLine(Part, frozen=True, kw_only=True):
    """`expected`: what was available by this desk's books when the last unit was counted."""

    product_id: str
    counted: int
    expected: int


class FinishCount(Command, frozen=True, kw_only=True):
    """The first count of the lines, or their second one."""

    count_id: str
    lines: list[CountedLine]


class PostCount(Command, frozen=True, kw_only=True):
    count_id: str
    approval: Approval | None = None


class DiscardCount(Command, frozen=True, kw_only=True):
    count_id: str


_lines = (
    sa.select(stock_count_lines)
    .where(stock_count_lines.c.count_id == sa.bindparam("count"))
    .order_by(stock_count_lines.c.product_id)
)


def open_count(uow: UnitOfWork, command: OpenCount) -> dict[str, Any]:
    if uow.row(stock_counts, command.count_id) is not None:
        return _awkward(uow, command.count_id, Refusal("count_known"))
    uow.insert(
        stock_counts,
        {
            "id": command.count_id,
            "number": command.number,
            "site_id": command.site_id,
            "state": CountState.OPEN.value,
            "opened_by": uow.actor.user_id,
            "opened_at": uow.now,
        },
    )
    tell_clash(uow, stock_counts, command.count_id, number=command.number, site_id=command.site_id)
    return {"count_id": command.count_id, "number": command.number}


def finish_count(uow: UnitOfWork, command: FinishCount) -> dict[str, Any]:
    """Refusals, on the desk alone: count_unknown, move_closed, nothing_counted, too_many_lines,
    quantity_out_of_range."""
    try:
        _refuse_lines(command.lines)
        count = _count(uow, command.count_id)
        state = CountState(count["state"])
        if state is CountState.COUNTED:
            state = COUNT.after(state, "recount")
        state = COUNT.after(state, "finish")
    except Refusal as refusal:
        return _awkward(uow, command.count_id, refusal)
    for line in sorted(command.lines, key=lambda line: line.product_id):
        _write_line(uow, count, line)
    uow.update(
        stock_counts,
        count["id"],
        state=state.value,
        counted_by=uow.actor.user_id,
        counted_at=uow.now,
    )
    return {"count_id": count["id"], "again": doubtful(uow, count["id"])}


def post_count(uow: UnitOfWork, command: PostCount) -> dict[str, Any]:
    """Refusals: count_unknown, move_closed, other_place, needs_recount, needs_approval,
    approval_invalid."""
    count = _count(uow, command.count_id)
    require_place(uow.actor, count["site_id"])
    state = COUNT.after(CountState(count["state"]), "post")
    if again := doubtful(uow, count["id"]):
        raise Refusal("needs_recount", lines=len(again))
    lines = uow.all(_lines, count=count["id"])
    units = sum(abs(line["counted"] - line["expected"]) for line in lines)
    approver_id = ""
    if units:
        approver_id = authorise(uow, PERMISSION, units, approval=command.approval, cumulative=True)
    fallen = [claim for line in lines for claim in _post_line(uow, line)]
    uow.update(
        stock_counts,
        count["id"],
        state=state.value,
        closed_by=uow.actor.user_id,
        closed_at=uow.now,
        approver_id=approver_id or None,
    )
    if fallen:
        uow.emit(ClaimsFell(tuple(fallen), "count"))
    product_ids = tuple(line["product_id"] for line in lines)
    uow.emit(StockCounted(count["id"], count["site_id"], product_ids))
    return {"count_id": count["id"], "units": units, "fallen": len(fallen)}


def discard_count(uow: UnitOfWork, command: DiscardCount) -> dict[str, Any]:
    """Refusals: count_unknown, move_closed, other_place."""
    count = _count(uow, command.count_id)
    require_place(uow.actor, count["site_id"])
    state = COUNT.after(CountState(count["state"]), "discard")
    uow.update(
        stock_counts,
        count["id"],
        state=state.value,
        closed_by=uow.actor.user_id,
        closed_at=uow.now,
    )
    return {"count_id": count["id"]}


def doubtful(uow: UnitOfWork, count_id: str) -> list[str]:
    """Products whose difference asks for a second count that has not been made."""
    rule = recount_rule(uow.db)
    return [
        line["product_id"]
        for line in uow.all(_lines, count=count_id)
        if line["rounds"] < TWICE and rule.asks(line["expected"], line["counted"])
    ]


def line_id_of(count_id: str, product_id: str) -> str:
    return derived_id(count_id, "line", product_id)


def _count(uow: UnitOfWork, count_id: str) -> RowMapping:
    count = uow.row(stock_counts, count_id, lock=True)
    if count is None:
        raise Refusal("count_unknown")
    return count


def _refuse_lines(lines: Iterable[CountedLine]) -> None:
    told = list(lines)
    if not told:
        raise Refusal("nothing_counted")
    if len(told) > MOST_LINES:
        raise Refusal("too_many_lines", most=MOST_LINES, told=len(told))
    if len({line.product_id for line in told}) != len(told):
        raise Refusal("counted_twice_in_one")
    for line in told:
        if not 0 <= line.counted <= MOST_UNITS:
            raise Refusal("quantity_out_of_range", quantity=line.counted)
        if line.expected < 0:
            raise Refusal("quantity_out_of_range", quantity=line.expected)


def _write_line(uow: UnitOfWork, count: RowMapping, line: CountedLine) -> None:
    line_id = line_id_of(count["id"], line.product_id)
    told = {"expected": line.expected, "counted": line.counted}
    known = uow.row(stock_count_lines, line_id)
    if known is not None:
        uow.update(stock_count_lines, line_id, rounds=known["rounds"] + 1, **told)
        return
    uow.insert(
        stock_count_lines,
        {
            "id": line_id,
            "count_id": count["id"],
            "site_id": count["site_id"],
            "product_id": line.product_id,
            "rounds": 1,
            **told,
        },
    )


def _post_line(uow: UnitOfWork, line: RowMapping) -> list[dict[str, object]]:
    """Claims that fell. Never more is lost than is there: what left since then was there."""
    where = {"site_id": line["site_id"], "product_id": line["product_id"]}
    off = line["counted"] - line["expected"]
    if off < 0:
        off = -min(-off, max(available_at(uow, **where), 0))
    if off == 0:
        return []
    move(
        uow,
        **where,
        source=Bucket.ADJUSTMENT if off > 0 else Bucket.AVAILABLE,
        target=Bucket.AVAILABLE if off > 0 else Bucket.ADJUSTMENT,
        quantity=abs(off),
        why="count",
        document=stock_counts.name,
        document_id=line["count_id"],
    )
    uow.update(stock_count_lines, line["id"], posted=off)
    return shed_claims(uow, **where)


def _awkward(uow: UnitOfWork, count_id: str, refusal: Refusal) -> dict[str, Any]:
    """A desk may stop its clerk; on the server a count that was made is kept, and looked at."""
    if not uow.on_server:
        raise refusal
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject=stock_counts.name,
        subject_id=count_id,
        site_id=uow.actor.site_id or None,
        code=refusal.code,
        **refusal.facts,
    )
    return {"count_id": count_id, "exception": refusal.code}
