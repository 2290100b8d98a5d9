"""What has to be done because of an act: a place that was short is counted."""

from app.kit.clock import DAY, after
from app.kit.ids import derived_id
from app.orders.facts import PickedShort
from app.storage.uow import UnitOfWork
from app.work.states import WORK
from app.work.tables import work_items

COUNT = "count"
COUNT_WITHIN = DAY  # a figure that was wrong today misleads every promise of tomorrow


def count_after_short(uow: UnitOfWork, fact: PickedShort) -> None:
    """Listens to PickedShort: one count per act, place and product."""
    item_id = derived_id(uow.command_id, "count", f"{fact.site_id}/{fact.product_id}")
    if uow.row(work_items, item_id) is not None:
        return
    uow.insert(
        work_items,
        {
            "id": item_id,
            "kind": COUNT,
            "state": WORK.start.value,
            "site_id": fact.site_id,
            "product_id": fact.product_id,
            "order_id": fact.order_id,
            "reason": fact.reason,
            "made_at": uow.now,
            "due_at": after(uow.now, COUNT_WITHIN),
        },
    )
