"""How `gerai verify` opens a desk, also beside the running one, and a server over HTTP."""

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.adapters.key_stores import best_key_store
from app.desk.profile import Profile
from app.insights.verify.cli import CouldNot, require_version
from app.insights.verify.pair import Counterpart, Cursor, Known, Part, cursor_of
from app.storage.engine import desk_engine, reading
from app.storage.outbox import desk_state
from app.sync import wire
from app.sync.feed import Page
from app.sync.taking import rows_from
from app.sync.transport import Transport


@contextmanager
def desk_door(folder: Path) -> Iterator[Engine]:
    """Read-only and without the profile's lock: a desk at work may be looked at."""
    profile = Profile(folder)
    if not profile.database.is_file():
        raise CouldNot(f"there is no desk in {folder}")
    engine = desk_engine(profile.database, profile.key(best_key_store(folder)), read_only=True)
    try:
        with reading(engine) as db, db.begin():
            require_version(db, "desk_state")
        yield engine
    finally:
        engine.dispose()


@contextmanager
def remote_door(desk: Engine, url: str) -> Iterator[Counterpart]:
    with reading(desk) as db, db.begin():
        cursor = cursor_of(db)
        credential = db.execute(sa.select(desk_state.c.credential)).scalar_one()
    if not cursor.device_id:
        raise CouldNot("this desk has not joined a server yet")
    transport = Transport(url, device_id=cursor.device_id, credential=credential)
    try:
        yield RemoteServer(transport)
    finally:
        transport.close()


class RemoteServer:
    """A running server as this desk's credential lets it be seen."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._welcome: wire.Welcome | None = None

    def head(self, cursor: Cursor) -> int:
        return self._greeted(cursor).seq

    def meets(self, cursor: Cursor) -> bool:
        return self._greeted(cursor).action == "ok"

    def commands_of(self, device_id: str) -> Iterable[Known] | None:
        return None

    def parts(self, device_id: str) -> Iterator[Part]:
        with self._transport.snapshot(wire.Snapshot(since=0)) as (_head, lines):
            yield from map(rows_from, lines)

    def unread(self, cursor: Cursor) -> Set[tuple[str, str]]:
        """Asked after the snapshot, so that it also names what changed while that was read."""
        reply = self._transport.feed(
            wire.Feed(
                replica_id=cursor.replica_id,
                epoch=cursor.epoch,
                seq=cursor.seq,
                chain=cursor.chain,
                wait=0,
            )
        )
        if isinstance(reply, Page):
            return {
                (rows.entity, str(row_id))
                for rows in reply.changes
                for row_id in (*(row[0] for row in rows.rows), *rows.gone)
            }
        if reply.action == "snapshot":
            raise CouldNot("this desk is too far behind its server: let it sync first")
        return set()

    def _greeted(self, cursor: Cursor) -> wire.Welcome:
        if self._welcome is None:
            self._welcome = self._transport.hello(wire.greeting(cursor))
        if self._welcome.action in {"upgrade", "revoked"}:
            raise CouldNot(f"the server does not serve this desk: {self._welcome.action}")
        return self._welcome
