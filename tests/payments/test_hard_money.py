"""Money that is told wrong, or that nobody has: it is neither invented nor lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.tables import cases
from app.customers.commands import CreateCustomer
from app.kit.errors import Refusal
from app.orders.commands import Appease, CancelLines, LineQuantity
from app.orders.reasons import AppeaseReason, CancelReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.commands import TakePayment, TenderTaken
from app.payments.queries import credit_of
from app.payments.states import TenderKind
from app.payments.tables import drawers, money_entries, payments
from app.payments.tenders import refund
from app.returns.commands import ReturnItems
from app.returns.model import RefundMode
from app.storage.schema import Side
from tests.returns.goods import sell, units
from tests.returns.test_exchange import WIDER, exchanged, furnished, item
from tests.support.shop import (
    CHINO,
    MANAGER,
    MUG,
    PRICES,
    Shop,
    carry,
    cash,
    pickup,
    terminal,
)


def credit(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.STORE_CREDIT, amount_minor=amount)


def with_credit(shop: Shop, amount: int) -> str:
    shop.perform(CreateCustomer(customer_id="siti", name="Siti", phone="+628123456789"), MANAGER)
    with shop.acting() as uow:
        refund(
            uow,
            order_id=None,
            payment_id=None,
            kind=TenderKind.STORE_CREDIT,
            amount_minor=amount,
            currency="IDR",
            why="test",
            customer_id="siti",
        )
    return "siti"


def test_credit_that_is_spent_elsewhere_is_still_to_be_paid(shop: Shop) -> None:
    """Two desks without the server take the same credit: the second order is not paid by it."""
    customer = with_credit(shop, PRICES[MUG])
    for _ in range(2):
        shop.order(pickup(MUG), tenders=[credit(PRICES[MUG])], customer_id=customer)
    first, second = shop.rows(orders)
    paid = {row["id"]: row["paid_minor"] for row in (first, second)}
    assert sorted(paid.values()) == [0, PRICES[MUG]]
    (unpaid,) = [order for order, minor in paid.items() if not minor]
    promise = shop.only(payments, order_id=unpaid, state="pending")
    assert (promise["kind"], promise["amount_minor"]) == ("at_store", PRICES[MUG])
    assert shop.only(cases)["kind"] == "payment_declined"


@pytest.mark.parametrize("amount", [0, -PRICES[MUG]])
def test_money_below_zero_is_never_booked(shop: Shop, amount: int) -> None:
    drawer = shop.drawer()
    done = shop.order(pickup(MUG))
    tenders = [cash(amount, drawer)]
    with pytest.raises(Refusal, match="amount_out_of_range"):
        shop.perform(TakePayment(order_id=done["order_id"], tenders=tenders), side=Side.DESK)
    shop.perform(TakePayment(order_id=done["order_id"], tenders=tenders))
    assert shop.only(drawers)["in_minor"] == 0
    assert shop.only(payments)["state"] == "pending"
    promise = TenderTaken(kind=TenderKind.AT_STORE, amount_minor=1)
    shop.perform(TakePayment(order_id=done["order_id"], tenders=[promise]))
    assert shop.only(payments)["amount_minor"] == PRICES[MUG]
    assert {row["kind"] for row in shop.rows(cases)} == {"awkward_fact"}


@pytest.fixture
def swapped(tmp_path: Path) -> Iterator[tuple[Shop, str]]:
    """An order that was paid by goods which came back, to be collected in another store."""
    folder = tmp_path / "swap"
    folder.mkdir()
    shop = furnished(folder)
    sold = sell(shop, carry(CHINO), tenders=[terminal(PRICES[CHINO])])
    (line,) = sold["line_ids"]
    ordered = item(WIDER, swaps=line, method=Method.PICKUP, site_id="kemang", promise_to=shop.now)
    done = exchanged(shop, sold, [units(line)], [ordered], pickup_code="K7M4PX")
    yield shop, str(done["new_order_id"])
    entries = shop.rows(money_entries, account="exchange")
    assert sum(row["amount_minor"] for row in entries) == 0
    shop.engine.dispose()


def test_what_goods_paid_for_is_money_again_when_it_is_cancelled(
    swapped: tuple[Shop, str],
) -> None:
    shop, order_id = swapped
    line = shop.only(order_lines, order_id=order_id)
    wanted = [LineQuantity(line_id=line["id"], quantity=1)]
    reason = CancelReason.CUSTOMER_REQUEST
    shop.perform(CancelLines(order_id=order_id, lines=wanted, reason=reason), MANAGER)
    due = shop.rows(money_entries, account="cash_due", order_id=order_id)
    assert [row["amount_minor"] for row in due] == [-PRICES[CHINO]]


def test_goodwill_for_what_goods_paid_for_is_money(swapped: tuple[Shop, str]) -> None:
    shop, order_id = swapped
    told = Appease(
        order_id=order_id, reason=AppeaseReason.LATE, told_minor=50_000, amount_minor=50_000
    )
    assert shop.perform(told, MANAGER)["pending_minor"] == 50_000


def test_what_goods_paid_for_is_credit_for_whom_we_know(tmp_path: Path) -> None:
    shop = furnished(tmp_path)
    shop.perform(CreateCustomer(customer_id="siti", name="Siti", phone="+628123456789"), MANAGER)
    sold = sell(shop, carry(CHINO), tenders=[terminal(PRICES[CHINO])], customer_id="siti")
    (line,) = sold["line_ids"]
    done = exchanged(shop, sold, [units(line)], [item(WIDER, swaps=line)])
    new = shop.only(order_lines, order_id=done["new_order_id"])
    back = ReturnItems(
        order_id=done["new_order_id"],
        site_id="menteng",
        lines=[units(new["id"])],
        mode=RefundMode.AS_PAID,
        told_refund_minor=PRICES[CHINO],
        number="R-1",
    )
    assert shop.perform(back, MANAGER, side=Side.DESK)["pending_minor"] == 0
    with shop.engine.connect() as db:
        assert credit_of(db, "siti") == PRICES[CHINO]
    shop.check()
    shop.engine.dispose()
