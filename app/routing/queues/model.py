"""In which queue do units without a place stand, and until when is something to be done."""

from enum import StrEnum

from app.kit.clock import DAY
from app.orders.states import Method
from app.orders.unplaced import UnplacedLine

MOST_REJECTIONS = 3  # a third place that has not what it says is no accident
CANCELLED_AFTER = 10 * DAY  # so long somebody may find a way; then the money goes back
HELD_FOR = DAY  # a hold is looked at every day


class Queue(StrEnum):
    UNROUTED = "unrouted"  # no place was found yet, and nothing is waited for
    UNFILLABLE = "unfillable"  # nothing is on its way: cancelled in the end
    BACKORDER = "backorder"  # pegged to goods that are on their way
    PICKUP_REJECTED = "pickup_rejected"  # its store has it not; never turned into shipping
    MANUAL = "manual"  # rejected so often that a person has to look
    HOLD = "hold"


def queue_of(line: UnplacedLine, pegged: int) -> Queue:
    if line.rejections >= MOST_REJECTIONS:
        return Queue.MANUAL
    if line.method == Method.PICKUP.value and line.rejections:
        return Queue.PICKUP_REJECTED
    if not line.backordered:
        return Queue.UNROUTED
    return Queue.BACKORDER if pegged >= line.backordered else Queue.UNFILLABLE


def due_of(line: UnplacedLine, queue: Queue) -> int | None:
    """UNFILLABLE: when it is cancelled; else the promise."""
    if queue is Queue.UNFILLABLE:
        return None if line.since is None else line.since + CANCELLED_AFTER
    return line.promise_to
