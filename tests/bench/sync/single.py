"""One real desk and its server: the first sync, what it sees and how soon, a day's backlog."""

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
from app.kit.actor import Actor
from app.kit.clock import SystemClock
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.orders.tables import orders
from app.server.answers import lines_of
from app.server.service import Service
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells
from app.sync import wire
from app.sync.transport import Transport
from tests.bench.measure import Report
from tests.bench.place import Caller
from tests.bench.shop import Desk as LightDesk
from tests.bench.shop import open_bench_shop, order
from tests.bench.sync import anchors
from tests.bench.sync.relay import Relay
from tests.support.served import Served, served
from tests.sync.shop import PIN, Shop, open_shop

KEY = bytes(range(32))
TOGETHER = 5_000
BACKLOG = 500
SEEN = 60  # commits that are waited for on the other desk
IDLE_SECONDS = 60.0
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
        with line.snapshot(wire.Snapshot(since=0)) as (head, parts):
            store.swap_mirror(head, parts, frozenset())
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


def one_desk(kind: str, url: str, folder: Path, *, rounds: int, desks: int) -> Report:
    service = Service(url)
    shop, people = open_bench_shop(service, desks=4)
    callers = [LightDesk(service, shop, 2 + n, people) for n in range(2)]
    service.close()
    seen, backlog = max(5, SEEN * desks // 300), max(5, BACKLOG * desks // 300)
    report = Report(f"sync: a desk and its server, {kind}")
    with ExitStack() as stack:
        server = stack.enter_context(served(url, folder / "server"))
        relay = stack.enter_context(Relay(server.port))
        here = _desk(stack, folder / "here", server.url, shop, 1)
        there = _desk(stack, folder / "there", relay.url, shop, 0)  # of the phone: it sees all
        clerk = here.sign_in(shop.users["clerk"], PIN).result(30)
        agent = there.sign_in(shop.users["agent"], PIN).result(30)
        chance = random.Random(1)

        def capture(desk: Desk, actor: Actor) -> str:
            # of a passer-by: a store's desk does not know the phone's customers
            basket = replace(order(shop, people, chance), customer_id=None)
            outcome = desk.run(basket, actor).result(30)
            if not outcome.ok:
                raise RuntimeError(str(outcome.refusal))
            return str(outcome.result["order_id"])

        _idle(report, relay, desks)
        _seen(report, there, lambda: capture(here, clerk), seen)
        _while_pages_come(report, lambda: capture(there, agent), server, callers, seen)
        _backlog(report, here, server, lambda: capture(here, clerk), backlog)
    walls = anchors.echo_ms()
    report.add("anchor: HTTP echo p50", _p(walls, 50), "ms")
    report.add("anchor: HTTP echo p99", _p(walls, 99), "ms")
    rate = anchors.commits_a_second(url, folder)
    report.add("anchor: bare row and commit", rate, "rows/s")
    return report


def _desk(stack: ExitStack, profile: Path, url: str, shop: Shop, number: int) -> Desk:
    desk = Desk(profile, url)
    stack.callback(desk.close)
    desk.enrol(shop.codes[number], f"desk {number}")
    desk.start()
    if not desk.wait_caught_up(60):
        raise RuntimeError("the desk did not catch up")
    return desk


def _idle(report: Report, relay: Relay, desks: int) -> None:
    """What a desk that nobody uses costs its line."""
    seconds = IDLE_SECONDS * min(1.0, desks / 300)
    before = relay.up + relay.down
    time.sleep(seconds)
    told = (relay.up + relay.down - before) * 60 / seconds / 1e3
    report.add("idle desk", told, "kB/min", most=5)


def _seen(report: Report, there: Desk, capture: Callable[[], str], times: int) -> None:
    """From the commit here to the rows there."""
    changed = threading.Event()
    there.on_changed(lambda _changes: changed.set())
    walls = []
    for _ in range(times):
        order_id = capture()
        began = time.perf_counter()
        while not _holds(there, order_id):
            changed.wait(0.005)
            changed.clear()
            if time.perf_counter() - began > GIVE_UP:
                raise RuntimeError("the order was never seen")
        walls.append((time.perf_counter() - began) * 1e3)
    walls.sort()
    report.add("commit to seen on another desk, p50", _p(walls, 50), "ms", most=150)
    report.add("commit to seen on another desk, p99", _p(walls, 99), "ms", most=1_000)


def _while_pages_come(
    report: Report,
    capture: Callable[[], str],
    server: Served,
    callers: list[LightDesk],
    times: int,
) -> None:
    """An order on a desk whose pages are full of what two others do without a pause."""
    done = threading.Event()

    def sell(caller: Caller) -> int:
        sold = 0
        while not done.is_set():
            caller.order()
            sold += 1
        return sold

    lines = [Caller(server.port, desk) for desk in callers]
    with ThreadPoolExecutor(len(lines)) as pool:
        selling = [pool.submit(sell, line) for line in lines]
        walls = []
        for _ in range(2 * times):
            began = time.perf_counter()
            capture()
            walls.append((time.perf_counter() - began) * 1e3)
            time.sleep(0.05)  # a person is never quicker
        done.set()
        sold = sum(each.result() for each in selling)
    for line in lines:
        line.close()
    walls.sort()
    report.add("orders of others meanwhile", sold, "")
    report.add("order while pages come, p50", _p(walls, 50), "ms")
    report.add("order while pages come, p99", _p(walls, 99), "ms", most=50)


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
    report.add("backlog left", desk.status().queued, "")


def _holds(desk: Desk, order_id: str) -> bool:
    found = sa.select(orders.c.id).where(orders.c.id == order_id)
    return desk.ask(lambda db: db.execute(found).first() is not None).result(30)


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
