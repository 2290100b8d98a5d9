"""Somebody says that an item of work is done: the goods are back on their shelf."""

from typing import Any

from app.kit.commands import Command
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork
from app.work.handlers import COUNT
from app.work.states import OPEN, WORK, WorkState
from app.work.tables import work_items


class FinishWork(Command, frozen=True, kw_only=True):
    """Done by whoever says so. A count is done by being posted, a parcel by being worked on."""

    item_id: str


def finish_work(uow: UnitOfWork, command: FinishWork) -> dict[str, Any]:
    """Said twice, or after it was called off, it changes nothing. Refusals: work_unknown,
    work_to_count, work_of_parcel."""
    item = uow.row(work_items, command.item_id)
    if item is None:
        raise Refusal("work_unknown", item=command.item_id)
    if item["kind"] == COUNT:
        raise Refusal("work_to_count", item=command.item_id)
    if item["parcel_id"] is not None:
        raise Refusal("work_of_parcel", item=command.item_id)
    state = WorkState(item["state"])
    if state in OPEN:
        uow.update(work_items, command.item_id, state=WORK.after(state, "finish").value)
    return {"item_id": command.item_id}
