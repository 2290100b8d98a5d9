"""Statements that go straight to the driver say what SQLAlchemy would have said."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from app.storage.prepared import prepared, straight, told_in_full

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
LISTS = st.lists(st.sampled_from([row["id"] for row in ROWS] + ["nobody"]), unique=True)


@pytest.fixture(scope="module")
def db() -> Iterator[Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as db:
        goods.metadata.create_all(db)
        prepared(db, told_in_full(goods)).write_all(db, ROWS)
        yield db


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
    with pytest.raises(IntegrityError):
        prepared(db, told_in_full(goods)).write(db, ROWS[0])
    with pytest.raises(StatementError):
        prepared(db, told_in_full(goods)).write(db, {"id": "g9"})
    with pytest.raises(OperationalError):
        straight(db, "SELECT nothing FROM nowhere")
