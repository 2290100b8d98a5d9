"""The ledger is read in pages without losing a movement, and each figure names its orders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.insights.behind_stock import MOST_ROWS, LedgerPage, claims_on, ledger
from app.kit.clock import DAY, HOUR
from app.stock.adjusting import AdjustStock
from app.stock.tables import reservations, stock_movements
from tests.support.shop import CHINO, MANAGER, MUG, START, Shop, open_shop, pickup


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def page(shop: Shop, site_id: str = "", before: str = "", most: int = 50) -> LedgerPage:
    with shop.engine.connect() as db:
        return ledger(db, CHINO, site_id, before, most)


@pytest.mark.parametrize("site_id", ["", "menteng"])
@pytest.mark.parametrize("most", [1, 3, 50])
def test_pages_tell_each_movement_once_and_their_balances_agree(
    shop: Shop, site_id: str, most: int
) -> None:
    for quantity in (3, -2, 4, -1):
        reason = "found" if quantity > 0 else "lost"
        shop.perform(
            AdjustStock(site_id="menteng", product_id=CHINO, quantity=quantity, reason=reason),
            MANAGER,
        )
    told, before = [], ""
    for _ in range(40):
        found = page(shop, site_id, before, most)
        told += found.movements
        before = found.next
        if not before:
            break
    where = {"product_id": CHINO} | ({"site_id": site_id} if site_id else {})
    assert sorted(one.id for one in told) == [
        row["id"] for row in shop.rows(stock_movements, **where)
    ]
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)
    balances = [one.balance for one in told]
    assert balances[0] == (9 if site_id else 69)
    for one, balance in zip(told, [*balances[1:], 0], strict=True):
        assert one.balance - one.change == balance


def test_who_why_and_the_document_are_named(shop: Shop) -> None:
    shop.perform(
        AdjustStock(
            number="A-MEN01-3-000007",
            site_id="menteng",
            product_id=CHINO,
            quantity=-1,
            reason="damaged",
        ),
        MANAGER,
    )
    first = page(shop).movements[0]
    assert (first.who, first.why, first.reason, first.number) == (
        "manager",
        "adjust",
        "damaged",
        "A-MEN01-3-000007",
    )
    assert (first.site_name, first.change, first.order_id) == ("Menteng", -1, "")


@pytest.mark.parametrize("before", ["x", "1/2", "//", "9" * 40 + "x/y/z", "'; DROP TABLE orders"])
def test_a_cursor_that_makes_no_sense_begins_at_the_top(shop: Shop, before: str) -> None:
    assert page(shop, before=before) == page(shop)


def test_no_page_is_longer_than_a_request_may_carry(shop: Shop) -> None:
    assert len(page(shop, most=10**9).movements) <= MOST_ROWS
    assert len(page(shop, most=-5).movements) == 1


@pytest.mark.parametrize("site_id", ["", "menteng"])
def test_the_plan_of_a_page_walks_the_index_without_sorting(shop: Shop, site_id: str) -> None:
    told: list[str] = []

    def listen(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        told.append(statement)

    sa.event.listen(shop.engine, "before_cursor_execute", listen)
    first = page(shop, site_id, most=2)
    page(shop, site_id, first.next, most=2)
    sa.event.remove(shop.engine, "before_cursor_execute", listen)
    asked = [one for one in told if "FROM stock_movements" in one]
    assert len(asked) == 2
    with shop.engine.connect() as db:
        for statement in asked:
            values = ("x",) * statement.count("?")
            plan = str(db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())
            assert "USING INDEX ix_stock_movements_product_id" in plan
            assert "TEMP B-TREE" not in plan


def test_reserved_names_its_orders_the_soonest_first(shop: Shop) -> None:
    late = shop.order(pickup(CHINO, 1, promise_to=START + 2 * DAY))["order_id"]
    soon = shop.order(pickup(CHINO, 2, promise_to=START + HOUR))["order_id"]
    shop.order(pickup(MUG, 1))
    away = shop.order(pickup(CHINO, 1, site_id="kemang"))["order_id"]
    with shop.engine.connect() as db:
        here, everywhere = claims_on(db, CHINO, "menteng"), claims_on(db, CHINO)
    assert [(one.order_id, one.quantity) for one in here.shown] == [(soon, 2), (late, 1)]
    assert here.elsewhere == 0
    assert {one.order_id for one in everywhere.shown} == {late, soon, away}
    assert all(one.number and not one.picked and not one.short for one in everywhere.shown)
    cell = shop.cell("menteng", CHINO)
    assert sum(one.quantity for one in here.shown) == cell["reserved"] + cell["committed"]


def test_orders_that_are_not_here_are_told_as_units(shop: Shop) -> None:
    with shop.acting() as uow:
        claim = {"product_id": CHINO, "order_id": "o" * 32, "line_id": "l" * 32}
        told = {"id": uow.new_id("claim"), "site_id": "menteng", "quantity": 3, "state": "held"}
        uow.insert(reservations, {**claim, **told, "made_at": uow.now})
        found = claims_on(uow.db, CHINO, "menteng")
    assert (found.shown, found.elsewhere) == ((), 3)
