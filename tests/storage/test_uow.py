"""What a handler writes is one act: rows, ids and facts that come out alike on both sides."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from app.features import REGISTER
from app.kit.actor import SYSTEM
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.stock.ledger import _claim
from app.stock.tables import stock_cells
from app.storage.commands import Register, decode, redacted
from app.storage.engine import server_engine
from app.storage.own import MANY
from app.storage.prepared import Savepoint
from app.storage.schema import Side, metadata
from app.storage.uow import UnitOfWork


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    engine = server_engine(f"sqlite:///{tmp_path / 'server.db'}")
    with engine.begin() as db:
        metadata.create_all(db)
        yield db
    engine.dispose()


def begin(db: Connection, side: Side = Side.SERVER, command_id: str = "c1") -> UnitOfWork:
    return UnitOfWork(db, side=side, command_id=command_id, now=Instant(5), actor=SYSTEM)


def cell(uow: UnitOfWork, row_id: str = "a", available: int = 3) -> None:
    row = {"id": row_id, "site_id": "s", "product_id": "p", "available": available}
    uow.insert(stock_cells, row)


def test_ids_are_the_same_on_every_run_of_a_command(db: Connection) -> None:
    desk, server = begin(db, Side.DESK), begin(db)
    assert [desk.new_id("line") for _ in range(3)] == [server.new_id("line") for _ in range(3)]
    assert begin(db).new_id("line") != begin(db, command_id="c2").new_id("line")
    assert begin(db).new_id("line") != begin(db).new_id("order")


def test_rows_written_are_told_to_the_feed(db: Connection) -> None:
    uow = begin(db)
    cell(uow, "a")
    uow.update(stock_cells, "b", available=1)
    uow.add(stock_cells, "c", available=1)
    uow.touch(stock_cells, ["d"])
    assert uow.touched == {"stock_cells": {"a", "b", "c", "d"}}


def test_a_guard_that_fails_changes_and_tells_nothing(db: Connection) -> None:
    cell(begin(db), available=3)
    uow = begin(db)
    assert not uow.guarded(stock_cells, _claim, "a", wanted=4)
    assert uow.touched == {}
    assert uow.guarded(stock_cells, _claim, "a", wanted=3)
    row = uow.row(stock_cells, "a")
    assert row is not None
    assert row["reserved"] == 3


def test_amounts_are_added_in_the_database_not_read_and_written_back(db: Connection) -> None:
    cell(begin(db), available=3)
    one, other = begin(db), begin(db)
    one.add(stock_cells, "a", available=-1, reserved=1)
    other.add(stock_cells, "a", available=-1)
    row = one.row(stock_cells, "a")
    assert row is not None
    assert (row["available"], row["reserved"]) == (1, 1)


def test_a_claim_below_zero_is_refused_by_the_database_itself(db: Connection) -> None:
    cell(begin(db))
    with pytest.raises(IntegrityError):
        begin(db).add(stock_cells, "a", reserved=-1)


def test_nothing_is_written_for_no_rows(db: Connection) -> None:
    uow = begin(db)
    uow.insert(stock_cells)
    assert uow.touched == {}


def test_the_time_that_binds_is_the_evidence_when_none_was_told(db: Connection) -> None:
    assert begin(db).occurred_at == 5


class _Rang:
    """A fact."""


class _Heard:
    """A fact that follows."""


def test_who_listens_hears_each_fact_once_and_may_tell_of_others(db: Connection) -> None:
    heard: list[str] = []

    def rang(uow: UnitOfWork, _fact: object) -> None:
        heard.append("rang")
        uow.emit(_Heard())

    def told(_uow: UnitOfWork, _fact: object) -> None:
        heard.append("heard")

    spec = next(iter(REGISTER))
    register = Register([spec], {_Rang: (rang, told), _Heard: (told,)})
    uow = begin(db)
    uow.emit(_Rang())
    quiet = Register([spec], {})
    assert quiet.find("no.such", 1) is None
    done = register.perform(uow, replace(spec, handler=lambda _uow, _command: {"ok": 1}), None)  # type: ignore[arg-type]
    assert done == {"ok": 1}
    assert heard == ["rang", "heard", "heard"]
    assert uow.facts == []


def test_one_kind_has_one_line_in_the_register() -> None:
    spec = next(iter(REGISTER))
    with pytest.raises(ValueError, match="twice"):
        Register([spec, spec], {})


@pytest.mark.parametrize(
    "body", ["{", "[]", "{}", '{"order_id":"x","approved_by":"me"}', '{"order_id":5}']
)
def test_a_body_that_is_not_the_command_is_refused(body: str) -> None:
    spec = REGISTER.find("order.watch", 1)
    assert spec is not None
    with pytest.raises(Refusal) as refused:
        decode(spec, body)
    assert refused.value.code == "bad_command"


def test_personal_fields_leave_the_body_and_the_rest_stays() -> None:
    spec = REGISTER.find("customer.create", 1)
    assert spec is not None
    body = '{"customer_id":"c","name":"Siti","phone":"0812"}'
    kept = redacted(spec, body)
    assert "Siti" not in kept
    assert "0812" not in kept
    assert '"customer_id":"c"' in kept


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "update", "add", "guarded", "raw", "resend", "lock", "read"]),
        st.sampled_from("abc"),
        st.integers(0, 4),
    ),
    max_size=25,
)


@given(STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_an_act_knows_is_what_the_database_says(
    db: Connection, steps: list[tuple[str, str, int]]
) -> None:
    part = Savepoint(db)
    cell(begin(db), "a")
    uow, there = begin(db), {"a"}
    for step, row_id, number in steps:
        if step == "insert" and row_id not in there:
            cell(uow, row_id, number)
            there.add(row_id)
        elif step == "update":
            uow.update(stock_cells, row_id, available=number, site_id=f"s{number}")
        elif step == "add":
            uow.add(stock_cells, row_id, available=number, safety=1)
        elif step == "guarded":
            uow.guarded(stock_cells, _claim, row_id, wanted=number)
        elif step == "raw":
            db.execute(stock_cells.update().where(stock_cells.c.id == row_id).values(held=number))
            uow.touch(stock_cells, [row_id])
        elif step == "lock":
            uow.row(stock_cells, row_id, lock=True)
        elif step == "read":
            uow.row(stock_cells, row_id)
        found = (
            db.execute(stock_cells.select().where(stock_cells.c.id == row_id)).mappings().first()
        )
        if known := uow.known(stock_cells, row_id):
            assert found is not None
            assert [*known.items()] == [*found.items()]
            assert [*map(type, known.values())] == [*map(type, found.values())]
        assert uow.row(stock_cells, row_id) == found
    part.rollback()


def test_rows_that_an_act_made_follow_from_what_it_made(db: Connection) -> None:
    uow = begin(db)
    cell(begin(db), "old")
    assert uow.rows_for("old", stock_cells) is None
    cell(uow, "a")
    cell(uow, "b")
    uow.add(stock_cells, "b", available=1)
    found = uow.rows_for("a", stock_cells)
    assert found is not None
    assert [(row["id"], row["available"]) for row in found] == [("a", 3), ("b", 4)]
    uow.touch(stock_cells, ["a"])  # written by other hands
    assert uow.rows_for("a", stock_cells) is None


def test_what_somebody_else_may_change_is_read_each_time(db: Connection) -> None:
    cell(begin(db), "a")
    uow = begin(db)
    assert uow.row(stock_cells, "a") is not None
    assert uow.known(stock_cells, "a") is None
    uow.add(stock_cells, "a", available=1)
    assert uow.row(stock_cells, "a") is uow.row(stock_cells, "a")


def test_of_an_import_nothing_is_remembered(db: Connection) -> None:
    uow = begin(db)
    rows = (
        {"id": f"{n}", "site_id": "s", "product_id": "p", "available": n} for n in range(MANY + 1)
    )
    uow.insert(stock_cells, *rows)
    assert uow.known(stock_cells, "1") is None
    assert uow.rows_for("1", stock_cells) is None
    assert uow.row(stock_cells, "1") is not None
