"""A desk that holds a big retailer: a million orders, made by the row and not by the act.

The shop, its people and its joined device are real (tests/sync/shop.py); goods, customers, stock
and past orders are written beneath them as the server would have sent them: without images.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.customers.tables import customer_pii, customers
from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.fulfillment.tables import fulfillments
from app.identity.devices import Device
from app.identity.queries import keep_grant
from app.kit.clock import DAY, HOUR, MINUTE, Instant, SystemClock
from app.kit.ids import derived_id
from app.orders.tables import order_events, order_lines, orders
from app.payments.tables import payments
from app.server.service import Service
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells
from app.storage import images
from app.sync import wire
from tests.bench.shop import grant
from tests.sync.shop import Shop, open_shop

KEY = bytes(range(32))
TOGETHER = 20_000  # rows per executemany
STORES = 3
YEAR = 365 * DAY
FIRST = ("Siti", "Budi", "Dewi", "Agus", "Rina", "Yoga", "Maria", "Kevin", "Dina", "Joko")
LAST = ("Rahma", "Santoso", "Lestari", "Wijaya", "Gunawan", "Pratama", "Halim", "Saputra")
KINDS = ("Kemeja", "Celana", "Jaket", "Sepatu", "Tas", "Topi", "Rok", "Kaos", "Sandal", "Ikat")
LOOKS = ("Linen", "Katun", "Denim", "Kulit", "Rajut", "Satin", "Kanvas", "Wol")
COLOURS = ("Hitam", "Putih", "Biru", "Hijau", "Merah", "Krem", "Abu", "Cokelat")


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each; lines are five an order."""

    orders: int
    customers: int
    goods: int

    @property
    def lines(self) -> int:
        return self.orders * 5


FULL = Size(orders=1_000_000, customers=1_000_000, goods=200_000)


@dataclass(frozen=True, slots=True)
class BigDesk:
    folder: Path
    shop: Shop
    size: Size


def make_big_desk(folder: Path, size: Size, tell: Callable[[str], None] = print) -> BigDesk:
    service = Service(f"sqlite:///{folder / 'server.db'}")
    shop = open_shop(service, stores=STORES, desks=1, goods=20)
    profile = Profile(folder / "desk")
    profile.open()
    store = DeskStore(profile, KEY, REGISTER, SystemClock(), service.new_id)
    store.enrol(service.enrol(wire.Enrol(code=shop.codes[0])))
    with service.snapshot(Device(shop.devices[0], shop.stores[0], True, False)) as (head, parts):
        store.swap_mirror(head, parts, frozenset())
    for role, user in shop.users.items():
        store.write(keep_grant, user, grant(service, user, shop.devices[0], role))
    now = service.clock.now()
    store.met_server(now, [])
    service.close()
    for told, rows in _all_rows(shop, size, now):
        tell(told)
        store.write(_fill, rows)
    store.write(lambda db: db.exec_driver_sql("ANALYZE"))
    store.close()
    profile.close()
    (folder / "desk" / "desk.key").write_bytes(KEY)
    return BigDesk(folder, shop, size)


Rows = Iterator[tuple[sa.Table, list[dict[str, Any]]]]


def _all_rows(shop: Shop, size: Size, now: Instant) -> Iterator[tuple[str, Rows]]:
    yield f"{size.goods:,} goods in {STORES} stores", _goods(shop, size)
    yield f"{size.customers:,} customers", _customers(size, now)
    yield f"{size.orders:,} orders, {size.lines:,} lines", _orders(shop, size, now)


def _fill(db: Connection, rows: Rows) -> None:
    images.drop_triggers(db)  # told by the server: they have no images
    raw = db.connection.driver_connection
    assert raw is not None
    for table, found in rows:
        blank = _blank(table)
        names = list(blank)
        statement = (
            f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        )
        raw.executemany(statement, [tuple((blank | row).values()) for row in found])
    images.create_triggers(db)


def _blank(table: sa.Table) -> dict[str, Any]:
    """What every column holds when nobody said otherwise."""
    return {
        column.name: None
        if column.nullable
        else column.default.arg  # type: ignore[attr-defined]
        if column.default is not None
        else 0
        if isinstance(column.type, sa.BigInteger | sa.Boolean)
        else ""
        for column in table.columns
    }


