"""What is behind this figure: the orders that reserve it, what comes, what moved, the equation."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.insights.behind_stock import Claim, Claims, claims_on
from app.stock.queries import Arrival, PlaceStock, SkuStock, Way
from ui.kit import (
    Backend,
    Card,
    Cell,
    Column,
    FiveStates,
    IconButton,
    PagedTable,
    Row,
    Size,
    Wanted,
    formats,
    text_label,
)
from ui.kit.paged import AnyRow
from ui.stock.ledger import Movements

SIGNS = {"on_hand": "", "reserved": "−", "safety": "−", "leased": "−", "atp": "="}


class ExplainCard(Card):
    """`show_figure` explains one figure of a place; Enter on a row opens the order behind it."""

    wanted = Signal(str, object)  # page id, what to show there
    closed = Signal()

    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        super().__init__(lambda: self.tr("Behind the figure"), margins=0, spacing=4)
        self._backend, self._now = backend, now
        self._movements = Movements(backend, now)
        self.figure, self._place = "", ""
        self._stock: SkuStock | None = None
        self._claims: Claims | None = None
        self.table = PagedTable(
            self._heading,
            [
                Column(lambda: self.tr("What")),
                Column(lambda: self.tr("When"), 104),
                Column(lambda: self.tr("Quantity"), 84, right=True),
            ],
            self._fetch,
            row_height=46,
        )
        self.table.opened.connect(self._opened)
        self.states = FiveStates(self.table, empty=self._nothing, empty_icon="info", row_height=46)
        self.more = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.more.setContentsMargins(16, 0, 16, 8)
        self.shut = IconButton("x", lambda: self.tr("Back to the chart"))
        self.shut.clicked.connect(self.closed)
        if self.heading is not None:
            self.heading.setContentsMargins(16, 8, 8, 2)
            self.heading.addWidget(self.shut)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 0, 1, 1)
        frame.addWidget(self.states)
        self.body.addLayout(frame, 1)
        self.body.addWidget(self.more)
        self.put_on()

    @property
    def rows(self) -> Sequence[Claim]:
        return self._claims.shown if self._claims else ()

    @property
    def site_id(self) -> str:
        return self._place

    def show_figure(self, stock: SkuStock, site_id: str, figure: str) -> None:
        fresh = (site_id, figure) != (self._place, self.figure)
        self._stock, self._place, self.figure = stock, site_id, figure
        self._movements.product_id, self._movements.site_id = stock.product.id, site_id
        if fresh:
            self._claims = None
            self.states.loading()
        if self.title is not None:
            self.title.say(self._heading)
        self.table.retranslate()
        self.more.say(self._more)
        if figure == "reserved":
            self._backend.ask(
                claims_on, stock.product.id, site_id, then=self._claims_came, owner=self
            )
            return
        self.table.reload()

    def _claims_came(self, claims: Claims) -> None:
        self._claims = claims
        self.more.say(self._more)
        self.table.reload()

    # ------------------------------------------------------------------ words

    def _heading(self) -> str:
        names = {
            "on_hand": self.tr("Last movements"),
            "reserved": self.tr("Reserved by"),
            "atp": self.tr("How ATP comes about"),
            "in_transit": self.tr("On the way from other places"),
            "inbound": self.tr("On the way from suppliers"),
        }
        place = self._stock.place(self._place) if self._stock else None
        told = names.get(self.figure, "")
        return f"{told} · {place.name}" if place else told

    def _nothing(self) -> str:
        if self.figure == "reserved" and self._claims and self._claims.elsewhere:
            return self.tr("The orders behind it are not on this computer.")
        if self.figure == "reserved":
            return self.tr("No order reserves it here.")
        if self.figure in ("in_transit", "inbound"):
            return self.tr("Nothing is on the way.")
        return self.tr("Nothing moved yet that this computer knows.")

    def _more(self) -> str:
        if self.figure == "reserved" and self._claims and self._claims.elsewhere:
            away = self._claims.elsewhere
            return self.tr("%n unit(s) more for orders that other places keep.", "", away)
        if self.figure == "on_hand" and self._movements.local:
            return self.tr("The server is away: only what is not sent yet.")
        return ""

    # ------------------------------------------------------------------ rows

    def _fetch(self, wanted: Wanted) -> None:
        if self._stock is None:
            return
        if self.figure == "on_hand":
            self._movements.fetch(_in_three(wanted), self._moved)
            return
        rows = self._rows()
        wanted.deliver(rows, None)
        self.states.ready(len(rows))

    def _moved(self, count: int) -> None:
        self.more.say(self._more)
        self.states.ready(count)

    def _rows(self) -> list[Row]:
        place = self._stock.place(self._place) if self._stock else None
        if place is None or self._stock is None:
            return []
        if self.figure == "reserved":
            claims = self._claims.shown if self._claims else ()
            return [self._claim(at, claim) for at, claim in enumerate(claims)]
        if self.figure == "atp":
            return self._equation(place)
        way = Way.TRANSFER if self.figure == "in_transit" else Way.PURCHASE
        here = [one for one in self._stock.arrivals if (one.site_id, one.way) == (self._place, way)]
        return [self._arrival(arrival) for arrival in here]

    def _claim(self, at: int, claim: Claim) -> Row:
        late = claim.promise_to is not None and claim.promise_to < self._now()
        short = self.tr("goods missing") if claim.short else ""
        due = formats.moment(claim.promise_to, self._now()) if claim.promise_to else "–"
        return Row(
            f"{at}/{claim.order_id}",
            (
                Cell(claim.number, detail=claim.customer_name, bold=True, icon="receipt-text"),
                Cell(due, ink="bad" if late else "", detail=self.tr("late") if late else ""),
                Cell(
                    formats.qty(claim.quantity),
                    bold=True,
                    detail=self.tr("picked") if claim.picked else short,
                    detail_ink="bad" if claim.short else "text2",
                ),
            ),
        )

    def _arrival(self, arrival: Arrival) -> Row:
        late = arrival.eta is not None and arrival.eta < self._now()
        told = [arrival.number]
        if arrival.way is Way.PURCHASE and not arrival.confirmed:
            told.append(self.tr("not confirmed"))
        return Row(
            arrival.document_id,
            (
                Cell(
                    arrival.source,
                    detail=" · ".join(filter(None, told)),
                    bold=True,
                    icon="truck" if arrival.way is Way.PURCHASE else "arrow-left-right",
                ),
                Cell(
                    formats.short_day(arrival.eta) if arrival.eta is not None else "–",
                    ink="bad" if late else "",
                    detail=self.tr("late") if late else "",
                    detail_ink="bad",
                ),
                Cell(formats.signed_qty(arrival.quantity), bold=True),
            ),
        )

    def _equation(self, place: PlaceStock) -> list[Row]:
        words = {
            "on_hand": (self.tr("On hand"), self.tr("on the shelf or picked, not collected")),
            "reserved": (self.tr("Reserved"), self.tr("claimed by orders")),
            "safety": (self.tr("Safety"), self.tr("protected")),
            "leased": (self.tr("Lent to devices"), self.tr("for sales without the server")),
            "atp": (self.tr("ATP"), self.tr("can be promised")),
        }
        return [
            Row(
                figure,
                (
                    Cell(words[figure][0], detail=words[figure][1], bold=figure == "atp"),
                    Cell(""),
                    Cell(f"{sign} {formats.qty(getattr(place, figure))}".strip(), bold=True),
                ),
            )
            for figure, sign in SIGNS.items()
            if figure != "leased" or place.leased
        ]

    def _opened(self, row_id: str) -> None:
        if self.figure == "reserved":
            self.wanted.emit("order", row_id.partition("/")[2])
        elif self.figure == "on_hand":
            movement = self._movements.known.get(row_id)
            if movement is not None and movement.order_id:
                self.wanted.emit("order", movement.order_id)

    def retranslate(self) -> None:
        super().retranslate()
        if self._stock is not None:
            self.table.reload()


def _in_three(wanted: Wanted) -> Wanted:
    """The ledger's rows of time, act, change and balance in the three columns of this card."""

    def deliver(rows: Sequence[AnyRow], following: object | None) -> None:
        told = [Row(row.id, (row.cells[1], row.cells[0], row.cells[2])) for row in rows]
        wanted.deliver(told, following)

    return Wanted(wanted.cursor, wanted.limit, deliver, wanted.fail)
