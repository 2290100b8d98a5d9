"""The server's books as one desk may see them: the counterpart of a pair over a database."""

from collections.abc import Callable, Iterable, Iterator, Set

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.devices import Device
from app.identity.tables import devices
from app.insights.verify.check import stream, table
from app.insights.verify.pair import Cursor, Known, Part


class Books:
    """`parts_of` gives what a snapshot would send to a device."""

    def __init__(
        self, db: Connection, parts_of: Callable[[Connection, Device], Iterable[Part]]
    ) -> None:
        self._db = db
        self._parts_of = parts_of

    def head(self, cursor: Cursor) -> int:
        return int(self._db.execute(sa.select(table("feed_clock").c.seq)).scalar_one())

    def meets(self, cursor: Cursor) -> bool:
        entry = table("audit").c
        asked = sa.select(entry.chain).where(entry.seq == cursor.seq)
        return self._db.execute(asked).scalar() == cursor.chain

    def commands_of(self, device_id: str) -> Iterator[Known]:
        told = table("commands").c
        statement = (
            sa.select(told.command_id, told.body_hash, told.replica_id, told.seq)
            .where(told.device_id == device_id)
            .order_by(told.seq)
        )
        for row in stream(self._db, statement):
            yield Known(row["command_id"], row["body_hash"], row["replica_id"], row["seq"])

    def parts(self, device_id: str) -> Iterable[Part]:
        row = self._db.execute(sa.select(devices).where(devices.c.id == device_id)).first()
        if row is None:
            return []
        device = Device(row.id, row.site_id, row.care, row.revoked_at is not None)
        return self._parts_of(self._db, device)

    def unread(self, cursor: Cursor) -> Set[tuple[str, str]]:
        change = table("feed_changes").c
        statement = (
            sa.select(change.entity, change.entity_id).where(change.seq > cursor.seq).distinct()
        )
        return {(row["entity"], row["entity_id"]) for row in stream(self._db, statement)}
