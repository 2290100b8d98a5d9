"""What people type is found as they mean it, masked, at most six of a kind, and by its indexes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from app.customers.commands import NewCustomer
from app.desk.lookup import Kind, look_up, meaning, slips
from app.orders.search import ids_by_number
from tests.support.shop import CLERK, MUG, SHIRT, Shop, open_shop, pickup

KINDS = tuple(Kind)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Eight customers called Siti, each with an order of a shirt."""
    made = open_shop(Path(tmp_path_factory.mktemp("lookup")))
    for at in range(1, 9):
        customer = NewCustomer(
            customer_id=f"c{at}", name="Siti Rahma", phone=f"+6281234567{at:03d}"
        )
        made.order(
            pickup(SHIRT if at < 5 else MUG), new_customer=customer, number=f"JKT01-3-{at:06d}"
        )
    yield made
    made.engine.dispose()


@pytest.fixture
def db(shop: Shop) -> Iterator[Connection]:
    with shop.engine.connect() as db:
        yield db


def test_at_most_six_of_a_kind_with_the_last_order_and_a_masked_phone(db: Connection) -> None:
    found = look_up(db, "siti", KINDS, "menteng")
    assert (len(found.customers), len(found.orders), found.products) == (6, 6, ())
    one = found.customers[0]
    assert one.phone == "+62•••••••7001"
    assert one.last is not None
    assert one.last.customer_id == one.customer_id


def test_only_what_was_asked_for(db: Connection) -> None:
    assert look_up(db, "siti", [Kind.PRODUCT], "menteng").count == 0
    assert look_up(db, "siti", [Kind.ORDER], "menteng").customers == ()
    assert look_up(db, "shirt", [Kind.CUSTOMER, Kind.ORDER], "menteng").count == 0


def test_a_product_tells_what_can_be_promised_here_and_everywhere(db: Connection) -> None:
    (goods,) = look_up(db, "shirt", KINDS, "menteng").products
    assert (goods.product.id, goods.here, goods.everywhere) == (SHIRT, 1, 61)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("JKT01-3-000003", ["JKT01-3-000003"]),
        ("#jkt01-3-000003", ["JKT01-3-000003"]),
        ("JKT01-3-00000", [f"JKT01-3-{n:06d}" for n in (8, 7, 6, 5, 4, 3)]),
        ("MEN01-3", []),
        ("3", []),
        ("JKT", []),
    ],
)
def test_an_order_by_its_number_or_how_it_begins(
    db: Connection, typed: str, names: list[str]
) -> None:
    found = look_up(db, typed, [Kind.ORDER], "menteng")
    assert [head.number for head in found.orders] == names


def test_the_counter_of_a_device_or_a_foreign_number_are_digits_alone(db: Connection) -> None:
    known = look_up(db, "JKT01-3-000003", [Kind.ORDER], "menteng").orders[0].order_id
    assert ids_by_number(db, "003", ["MEN01-3-", "JKT01-3-"]) == [known]
    assert ids_by_number(db, "000003", ["JKT01-3-"]) == [known]
    assert ids_by_number(db, "003", []) == []


def test_a_slip_is_forgiven_and_told(db: Connection) -> None:
    found = look_up(db, "sitti rhama", KINDS, "menteng")
    assert found.near
    assert len(found.customers) == 6
    assert not look_up(db, "siti", KINDS, "menteng").near
    assert look_up(db, "zzzz", KINDS, "menteng").count == 0
    assert [goods.product.id for goods in look_up(db, "shrit", KINDS, "menteng").products] == [
        SHIRT
    ]


@pytest.mark.parametrize(
    "typed", ["", " ", "@", "%", "'", '"', "\u0000", "NEAR(", "💥", "a" * 9_000]
)
def test_nonsense_finds_nothing_and_breaks_nothing(db: Connection, typed: str) -> None:
    assert look_up(db, typed, KINDS, "menteng").count == 0
    assert meaning(db, typed, "menteng") is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("TR-0", "product"),
        ("8990000000000", "product"),
        ("JKT01-3-000001", "order"),
        ("+6281234567001", "customer"),
        ("siti", ""),
        ("8123456", ""),
    ],
)
def test_a_whole_code_names_one_thing(db: Connection, code: str, kind: str) -> None:
    found = meaning(db, code, CLERK.site_id)
    assert (found.kind if found else "") == kind


words = st.text("abcdefg", min_size=1, max_size=8)


@given(words, words)
def test_slips_count_from_the_best_beginning(typed: str, word: str) -> None:
    assert slips(typed, typed + word) == 0
    assert 0 <= slips(typed, word) <= len(typed)


@given(st.text("abcdefg", min_size=4, max_size=8), st.data())
def test_one_slip_of_the_fingers_counts_one(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    sign = data.draw(st.sampled_from("xyz"))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for typed in (word[:at] + word[at + 1 :], word[:at] + sign + word[at:], swapped):
        assert slips(typed, word) <= 1


def test_numbers_are_found_by_their_index(db: Connection) -> None:
    for test in ("number IN ('a', 'b')", "number >= 'a' AND number < 'b' ORDER BY number DESC"):
        plan = db.execute(sa.text(f"EXPLAIN QUERY PLAN SELECT id FROM orders WHERE {test}"))
        assert all("ix_orders_number" in row.detail for row in plan)
