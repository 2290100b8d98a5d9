"""Who wins when many want the same at one moment, on PostgreSQL: entries 20, 22, 23, 25, 26, 28.

Each commands its own till through the server's front door; a deadlock is what a desk hears as
"later", and it comes again.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from app.cases.tables import cases
from app.insights.verify.runs import verify_server
from app.orders.commands import Appease, OrderLine, PlaceOrder
from app.orders.reasons import AppeaseReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.commands import TakePayment, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import money_entries, payments
from app.server.payments import pay_by_link
from app.server.service import Service
from app.stock.tables import reservations, stock_cells
from app.storage.outbox import Envelope
from app.sync import wire
from tests.museum.acts import together
from tests.server.house import House, SetClock, open_house
from tests.server.test_payments import PRICE, paid_for
from tests.sync.counter import Till, on_server
from tests.sync.shop import open_shop

pytestmark = pytest.mark.postgres
TILLS = 8
GOODS = 12
STOCK = frozenset({"Q1", "Q2", "S1", "S2", "S3", "S4", "M1", "M2", "M3", "M4"})


class Town:
    """Eight tills at one store that has one piece of everything, and so has the center."""

    def __init__(self, url: str) -> None:
        self.service = Service(url, clock=SetClock())
        self.shop = open_shop(
            self.service, stores=1, desks=TILLS, goods=GOODS, stock=1, pin_hash="none"
        )
        self.tills = [Till(self.service, self.shop, number) for number in range(TILLS)]

    def order(self, *goods: int, method: Method = Method.PICKUP) -> PlaceOrder:
        total = sum(self.shop.prices[at] for at in goods)
        return PlaceOrder(
            number="",
            pickup_code="ABC234",
            channel="store",
            site_id=self.shop.stores[0],
            language="id",
            currency="IDR",
            lines=[
                OrderLine(
                    product_id=self.shop.products[at],
                    quantity=1,
                    unit_minor=self.shop.prices[at],
                    method=method,
                    site_id=self.shop.stores[0],
                )
                for at in goods
            ],
            told_total_minor=total,
            tenders=[TenderTaken(kind=TenderKind.TERMINAL, amount_minor=total, reference="A1")],
        )

    def at_once(self, work: Callable[[int], Any]) -> None:
        """`work(till)` of all tills at the same moment; what one of them raises is raised here."""
        troubles: list[BaseException] = []

        def done(till: int) -> None:
            try:
                work(till)
            except BaseException as trouble:
                troubles.append(trouble)

        together(TILLS, done)
        if troubles:
            raise troubles[0]

    def send(self, till: int, envelopes: Sequence[Envelope]) -> list[str]:
        """As a desk does: what the server could not take just now comes again, in its order."""
        told: list[str] = []
        for envelope in envelopes:
            one = wire.Commands(replica_id=self.tills[till].replica_id, commands=[envelope])
            told.append(again(partial(self.service.take, self.tills[till].device, one)))
        return told

    def check(self) -> None:
        for result in verify_server(self.service.engine, only=STOCK):
            assert result.ok is not False, result


def again(take: Callable[[], wire.Taken], most: int = 20) -> str:
    for _ in range(most):
        try:
            return take().receipts[0][1]
        except OperationalError:
            continue
    raise AssertionError("the server never had time")


@pytest.fixture
def town(postgres_url: str) -> Iterator[Town]:
    town = Town(postgres_url)
    try:
        yield town
        town.check()
    finally:
        town.service.close()


@pytest.fixture
def pg_house(postgres_url: str) -> Iterator[House]:
    with open_house(postgres_url) as house:
        yield house


def claimed(service: Service, product_id: str) -> int:
    held = on_server(service, reservations, product_id=product_id, state="held")
    return sum(row["quantity"] for row in held)


def looked_for(service: Service) -> set[str]:
    return {row["subject_id"] for row in on_server(service, cases, kind="shortfall", state="open")}


def test_23_the_last_piece_is_checked_and_claimed_in_one_act_and_the_rest_is_a_case(
    town: Town,
) -> None:
    """Vendure 1738 (2022) → 4930 (2026): checked in one transaction, allocated in another."""
    queues = [[till.envelope(town.order(at)) for at in range(GOODS)] for till in town.tills]
    town.at_once(lambda till: town.send(till, queues[till]))
    service, shop = town.service, town.shop
    lines = on_server(service, order_lines)
    assert len(lines) == TILLS * GOODS
    known = looked_for(service)
    for product_id in shop.products:
        assert claimed(service, product_id) <= 2, "one in the store, one in the center"
        (cell,) = on_server(service, stock_cells, product_id=product_id, site_id=shop.stores[0])
        assert (cell["available"], cell["reserved"]) == (1, 1)
    for line in lines:
        held = sum(
            row["quantity"]
            for row in on_server(service, reservations, line_id=line["id"], state="held")
        )
        assert held or line["id"] in known, "paid, and nobody looks for it"


def test_25_no_line_of_many_orders_at_once_goes_without_its_claim(town: Town) -> None:
    """Saleor 543, 5334: at the same moment one or two of a hundred allocations got lost."""
    baskets = [[(till + step) % GOODS for step in range(4)] for till in range(TILLS)]
    queues = [
        [till.envelope(town.order(*sorted(basket))) for _ in range(3)]
        for till, basket in zip(town.tills, baskets, strict=True)
    ]
    town.at_once(lambda till: town.send(till, queues[till]))
    service = town.service
    lines = on_server(service, order_lines)
    assert len(lines) == TILLS * 3 * 4
    for line in lines:
        live = [
            row["quantity"]
            for row in on_server(service, reservations, line_id=line["id"])
            if row["state"] in ("held", "shortfall")
        ]
        assert sum(live) == line["allocated"] + line["released"]
        assert line["allocated"] + line["released"] or line["id"] in looked_for(service)


def test_28_goods_in_the_hands_of_eight_people_never_leave_a_balance_below_zero(
    town: Town,
) -> None:
    """Woo 38786, 25089: −1 in races. Goods that were carried out are gone: what the books lacked
    is found, said by a movement, and no figure lies."""
    queues = [
        [till.envelope(town.order(at, method=Method.CARRY_OUT)) for at in range(3)]
        for till in town.tills
    ]
    town.at_once(lambda till: town.send(till, queues[till]))
    service, shop = town.service, town.shop
    for cell in on_server(service, stock_cells, site_id=shop.stores[0]):
        sold = cell["product_id"] in shop.products[:3]
        assert cell["available"] == (0 if sold else 1)
    assert sum(line["collected"] for line in on_server(service, order_lines)) == TILLS * 3


def test_20_the_door_that_all_use_holds_also_when_one_order_has_a_piece_twice(town: Town) -> None:
    """Medusa 16569: two lines of one SKU passed, each on its own, while others bought."""
    queues = [[till.envelope(town.order(0, 0))] for till in town.tills]
    town.at_once(lambda till: town.send(till, queues[till]))
    assert claimed(town.service, town.shop.products[0]) <= 2


def test_22_provider_and_counter_at_the_same_moment_book_each_payment_once(
    pg_house: House,
) -> None:
    """Medusa 13301: the webhook and the client confirmed together: a double capture, no order."""
    for _ in range(5):
        order_id = pg_house.order(TenderKind.PAY_LINK)
        reference = f"PSP-{pg_house.placed}"
        request = paid_for(pg_house, order_id, reference=reference)
        counter = TakePayment(order_id=order_id, tenders=[_card(PRICE)])

        def tell(at: int, request: Any = request, counter: Any = counter) -> None:
            if at == 3:
                run_again(pg_house.service, counter)
            else:
                _until_heard(lambda: pay_by_link(pg_house.service, request))

        together(4, tell)
        booked = pg_house.rows(payments, order_id=order_id)
        by_link = [row["captured_minor"] for row in booked if row["reference"] == reference]
        by_card = [row["captured_minor"] for row in booked if row["kind"] == "terminal"]
        assert (by_link, by_card) == ([PRICE], [PRICE])
        (order,) = pg_house.rows(orders, id=order_id)
        assert order["paid_minor"] == 2 * PRICE, "both were paid; a person gives one back"
        assert pg_house.rows(cases, subject_id=order_id)
        entries = pg_house.rows(money_entries, order_id=order_id)
        assert sum(row["amount_minor"] for row in entries) == 0


def test_26_refunds_at_the_same_moment_never_exceed_what_was_paid(town: Town) -> None:
    """Saleor 19645, 19812: each of two refunds of 60 of 100 was within the limit by itself."""
    shop = town.shop
    town.send(0, [town.tills[0].envelope(town.order(3))])
    (order,) = on_server(town.service, orders)
    part = shop.prices[3] * 6 // 10
    gift = Appease(
        order_id=order["id"], reason=AppeaseReason.LATE, told_minor=part, amount_minor=part
    )
    queues = [[till.envelope(gift)] for till in town.tills]
    told: dict[int, str] = {}
    town.at_once(lambda till: told.update({till: town.send(till, queues[till])[0]}))
    (paid,) = on_server(town.service, payments)
    assert paid["refunded_minor"] == part
    assert sorted(told.values()) == ["accepted", *["rejected"] * (TILLS - 1)]


def _card(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.TERMINAL, amount_minor=amount, reference="A1")


def run_again(service: Service, command: Any) -> None:
    command_id = service.new_id()
    _until_heard(lambda: service.run(command, command_id))


def _until_heard(tell: Callable[[], object]) -> None:
    for _ in range(20):
        try:
            tell()
        except OperationalError:
            continue
        return
    raise AssertionError("the server never had time")
