"""Have the server send an order that this desk does not hold."""

from concurrent.futures import Future

from app.desk.desk import Desk
from app.kit.actor import Actor
from app.orders.search import Found, WatchOrder


def fetch_order(desk: Desk, text: str, actor: Actor | None) -> "Future[str | None]":
    """The id of the order with this number, which the feed brings in a moment; None without one.

    Raises Unreachable or Refusal through the future.
    """
    return desk.elsewhere(_fetch, desk, text, actor)


def _fetch(desk: Desk, text: str, actor: Actor | None) -> str | None:
    found = desk.fetch_now("/v1/orders", Found, q=text)
    if not found.orders or actor is None:
        return None
    order_id = found.orders[0].order_id
    outcome = desk.run(WatchOrder(order_id=order_id), actor).result()
    if outcome.refusal is not None:
        raise outcome.refusal
    return order_id
