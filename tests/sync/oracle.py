"""The same commands once more, one after the other, on a fresh server: is what stands there equal?

Whatever was lost, doubled, torn by a crash or carried out in another order than its number says
makes another ending than the plain series does.
"""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.features import REGISTER
from app.kit.actor import SYSTEM
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.storage.commands import decode
from app.storage.engine import reading, server_engine
from app.storage.outbox import NO_CHAIN, Envelope, chain_parts, next_chain
from app.storage.schema import Side, tables_of
from app.storage.uow import UnitOfWork
from app.sync.accept import SERVER_REPLICA, accept, run_as_system
from app.sync.founding import new_replica
from app.sync.tables import audit, commands
from tests.sync.moulds import SERVER
from tests.sync.server_machine import perform
from tests.sync.speed import compile_once

if TYPE_CHECKING:
    from tests.sync.simulator import World

# How it came to the server, not what it did there; and what is random by its nature.
WAY = frozenset(
    {
        "audit",
        "commands",
        "device_secrets",
        "effects",
        "feed_clock",
        "replicas",
        "server_secrets",
    }
)
DONE = ("command_id", "kind", "status", "receipt", "body", "seq")
ROWS_TOLD = 3


def replayed_differently(world: "World") -> Iterator[str]:
    """What is not as it would be, had every command come alone and in its turn."""
    path = world.folder / "oracle.db"
    shutil.copyfile(world.begun / SERVER, path)
    oracle = compile_once(server_engine(f"sqlite:///{path}"))
    with reading(world.server.service.engine) as db, db.begin(), oracle.begin() as fresh:
        _Series(world, fresh).replay(db)
        yield from _differences(db, fresh)
    oracle.dispose()


class _Series:
    """One device after the other would be too easy: the commands come in the order of their
    numbers, each under a replica id that was never cloned, restored or interrupted."""

    def __init__(self, world: "World", fresh: Connection) -> None:
        self._server, self._db = world.server, fresh
        self._last: dict[str, tuple[int, str]] = {}  # device → its number and chain

    def replay(self, told: Connection) -> None:
        begun = self._db.execute(sa.select(sa.func.max(audit.c.seq))).scalar_one()
        entries = sa.select(audit).where(audit.c.seq > begun).order_by(audit.c.seq)
        rows = {row["seq"]: row for row in told.execute(sa.select(commands)).mappings()}
        for entry in told.execute(entries).mappings():
            if entry["command_id"] in self._server.acts:
                self._act(entry)
            elif (row := rows[entry["seq"]])["replica_id"] == SERVER_REPLICA:
                self._run(row)
            else:
                self._take(row)

    def _act(self, entry: RowMapping) -> None:
        uow = UnitOfWork(
            self._db,
            side=Side.SERVER,
            command_id=entry["command_id"],
            now=Instant(entry["at"]),
            actor=SYSTEM,
        )
        perform(uow, self._server.acts[entry["command_id"]])

    def _run(self, row: RowMapping) -> None:
        """What the server did by itself, or because a desk asked it to."""
        spec = REGISTER.find(row["kind"], row["v"])
        assert spec is not None
        command, now = decode(spec, row["body"]), Instant(row["received_at"])
        run_as_system(self._db, REGISTER, command, row["command_id"], now=now)

    def _take(self, row: RowMapping) -> None:
        envelope = self._in_turn(self._server.sent[row["command_id"], row["body_hash"]], row)
        accept(
            self._db,
            REGISTER,
            _replica(row["device_id"]),
            envelope,
            now=Instant(row["received_at"]),
            server_key=self._server.service.public_key,
        )

    def _in_turn(self, envelope: Envelope, row: RowMapping) -> Envelope:
        device_id = row["device_id"]
        if device_id not in self._last:
            new_replica(self._db, _replica(device_id), device_id, Instant(row["received_at"]))
        number, chain = self._last.get(device_id, (0, NO_CHAIN))
        parts = chain_parts(
            envelope.command_id, envelope.hash, envelope.user_id, envelope.occurred_at
        )
        number, chain = self._last[device_id] = (number + 1, next_chain(chain, *parts))
        return msgspec.structs.replace(envelope, client_seq=number, chain=chain)


def _replica(device_id: str) -> str:
    return derived_id(device_id, "oracle")


def _differences(told: Connection, fresh: Connection) -> Iterator[str]:
    columns = ", ".join(DONE)
    questions = {
        table.name: f"SELECT * FROM {table.name}"
        for table in tables_of(Side.SERVER)
        if table.name not in WAY
    }
    questions["commands"] = f"SELECT {columns} FROM commands"
    for name, question in questions.items():
        theirs, ours = (
            {tuple(row) for row in db.exec_driver_sql(question)} for db in (told, fresh)
        )
        if theirs != ours:
            yield f"oracle: {name} has {_some(theirs - ours)}, in series {_some(ours - theirs)}"


def _some(rows: set[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=repr)[:ROWS_TOLD]
