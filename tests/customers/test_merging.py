"""Two records of one person: read as one, and apart again exactly as they were."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.customers.commands import (
    AddAddress,
    AddContact,
    AddNote,
    Change,
    EditCustomer,
    KeepApart,
    MergeCustomers,
    NewAddress,
    UndoMerge,
)
from app.customers.duplicates import Alike, duplicates_of, last_merge
from app.customers.notes import notes_of
from app.customers.queries import card, find, names_of
from app.customers.states import MERGED_FIELDS, ContactKind, Field
from app.customers.tables import customer_merges, customers
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.orders.queries import heads_of, recent_of
from app.orders.tables import orders
from app.payments.queries import credit_of
from app.payments.tables import credits
from app.storage.schema import metadata
from tests.customers.conftest import HOME, known
from tests.support.shop import AGENT, CLERK, MUG, SHIRT, Shop, open_shop, pickup

TAKES = st.lists(st.sampled_from(MERGED_FIELDS), unique=True)


def two(shop: Shop) -> None:
    known(shop, email="siti@example.com", address=HOME)
    known(shop, "siti-web", name="Siti R.", phone="081299990000", email="sr@example.org")


def merge(shop: Shop, survivor: str, absorbed: str, *take: str) -> str:
    command = MergeCustomers(survivor_id=survivor, absorbed_id=absorbed, take=list(take))
    return str(shop.perform(command, AGENT)["merge_id"])


def all_rows(shop: Shop) -> Mapping[str, Any]:
    """Every row of every table, but for who may read them and the merges themselves."""
    told = {}
    with shop.engine.connect() as db:
        for table in metadata.sorted_tables:
            if table.name == customer_merges.name or not sa.inspect(db).has_table(table.name):
                continue
            columns = [c for c in table.columns if c.name != "audience"]
            told[table.name] = sorted(map(repr, db.execute(sa.select(*columns))))
    return told


@settings(max_examples=12, deadline=None)
@given(first=TAKES, second=TAKES)
def test_an_undo_after_any_merge_brings_both_back_to_the_bit(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str]
) -> None:
    shop = open_shop(Path(tmp_path_factory.mktemp("merge")))
    two(shop)
    known(shop, "third", name="S. Rahma", phone="081311112222")
    shop.perform(AddNote(customer_id="siti-web", body="Paper bags."))
    shop.stock("menteng", MUG, 5)
    shop.order(pickup(MUG), customer_id="siti-web")
    before = all_rows(shop)
    inner = merge(shop, "siti", "siti-web", *first)
    between = all_rows(shop)
    outer = merge(shop, "third", "siti", *second)
    shop.perform(UndoMerge(merge_id=outer), AGENT)
    assert all_rows(shop) == between
    shop.perform(UndoMerge(merge_id=inner), AGENT)
    assert all_rows(shop) == before
    shop.engine.dispose()


def test_what_was_theirs_is_read_with_the_survivor_and_never_rewritten(shop: Shop) -> None:
    two(shop)
    shop.stock("menteng", MUG, 5)
    shop.stock("menteng", SHIRT, 5)
    old = shop.order(pickup(MUG), customer_id="siti-web")["order_id"]
    new = shop.order(pickup(SHIRT), customer_id="siti")["order_id"]
    shop.perform(AddNote(customer_id="siti-web", body="Paper bags."))
    merge(shop, "siti", "siti-web", "name")
    with shop.engine.connect() as db:
        read = card(db, "siti-web")
        assert read is not None
        assert read == card(db, "siti")
        assert (read.customer_id, read.name, read.orders_count) == ("siti", "Siti R.", 2)
        assert {contact.value for contact in read.contacts} == {"+6281299990000", "sr@example.org"}
        assert [address.address_id for address in read.addresses] == ["home"]
        assert [note.body for note in notes_of(db, "siti")] == ["Paper bags."]
        assert {head.order_id for head in recent_of(db, ["siti"])} == {old, new}
        assert heads_of(db, [old])[old].customer_name == "Siti R."
        assert names_of(db, ["siti-web"]) == {"siti-web": "Siti R."}
        for typed in ("7890", "0000", "rahma", "sr@example.org"):
            assert [hit.customer_id for hit in find(db, typed)] == ["siti"]
    assert shop.only(orders, id=old)["customer_id"] == "siti-web"


def test_an_order_for_the_absorbed_one_counts_for_the_survivor(shop: Shop) -> None:
    two(shop)
    merge(shop, "siti", "siti-web")
    shop.stock("menteng", MUG, 5)
    shop.order(pickup(MUG), customer_id="siti-web")
    with shop.engine.connect() as db:
        read = card(db, "siti")
    assert read is not None
    assert read.orders_count == 1


def test_store_credit_follows_the_survivor(shop: Shop) -> None:
    two(shop)
    with shop.acting() as uow:
        uow.insert(credits, {"id": "siti-web", "currency": "IDR", "balance_minor": 75_000})
        uow.insert(credits, {"id": "siti", "currency": "IDR", "balance_minor": 25_000})
    merge(shop, "siti", "siti-web")
    with shop.engine.connect() as db:
        assert credit_of(db, "siti") == credit_of(db, "siti-web") == 100_000
    with shop.acting() as uow:  # no money was booked for it: the shop's check would tell
        uow.update(credits, "siti-web", balance_minor=0)
        uow.update(credits, "siti", balance_minor=0)


def test_an_edit_of_the_absorbed_one_corrects_the_survivor(shop: Shop) -> None:
    two(shop)
    merge(shop, "siti", "siti-web")
    change = Change(field=Field.NAME, seen="Siti Rahma", value="Siti Rahmawati")
    shop.perform(EditCustomer(customer_id="siti-web", changes=[change]))
    with shop.engine.connect() as db:
        read = card(db, "siti")
    assert read is not None
    assert read.name == "Siti Rahmawati"


def test_whoever_may_read_one_may_read_both(shop: Shop) -> None:
    two(shop)
    with shop.acting() as uow:
        uow.update(customers, "siti-web", audience="customers:care customers:store:kemang")
    merge(shop, "siti", "siti-web")
    for row in shop.rows(customers):
        assert "customers:store:kemang" in row["audience"].split()


def test_after_thirty_days_a_merge_stays(shop: Shop) -> None:
    two(shop)
    merged = merge(shop, "siti", "siti-web")
    shop.now = Instant(shop.now + 29 * DAY)
    with shop.engine.connect() as db:
        found = last_merge(db, "siti", shop.now)
    assert found is not None
    assert found.name == "Siti R."
    shop.now = Instant(shop.now + 2 * DAY)
    with shop.engine.connect() as db:
        assert last_merge(db, "siti", shop.now) is None
    with pytest.raises(Refusal, match="merge_too_old"):
        shop.perform(UndoMerge(merge_id=merged), AGENT)


def test_the_last_merge_is_undone_first(shop: Shop) -> None:
    two(shop)
    known(shop, "third", name="S. Rahma", phone="081311112222")
    first = merge(shop, "siti", "siti-web", "name")
    merge(shop, "siti", "third", "name")
    with pytest.raises(Refusal, match="merge_later"):
        shop.perform(UndoMerge(merge_id=first), AGENT)


@pytest.mark.parametrize(
    ("survivor", "absorbed", "take", "code"),
    [
        ("siti", "siti", (), "merge_with_self"),
        ("siti", "siti-web", (), "merged_already"),
        ("siti", "nobody", (), "customer_unknown"),
        ("siti", "third", ("audience",), "field_unknown"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(
    shop: Shop, survivor: str, absorbed: str, take: tuple[str, ...], code: str
) -> None:
    two(shop)
    known(shop, "third", name="S. Rahma", phone="081311112222")
    merge(shop, "siti", "siti-web")
    with pytest.raises(Refusal, match=code):
        merge(shop, survivor, absorbed, *take)


# ---------------------------------------------------------------- hints


def hints(shop: Shop, customer_id: str = "siti") -> list[tuple[str, Alike]]:
    with shop.engine.connect() as db:
        return [(d.hit.customer_id, d.alike) for d in duplicates_of(db, customer_id)]


def test_one_phone_one_mail_or_one_name_at_one_postcode_hint_at_one_person(shop: Shop) -> None:
    known(shop, email="siti@example.com", address=HOME)
    known(shop, "a", name="S. Rahma", phone="081234567890")
    known(shop, "b", name="Rahma", phone="081299990000", email="SITI@example.com")
    known(shop, "c", name="siti rahma", phone="081311112222")
    known(shop, "far", name="Siti Rahma", phone="081377778888")
    assert hints(shop) == [("a", Alike.PHONE), ("b", Alike.EMAIL)]
    there = NewAddress(
        address_id="there", street="Jl. Sabang 9", city="Jakarta", province="", postcode="10340"
    )
    shop.perform(AddAddress(customer_id="c", address=there))
    assert hints(shop) == [("a", Alike.PHONE), ("b", Alike.EMAIL), ("c", Alike.NAME)]


def test_a_further_phone_hints_too(shop: Shop) -> None:
    known(shop)
    known(shop, "budi", name="Budi", phone="081299990000")
    more = AddContact(
        customer_id="budi", contact_id="more", kind=ContactKind.PHONE, value="081234567890"
    )
    shop.perform(more, CLERK)
    assert hints(shop) == [("budi", Alike.PHONE)]
    assert hints(shop, "budi") == [("siti", Alike.PHONE)]


def test_who_was_told_apart_is_hinted_no_more(shop: Shop) -> None:
    known(shop)
    known(shop, "twin")
    assert hints(shop) == [("twin", Alike.PHONE)]
    shop.perform(KeepApart(first_id="twin", second_id="siti"), AGENT)
    assert hints(shop) == hints(shop, "twin") == []
