"""What nothing comes for is cancelled in the end, by the command that a person would use."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.unplaced import UnplacedLine, unplaced_lines
from app.routing.queues.listing import PAGE_ROWS
from app.routing.queues.model import Queue, due_of, queue_of
from app.stock.pegging import pegged_units


def expired(db: Connection, now: Instant) -> Iterator[tuple[str, int, CancelLines]]:
    """(line, since when it waited, its cancellation)."""
    for page in _pages(db):
        pegged = pegged_units(db, [line.line_id for line in page])
        for line in page:
            queue = queue_of(line, pegged.get(line.line_id, 0))
            due = due_of(line, queue)
            if queue is Queue.UNFILLABLE and due is not None and due < now:
                yield line.line_id, line.since or 0, _cancellation(line)


def _cancellation(line: UnplacedLine) -> CancelLines:
    units = LineQuantity(line_id=line.line_id, quantity=line.units)
    return CancelLines(order_id=line.order_id, lines=[units], reason=CancelReason.NOT_AVAILABLE)


def _pages(db: Connection) -> Iterator[list[UnplacedLine]]:
    after: tuple[int, str] | None = None
    while page := unplaced_lines(db, after, PAGE_ROWS):
        yield page
        after = (page[-1].promise_to or 0, page[-1].line_id)
