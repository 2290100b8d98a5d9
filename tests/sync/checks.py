"""What must hold of the simulated shop: on the way on each database, at rest of all together."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from app.insights.verify.books import Books
from app.insights.verify.runs import EVERY, CheckResult, verify_desk, verify_pair, verify_server
from app.notify.states import MessageState
from app.notify.tables import messages
from app.server.service import buckets_of
from app.server.verify_cli import parts_of
from app.storage.engine import desk_engine, reading
from app.storage.images import PREFIX, filled
from app.storage.outbox import outbox_archive
from app.storage.prepared import straight
from app.storage.schema import Nobody, Side, synced_tables, tables_of
from app.sync.accept import SERVER_REPLICA
from app.sync.feed import chain_at
from app.sync.snapshot import parts
from app.sync.tables import commands
from tests.sync.desk_machine import SimulatedDesk
from tests.sync.moulds import KEY
from tests.sync.oracle import replayed_differently
from tests.sync.simulator import World
from tests.sync.speed import compile_once

CARDS = "X2"  # reads every text of every table
CURSOR, COMMANDS = "F2", "C4"  # of a pair; its rows are compared here one by one
# Made of chance that no seed gives: the name of the server, keys and what is signed with them.
SECRET = frozenset({"credential", "server_id", "server_key", "grant", "token", "pin_hash"})
SECRETS = frozenset({"server_secrets", "device_secrets"})


def under_way(world: World) -> list[str]:
    """While everything moves each database holds its own books, and no command has ended unseen."""
    engine = world.server.service.engine
    found = [_words("server", one) for one in verify_server(engine, only=EVERY - {CARDS})]
    awake = [desk for desk in world.desks if desk.store is not None]
    if awake:
        desk = world.random.choice(awake)
        with _reader(desk) as reader:
            found += _checked(desk, reader, EVERY - {CARDS})
    with reading(engine) as db, db.begin():
        for desk in awake:
            found += ended_early(desk, db)
    return [words for words in found if words]


def ended_early(desk: SimulatedDesk, server: Connection) -> Iterator[str]:
    """A command ends when the feed has shown it: until the cursor is there its effect is the desk's
    alone, and news would wipe it off the screen."""
    assert desk.store is not None
    cursor = desk.store.cursor()
    if chain_at(server, cursor.seq) != cursor.chain:
        return  # one of them was restored, and they have not met since
    later = sa.select(commands.c.command_id).where(
        commands.c.device_id == desk.device_id, commands.c.seq > cursor.seq
    )
    archived = sa.select(outbox_archive.c.command_id)
    ended = set(desk.store.write(lambda db: db.execute(archived).scalars().all()))
    for command_id in server.execute(later).scalars():
        if command_id in ended:
            yield f"desk {desk.number}: {command_id} ended before the feed showed it"


def at_rest(world: World, *, settled: bool) -> list[str]:
    found = [] if settled else ["stuck: the desks never came to rest"]
    engine = world.server.service.engine
    with reading(engine) as db, db.begin():
        found += _lost(world, db)
        found += _out_of_order(db)
        found += never_mailed(world, db)
        for desk in world.desks:
            if desk.gone:
                continue
            if desk.store is None:
                found.append(f"desk {desk.number} is still off")
            elif settled:
                found += mirror_differs(desk, db)
    found += [f"sums differ: {told}" for told in world.stats.differing]
    found += [f"vanished: {order_id}" for order_id in world.stats.vanished]
    # One of the desks is looked at with all checks; of the others the rows were compared.
    desk = world.random.choice([desk for desk in world.desks if desk.store is not None])
    with _reader(desk) as reader:
        found += _checked(desk, reader, EVERY)
        found += _paired(desk, reader, engine)
    found += [_words("server", one) for one in verify_server(engine)]
    found += replayed_differently(world)
    return [words for words in found if words]


def _lost(world: World, db: Connection) -> Iterator[str]:
    """Saved commands the server does not have, and those our own code could not carry out."""
    rows = db.execute(sa.select(commands.c.command_id, commands.c.status, commands.c.receipt)).all()
    known = {row.command_id for row in rows}
    for command_id, desk in world.stats.saved.items():
        if command_id not in known | world.stats.may_lack:
            yield f"lost: {command_id} of desk {desk}"
    for row in rows:
        if row.status == "quarantined" and "handler_failed" in row.receipt:
            yield f"failed: {row.command_id} {row.receipt}"


def _out_of_order(db: Connection) -> Iterator[str]:
    """Of each replica id the server took 1, 2, 3 … in this order, each once."""
    rows = sa.select(commands.c.replica_id, commands.c.client_seq).order_by(commands.c.seq)
    last: dict[str, int] = {}
    for replica, number in db.execute(rows.where(commands.c.replica_id != SERVER_REPLICA)):
        if number != last.get(replica, 0) + 1:
            yield f"out of order: {replica} {number} after {last.get(replica, 0)}"
        last[replica] = number


def never_mailed(world: World, db: Connection) -> Iterator[str]:
    """What the server says it told a customer, and did not."""
    sent = sa.select(messages.c.id).where(messages.c.state == MessageState.SENT.value)
    for message_id in db.execute(sent).scalars():
        if message_id not in world.server.mailed:
            yield f"never mailed: {message_id}"


def mirror_differs(desk: SimulatedDesk, server: Connection) -> Iterator[str]:
    """Of a desk at rest, at the server's head: its rows are the server's, one by one."""
    assert desk.store is not None
    told: dict[str, dict[str, list[object]]] = {}
    for part in parts(server, frozenset(buckets_of(server, desk.device))):
        told.setdefault(part.entity, {}).update((row[0], list(row)) for row in part.rows)
    held = desk.store.write(_all_rows)
    for table in synced_tables():
        if isinstance(table.info["buckets"], Nobody):
            continue
        theirs, ours = told.get(table.name, {}), held.get(table.name, {})
        if theirs == ours:  # a 1 of SQLite equals a True
            continue
        for row_id in sorted(ours.keys() | theirs.keys()):
            if ours.get(row_id) != theirs.get(row_id):
                yield f"desk {desk.number}: {table.name}/{row_id} is not the server's"


def _all_rows(db: Connection) -> dict[str, dict[str, list[object]]]:
    return {
        table.name: {row[0]: list(row) for row in straight(db, f"SELECT * FROM {table.name}")}
        for table in filled(db)
    }


def _checked(desk: SimulatedDesk, reader: Engine, only: Iterable[str]) -> Iterator[str]:
    for one in verify_desk(reader, only=set(only)):
        yield _words(f"desk {desk.number}", one)


def _paired(desk: SimulatedDesk, reader: Engine, server: Engine) -> Iterator[str]:
    with reading(server) as db, db.begin():
        # Under the replica id of two copies the server has what the other did, until both spoke.
        checks = {CURSOR} if desk.was_copied else {CURSOR, COMMANDS}
        found = list(verify_pair(reader, Books(db, parts_of), only=checks))
    yield from (_words(f"desk {desk.number}", one) for one in found)


@contextmanager
def _reader(desk: SimulatedDesk) -> Iterator[Engine]:
    """A new connection: on one that looked before, SQLite calls search tables damaged that were
    written elsewhere since."""
    engine = compile_once(desk_engine(desk.folder / "desk.db", KEY, read_only=True))
    yield engine
    engine.dispose()


def _words(where: str, result: CheckResult) -> str:
    return f"{where}: {result.id} {result.violations[:3]}" if result.ok is False else ""


def digest(world: World) -> str:
    """Of every row of every database, but for what is random by its nature: a whole story."""
    told = hashlib.blake2b(digest_size=16)
    with reading(world.server.service.engine) as db, db.begin():
        _add(db, told, [table for table in tables_of(Side.SERVER) if table.name not in SECRETS])
    twins = [sa.table(PREFIX + one.name, *map(sa.column, _names(one))) for one in synced_tables()]
    for desk in world.desks:
        if desk.store is not None:
            desk.store.write(_add, told, [*tables_of(Side.DESK), *twins])
    return told.hexdigest()


def _names(table: sa.FromClause) -> list[str]:
    return [str(column.name) for column in table.c]


def _add(db: Connection, told: "hashlib.blake2b", tables: Iterable[sa.FromClause]) -> None:
    for table in tables:
        listed = ", ".join(f'"{name}"' for name in _names(table) if name not in SECRET)
        rows = sorted(map(repr, db.exec_driver_sql(f"SELECT {listed} FROM {table}")))
        told.update(f"{table}{rows}".encode())
