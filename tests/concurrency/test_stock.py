"""The last unit has one buyer, and a shelf of forty sells forty, whoever comes at the same time."""

import pytest
from sqlalchemy.engine import Engine

from app.insights.verify.runs import verify_server
from app.server.service import Service
from app.stock.ledger import cell_id
from app.stock.tables import reservations, stock_cells
from app.sync import wire
from app.sync.tables import commands
from tests.concurrency.racing import at_once, last_unit
from tests.sync.counter import Till, on_server, order_of
from tests.sync.shop import open_shop

pytestmark = pytest.mark.postgres
WRITERS, SHELF = 32, 40


def test_the_last_unit_has_exactly_one_winner_each_time(engine: Engine) -> None:
    assert last_unit(engine, rounds=60, buyers=8) == [1] * 60


def test_thirty_two_sell_one_product_and_none_is_sold_twice(service: Service) -> None:
    """Through the whole server: each sells two, and twenty-four are more than there are."""
    shop = open_shop(service, stores=1, desks=WRITERS, goods=1, stock=SHELF, pin_hash="none")
    tills = [Till(service, shop, n) for n in range(WRITERS)]

    def sell(who: int) -> list[str]:
        till = tills[who]
        batch = [till.envelope(order_of(shop), "agent", command_id=f"{who:016x}{n:016x}")
                 for n in range(2)]  # fmt: skip
        told = service.take(till.device, wire.Commands(replica_id=till.replica_id, commands=batch))
        return [status for _, status, _ in told.receipts]

    told = [status for each in at_once(WRITERS, sell) for status in each]
    assert len(told) == 2 * WRITERS
    assert "quarantined" not in told, [
        row["receipt"] for row in on_server(service, commands, status="quarantined")
    ]
    (shelf,) = on_server(service, stock_cells, id=cell_id(shop.stores[0], shop.products[0]))
    assert shelf["reserved"] == shelf["available"] == SHELF
    held = on_server(service, reservations, site_id=shop.stores[0], state="held")
    assert sum(row["quantity"] for row in held) == SHELF
    assert [told for told in verify_server(service.engine) if told.ok is False] == []
