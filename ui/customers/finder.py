"""Whom does the entry box mean: found on this desk while typing, else asked of the server."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.customers.masks import masked_hit
from app.customers.queries import CustomerHit
from app.orders.capture import find_callers
from ui.customers import words
from ui.kit.backend import Backend, Pending
from ui.orders.hits import Hit, HitList
from ui.orders.words import orders_count, phone

# Masked hits of the server, for what this desk does not hold.
FindElsewhere = Callable[[str], Pending[list[CustomerHit]]]
SERVER_MS = 250  # a person types on within this; each letter would be a question


class Finder(QObject):
    """`found` names a customer on this desk, `elsewhere` one whom the server has to send."""

    found = Signal(str)
    elsewhere = Signal(str)
    nobody = Signal(str, bool)  # what was typed; whether the server was asked too

    def __init__(
        self, backend: Backend, hits: HitList, find: FindElsewhere, masked: Callable[[], bool]
    ) -> None:
        super().__init__(hits)
        self._backend, self._hits, self._find, self._masked = backend, hits, find, masked
        self._text = ""
        self._generation = 0
        self._answered = True
        self._enter = False
        self._remote: frozenset[str] = frozenset()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SERVER_MS)
        self._wait.timeout.connect(self._ask_server)
        hits.taken.connect(self._take)

    def type(self, text: str) -> None:
        self._generation += 1
        self._text, self._enter = text.strip(), False
        self._wait.stop()
        if not self._text:
            self.clear()
            return
        self._answered = False
        generation = self._generation

        def answered(found: Sequence[CustomerHit]) -> None:
            if generation == self._generation:
                self._here(found)

        self._backend.ask(find_callers, self._text, then=answered, owner=self)

    def enter(self, text: str) -> None:
        """Take the first one, now or when the answer is here."""
        if text.strip() != self._text:
            self.type(text)
        self._enter = True
        if self._answered:
            self._decide(asked=False)

    def clear(self) -> None:
        self._generation += 1
        self._text, self._answered, self._enter = "", True, False
        self._wait.stop()
        self._hits.close_list()

    def _here(self, found: Sequence[CustomerHit]) -> None:
        self._answered, self._remote = True, frozenset()
        self._hits.offer([self._hit(hit, "user") for hit in found])
        if self._enter:
            self._decide(asked=False)
        elif not found:
            self._wait.start()

    def _ask_server(self) -> None:
        generation = self._generation

        def answered(found: Sequence[CustomerHit]) -> None:
            if generation == self._generation:
                self._there(found)

        def away(_trouble: BaseException) -> None:
            if generation == self._generation:
                self._there(())

        self._backend.when(self._find(self._text), answered, away, owner=self)

    def _there(self, found: Sequence[CustomerHit]) -> None:
        self._remote = frozenset(hit.customer_id for hit in found)
        self._hits.offer([self._hit(hit, "server") for hit in found])
        if self._enter:
            self._decide(asked=True)
        elif not found:
            self.nobody.emit(self._text, True)

    def _decide(self, *, asked: bool) -> None:
        if self._hits.take():
            return
        if asked:
            self.nobody.emit(self._text, True)
        else:
            self._wait.stop()
            self._ask_server()

    def _take(self, customer_id: str) -> None:
        there = customer_id in self._remote
        self.clear()
        (self.elsewhere if there else self.found).emit(customer_id)

    def _hit(self, hit: CustomerHit, icon: str) -> Hit:
        seen = masked_hit(hit) if self._masked() and icon == "user" else hit
        number = seen.phone if seen is not hit or icon == "server" else phone(hit.phone)
        detail = " · ".join(part for part in (number, seen.email) if part)
        return Hit(
            hit.customer_id, words.name(hit.name), detail, orders_count(hit.orders_count), icon
        )
