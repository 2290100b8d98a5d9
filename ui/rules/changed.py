"""The orders that would have gone another way, the largest change first; Enter opens one."""

from PySide6.QtCore import Signal

from app.routing.replay.model import Changed, Comparison
from ui.kit import Card, Cell, Column, FiveStates, PagedTable, Row, Wanted, formats
from ui.orders.why import why
from ui.rules.wording import days_words, way_words

ROW = 52


class ChangedOrders(Card):
    opened = Signal(str)  # the id of an order

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Changed orders"), note=" ", margins=0, spacing=0)
        self._told: Comparison | None = None
        columns = [
            Column(lambda: self.tr("From where, and why")),
            Column(lambda: self.tr("Cost"), 92, right=True),
        ]
        self.table = PagedTable(
            lambda: self.tr("Changed orders"), columns, self._fetch, row_height=ROW
        )
        self.table.opened.connect(self.opened)
        self.states = FiveStates(
            self.table,
            empty=self._empty_words,
            empty_icon="arrow-left-right",
        )
        self.table.rows.loaded.connect(self.states.ready)
        assert self.heading is not None
        self.heading.setContentsMargins(16, 8, 16, 8)
        self.body.addWidget(self.states, 1)
        self.put_on()
        self.states.ready(0)

    def show_comparison(self, told: Comparison | None) -> None:
        self._told = told
        if told is None:
            self.table.reload()
        self.retranslate()

    def _fetch(self, wanted: Wanted) -> None:
        told = self._told.changed if self._told else ()
        wanted.deliver([self._row(one) for one in told], None)

    def _row(self, one: Changed) -> Row:
        currency = self._told.currency if self._told else "IDR"
        old, new = way_words(one)
        change = one.change_minor
        ink = "" if not change else "ok" if change < 0 else "bad"
        figure = formats.plain_money(abs(change), currency)
        sign = formats.MINUS if change < 0 else "+" if change > 0 else "±"
        reason = why(one.reason, currency).rstrip(".")
        detail = " · ".join(filter(None, (one.number, days_words(one), reason)))
        return Row(
            one.order_id,
            (
                Cell(f"{old} → {new}", detail, bold=True),
                Cell(f"{sign}{figure}", ink=ink, bold=True),
            ),
        )

    def _empty_words(self) -> str:
        if self._told is None:
            return self.tr("After a replay: the orders that would have gone another way.")
        return self.tr("Every order would have gone the same way.")

    def retranslate(self) -> None:
        super().retranslate()
        told = self._told
        if told is not None:
            self.table.reload()
        assert self.note is not None
        self.note.say(
            self.tr("{n}, the largest first").format(n=formats.qty(told.changed_orders))
            if told
            else ""
        )
