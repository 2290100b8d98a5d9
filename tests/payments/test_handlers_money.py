"""What the till and the pay-link provider may rely on."""

import pytest

from app.cases.tables import cases
from app.customers.commands import CreateCustomer
from app.insights.verify.money import drawer_sums
from app.kit.errors import Refusal
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import holds, orders
from app.payments.commands import (
    CapturePayLink,
    CloseDrawer,
    CountDrawer,
    OpenDrawer,
    TakePayment,
    TenderTaken,
)
from app.payments.queries import credit_of, open_drawer_of
from app.payments.states import TenderKind
from app.payments.tables import drawers, payments
from app.payments.tenders import refund
from app.storage.schema import Side
from tests.support.shop import (
    CLERK,
    MANAGER,
    MUG,
    PRICES,
    SHIRT,
    Shop,
    at_store,
    cash,
    pay_link,
    pickup,
    terminal,
)


def test_a_drawer_tells_what_should_be_in_it(shop: Shop) -> None:
    drawer = shop.drawer()
    shop.order(pickup(SHIRT), tenders=[cash(PRICES[SHIRT], drawer)])
    with shop.engine.connect() as db:
        known = open_drawer_of(db, CLERK.device_id)
        assert known is not None
        assert known.expected_minor == 500_000 + PRICES[SHIRT]
    counted = 500_000 + PRICES[SHIRT] - 1_000
    closed = shop.perform(CloseDrawer(drawer_id=drawer, counted_minor=counted))
    assert closed["difference"] == -1_000
    assert shop.only(drawers)["state"] == "closed"


def test_cash_after_the_count_makes_the_count_void(shop: Shop) -> None:
    drawer = shop.drawer()
    shop.perform(CountDrawer(drawer_id=drawer, counted_minor=500_000))
    assert (shop.only(drawers)["state"], shop.only(drawers)["counted_minor"]) == (
        "counted",
        500_000,
    )
    shop.order(pickup(SHIRT), tenders=[cash(PRICES[SHIRT], drawer)])
    assert (shop.only(drawers)["state"], shop.only(drawers)["counted_minor"]) == ("open", None)
    shop.perform(CountDrawer(drawer_id=drawer, counted_minor=1))
    told = shop.perform(CountDrawer(drawer_id=drawer, counted_minor=500_000 + PRICES[SHIRT]))
    assert told["difference"] == 0
    closed = shop.perform(CloseDrawer(drawer_id=drawer, counted_minor=500_000 + PRICES[SHIRT]))
    assert closed["difference"] == 0


def test_a_manager_closes_over_what_is_unsent_and_a_clerk_alone_does_not(shop: Shop) -> None:
    drawer = shop.drawer()
    over = CloseDrawer(drawer_id=drawer, counted_minor=500_000, unsent=("c1", "c2"))
    with pytest.raises(Refusal, match="needs_approval"):
        shop.perform(over, side=Side.DESK)
    shop.perform(over, MANAGER)
    row = shop.only(drawers)
    assert (row["state"], row["unsent"], row["approved_by"]) == ("closed", "c1 c2", "manager")
    assert shop.rows(cases) == []


def test_the_server_takes_a_closing_that_nobody_let_pass_and_tells_a_person(shop: Shop) -> None:
    drawer = shop.drawer()
    shop.perform(CloseDrawer(drawer_id=drawer, counted_minor=500_000, unsent=("c1",)))
    row = shop.only(drawers)
    assert (row["state"], row["approved_by"]) == ("closed", None)
    assert shop.only(cases)["subject_id"] == drawer
    assert "drawer_closed_unsent" in shop.only(cases)["evidence"]
    with shop.engine.begin() as db:
        assert list(drawer_sums(db)) == []
        db.execute(cases.delete())
        assert [found.facts["drawer"] for found in drawer_sums(db)] == [drawer]


def test_a_device_has_one_open_drawer_and_the_server_tells_of_two(shop: Shop) -> None:
    shop.drawer()
    second = OpenDrawer(drawer_id="d2", site_id="menteng", float_minor=1, currency="IDR")
    with pytest.raises(Refusal, match="drawer_already_open"):
        shop.perform(second, side=Side.DESK)
    shop.perform(second)
    assert shop.only(cases)["kind"] == "awkward_fact"


