"""Acts that meet in the database are begun anew: nobody's is put aside for being second."""

import pytest
from msgspec.structs import replace

from app.insights.verify.runs import verify_server
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.server.service import Service
from app.stock.commands import InboundLine, LoadInbound, NewPurchase
from app.stock.ledger import cell_id
from app.stock.receiving import ReceivedLine, ReceiveGoods
from app.stock.states import PurchaseState
from app.stock.tables import stock_cells
from app.storage.outbox import Envelope
from app.sync import wire
from tests.concurrency.racing import at_once
from tests.sync.counter import Till, on_server, order_of
from tests.sync.shop import Shop, open_shop

pytestmark = pytest.mark.postgres
TILLS, GOODS = 4, 6


@pytest.fixture
def shop(service: Service) -> Shop:
    return open_shop(service, stores=1, desks=TILLS, goods=GOODS, stock=50, pin_hash="none")


@pytest.fixture
def tills(service: Service, shop: Shop) -> list[Till]:
    return [Till(service, shop, n) for n in range(TILLS)]


def take(till: Till, *batch: Envelope) -> list[str]:
    request = wire.Commands(replica_id=till.replica_id, commands=list(batch))
    return [status for _, status, _ in till.service.take(till.device, request).receipts]


def test_those_who_receive_the_first_goods_of_a_place_make_one_row(
    service: Service, shop: Shop, tills: list[Till]
) -> None:
    """Each sees that there is no row for them yet and makes it; all but one come second."""
    place, goods = shop.stores[0], shop.products
    cells = [cell_id(place, product) for product in goods]
    with service.engine.begin() as db:
        db.execute(stock_cells.delete().where(stock_cells.c.id.in_(cells)))
    service.run(LoadInbound(purchases=[_purchase(n, place, goods) for n in range(TILLS)]))

    def receive(who: int) -> list[str]:
        lines = [ReceivedLine(product_id=product, quantity=1) for product in goods]
        came: Command = ReceiveGoods(
            receipt_id=derived_id("receipt", "of", who), purchase_id=_id(who), lines=lines
        )
        return take(tills[who], tills[who].envelope(came))

    assert at_once(TILLS, receive) == [["accepted"]] * TILLS
    rows = [row for row in on_server(service, stock_cells) if row["id"] in cells]
    assert [row["available"] for row in rows] == [TILLS] * GOODS


def test_baskets_in_opposite_order_are_all_sold(
    service: Service, shop: Shop, tills: list[Till]
) -> None:
    def sell(who: int) -> list[str]:
        order = range(GOODS) if who % 2 else reversed(range(GOODS))
        lines = [order_of(shop, product).lines[0] for product in order]
        total = sum(line.unit_minor for line in lines)
        told = []
        for n in range(6):
            placed = replace(
                order_of(shop),
                number=f"MET-{who}-{n}",
                lines=lines,
                told_total_minor=total,
                tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=total)],
            )
            told += take(tills[who], tills[who].envelope(placed, "agent"))
        return told

    assert {status for each in at_once(TILLS, sell) for status in each} <= {
        "accepted",
        "accepted_with_exception",
    }
    assert [told for told in verify_server(service.engine) if told.ok is False] == []


def _purchase(number: int, place: str, goods: tuple[str, ...]) -> NewPurchase:
    return NewPurchase(
        id=_id(number),
        number=f"PO-{number}",
        supplier="Maker",
        site_id=place,
        state=PurchaseState.ORDERED,
        eta=None,
        lines=[InboundLine(product_id=product, quantity=1) for product in goods],
    )


def _id(number: int) -> str:
    return derived_id("purchase", "number", number)
