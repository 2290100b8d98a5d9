"""A desk that holds a big retailer: a million orders, made by the row and not by the act.

The shop, its people and its joined device are real (tests/sync/shop.py); goods, customers, stock
and past orders are written beneath them as the server would have sent them: without images. Its
server's database lies beside it and knows the shop alone.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from app.adapters.key_stores import FileKeyStore
from app.desk.profile import KEY_NAME, Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.identity.devices import Device
from app.identity.queries import keep_grant
from app.kit.clock import SystemClock
from app.server.service import Service
from app.storage.engine import desk_engine
from app.storage.images import PREFIX
from app.storage.schema import metadata
from app.sync import wire
from tests.bench.bigrows import STORES, Part, Size, parts
from tests.bench.shop import grant
from tests.sync.shop import Shop, open_shop

KEY = bytes(range(32))
# A desk that is being made may be lost: it is made again. No log, no waiting for the disk.
MAKING = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-400000",
    "PRAGMA temp_store=MEMORY",
)


@dataclass(frozen=True, slots=True)
class BigDesk:
    """`folder`/desk is a profile that a Desk opens, `folder`/server.db its server's database."""

    folder: Path
    shop: Shop
    size: Size
    made_at: int

    @property
    def profile(self) -> Path:
        return self.folder / "desk"

    @property
    def server_url(self) -> str:
        return f"sqlite:///{self.folder / 'server.db'}"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection as the read lane of a desk has it."""
        engine = desk_engine(self.profile / "desk.db", KEY, read_only=True)
        try:
            with engine.connect() as db:
                yield db
        finally:
            engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """The bare driver's connection."""
        raw = _opened(self.profile / "desk.db")
        try:
            yield raw
        finally:
            raw.close()


def big_desk(folder: Path, size: Size, tell: Callable[[str], None] = print) -> BigDesk:
    """The one that lies in this folder when it is of this size, else a new one."""
    told = folder / "big.json"
    if told.exists():
        kept = msgspec.json.decode(told.read_bytes(), type=BigDesk, dec_hook=_path)
        if kept.size == size:
            return BigDesk(folder, kept.shop, size, kept.made_at)
        raise SystemExit(f"{folder} holds a desk of another size: {kept.size}")
    folder.mkdir(parents=True, exist_ok=True)
    made = _make(folder, size, tell)
    told.write_bytes(msgspec.json.encode(made, enc_hook=str))
    return made


def _path(_kind: type, told: object) -> Path:
    return Path(str(told))


def _make(folder: Path, size: Size, tell: Callable[[str], None]) -> BigDesk:
    service = Service(f"sqlite:///{folder / 'server.db'}")
    shop = open_shop(service, stores=STORES, desks=STORES, goods=20)
    profile = Profile(folder / "desk")
    profile.open()
    FileKeyStore(profile.folder).save(KEY_NAME, KEY)
    store = DeskStore(profile, KEY, REGISTER, SystemClock(), service.new_id)
    store.enrol(service.enrol(wire.Enrol(code=shop.codes[0])))
    device = Device(shop.devices[0], shop.stores[0], True, False)
    with service.snapshot(device, wire.Snapshot(since=0)) as (head, rows):
        store.swap_mirror(head, rows, frozenset())
    for role, user in shop.users.items():
        store.write(keep_grant, user, grant(service, user, shop.devices[0], role))
    now = service.clock.now()
    store.met_server(now, [])
    service.close()
    store.close()
    profile.close()
    _fill(profile.database, parts(shop, size, now), tell)
    return BigDesk(folder, shop, size, now)


def _fill(database: Path, told: Iterable[Part], tell: Callable[[str], None]) -> None:
    """Rows first, their indexes afterwards; an entity's words are indexed as its rows come."""
    raw = _opened(database)
    for pragma in MAKING:
        raw.execute(pragma)
    later = [
        (name, statement)
        for kind in ("index", "trigger")
        for name, statement in raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type=? AND sql IS NOT NULL "
            "AND (type='index' OR name LIKE ?)",
            (kind, f"{PREFIX}%"),  # told by the server: they have no images
        ).fetchall()
    ]
    raw.execute("BEGIN")
    for name, statement in later:
        raw.execute(f"DROP {statement.split()[1]} {name}")
    for words, rows in told:
        tell(words)
        for table, found in rows:
            _insert(raw, metadata.tables[table], found)
    tell(f"{len(later)} indexes and triggers")
    for _name, statement in later:
        raw.execute(statement)
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode=WAL")
    raw.close()


def _opened(database: Path) -> Any:
    raw = sqlcipher.connect(str(database), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return raw


def _insert(raw: Any, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """All rows tell the same columns; the others are as when nobody said anything."""
    if not rows:
        return
    given = list(rows[0])
    others = [column for column in table.columns if column.name not in rows[0]]
    names = ", ".join(f'"{name}"' for name in (*given, *(column.name for column in others)))
    values = ", ".join([*("?" * len(given)), *map(_blank, others)])
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({values})"
    raw.executemany(statement, (tuple(row.values()) for row in rows))


def _blank(column: sa.Column[Any]) -> str:
    if column.nullable:
        return "NULL"
    return "0" if isinstance(column.type, sa.BigInteger | sa.Boolean) else "''"
