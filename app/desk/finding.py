"""Have the server send an order or a customer that this desk does not hold."""

from concurrent.futures import Future

from app.customers.commands import WatchCustomer
from app.customers.queries import CustomerHit
from app.customers.search import FoundCustomers
from app.desk.desk import Desk
from app.kit.actor import Actor
from app.orders.search import Found, WatchOrder

SEARCH = "/v1/search"


def search_server(desk: Desk, text: str) -> "Future[Found]":
    """Orders and customers whom the server knows by this; Unreachable through the future."""
    return desk.fetch(SEARCH, Found, q=text)


def fetch_order(desk: Desk, text: str, actor: Actor | None) -> "Future[str | None]":
    """The id of the order with this number, which the feed brings in a moment; None without one.

    Raises Unreachable or Refusal through the future.
    """
    return desk.elsewhere(_fetch, desk, text, actor)


def find_customers(desk: Desk, text: str) -> "Future[list[CustomerHit]]":
    """Whom the server knows under this phone, name or mail; Unreachable when it is away."""
    return desk.elsewhere(_find_customers, desk, text)


def fetch_customer(desk: Desk, customer_id: str, actor: Actor | None) -> "Future[str]":
    """The id again, once the feed is asked to bring this customer here."""
    return desk.elsewhere(_fetch_customer, desk, customer_id, actor)


def _find_customers(desk: Desk, text: str) -> list[CustomerHit]:
    found = desk.fetch_now("/v1/customers", FoundCustomers, q=text)
    return [
        CustomerHit(each.customer_id, each.name, each.phone, "", each.tier, each.orders_count)
        for each in found.customers
    ]


def _fetch_customer(desk: Desk, customer_id: str, actor: Actor | None) -> str:
    if actor is not None:
        outcome = desk.run(WatchCustomer(customer_id=customer_id), actor).result()
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
