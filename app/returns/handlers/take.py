"""Take sold goods back at a counter: judge, book the goods, give the money, in one act."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.kit.errors import Fact, Refusal
from app.orders.units import show_to
from app.returns.commands import ReturnItems
from app.returns.facts import ReturnSettled
from app.returns.handlers.awaited import await_no_longer
from app.returns.handlers.booking import (
    give_money,
    pending_minor,
    take_goods,
    tell_cases,
    write_return,
)
from app.returns.handlers.judging import Doubts, Taken, judge, weigh
from app.returns.handlers.unknown import known_lines, unbooked
from app.returns.refund import Settlement, settle
from app.returns.sold import locked_sale
from app.returns.states import RETURN, ReturnState
from app.returns.tables import return_lines, returns
from app.storage.uow import UnitOfWork

_expected = sa.select(return_lines.c.line_id, return_lines.c.expected).where(
    return_lines.c.return_id == sa.bindparam("return")
)


def return_items(uow: UnitOfWork, command: ReturnItems) -> dict[str, Any]:
    """A fact: a desk refuses what the rules forbid; the server books what happened and tells."""
    doubts = Doubts(uow)
    try:
        sale = locked_sale(uow, command.order_id, command.site_id)
        lines = known_lines(sale, command.lines, doubts)
    except Refusal as refusal:
        if refusal.code == "order_unknown":
            raise  # kept whole: once its order is here all the same, it is booked with it
        return unbooked(uow, command, refusal)
    asked = _asked(uow, command, doubts)
    expected = _expected_of(uow, asked)
    taken = judge(uow, sale, lines, doubts, approved=expected)
    settlement = settle(
        sale.lines,
        [part.wanted for part in taken],
        sale.tenders,
        command.mode,
        rounding_minor=sale.card.rounding_minor,
        past=sale.past,
    )
    approver_id = weigh(
        uow,
        sale,
        taken,
        settlement,
        doubts,
        site_id=command.site_id,
        offline=command.offline,
        drawer_id=command.drawer_id,
        approval=command.approval,
    )
    check_told(command.told_refund_minor, settlement.refund_minor, doubts)
    show_to(uow, command.order_id, f"orders:store:{command.site_id}")
    return_id = write_return(
        uow,
        sale,
        taken,
        settlement,
        site_id=command.site_id,
        number=command.number,
        approver_id=approver_id,
        asked=asked,
    )
    given = give_money(uow, sale, return_id, settlement)
    take_goods(uow, sale, return_id, taken, command.site_id)
    await_no_longer(uow, sale, taken)
    tell_cases(uow, doubts, return_id, command.site_id, _evidence(command, settlement))
    uow.emit(ReturnSettled(return_id, command.order_id))
    return {
        "return_id": return_id,
        "number": asked["number"] if asked else command.number,
        "order_id": command.order_id,
        "refund_minor": settlement.refund_minor,
        "pending_minor": pending_minor(given),
        "differs": _differs(expected, taken) if asked else {},
    }


def check_told(told: int, now: int, doubts: Doubts) -> None:
    if told != now and not doubts.twice:
        doubts.tell(Refusal("return_refund_changed", told=told, now=now))


def _asked(uow: UnitOfWork, command: ReturnItems, doubts: Doubts) -> Any:
    """The return by mail that arrives; one that was ended meanwhile, or never let pass, is none."""
    if command.return_id is None:
        return None
    row = uow.row(returns, command.return_id)
    if row is None or row["order_id"] != command.order_id:
        doubts.tell(Refusal("return_unknown", return_id=command.return_id))
        return None
    if RETURN.allows(ReturnState(row["state"]), "receive"):
        return row
    doubts.tell(Refusal("return_not_open", number=row["number"], state=row["state"]))
    return None


def _expected_of(uow: UnitOfWork, asked: Any) -> dict[str, int]:
    if asked is None:
        return {}
    rows = uow.all(_expected, **{"return": asked["id"]})
    return {str(row["line_id"]): int(row["expected"]) for row in rows}


def _differs(expected: Mapping[str, int], taken: Sequence[Taken]) -> dict[str, int]:
    """Line → units over (or short, below 0) of what was announced."""
    came = dict.fromkeys(expected, 0)
    for part in taken:
        came[part.line.line_id] = came.get(part.line.line_id, 0) + part.told.quantity
    return {line: n - expected.get(line, 0) for line, n in came.items() if n != expected.get(line)}


def _evidence(command: ReturnItems, settlement: Settlement) -> dict[str, Fact]:
    return {
        "order": command.order_id,
        "number": command.number,
        "told": command.told_refund_minor,
        "refund": settlement.refund_minor,
        "mode": command.mode.value,
        "offline": command.offline,
    }
