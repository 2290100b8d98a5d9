"""Words are found by their beginnings, alike on desk, server on SQLite and server on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

import app.features  # noqa: F401  all slices and their tables
from app.catalog.tables import products
from app.customers.tables import customer_pii, customers
from app.storage.engine import server_engine
from app.storage.schema import metadata
from app.storage.search import (
    WORDS_EACH,
    asked_for,
    match_slips,
    match_words,
    matching,
    spellings,
)
from app.storage.words import create_search

PEOPLE = customer_pii.name
GOODS = [
    ("p1", "TR-0017", "Kemeja Batik", "Biru", "L"),
    ("p2", "SK-1", "Kaus Polos", "Putih", "XL"),
]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    url = f"sqlite:///{tmp_path / 's.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    engine = server_engine(url)
    with engine.begin() as db:
        metadata.create_all(db, tables=[products, customers, customer_pii])
        create_search(db)
        for row_id, sku, name, colour, size in GOODS:
            row = {"id": row_id, "sku": sku, "name": name, "colour": colour, "size": size}
            db.execute(products.insert(), row)
        person = {"id": "c1", "name": "Siti Nurhaliza", "email": "siti.n@toko.example"}
        db.execute(customer_pii.insert(), person)
        yield db
    engine.dispose()


@pytest.mark.parametrize(
    "text",
    [
        "kemeja",
        "KEM",
        "bat kem",
        "biru",
        "TR-0017",
        "tr 00",
        "0017",
        "tr-001",
        "batik  l",
        "kem_bat",
    ],
)
def test_a_shirt_is_found_by_the_beginnings_of_its_words(db: Connection, text: str) -> None:
    assert match_words(db, "products", text) == ["p1"]


@pytest.mark.parametrize("text", ["emeja", "kemeja putih", "TR-0018", "zzz"])
def test_other_words_do_not_find_it(db: Connection, text: str) -> None:
    assert match_words(db, "products", text) == []


@pytest.mark.parametrize("text", ["siti", "nur", "siti.n@toko.example", "siti.n@toko", "toko"])
def test_a_caller_is_found_by_name_or_mail(db: Connection, text: str) -> None:
    assert match_words(db, "customer_pii", text) == ["c1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "***",
        '"',
        "' OR 1=1 --",
        "a:* & !b",
        "kem) OR (x",
        "NEAR(a b)",
        "_",
        "\u0000",
        "-",
    ],
)
def test_what_people_type_is_never_a_question_of_its_own(db: Connection, text: str) -> None:
    assert match_words(db, "products", text) == []


def test_a_renamed_product_is_found_by_its_new_name_alone(db: Connection) -> None:
    db.execute(products.update().where(products.c.id == "p1"), {"name": "Sarung"})
    assert match_words(db, "products", "sarung") == ["p1"]
    assert match_words(db, "products", "kemeja") == []


def test_a_product_that_is_gone_is_not_found(db: Connection) -> None:
    db.execute(products.delete().where(products.c.id == "p1"))
    assert match_words(db, "products", "kemeja") == []


def test_no_more_than_were_asked_for(db: Connection) -> None:
    assert len(match_words(db, "products", "k", limit=1)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "kemja",  # one missing
        "kemmeja",  # one too many
        "kameja",  # a wrong one
        "ekmeja",  # two swapped, at the beginning too
        "xemeja",
        "kemejx",
        "kemej btik",
        "Baitk BIRU",
    ],
)
def test_a_slip_of_the_fingers_still_finds_the_shirt(db: Connection, text: str) -> None:
    assert match_words(db, "products", text) == []
    assert match_slips(db, "products", text) == ["p1"]


@pytest.mark.parametrize("text", ["", "tr", "TR-0018", "ke", "kxmxja", "batik zzzz", "a" * 40, "ß"])
def test_two_slips_short_words_and_codes_are_not_guessed(db: Connection, text: str) -> None:
    assert match_slips(db, "products", text) == []


def test_a_caller_is_found_by_a_name_one_letter_off(db: Connection) -> None:
    assert match_slips(db, "customer_pii", "nurhalisa") == ["c1"]
    assert match_slips(db, "customer_pii", "sitti") == ["c1"]


@given(
    names=st.lists(st.text("abcd", min_size=1, max_size=7), min_size=1, max_size=40),
    typed=st.text("abcd", min_size=4, max_size=6),
)
def test_slips_find_whoever_is_called_as_was_meant_and_nobody_else(
    names: list[str], typed: str
) -> None:
    """Also where more words begin so than are asked for one by one."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as db:
        metadata.create_all(db, tables=[products, customers, customer_pii])
        create_search(db)
        db.execute(
            customer_pii.insert(), [{"id": str(n), "name": name} for n, name in enumerate(names)]
        )
        meant = tuple(spellings(typed))
        called = {str(n) for n, name in enumerate(names) if name.startswith(meant)}
        assert set(match_slips(db, "customer_pii", typed)) == called
    engine.dispose()


def test_a_beginning_of_many_words_is_found_with_a_slip_too(db: Connection) -> None:
    people = [{"id": f"k{n}", "name": f"Kurnia{n:02}"} for n in range(WORDS_EACH * 2)]
    db.execute(customer_pii.insert(), people)
    found = match_slips(db, "customer_pii", "kurnja", limit=100)
    assert sorted(found) == sorted(row["id"] for row in people)


def test_whole_words_are_no_beginnings(db: Connection) -> None:
    asked = {whole: asked_for(db, PEOPLE, "siti nur", whole=whole) for whole in (True, False)}
    ids = sa.select(matching(db.dialect.name, "customer_pii").c.id)
    assert list(db.execute(ids, asked[False]).scalars()) == ["c1"]
    assert list(db.execute(ids, asked[True]).scalars()) == []
    assert list(db.execute(ids, asked_for(db, PEOPLE, "Nurhaliza", whole=True)).scalars()) == ["c1"]
    assert asked_for(db, PEOPLE, "***", whole=True) == {}
