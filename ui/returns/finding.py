"""Which order is meant: by receipt, number, phone or item, here or at the server."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.returns.candidates import DAYS, Candidate, candidates, product_named
from app.returns.queries import Hit, find_order, number_in
from ui.kit import Backend, Status, Strip, Words, formats
from ui.kit.backend import Pending
from ui.kit.sounds import Sound, Sounds
from ui.returns import refused

# The id of the order that the server sends to this desk now; None when it knows none.
FetchOrder = Callable[[str], Pending[str | None]]


class Finding(QObject):
    """Asks, and tells what was found; the page shows it. `nowhere` is an item of no known order."""

    found = Signal(str)  # order id
    several = Signal(object)  # Sequence[Hit]
    item = Signal(str, str, object)  # product id, what was scanned, Sequence[Candidate]
    awaited = Signal(str)  # order id that the server sends
    nothing = Signal()

    def __init__(
        self,
        backend: Backend,
        strip: Strip,
        sounds: Sounds,
        fetch_order: FetchOrder,
        *,
        site_id: str,
        now: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._backend, self._strip, self._sounds = backend, strip, sounds
        self._fetch_order, self._site_id, self._now = fetch_order, site_id, now
        self._asked = 0
        self._in_order = False

    def forget(self) -> None:
        """An answer that is still under way is no longer wanted."""
        self._asked += 1

    def look_for(self, text: str, *, in_order: bool, away: bool) -> None:
        """`in_order`: an order is open, in which the item was not found."""
        self._asked += 1
        self._in_order = in_order
        told = partial(self._found, self._asked, text, away)
        self._backend.ask(find_order, text[:200], then=told, owner=self)

    def look_for_item(self, code: str, narrowed: str = "") -> None:
        """Who bought it here lately; `narrowed` by phone or the last four of a card."""
        self._asked += 1
        told = partial(self._item_known, self._asked, code, narrowed)
        self._backend.ask(product_named, code[:200], then=told, owner=self)

    def _found(self, asked: int, text: str, away: bool, found: Sequence[Hit]) -> None:
        if asked != self._asked:
            return
        if len(found) == 1:
            self.found.emit(found[0].order_id)
        elif found:
            self.several.emit(found)
        elif number_in(text):
            self.nothing.emit()
            if self._is_return(text):
                self._bad(lambda: self.tr("This return is not here yet: scan its order number."))
            elif away:
                self._not_here(text)
            else:
                self._search_server(text)
        else:
            self.look_for_item(text)

    def _is_return(self, text: str) -> bool:
        return text.strip().upper().startswith("R-")

    def _item_known(self, asked: int, code: str, narrowed: str, product_id: str | None) -> None:
        if asked != self._asked:
            return
        if product_id is None:
            self.nothing.emit()
            if self._in_order:
                self._bad(lambda: self.tr("Not in this order: {code}").format(code=code[:40]))
            else:
                self._not_here(code)
            return
        self._backend.ask(
            candidates,
            code,
            self._site_id,
            Instant(self._now() - DAYS * DAY),
            narrowed,
            then=partial(self._item_found, asked, product_id, code),
            owner=self,
        )

    def _item_found(
        self, asked: int, product_id: str, code: str, found: Sequence[Candidate]
    ) -> None:
        if asked == self._asked:
            self.item.emit(product_id, code, found)

    # ------------------------------------------------------------------ the server

    def _not_here(self, text: str) -> None:
        def told() -> str:
            return self.tr("No order for “{code}” on this desk.").format(code=text[:40])

        self._sounds.play(Sound.BAD)
        self._strip.tell(
            told,
            status=Status.BAD,
            action=lambda: self.tr("Search the server"),
            then=partial(self._search_server, text),
        )

    def _search_server(self, text: str) -> None:
        self._strip.tell(
            lambda: self.tr("Asking the server for “{code}”…").format(code=text[:40]),
            status=Status.INFO,
        )
        self._backend.when(
            self._fetch_order(number_in(text) or text),
            then=partial(self._fetched, text),
            failed=partial(self._fetch_failed, text),
            owner=self,
        )

    def _fetched(self, text: str, order_id: str | None) -> None:
        if order_id is None:
            self._bad(lambda: self.tr("The server knows no “{code}”.").format(code=text[:40]))
        else:
            self.awaited.emit(order_id)

    def _fetch_failed(self, text: str, trouble: BaseException) -> None:
        if isinstance(trouble, Refusal):
            self._bad(partial(refused.told, trouble.code, trouble.facts))
            return
        self._sounds.play(Sound.BAD)
        self._strip.tell(
            lambda: self.tr(
                "The server is away. Only orders on this desk can come back until it is here again."
            ),
            status=Status.WARN,
            action=lambda: self.tr("Try again"),
            then=partial(self._search_server, text),
        )

    def _bad(self, told: Words) -> None:
        self._sounds.play(Sound.BAD)
        self._strip.tell(told, status=Status.BAD)


def slip_in(text: str) -> str:
    """The number of a return in what was scanned: it lies in the parcel."""
    number = f"R-{found}" if (found := number_in(text)) else ""
    return number if number in text.upper() else ""


def hit_words(hit: Hit) -> tuple[str, str]:
    """What an option says of an order: detail and amount."""
    day = formats.day(hit.placed_at)
    detail = " · ".join(filter(None, (hit.customer_name, day, hit.site_name)))
    return detail, formats.money(hit.total_minor, hit.currency)
