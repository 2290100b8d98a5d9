"""What colleagues should know of a customer: short notes, the pinned ones first."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.commands import AddNote, PinNote
from app.customers.group import group_of, record_of
from app.customers.model import MAX_NOTE, clean_line
from app.customers.tables import customer_notes
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

SHOWN = 50  # the rest stands in the timeline


@dataclass(frozen=True, slots=True)
class Note:
    note_id: str
    body: str
    pinned: bool
    author_id: str
    at: int


_note = customer_notes.c
_of_group = (
    sa.select(_note.id, _note.body, _note.pinned, _note.author_id, _note.at)
    .where(_note.customer_id.in_(sa.bindparam("ids", expanding=True)), _note.body != "")
    .order_by(_note.pinned.desc(), _note.at.desc(), _note.id.desc())
    .limit(SHOWN)
)


def add_note(uow: UnitOfWork, command: AddNote) -> dict[str, Any]:
    """Refusals: note_empty, told_too_long, card_number_in_text."""
    customer_id = record_of(uow, command.customer_id)
    body = clean_line(command.body, MAX_NOTE)
    if not body:
        raise Refusal("note_empty")
    note_id = uow.new_id("note")
    uow.insert(
        customer_notes,
        {
            "id": note_id,
            "customer_id": customer_id,
            "body": body,
            "pinned": command.pinned,
            "author_id": uow.actor.user_id,
            "at": uow.now,
        },
    )
    return {"note_id": note_id}


def pin_note(uow: UnitOfWork, command: PinNote) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    note = uow.row(customer_notes, command.note_id)
    if note is None or note["customer_id"] not in group_of(uow.db, customer_id):
        raise Refusal("note_unknown")
    if note["pinned"] != command.pinned:
        uow.update(customer_notes, command.note_id, pinned=command.pinned)
    return {"note_id": command.note_id}


def notes_of(db: Connection, customer_id: str) -> tuple[Note, ...]:
    found = db.execute(_of_group, {"ids": list(group_of(db, customer_id))})
    return tuple(Note(*row) for row in found)
