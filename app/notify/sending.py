"""What becomes of a message after it was queued, and which further events are told by mail."""

from typing import Any

import sqlalchemy as sa

from app.customers.queries import mail_of
from app.kit.clock import SECOND
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.notify.states import MESSAGE, EffectKind, EffectState, MessageKind, MessageState
from app.notify.tables import effects, messages
from app.orders.facts import OrderChanged, OrderPlaced, UnitsCancelled
from app.orders.units import order_of
from app.payments.facts import RestAsked
from app.payments.links import PayLinkMade, wanted_links
from app.storage.uow import UnitOfWork

# The screen offers to undo it for 8 s (ui.kit.strip); the rest is for the way to the server.
UNDO_WINDOW = 12 * SECOND
UNDO_FOLLOWS = 2 * SECOND  # of what was kept offline, the undo comes in the same batch

_queue = effects.insert()
_end = effects.update().where(
    effects.c.id == sa.bindparam("effect"), effects.c.state == EffectState.QUEUED.value
)
_again = effects.update().where(effects.c.id == sa.bindparam("effect"))


class MarkSent(Command, frozen=True, kw_only=True):
    """The mail of one message is with the receiver's mail server. The server's own command."""

    message_id: str


class MarkUnsent(Command, frozen=True, kw_only=True):
    """One message will not be sent: `act` is fail or withdraw, `why` a code that names nobody."""

    message_id: str
    act: str
    why: str


def mark_sent(uow: UnitOfWork, command: MarkSent) -> dict[str, Any]:
    state = _state_of(uow, command.message_id)
    if not MESSAGE.allows(state, "send"):
        return {"message_id": command.message_id, "state": state.value}
    uow.update(
        messages,
        command.message_id,
        state=MESSAGE.after(state, "send").value,
        sent_at=uow.now,
    )
    return {"message_id": command.message_id, "state": MessageState.SENT.value}


def mark_unsent(uow: UnitOfWork, command: MarkUnsent) -> dict[str, Any]:
    state = _state_of(uow, command.message_id)
    if state is not MessageState.QUEUED:
        return {"message_id": command.message_id, "state": state.value}
    target = MESSAGE.after(state, command.act)
    uow.update(messages, command.message_id, state=target.value)
    return {"message_id": command.message_id, "state": target.value, "why": command.why}


# --- who listens -------------------------------------------------------------------------------


def ask_for_links(uow: UnitOfWork, fact: OrderPlaced | OrderChanged | RestAsked) -> None:
    """Listens to OrderPlaced, OrderChanged and RestAsked: each pay link needs its page at the
    provider."""
    if not uow.on_server:
        return
    for wanted in wanted_links(uow.db, fact.order_id):
        if not _is_queued(uow, EffectKind.PAY_LINK, wanted.payment_id):
            queue_effect(uow, EffectKind.PAY_LINK, wanted.payment_id)


def on_order_changed(uow: UnitOfWork, fact: OrderChanged) -> None:
    """Listens to OrderChanged: how the order stands now, one mail per act."""
    tell(uow, fact.order_id, MessageKind.CHANGED, about=uow.command_id)


def on_link_made(uow: UnitOfWork, fact: PayLinkMade) -> None:
    """Listens to PayLinkMade: a mail of its own, so that the confirmation waits for no provider."""
    tell(uow, fact.order_id, MessageKind.PAY_LINK, about=fact.payment_id)


def on_units_cancelled(uow: UnitOfWork, fact: UnitsCancelled) -> None:
    """Listens to UnitsCancelled, by the customer's wish or because the goods are not there."""
    tell(uow, fact.order_id, MessageKind.CANCELLED, about=uow.command_id)


def tell(
    uow: UnitOfWork, order_id: str, kind: MessageKind, *, about: str, may_be_undone: bool = False
) -> None:
    """Queue one mail to the order's customer, on the server, when an address is known.

    `about` names the event: a second one of the same kind about it is not told again, unless the
    first was withdrawn unsent. What `may_be_undone` waits until nobody can undo it any more.
    """
    if not uow.on_server:
        return
    order = order_of(uow, order_id)
    message_id = _message_id(order_id, kind, about)
    due = _undo_ends(uow) if may_be_undone else uow.now
    if (known := uow.row(messages, message_id)) is not None:
        if known["state"] == MessageState.WITHDRAWN.value:
            _queue_again(uow, message_id, due)
        return
    if order["customer_id"] is None:
        return
    address, language = mail_of(uow.db, order["customer_id"])
    if not address:
        return
    uow.insert(
        messages,
        {
            "id": message_id,
            "order_id": order_id,
            "customer_id": order["customer_id"],
            "kind": kind.value,
            "language": order["language"] or language,
            "state": MESSAGE.start.value,
            "made_at": uow.now,
        },
    )
    queue_effect(uow, EffectKind.MAIL, message_id, due=due)


def withdraw(uow: UnitOfWork, order_id: str, kind: MessageKind, *, about: str) -> None:
    """What `tell` queued about it is not sent, unless it is on its way already."""
    message_id = _message_id(order_id, kind, about)
    row = uow.row(messages, message_id) if uow.on_server else None
    if row is None or row["state"] != MessageState.QUEUED.value:
        return
    state = MESSAGE.after(MessageState.QUEUED, "withdraw")
    uow.update(messages, message_id, state=state.value)
    effect = derived_id(message_id, "effect", EffectKind.MAIL.value)
    uow.db.execute(_end, {"effect": effect, "state": EffectState.GIVEN_UP.value})


def queue_effect(
    uow: UnitOfWork, kind: EffectKind, subject_id: str, *, due: int | None = None
) -> None:
    """Straight to the database: server-only rows are in no feed."""
    uow.db.execute(
        _queue,
        {
            "id": derived_id(subject_id, "effect", kind.value),
            "kind": kind.value,
            "subject_id": subject_id,
            "state": EffectState.QUEUED.value,
            "attempts": 0,
            "next_at": uow.now if due is None else due,
            "error": "",
        },
    )


def _queue_again(uow: UnitOfWork, message_id: str, due: int) -> None:
    state = MESSAGE.after(MessageState.WITHDRAWN, "queue_again")
    uow.update(messages, message_id, state=state.value, made_at=uow.now)
    effect = derived_id(message_id, "effect", EffectKind.MAIL.value)
    told = {"effect": effect, "state": EffectState.QUEUED.value, "next_at": due, "error": ""}
    uow.db.execute(_again, told)


def _undo_ends(uow: UnitOfWork) -> int:
    """By the device's time of the act, within what the server's own clock can believe."""
    ends = min(uow.occurred_at, uow.now) + UNDO_WINDOW
    return max(uow.now + UNDO_FOLLOWS, ends)


def _message_id(order_id: str, kind: MessageKind, about: str) -> str:
    return derived_id(about, "message", f"{order_id}/{kind.value}")


def _is_queued(uow: UnitOfWork, kind: EffectKind, subject_id: str) -> bool:
    return uow.row(effects, derived_id(subject_id, "effect", kind.value)) is not None


def _state_of(uow: UnitOfWork, message_id: str) -> MessageState:
    message = uow.row(messages, message_id)
    if message is None:
        raise Refusal("message_unknown", message=message_id)
    return MessageState(message["state"])
