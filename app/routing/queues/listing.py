"""All that waits for a place, queue by queue, with what it waits for and until when."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.orders.queries import heads_of
from app.orders.unplaced import HeldOrder, UnplacedLine, held_orders, unplaced_lines
from app.places.queries import all_sites
from app.routing.queues.model import HELD_FOR, Queue, due_of, queue_of
from app.stock.pegging import pegged_units

PAGE_ROWS = 200
MOST_HELD = 200  # whoever has more begins with these


@dataclass(frozen=True, slots=True)
class Waiting:
    """`id` is the line's or the hold's; `what` a product's name; `reason` a code."""

    id: str
    queue: Queue
    order_id: str
    number: str
    customer_name: str
    what: str
    units: int
    reason: str
    site_name: str
    due_at: int | None


@dataclass(frozen=True, slots=True)
class WaitingPage:
    rows: tuple[Waiting, ...]
    next: tuple[int, str] | None


def waiting(
    db: Connection, cursor: tuple[int, str] | None = None, limit: int = PAGE_ROWS
) -> WaitingPage:
    """Lines by what was promised, the earliest first; held orders stand above them."""
    lines = unplaced_lines(db, cursor, limit)
    pegged = pegged_units(db, [line.line_id for line in lines])
    holds = held_orders(db, MOST_HELD) if cursor is None else []
    found: list[HeldOrder | UnplacedLine] = [*holds, *lines]
    heads = heads_of(db, {one.order_id for one in found})
    rows = []
    sites = {site.site_id: site.name for site in all_sites(db)}
    for one in found:
        if head := heads.get(one.order_id):
            who = (one.order_id, head.number, head.customer_name)
            if isinstance(one, HeldOrder):
                rows.append(_held(one, who, sites.get(head.site_id, "")))
            else:
                rows.append(_line(one, who, pegged.get(one.line_id, 0), sites))
    last = lines[-1] if len(lines) == limit else None
    return WaitingPage(tuple(rows), (last.promise_to or 0, last.line_id) if last else None)


def _held(one: HeldOrder, who: tuple[str, str, str], site_name: str) -> Waiting:
    due = one.opened_at + HELD_FOR
    return Waiting(one.hold_id, Queue.HOLD, *who, "", 0, one.reason, site_name, due)


def _line(
    one: UnplacedLine, who: tuple[str, str, str], pegged: int, sites: dict[str, str]
) -> Waiting:
    queue = queue_of(one, pegged)
    return Waiting(
        one.line_id,
        queue,
        *who,
        one.name,
        one.units,
        one.reason,
        sites.get(one.site_id or "", ""),
        due_of(one, queue),
    )
