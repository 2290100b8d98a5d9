"""Have the server send an order or a customer that this desk does not hold."""

from concurrent.futures import Future

from app.customers.commands import WatchCustomer
from app.customers.queries import CustomerHit
from app.desk.desk import Desk
from app.desk.lanes import changed
from app.kit.actor import Actor
from app.orders.search import Found, WatchOrder

SEARCH = "/v1/search"


class FarSearch:
    """What the server knows. It sends a customer to a store only for the phone or mail that was
    told, so what a customer was found by is kept until somebody wants them here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found_by: dict[str, str] = {}

    def search(self, text: str) -> "Future[Found]":
        """Orders and customers by this; Unreachable through the future."""
        return changed(
            self._desk.fetch(SEARCH, Found, q=text), lambda found: self._keep(found, text)
        )

    def customers(self, text: str) -> "Future[list[CustomerHit]]":
        return changed(self.search(text), _hits)

    def send_customer(self, customer_id: str, actor: Actor | None) -> "Future[str]":
        """The id again, once the feed is asked to bring this customer here."""
        told = self._found_by.get(customer_id, "")
        return self._desk.elsewhere(_watch_customer, self._desk, customer_id, told, actor)

    def _keep(self, found: Found, text: str) -> Found:
        self._found_by |= {customer.customer_id: text for customer in found.customers}
        return found


def fetch_order(desk: Desk, text: str, actor: Actor | None) -> "Future[str | None]":
    """The id of the order with this number, which the feed brings in a moment; None without one.

    Raises Unreachable or Refusal through the future.
    """
    return desk.elsewhere(_fetch, desk, text, actor)


def _hits(found: Found) -> list[CustomerHit]:
    return [
        CustomerHit(each.customer_id, each.name, each.phone, "", "", each.orders_count)
        for each in found.customers
    ]


def _watch_customer(desk: Desk, customer_id: str, told: str, actor: Actor | None) -> str:
    if actor is not None:
        outcome = desk.run(WatchCustomer(customer_id=customer_id, told=told), actor).result()
        if outcome.refusal is not None:
            raise outcome.refusal
    return customer_id


def _fetch(desk: Desk, text: str, actor: Actor | None) -> str | None:
    found = desk.fetch_now(SEARCH, Found, q=text)
    if not found.orders or actor is None:
        return None
    order_id = found.orders[0].order_id
    outcome = desk.run(WatchOrder(order_id=order_id), actor).result()
    if outcome.refusal is not None:
        raise outcome.refusal
    return order_id
