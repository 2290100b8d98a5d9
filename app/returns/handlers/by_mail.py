"""A return that travels: asked for by phone, approved, on its way, or not wanted after all."""

from typing import Any

from app.cases.clash import tell_clash
from app.customers.model import refuse_card_number
from app.identity.authority import authorise
from app.kit.errors import Refusal
from app.orders.units import show_to
from app.returns.commands import AskReturn, MoveReturn, ReturnMove
from app.returns.handlers.judging import EXCEPTION, refusal_of
from app.returns.model import RefundMode
from app.returns.refund import settle
from app.returns.rules import APPROVABLE, VerdictKind
from app.returns.sold import Sale, locked_sale
from app.returns.states import RETURN, ReturnState
from app.returns.tables import blind_returns, return_lines, returns
from app.storage.uow import UnitOfWork

PERMISSION = "return.request"
MAX_NOTE = 200


def ask_return(uow: UnitOfWork, command: AskReturn) -> dict[str, Any]:
    """What the rules allow is approved at once; what a second person may allow waits for it."""
    if not command.lines:
        raise Refusal("return_nothing_chosen")
    sale = locked_sale(uow, command.order_id, uow.actor.site_id)
    waits = [_must_wait(uow, sale, asked.line_id, asked.quantity) for asked in command.lines]
    lines = [line.line_id for line in command.lines]
    if len(set(lines)) < len(lines):
        raise Refusal("return_line_twice")
    state = RETURN.after(RETURN.start, "review" if any(waits) else "approve")
    worth = settle(
        sale.lines,
        [sale.wanted(line.line_id, line.quantity, line.reason) for line in command.lines],
        sale.tenders,
        RefundMode.AS_PAID,
        rounding_minor=sale.card.rounding_minor,
        past=sale.past,
    )
    return_id = uow.new_id("return")
    head = sale.card.head
    uow.insert(
        returns,
        {
            "id": return_id,
            "number": command.number,
            "order_id": command.order_id,
            "customer_id": head.customer_id,
            "site_id": uow.actor.site_id,
            "state": state.value,
            "currency": head.currency,
            "taken_by": uow.actor.user_id,
            "taken_at": uow.now,
            "asked_at": uow.now,
        },
    )
    tell_clash(
        uow,
        returns,
        return_id,
        number=command.number,
        site_id=uow.actor.site_id,
        beside=(blind_returns,),
        order=command.order_id,
    )
    for asked in command.lines:
        rule = sale.rule(sale.line(asked.line_id))
        uow.insert(
            return_lines,
            {
                "id": uow.new_id("return_line"),
                "return_id": return_id,
                "order_id": command.order_id,
                "line_id": asked.line_id,
                "product_id": sale.line(asked.line_id).product_id,
                "expected": asked.quantity,
                "reason": asked.reason.value,
                "rule": rule.code if rule else "",
            },
        )
    return {
        "return_id": return_id,
        "number": command.number,
        "order_id": command.order_id,
        "state": state.value,
        "refund_minor": worth.refund_minor,
    }


def move_return(uow: UnitOfWork, command: MoveReturn) -> dict[str, Any]:
    row = uow.row(returns, command.return_id)
    if row is None:
        raise Refusal("return_unknown", return_id=command.return_id)
    note = command.note.strip()
    refuse_card_number(note)
    if len(note) > MAX_NOTE:
        raise Refusal("return_note_too_long", most=MAX_NOTE)
    if command.move in (ReturnMove.DECLINE, ReturnMove.CANCEL) and not note:
        raise Refusal("return_reason_missing")
    state = RETURN.after(ReturnState(row["state"]), command.move.value)
    told = {"state": state.value}
    if command.move in (ReturnMove.APPROVE, ReturnMove.DECLINE):
        approver = authorise(uow, EXCEPTION, 0, approval=command.approval)
        told["approved_by"] = approver or uow.actor.user_id
    if note:
        told["note"] = note
    uow.update(returns, command.return_id, **told)
    if row["order_id"] and uow.actor.site_id:
        show_to(uow, row["order_id"], f"orders:store:{uow.actor.site_id}")
    return {"return_id": command.return_id, "number": row["number"], "state": state.value}


def _must_wait(uow: UnitOfWork, sale: Sale, line_id: str, quantity: int) -> bool:
    """Refusals: what nobody may allow, and more than there is."""
    line = sale.line(line_id)
    judged = sale.verdict(line, uow.happened_at)
    if quantity < 1 or quantity > line.left:
        raise Refusal("return_too_many", name=line.name, left=line.left, wanted=quantity)
    if judged.kind is not VerdictKind.IN_WINDOW and judged.kind not in APPROVABLE:
        raise refusal_of(judged.kind, name=line.name, rule=judged.rule)
    return not judged.lets_pass(quantity)
