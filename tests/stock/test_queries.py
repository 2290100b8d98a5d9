"""One SKU over all places: the figures add up, the neediest place is first, dates are told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.kit.clock import DAY
from app.stock.ledger import cell_id
from app.stock.queries import Way, sku_stock
from app.stock.tables import stock_cells, transfer_lines, transfers
from app.storage.uow import UnitOfWork
from tests.support.shop import CHINO, MUG, SHIRT, START, Shop, open_shop, pickup


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def _transfer(uow: UnitOfWork, *, sent: int, received: int = 0) -> None:
    transfer_id = uow.new_id("transfer")
    uow.insert(
        transfers,
        {
            "id": transfer_id,
            "number": "TF-1",
            "from_site_id": "center",
            "to_site_id": "kemang",
            "state": "sent",
            "eta": START + DAY,
        },
    )
    uow.insert(
        transfer_lines,
        {
            "id": uow.new_id("transfer_line"),
            "transfer_id": transfer_id,
            "product_id": CHINO,
            "sent": sent,
            "received": received,
        },
    )


def test_the_equation_holds_at_every_place_and_in_the_sum(shop: Shop) -> None:
    shop.order(pickup(CHINO, 3))
    cell = cell_id("kemang", CHINO)
    with shop.acting() as uow:
        uow.update(stock_cells, cell, safety=4, leased=1)
    with shop.engine.connect() as db:
        found = sku_stock(db, CHINO, START)
    assert found is not None
    by_place = {place.site_id: place for place in found.places}
    menteng, kemang = by_place["menteng"], by_place["kemang"]
    assert (menteng.on_hand, menteng.reserved, menteng.atp) == (5, 3, 2)
    assert (kemang.safety, kemang.leased, kemang.atp) == (4, 1, 0)
    for figure in ("on_hand", "reserved", "safety", "leased", "atp"):
        assert found.total(figure) == sum(getattr(place, figure) for place in found.places)
    parts = ("reserved", "safety", "leased")
    assert found.total("atp") == found.total("on_hand") - sum(map(found.total, parts))


def test_picked_units_stay_on_hand_and_reserved_until_they_are_collected(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 2))
    with shop.engine.connect() as db:
        before = sku_stock(db, SHIRT, START)
    with shop.acting() as uow:
        uow.add(
            stock_cells,
            cell_id("menteng", SHIRT),
            available=-2,
            committed=2,
            reserved=-2,
        )
    with shop.engine.connect() as db:
        after = sku_stock(db, SHIRT, START)
    assert before == after


def test_places_come_by_need_and_those_that_never_had_it_last(shop: Shop) -> None:
    shop.order(pickup(MUG, 5))
    with shop.acting() as uow:
        uow.db.execute(
            sa.delete(stock_cells).where(
                stock_cells.c.site_id == "bandung", stock_cells.c.product_id == MUG
            )
        )
    with shop.engine.connect() as db:
        found = sku_stock(db, MUG, START)
    assert found is not None
    assert [place.site_id for place in found.places] == ["menteng", "kemang", "center", "bandung"]
    assert [place.carried for place in found.places] == [True, True, True, False]


def test_what_is_on_the_way_is_told_by_date_without_what_has_come(shop: Shop) -> None:
    shop.inbound("kemang", CHINO, 30, START + 9 * DAY)
    shop.inbound("kemang", CHINO, 20, START + 4 * DAY)
    with shop.acting() as uow:
        _transfer(uow, sent=12, received=5)
        _transfer(uow, sent=4, received=4)
    with shop.engine.connect() as db:
        found = sku_stock(db, CHINO, START)
    assert found is not None
    assert [(arrival.way, arrival.quantity) for arrival in found.arrivals] == [
        (Way.TRANSFER, 7),
        (Way.PURCHASE, 20),
        (Way.PURCHASE, 30),
    ]
    assert found.arrivals[0].source == "Center"
    kemang = next(place for place in found.places if place.site_id == "kemang")
    assert (kemang.in_transit, kemang.inbound, kemang.inbound_at) == (7, 50, START + 4 * DAY)


def test_nobody_knows_a_product_that_is_none(shop: Shop) -> None:
    with shop.engine.connect() as db:
        assert sku_stock(db, "nobody", START) is None


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("stock_cells", "product_id = 'x'"),
        ("stock_days", "product_id = 'x'"),
        ("purchase_lines", "product_id = 'x'"),
        ("transfer_lines", "product_id = 'x'"),
        ("reservations", "product_id = 'x' AND state IN ('held', 'shortfall')"),
        ("order_lines", "product_id = 'x' AND picked + ready + packed > 0"),
        ("stock_counts", "site_id = 'x' AND state IN ('open', 'counted')"),
        ("stock_count_lines", "count_id IN ('x')"),
    ],
)
def test_the_plan_of_the_screen_uses_an_index(shop: Shop, table: str, where: str) -> None:
    with shop.engine.connect() as db:
        plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {where}").all()
    assert "USING" in str(plan)
    assert "INDEX" in str(plan)
    assert "SCAN" not in str(plan)
