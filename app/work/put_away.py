"""What has to be done with goods of a cancelled order: they go back to their shelf."""

from app.kit.clock import DAY
from app.kit.ids import derived_id
from app.orders.facts import GoodsToPutAway
from app.storage.uow import UnitOfWork
from app.work.adding import add_item
from app.work.states import WorkKind

PUT_AWAY = WorkKind.PUT_AWAY.value
PUT_AWAY_WITHIN = DAY  # they are counted as available from now on, so somebody will look for them


def put_away_after_cancel(uow: UnitOfWork, fact: GoodsToPutAway) -> None:
    """Listens to GoodsToPutAway: one item per act, place and product."""
    item_id = derived_id(uow.command_id, "put_away", f"{fact.site_id}/{fact.product_id}")
    add_item(uow, item_id, PUT_AWAY, fact, reason="cancel", within=PUT_AWAY_WITHIN)
