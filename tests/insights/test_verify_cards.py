"""Card numbers are found wherever somebody wrote them; what only looks like one is left alone."""

import random

import pytest
import sqlalchemy as sa

from app.customers.model import reversed_phone
from app.customers.tables import customer_contacts, customers
from app.insights.verify.privacy import holds_card
from app.insights.verify.runs import verify_server
from app.kit.gtin import gtin13
from app.kit.ids import derived_id, uuid7
from tests.insights.conftest import House


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "pays by 5500 0000 0000 0004, tomorrow",
        "3400-000000-00009",
        '{"note":"4111 1111 1111 1111","lines":[{"quantity":2}]}',
        "４１１１ １１１１ １１１１ １１１１",  # noqa: RUF001  full-width digits are digits
    ],
)
def test_a_card_number_is_found(text: str) -> None:
    assert holds_card(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JKT01-3-000712",
        "+628123456789012",
        '{"phone":"+4915112345678","at":1790000000000000}',
        '{"at":[1790000000000000,1790000060000000],"total_minor":998000}',
        f"GTIN {gtin13('899100100001')}",
    ],
)
def test_numbers_of_the_trade_are_no_cards(text: str) -> None:
    assert not holds_card(text)


def test_our_ids_are_no_cards() -> None:
    chance = random.Random(7)
    ids = [derived_id("a", "b", n) for n in range(20_000)]
    ids += [uuid7(1_790_000_000_000_000 + n, chance.randbytes(10)) for n in range(20_000)]
    assert [one for one in ids if holds_card(f'{{"order_id":"{one}","line":"{one}"}}')] == []


def test_a_further_phone_that_reads_like_a_card_backwards_is_none(house: House) -> None:
    """It is kept in that way too, so that callers are found by their last digits."""
    phone = "+6281210000014"
    assert holds_card(reversed_phone(phone))
    with house.server.begin() as db:
        customer = db.execute(sa.select(customers.c.id)).scalars().first()
        row = {"id": "further", "customer_id": customer, "kind": "phone", "value": phone}
        row["value_reversed"] = reversed_phone(phone)
        db.execute(customer_contacts.insert(), row)
    assert [one for one in verify_server(house.server, only={"X2"}) if one.ok is False] == []
