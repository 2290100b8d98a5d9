"""When is which question asked: here with every key, at the server when nothing is found here."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.lookup import Found, Kind, look_up
from app.orders.search import Found as FoundElsewhere
from ui.kit.backend import Backend
from ui.shell.lens import Lens

SERVER_MS = 250  # ux.md 3.3; whoever types on asks the server nothing
SHORTEST = 3  # signs; for fewer the server has too much


class Asking(QObject):
    """One local question is under way at a time, for the newest text; older answers are dropped."""

    found = Signal(object)  # Found: what this desk holds
    failed = Signal()
    searching = Signal()  # the server is being asked
    found_far = Signal(object)  # FoundElsewhere
    away = Signal()  # the server did not answer

    def __init__(self, backend: Backend, lens: Lens) -> None:
        super().__init__()
        self._backend, self._lens = backend, lens
        self._text = ""
        self._kinds: Sequence[Kind] = ()
        self._generation = 0
        self._in_flight = False
        self.settled = True  # the newest text is answered, as far as this desk knows
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SERVER_MS)
        self._timer.timeout.connect(self.ask_server)

    @property
    def reaches_server(self) -> bool:
        return bool(self._backend.sync_status().state in ("online", "syncing"))

    @property
    def wants_server(self) -> bool:
        """The server has orders and customers; the products are all here."""
        people = any(kind is not Kind.PRODUCT for kind in self._kinds)
        return people and len(self._text) >= SHORTEST and self.reaches_server

    def ask(self, text: str, kinds: Sequence[Kind]) -> None:
        self._generation += 1
        self._timer.stop()
        self._text, self._kinds = text, kinds
        if not (text and kinds):
            self.settled = True
            self.found.emit(Found())
            return
        self.settled = False
        if not self._in_flight:
            self._ask_here()

    def stop(self) -> None:
        self._generation += 1
        self._timer.stop()
        self._text, self._kinds = "", ()
        self.settled = True

    def ask_server(self) -> None:
        self._timer.stop()
        self.searching.emit()
        generation = self._generation
        self._backend.when(
            self._lens.search_server(self._text),
            partial(self._far, generation),
            partial(self._away, generation),
            owner=self,
        )

    def _ask_here(self) -> None:
        self._in_flight = True
        generation = self._generation
        self._backend.ask(
            look_up,
            self._text,
            self._kinds,
            self._lens.site_id,
            then=partial(self._here, generation),
            failed=partial(self._broke, generation),
            owner=self,
        )

    def _here(self, generation: int, found: Found) -> None:
        self._in_flight = False
        if generation != self._generation:
            if not self.settled:  # typed on meanwhile
                self._ask_here()
            return
        self.settled = True
        if not found.count and self.wants_server:
            self._timer.start()
        self.found.emit(found)

    def _broke(self, generation: int, _trouble: BaseException) -> None:
        self._in_flight = False
        if generation == self._generation:
            self.settled = True
            self.failed.emit()
        elif not self.settled:
            self._ask_here()

    def _far(self, generation: int, found: FoundElsewhere) -> None:
        if generation == self._generation:
            self.found_far.emit(found)

    def _away(self, generation: int, _trouble: BaseException) -> None:
        if generation == self._generation:
            self.away.emit()
