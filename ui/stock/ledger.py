"""Who moved this SKU, why, and on which document: the server's ledger, or what is not sent yet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.insights.behind_stock import LedgerPage, Movement, ledger
from app.stock.rules import AdjustReason
from ui.kit import Backend, Card, Cell, Column, FiveStates, PagedTable, Row, Wanted, formats
from ui.stock.words import act_words

PATH = "/v1/stock/ledger"
COUNTS = "stock_counts"  # as documents of the ledger name them


class Movements:
    """The pages of one product's ledger, for a table. `local` tells that the server was away."""

    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        self._backend, self._now = backend, now
        self.product_id, self.site_id = "", ""
        self.local = False
        self.known: dict[str, Movement] = {}
        self.reasons: Sequence[AdjustReason] = ()

    def fetch(self, wanted: Wanted, then: Callable[[int], None]) -> None:
        """`then(count)` after the rows of this page were given to the table."""
        asked = (self.product_id, self.site_id)
        before = str(wanted.cursor or "")

        def came(page: LedgerPage, *, local: bool) -> None:
            if asked != (self.product_id, self.site_id):
                return  # another product is looked at by now
            self.local = local
            if not before:
                self.known.clear()
            self.known |= {movement.id: movement for movement in page.movements}
            wanted.deliver([self.row(one) for one in page.movements], page.next or None)
            then(len(self.known))

        def away(_trouble: BaseException) -> None:
            if before:  # what is here stays; the next look begins anew
                wanted.deliver([], None)
                return
            self._backend.ask(ledger, *asked, then=lambda page: came(page, local=True))

        self._backend.fetch(
            PATH,
            LedgerPage,
            product=asked[0],
            site=asked[1],
            before=before,
            then=lambda page: came(page, local=False),
            failed=away,
        )

    def row(self, movement: Movement) -> Row:
        where = (movement.number, movement.site_name, movement.who)
        ink = "ok" if movement.change > 0 else "" if movement.change else "text3"
        told = formats.signed_qty(movement.change) if movement.change else "·"
        return Row(
            movement.id,
            (
                self._time(movement.at),
                Cell(
                    act_words(movement, self.reasons),
                    detail=" · ".join(filter(None, where)),
                    bold=True,
                ),
                Cell(told, ink=ink, bold=True),
                Cell(formats.qty(movement.balance), ink="text2"),
            ),
        )

    def _time(self, at: int) -> Cell:
        """The hour of today; for other days the day, with the hour under it."""
        told = formats.moment(at, self._now())
        if told == formats.clock(at):
            return Cell(told, ink="text2")
        return Cell(formats.short_day(at), ink="text2", detail=formats.clock(at))


class LedgerCard(Card):
    """Newest first; Enter opens the order or the count behind a movement."""

    wanted = Signal(str, object)  # page id, what to show there
    count_wanted = Signal(str)  # count id

    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        super().__init__(
            lambda: self.tr("Ledger"),
            note=lambda: self.tr("newest first"),
            margins=0,
            spacing=4,
        )
        self.movements = Movements(backend, now)
        self.table = PagedTable(
            lambda: self.tr("Ledger"),
            [
                Column(lambda: self.tr("Time"), 72),
                Column(lambda: self.tr("Act")),
                Column(lambda: self.tr("Change"), 66, right=True),
                Column(lambda: self.tr("On hand"), 74, right=True),
            ],
            self._fetch,
            row_height=46,
        )
        self.table.opened.connect(self._opened)
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("Nothing moved yet that this computer knows."),
            empty_icon="history",
            row_height=46,
        )
        if self.heading is not None:
            self.heading.setContentsMargins(16, 12, 16, 2)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 0, 1, 1)
        frame.addWidget(self.states)
        self.body.addLayout(frame, 1)
        self.put_on()

    def show_product(self, product_id: str, site_id: str) -> None:
        """`site_id` "" is all places."""
        movements = self.movements
        if (movements.product_id, movements.site_id) != (product_id, site_id):
            movements.product_id, movements.site_id = product_id, site_id
            movements.known.clear()
            self.states.loading()
        self.table.reload()

    def _fetch(self, wanted: Wanted) -> None:
        if self.movements.product_id:
            self.movements.fetch(wanted, self._came)

    def _came(self, count: int) -> None:
        self.states.ready(count)
        if self.note is not None:
            self.note.say(self._note)

    def _note(self) -> str:
        if self.movements.local:
            return self.tr("only what is not sent yet")
        return self.tr("newest first")

    def _opened(self, row_id: str) -> None:
        movement = self.movements.known.get(row_id)
        if movement is not None and movement.order_id:
            self.wanted.emit("order", movement.order_id)
        elif movement is not None and movement.document == COUNTS:
            self.count_wanted.emit(movement.document_id)

    def retranslate(self) -> None:
        super().retranslate()
        self.table.rows.replace(map(self.movements.row, self.movements.known.values()))
