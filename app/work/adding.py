"""Write down what somebody still has to do at a place: once per act, place and product."""

from app.kit.clock import after
from app.orders.facts import GoodsToPutAway, PickedShort
from app.storage.uow import UnitOfWork
from app.work.states import WORK
from app.work.tables import work_items


def add_item(
    uow: UnitOfWork,
    item_id: str,
    kind: str,
    fact: PickedShort | GoodsToPutAway,
    *,
    reason: str,
    within: int,
) -> None:
    """`within` microseconds from now; an item that is there already stays as it is."""
    if uow.row(work_items, item_id) is not None:
        return
    uow.insert(
        work_items,
        {
            "id": item_id,
            "kind": kind,
            "state": WORK.start.value,
            "site_id": fact.site_id,
            "product_id": fact.product_id,
            "order_id": fact.order_id,
            "reason": reason,
            "made_at": uow.now,
            "due_at": after(uow.now, within),
        },
    )
