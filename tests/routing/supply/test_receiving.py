"""Goods come in: booked as counted, given to those who wait, told once when they come later."""

import pytest

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.fulfillment.tables import fulfillments
from app.kit.clock import DAY, HOUR, Instant
from app.kit.errors import Refusal
from app.notify.tables import messages
from app.orders.tables import order_events, order_lines, orders
from app.routing.supply.handlers import SupplyWaiting
from app.routing.supply.promising import RePromise, affected
from app.stock.receiving import MovePurchase, ReceivedLine, ReceiveGoods
from app.stock.tables import borrowings, pegs, purchase_lines, purchase_orders, receipt_lines
from app.storage.schema import Side
from tests.support.shop import CLERK, MANAGER, MUG, SHIRT, START, Shop, pickup

ETA = START + 2 * DAY


def purchase(shop: Shop) -> str:
    return str(shop.rows(purchase_orders)[0]["id"])


def receive(shop: Shop, *lines: tuple[str, int], last: bool = False, **told: object) -> object:
    counted = [ReceivedLine(product_id=product, quantity=units) for product, units in lines]
    receipt = f"{len(shop.rows(receipt_lines)):032d}"
    command = ReceiveGoods(receipt_id=receipt, purchase_id=purchase(shop), lines=counted, last=last)
    return shop.perform(command, **told)  # type: ignore[arg-type]


def wait_for(shop: Shop, units: int, *, until: int = ETA + HOUR, who: str = "Ani") -> str:
    """An order for so many more than the store has left, told for the purchase's arrival."""
    line = pickup(SHIRT, units, promise_from=ETA, promise_to=until)
    customer = NewCustomer(
        customer_id=who.lower(), name=who, phone="081234567890", email=f"{who.lower()}@example.com"
    )
    return str(shop.order(line, new_customer=customer)["line_ids"][0])


@pytest.fixture
def waiting(shop: Shop) -> str:
    shop.inbound("menteng", SHIRT, 4, ETA)
    shop.order(pickup(SHIRT, 5))  # the shelf is empty now
    return wait_for(shop, 2)


def test_a_promise_on_goods_to_come_is_pegged_to_them(shop: Shop, waiting: str) -> None:
    assert [(row["line_id"], row["quantity"]) for row in shop.rows(pegs)] == [(waiting, 2)]
    assert not shop.rows(cases)


def test_two_are_not_promised_the_same_goods(shop: Shop, waiting: str) -> None:
    second = wait_for(shop, 3, who="Budi")
    told = {row["line_id"]: row["quantity"] for row in shop.rows(pegs)}
    assert told == {waiting: 2, second: 2}
    assert shop.only(cases)["subject_id"] == second
    (message,) = shop.rows(messages, kind="news")
    assert message["order_id"] == shop.only(order_lines, id=second)["order_id"]


@pytest.mark.parametrize("side", [Side.DESK, Side.SERVER])
def test_goods_that_came_become_work_for_those_who_wait(
    shop: Shop, waiting: str, side: Side
) -> None:
    receive(shop, (SHIRT, 4), side=side)
    line = shop.only(order_lines, id=waiting)
    assert (line["backordered"], line["released"]) == (0, 2)
    assert shop.only(purchase_orders)["state"] == "received"
    assert shop.only(receipt_lines)["expected"] == 4
    assert all(row["quantity"] == 0 for row in shop.rows(pegs))
    assert shop.cell("menteng", SHIRT)["reserved"] == 7
    parcel = shop.only(fulfillments, order_id=line["order_id"])
    assert parcel["state"] == "open"


def test_the_place_whose_goods_they_are_sees_the_order(shop: Shop) -> None:
    """It was taken at another store, and waited: until now this one had nothing to do with it."""
    shop.inbound("kemang", MUG, 4, ETA)
    cell = shop.cell("kemang", MUG)
    if cell["available"]:
        shop.order(pickup(MUG, cell["available"], "kemang"))
    placed = shop.order(pickup(MUG, 2, "kemang", promise_from=ETA, promise_to=ETA + HOUR))
    assert "orders:store:kemang" not in audience(shop, placed["order_id"])
    receive(shop, (MUG, 4))
    assert "orders:store:kemang" in audience(shop, placed["order_id"])


def audience(shop: Shop, order_id: str) -> list[str]:
    return str(shop.only(orders, id=order_id)["audience"]).split()


def test_what_is_over_or_was_never_ordered_is_booked_as_it_is(shop: Shop, waiting: str) -> None:
    receive(shop, (SHIRT, 6), (MUG, 1))
    told = {
        row["product_id"]: (row["expected"], row["received"]) for row in shop.rows(receipt_lines)
    }
    assert told == {SHIRT: (4, 6), MUG: (0, 1)}
    ordered = {row["product_id"]: row["ordered"] for row in shop.rows(purchase_lines)}
    assert ordered == {SHIRT: 4, MUG: 0}