def _batches(count: int, width: int = 1) -> Iterator[range]:
    many = max(1, TOGETHER // width)
    for start in range(0, count, many):
        yield range(start, min(start + many, count))


def product_id(n: int) -> str:
    return f"{n:032x}"


def customer_id(n: int) -> str:
    return f"c{n:031x}"


def order_id(n: int) -> str:
    return f"0{n:031x}"


def _goods(shop: Shop, size: Size) -> Rows:
    chance = random.Random(1)
    for batch in _batches(size.goods):
        yield products, [_product(n, chance) for n in batch]
        for store in shop.stores:
            yield (
                stock_cells,
                [
                    {
                        "id": cell_id.__wrapped__(store, product_id(n)),
                        "site_id": store,
                        "product_id": product_id(n),
                        "available": chance.randrange(40),
                        "changed_at": 0,
                    }
                    for n in batch
                ],
            )


def _product(n: int, chance: random.Random) -> dict[str, Any]:
    kind, look = KINDS[n % len(KINDS)], LOOKS[n // 10 % len(LOOKS)]
    return {
        "id": product_id(n),
        "sku": f"{kind[:2].upper()}-{n:06d}",
        "gtin": f"29{n:011d}",
        "style": f"S{n // 8}",
        "name": f"{kind} {look} {n // 80}",
        "colour": COLOURS[n % len(COLOURS)],
        "size": "SMLX"[n % 4],
        "category": kind.lower(),
        "price_minor": 1_000 * chance.randrange(49, 999),
        "currency": "IDR",
        "active": True,
        "popularity": int(1_000 * chance.paretovariate(1.2)),
    }


def _customers(size: Size, now: Instant) -> Rows:
    chance = random.Random(2)
    for batch in _batches(size.customers):
        yield (
            customers,
            [
                {
                    "id": customer_id(n),
                    "tier": "gold" if n % 20 == 0 else "",
                    "language": "id",
                    "created_at": now - chance.randrange(YEAR),
                    "orders_count": 1,
                    "audience": "customers:care",
                }
                for n in batch
            ],
        )
        yield customer_pii, [_person(n) for n in batch]


def _person(n: int) -> dict[str, Any]:
    phone = f"+62812{n * 7919 % 10**8:08d}"
    name = f"{FIRST[n % 10]} {LAST[n // 10 % 8]} {_syllables(n // 80)}"
    return {
        "id": customer_id(n),
        "name": name,
        "phone": phone,
        "phone_reversed": phone[:0:-1],
        "email": f"{name.replace(' ', '.').lower()}@example.com",
    }


def _syllables(n: int) -> str:
    parts = ("ba", "di", "ka", "lu", "ma", "ni", "ra", "su", "ta", "wi")
    return "".join(parts[int(digit)] for digit in f"{n:05d}").title()


def _orders(shop: Shop, size: Size, now: Instant) -> Rows:
    """A year of orders, the newest last; the last 2,000 are still being worked on."""
    chance = random.Random(3)
    for batch in _batches(size.orders, 5):
        made: dict[sa.Table, list[dict[str, Any]]] = {
            table: [] for table in (orders, order_lines, order_events, payments, fulfillments)
        }
        for n in batch:
            _order(made, shop, size, n, now, chance)
        yield from made.items()


def _order(
    made: dict[sa.Table, list[dict[str, Any]]],
    shop: Shop,
    size: Size,
    n: int,
    now: Instant,
    chance: random.Random,
) -> None:
    placed_at = now - YEAR + YEAR * n // size.orders
    is_open = n >= size.orders - 2_000
    site = shop.stores[n % STORES]
    bucket = "released" if is_open else "collected"
    total = 0
    for ordinal in range(5):
        price = 1_000 * chance.randrange(49, 999)
        total += price
        good = int(size.goods * chance.random() ** 3)
        line_id = f"1{n:025x}{ordinal:06x}"
        made[order_lines].append(
            {
                "id": line_id,
                "order_id": order_id(n),
                "ordinal": ordinal,
                "product_id": product_id(good),
                "sku": f"SKU-{good}",
                "name": f"{KINDS[good % 10]} {LOOKS[good // 10 % 8]}",
                "ordered": 1,
                "unit_minor": price,
                "total_minor": price,
                "method": "pickup",
                "site_id": site,
                "promise_from": placed_at + 2 * HOUR,
                "promise_to": placed_at + 8 * HOUR,
                "assurance": "confirmed",
                bucket: 1,
            }
        )
        made[order_events].append(
            {
                "id": f"2{n:025x}{ordinal:06x}",
                "order_id": order_id(n),
                "line_id": line_id,
                "act": "source",
                "source": "unallocated",
                "target": "allocated",
                "quantity": 1,
                "site_id": site,
                "user_id": shop.users["agent"],
                "device_id": shop.devices[0],
                "command_id": order_id(n),
                "at": placed_at,
                "step": ordinal,
            }
        )
    made[orders].append(
        {
            "id": order_id(n),
            "number": f"JKT{n % STORES:02d}-9-{n:07d}",
            "state": "placed" if is_open else "closed",
            "channel": "phone" if n % 3 else "store",
            "site_id": site,
            "device_id": shop.devices[0],
            "customer_id": customer_id(n * 31 % size.customers),
            "language": "id",
            "currency": "IDR",
            "subtotal_minor": total,
            "total_minor": total,
            "paid_minor": total,
            "placed_by": shop.users["agent"],
            "placed_at": placed_at,
            "closed_at": None if is_open else placed_at + 5 * HOUR,
            "audience": "orders:care",
        }
    )
    made[payments].append(
        {
            "id": f"3{n:031x}",
            "order_id": order_id(n),
            "kind": "terminal",
            "state": "captured",
            "currency": "IDR",
            "amount_minor": total,
            "captured_minor": total,
            "at": placed_at + MINUTE,
        }
    )
    made[fulfillments].append(
        {
            "id": derived_id(order_id(n), "fulfillment", 0),
            "order_id": order_id(n),
            "site_id": site,
            "method": "pickup",
            "state": "open" if is_open else "closed",
            "due_at": placed_at + 8 * HOUR,
            "closed_at": None if is_open else placed_at + 5 * HOUR,
        }
    )
