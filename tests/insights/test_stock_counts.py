"""Counting on from what changed tells what counting all would, whatever changed in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.insights.risks import Risk
from app.insights.running_out import risks_of
from app.insights.scopes import Scope, scopes_for
from app.insights.stock_counts import FEW, LASTS, StockCounts
from app.insights.stock_health import (
    CategoryHealth,
    Health,
    cells_of,
    health_of,
    in_order,
    sold_lately,
)
from app.kit.clock import DAY
from app.stock.tables import demand_marks, demand_rates, stock_cells
from tests.insights.trade import AUDITOR, ZONE, traded
from tests.support.shop import SCARF, Shop

CHANGES = st.tuples(st.integers(0, 50), st.integers(0, 40))  # which cell, how many it has now


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = traded(tmp_path_factory.mktemp("counts"))
    yield shop
    shop.engine.dispose()


@pytest.fixture
def db(shop: Shop) -> Iterator[Connection]:
    """What a test changes is taken back."""
    with shop.engine.connect() as db:
        yield db
        db.rollback()


def company(db: Connection) -> Scope:
    return scopes_for(db, role=AUDITOR.role, user_id=AUDITOR.user_id, site_id=AUDITOR.site_id)[0]


def cells(db: Connection) -> list[str]:
    return list(db.execute(sa.select(stock_cells.c.id).order_by(stock_cells.c.id)).scalars())


def put(db: Connection, cell: str, units: int) -> None:
    db.execute(stock_cells.update().where(stock_cells.c.id == cell).values(available=units))


def health_by_category(
    db: Connection, scope: Scope, now: int, zone: str
) -> tuple[CategoryHealth, ...]:
    """All in one question, as nobody asks it who is asked again."""
    sold = sold_lately(scope.site_ids, now, zone)
    health = health_of(sold.c.sold)
    asked = (
        sa.select(products.c.category, health, sa.func.count())
        .select_from(cells_of(sold))
        .where(stock_cells.c.site_id.in_(scope.site_ids), products.c.active)
        .group_by(products.c.category, health)
    )
    found: dict[str, dict[Health, int]] = {}
    for named, told, count in db.execute(asked):
        found.setdefault(named, {})[Health(told)] = int(count)
    return in_order(found)


class Counting:
    """Goes on counting, and checks each answer against a count of all."""

    def __init__(self, db: Connection, shop: Shop) -> None:
        self.db, self.now = db, int(shop.now)
        self.risks: tuple[Risk, ...] = ()
        self.counts = StockCounts()

    def check(self, changed: frozenset[str] | None, scope: Scope | None = None) -> None:
        of = scope or company(self.db)
        told = self.counts.picture(self.db, of, self.now, ZONE, changed)
        assert told.categories == health_by_category(self.db, of, self.now, ZONE)
        assert told.risks == risks_of(self.db, of, self.now)
        self.risks = told.risks


def test_what_runs_out_now_is_told_and_what_came_is_not(db: Connection, shop: Shop) -> None:
    counting = Counting(db, shop)
    counting.check(None)
    of_scarf = sa.select(stock_cells.c.id).where(stock_cells.c.product_id == SCARF)
    scarves = list(db.execute(of_scarf).scalars())
    told = []
    for units in (0, 10_000, 1):
        for cell in scarves:
            put(db, cell, units)
        counting.check(frozenset(scarves))
        told.append(bool(counting.risks))
    assert told == [True, False, True]


def test_a_night_that_reckoned_anew_is_seen(db: Connection, shop: Shop) -> None:
    counting = Counting(db, shop)
    counting.check(None)
    db.execute(demand_rates.update().values(chance=1_000_000, size=50_000))
    db.execute(demand_marks.update().values(day=demand_marks.c.day + 1))
    counting.check(frozenset())
    assert len(counting.risks) > 1


def test_rates_that_come_behind_their_mark_are_seen(db: Connection, shop: Shop) -> None:
    counting = Counting(db, shop)
    counting.check(None)
    ids = list(db.execute(sa.select(demand_rates.c.id)).scalars())
    db.execute(demand_rates.update().values(chance=1_000_000, size=50_000))
    counting.check(frozenset(ids))
    assert len(counting.risks) > 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CHANGES, max_size=4), max_size=5))
def test_what_changed_is_counted_on(
    db: Connection, shop: Shop, told: list[list[tuple[int, int]]]
) -> None:
    counting, known = Counting(db, shop), cells(db)
    counting.check(None)
    for changes in told:
        for at, units in changes:
            put(db, known[at % len(known)], units)
        counting.check(frozenset(known[at % len(known)] for at, _ in changes))


def test_a_cell_that_is_new_is_counted(db: Connection, shop: Shop) -> None:
    counting, (one, *_) = Counting(db, shop), cells(db)
    row = db.execute(sa.select(stock_cells).where(stock_cells.c.id == one)).mappings().one()
    counting.check(None)
    db.execute(stock_cells.insert(), {**row, "id": "f" * 32})
    counting.check(frozenset({"f" * 32}))


def test_goods_that_are_sold_no_longer_fall_out(db: Connection, shop: Shop) -> None:
    counting = Counting(db, shop)
    counting.check(None)
    db.execute(products.update().where(products.c.id == SCARF).values(active=False))
    of_scarf = sa.select(stock_cells.c.id).where(stock_cells.c.product_id == SCARF)
    counting.check(frozenset(db.execute(of_scarf).scalars()))


@pytest.mark.parametrize("later", [LASTS, DAY])
def test_as_time_passes_all_are_counted_again(db: Connection, shop: Shop, later: int) -> None:
    counting, (one, *_) = Counting(db, shop), cells(db)
    counting.check(None)
    put(db, one, 0)
    counting.now += later
    counting.check(frozenset())


def test_another_scope_is_counted_from_the_start(db: Connection, shop: Shop) -> None:
    counting, (one, *_) = Counting(db, shop), cells(db)
    counting.check(None)
    put(db, one, 0)
    scopes = scopes_for(db, role=AUDITOR.role, user_id=AUDITOR.user_id, site_id=AUDITOR.site_id)
    for scope in reversed(scopes):
        counting.check(frozenset(), scope)


def test_more_than_a_few_are_counted_with_all_the_others(db: Connection, shop: Shop) -> None:
    counting = Counting(db, shop)
    counting.check(None)
    for cell in cells(db):
        put(db, cell, 0)
    counting.check(frozenset([*cells(db), *(str(at) for at in range(FEW))]))


def test_after_a_failure_all_are_counted_again(shop: Shop, tmp_path: Path) -> None:
    with shop.engine.connect() as db:
        counting = Counting(db, shop)
        counting.check(None)
        (one, *_) = cells(db)
        empty = sa.create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        with empty.connect() as broken, pytest.raises(sa.exc.OperationalError):
            counting.counts.picture(broken, company(db), counting.now, ZONE, frozenset({one}))
        put(db, one, 0)
        counting.check(frozenset())
        db.rollback()
