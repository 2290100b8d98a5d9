"""A lease that is used, filled up and taken back at the same moment, on a real PostgreSQL."""

import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.kit.actor import SYSTEM, Actor
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.stock.commands import AcquireLeases, LeaseItem, ReturnLeases
from app.stock.leases import lease_id
from app.stock.ledger import cell_id, claim
from app.stock.lending import acquire_leases, return_leases
from app.stock.tables import leases, reservations, stock_cells
from app.storage.engine import server_engine
from app.storage.schema import Side, metadata
from app.storage.uow import UnitOfWork
from tests.sync.test_races import TABLES

pytestmark = pytest.mark.postgres
ROUNDS = 60
TILL = Actor(user_id="u", role="clerk", device_id="till", site_id="s")
Act = Callable[[UnitOfWork, int], object]


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """Twenty of each; four of each are lent to the till."""
    engine = server_engine(postgres_url)
    with engine.begin() as db:
        metadata.create_all(db, tables=TABLES)
        db.execute(
            stock_cells.insert(),
            [
                {"id": cell_id("s", f"p{n}"), "site_id": "s", "product_id": f"p{n}"}
                | {"available": 20}
                for n in range(ROUNDS)
            ],
        )
        for n in range(ROUNDS):
            _lend(_acting(db, "first", n), n)
    yield engine
    engine.dispose()


def _acting(db: Connection, who: str, n: int, actor: Actor = SYSTEM) -> UnitOfWork:
    command_id = derived_id("race", who, n)
    return UnitOfWork(db, side=Side.SERVER, command_id=command_id, now=Instant(1), actor=actor)


def _lend(uow: UnitOfWork, n: int) -> None:
    item = LeaseItem(site_id="s", product_id=f"p{n}", quantity=4)
    acquire_leases(uow, AcquireLeases(device_id="till", items=[item]))


def _take_back(uow: UnitOfWork, n: int) -> None:
    of = lease_id("till", "s", f"p{n}")
    return_leases(uow, ReturnLeases(device_id="till", lease_ids=[of]))


def _use(uow: UnitOfWork, n: int) -> None:
    told = {"site_id": "s", "product_id": f"p{n}", "order_id": "o", "line_id": f"l{n}"}
    assert claim(uow, **told, quantity=1)


def _at_once(engine: Engine, *acts: tuple[str, Actor, Act]) -> None:
    """Each act on each product, all at the same moment; who was in the other's way comes again."""
    together = threading.Barrier(len(acts))
    failed: list[BaseException] = []

    def run(who: str, actor: Actor, act: Act) -> None:
        for n in range(ROUNDS):
            together.wait(30)
            for _ in range(3):
                try:
                    with engine.begin() as db:
                        act(_acting(db, who, n, actor), n)
                except DBAPIError as error:
                    trouble: BaseException = error
                    continue
                break
            else:
                failed.append(trouble)

    threads = [threading.Thread(target=run, args=each) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def _books(engine: Engine) -> set[tuple[int, int, int]]:
    """(leased by the cells, lent by the leases, reserved) of all cells."""
    lent = sa.select(leases.c.quantity).where(leases.c.product_id == stock_cells.c.product_id)
    with engine.begin() as db:
        rows = db.execute(
            sa.select(
                stock_cells.c.leased, lent.scalar_subquery().label("lent"), stock_cells.c.reserved
            )
        )
        return {tuple(row) for row in rows}


def test_used_and_taken_back_at_once_no_unit_is_counted_twice(engine: Engine) -> None:
    _at_once(engine, ("use", TILL, _use), ("back", SYSTEM, _take_back))
    assert _books(engine) == {(0, 0, 1)}
    with engine.begin() as db:
        claims = db.execute(sa.select(sa.func.count()).select_from(reservations)).scalar()
    assert claims == ROUNDS


def test_used_and_filled_up_at_once_the_books_agree(engine: Engine) -> None:
    _at_once(engine, ("use", TILL, _use), ("more", SYSTEM, _lend), ("again", SYSTEM, _lend))
    assert all(leased == lent for leased, lent, _ in _books(engine))
    assert {(lent, reserved) for _, lent, reserved in _books(engine)} <= {(4, 1), (3, 1)}