def test_a_part_leaves_the_rest_on_order_until_it_is_the_last(shop: Shop, waiting: str) -> None:
    receive(shop, (SHIRT, 1))
    assert shop.only(purchase_orders)["state"] == "partly_received"
    assert shop.only(order_lines, id=waiting)["backordered"] == 2, "never a part of a line"
    receive(shop, (SHIRT, 1), last=True)
    assert shop.only(purchase_orders)["state"] == "received"
    assert shop.only(order_lines, id=waiting)["released"] == 2


def test_who_waits_longer_borrows_and_it_is_told(shop: Shop) -> None:
    """The first was promised these goods in a week; the second was let down already."""
    later = START + 7 * DAY
    shop.inbound("menteng", SHIRT, 2, later)
    shop.order(pickup(SHIRT, 5))
    promised = wait_for(shop, 2, until=later + DAY)
    overdue = wait_for(shop, 2, until=START + HOUR, who="Budi")
    shop.now = Instant(START + 2 * HOUR)
    receive(shop, (SHIRT, 2))
    assert shop.only(order_lines, id=overdue)["released"] == 2
    lent = shop.only(borrowings)
    assert (lent["from_line_id"], lent["to_line_id"], lent["quantity"]) == (promised, overdue, 2)
    assert shop.only(order_lines, id=promised)["backordered"] == 2
    open_cases = [row for row in shop.rows(cases) if row["state"] == "open"]
    assert [row["subject_id"] for row in open_cases] == [promised], "nothing is coming for it"


def test_goods_that_became_free_otherwise_are_given_too(shop: Shop, waiting: str) -> None:
    shop.stock("menteng", SHIRT, 2)
    with shop.acting() as uow:
        system = uow.actor
    shop.perform(SupplyWaiting(site_id="menteng", product_ids=[SHIRT]), system)
    assert shop.only(order_lines, id=waiting)["released"] == 2


def test_a_delay_is_told_to_each_customer_once(shop: Shop, waiting: str) -> None:
    second = wait_for(shop, 1, who="Budi")
    now = ETA + 4 * DAY
    shop.perform(MovePurchase(purchase_id=purchase(shop), act="confirm", eta=now), MANAGER)
    with shop.engine.connect() as db:
        told = affected(db, purchase(shop))
    assert [order.late for order in told.orders] == [4 * DAY - HOUR] * 2
    assert told.value_minor == 3 * 499_000
    for _ in range(3):  # a manager presses again, or the first answer was lost
        shop.perform(RePromise(purchase_id=purchase(shop)), MANAGER)
    for line_id in (waiting, second):
        assert shop.only(order_lines, id=line_id)["promise_to"] == now
    assert len(shop.rows(messages, kind="news")) == 2
    assert len(shop.rows(order_events, act="re_promise")) == 2
    with shop.engine.connect() as db:
        assert not affected(db, purchase(shop)).orders


def test_a_second_delay_is_told_anew(shop: Shop, waiting: str) -> None:
    for days in (3, 5):
        later = ETA + days * DAY
        shop.perform(MovePurchase(purchase_id=purchase(shop), act="confirm", eta=later), MANAGER)
        shop.perform(RePromise(purchase_id=purchase(shop)), MANAGER)
    assert len(shop.rows(messages, kind="news")) == 2


def test_a_purchase_that_does_not_come_asks_who_waited_for_it(shop: Shop, waiting: str) -> None:
    shop.perform(MovePurchase(purchase_id=purchase(shop), act="cancel"), MANAGER)
    assert shop.only(cases)["subject_id"] == waiting
    assert len(shop.rows(messages, kind="news")) == 1
    assert shop.only(order_lines, id=waiting)["promise_to"] == ETA + HOUR, "nobody agreed yet"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (MovePurchase(purchase_id="x", act="confirm", eta=ETA), "purchase_unknown"),
        (MovePurchase(purchase_id="", act="confirm"), "eta_missing"),
        (MovePurchase(purchase_id="", act="confirm", eta=1), "eta_passed"),
        (MovePurchase(purchase_id="", act="order"), "move_closed"),
        (RePromise(purchase_id="x"), "purchase_unknown"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    shop: Shop, waiting: str, command: MovePurchase | RePromise, code: str
) -> None:
    if not command.purchase_id:
        command = MovePurchase(purchase_id=purchase(shop), act=command.act, eta=command.eta)  # type: ignore[union-attr]
    with pytest.raises(Refusal, match=code):
        shop.perform(command, MANAGER)


def test_a_receipt_that_cannot_be_is_kept_and_looked_at(shop: Shop, waiting: str) -> None:
    command = ReceiveGoods(
        receipt_id="r" * 32,
        purchase_id="nobody",
        lines=[ReceivedLine(product_id=SHIRT, quantity=1)],
    )
    with pytest.raises(Refusal, match="purchase_unknown"):
        shop.perform(command, CLERK, side=Side.DESK)
    shop.perform(command, CLERK)
    assert shop.only(cases)["kind"] == "awkward_fact"
