"""Who has the desk, what had they in hand, and what changed elsewhere meanwhile."""

from functools import partial

from PySide6.QtCore import QObject

from app.kit.changes import ChangeSet
from app.orders.capture import Caller, caller
from app.orders.drafts import Kept, open_draft
from ui.kit.backend import Backend
from ui.orders.answers import Answers
from ui.orders.news import News
from ui.orders.order import OpenOrder
from ui.orders.parking import Shelf

OF_BASKET = ("stock_cells", "leases", "products", "promotions", "tax_rates")
OF_PLACES = ("sites", "network_stamps", "postcodes", "devices")
OF_CUSTOMERS = ("orders", "order_lines", "customers", "customer_pii", "customer_addresses")


class Presence(QObject):
    def __init__(
        self, backend: Backend, order: OpenOrder, answers: Answers, shelf: Shelf, news: News
    ) -> None:
        super().__init__()
        self._backend = backend
        self._order = order
        self._answers = answers
        self._shelf = shelf
        self._news = news

    def arrive(self) -> None:
        """Whoever signed in finds what they had in hand."""
        actor = self._order.actor
        if actor is None or self._order.is_of(actor.user_id):
            return
        self._order.begin()
        self._order.take_over()
        self._answers.arrive()
        found = partial(self._recovered, actor.user_id)
        self._backend.ask(open_draft, actor.user_id, then=found, owner=self)

    def follow(self, changes: ChangeSet) -> None:
        if changes.touches("drawers"):
            self._answers.look_for_drawer()
        if changes.touches(*OF_BASKET) and self._order.draft.lines:
            self._answers.look(anew=True)
        if changes.touches(*OF_PLACES):
            self._answers.arrive()
        known = self._order.caller
        if known is not None and changes.touches(*OF_CUSTOMERS):
            self._backend.ask(caller, known.card.customer_id, then=self._caller_fresh, owner=self)

    def _recovered(self, user_id: str, kept: Kept | None) -> None:
        if kept is None or not self._order.is_of(user_id) or not self._order.draft.is_blank:
            return
        self._shelf.take_in_hand(kept, partial(self._news.recovered, kept.saved_at))

    def _caller_fresh(self, found: Caller | None) -> None:
        if found is not None and found.card.customer_id == self._order.draft.customer_id:
            self._order.show_caller(found)
