"""Of a command everybody who sees its case learns the number and the figures, and no person."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.said import said_of
from app.customers.commands import NewCustomer
from app.features import COMMANDS
from app.kit.commands import body_of
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind

NAMES = {"lines", "told_total_minor", "amount_minor", "told_refund_minor", "tenders"}
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*NAMES, "number", "order_id", "quantity", "name"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def an_order() -> PlaceOrder:
    lines = [
        OrderLine(
            product_id="p" * 32,
            quantity=2,
            method=Method.PICKUP,
            site_id="s" * 32,
            unit_minor=25_000,
            note="for Budi",
        )
    ]
    return PlaceOrder(
        number="JKT01-3-000712",
        pickup_code="ABC234",
        channel="phone",
        site_id="s" * 32,
        language="id",
        currency="IDR",
        lines=lines,
        new_customer=NewCustomer(customer_id="c" * 32, name="Siti", phone="+628120000001"),
        note="ring twice",
        told_total_minor=50_000,
        tenders=[TenderTaken(kind=TenderKind.TERMINAL, amount_minor=50_000, reference="APP1")],
    )


def test_an_order_tells_its_number_its_units_and_its_money_and_nothing_else() -> None:
    assert said_of(body_of(an_order())) == {
        "number": "JKT01-3-000712",
        "said": {"lines": 2, "told_total_minor": 50_000, "tenders": 50_000},
    }


@pytest.mark.parametrize(
    "number", ["+628120000001", "0812 0000 001", "Siti Rahmawati", "4111111111111111", "", 7, None]
)
def test_what_is_no_number_of_a_desk_is_not_told_as_one(number: object) -> None:
    assert said_of(msgspec.json.encode({"number": number}).decode()) == {}


@pytest.mark.parametrize("number", ["JKT01-3-000712", "R-JKT01-3-000004", "12-1-1000000"])
def test_a_number_of_a_desk_is_told(number: str) -> None:
    assert said_of(msgspec.json.encode({"number": number}).decode()) == {"number": number}


@given(json)
def test_a_body_of_any_shape_tells_figures_at_most(body: object) -> None:
    told = said_of(msgspec.json.encode(body).decode())
    assert told.keys() <= {"said"}  # no text that can be drawn is a number or an id
    assert set(told.get("said", {})) <= NAMES
    assert all(type(figure) is int for figure in told.get("said", {}).values())


@pytest.mark.parametrize("body", ["", "{", "[1]", '"x"', "[" * 100_000])
def test_a_damaged_body_tells_nothing(body: str) -> None:
    assert said_of(body) == {}


def test_nothing_personal_is_read() -> None:
    personal = {name for spec in COMMANDS for name in spec.personal}
    assert not personal & {*NAMES, "number", "order_id"}
