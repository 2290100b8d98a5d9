"""Hand over: the customer has the goods, and they are paid."""

from typing import Any

from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import HandOver, Proof
from app.fulfillment.facts import HandedOver
from app.fulfillment.handlers.gone import (
    CANCELLED,
    is_gone,
    leave_rest,
    make_ready,
    tell_twice,
    told_lines,
)
from app.fulfillment.handlers.otherwise import parcel_as_told
from app.fulfillment.handlers.parcels import (
    move_parcel,
    parcel_lines,
    parcel_of,
    state_of,
    tell_awkward,
)
from app.fulfillment.handlers.pick import awkward
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillments
from app.kit.errors import Refusal
from app.orders.held import held_now
from app.orders.states import Units
from app.orders.units import move_units, order_of, settle_order
from app.payments.handlers import collect
from app.payments.tenders import promised_of
from app.stock.ledger import move
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork


def hand_over(uow: UnitOfWork, command: HandOver) -> dict[str, Any]:
    """A fact: on a desk it is refused while something can still be mended, on the server never."""
    try:
        line_ids = (line.line_id for line in command.lines)
        parcel = parcel_as_told(uow, command.fulfillment_id, line_ids)
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    if not uow.on_server:
        _may_go(uow, command, parcel)
    order = order_of(uow, parcel["order_id"])
    paid = collect(
        uow,
        parcel["order_id"],
        command.tenders,
        currency=order["currency"],
        customer_id=order["customer_id"],
    )
    told = {"fulfillment_id": parcel["id"], "order_id": parcel["order_id"], "paid_minor": paid}
    if uow.on_server and not _can_go(uow, command, parcel):
        uow.update(fulfillments, parcel["id"], proof=parcel["proof"] or command.proof.value)
        return {**told, "exception": "not_of_the_order"}
    parcel = parcel_of(uow, command.fulfillment_id)
    for line in parcel_lines(uow, command.fulfillment_id):
        _give(uow, parcel, line)
    leave_rest(uow, parcel)
    move_parcel(uow, parcel, "hand_over", closed_at=uow.now, proof=command.proof.value)
    settle_order(uow, parcel["order_id"])
    uow.emit(HandedOver(command.fulfillment_id, parcel["order_id"]))
    return told


def _may_go(uow: UnitOfWork, command: HandOver, parcel: RowMapping) -> None:
    state = state_of(parcel)
    if state is FulfillmentState.CLOSED:
        raise Refusal("already_handed_over", at=parcel["closed_at"])
    if state is not FulfillmentState.READY:
        raise Refusal("not_ready", state=state.value)
    inside = {row["line_id"]: row["picked"] for row in parcel_lines(uow, parcel["id"])}
    if command.lines and {k: n for k, n in inside.items() if n} != _sums(command):
        raise Refusal("parcel_changed")
    if command.proof is Proof.PROXY and not command.proxy_name.strip():
        raise Refusal("proxy_name_missing")
    if _is_held(uow, parcel):
        raise Refusal("order_held")
    due = promised_of(uow, parcel["order_id"])
    told = sum(tender.amount_minor for tender in command.tenders)
    if told < due:
        raise Refusal("payment_due", due=due, told=told)


def _sums(command: HandOver) -> dict[str, int]:
    return {line.line_id: line.quantity for line in command.lines}


def _can_go(uow: UnitOfWork, command: HandOver, parcel: RowMapping) -> bool:
    """Make the parcel one that can be handed over, telling what was awkward; False when the order
    had nothing of what left, or it was told before."""
    if is_gone(uow, parcel):
        tell_twice(uow, parcel)
        return False
    told = told_lines(uow, parcel, command)
    due, held = promised_of(uow, parcel["order_id"]), _is_held(uow, parcel)
    if not make_ready(uow, parcel, told):
        if not any(told.values()):
            tell_awkward(uow, parcel["id"], CANCELLED)
        return False
    if due:
        tell_awkward(uow, command.fulfillment_id, "handed_over_unpaid", due=due)
    if held:
        tell_awkward(uow, command.fulfillment_id, "handed_over_held")
    return True


def _is_held(uow: UnitOfWork, parcel: RowMapping) -> bool:
    inside = [row["line_id"] for row in parcel_lines(uow, parcel["id"]) if row["quantity"]]
    return bool(held_now(uow, parcel["order_id"]).stopping_parcel(parcel["id"], inside))


def _give(uow: UnitOfWork, parcel: RowMapping, line: RowMapping) -> None:
    quantity, site_id = line["picked"], parcel["site_id"]
    if quantity == 0:
        return
    move(
        uow,
        site_id=site_id,
        product_id=line["product_id"],
        source=Bucket.COMMITTED,
        target=Bucket.CUSTOMER,
        quantity=quantity,
        why="hand_over",
        document=fulfillments.name,
        document_id=parcel["id"],
    )
    move_units(uow, line["line_id"], "hand_over", Units.READY, quantity, site_id=site_id)
