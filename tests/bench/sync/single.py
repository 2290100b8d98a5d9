"""One real desk and its server: the first sync, what it sees and how soon, a day's backlog."""

import asyncio
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace

from app.catalog.tables import products
from app.desk.desk import Desk
from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.identity.devices import Device
from app.kit.clock import SystemClock
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.orders.commands import PlaceOrder
from app.orders.tables import orders
from app.server.answers import lines_of
from app.server.service import Service
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells
from app.sync import wire
from app.sync.taking import Taking
from app.sync.transport import Transport
from tests.bench.measure import Report, cpu_of, give_way, give_way_here
from tests.bench.place import Caller
from tests.bench.shop import Desk as LightDesk
from tests.bench.shop import open_bench_shop, order
from tests.bench.sync import anchors
from tests.bench.sync.relay import Relay
from tests.bench.sync.tills import Till
from tests.support.served import Served, served
from tests.sync.shop import PIN, Shop, open_shop

KEY = bytes(range(32))
TOGETHER = 5_000
BACKLOG = 500
PUSHED = 1_000
SEEN = 100  # commits that are waited for on the other desk
CAPTURED = 300  # orders on the desk whose p99 is told
IDLE_SECONDS, SETTLES = 60.0, 6.0
GIVE_UP = 120.0


def first_sync(kind: str, url: str, folder: Path, rows: int) -> Report:
    """A new till: the whole catalogue and its own stock, over HTTP, into its encrypted database."""
    service = Service(url)
    shop = open_shop(service, stores=1, desks=1, pin_hash="none")
    _fill(service, shop, rows)
    enrolled = service.enrol(wire.Enrol(code=shop.codes[0]))
    device = Device(shop.devices[0], shop.stores[0], True, False)
    lines = list(lines_of(service, device, wire.Snapshot(since=0)))
    service.close()
    report = Report(f"sync: first sync of {rows:,} products and {rows:,} stock rows, {kind}")
    profile = Profile(folder / "desk")
    profile.open()
    store = DeskStore(profile, KEY, REGISTER, SystemClock(), service.new_id)
    store.enrol(enrolled)
    with served(url, folder / "server") as server, Relay(server.port) as relay:
        line = Transport(relay.url, device_id=enrolled.device_id, credential=enrolled.credential)
        began, spent = time.perf_counter(), time.process_time()
        taking = Taking(store.arriving())
        with line.snapshot(taking.asks(wire.beginning(enrolled.replica_id))) as (head, arriving):
            taking.hears(head, arriving)
        store.swap_mirror(taking.head, taking.parts(), frozenset())
        taking.forget()
        seconds, spent = time.perf_counter() - began, time.process_time() - spent
        line.close()
    held = store.write(lambda db: db.execute(sa.select(sa.func.count(products.c.id))).scalar_one())
    if held < rows:
        raise RuntimeError(f"the desk has {held} of {rows} products")
    store.close()
    profile.close()
    bare = anchors.take_over_seconds(folder, lines[1:-1])
    report.add("first sync", seconds, "s", most=10)
    report.add("rows", 2 * rows / seconds, "rows/s", least=20_000)
    report.add("on the line", relay.down / 1e6, "MB", most=10)
    report.add("of the plain JSON", relay.down / sum(map(len, lines)), "×", most=0.35)
    report.add("anchor: bare decode and insert", bare, "CPU-s")
    report.add("desk, with the line", spent, "CPU-s")
    report.add("ratio", spent / bare, "×", most=3)
    return report


