"""Did each command take effect once, in its device's order, by somebody (C1, C2, A1, A2)."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.tables import cases
from app.insights.verify.check import (
    SERVER,
    STREAM_BODIES,
    Check,
    Violation,
    found,
    stream,
    table,
    violation,
)
from app.orders.tables import order_events
from app.payments.tables import money_entries
from app.stock.tables import stock_movements
from app.storage.outbox import NO_CHAIN, body_hash, chain_parts, next_chain

SERVER_REPLICA = "server"  # under which the server's own commands stand
INSTEAD = "instead"  # in a receipt: of which id the desk knows this command
REDACTED = '"[removed]"'  # a body without its personal fields no longer fits its hash
QUARANTINED, REPAIRED = "quarantined", "repaired"
DONE_AT_ONCE = ("accepted", "accepted_with_exception")
APPLIED = (*DONE_AT_ONCE, REPAIRED)
SET_ASIDE = ("rejected", QUARANTINED)  # as the log goes on saying of what was repaired since
# Rows that an act writes and never changes: they name their command.
EFFECTS = (order_events, stock_movements, money_entries)


def results(db: Connection) -> Iterator[Violation]:
    """One command, one number, one entry, one result; effects of what was applied alone."""
    told, entry = table("commands").c, table("audit").c
    joined = table("commands").outerjoin(table("audit"), entry.seq == told.seq)
    yield from found(
        db,
        sa.select(
            told.command_id.label("command"),
            told.seq,
            told.status,
            entry.command_id.label("entry_of"),
            entry.status.label("entry_status"),
        )
        .select_from(joined)
        .where(
            sa.or_(
                entry.seq.is_(None),
                entry.command_id != told.command_id,
                sa.and_(told.status != REPAIRED, entry.status != told.status),
                sa.and_(told.status == REPAIRED, entry.status.not_in(SET_ASIDE)),
                entry.kind != told.kind,
                told.status.not_in((*APPLIED, *SET_ASIDE)),
                told.receipt == "",
            )
        ),
    )
    twice = sa.func.count().label("entries")
    yield from found(
        db,
        sa.select(entry.command_id.label("command"), twice, sa.func.max(entry.seq).label("seq"))
        .group_by(entry.command_id)
        .having(sa.func.count() > 1),
    )
    yield from _repaired_by_nobody(db)
    yield from _effects(db)


def _repaired_by_nobody(db: Connection) -> Iterator[Violation]:
    """A person asked for it, or the order came that it had to wait for: both after it."""
    told = table("commands").c
    repaired = sa.select(told.command_id, told.receipt, told.seq).where(told.status == REPAIRED)
    by = sa.select(told.seq).where(
        told.command_id == sa.bindparam("by"), told.status.in_(DONE_AT_ONCE)
    )
    for row in stream(db, repaired):
        repairer = msgspec.json.decode(row["receipt"]).get("repaired_by", "")
        if (db.execute(by, {"by": repairer}).scalar() or 0) <= row["seq"]:
            yield violation(command=row["command_id"], code="repaired_by_nobody", by=repairer)


def _effects(db: Connection) -> Iterator[Violation]:
    """Asked by sets of commands: joining a million effects took a minute, this takes a second."""
    told, entry = table("commands").c, table("audit").c
    refused = sa.select(told.command_id).where(told.status.not_in(APPLIED))
    for effects in EFFECTS:
        command_id = effects.c.command_id
        of_refused = sa.select(effects.c.id, command_id.label("command"))
        yield from found(
            db,
            of_refused.where(command_id.in_(refused)),
            entity=effects.name,
            code="effect_of_refused",
        )
    if db.execute(sa.select(entry.seq).limit(1)).first() is None:
        return  # rows that no server took: a test of handlers
    for effects in (*EFFECTS, cases):
        command_id = effects.c.command_id
        of_nothing = sa.select(effects.c.id, command_id.label("command"))
        yield from found(
            db,
            of_nothing.where(command_id.not_in(sa.select(entry.command_id))),
            entity=effects.name,
            code="effect_without_command",
        )


def bodies(db: Connection) -> Iterator[Violation]:
    """What was stored is what was sent: an id never got another payload."""
    told = table("commands").c
    statement = sa.select(
        told.command_id, told.kind, told.v, told.body, told.body_hash, told.status
    )
    for row in stream(db, statement, STREAM_BODIES):
        if row["status"] == QUARANTINED or REDACTED in row["body"]:
            continue  # damaged on its way, or without what may not be kept
        if body_hash(row["kind"], row["v"], row["body"]) != row["body_hash"]:
            yield violation(command=row["command_id"], kind=row["kind"])


def device_chains(db: Connection) -> Iterator[Violation]:
    """Each replica's commands are numbered from 1 without a gap, each chained to the one before."""
    told, replica = table("commands").c, table("replicas").c
    ends = {
        row["id"]: row
        for row in stream(db, sa.select(replica.id, replica.last_seq, replica.device_chain))
    }
    statement = sa.select(
        told.replica_id,
        told.client_seq,
        told.command_id,
        told.body_hash,
        told.user_id,
        told.occurred_at,
        told.chain,
        told.seq,
        told.receipt,
    ).order_by(told.replica_id, told.client_seq)
    for replica_id, rows in groupby(stream(db, statement), itemgetter("replica_id")):
        if replica_id == SERVER_REPLICA:
            yield from _of_server(rows)
            continue
        last, chain = 0, NO_CHAIN
        for row in rows:
            seq, command = row["client_seq"], row["command_id"]
            if seq != last + 1:
                yield violation(replica=replica_id, client_seq=last + 1, code="gap", next=command)
            else:
                own_id = _id_on_desk(command, row["receipt"])
                parts = chain_parts(own_id, row["body_hash"], row["user_id"], row["occurred_at"])
                if next_chain(chain, *parts) != row["chain"]:
                    yield violation(
                        replica=replica_id, client_seq=seq, code="chain", command=command
                    )
            last, chain = seq, row["chain"]
        end = ends.pop(replica_id, None)
        if end is None or (end["last_seq"], end["device_chain"]) != (last, chain):
            told_last = end["last_seq"] if end else None
            yield violation(replica=replica_id, code="end", last=last, replica_says=told_last)
    for replica_id, end in ends.items():
        if end["last_seq"]:
            yield violation(replica=replica_id, code="end", last=0, replica_says=end["last_seq"])


