"""Take back what an act moved: what it was, whether it can be, and the movements against it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.stock.ledger import cell_id, move
from app.stock.states import REAL_BUCKETS, Bucket, CountState
from app.stock.tables import stock_cells, stock_count_lines, stock_counts, stock_movements
from app.storage.uow import UnitOfWork

_moved = stock_movements.c
_by_command = (
    sa.select(_moved.source, _moved.target, _moved.quantity)
    .where(
        _moved.product_id == sa.bindparam("product"),
        _moved.at == sa.bindparam("at"),
        _moved.command_id == sa.bindparam("command"),
        _moved.site_id == sa.bindparam("site"),
    )
    .order_by(_moved.id)
)
_counted = (
    sa.select(stock_counts.c.id)
    .join(stock_count_lines, stock_count_lines.c.count_id == stock_counts.c.id)
    .where(
        stock_counts.c.site_id == sa.bindparam("site"),
        stock_counts.c.counted_at >= sa.bindparam("at"),
        stock_counts.c.state != CountState.DISCARDED.value,
        stock_count_lines.c.product_id == sa.bindparam("product"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Moved:
    source: Bucket
    target: Bucket
    quantity: int


def moved_by(
    uow: UnitOfWork, command_id: str, *, site_id: str, product_id: str, at: int
) -> list[Moved]:
    """What a command moved in one cell at its time. A desk has it while the command is its own."""
    told = {"command": command_id, "site": site_id, "product": product_id, "at": at}
    return [
        Moved(Bucket(row["source"]), Bucket(row["target"]), row["quantity"])
        for row in uow.all(_by_command, **told)
    ]


def counted_since(uow: UnitOfWork, site_id: str, product_id: str, at: int) -> bool:
    """Somebody looked at the shelf after it: the figure is not what an act left any more."""
    return uow.one(_counted, site=site_id, product=product_id, at=at) is not None


def can_move_back(
    uow: UnitOfWork, moves: Sequence[Moved], *, site_id: str, product_id: str
) -> bool:
    """No balance goes below 0 by it."""
    cell = uow.row(stock_cells, cell_id(site_id, product_id))
    left = {bucket: int(cell[bucket.value]) if cell else 0 for bucket in REAL_BUCKETS}
    for one in moves:
        if one.target in left:
            left[one.target] -= one.quantity
        if one.source in left:
            left[one.source] += one.quantity
    return all(units >= 0 for units in left.values())


def move_back(
    uow: UnitOfWork,
    moves: Sequence[Moved],
    *,
    site_id: str,
    product_id: str,
    why: str,
    document: str,
    document_id: str,
) -> None:
    """What comes to the shelf comes first, so that no balance is below 0 on the way."""
    for one in sorted(moves, key=lambda one: one.source is not Bucket.AVAILABLE):
        move(
            uow,
            site_id=site_id,
            product_id=product_id,
            source=one.target,
            target=one.source,
            quantity=one.quantity,
            why=why,
            document=document,
            document_id=document_id,
        )