def test_cash_without_a_drawer_is_refused_on_the_desk_and_booked_on_the_server(shop: Shop) -> None:
    drawer = shop.drawer()
    placed = shop.order(pickup(SHIRT))
    shop.perform(CloseDrawer(drawer_id=drawer, counted_minor=500_000))
    taken = TakePayment(order_id=placed["order_id"], tenders=[cash(PRICES[SHIRT], drawer)])
    with pytest.raises(Refusal, match="drawer_closed"):
        shop.perform(taken, side=Side.DESK)
    shop.perform(taken)
    assert shop.only(cases)["kind"] == "awkward_fact"
    assert shop.only(orders)["paid_minor"] == PRICES[SHIRT]


def test_money_at_the_counter_replaces_what_was_promised(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT), tenders=[pay_link(PRICES[SHIRT])])
    assert shop.only(holds)["open"]
    shop.perform(TakePayment(order_id=placed["order_id"], tenders=[terminal(PRICES[SHIRT])]))
    assert shop.only(payments, kind="pay_link")["state"] == "voided"
    assert not shop.only(holds)["open"]
    too_much = TakePayment(order_id=placed["order_id"], tenders=[terminal(1)])
    with pytest.raises(Refusal, match="overpaid"):
        shop.perform(too_much, side=Side.DESK)
    shop.perform(too_much)
    assert shop.only(cases)["kind"] == "awkward_fact"


def test_a_link_paid_in_part_leaves_the_rest_to_the_counter(shop: Shop) -> None:
    shop.order(pickup(SHIRT), tenders=[pay_link(PRICES[SHIRT])])
    link = shop.only(payments)["id"]
    shop.perform(
        CapturePayLink(payment_id=link, amount_minor=PRICES[SHIRT] - 10, provider_reference="psp")
    )
    assert shop.only(payments, kind="at_store")["amount_minor"] == 10


def test_refunds_follow_the_tenders_in_proportion(shop: Shop) -> None:
    drawer = shop.drawer()
    total = 2 * PRICES[MUG]
    placed = shop.order(
        pickup(MUG, 2), tenders=[cash(total // 2, drawer), terminal(total - total // 2)]
    )
    one = [LineQuantity(line_id=placed["line_ids"][0], quantity=1)]
    shop.perform(
        CancelLines(order_id=placed["order_id"], lines=one, reason=CancelReason.CUSTOMER_REQUEST)
    )
    refunds = [row["refunded_minor"] for row in shop.rows(payments)]
    assert sum(refunds) == PRICES[MUG]
    assert max(refunds) - min(refunds) <= 1
    assert shop.only(drawers)["out_minor"] in refunds


def test_cash_that_no_open_drawer_can_pay_is_owed(shop: Shop) -> None:
    drawer = shop.drawer()
    placed = shop.order(pickup(MUG), tenders=[cash(PRICES[MUG], drawer)])
    whole = [LineQuantity(line_id=placed["line_ids"][0], quantity=1)]
    shop.perform(
        CancelLines(order_id=placed["order_id"], lines=whole, reason=CancelReason.CUSTOMER_REQUEST),
        MANAGER,
    )
    assert shop.only(drawers)["out_minor"] == 0
    assert shop.only(orders)["refunded_minor"] == PRICES[MUG]


def test_store_credit_is_spent_once(shop: Shop) -> None:
    shop.perform(CreateCustomer(customer_id="budi", name="Budi", phone="081234567890"))
    with shop.acting(CLERK) as uow:
        refund(
            uow,
            order_id=None,
            payment_id=None,
            kind=TenderKind.STORE_CREDIT,
            amount_minor=PRICES[MUG],
            currency="IDR",
            why="return",
            customer_id="budi",
        )
    credit = TenderTaken(kind=TenderKind.STORE_CREDIT, amount_minor=PRICES[MUG])
    shop.order(pickup(MUG), tenders=[credit], customer_id="budi")
    with shop.engine.connect() as db:
        assert credit_of(db, "budi") == 0
    with pytest.raises(Refusal, match="credit_too_low"):
        shop.order(pickup(MUG), tenders=[credit], customer_id="budi", side=Side.DESK)
    assert at_store(1).amount_minor == 1
