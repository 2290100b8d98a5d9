"""How is it told what waits for a place: queue, reason, until when, and the next step."""

from PySide6.QtCore import QCoreApplication

from app.orders.reasons import HoldReason
from app.routing.queues.listing import Waiting
from app.routing.queues.model import Queue
from ui.kit import Cell, Row, formats
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
        Queue.UNROUTED: translate("work", "No place yet"),
        Queue.UNFILLABLE: translate("work", "Nothing on its way"),
        Queue.BACKORDER: translate("work", "Waits for goods"),
        Queue.PICKUP_REJECTED: translate("work", "Store has it not"),
        Queue.MANUAL: translate("work", "Rejected several times"),
        Queue.HOLD: translate("work", "On hold"),
    }[queue]


def next_words(queue: Queue) -> str:
    """What the day in the right column means."""
    return {
        Queue.UNFILLABLE: translate("work", "cancelled then"),
        Queue.HOLD: translate("work", "look again"),
    }.get(queue, translate("work", "promised"))


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
