"""A customer's credit is taken before stock by everybody: acts that meet wait, none is undone."""

import pytest
from msgspec.structs import replace

from app.customers.commands import CreateCustomer
from app.insights.verify.runs import verify_server
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.orders.commands import PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import credits
from app.returns.commands import BlindLine, ReturnBlind
from app.returns.states import Disposition, Grade, Reason
from app.server.service import Service
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells
from app.sync import wire
from tests.concurrency.racing import at_once
from tests.sync.counter import Till, on_server, order_of
from tests.sync.shop import Shop, open_shop

pytestmark = pytest.mark.postgres
TILLS, EACH, STOCK = 4, 12, 50
CUSTOMER = derived_id("customer", "with", "credit")


def test_returns_for_credit_and_orders_paid_by_it_undo_nobody(service: Service) -> None:
    """One customer and one product at all counters; a deadlock would be begun anew, and nobody
    would hear of it: the database counts them."""
    shop = open_shop(service, stores=1, desks=TILLS, goods=1, stock=STOCK, pin_hash="none")
    service.run(CreateCustomer(customer_id=CUSTOMER, name="Siti", phone="+6281234567890"))
    tills = [Till(service, shop, n) for n in range(TILLS)]
    _take(tills[0], *(_returned(shop) for _ in range(EACH * TILLS)))  # so that there is credit
    before = _deadlocks(service)

    def work(who: int) -> None:
        for _ in range(EACH):
            _take(tills[who], _returned(shop) if who % 2 else _bought(shop))

    at_once(TILLS, work)
    assert _deadlocks(service) == before
    (credit,) = on_server(service, credits)
    assert credit["balance_minor"] == EACH * TILLS * shop.prices[0], "as much came as went"
    (cell,) = on_server(service, stock_cells, id=cell_id(shop.stores[0], shop.products[0]))
    assert cell["available"] == STOCK + EACH * TILLS
    assert [told for told in verify_server(service.engine) if told.ok is False] == []


def _take(till: Till, *acts: Command) -> None:
    batch = [till.envelope(act, "manager") for act in acts]
    told = till.service.take(till.device, wire.Commands(replica_id=till.replica_id, commands=batch))
    statuses = {status for _, status, _ in told.receipts}
    assert statuses <= {"accepted", "accepted_with_exception"}, statuses


def _returned(shop: Shop) -> ReturnBlind:
    line = BlindLine(
        product_id=shop.products[0],
        quantity=1,
        unit_minor=shop.prices[0],
        reason=Reason.CHANGED_MIND,
        grade=Grade.A,
        disposition=Disposition.SHELF,
    )
    return ReturnBlind(
        site_id=shop.stores[0],
        lines=[line],
        told_refund_minor=shop.prices[0],
        id_seen=True,
        customer_id=CUSTOMER,
    )


def _bought(shop: Shop) -> PlaceOrder:
    order = order_of(shop)
    line = replace(order.lines[0], method=Method.CARRY_OUT)
    credit = TenderTaken(kind=TenderKind.STORE_CREDIT, amount_minor=order.told_total_minor)
    return replace(order, channel="store", customer_id=CUSTOMER, lines=[line], tenders=[credit])


def _deadlocks(service: Service) -> int:
    """A process of the database tells what it counted at the latest when it ends."""
    service.engine.dispose()
    counted = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    return int(service.ask(lambda db: db.exec_driver_sql(counted).scalar()) or 0)
