"""How is it told what waits for a place: queue, reason, until when, and the next step."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.orders.reasons import HoldReason
from app.routing.queues.listing import Waiting, WaitingPage, waiting
from app.routing.queues.model import Queue
from ui.kit import (
    Backend,
    Card,
    Cell,
    Column,
    FiveStates,
    PagedTable,
    Row,
    Wanted,
    formats,
)
from ui.orders.detail import words as order_words
from ui.orders.detail.telling import reason

translate = QCoreApplication.translate  # lupdate knows the name `translate`

ICONS = {
    Queue.UNROUTED: "circle-dashed",
    Queue.UNFILLABLE: "package-x",
    Queue.BACKORDER: "hourglass",
    Queue.PICKUP_REJECTED: "store",
    Queue.MANUAL: "hand",
    Queue.HOLD: "pause",
}


def queue_words(queue: Queue) -> str:
    return {
        Queue.UNROUTED: translate("cases", "No place yet"),
        Queue.UNFILLABLE: translate("cases", "Nothing on its way"),
        Queue.BACKORDER: translate("cases", "Waits for goods"),
        Queue.PICKUP_REJECTED: translate("cases", "Store has it not"),
        Queue.MANUAL: translate("cases", "Rejected several times"),
        Queue.HOLD: translate("cases", "On hold"),
    }[queue]


def next_words(queue: Queue) -> str:
    """What the day in the right column means."""
    return {
        Queue.UNFILLABLE: translate("cases", "cancelled then"),
        Queue.HOLD: translate("cases", "look again"),
    }.get(queue, translate("cases", "promised"))


def waiting_row(told: Waiting, now: int) -> Row:
    late = told.due_at is not None and told.due_at < now
    item = f"{formats.qty(told.units)} × {told.what}" if told.what else ""
    about = " · ".join(filter(None, (told.number, told.customer_name, item)))
    due = formats.moment(told.due_at, now) if told.due_at is not None else "–"
    return Row(
        told.id,
        (
            Cell(queue_words(told.queue), detail=about, bold=True, icon=ICONS[told.queue]),
            Cell(told.site_name, detail=_reason(told), ink="text2"),
            Cell(
                due,
                detail=next_words(told.queue),
                ink="bad" if late else "text",
            ),
        ),
    )


def _reason(told: Waiting) -> str:
    if told.queue is Queue.HOLD:
        known = told.reason in set(HoldReason)
        return order_words.hold(told.reason) if known else told.reason
    return reason(told.reason) if told.reason else ""


class WaitingList(QWidget):
    """What has no place yet; Enter opens its order."""

    opened = Signal(str)

    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        super().__init__()
        self._backend, self._now = backend, now
        self._waits: dict[str, Waiting] = {}
        self.table = PagedTable(
            lambda: self.tr("Waiting for a place"),
            [
                Column(lambda: self.tr("Task")),
                Column(lambda: self.tr("Store"), 190),
                Column(lambda: self.tr("Until"), 150, right=True),
            ],
            self._fetch,
            row_height=52,
        )
        self.table.opened.connect(self.open_row)
        self.table.rows.loaded.connect(self._loaded)
        self.table.rows.broke.connect(self._broke)
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("All clear: nothing waits for a place."),
            empty_icon="circle-check",
            row_height=52,
        )
        card = Card(margins=0)
        card.body.addWidget(self.states)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def open_row(self, row_id: str = "") -> None:
        waits = self._waits.get(row_id or self.table.selected_id)
        if waits is not None:
            self.opened.emit(waits.order_id)

    def _fetch(self, wanted: Wanted) -> None:
        cursor = wanted.cursor if isinstance(wanted.cursor, tuple) else None

        def came(page: WaitingPage) -> None:
            if cursor is None:
                self._waits = {}
            self._waits |= {told.id: told for told in page.rows}
            wanted.deliver([waiting_row(told, self._now()) for told in page.rows], page.next)

        self._backend.ask(
            waiting,
            cursor,
            wanted.limit,
            then=came,
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _loaded(self, count: int) -> None:
        self.states.ready(count)
        if count and self.table.rows.place_of(self.table.selected_id) is None:
            self.table.step(0)

    def _broke(self) -> None:
        self.states.failed(
            lambda: self.tr("The tasks could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.table.reload,
            "waiting",
        )
