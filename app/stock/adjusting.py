"""Correct a figure by hand: found or lost, with a reason, a document and, if need be, a second
person."""

from typing import Any

from app.cases.clash import tell_clash
from app.customers.model import refuse_card_number
from app.identity.approval import Approval
from app.identity.authority import authorise
from app.identity.roles import Role
from app.kit.actor import Actor
from app.kit.clock import MINUTE
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.stock.facts import ClaimsFell
from app.stock.ledger import available_at, move, shed_claims
from app.stock.rules import AdjustReason, reasons
from app.stock.states import Bucket, Way
from app.stock.tables import stock_adjustments
from app.stock.undoing import counted_since
from app.storage.uow import UnitOfWork

PERMISSION = "stock.adjust"
MOST_UNITS = 100_000  # more is a slip of the finger, not a shelf
MOST_NOTE = 200
UNDO_WINDOW = MINUTE  # a strip offers it for 8 s; longer ago it is a correction of its own


class AdjustStock(Command, frozen=True, kw_only=True):
    """`quantity` is found when above 0, lost when below; `number` is given by the desk."""

    number: str = ""
    site_id: str
    product_id: str
    quantity: int
    reason: str
    note: str = ""
    approval: Approval | None = None


class UndoAdjustment(Command, frozen=True, kw_only=True):
    adjustment_id: str


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
    where = {"site_id": command.site_id, "product_id": command.product_id}
    move(
        uow,
        **where,
        source=Bucket.ADJUSTMENT if found else Bucket.AVAILABLE,
        target=Bucket.AVAILABLE if found else reason.bucket,
        quantity=units,
        why="adjust",
        document=stock_adjustments.name,
        document_id=adjustment_id,
    )
    fallen = shed_claims(uow, command.site_id, command.product_id)
    uow.insert(
        stock_adjustments,
        {
            "id": adjustment_id,
            "number": command.number,
            **where,
            "quantity": command.quantity,
            "reason": reason.code,
            "bucket": reason.bucket.value,
            "note": command.note,
            "fallen": len(fallen),
            "made_by": uow.actor.user_id,
            "approver_id": approver_id or None,
            "made_at": uow.now,
        },
    )
    tell_clash(
        uow, stock_adjustments, adjustment_id, number=command.number, site_id=command.site_id
    )
    if fallen:
        uow.emit(ClaimsFell(tuple(fallen), reason.code))
    return {"adjustment_id": adjustment_id, "number": command.number, "fallen": len(fallen)}


def undo_adjustment(uow: UnitOfWork, command: UndoAdjustment) -> dict[str, Any]:
    """The goods go back where they came from; the right that was used stays used.

    Refusals: adjustment_unknown, already_undone, undo_too_late, counted_meanwhile, claims_fell,
    more_than_there.
    """
    done = uow.row(stock_adjustments, command.adjustment_id, lock=True)
    if done is None or done["made_by"] != uow.actor.user_id:
        raise Refusal("adjustment_unknown")
    if done["undone_at"] is not None:
        raise Refusal("already_undone")
    if not uow.on_server and uow.now - done["made_at"] > UNDO_WINDOW:
        raise Refusal("undo_too_late", act="adjust")
    where = {"site_id": done["site_id"], "product_id": done["product_id"]}
    if counted_since(uow, **where, at=done["made_at"]):
        raise Refusal("counted_meanwhile")
    if done["fallen"]:
        raise Refusal("claims_fell", claims=done["fallen"])
    found, units = done["quantity"] > 0, abs(done["quantity"])
    if found and units > (there := available_at(uow, **where)):
        raise Refusal("more_than_there", have=there, wanted=units)
    move(
        uow,
        **where,
        source=Bucket.AVAILABLE if found else Bucket(done["bucket"]),
        target=Bucket.ADJUSTMENT if found else Bucket.AVAILABLE,
        quantity=units,
        why="undo_adjust",
        document=stock_adjustments.name,
        document_id=done["id"],
    )
    uow.update(stock_adjustments, done["id"], undone_at=uow.now)
    if fallen := shed_claims(uow, **where):
        uow.emit(ClaimsFell(tuple(fallen), "undo_adjust"))
    return {"adjustment_id": done["id"]}


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
