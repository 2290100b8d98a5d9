"""Many take from the same shelves at once, on a real PostgreSQL: nothing is promised twice."""

import random
import threading
from collections import Counter

import pytest
from sqlalchemy.exc import OperationalError

from app.cases.tables import cases
from app.customers.commands import NewAddress, NewCustomer
from app.insights.verify.runs import verify_server
from app.kit.ids import derived_id
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.orders.tables import order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.routing.engine.record import replay, unpacked
from app.routing.tables import sourcing_decisions
from app.server.service import Service
from app.stock.tables import reservations, stock_cells
from app.storage.outbox import Envelope
from tests.server.house import SetClock
from tests.sync.counter import Till, on_server
from tests.sync.shop import Shop, open_shop

pytestmark = pytest.mark.postgres
CLIENTS, PRODUCTS, ORDERS = 32, 50, 4


def basket(shop: Shop, chance: random.Random, name: str, number: str) -> PlaceOrder:
    """Two lines to be sent from anywhere and one to collect, of goods that all want."""
    goods = chance.sample(range(PRODUCTS), 3)
    lines = [
        OrderLine(
            product_id=shop.products[n],
            quantity=chance.randint(1, 2),
            unit_minor=shop.prices[n],
            method=Method.SHIP if at < 2 else Method.PICKUP,
            site_id=None if at < 2 else chance.choice(shop.stores),
        )
        for at, n in enumerate(goods)
    ]
    total = sum(line.quantity * line.unit_minor for line in lines)
    person = NewCustomer(
        customer_id=derived_id(name, "customer"),
        name="Siti Rahmawati",
        phone=f"+62812{int(derived_id(name, 'phone')[:7], 16):09d}",
        address=NewAddress(
            address_id=derived_id(name, "address"),
            street="Jalan Melati 7",
            city="Jakarta",
            province="DKI Jakarta",
            postcode="10210",
        ),
    )
    return PlaceOrder(
        number=number,
        pickup_code="ABC234",
        channel="phone",
        site_id=shop.stores[0],
        language="id",
        currency="IDR",
        lines=lines,
        told_total_minor=total,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=total)],
        new_customer=person,
        ship_to=derived_id(name, "address"),
    )


def basket_of(shop: Shop, number: int, n: int) -> PlaceOrder:
    name = f"{number}/{n}"
    return basket(shop, random.Random(name), name, f"JKT00-{number + 1}-{n + 1:06d}")


def test_thirty_two_clients_over_fifty_products_oversell_nothing(postgres_url: str) -> None:
    service = Service(postgres_url, clock=SetClock())
    shop = open_shop(service, desks=CLIENTS, goods=PRODUCTS, stock=2, pin_hash="none")
    tills = [Till(service, shop, number) for number in range(CLIENTS)]
    queues = [
        [till.envelope(basket_of(shop, number, n), "agent") for n in range(ORDERS)]
        for number, till in enumerate(tills)
    ]
    told: Counter[str] = Counter()

    def work(till: Till, envelopes: list[Envelope]) -> None:
        for envelope in envelopes:
            told[sent(till, envelope)] += 1

    threads = [threading.Thread(target=work, args=pair) for pair in zip(tills, queues, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told.total() == CLIENTS * ORDERS
    assert set(told) <= {"accepted", "accepted_with_exception"}
    for cell in on_server(service, stock_cells):
        assert 0 <= cell["reserved"] <= cell["available"]
    held = sum(row["quantity"] for row in on_server(service, reservations, state="held"))
    lines = on_server(service, order_lines)
    assert held == sum(row["allocated"] + row["released"] for row in lines) > 0
    waiting = {row["id"] for row in lines if row["backordered"]}
    assert waiting, "there was less than all wanted"
    assert waiting == {row["subject_id"] for row in on_server(service, cases, kind="shortfall")}
    assert not any(row["unallocated"] for row in lines)
    for row in on_server(service, sourcing_decisions):
        decision = unpacked(row["record"])
        assert replay(decision) == decision.solution
    wrong = [check for check in verify_server(service.engine) if check.ok is False]
    assert not wrong
    service.close()


def sent(till: Till, envelope: Envelope) -> str:
    """As a desk sends it: again, when the server had to let another one go first."""
    while True:
        try:
            (receipt,) = till.send(envelope)
        except OperationalError:
            continue
        return str(receipt.status)
