"""Bring a database to the schema of this version."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.storage import images
from app.storage.schema import Side, metadata, tables_of
from app.storage.search import create_search

SCHEMA_V = 1


def bring_up_to_date(db: Connection, side: Side) -> None:
    """Make or migrate all tables of one side, in the caller's transaction. All slices are imported."""
    first = tables_of(side)[0].name
    if not sa.inspect(db).has_table(first):
        metadata.create_all(db, tables=tables_of(side))
        create_search(db)
        if side is Side.DESK:
            images.create_images(db)
