"""P3: what does a desk spend on capturing an order, beside raw SQLCipher writing the same rows?"""

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.identity.devices import Device
from app.identity.queries import keep_grant
from app.kit.clock import SystemClock
from app.server.service import Service
from app.storage import images
from app.storage.engine import DESK_PRAGMAS, WRITER_PRAGMAS
from app.storage.journal import Journal
from app.storage.lease_clock import UNKNOWN
from app.storage.outbox import Envelope, envelope_of, pending
from app.storage.schema import Row, metadata, synced_tables
from app.sync import wire
from tests.bench.fill import Rows, multiply, renamed, rows_made_by
from tests.bench.measure import Report, Sample, cpu_ms, in_turns, one_by_one, ratio, wall_p
from tests.bench.shop import grant, open_bench_shop, order

KEY = bytes(range(32))
P95_MS = 50


def bench(*, stored: list[int], rounds: int, orders: int) -> list[Report]:
    return [_one(n, rounds, orders) for n in stored]


def _one(stored: int, rounds: int, orders: int) -> Report:
    with tempfile.TemporaryDirectory(prefix="gerai-bench-") as name:
        folder = Path(name)
        with _desk(folder, stored) as (capture, raw):
            report = Report(f"P3 desk captures an order of 3 lines at FULL, {stored:,} stored")
            a, b = in_turns(
                lambda: one_by_one(capture, orders, time.process_time),
                lambda: _raw_round(raw, orders),
                rounds,
            )
            report.add("rows of one order", raw.rows, "rows")
            report.add("desk", cpu_ms(a), "CPU-ms/order")
            report.add("raw sqlcipher3, same rows", cpu_ms(b), "CPU-ms/order")
            report.add("ratio", ratio(a, b), "×", most=3)
            report.add("desk, wall p50", wall_p(a, 50), "ms")
            report.add("desk, wall p95", wall_p(a, 95), "ms", most=P95_MS)
            report.add("raw, wall p50", wall_p(b, 50), "ms")
            report.add("raw, wall p95", wall_p(b, 95), "ms")
    return report


def _raw_round(raw: "Raw", orders: int) -> Sample:
    prepared = iter([raw.prepared() for _ in range(orders)])  # making rows is no part of writing
    return one_by_one(lambda: raw.write(next(prepared)), orders, time.process_time)


@contextmanager
def _desk(folder: Path, stored: int) -> Iterator[tuple[Any, "Raw"]]:
    """A desk with orders of its store, and a raw copy of its database."""
    service = Service(f"sqlite:///{folder / 'server.db'}")
    shop, people = open_bench_shop(service, desks=1)
    profile = Profile(folder / "desk")
    profile.open()
    clock = SystemClock()
    store = DeskStore(profile, KEY, REGISTER, clock, service.new_id)
    store.enrol(service.enrol(wire.Enrol(code=shop.codes[0])))
    device = Device(shop.devices[0], shop.stores[0], True, False)
    with service.snapshot(device, wire.Snapshot(since=0)) as (head, parts):
        store.swap_mirror(head, parts, frozenset())
    agent = shop.users["agent"]
    store.write(keep_grant, agent, grant(service, agent, shop.devices[0], "agent"))
    service.close()
    chance = random.Random(1)

    def capture() -> None:
        outcome = store.run(order(shop, people, chance), agent, online=False)
        if not outcome.ok:
            raise RuntimeError(str(outcome.refusal))

    made = rows_made_by(store.write, capture)
    updates = store.write(_updated)
    envelope = store.write(lambda db: envelope_of(pending(db)[-1]))
    store.write(lambda db: _multiply(db, made, stored))
    store.checkpoint()
    copy = folder / "raw.db"
    shutil.copy(profile.database, copy)
    raw = Raw(copy, folder / "raw.journal", made, updates, envelope)
    try:
        yield capture, raw
    finally:
        raw.close()
        store.close()
        profile.close()


def _multiply(db: Any, made: Rows, stored: int) -> None:
    with images.uncaptured(db) as open_table:  # stored orders were told by the server
        for table in synced_tables():
            open_table(table)
        multiply(db, made, stored)
    db.exec_driver_sql("ANALYZE")


def _updated(db: Any) -> list[tuple[str, dict[str, Any]]]:
    """(table, the changed columns with id) of each row that the act changed rather than made."""
    found = []
    for table in synced_tables():
        columns = [column.name for column in table.columns]
        listed = ", ".join(columns)
        was = f"SELECT {listed} FROM {images.PREFIX}{table.name} WHERE absent=0"
        for old in db.exec_driver_sql(was).all():
            new = db.exec_driver_sql(
                f"SELECT {listed} FROM {table.name} WHERE id=?", (old[0],)
            ).one()
            values = {c: n for c, o, n in zip(columns, old, new, strict=True) if o != n}
            found.append((table.name, {**values, "id": old[0]}))
    return found


Prepared = tuple[list[tuple[str, list[tuple[Any, ...]]]], Envelope]


class Raw:
    """The same rows and the same journal by the driver alone: no rules, no images."""

    def __init__(
        self,
        path: Path,
        journal: Path,
        made: Rows,
        updates: list[tuple[str, dict[str, Any]]],
        envelope: Envelope,
    ) -> None:
        self._made, self._updates, self._envelope = made, updates, envelope
        self._ids = [row["id"] for rows in made.values() for row in rows]
        self._number = count(10_000_000)
        self.rows = sum(map(len, made.values())) + len(updates) + 1
        self._journal = Journal(journal, KEY)
        self._db = sqlcipher.connect(str(path), isolation_level=None)
        self._db.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        for pragma in (*DESK_PRAGMAS, *WRITER_PRAGMAS):
            self._db.execute(pragma)
        for kind, like in (("trigger", f"{images.PREFIX}%"), ("table", f"{images.PREFIX}%")):
            names = self._db.execute(
                "SELECT name FROM sqlite_master WHERE type=? AND name LIKE ?", (kind, like)
            ).fetchall()
            for (name,) in names:
                self._db.execute(f"DROP {kind} {name}")

    def prepared(self) -> Prepared:
        number = next(self._number)
        names = {old: f"{number:016x}{n:016x}" for n, old in enumerate(self._ids)}
        statements = [
            (
                _insert(table.name, rows[0]),
                [tuple(renamed(row, names, number).values()) for row in rows],
            )
            for table in metadata.sorted_tables
            if (rows := self._made.get(table.name))
        ]
        for name, values in self._updates:
            columns = [column for column in values if column != "id"]
            assigned = ", ".join(f"{column}=?" for column in columns) or "id=id"
            statement = f"UPDATE {name} SET {assigned} WHERE id=?"
            statements.append((statement, [(*(values[c] for c in columns), values["id"])]))
        envelope = self._envelope.__class__(
            **{
                **{name: getattr(self._envelope, name) for name in Envelope.__struct_fields__},
                "command_id": f"{number:032x}",
                "client_seq": number,
            }
        )
        row = {name: getattr(envelope, name) for name in Envelope.__struct_fields__}
        row |= {"fact": 0, "lease_at": UNKNOWN}
        statements.append((_insert("outbox", row), [tuple(row.values())]))
        return statements, envelope

    def write(self, prepared: Prepared) -> None:
        statements, envelope = prepared
        self._db.execute("BEGIN IMMEDIATE")
        for statement, rows in statements:
            self._db.executemany(statement, rows)
        self._db.execute("COMMIT")
        self._journal.append(envelope)

    def close(self) -> None:
        self._db.close()
        self._journal.close()


def _insert(table: str, row: Row) -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})"
