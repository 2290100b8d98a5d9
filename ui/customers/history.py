"""What was between us and them: one line per order, return, message and note, newest first."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.insights.customer import Kind, Moment, Timeline, timeline
from ui.customers import words
from ui.kit import (
    Backend,
    Card,
    Cell,
    Column,
    FiveStates,
    Line,
    PagedTable,
    Row,
    Segments,
    Size,
    Wanted,
    formats,
    text_label,
)

ROW = 50


class HistoryCard(Card):
    """`chosen` tells the order that the selected line leads to; "" for a line without one."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, backend: Backend) -> None:
        super().__init__(margins=0, spacing=0)
        self._backend = backend
        self._customer = ""
        self._now = 0
        self._people: Mapping[str, str] = {}
        self._sites: Mapping[str, str] = {}
        self._orders: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self.kinds = Segments(lambda: self.tr("Show"), stretch=False)
        columns = [
            Column(lambda: self.tr("When"), 132),
            Column(lambda: self.tr("What")),
            Column(lambda: self.tr("Amount"), 132, right=True),
        ]
        self.table = PagedTable(lambda: self.tr("Timeline"), columns, self._fetch, row_height=ROW)
        self.table.horizontalHeader().hide()
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("Nothing of this kind yet."),
            empty_icon="history",
            row_height=ROW,
        )
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 16, 10)
        head.addWidget(self.kinds)
        head.addStretch(1)
        newest = text_label(lambda: self.tr("newest first"), size=Size.SECONDARY, ink="text2")
        head.addWidget(newest, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout()
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Line())
        whole.addWidget(self.states, 1)
        self.body.addLayout(whole)
        self.kinds.chosen.connect(lambda _kind: self._restart())
        self.table.rows.loaded.connect(self.states.ready)
        self.table.rows.broke.connect(self._broke)
        self.table.chosen.connect(lambda row_id: self.chosen.emit(self._orders.get(row_id, "")))
        self.table.opened.connect(self._open)
        self.put_on()

    @property
    def order_id(self) -> str:
        """The order that the selected line leads to."""
        return self._orders.get(self.table.selected_id, "")

    @property
    def number(self) -> str:
        """Of that order."""
        return self._numbers.get(self.table.selected_id, "")

    def show_customer(
        self, customer_id: str, now: int, people: Mapping[str, str], sites: Mapping[str, str]
    ) -> None:
        fresh = customer_id != self._customer
        self._customer, self._now = customer_id, now
        self._people, self._sites = people, sites
        if fresh:
            self._restart()
        else:
            self.table.reload()

    def open_selected(self) -> None:
        self._open(self.table.selected_id)

    def _restart(self) -> None:
        self._orders = {}
        self.table.select("")
        self.states.loading()
        self.table.reload()

    def _open(self, row_id: str) -> None:
        if order_id := self._orders.get(row_id, ""):
            self.opened.emit(order_id)

    def _fetch(self, wanted: Wanted) -> None:
        if not self._customer:
            wanted.deliver([], None)
            return
        self._backend.ask(
            timeline,
            self._customer,
            self.kinds.value or "all",
            wanted.cursor,
            then=partial(self._deliver, wanted),
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _deliver(self, wanted: Wanted, found: Timeline) -> None:
        self._orders |= {moment.id: moment.ref for moment in found.rows if moment.ref}
        self._numbers |= {moment.id: moment.number for moment in found.rows if moment.ref}
        wanted.deliver([self._row(moment) for moment in found.rows], found.next)

    def _broke(self) -> None:
        self.states.failed(
            lambda: self.tr("The timeline could not be read."),
            lambda: self.tr("Nothing was lost."),
            self._restart,
            "customers.timeline",
        )

    def _row(self, moment: Moment) -> Row:
        amount = moment.amount_minor
        money = formats.money(amount, moment.currency) if amount is not None else ""
        return Row(
            moment.id,
            (
                Cell(formats.moment(moment.at, self._now), ink="text2"),
                Cell(
                    words.happened(moment),
                    self._detail(moment),
                    icon=words.ICONS[moment.kind],
                    bold=moment.kind is not Kind.NOTE,
                ),
                Cell(money, bold=True),
            ),
        )

    def _detail(self, moment: Moment) -> str:
        state = words.message_state(moment.text) if moment.kind is Kind.MESSAGE else ""
        number = moment.number if moment.kind is not Kind.CONSENT else ""
        about = moment.text if moment.kind is Kind.CALL else ""
        told = (
            about,
            number,
            state,
            self._sites.get(moment.site_id or "", ""),
            self._people.get(moment.who, ""),
        )
        return " · ".join(part for part in told if part)

    def retranslate(self) -> None:
        kinds = (
            ("all", self.tr("Everything")),
            ("orders", self.tr("Orders")),
            ("returns", self.tr("Returns")),
            ("messages", self.tr("Messages")),
            ("notes", self.tr("Notes")),
        )
        self.kinds.offer(kinds)
        if self._customer:
            self.table.reload()
