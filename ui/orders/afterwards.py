"""What can be done with the order that was just placed: told, printed, opened."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from ui.kit import formats
from ui.orders.news import News
from ui.orders.summary import ResultStrip


class Afterwards(QObject):
    wanted = Signal(str, object)

    def __init__(self, strip: ResultStrip, news: News, printer: Callable[[str], None]) -> None:
        super().__init__()
        self._strip = strip
        self._news = news
        self._printer = printer
        self._order_id = ""
        strip.opened.connect(self.open_order)
        strip.printed.connect(self.print_order)

    def keep(self, result: Mapping[str, object]) -> None:
        self._order_id = str(result.get("order_id", ""))

    def tell(self, result: Mapping[str, object], name: str, currency: str, *, queued: bool) -> None:
        total = result.get("total_minor", 0)
        told = formats.money(total, currency) if isinstance(total, int) else ""
        self._strip.tell(str(result.get("number", "")), told, name, queued=queued)

    def print_order(self) -> None:
        if self._order_id:
            self._printer(self._order_id)
        else:
            self._news.nothing_placed()

    def open_order(self) -> None:
        """F9: the order that was just placed."""
        if self._order_id:
            self.wanted.emit("order", self._order_id)
        else:
            self._news.nothing_placed()
