"""Statements that go straight to the driver say what SQLAlchemy would have said."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    StatementError,
)

from app.storage.engine import server_engine
from app.storage.prepared import Savepoint, prepared, straight, told_in_full
from tests.support.postgres import fresh_database

goods = sa.Table(
    "goods",
    sa.MetaData(),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("units", sa.BigInteger, nullable=False, default=0),
)
ROWS = [
    {"id": f"g{n}", "kind": "shoe" if n % 2 else "sock", "active": n % 3 == 0, "units": n}
    for n in range(8)
]
IDS: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
KINDS: sa.BindParameter[str] = sa.bindparam("kinds", expanding=True)
BY_ID = sa.select(goods).order_by(goods.c.id)
STATEMENTS: dict[str, sa.Executable] = {
    "ids": BY_ID.where(goods.c.id.in_(IDS)),
    "not ids": BY_ID.where(goods.c.id.not_in(IDS)),
    "both": BY_ID.where(goods.c.kind.in_(KINDS), goods.c.units >= 2, goods.c.id.in_(IDS)),
    "fixed": BY_ID.where(goods.c.kind.in_(["shoe"]), goods.c.id.in_(IDS)),
    "flags": BY_ID.where(goods.c.active.in_([True]), goods.c.id.in_(IDS)),
    "twice": sa.union_all(
        sa.select(goods.c.id, goods.c.units).where(goods.c.id.in_(IDS)),
        sa.select(goods.c.id, goods.c.units).where(goods.c.id.not_in(IDS)),
    ),
}
BY_UNITS = (
    sa.select(goods.c.id)
    .where(goods.c.units.in_(sa.bindparam("units", expanding=True)))
    .order_by(goods.c.id)
)
STEP = goods.c.units % sa.bindparam("step", type_=sa.BigInteger)
BY_STEP = sa.select(STEP, sa.func.count()).group_by(STEP).order_by(STEP)
LISTS = st.lists(st.sampled_from([row["id"] for row in ROWS] + ["nobody"]), unique=True)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Iterator[Connection]:
    if request.param == "sqlite":
        with _opened(sa.create_engine("sqlite://")) as db:
            yield db
        return
    with fresh_database(request.getfixturevalue("postgres_cluster")) as url:
        engine = server_engine(url)
        with _opened(engine) as db:
            yield db
        engine.dispose()


@contextmanager
def _opened(engine: sa.Engine) -> Iterator[Connection]:
    with engine.begin() as db:
        goods.metadata.create_all(db)
        prepared(db, told_in_full(goods)).write_all(db, ROWS)
        yield db


@contextmanager
def _taken_back(db: Connection) -> Iterator[None]:
    part = Savepoint(db)
    try:
        yield
    finally:
        part.rollback()


@pytest.mark.parametrize("name", STATEMENTS)
@given(ids=LISTS, kinds=st.lists(st.sampled_from(["shoe", "sock"]), unique=True))
def test_a_list_of_any_length_finds_what_sqlalchemy_finds(
    db: Connection, name: str, ids: list[str], kinds: list[str]
) -> None:
    statement = STATEMENTS[name]
    asked = {"ids": ids, "kinds": kinds} if name == "both" else {"ids": ids}
    expected = [dict(row) for row in db.execute(statement, asked).mappings()]
    assert [dict(row) for row in prepared(db, statement).read(db, asked)] == expected
    assert [tuple(row) for row in prepared(db, statement).rows(db, asked)] == [
        tuple(row.values()) for row in expected
    ]


def test_an_update_of_a_list_says_how_many_rows_it_changed(db: Connection) -> None:
    moved = goods.update().where(goods.c.id.in_(IDS)).values(units=sa.bindparam("now"))
    assert prepared(db, moved).write(db, {"ids": ["g1", "g2", "nobody"], "now": 70}) == 2
    assert prepared(db, moved).write(db, {"ids": [], "now": 71}) == 0
    found = prepared(db, STATEMENTS["ids"]).read(db, {"ids": ["g2"]})
    assert found[0]["units"] == 70
    for n in (1, 2):
        prepared(db, moved).write(db, {"ids": [f"g{n}"], "now": n})


def test_the_first_and_the_only_value_of_nothing_is_none(db: Connection) -> None:
    by_id = prepared(db, STATEMENTS["ids"])
    assert by_id.first(db, {"ids": ["nobody"]}) is None
    assert by_id.scalar(db, {"ids": ["nobody"]}) is None
    assert by_id.scalar(db, {"ids": ["g3"]}) == "g3"


def test_errors_are_those_of_sqlalchemy(db: Connection) -> None:
    with _taken_back(db), pytest.raises(IntegrityError):
        prepared(db, told_in_full(goods)).write(db, ROWS[0])
    with _taken_back(db), pytest.raises(IntegrityError):
        prepared(db, told_in_full(goods)).write_all(db, [{**ROWS[0], "id": "new"}, ROWS[0]])
    with _taken_back(db), pytest.raises(StatementError):
        prepared(db, told_in_full(goods)).write(db, {"id": "g9"})
    with _taken_back(db), pytest.raises((OperationalError, ProgrammingError)):
        straight(db, "SELECT nothing FROM nowhere")
    assert prepared(db, STATEMENTS["ids"]).scalar(db, {"ids": ["g3"]}) == "g3"


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(
    st.lists(
        st.tuples(WORDS, st.booleans(), st.integers(-(2**63), 2**63 - 1)), min_size=1, max_size=4
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read(db: Connection, told: list[tuple[str, bool, int]]) -> None:
    """One row goes as values, several as lists of values: quotes, backslashes, braces, NULL."""
    rows = [
        {"id": f"w{n}", "kind": word, "active": flag, "units": number}
        for n, (word, flag, number) in enumerate(told)
    ]
    with _taken_back(db):
        prepared(db, told_in_full(goods)).write_all(db, rows)
        ids = [row["id"] for row in rows]
        found = prepared(db, STATEMENTS["ids"]).read(db, {"ids": ids})
        assert [dict(row) for row in found] == rows
        kinds = prepared(db, BY_ID.where(goods.c.kind.in_(KINDS)))
        named = {row["id"] for row in kinds.read(db, {"kinds": [row["kind"] for row in rows]})}
        assert named >= set(ids)


def test_a_list_of_numbers_and_of_nothing_known(db: Connection) -> None:
    assert [row[0] for row in prepared(db, BY_UNITS).rows(db, {"units": [3, 5, None]})] == [
        "g3",
        "g5",
    ]


def test_the_same_value_in_two_places_is_one_value(db: Connection) -> None:
    asked = {"step": 2}
    expected = [tuple(row) for row in db.execute(BY_STEP, asked)]
    assert [tuple(row) for row in prepared(db, BY_STEP).rows(db, asked)] == expected
    assert expected == [(0, 4), (1, 4)]


def test_a_sign_of_percent_is_one(db: Connection) -> None:
    one = sa.select(goods.c.id).where(goods.c.units % sa.bindparam("by") == 3).order_by(goods.c.id)
    assert prepared(db, one).rows(db, {"by": 4}) == [("g3",), ("g7",)]


def test_a_text_that_postgresql_cannot_hold_is_refused(postgres_url: str) -> None:
    engine = server_engine(postgres_url)
    with _opened(engine) as db:
        for rows in ([{**ROWS[0], "id": "a\0b"}], [{**ROWS[0], "id": f"{n}\0"} for n in (1, 2)]):
            with _taken_back(db), pytest.raises(DataError):
                prepared(db, told_in_full(goods)).write_all(db, rows)
    engine.dispose()


def test_a_connection_that_is_lost_says_so(postgres_url: str) -> None:
    engine = server_engine(postgres_url)
    with engine.connect() as db:
        goods.metadata.create_all(db)
        prepared(db, BY_ID).rows(db, {})
        prepared(db, BY_ID).rows(db, {})
        backend = db.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({backend}, 5000)")
        with pytest.raises(OperationalError) as lost:
            prepared(db, BY_ID).rows(db, {})
        assert lost.value.connection_invalidated
    engine.dispose()
