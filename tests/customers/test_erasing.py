"""What an erasing leaves: figures and a date, and nothing that people wrote of the person."""

import pytest

from app.customers.commands import AddNote, MergeCustomers, SetConsent
from app.customers.privacy import EraseCustomer, disclosures_of
from app.customers.queries import card, find, names_of
from app.customers.states import Channel, Disclosure, How, Purpose
from app.customers.tables import PERSONAL, customer_consents
from app.kit.errors import Refusal
from app.orders.commands import CancelLines, LineQuantity
from app.orders.queries import heads_of
from app.orders.reasons import CancelReason
from app.orders.tables import orders
from app.payments.tables import credits
from tests.customers.conftest import HOME, approved, fresh_id, known
from tests.support.shop import AGENT, MUG, Shop, pickup


def erase(shop: Shop, customer_id: str = "siti", name: str = "erase") -> None:
    command_id = fresh_id(name)
    yes = approved(shop, "customer.erase", command_id)
    command = EraseCustomer(customer_id=customer_id, approval=yes)
    shop.perform(command, AGENT, command_id=command_id)


def cancelled(shop: Shop) -> str:
    shop.stock("menteng", MUG, 5)
    placed = shop.order(pickup(MUG, note="for Siti"), customer_id="siti", note="ring Siti")
    lines = [LineQuantity(line_id=placed["line_ids"][0], quantity=1)]
    shop.perform(
        CancelLines(order_id=placed["order_id"], lines=lines, reason=CancelReason.CUSTOMER_REQUEST)
    )
    return str(placed["order_id"])


def test_orders_keep_their_figures_and_nothing_that_names_the_person(shop: Shop) -> None:
    known(shop, email="siti@example.com", address=HOME)
    shop.perform(AddNote(customer_id="siti", body="Rings twice."))
    order_id = cancelled(shop)
    before = shop.only(orders, id=order_id)
    erase(shop)
    after = shop.only(orders, id=order_id)
    assert (after["total_minor"], after["customer_id"]) == (before["total_minor"], "siti")
    assert after["note"] == ""
    rows = [row for table in PERSONAL for row in shop.rows(table)]
    assert not [v for row in rows for v in row.values() if v in ("Siti Rahma", "Rings twice.")]
    with shop.engine.connect() as db:
        assert find(db, "7890") == find(db, "siti") == find(db, "siti@example.com") == []
        assert names_of(db, ["siti"]) == {"siti": ""}
        assert heads_of(db, [order_id])[order_id].customer_name == ""
        left = card(db, "siti")
        (line,) = disclosures_of(db, "siti")
    assert left is not None
    assert left.erased_at == shop.now
    assert left.addresses[0].street == ""
    assert (line.act, line.user_id, line.approved_by) == (Disclosure.ERASE, "agent", "boss")


def test_all_records_of_the_person_go_together(shop: Shop) -> None:
    known(shop)
    known(shop, "siti-web", name="Siti R.", phone="081299990000")
    merge = MergeCustomers(survivor_id="siti", absorbed_id="siti-web", take=["name"])
    shop.perform(merge, AGENT)
    erase(shop, "siti-web")
    with shop.engine.connect() as db:
        assert find(db, "0000") == find(db, "7890") == []
    assert all(row["name"] == "" for row in shop.rows(PERSONAL[0]))


def test_an_open_order_stands_in_the_way(shop: Shop) -> None:
    known(shop)
    shop.stock("menteng", MUG, 5)
    shop.order(pickup(MUG), customer_id="siti")
    with pytest.raises(Refusal, match="erase_order_open"):
        erase(shop)


def test_store_credit_stands_in_the_way(shop: Shop) -> None:
    known(shop)
    with shop.acting() as uow:
        uow.insert(credits, {"id": "siti", "currency": "IDR", "balance_minor": 75_000})
    with pytest.raises(Refusal, match="erase_credit_left"):
        erase(shop)
    with shop.acting() as uow:  # no money was booked for it: the shop's check would tell
        uow.update(credits, "siti", balance_minor=0)


def test_an_erased_customer_buys_and_changes_nothing_any_more(shop: Shop) -> None:
    known(shop)
    erase(shop)
    shop.stock("menteng", MUG, 5)
    with pytest.raises(Refusal, match="customer_erased"):
        shop.order(pickup(MUG), customer_id="siti")
    with pytest.raises(Refusal, match="customer_erased"):
        shop.perform(AddNote(customer_id="siti", body="x"))
    with pytest.raises(Refusal, match="customer_erased"):
        erase(shop, name="again")


def test_a_withdrawal_that_comes_late_is_still_written(shop: Shop) -> None:
    known(shop)
    erase(shop)
    no = SetConsent(
        customer_id="siti",
        channel=Channel.SMS,
        purpose=Purpose.MARKETING,
        given=False,
        how=How.PHONE,
    )
    shop.perform(no)
    assert shop.only(customer_consents)["given"] is False
