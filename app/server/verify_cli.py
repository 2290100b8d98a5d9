"""How `gerai verify` opens a server's database: to read, and never to make or to mend it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError

from app.identity.devices import Device
from app.insights.verify.books import Books
from app.insights.verify.cli import CouldNot, require_version
from app.insights.verify.pair import Counterpart, Part
from app.server.service import buckets_of
from app.storage.engine import reading, server_engine
from app.sync.snapshot import parts


@contextmanager
def server_door(url: str) -> Iterator[Engine]:
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite" and not _is_file(parsed.database):
            raise CouldNot(f"there is no database file {parsed.database}")
        engine = server_engine(url)
    except (ArgumentError, ValueError) as error:
        raise CouldNot(f"that is no database address: {error}") from error
    try:
        with reading(engine) as db, db.begin():
            require_version(db, "feed_clock")
        yield engine
    finally:
        engine.dispose()


@contextmanager
def counterpart_door(engine: Engine) -> Iterator[Counterpart]:
    """The whole comparison sees one state of the server."""
    with reading(engine) as db, db.begin():
        yield Books(db, parts_of)


def parts_of(db: Connection, device: Device) -> Iterable[Part]:
    return parts(db, frozenset(buckets_of(db, device)))


def _is_file(path: str | None) -> bool:
    return path is not None and Path(path).is_file()
