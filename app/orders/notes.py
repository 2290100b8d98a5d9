"""What do people tell each other about an order: notes that everybody who sees the order reads."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.model import refuse_card_number
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.tables import order_notes
from app.orders.units import order_of
from app.storage.uow import UnitOfWork

MOST = 500  # characters; what is longer is a letter, not a note


class AddNote(Command, frozen=True, kw_only=True):
    order_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    user_id: str
    at: int


_notes = (
    sa.select(*(order_notes.c[name] for name in Note.__dataclass_fields__))
    .where(order_notes.c.order_id == sa.bindparam("order"))
    .order_by(order_notes.c.at.desc(), order_notes.c.id.desc())
)


def notes_of(db: Connection, order_id: str) -> tuple[Note, ...]:
    """Newest first."""
    return tuple(Note(*row) for row in db.execute(_notes, {"order": order_id}))


def add_note(uow: UnitOfWork, command: AddNote) -> dict[str, Any]:
    """Refusals: order_unknown, note_empty, note_too_long, card_number_in_text."""
    order_of(uow, command.order_id)
    text = " ".join(command.text.split())
    if not text:
        raise Refusal("note_empty")
    if len(text) > MOST:
        raise Refusal("note_too_long", most=MOST)
    refuse_card_number(text)
    note_id = uow.new_id("order_note")
    uow.insert(
        order_notes,
        {
            "id": note_id,
            "order_id": command.order_id,
            "text": text,
            "user_id": uow.actor.user_id,
            "at": uow.now,
        },
    )
    return {"order_id": command.order_id, "note_id": note_id}
