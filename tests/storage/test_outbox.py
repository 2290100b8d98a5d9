"""The outbox numbers and chains what a device did, without a gap, and never twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

import app.features  # noqa: F401  all slices and their tables
from app.kit.clock import DAY, Instant
from app.storage.engine import desk_engine
from app.storage.outbox import (
    NO_CHAIN,
    Envelope,
    body_hash,
    chain_parts,
    clear_out,
    enqueue,
    envelope_of,
    next_chain,
    next_number,
    outbox,
    outbox_archive,
    pending,
)
from app.storage.schema import Side, metadata, tables_of


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    engine = desk_engine(tmp_path / "desk.db", bytes(32))
    with engine.begin() as db:
        metadata.create_all(db, tables=tables_of(Side.DESK))
        yield db
    engine.dispose()


def put(db: Connection, name: str, *, at: int = 1) -> Envelope:
    return enqueue(
        db,
        command_id=name,
        kind="order.place",
        v=1,
        body=f'{{"note":"{name}"}}',
        user_id="u",
        grant="g",
        occurred_at=Instant(at),
        fact=False,
    )


def archive(db: Connection, seq: int) -> None:
    row = db.execute(sa.select(outbox).where(outbox.c.client_seq == seq)).mappings().one()
    kept = {name: row[name] for name in Envelope.__struct_fields__}
    db.execute(outbox_archive.insert(), {**kept, "status": "accepted", "acked_at": 1})
    db.execute(outbox.delete().where(outbox.c.client_seq == seq))


def test_numbers_are_dense_and_each_link_hangs_on_the_one_before(db: Connection) -> None:
    chain = NO_CHAIN
    for number, name in enumerate("abc", start=1):
        envelope = put(db, name, at=number)
        chain = next_chain(chain, *chain_parts(name, envelope.hash, "u", number))
        assert (envelope.client_seq, envelope.chain) == (number, chain)
        assert envelope.hash == body_hash("order.place", 1, envelope.body)


def test_what_is_read_for_sending_is_what_was_queued(db: Connection) -> None:
    queued = [put(db, name) for name in "abc"]
    assert [envelope_of(row) for row in pending(db)] == queued


def test_the_next_number_follows_what_was_acknowledged_too(db: Connection) -> None:
    first = put(db, "a")
    archive(db, 1)
    second = put(db, "b")
    assert second.client_seq == 2
    assert second.chain == next_chain(first.chain, *chain_parts("b", second.hash, "u", 1))


def test_the_archive_lets_go_of_what_is_old_and_of_no_more(db: Connection) -> None:
    for number in range(1, 9):
        put(db, f"c{number}")
        archive(db, number)
    put(db, "waits")
    recent = outbox_archive.c.client_seq.in_([2, 7, 8])
    db.execute(outbox_archive.update().where(recent).values(acked_at=40 * DAY))

    def kept() -> list[int]:
        clear_out(db, Instant(50 * DAY), keeps=3)
        return list(db.execute(sa.select(outbox_archive.c.client_seq)).scalars())

    # 6 is old and among the newest three; 2 is not old.
    assert kept() == [2, 6, 7, 8]
    assert kept() == [2, 6, 7, 8]
    assert put(db, "next").client_seq == 10


def test_history_of_an_earlier_replica_gives_no_number(db: Connection) -> None:
    """Else the first order after a mended fork would be number 0, and wait for ever."""
    put(db, "a")
    archive(db, 1)
    db.execute(outbox_archive.update(), {"client_seq": -1})
    envelope = put(db, "b")
    assert envelope.client_seq == 1
    assert envelope.chain == next_chain(NO_CHAIN, *chain_parts("b", envelope.hash, "u", 1))


@pytest.mark.parametrize("changed", ["command_id", "digest", "user_id", "occurred_at"])
def test_a_link_shows_a_change_of_anything_it_holds(changed: str) -> None:
    told = {"command_id": "a", "digest": "d", "user_id": "u", "occurred_at": 1}
    other = {**told, changed: 2 if changed == "occurred_at" else "z"}
    assert next_chain("", *chain_parts(**told)) != next_chain("", *chain_parts(**other))  # type: ignore[arg-type]


def test_the_hash_covers_kind_and_version_as_well_as_the_body() -> None:
    assert len({body_hash("a", 1, "{}"), body_hash("b", 1, "{}"), body_hash("a", 2, "{}")}) == 3


def test_printed_numbers_count_up_for_each_series(db: Connection) -> None:
    assert [next_number(db, "JKT01-1-") for _ in range(3)] == [1, 2, 3]
    assert next_number(db, "R-JKT01-1-") == 1


def test_a_number_that_was_not_committed_is_used_by_the_next_order(db: Connection) -> None:
    savepoint = db.begin_nested()
    next_number(db, "JKT01-1-")
    savepoint.rollback()
    assert next_number(db, "JKT01-1-") == 1
