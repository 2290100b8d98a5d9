"""What has to be done because of an act: a place that was short is counted."""

from app.kit.clock import DAY
from app.kit.ids import derived_id
from app.orders.facts import PickedShort, ShortUndone
from app.storage.uow import UnitOfWork
from app.work.adding import add_item
from app.work.states import OPEN, WORK, WorkKind, WorkState
from app.work.tables import work_items

COUNT = WorkKind.COUNT.value
COUNT_WITHIN = DAY  # a figure that was wrong today misleads every promise of tomorrow


def count_after_short(uow: UnitOfWork, fact: PickedShort) -> None:
    """Listens to PickedShort: one count per act, place and product."""
    item_id = _count_id(uow.command_id, fact.site_id, fact.product_id)
    add_item(uow, item_id, COUNT, fact, reason=fact.reason, within=COUNT_WITHIN)


def no_count_after_undo(uow: UnitOfWork, fact: ShortUndone) -> None:
    """Listens to ShortUndone."""
    item = uow.row(work_items, _count_id(fact.short_id, fact.site_id, fact.product_id))
    if item is not None and (state := WorkState(item["state"])) in OPEN:
        uow.update(work_items, item["id"], state=WORK.after(state, "cancel").value)


def _count_id(command_id: str, site_id: str, product_id: str) -> str:
    return derived_id(command_id, "count", f"{site_id}/{product_id}")
