"""Who wins when two want the same at the same moment, on a real PostgreSQL."""

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from app.kit.actor import SYSTEM
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.server.service import Service
from app.stock.commands import AskHold, HeldUnits
from app.stock.holding import ask_hold
from app.stock.ledger import cell_id, claim
from app.stock.tables import leases, reservations, stock_cells, stock_holds
from app.storage.engine import server_engine
from app.storage.lease_clock import lease_clock
from app.storage.schema import Side, metadata
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.tables import audit, commands
from tests.server.house import SetClock
from tests.sync.counter import Till, on_server
from tests.sync.shop import open_shop

pytestmark = pytest.mark.postgres
ROUNDS = 100
TABLES = [stock_cells, reservations, leases, lease_clock, stock_holds]


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = server_engine(postgres_url)
    with engine.begin() as db:
        metadata.create_all(db, tables=TABLES)
    yield engine
    engine.dispose()


def test_the_last_unit_has_exactly_one_winner(engine: Engine) -> None:
    """The lowest layer itself, called by two at once: no lock of anybody above it helps."""
    cells = [
        {"id": cell_id("s", f"p{n}"), "site_id": "s", "product_id": f"p{n}", "available": 1}
        for n in range(ROUNDS)
    ]
    with engine.begin() as db:
        db.execute(stock_cells.insert(), cells)
    won: list[tuple[int, int]] = []
    together = threading.Barrier(2)

    def want(who: int) -> None:
        for n in range(ROUNDS):
            together.wait()
            with engine.begin() as db:
                uow = UnitOfWork(
                    db,
                    side=Side.SERVER,
                    command_id=derived_id("race", str(who), n),
                    now=Instant(1),
                    actor=SYSTEM,
                )
                got = claim(
                    uow,
                    site_id="s",
                    product_id=f"p{n}",
                    order_id=f"o{who}",
                    line_id=f"l{who}-{n}",
                    quantity=1,
                )
            if got:
                won.append((n, who))

    threads = [threading.Thread(target=want, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(n for n, _ in won) == list(range(ROUNDS))
    with engine.begin() as db:
        assert set(db.execute(sa.select(stock_cells.c.reserved)).scalars()) == {1}
        assert db.execute(sa.select(sa.func.count()).select_from(reservations)).scalar() == ROUNDS


def test_one_queue_sent_by_two_at_once_acts_once(postgres_url: str) -> None:
    """A request that was doubled on the way, or a second window: the same batch, eight times."""
    service = Service(postgres_url, clock=SetClock())
    shop = open_shop(service, stores=2, desks=1, goods=1, pin_hash="none")
    till = Till(service, shop)
    batch = wire.Commands(replica_id=till.replica_id, commands=[till.newcomer() for _ in range(10)])
    told: list[list[tuple[str, str, int]]] = []
    threads = [
        threading.Thread(target=lambda: told.append(service.take(till.device, batch).receipts))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 8
    assert all(each == told[0] for each in told)
    assert {status for _, status, _ in told[0]} == {"accepted"}
    assert len(on_server(service, commands)) == 10
    numbers = [row["seq"] for row in on_server(service, audit)]
    assert numbers == list(range(1, len(numbers) + 1))
    service.close()


def test_a_hold_and_a_claim_never_get_the_same_unit(engine: Engine) -> None:
    """One keeps it for a draft, the other sells it, at the same moment: one of them is told no."""
    cells = [
        {"id": cell_id("s", f"p{n}"), "site_id": "s", "product_id": f"p{n}", "available": 1}
        for n in range(ROUNDS)
    ]
    with engine.begin() as db:
        db.execute(stock_cells.insert(), cells)
    won: list[int] = []
    together = threading.Barrier(2)

    def acting(db: Connection, who: str, n: int) -> UnitOfWork:
        command_id = derived_id("race", who, n)
        return UnitOfWork(db, side=Side.SERVER, command_id=command_id, now=Instant(1), actor=SYSTEM)

    def keep() -> None:
        for n in range(ROUNDS):
            together.wait()
            unit = HeldUnits(site_id="s", product_id=f"p{n}", quantity=1)
            with engine.begin() as db:
                command = AskHold(hold_id=f"draft-{n}", units=[unit], lasts=1)
                if not ask_hold(acting(db, "keep", n), command)["not_free"]:
                    won.append(n)

    def sell() -> None:
        for n in range(ROUNDS):
            together.wait()
            told = {"site_id": "s", "product_id": f"p{n}", "order_id": "o", "line_id": f"l{n}"}
            with engine.begin() as db:
                if claim(acting(db, "sell", n), **told, quantity=1):
                    won.append(n)

    threads = [threading.Thread(target=keep), threading.Thread(target=sell)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == list(range(ROUNDS))
    with engine.begin() as db:
        taken = db.execute(sa.select(stock_cells.c.reserved + stock_cells.c.held)).scalars()
        assert set(taken) == {1}
