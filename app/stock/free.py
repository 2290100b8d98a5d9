"""What of a cell can still be given away, and the one statement that takes it: never too much."""

import sqlalchemy as sa

from app.stock.tables import stock_cells

_cell = stock_cells.c
_wanted: sa.BindParameter[int] = sa.bindparam("wanted", type_=sa.BigInteger)
# What nobody has claimed, kept for a draft, lent or protected. Goods in a clerk's hand do not
# ask for it.
FREE = _cell.available - _cell.reserved - _cell.leased - _cell.held - _cell.safety


def from_free(bucket: sa.Column[int]) -> sa.Update:
    """Put `wanted` units of what is free in this bucket of cell `row_id`; else no row changes."""
    return (
        stock_cells.update()
        .where(_cell.id == sa.bindparam("row_id"), _wanted <= FREE)
        .values({bucket: bucket + _wanted})
    )
