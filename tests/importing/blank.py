"""An empty server database in memory, quickly: made once, copied for each example."""

import sqlite3
from functools import cache
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import app.features  # noqa: F401  every table is known
from app.storage.schema import Side, metadata, tables_of


def blank() -> Connection:
    found = sa.create_engine("sqlite://").connect()
    _template().backup(_raw(found))
    return found


@cache
def _template() -> sqlite3.Connection:
    made = sa.create_engine("sqlite://").connect()
    metadata.create_all(made, tables=tables_of(Side.SERVER))
    made.commit()
    kept = sqlite3.connect(":memory:")
    _raw(made).backup(kept)
    made.close()
    return kept


def _raw(db: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, db.connection.dbapi_connection)
