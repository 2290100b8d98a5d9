"""Give money for the trouble: never more than was paid, each time within somebody's limit."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.customers.model import refuse_card_number
from app.identity.authority import authorise
from app.kit.errors import Refusal
from app.orders.balance import gone_minor, owed_minor
from app.orders.commands import Appease
from app.orders.reasons import RefundTo
from app.orders.states import Units
from app.orders.tables import appeasements, orders
from app.orders.units import lines_of, locked_order, tell
from app.payments.states import TenderKind
from app.payments.tenders import payments_of, plan_refund, refund_parts
from app.pricing.promotion import PERCENT, percent_off
from app.storage.uow import UnitOfWork

PERMISSION = "appeasement"
WHY = "appease"
Row = Mapping[Any, Any]


def appease(uow: UnitOfWork, command: Appease) -> dict[str, Any]:
    """Refusals: amount_unclear, amount_out_of_range, percent_out_of_range, line_unknown,
    appeasement_changed(told, now), appeased_above_paid(most), credit_needs_customer,
    needs_approval."""
    order = locked_order(uow, command.order_id)
    refuse_card_number(command.note)
    amount = appeasement_minor(order, lines_of(uow, command.order_id), command)
    if amount != command.told_minor:
        raise Refusal("appeasement_changed", told=command.told_minor, now=amount)
    parts = plan_refund(payments_of(uow, command.order_id), amount)
    most = sum(part for _, _, part in parts)
    if amount > most:
        raise Refusal("appeased_above_paid", most=most, amount=amount)
    to_credit = command.refund_to is RefundTo.STORE_CREDIT
    if to_credit and order["customer_id"] is None:
        raise Refusal("credit_needs_customer")
    approver = authorise(
        uow, PERMISSION, amount, approval=command.approval, order_id=command.order_id
    )
    _write(uow, command, amount, approver)
    refunds = refund_parts(
        uow,
        [
            (payment_id, TenderKind.STORE_CREDIT if to_credit else kind, part)
            for payment_id, kind, part in parts
        ],
        order_id=command.order_id,
        currency=order["currency"],
        why=WHY,
        customer_id=order["customer_id"],
    )
    return {
        "order_id": command.order_id,
        "amount_minor": amount,
        "pending_minor": sum(part.amount_minor for part in refunds if part.state == "pending"),
        "approver_id": approver,
    }


def appeasement_minor(order: Row, lines: Sequence[Row], command: Appease) -> int:
    """What was asked for in money: the amount, or so much of what the order or the line costs."""
    if (command.amount_minor is None) == (command.hundredths is None):
        raise Refusal("amount_unclear")
    basis = _basis(order, lines, command.line_id)
    if command.amount_minor is not None:
        amount = command.amount_minor
    elif not 0 < (command.hundredths or 0) <= PERCENT:
        raise Refusal("percent_out_of_range", hundredths=command.hundredths)
    else:
        amount = percent_off(basis, command.hundredths or 0)
    if not 0 < amount <= basis:
        raise Refusal("amount_out_of_range", amount=amount, most=basis)
    return amount


def _basis(order: Row, lines: Sequence[Row], line_id: str | None) -> int:
    if line_id is None:
        return owed_minor(order, lines)
    line = next((line for line in lines if line["id"] == line_id), None)
    if line is None:
        raise Refusal("line_unknown", line=line_id)
    return int(line["total_minor"] - gone_minor(line, line[Units.CANCELLED.value]))


def _write(uow: UnitOfWork, command: Appease, amount: int, approver: str) -> None:
    uow.insert(
        appeasements,
        {
            "id": uow.new_id("appeasement"),
            "order_id": command.order_id,
            "line_id": command.line_id,
            "reason": command.reason.value,
            "refund_to": command.refund_to.value,
            "amount_minor": amount,
            "note": command.note.strip(),
            "given_by": uow.actor.user_id,
            "approver_id": approver or None,
            "at": uow.now,
        },
    )
    uow.add(orders, command.order_id, appeased_minor=amount)
    tell(uow, command.order_id, WHY, reason=command.reason.value)
