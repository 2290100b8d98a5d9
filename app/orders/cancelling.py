"""Cancel units: before pick by anybody, after pick with a second person; the money follows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import RowMapping

from app.identity.authority import authorise
from app.kit.errors import Refusal
from app.orders.balance import owed_minor
from app.orders.changes import BEFORE_PICK, CLOSED, IN_HAND, PLACED_UNITS, picked_of
from app.orders.commands import CancelLines, LineQuantity
from app.orders.facts import UnitsCancelled, UnitsWithdrawn
from app.orders.holds import clear, void_if_cancelled
from app.orders.reasons import HoldReason
from app.orders.states import OrderState, Units
from app.orders.unearned import clawed_after, keep_back, terms_of
from app.orders.units import (
    line_of,
    lines_of,
    locked_order,
    move_units,
    order_of,
    settle_order,
)
from app.payments.tenders import give_back, link_is_open
from app.storage.uow import UnitOfWork

Wanted = Sequence[tuple[str, int]]


def cancel_lines(uow: UnitOfWork, command: CancelLines) -> dict[str, Any]:
    """Refusals: order_closed, nothing_to_cancel, line_unknown, too_few_units, needs_approval."""
    order = locked_order(uow, command.order_id)
    if order["state"] != OrderState.PLACED.value:
        raise Refusal(CLOSED, state=order["state"])
    if not command.lines:
        raise Refusal("nothing_to_cancel")
    wanted = _together(command.lines)
    approver = ""
    if in_hand := sum(picked_of(line_of(uow, line_id), units) for line_id, units in wanted):
        approver = authorise(
            uow,
            "order.cancel_picked",
            in_hand,
            approval=command.approval,
            order_id=command.order_id,
            cumulative=False,
        )
    amount = cancel_units(
        uow, command.order_id, wanted, reason=command.reason.value, states=(*BEFORE_PICK, *IN_HAND)
    )
    return {"order_id": command.order_id, "amount_minor": amount, "approver_id": approver}


def cancel_units(
    uow: UnitOfWork,
    order_id: str,
    wanted: Wanted,
    *,
    reason: str,
    states: Sequence[Units] = BEFORE_PICK,
) -> int:
    """Cancel (line, units) that stand in `states`, lower promises, refund the rest; what they
    cost."""
    order = order_of(uow, order_id)
    before = owed_minor(order, lines_of(uow, order_id))
    uow.emit(take_off(uow, order_id, wanted, reason=reason, states=states))
    amount = before - _owed_now(uow, order, before)
    given = give_back(
        uow,
        order_id=order_id,
        amount_minor=amount,
        why="cancel",
        customer_id=order["customer_id"],
    )
    if given.forgiven_minor and not link_is_open(uow, order_id):
        clear(uow, order_id, HoldReason.AWAITING_PAYMENT)
    uow.emit(UnitsCancelled(order_id, amount, reason))
    settle_order(uow, order_id)
    void_if_cancelled(uow, order_id)
    return amount


def _owed_now(uow: UnitOfWork, order: RowMapping, before: int) -> int:
    """With the discounts that what is left no longer earns."""
    lines = lines_of(uow, order["id"])
    terms = terms_of(uow.db, order["id"], lines)
    clawed = clawed_after(order, lines, terms, before - owed_minor(order, lines))
    keep_back(uow, order, clawed)
    return owed_minor({**order, "clawed_minor": clawed}, lines)


def take_off(
    uow: UnitOfWork, order_id: str, wanted: Wanted, *, reason: str, states: Iterable[Units]
) -> UnitsWithdrawn:
    """Units become CANCELLED, those without a place first; the fact frees claims and goods."""
    placed: dict[str, int] = {}
    in_hand: list[tuple[str, Units, int]] = []
    for line_id, quantity in wanted:
        line = line_of(uow, line_id)
        if line["order_id"] != order_id:
            raise Refusal("line_unknown", line=line_id)
        for state, units in _parts(line, quantity, states):
            move_units(uow, line_id, "cancel", state, units, reason=reason)
            if state in PLACED_UNITS:
                placed[line_id] = placed.get(line_id, 0) + units
            if state in IN_HAND:
                in_hand.append((line_id, state, units))
    return UnitsWithdrawn(order_id, tuple(placed.items()), tuple(in_hand))


def _together(lines: Sequence[LineQuantity]) -> Wanted:
    """A line that is told twice is judged once: in two halves neither may reach the picked ones."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.line_id] = found.get(line.line_id, 0) + line.quantity
    return list(found.items())


def _parts(
    line: Mapping[Any, Any], quantity: int, states: Iterable[Units]
) -> list[tuple[Units, int]]:
    have = {state: line[state.value] for state in states}
    if not 1 <= quantity <= sum(have.values()):
        raise Refusal("too_few_units", act="cancel", have=sum(have.values()), wanted=quantity)
    parts = []
    for state, there in have.items():
        if part := min(quantity, there):
            parts.append((state, part))
            quantity -= part
    return parts
