"""The customer said what he wants instead of what is not there: later, elsewhere, or money back."""

from enum import StrEnum
from typing import Any

from sqlalchemy.engine import RowMapping

from app.cases.handlers import close_case
from app.cases.queries import Case, bare_case
from app.cases.states import CaseKind, CaseState
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.cancelling import cancel_units
from app.orders.facts import PromiseMoved, UnitsNeedPlace, UnitsWithdrawn
from app.orders.reasons import CancelReason
from app.orders.states import Units
from app.orders.units import line_of, locked_order, move_units, place_line, tell
from app.stock.ledger import short_of
from app.storage.uow import UnitOfWork

WAITING = (Units.UNALLOCATED, Units.BACKORDERED)
PLACED = (Units.ALLOCATED, Units.RELEASED)


class Choice(StrEnum):
    WAIT = "wait"
    ELSEWHERE = "elsewhere"
    REFUND = "refund"


class AnswerShortage(Command, frozen=True, kw_only=True):
    """`case_id` is a shortfall of an order line; `until` the time that was told for WAIT."""

    case_id: str
    choice: Choice
    until: int | None = None


def answer_shortage(uow: UnitOfWork, command: AnswerShortage) -> dict[str, Any]:
    """Refusals: case_unknown, not_a_shortage, nothing_short, date_unknown."""
    case = _case(uow, command.case_id)
    locked_order(uow, case.order_id)
    line = let_fallen_go(uow, line_of(uow, case.subject_id))
    if not any(line[state.value] for state in WAITING):
        raise Refusal("nothing_short")
    match command.choice:
        case Choice.WAIT:
            _wait(uow, line, command.until)
        case Choice.ELSEWHERE:
            _elsewhere(uow, line)
        case Choice.REFUND:
            units = line[Units.UNALLOCATED.value] + line[Units.BACKORDERED.value]
            cancel_units(
                uow,
                line["order_id"],
                [(line["id"], units)],
                reason=CancelReason.NOT_AVAILABLE.value,
                states=WAITING,
            )
    close_case(uow, command.case_id, command.choice.value)
    return {"case_id": command.case_id, "order_id": line["order_id"]}


def _case(uow: UnitOfWork, case_id: str) -> Case:
    case = bare_case(uow.db, case_id)
    if case is None:
        raise Refusal("case_unknown")
    if case.kind is not CaseKind.SHORTFALL or case.subject != "order_lines":
        raise Refusal("not_a_shortage")
    if case.state is not CaseState.OPEN:
        raise Refusal("nothing_short")
    return case


def let_fallen_go(uow: UnitOfWork, line: RowMapping, *, reason: str = "") -> RowMapping:
    """The line with what is short on it standing without a place: claims that fell are let go."""
    fallen = sum(short_of(uow, line["id"]).values())
    left = fallen
    for state in PLACED:
        if part := min(left, line[state.value]):
            move_units(
                uow, line["id"], "re_source", state, part, reason=reason, site_id=line["site_id"]
            )
            left -= part
    if fallen > left:
        uow.emit(UnitsWithdrawn(line["order_id"], placed=((line["id"], fallen - left),)))
        line = line_of(uow, line["id"])
    return line


def _wait(uow: UnitOfWork, line: RowMapping, until: int | None) -> None:
    if until is None:
        raise Refusal("date_unknown")
    if units := line[Units.UNALLOCATED.value]:
        site_id = line["site_id"]
        move_units(uow, line["id"], "backorder", Units.UNALLOCATED, units, site_id=site_id)
    re_promise(uow, line, until, about=uow.command_id)


def re_promise(uow: UnitOfWork, line: RowMapping, until: int, *, about: str) -> None:
    """Another time for what waits of a line; the history keeps the one before."""
    was = f"{line['promise_from'] or ''}/{line['promise_to'] or ''}"
    waiting = sum(line[state.value] for state in WAITING)
    tell(uow, line["order_id"], "re_promise", line_id=line["id"], quantity=waiting, reason=was)
    place_line(uow, line["id"], promise_from=until, promise_to=until)
    uow.emit(PromiseMoved(line["order_id"], about))


def _elsewhere(uow: UnitOfWork, line: RowMapping) -> None:
    if units := line[Units.BACKORDERED.value]:
        site_id = line["site_id"]
        move_units(uow, line["id"], "re_source", Units.BACKORDERED, units, site_id=site_id)
    uow.emit(UnitsNeedPlace(line["order_id"], (line["id"],), not_at=line["site_id"], agreed=True))
