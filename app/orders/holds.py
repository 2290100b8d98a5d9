"""What keeps an order from being released, handed over or shipped, and who may let it go."""

from collections.abc import Mapping
from typing import Any

from app.customers.model import refuse_card_number
from app.identity.roles import Role
from app.kit.actor import Actor
from app.kit.errors import Refusal
from app.orders.commands import HoldOrder, ReleaseHold
from app.orders.facts import HoldCleared
from app.orders.held import held_now
from app.orders.reasons import HoldOutcome, HoldReason, HoldScope
from app.orders.states import OrderState
from app.orders.tables import holds
from app.orders.units import line_of, locked_order, order_of, tell
from app.storage.uow import UnitOfWork

_EVERYBODY = frozenset({Role.AGENT, Role.CLERK, Role.MANAGER})
_MANAGER = frozenset({Role.MANAGER})
# Who may let go what is held for this reason. Money that comes in closes its hold by itself.
RELEASERS: Mapping[HoldReason, frozenset[Role]] = {
    HoldReason.FRAUD_CHECK: _MANAGER,
    HoldReason.BAD_ADDRESS: _EVERYBODY,
    HoldReason.AWAITING_PAYMENT: _MANAGER,
    HoldReason.AWAITING_RETURN: frozenset({Role.CLERK, Role.MANAGER}),
    HoldReason.OUT_OF_STOCK: frozenset({Role.MANAGER, Role.INVENTORY}),
    HoldReason.UNKNOWN_DATE: _EVERYBODY,
    HoldReason.OVERSIZE: _MANAGER,
    HoldReason.MANUAL: _EVERYBODY,
    HoldReason.CUSTOMER_REQUEST: _EVERYBODY,
}


def releasers(reason: str) -> frozenset[Role]:
    """A reason that nobody knows is the manager's."""
    return RELEASERS[HoldReason(reason)] if reason in set(HoldReason) else _MANAGER


def hold_order(uow: UnitOfWork, command: HoldOrder) -> dict[str, Any]:
    """Refusals: order_closed, already_held, line_unknown, hold_subject_missing."""
    order = locked_order(uow, command.order_id)
    if order["state"] != OrderState.PLACED.value:
        raise Refusal("order_closed", state=order["state"])
    refuse_card_number(command.note)
    subject_id = _subject(uow, command)
    if held_now(uow, command.order_id).has(command.reason, command.scope, subject_id):
        raise Refusal("already_held", reason=command.reason.value)
    hold_id = hold(
        uow,
        command.order_id,
        command.reason,
        scope=command.scope,
        subject_id=subject_id,
        note=command.note,
    )
    return {"hold_id": hold_id, "order_id": command.order_id}


def release_hold(uow: UnitOfWork, command: ReleaseHold) -> dict[str, Any]:
    """Refusals: hold_unknown, hold_closed, hold_of_another(reason, roles)."""
    row = uow.row(holds, command.hold_id)
    if row is None:
        raise Refusal("hold_unknown", hold=command.hold_id)
    if not row["open"]:
        raise Refusal("hold_closed", at=row["closed_at"])
    refuse_card_number(command.note)
    _require_releaser(uow.actor, row["reason"])
    _close(uow, command.hold_id, command.outcome, command.note)
    tell(uow, row["order_id"], "release_hold", reason=row["reason"])
    uow.emit(HoldCleared(row["order_id"]))
    return {"hold_id": command.hold_id, "order_id": row["order_id"]}


def hold(
    uow: UnitOfWork,
    order_id: str,
    reason: HoldReason,
    *,
    scope: HoldScope = HoldScope.ORDER,
    subject_id: str | None = None,
    note: str = "",
) -> str:
    hold_id = uow.new_id("hold")
    uow.insert(
        holds,
        {
            "id": hold_id,
            "order_id": order_id,
            "reason": reason.value,
            "scope": scope.value,
            "subject_id": subject_id,
            "note": note.strip(),
            "open": True,
            "opened_by": uow.actor.user_id,
            "opened_at": uow.now,
        },
    )
    tell(uow, order_id, "hold", reason=reason.value)
    return hold_id


def clear(uow: UnitOfWork, order_id: str, reason: HoldReason) -> None:
    """What it waited for has come: close the holds of one reason."""
    found = held_now(uow, order_id).of(reason)
    for row in found:
        _close(uow, row.hold_id, HoldOutcome.RESOLVED, "")
    if found:
        uow.emit(HoldCleared(order_id))


def void_if_cancelled(uow: UnitOfWork, order_id: str) -> None:
    """Nothing is left that a hold could keep back."""
    if order_of(uow, order_id)["state"] != OrderState.CANCELLED.value:
        return
    for row in held_now(uow, order_id).open:
        _close(uow, row.hold_id, HoldOutcome.VOIDED, "")


def follow_goods(uow: UnitOfWork, order_id: str, gone: str, stays: str) -> None:
    """Two parcels are one: what kept the goods of `gone` back keeps them back in `stays`."""
    keeps = held_now(uow, order_id)
    for row in keeps.of_parcel(gone):
        if keeps.has(row.reason, HoldScope.FULFILLMENT, stays):
            _close(uow, row.hold_id, HoldOutcome.VOIDED, "")  # one yes lets them go, not two
        else:
            uow.update(holds, row.hold_id, subject_id=stays)


def void_of_parcel(uow: UnitOfWork, order_id: str, parcel_id: str) -> None:
    """Nothing is left in it that could be kept back, and nothing comes into it any more."""
    for row in held_now(uow, order_id).of_parcel(parcel_id):
        _close(uow, row.hold_id, HoldOutcome.VOIDED, "")


def _subject(uow: UnitOfWork, command: HoldOrder) -> str | None:
    """A parcel's id was looked up where parcels are known: fulfillment.handlers.hold."""
    if command.scope is HoldScope.ORDER:
        return None
    if not command.subject_id:
        raise Refusal("hold_subject_missing", scope=command.scope.value)
    if command.scope is HoldScope.LINE:
        line = line_of(uow, command.subject_id)
        if line["order_id"] != command.order_id:
            raise Refusal("line_unknown", line=command.subject_id)
    return command.subject_id


def _require_releaser(actor: Actor, reason: str) -> None:
    allowed = releasers(reason)
    if not actor.is_system and actor.role not in allowed:
        raise Refusal("hold_of_another", reason=reason, roles=sorted(allowed))


def _close(uow: UnitOfWork, hold_id: str, outcome: HoldOutcome, note: str) -> None:
    told = {"release_note": note.strip()} if note.strip() else {}
    uow.update(
        holds,
        hold_id,
        open=False,
        outcome=outcome.value,
        closed_at=uow.now,
        closed_by=uow.actor.user_id,
        **told,
    )
