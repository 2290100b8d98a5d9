"""Of which products did a change of rows change what can be promised?"""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.stock.tables import (
    purchase_lines,
    purchase_orders,
    stock_cells,
    stock_count_lines,
    stock_counts,
    suppliers,
    transfer_lines,
    transfers,
)

CHUNK = 500  # ids of one IN list, as in the feed

# Table → where its rows name a product, and the column by which a changed row is found there.
_NAMED: Mapping[str, tuple[sa.Column[str], sa.Column[str]]] = {
    stock_cells.name: (stock_cells.c.product_id, stock_cells.c.id),
    purchase_lines.name: (purchase_lines.c.product_id, purchase_lines.c.id),
    purchase_orders.name: (purchase_lines.c.product_id, purchase_lines.c.purchase_id),
    transfer_lines.name: (transfer_lines.c.product_id, transfer_lines.c.id),
    transfers.name: (transfer_lines.c.product_id, transfer_lines.c.transfer_id),
    stock_counts.name: (stock_count_lines.c.product_id, stock_count_lines.c.count_id),
}
# They say when and how much of all that comes can be sold; docks are a part of handling.
_OF_ALL_THAT_COMES = (suppliers.name, "site_handling")
WATCHED = (*_NAMED, *_OF_ALL_THAT_COMES)


def products_touched(db: Connection, changed: Mapping[str, set[str]]) -> set[str]:
    """`changed`: table → ids of its rows. Others than WATCHED touch nothing here."""
    found: set[str] = set()
    for name, (product, key) in _NAMED.items():
        for chunk in _chunks(sorted(changed.get(name, ()))):
            found.update(db.execute(sa.select(product).where(key.in_(chunk)).distinct()).scalars())
    if any(changed.get(name) for name in _OF_ALL_THAT_COMES):
        found |= _all_that_comes(db)
    return found


def products_anywhere(db: Connection) -> set[str]:
    """All that lie at a place or are on their way."""
    return set(db.execute(sa.select(stock_cells.c.product_id).distinct()).scalars()) | (
        _all_that_comes(db)
    )


def _all_that_comes(db: Connection) -> set[str]:
    lines = (purchase_lines.c.product_id, transfer_lines.c.product_id)
    return {one for line in lines for one in db.execute(sa.select(line).distinct()).scalars()}


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
