"""What one server is: its name, its place in the feed, its secrets, and the replicas it knows."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import Instant
from app.storage.prepared import prepared
from app.sync.feed import CLOCK_ROW
from app.sync.tables import feed_clock, replicas, server_secrets

_clock = sa.select(feed_clock.c.id)
_secret = sa.select(server_secrets.c.value).where(server_secrets.c.name == sa.bindparam("secret"))
_replica = sa.select(replicas).where(replicas.c.id == sa.bindparam("replica"))


def found(db: Connection, server_id: str) -> None:
    """The first start names the server; later ones find it."""
    if db.execute(_clock).first() is None:
        clock = {"id": CLOCK_ROW, "server_id": server_id, "epoch": 1, "seq": 0, "chain": ""}
        db.execute(feed_clock.insert(), clock)


def begin_epoch(db: Connection, epoch: int) -> None:
    """What is numbered from now on belongs to another history than what the backup's server did."""
    db.execute(feed_clock.update().where(feed_clock.c.id == CLOCK_ROW), {"epoch": epoch})


def secret(db: Connection, name: str, make: Callable[[], str]) -> str:
    """A secret of this server, made when it is first asked for."""
    kept = db.execute(_secret, {"secret": name}).scalar()
    if kept is None:
        kept = make()
        db.execute(server_secrets.insert(), {"name": name, "value": kept})
    return str(kept)


def new_replica(db: Connection, replica_id: str, device_id: str, now: Instant) -> None:
    row = {"id": replica_id, "device_id": device_id, "last_seq": 0, "device_chain": ""}
    db.execute(replicas.insert(), {**row, "forked_into": "", "seen_at": now})


def replica_of(db: Connection, replica_id: str) -> RowMapping | None:
    return prepared(db, _replica).first(db, {"replica": replica_id})
