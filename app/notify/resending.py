"""Tell the customer once more what a mail told: as a mail of its own, so that it arrives."""

from typing import Any

from app.customers.queries import mail_of
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.notify.sending import queue_effect
from app.notify.states import MESSAGE, EffectKind, MessageState
from app.notify.tables import messages
from app.storage.uow import UnitOfWork

ENDED = (MessageState.SENT.value, MessageState.FAILED.value)


class ResendMessage(Command, frozen=True, kw_only=True):
    message_id: str


def resend_message(uow: UnitOfWork, command: ResendMessage) -> dict[str, Any]:
    """A second row with the same kind, language and instant, which names the event it tells of.

    Refusals: message_unknown; message_not_ended while the first is still to be sent;
    no_address, on the server alone: a desk may not hold the customer.
    """
    row = uow.row(messages, command.message_id)
    if row is None:
        raise Refusal("message_unknown", message=command.message_id)
    if row["state"] not in ENDED:
        raise Refusal("message_not_ended", state=row["state"])
    if uow.on_server and not mail_of(uow.db, row["customer_id"])[0]:
        raise Refusal("no_address")
    message_id = uow.new_id("message")
    uow.insert(
        messages,
        {
            "id": message_id,
            "order_id": row["order_id"],
            "customer_id": row["customer_id"],
            "kind": row["kind"],
            "language": row["language"],
            "state": MESSAGE.start.value,
            "made_at": row["made_at"],
        },
    )
    if uow.on_server:
        queue_effect(uow, EffectKind.MAIL, message_id)
    return {"order_id": row["order_id"], "message_id": message_id}
