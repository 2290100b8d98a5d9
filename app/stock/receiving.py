"""Goods come in: counted by scan against a purchase order, over and short recorded as they are."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.clash import tell_clash
from app.cases.notice import notice
from app.cases.states import CaseKind
from app.identity.roles import require
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.stock.adjusting import MOST_UNITS
from app.stock.facts import GoodsReceived, PurchaseMoved
from app.stock.ledger import move
from app.stock.states import PURCHASE, Bucket, PurchaseState
from app.stock.tables import purchase_lines, purchase_orders, receipt_lines, receipts
from app.storage.uow import UnitOfWork

RECEIVE, MOVE = "stock.receive", "purchase.move"
MOST_LINES = 2_000  # a truck; also what one request can carry


class ReceivedLine(Part, frozen=True, kw_only=True):
    product_id: str
    quantity: int


class ReceiveGoods(Command, frozen=True, kw_only=True):
    """Fact: this came. `last`: nothing more will come, what is missing is short for good."""

    receipt_id: str
    number: str = ""
    purchase_id: str
    lines: list[ReceivedLine]
    last: bool = False


class MovePurchase(Command, frozen=True, kw_only=True):
    """`act`: order, confirm (with the time of arrival, as often as the supplier tells another
    one) or cancel."""

    purchase_id: str
    act: str
    eta: int | None = None


_lines_of = (
    sa.select(purchase_lines)
    .where(purchase_lines.c.purchase_id == sa.bindparam("purchase"))
    .order_by(purchase_lines.c.product_id, purchase_lines.c.id)
)


def receive_goods(uow: UnitOfWork, command: ReceiveGoods) -> dict[str, Any]:
    """Refusals, on the desk alone: purchase_unknown, move_closed, nothing_received,
    too_many_lines, quantity_out_of_range, counted_twice_in_one, receipt_known."""
    try:
        purchase = _judged(uow, command)
    except Refusal as refusal:
        told = {"subject": receipts.name, "subject_id": command.receipt_id}
        awkward(uow, refusal, **told)
        return {"receipt_id": command.receipt_id, "exception": refusal.code}
    uow.insert(
        receipts,
        {
            "id": command.receipt_id,
            "number": command.number,
            "purchase_id": purchase["id"],
            "site_id": purchase["site_id"],
            "received_by": uow.actor.user_id,
            "received_at": uow.now,
        },
    )
    tell_clash(
        uow, receipts, command.receipt_id, number=command.number, site_id=purchase["site_id"]
    )
    known = {row["product_id"]: row for row in uow.all(_lines_of, purchase=purchase["id"])}
    for line in sorted(command.lines, key=lambda line: line.product_id):
        _book(uow, command.receipt_id, purchase, known.get(line.product_id), line)
    left = sum(
        max(0, row["ordered"] - row["received"])
        for row in uow.all(_lines_of, purchase=purchase["id"])
    )
    ended = command.last or not left or purchase["state"] == PurchaseState.RECEIVED.value
    act = "complete" if ended else "receive"
    state = PURCHASE.after(PurchaseState(purchase["state"]), act)
    uow.update(purchase_orders, purchase["id"], state=state.value)
    products = tuple(sorted(line.product_id for line in command.lines))
    uow.emit(GoodsReceived(purchase["id"], purchase["site_id"], products))
    return {"receipt_id": command.receipt_id, "number": command.number, "left": left}


def move_purchase(uow: UnitOfWork, command: MovePurchase) -> dict[str, Any]:
    """Refusals: purchase_unknown, move_closed, eta_missing, eta_passed."""
    require(uow.actor, MOVE)
    purchase = uow.row(purchase_orders, command.purchase_id, lock=True)
    if purchase is None:
        raise Refusal("purchase_unknown")
    if command.act == "confirm" and command.eta is None:
        raise Refusal("eta_missing")
    if command.act == "confirm" and command.eta is not None and command.eta < uow.now:
        raise Refusal("eta_passed")
    if command.act not in {"order", "confirm", "cancel"}:
        raise Refusal("move_closed", act=command.act)
    state = PURCHASE.after(PurchaseState(purchase["state"]), command.act)
    told: dict[str, Any] = {"state": state.value}
    if command.act == "confirm":
        told |= {"eta": command.eta, "was_eta": purchase["eta"], "delay_id": uow.command_id}
    uow.update(purchase_orders, command.purchase_id, **told)
    uow.emit(PurchaseMoved(command.purchase_id, cancelled=command.act == "cancel"))
    return {"purchase_id": command.purchase_id, "state": state.value}


def judge_lines(lines: Sequence[ReceivedLine]) -> None:
    """Refusals: too_many_lines, counted_twice_in_one, quantity_out_of_range."""
    if len(lines) > MOST_LINES:
        raise Refusal("too_many_lines", most=MOST_LINES, told=len(lines))
    if len({line.product_id for line in lines}) != len(lines):
        raise Refusal("counted_twice_in_one")
    for line in lines:
        if not 1 <= line.quantity <= MOST_UNITS:
            raise Refusal("quantity_out_of_range", quantity=line.quantity)


def _judged(uow: UnitOfWork, command: ReceiveGoods) -> RowMapping:
    if not command.lines and not command.last:
        raise Refusal("nothing_received")
    judge_lines(command.lines)
    if uow.row(receipts, command.receipt_id) is not None:
        raise Refusal("receipt_known")
    purchase = uow.row(purchase_orders, command.purchase_id, lock=True)
    if purchase is None:
        raise Refusal("purchase_unknown")
    PURCHASE.after(PurchaseState(purchase["state"]), "complete")
    return purchase


def _book(
    uow: UnitOfWork,
    receipt_id: str,
    purchase: RowMapping,
    known: RowMapping | None,
    line: ReceivedLine,
) -> None:
    """A product that nobody ordered is booked too: it lies there."""
    site_id = purchase["site_id"]
    if known is None:
        row = {"purchase_id": purchase["id"], "product_id": line.product_id}
        row_id = uow.new_id("purchase_line")
        uow.insert(purchase_lines, {"id": row_id, **row, "ordered": 0, "received": line.quantity})
    else:
        uow.add(purchase_lines, known["id"], received=line.quantity)
    uow.insert(
        receipt_lines,
        {
            "id": uow.new_id("receipt_line"),
            "receipt_id": receipt_id,
            "site_id": site_id,
            "product_id": line.product_id,
            "expected": max(0, known["ordered"] - known["received"]) if known else 0,
            "received": line.quantity,
        },
    )
    move(
        uow,
        site_id=site_id,
        product_id=line.product_id,
        source=Bucket.SUPPLIER,
        target=Bucket.AVAILABLE,
        quantity=line.quantity,
        why="receive",
        document=receipts.name,
        document_id=receipt_id,
    )


def awkward(uow: UnitOfWork, refusal: Refusal, *, subject: str, subject_id: str) -> None:
    """A desk may stop its clerk; on the server goods that moved are looked at by a person."""
    if not uow.on_server:
        raise refusal
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject=subject,
        subject_id=subject_id,
        site_id=uow.actor.site_id or None,
        code=refusal.code,
        **refusal.facts,
    )
