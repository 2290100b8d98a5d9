"""What must the agent hear while talking: the line, promises and prices that moved, recovery."""

from PySide6.QtCore import QObject

from app.kit.clock import Clock
from ui.kit import formats
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.orders import words
from ui.orders.answers import Answers


class News(QObject):
    def __init__(self, clock: Clock, answers: Answers, strip: Strip, offline: Strip) -> None:
        super().__init__()
        self._clock = clock
        self._answers = answers
        self._strip = strip
        self._offline = offline
        answers.changed_way.connect(self._way_changed)
        answers.price_moved.connect(self._price_moved)

    def linked(self, state: str, since: int) -> None:
        if state != "offline":
            self._offline.hide()
            return
        self._offline.tell(
            lambda: (
                self.tr("Offline since {time}: the order is kept here and sent later.").format(
                    time=formats.clock(since)
                )
                if since
                else self.tr("Offline: the order is kept here and sent later.")
            ),
            status=Status.WARN,
            closable=False,
        )

    def recovered(self, at: int) -> None:
        self._strip.tell(
            lambda: self.tr("Recovered from {time}").format(
                time=formats.moment(at, self._clock.now())
            ),
            status=Status.INFO,
            for_ms=8_000,
        )

    def let_go(self, name: str) -> None:
        """A parked order waited too long: its stock is anybody's again."""
        self._strip.tell(
            lambda: self.tr("Parked too long: the stock of {name} is no longer held.").format(
                name=name or self.tr("an order without a customer")
            ),
            status=Status.WARN,
        )

    def nothing_placed(self) -> None:
        self._strip.tell(
            lambda: self.tr("Nothing was placed here yet."), status=Status.INFO, for_ms=4_000
        )

    def _way_changed(self) -> None:
        self._strip.tell(self._new_promise, status=Status.WARN, for_ms=8_000)

    def _new_promise(self) -> str:
        way = self._answers.way
        if way is None:
            return self.tr("What was promised is no longer possible. Choose again (F6).")
        promise = words.promise(way, self._clock.now())
        return self.tr("The promise is now: {promise}").format(promise=promise)

    def _price_moved(self, names: list[str]) -> None:
        self._strip.tell(
            lambda: self.tr("The price changed: {items}. The total is fresh.").format(
                items=", ".join(names)
            ),
            status=Status.WARN,
        )
