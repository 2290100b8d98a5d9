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
from app.storage.words import create_search, search_anew

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


def test_words_are_listed_as_often_as_rows_hold_them_and_no_longer(sqlite: Connection) -> None:
    people = [
        {"id": "a", "name": "José  Siti-Siti", "email": 'o\'brien+"x"\\@toko.example'},
        {"id": "b", "name": "SITI\nRahma", "email": "siti_r@toko.example"},
    ]
    sqlite.execute(customer_pii.insert(), people)
    assert listed(sqlite) == {"jose", "siti", "rahma", "o", "brien", "x", "r", "toko", "example"}
    assert found(sqlite, "jose") == found(sqlite, "JOSÉ") == found(sqlite, "brien") == ["a"]
    assert found(sqlite, "rahma") == ["b"]
    sqlite.execute(customer_pii.update().where(customer_pii.c.id == "a"), {"name": "", "email": ""})
    assert listed(sqlite) == {"siti", "rahma", "r", "toko", "example"}
    sqlite.execute(customer_pii.delete())
    assert listed(sqlite) == set()
    assert sqlite.exec_driver_sql("SELECT count(*) FROM customer_pii_word_parts").scalar() == 0


_text = st.text("ab.@ -_/'\"\\,[]éÉßøÅİ&\t", max_size=8)


@given(
    acts=st.lists(st.tuples(st.integers(0, 2), _text, _text, st.booleans()), max_size=12),
)
def test_the_list_tells_the_words_of_all_rows_whatever_happened_to_them(
    acts: list[tuple[int, str, str, bool]],
) -> None:
    """The same as FTS5's own list, and as when all is made anew."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as db:
        metadata.create_all(db, tables=[products, customers, customer_pii])
        create_search(db)
        own = "CREATE VIRTUAL TABLE own USING fts5vocab(customer_pii_words, 'row')"
        db.exec_driver_sql(own)
        for row_id, name, email, stays in acts:
            db.execute(customer_pii.delete().where(customer_pii.c.id == str(row_id)))
            if stays:
                row = {"id": str(row_id), "name": "", "email": email}
                db.execute(customer_pii.insert(), row)
                here = customer_pii.c.id == str(row_id)
                db.execute(customer_pii.update().where(here), {"name": name})
        assert listed(db) == set(db.exec_driver_sql("SELECT term FROM own").scalars())
        before = parts(db)
        db.exec_driver_sql("DROP TABLE own")
        search_anew(db)
        assert parts(db) == before
    engine.dispose()


@pytest.mark.parametrize("many", [WORDS_EACH, WORDS_EACH + 1])
def test_a_long_beginning_finds_all_whose_words_begin_so(sqlite: Connection, many: int) -> None:
    people = [{"id": f"k{n}", "name": f"Kurnia{n:02} Siti"} for n in range(many)]
    sqlite.execute(customer_pii.insert(), [*people, {"id": "other", "name": "Kurma Siti"}])
    assert sorted(found(sqlite, "kurn sit")) == sorted(row["id"] for row in people)
    assert found(sqlite, "kurnia00") == ["k0"]
    assert found(sqlite, "kurniaz sit") == []


def test_a_frequent_name_is_read_as_far_as_it_is_wanted(sqlite: Connection) -> None:
    """FTS5 collects the rows of a beginning first: a whole word, and a short beginning, it does
    not."""
    people = [{"id": f"k{n}", "name": "Budi Santoso"} for n in range(3)]
    sqlite.execute(customer_pii.insert(), people)
    assert asked_for(sqlite, PEOPLE, "budi sa")["question"] == '("budi") AND ("sa"*)'
    assert asked_for(sqlite, PEOPLE, "budi santo")["question"] == '("budi") AND ("santoso")'
    assert asked_for(sqlite, PEOPLE, "budi nobody") == {}


@pytest.fixture
def sqlite() -> Iterator[Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as db:
        metadata.create_all(db, tables=[products, customers, customer_pii])
        create_search(db)
        yield db
    engine.dispose()


def found(db: Connection, text: str) -> list[str]:
    return match_words(db, PEOPLE, text)


def listed(db: Connection) -> set[str]:
    return set(db.exec_driver_sql("SELECT term FROM customer_pii_word_list").scalars())


def parts(db: Connection) -> set[tuple[str, int]]:
    rows = db.exec_driver_sql("SELECT word, held FROM customer_pii_word_parts")
    return {(word, held) for word, held in rows}
