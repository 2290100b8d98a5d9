"""Correct a figure by hand: found or lost, with a reason, a document and, if need be, a second
person."""

from typing import Any

from app.customers.model import refuse_card_number
from app.identity.approval import Approval
from app.identity.authority import authorise
from app.identity.roles import Role
from app.kit.actor import Actor
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.stock.facts import ClaimsFell
from app.stock.ledger import available_at, move, shed_claims
from app.stock.rules import AdjustReason, reasons
from app.stock.states import Bucket, Way
from app.stock.tables import stock_adjustments
from app.storage.uow import UnitOfWork

PERMISSION = "stock.adjust"
MOST_UNITS = 100_000  # more is a slip of the finger, not a shelf
MOST_NOTE = 200


class AdjustStock(Command, frozen=True, kw_only=True):
    """`quantity` is found when above 0, lost when below; `number` is given by the desk."""

    number: str = ""
    site_id: str
    product_id: str
    quantity: int
    reason: str
    note: str = ""
    approval: Approval | None = None


def adjust_stock(uow: UnitOfWork, command: AdjustStock) -> dict[str, Any]:
    """Refusals: quantity_out_of_range, reason_unknown, card_number_in_text, text_too_long,
    other_place, more_than_there, needs_approval, approval_invalid."""
    units = abs(command.quantity)
    if not 0 < units <= MOST_UNITS:
        raise Refusal("quantity_out_of_range", quantity=command.quantity)
    if len(command.note) > MOST_NOTE:
        raise Refusal("text_too_long", most=MOST_NOTE)
    refuse_card_number(command.note)
    require_place(uow.actor, command.site_id)
    reason = _reason(uow, command)
    found = reason.way is Way.FOUND
    there = available_at(uow, command.site_id, command.product_id)
    if not found and units > there:
        raise Refusal("more_than_there", have=there, wanted=units)
    approver_id = authorise(uow, PERMISSION, units, approval=command.approval, cumulative=True)
    adjustment_id = uow.new_id("adjustment")
    uow.insert(
        stock_adjustments,
        {
            "id": adjustment_id,
            "number": command.number,
            "site_id": command.site_id,
            "product_id": command.product_id,
            "quantity": command.quantity,
            "reason": reason.code,
            "note": command.note,
            "made_by": uow.actor.user_id,
            "approver_id": approver_id or None,
            "made_at": uow.now,
        },
    )
    move(
        uow,
        site_id=command.site_id,
        product_id=command.product_id,
        source=Bucket.ADJUSTMENT if found else Bucket.AVAILABLE,
        target=Bucket.AVAILABLE if found else reason.bucket,
        quantity=units,
        why="adjust",
        document=stock_adjustments.name,
        document_id=adjustment_id,
    )
    if fallen := shed_claims(uow, command.site_id, command.product_id):
        uow.emit(ClaimsFell(tuple(fallen), reason.code))
    return {"adjustment_id": adjustment_id, "number": command.number, "fallen": len(fallen)}


def require_place(actor: Actor, site_id: str) -> None:
    """The stock of another place is corrected by those who look after the stock of all."""
    if actor.is_system or actor.role == Role.INVENTORY or site_id == actor.site_id:
        return
    raise Refusal("other_place", site=site_id)


def _reason(uow: UnitOfWork, command: AdjustStock) -> AdjustReason:
    way = Way.FOUND if command.quantity > 0 else Way.LOST
    for reason in reasons(uow.db):
        if (reason.code, reason.way) == (command.reason, way):
            return reason
    raise Refusal("reason_unknown", reason=command.reason[:40])
