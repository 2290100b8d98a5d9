"""Whom did somebody promise to ring back, when, and what became of it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.customers.commands import CallBack, EndCall, HandCall, MoveCall
from app.customers.group import group_of, survivor_of
from app.customers.model import clean_line
from app.customers.states import CallOutcome
from app.customers.tables import CALL_OPEN, customer_callbacks, customer_pii
from app.kit.clock import MINUTE, Instant
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

# So long a promise waits for who made it; then anyone keeps it. They may have gone home, and no
# desk knows who is signed in at another one.
OWN_FOR = 10 * MINUTE
SHOWN = 20  # of one customer


@dataclass(frozen=True, slots=True)
class Callback:
    """One that is still to be made. `for_user` empty: by anyone."""

    callback_id: str
    customer_id: str
    order_id: str
    about: str
    due_at: int
    for_user: str
    made_at: int


_call = customer_callbacks.c
_open = (
    sa.select(
        _call.id,
        _call.customer_id,
        sa.func.coalesce(_call.order_id, ""),
        _call.about,
        _call.due_at,
        sa.func.coalesce(_call.for_user, ""),
        _call.made_at,
    )
    .where(sa.text(CALL_OPEN))
    .order_by(_call.due_at, _call.id)
    .limit(sa.bindparam("most"))
)
_mine = _call.for_user == sa.bindparam("user")
_of_user = _open.where(_mine)
_of_care = _open.where(
    sa.or_(_mine, _call.for_user.is_(None), _call.due_at < sa.bindparam("overdue"))
)
_of_group = _open.where(_call.customer_id.in_(sa.bindparam("ids", expanding=True)))


def call_back(uow: UnitOfWork, command: CallBack) -> dict[str, Any]:
    """Who was erased is not called. Refusals: callback_empty, and those of clean_line."""
    about = clean_line(command.about)
    if not about:
        raise Refusal("callback_empty")
    customer_id = survivor_of(uow.db, command.customer_id)
    person = uow.row(customer_pii, customer_id)
    if person is not None and person["erased_at"] is not None:
        return {"customer_id": customer_id}
    call = {"customer_id": customer_id, "order_id": command.order_id, "about": about}
    return {"callback_id": _promise(uow, call, command.due_at, command.for_user)}


def move_call(uow: UnitOfWork, command: MoveCall) -> dict[str, Any]:
    """What was ended meanwhile stays as it is."""
    if _still_open(uow, command.callback_id):
        uow.update(customer_callbacks, command.callback_id, due_at=command.due_at)
    return {"callback_id": command.callback_id}


def hand_call(uow: UnitOfWork, command: HandCall) -> dict[str, Any]:
    if _still_open(uow, command.callback_id):
        uow.update(customer_callbacks, command.callback_id, for_user=command.for_user)
    return {"callback_id": command.callback_id}


def end_call(uow: UnitOfWork, command: EndCall) -> dict[str, Any]:
    """The first who ends it wins. Of a second the timeline tells that they rang as well."""
    call = uow.row(customer_callbacks, command.callback_id, lock=True)
    if call is None or not call["about"]:
        return {"callback_id": command.callback_id}
    ended = {
        "done_by": uow.actor.user_id,
        "done_at": uow.now,
        "outcome": command.outcome.value,
    }
    if call["done_at"] is not None:
        if call["done_by"] != uow.actor.user_id:
            beside = {"id": uow.new_id("call_beside"), "beside_id": command.callback_id}
            uow.insert(customer_callbacks, dict(call) | ended | beside)
        return {"callback_id": command.callback_id}
    uow.update(customer_callbacks, command.callback_id, **ended)
    if command.outcome is CallOutcome.NO_ANSWER and command.again_at is not None:
        return {"callback_id": _promise(uow, call, command.again_at, call["for_user"])}
    return {"callback_id": command.callback_id}


def open_calls(
    db: Connection, user_id: str, now: Instant, most: int, *, care: bool
) -> list[Callback]:
    """This person's, soonest first; in the call centre anyone's too, and what others left."""
    asked: dict[str, Any] = {"user": user_id, "most": most}
    if care:
        return _read(db, _of_care, asked | {"overdue": now - OWN_FOR})
    return _read(db, _of_user, asked)


def callbacks_of(db: Connection, customer_id: str) -> tuple[Callback, ...]:
    """Those still to be made, soonest first."""
    return tuple(_read(db, _of_group, {"ids": list(group_of(db, customer_id)), "most": SHOWN}))


def _read(db: Connection, statement: sa.Select[Any], asked: dict[str, Any]) -> list[Callback]:
    return [Callback(*row) for row in db.execute(statement, asked)]


def _still_open(uow: UnitOfWork, callback_id: str) -> bool:
    call = uow.row(customer_callbacks, callback_id, lock=True)
    return call is not None and call["done_at"] is None and bool(call["about"])


def _promise(
    uow: UnitOfWork, call: RowMapping | dict[str, Any], due_at: int, for_user: str | None
) -> str:
    callback_id = uow.new_id("callback")
    uow.insert(
        customer_callbacks,
        {
            "id": callback_id,
            "customer_id": call["customer_id"],
            "order_id": call["order_id"],
            "about": call["about"],
            "due_at": due_at,
            "for_user": for_user,
            "made_by": uow.actor.user_id,
            "made_at": uow.now,
        },
    )
    return callback_id
