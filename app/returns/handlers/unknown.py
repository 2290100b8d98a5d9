"""What comes back and was never booked as sold: the change that added it was refused, or the order
of what is exchanged. The goods are where the books have them, so that a person is told and nothing
moves. A return of an unknown order is set aside whole and waits for that."""

from collections.abc import Sequence
from typing import Any

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.kit.errors import Refusal
from app.returns.commands import ExchangeItems, ReturnedLine, ReturnItems
from app.returns.handlers.judging import Doubts
from app.returns.sold import Sale
from app.storage.uow import UnitOfWork

_CODES = {"order_unknown": "return_order_unknown"}


def known_lines(sale: Sale, lines: Sequence[ReturnedLine], doubts: Doubts) -> list[ReturnedLine]:
    """Refusal('return_line_unknown') when none is of this order; else the others are a doubt."""
    ids = {line.line_id for line in sale.lines}
    known = [told for told in lines if told.line_id in ids]
    for told in lines:
        if told.line_id not in ids:
            unknown = Refusal("return_line_unknown", line=told.line_id)
            if not known:
                raise unknown
            doubts.tell(unknown)
    return known


def unbooked(
    uow: UnitOfWork, command: ReturnItems | ExchangeItems, refusal: Refusal
) -> dict[str, Any]:
    """A desk stops there; on the server it happened."""
    if not uow.on_server:
        raise refusal
    code = _CODES.get(refusal.code, refusal.code)
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject="orders",
        subject_id=command.order_id,
        site_id=command.site_id,
        code=code,
        number=command.number,
        told=command.told_refund_minor,
        units=sum(line.quantity for line in command.lines),
        offline=command.offline,
    )
    return {"order_id": command.order_id, "refund_minor": 0, "exception": code}
