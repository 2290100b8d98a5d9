"""Start many at one moment, and what a reader sees of writers who never stop."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from app.kit.actor import SYSTEM
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.server.service import Service
from app.stock.ledger import cell_id, claim
from app.stock.tables import reservations, stock_cells
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.feed import append
from app.sync.tables import audit, feed_clock
from tests.sync.counter import Till, on_server, order_of
from tests.sync.shop import open_shop

WORK_MS = 3  # a transaction goes on for up to so long after its first statement


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """`act(0)` … `act(count - 1)`, each in a thread of its own, begun together; what they gave."""
    barrier = threading.Barrier(count)
    gave: list[Any] = [None] * count
    failures: list[BaseException] = []

    def run(who: int) -> None:
        try:
            barrier.wait()
            gave[who] = act(who)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(who,)) for who in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return gave


class Feed(Protocol):
    """One way to number what was written, and to read on from a number."""

    def write(self, db: Connection, mark: str) -> None: ...

    def read(self, db: Connection, since: int) -> list[tuple[int, str]]: ...


class OurFeed:
    """The production feed: the number is taken last, so numbers come in the order of commits."""

    def __init__(self, engine: Engine) -> None:
        with engine.begin() as db:
            feed_clock.metadata.create_all(db)
            first = {"id": 1, "server_id": "s", "epoch": 1, "seq": 0, "chain": ""}
            db.execute(feed_clock.insert(), first)

    def write(self, db: Connection, mark: str) -> None:
        uow = UnitOfWork(db, side=Side.SERVER, command_id=mark, now=Instant(1), actor=SYSTEM)
        _work(db)
        append(db, uow, kind="test", status="accepted", digest="", reason="")

    def read(self, db: Connection, since: int) -> list[tuple[int, str]]:
        found = sa.select(audit.c.seq, audit.c.command_id).where(audit.c.seq > since)
        return [(row[0], row[1]) for row in db.execute(found.order_by(audit.c.seq))]


class SerialFeed:
    """The naive one: a serial column, and a cursor at the highest number that was seen."""

    def __init__(self, engine: Engine) -> None:
        with engine.begin() as db:
            db.exec_driver_sql("CREATE TABLE serial_feed (seq BIGSERIAL PRIMARY KEY, mark TEXT)")

    def write(self, db: Connection, mark: str) -> None:
        db.exec_driver_sql("INSERT INTO serial_feed (mark) VALUES (%s)", (mark,))
        _work(db)

    def read(self, db: Connection, since: int) -> list[tuple[int, str]]:
        words = "SELECT seq, mark FROM serial_feed WHERE seq > %s ORDER BY seq"
        return [(row[0], row[1]) for row in db.exec_driver_sql(words, (since,))]


def _work(db: Connection) -> None:
    db.exec_driver_sql(f"SELECT pg_sleep(random() * {WORK_MS} / 1000)")


def missed(engine: Engine, feed: Feed, *, writers: int, rows: int) -> list[str]:
    """What a reader that follows the feed never saw of what `writers` committed, `rows` each."""
    seen: list[str] = []
    done = threading.Event()

    def follow(cursor: int) -> int:
        with engine.begin() as db:
            for seq, mark in feed.read(db, cursor):
                seen.append(mark)
                cursor = seq
        return cursor

    def read() -> None:
        cursor = 0
        while not done.is_set():
            cursor = follow(cursor)
        follow(cursor)

    def write(who: int) -> None:
        for n in range(rows):
            with engine.begin() as db:
                feed.write(db, f"{who}-{n}")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        at_once(writers, write)
    finally:
        done.set()
        reader.join()
    assert len(seen) == len(set(seen))
    return sorted({f"{who}-{n}" for who in range(writers) for n in range(rows)} - set(seen))


def last_unit(engine: Engine, *, rounds: int, buyers: int) -> list[int]:
    """How many of `buyers` got the one unit, for each round: the lowest layer itself, at once."""
    cells = [
        {"id": cell_id("s", f"p{n}"), "site_id": "s", "product_id": f"p{n}", "available": 1}
        for n in range(rounds)
    ]
    with engine.begin() as db:
        db.execute(stock_cells.insert(), cells)
    together = threading.Barrier(buyers)

    def buy(who: int) -> list[bool]:
        return [_buys(engine, together, who, n) for n in range(rounds)]

    told = at_once(buyers, buy)
    with engine.begin() as db:
        reserved = list(db.execute(sa.select(stock_cells.c.reserved)).scalars())
        held = db.execute(sa.select(sa.func.count()).select_from(reservations)).scalar_one()
    assert set(reserved) == {1}
    assert held == rounds
    return [sum(each[n] for each in told) for n in range(rounds)]


def _buys(engine: Engine, together: threading.Barrier, who: int, n: int) -> bool:
    together.wait()
    with engine.begin() as db:
        command_id = derived_id("race", str(who), n)
        uow = UnitOfWork(db, side=Side.SERVER, command_id=command_id, now=Instant(1), actor=SYSTEM)
        told = {"site_id": "s", "product_id": f"p{n}", "order_id": f"o{who}"}
        return claim(uow, **told, line_id=f"l{who}-{n}", quantity=1) is not None


def oversold(service: Service, *, writers: int, shelf: int, each: int) -> list[str]:
    """`writers` devices that sell `each` of one product at once, more than its shelf holds: what
    is wrong afterwards."""
    shop = open_shop(service, stores=1, desks=writers, goods=1, stock=shelf, pin_hash="none")
    tills = [Till(service, shop, n) for n in range(writers)]

    def sell(who: int) -> list[str]:
        till = tills[who]
        batch = [
            till.envelope(order_of(shop), "agent", command_id=derived_id("sale", str(who), n))
            for n in range(each)
        ]
        told = service.take(till.device, wire.Commands(replica_id=till.replica_id, commands=batch))
        return [status for _, status, _ in told.receipts]

    wrong = [
        status for told in at_once(writers, sell) for status in told if status == "quarantined"
    ]
    (cell,) = on_server(service, stock_cells, id=cell_id(shop.stores[0], shop.products[0]))
    if cell["reserved"] != shelf or cell["available"] != shelf:
        wrong.append(f"reserved {cell['reserved']} of {cell['available']}")
    held = on_server(service, reservations, site_id=shop.stores[0], state="held")
    if (promised := sum(row["quantity"] for row in held)) != shelf:
        wrong.append(f"promised {promised} of {shelf}")
    return wrong
