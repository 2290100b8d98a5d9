"""Which units have no place yet, how often they were rejected, and since when they wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.orders.tables import (
    BACKORDERED,
    HOLD_OPEN,
    WITHOUT_PLACE,
    holds,
    order_events,
    order_lines,
)


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """`reason`: of the last rejection; `since`: when its units came to wait for goods."""

    line_id: str
    order_id: str
    name: str
    method: str
    site_id: str | None
    promise_to: int | None
    unallocated: int
    backordered: int
    rejections: int
    reason: str
    since: int | None

    @property
    def units(self) -> int:
        return self.unallocated + self.backordered


@dataclass(frozen=True, slots=True)
class HeldOrder:
    hold_id: str
    order_id: str
    reason: str
    opened_at: int


_line, _event = order_lines.c, order_events.c
_told = sa.func.coalesce(_line.promise_to, 0)
_unplaced = (
    sa.select(order_lines)
    .where(
        sa.text(WITHOUT_PLACE),
        sa.tuple_(_told, _line.id) > sa.tuple_(sa.bindparam("after"), sa.bindparam("after_id")),
    )
    .order_by(_told, _line.id)
    .limit(sa.bindparam("limit"))
)
_stories = (
    sa.select(_event.line_id, _event.act, _event.reason, _event.at)
    .where(
        _event.order_id.in_(sa.bindparam("orders", expanding=True)),
        _event.act.in_(["reject", "backorder", "offer"]),
    )
    .order_by(_event.at, _event.step)
)
_cells = (
    sa.select(_line.site_id, _line.product_id, sa.func.min(_line.backordered))
    .where(sa.text(BACKORDERED), _line.site_id.is_not(None))
    .group_by(_line.site_id, _line.product_id)
)
_held = (
    sa.select(holds.c.id, holds.c.order_id, holds.c.reason, holds.c.opened_at)
    .where(sa.text(HOLD_OPEN))
    .order_by(holds.c.opened_at, holds.c.id)
    .limit(sa.bindparam("most"))
)


def unplaced_lines(db: Connection, after: tuple[int, str] | None, limit: int) -> list[UnplacedLine]:
    """What was told for the earliest time first; without a time before all."""
    at, after_id = after or (-1, "")
    asked = {"after": at, "after_id": after_id, "limit": limit}
    rows = db.execute(_unplaced, asked).mappings().all()
    return _with_stories(db, rows)


def waiting_cells(db: Connection) -> dict[tuple[str, str], int]:
    """(site, product) → units of the smallest line that waits there for it."""
    return {(row[0], row[1]): int(row[2]) for row in db.execute(_cells)}


def held_orders(db: Connection, most: int) -> list[HeldOrder]:
    return [HeldOrder(*row) for row in db.execute(_held, {"most": most})]


def _with_stories(db: Connection, rows: Iterable[RowMapping]) -> list[UnplacedLine]:
    found = list(rows)
    stories: dict[str, list[Any]] = {}
    asked = {"orders": sorted({row["order_id"] for row in found})}
    for event in db.execute(_stories, asked):
        stories.setdefault(event.line_id, []).append(event)
    return [_of(row, stories.get(row["id"], ())) for row in found]


def _of(row: RowMapping, story: Iterable[Any]) -> UnplacedLine:
    events = list(story)
    rejected = [event.reason for event in events if event.act == "reject"]
    return UnplacedLine(
        line_id=row["id"],
        order_id=row["order_id"],
        name=row["name"],
        method=row["method"],
        site_id=row["site_id"],
        promise_to=row["promise_to"],
        unallocated=row["unallocated"],
        backordered=row["backordered"],
        rejections=len(rejected),
        reason=rejected[-1] if rejected else "",
        since=max((event.at for event in events if event.act != "reject"), default=None),
    )
