"""Two tills and a phone act on one order at the same moment: no unit and no money goes twice."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.customers.commands import CreateCustomer, MergeCustomers
from app.features import REGISTER
from app.fulfillment.commands import HandOver, Pick, Proof, Unclaim
from app.fulfillment.tables import fulfillments
from app.kit.actor import SYSTEM, Actor
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.commands import CancelLines, HoldOrder, LineQuantity
from app.orders.reasons import CancelReason, HoldReason, HoldScope
from app.orders.tables import holds, order_lines, orders
from app.payments.commands import CapturePayLink, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import credits, money_entries, payments
from app.payments.tenders import refund
from app.stock.adjusting import AdjustStock, UndoAdjustment
from app.stock.counting import CountedLine, FinishCount, OpenCount, PostCount
from app.stock.tables import stock_movements
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.fulfillment.test_handlers_pickup import (
    begun_and_added,
    kinds,
    picked_and_staged,
    waiting,
)
from tests.support.shop import (
    AGENT,
    CLERK,
    CLERK_KEMANG,
    MANAGER,
    MUG,
    PRICES,
    SHIRT,
    Shop,
    open_shop,
    pay_link,
    pickup,
    terminal,
)

WAITS_S = 0.3  # long enough for the second to come to the row that the first has


@pytest.fixture
def shop(tmp_path: Path, postgres_url: str) -> Iterator[Shop]:
    shop = open_shop(tmp_path, postgres_url)
    yield shop
    shop.check()
    shop.engine.dispose()


def at_once(
    shop: Shop, first: Command, second: Command, actor: Actor = CLERK, other: Actor = CLERK_KEMANG
) -> Refusal | None:
    """The second begins before the first commits; what it was refused for."""
    refused: list[Refusal] = []

    def run(command: Command, who: Actor, name: str, before_commit: Callable[[], None]) -> None:
        with shop.engine.begin() as db:
            told: dict[str, Any] = {"side": Side.SERVER, "now": shop.now, "actor": who}
            uow = UnitOfWork(db, command_id=derived_id("at_once", name, 0), **told)
            REGISTER.perform(uow, REGISTER.of(command), command)
            before_commit()

    def late() -> None:
        try:
            run(second, other, "second", lambda: None)
        except Refusal as refusal:
            refused.append(refusal)

    thread = threading.Thread(target=late)

    def start() -> None:
        thread.start()
        thread.join(WAITS_S)

    run(first, actor, "first", start)
    thread.join()
    return refused[0] if refused else None


def test_one_parcel_is_handed_over_once(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT, 2), tenders=[terminal(2 * PRICES[SHIRT])])
    give = HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True)
    at_once(shop, give, give)
    assert shop.only(order_lines)["collected"] == 2
    assert kinds(shop) == ["collected_twice"]


def test_a_parcel_is_held_while_a_colleague_makes_it_one_with_another(shop: Shop) -> None:
    parcel, added, order_id = begun_and_added(shop)
    hold = HoldOrder(
        order_id=order_id,
        reason=HoldReason.MANUAL,
        scope=HoldScope.FULFILLMENT,
        subject_id=added,
    )
    assert at_once(shop, Unclaim(fulfillment_id=parcel), hold, other=MANAGER) is None
    assert shop.only(fulfillments, state="open")["id"] == parcel
    assert shop.only(holds)["subject_id"] == parcel


def test_what_is_picked_at_the_same_moment_is_not_cancelled_as_well(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 1))
    cancel = CancelLines(
        order_id=shop.only(order_lines)["order_id"],
        lines=[LineQuantity(line_id=line_id, quantity=1)],
        reason=CancelReason.CUSTOMER_REQUEST,
    )
    at_once(shop, cancel, Pick(fulfillment_id=parcel, line_id=line_id), MANAGER)
    line = shop.only(order_lines)
    assert (line["released"], line["picked"], line["cancelled"]) == (0, 0, 1)


def test_a_link_that_the_provider_tells_twice_is_booked_once(shop: Shop) -> None:
    shop.order(pickup(SHIRT), tenders=[pay_link(PRICES[SHIRT])])
    paid = CapturePayLink(
        payment_id=shop.only(payments)["id"],
        amount_minor=PRICES[SHIRT],
        provider_reference="psp",
    )
    at_once(shop, paid, paid, SYSTEM, SYSTEM)
    assert len(shop.rows(money_entries)) == 2


def test_a_count_is_posted_once(shop: Shop) -> None:
    shop.perform(OpenCount(count_id="count", site_id="menteng"), MANAGER)
    line = CountedLine(product_id=SHIRT, counted=7, expected=5)
    for _ in range(2):  # so much asks for a second count
        shop.perform(FinishCount(count_id="count", lines=[line]), MANAGER)
    post = PostCount(count_id="count")
    assert at_once(shop, post, post, MANAGER, MANAGER)
    assert shop.cell("menteng", SHIRT)["available"] == 7


def test_a_correction_is_undone_once(shop: Shop) -> None:
    told = shop.perform(
        AdjustStock(site_id="menteng", product_id=SHIRT, quantity=-2, reason="damaged"), MANAGER
    )
    undo = UndoAdjustment(adjustment_id=told["adjustment_id"])
    assert at_once(shop, undo, undo, MANAGER, MANAGER)
    assert len(shop.rows(stock_movements, why="undo_adjust")) == 1


def test_two_records_are_never_merged_into_each_other(shop: Shop) -> None:
    for name in ("siti", "siti-2"):
        shop.perform(CreateCustomer(customer_id=name, name=name, phone="+628123456789"), MANAGER)
    one = MergeCustomers(survivor_id="siti", absorbed_id="siti-2", take=[])
    other = MergeCustomers(survivor_id="siti-2", absorbed_id="siti", take=[])
    refused = at_once(shop, one, other, MANAGER, AGENT)
    assert refused is not None
    assert refused.code == "merged_already"


def test_credit_that_another_order_takes_is_not_lost(shop: Shop) -> None:
    """It lies on two records of one person, and the second order wants more than is left."""
    for name in ("siti", "siti-2"):
        shop.perform(CreateCustomer(customer_id=name, name=name, phone="+628123456789"), MANAGER)
        with shop.acting() as uow:
            give_credit(uow, name, PRICES[MUG])
    shop.perform(MergeCustomers(survivor_id="siti", absorbed_id="siti-2", take=[]), MANAGER)
    for _ in range(2):
        shop.order(pickup(SHIRT), customer_id="siti")
    first, second = (row["id"] for row in shop.rows(orders))
    spent = PRICES[MUG] + 1_000

    def by_credit(order_id: str) -> HandOver:
        parcel = shop.only(fulfillments, order_id=order_id)
        told = TenderTaken(kind=TenderKind.STORE_CREDIT, amount_minor=spent)
        return HandOver(
            fulfillment_id=parcel["id"], proof=Proof.ID, code_checked=True, tenders=[told]
        )

    at_once(shop, by_credit(first), by_credit(second))
    left = sum(row["balance_minor"] for row in shop.rows(credits))
    assert left == 2 * PRICES[MUG] - spent
    assert "payment_declined" in kinds(shop)


def test_a_limit_is_not_passed_on_two_devices_at_once(shop: Shop) -> None:
    def fewer(product_id: str) -> AdjustStock:
        return AdjustStock(site_id="menteng", product_id=product_id, quantity=12, reason="found")

    other = Actor(user_id="manager", role="manager", device_id="till-9", site_id="menteng")
    refused = at_once(shop, fewer(SHIRT), fewer(MUG), MANAGER, other)
    assert refused is not None
    assert refused.code == "needs_approval"


def give_credit(uow: UnitOfWork, customer_id: str, amount: int) -> None:
    refund(
        uow,
        order_id=None,
        payment_id=None,
        kind=TenderKind.STORE_CREDIT,
        amount_minor=amount,
        currency="IDR",
        why="test",
        customer_id=customer_id,
    )
