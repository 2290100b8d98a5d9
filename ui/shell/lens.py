"""What the omnibox looks through: this desk's own copy, and the server behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.orders.model import OrderStatus
from app.orders.search import Found
from ui.kit.backend import Pending
from ui.kit.theme import Status


class StatusTold(Protocol):
    """How an order's state is told by a chip."""

    @property
    def status(self) -> Status: ...

    @property
    def words(self) -> str: ...

    @property
    def icon(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Lens:
    """`fetch_order(number)` and `fetch_customer(id)` have the server send what it found."""

    site_id: str
    now: Callable[[], int]
    order_status: Callable[[OrderStatus], StatusTold]
    search_server: Callable[[str], Pending[Found]]
    fetch_order: Callable[[str], Pending[Any]]
    fetch_customer: Callable[[str], Pending[Any]]


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that can be done now, with the key that does the same."""

    id: str
    words: str
    icon: str
    key: str
    run: Callable[[], object]