def one_desk(kind: str, url: str, folder: Path, *, desks: int) -> Report:
    """Each desk in a process of its own, but for the one whose orders are waited for elsewhere."""
    service = Service(url)
    shop, people = open_bench_shop(service, desks=6)
    callers = [LightDesk(service, shop, 3 + n, people) for n in range(3)]
    share = min(1.0, desks / 300)
    seen, captured = max(5, int(SEEN * share)), max(10, int(CAPTURED * share))
    report = Report(f"sync: a desk and its server, {kind}")
    chance = random.Random(1)

    def basket() -> PlaceOrder:
        # of a passer-by: a store's desk does not know the phone's customers
        return replace(order(shop, people, chance), customer_id=None)

    with ExitStack() as stack:
        server = stack.enter_context(served(url, folder / "server"))
        _idle(report, folder, server, shop.codes[2], share)
        here = _desk(stack, folder / "here", server.url, shop.codes[1])
        clerk = here.sign_in(shop.users["clerk"], PIN).result(30)
        there = Till(folder / "there", server.url, shop.codes[0], shop.users["agent"])
        stack.callback(there.end)  # of the phone: it sees all

        def capture() -> str:
            outcome = here.run(basket(), clerk).result(30)
            if not outcome.ok:
                raise RuntimeError(str(outcome.refusal))
            return str(outcome.result["order_id"])

        _seen(report, there, capture, seen)
        baskets = [basket() for _ in range(captured)]
        alone = there.captures(baskets[: captured // 2])
        _captured(report, "order with nothing else", *alone)
        _while_pages_come(report, there, baskets, callers[:2], server.port, "on one computer")
        give_way(server.pid, *_backends(service))
        _while_pages_come(report, there, baskets, callers[:2], server.port, most=50)
        _backlog(report, here, server, capture, max(5, int(BACKLOG * share)))
        _pushed_again(report, service, server, callers[2], max(5, int(PUSHED * share)))
    service.close()
    walls = anchors.echo_ms()
    report.add("anchor: HTTP echo p50", _p(walls, 50), "ms")
    report.add("anchor: HTTP echo p99", _p(walls, 99), "ms")
    rate = anchors.commits_a_second(url, folder)
    report.add("anchor: bare row and commit", rate, "rows/s")
    return report


def _desk(stack: ExitStack, profile: Path, url: str, code: str) -> Desk:
    desk = Desk(profile, url)
    stack.callback(desk.close)
    desk.enrol(code, "desk")
    desk.start()
    if not desk.wait_caught_up(60):
        raise RuntimeError("the desk did not catch up")
    return desk


def _idle(report: Report, folder: Path, server: Served, code: str, share: float) -> None:
    """What a desk that nobody uses costs its line."""
    with ExitStack() as stack:
        relay = stack.enter_context(Relay(server.port))
        _desk(stack, folder / "idle", relay.url, code)
        _quiet(relay)
        seconds = IDLE_SECONDS * share
        before = relay.up + relay.down
        time.sleep(seconds)
        told = (relay.up + relay.down - before) * 60 / seconds / 1e3
    report.add("idle desk", told, "kB/min", most=5)


def _quiet(relay: Relay) -> None:
    """A desk that just opened borrows what it may promise alone, and hears of that."""
    told = -1
    while told != (told := relay.up + relay.down):
        time.sleep(SETTLES)


def _seen(report: Report, there: Till, capture: Callable[[], str], times: int) -> None:
    """From the commit here to the rows there."""
    walls = []
    for _ in range(times):
        order_id = capture()
        began = time.monotonic()
        walls.append((there.saw(order_id) - began) * 1e3)
    walls.sort()
    report.add("commit to seen on another desk, p50", _p(walls, 50), "ms", most=150)
    report.add("commit to seen on another desk, p99", _p(walls, 99), "ms", most=1_000)


def _while_pages_come(
    report: Report,
    there: Till,
    baskets: list[PlaceOrder],
    callers: list[LightDesk],
    port: int,
    how: str = "",
    *,
    most: float = 0,
) -> None:
    """Orders on a desk whose pages are full of what two others do without a pause.

    A till has a computer of its own. Here it shares two cores with the others, the server and its
    database, and is told both `how` it fares among them and (`most`) when they give way to it.
    """
    done = threading.Event()

    def sell(caller: Caller) -> int:
        if most:
            give_way_here()
        sold = 0
        while not done.is_set():
            caller.order()
            sold += 1
        return sold

    what = ", ".join(filter(None, ("while pages come", how)))
    lines = [Caller(port, desk) for desk in callers]
    with ThreadPoolExecutor(len(lines)) as pool:
        selling = [pool.submit(sell, line) for line in lines]
        began, spent = time.monotonic(), cpu_of(there.pid)
        walls, did = there.captures(baskets)
        seconds, spent = time.monotonic() - began, cpu_of(there.pid) - spent
        done.set()
        sold = sum(each.result() for each in selling)
    for line in lines:
        line.close()
    report.add(f"{what}: orders of others", sold / seconds, "orders/s")
    report.add(f"{what}: the desk", spent / seconds * 100, "% of a core")
    _captured(report, f"order {what}", walls, did, most=most)


def _backends(service: Service) -> list[int]:
    """The processes of a server's database that answer it."""
    if service.engine.dialect.name != "postgresql":
        return []
    asked = sa.text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    return list(service.ask(lambda db: db.execute(asked).scalars().all()))


def _captured(
    report: Report, what: str, walls: list[float], did: list[float], *, most: float = 0
) -> None:
    report.add(f"{what}, p50", _p(walls, 50), "ms")
    report.add(f"{what}, p99", _p(walls, 99), "ms", most=most)
    report.add(f"{what}, its process meanwhile, p50", _p(did, 50), "CPU-ms")
    report.add(f"{what}, its process meanwhile, p99", _p(did, 99), "CPU-ms")


def _backlog(
    report: Report, desk: Desk, server: Served, capture: Callable[[], Any], many: int
) -> None:
    server.stop()
    for _ in range(many):
        capture()
    server.start()
    desk.poke()
    began = time.perf_counter()
    while desk.status().queued and time.perf_counter() - began < GIVE_UP:
        time.sleep(0.02)
    seconds = time.perf_counter() - began
    report.add(f"backlog of {many} orders drained", seconds, "s", most=30)
    report.none("backlog left", desk.status().queued)


def _pushed_again(
    report: Report, service: Service, server: Served, desk: LightDesk, many: int
) -> None:
    """A thousand orders of a desk that was alone, and all of them once more."""
    light = desk.light([False] * many)
    counted = sa.select(sa.func.count()).select_from(orders)

    def stored() -> int:
        return int(service.ask(lambda db: db.execute(counted).scalar_one()))

    before = stored()
    for what in ("pushed", "pushed again"):
        began = time.perf_counter()
        asyncio.run(light.drain(server.port))
        report.add(f"{many} orders {what}", many / (time.perf_counter() - began), "orders/s")
        light.taken.clear()
    report.none("of them doubled or lost", abs(stored() - before - many))


def _fill(service: Service, shop: Shop, rows: int) -> None:
    now = service.clock.now()
    with service.engine.begin() as db:
        for start in range(0, rows, TOGETHER):
            told = range(start, min(rows, start + TOGETHER))
            db.execute(products.insert(), [_product(n) for n in told])
            db.execute(stock_cells.insert(), [_cell(shop.stores[0], n, now) for n in told])


def _product(n: int) -> dict[str, Any]:
    return {
        "id": _id(n),
        "sku": f"SKU-{n:06d}",
        "gtin": gtin13(f"21{n:010d}"),
        "style": f"ST{n // 8:05d}",
        "name": f"Kemeja Linen {n // 8} Biru {n % 8}",
        "category": f"shirts/{n % 40}",
        "price_minor": 25_000 + n % 900 * 1_000,
        "currency": "IDR",
        "tax_class": "standard",
        "weight_grams": 400,
        "active": True,
    }


def _id(n: int) -> str:
    """As little to be packed as real ones."""
    return derived_id("bench", "product", n)


def _cell(site: str, n: int, now: int) -> dict[str, Any]:
    return {
        "id": cell_id(site, _id(n)),
        "site_id": site,
        "product_id": _id(n),
        "available": n % 40,
        "opened_at": now,
        "changed_at": now,
    }


def _p(walls: list[float], percent: int) -> float:
    return walls[min(len(walls) - 1, len(walls) * percent // 100)]