def _id_on_desk(command_id: str, receipt: str) -> str:
    """Of an id that was taken the server keeps the body under another one."""
    if INSTEAD not in receipt:
        return command_id
    return str(msgspec.json.decode(receipt).get(INSTEAD, command_id))


def _of_server(rows: Iterator[sa.RowMapping]) -> Iterator[Violation]:
    for row in rows:
        if row["client_seq"] != row["seq"]:
            yield violation(replica=SERVER_REPLICA, command=row["command_id"], code="number")


def actors(db: Connection) -> Iterator[Violation]:
    """Nothing was done by nobody, and what was refused says why."""
    entry = table("audit").c
    yield from found(
        db,
        sa.select(
            entry.seq, entry.command_id.label("command"), entry.user_id, entry.device_id
        ).where(
            sa.or_(
                entry.user_id == "",
                entry.device_id == "",
                sa.and_(entry.status.not_in(APPLIED), entry.reason == ""),
            )
        ),
    )
    for effects in (order_events, stock_movements):
        nobody = sa.select(effects.c.id, effects.c.command_id.label("command")).where(
            sa.or_(effects.c.user_id == "", effects.c.device_id == "", effects.c.command_id == "")
        )
        yield from found(db, nobody, entity=effects.name)


CHECKS = (
    Check(
        "C1",
        "a command has one number, one entry and one result; its effects all or none",
        SERVER,
        results,
        ("commands", "audit"),
    ),
    Check("C2", "a command's body is the one that was sent", SERVER, bodies, ("commands",)),
    Check(
        "A1",
        "each device's commands are dense and hash-chained",
        SERVER,
        device_chains,
        ("commands", "replicas"),
    ),
    Check("A2", "each effect has its user and device", SERVER, actors, ("audit",)),
)
