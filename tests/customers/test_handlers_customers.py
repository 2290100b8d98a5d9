"""What is kept of a customer, and how a caller is found."""

import pytest

from app.customers.commands import (
    AddressChange,
    Change,
    CreateCustomer,
    EditAddress,
    EditCustomer,
    NewAddress,
)
from app.customers.queries import card, find
from app.customers.states import AddressField, Field
from app.customers.tables import customers
from app.kit.errors import Refusal
from app.orders.queries import order_card, products_bought, recent_of
from app.storage.commands import redacted
from tests.support.shop import AGENT, MUG, SHIRT, Shop, pickup

HOME = NewAddress(
    address_id="home", street="Jl. Sabang 1", city="Jakarta", province="DKI", postcode="10340"
)


def known(shop: Shop, customer_id: str = "siti", **told) -> None:
    told = {"name": "Siti Rahma", "phone": "0812-3456-7890", **told}
    shop.perform(CreateCustomer(customer_id=customer_id, **told), AGENT)


@pytest.mark.parametrize("typed", ["7890", "081234567890", "+62 812 3456 7890", "rah", "siti r"])
def test_a_caller_is_found_by_digits_or_words(shop: Shop, typed: str) -> None:
    known(shop, address=HOME)
    known(shop, "budi", name="Budi", phone="081299990000", email="Budi@Example.com")
    with shop.engine.connect() as db:
        assert [hit.customer_id for hit in find(db, typed)] == ["siti"]
        assert [hit.customer_id for hit in find(db, "budi@ex")] == ["budi"]
        assert [hit.customer_id for hit in find(db, "0000")] == ["budi"]
        assert find(db, "%") == []


def test_a_correction_changes_only_what_was_told(shop: Shop) -> None:
    known(shop, address=HOME, email="siti@example.com")
    phone = Change(field=Field.PHONE, seen="+6281234567890", value="081299990000")
    shop.perform(EditCustomer(customer_id="siti", changes=[phone]))
    city = AddressChange(field=AddressField.CITY, seen="Jakarta", value="Depok")
    shop.perform(EditAddress(customer_id="siti", address_id="home", changes=[city]))
    with shop.engine.connect() as db:
        found = card(db, "siti")
    assert found is not None
    assert (found.name, found.phone, found.email) == (
        "Siti Rahma",
        "+6281299990000",
        "siti@example.com",
    )
    assert [address.city for address in found.addresses] == ["Depok"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("phone_invalid", {"phone": "12"}),
        ("name_empty", {"name": " "}),
        ("email_unclear", {"email": "siti"}),
        ("email_unclear", {"email": f"{'s' * 250}@x.id"}),
    ],
)
def test_a_slip_of_the_pen_is_refused(shop: Shop, code: str, told) -> None:
    with pytest.raises(Refusal, match=code):
        known(shop, **told)
    assert not shop.rows(customers)


def test_a_body_is_kept_without_the_person(shop: Shop) -> None:
    from app.features import REGISTER  # noqa: PLC0415
    from app.kit.commands import body_of  # noqa: PLC0415

    command = CreateCustomer(customer_id="siti", name="Siti", phone="081234567890", address=HOME)
    kept = redacted(REGISTER.of(command), body_of(command))
    assert "Siti" not in kept
    assert "Sabang" not in kept
    assert "081234567890" not in kept


def test_a_customers_card_tells_orders_and_what_they_bought_last(shop: Shop) -> None:
    known(shop)
    first = shop.order(pickup(MUG), customer_id="siti")
    second = shop.order(pickup(SHIRT, 2), customer_id="siti")
    with shop.engine.connect() as db:
        found = card(db, "siti")
        assert found is not None
        assert found.orders_count == 2
        head, older = recent_of(db, ["siti"])
        assert (head.order_id, older.order_id) == (second["order_id"], first["order_id"])
        assert products_bought(db, "siti") == [SHIRT, MUG]
        assert (head.customer_name, head.units) == ("Siti Rahma", 2)
        shown = order_card(db, head.order_id)
        assert shown is not None
        assert [event.act for event in shown.events] == ["source", "release"]
