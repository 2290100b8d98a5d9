"""What has to be done with goods of a cancelled order: they go back to their shelf."""

from app.kit.clock import DAY, after
from app.kit.ids import derived_id
from app.orders.facts import GoodsToPutAway
from app.storage.uow import UnitOfWork
from app.work.states import WORK
from app.work.tables import work_items

PUT_AWAY = "put_away"
PUT_AWAY_WITHIN = DAY  # they are counted as available from now on, so somebody will look for them


def put_away_after_cancel(uow: UnitOfWork, fact: GoodsToPutAway) -> None:
    """Listens to GoodsToPutAway: one item per act, place and product."""
    item_id = derived_id(uow.command_id, "put_away", f"{fact.site_id}/{fact.product_id}")
    if uow.row(work_items, item_id) is not None:
        return
    uow.insert(
        work_items,
        {
            "id": item_id,
            "kind": PUT_AWAY,
            "state": WORK.start.value,
            "site_id": fact.site_id,
            "product_id": fact.product_id,
            "order_id": fact.order_id,
            "reason": "cancel",
            "made_at": uow.now,
            "due_at": after(uow.now, PUT_AWAY_WITHIN),
        },
    )
