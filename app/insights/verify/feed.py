"""Is the server's log whole: dense, chained, in commit order, and of one clock (F1, X4)."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import SERVER, Check, Violation, stream, table, violation
from app.kit.clock import MINUTE
from app.storage.outbox import NO_CHAIN, next_chain

# An act takes its time before it waits for its turn: at most 30 s for a lock, and two server
# processes may disagree by as much.
SLACK = 1 * MINUTE


def chained(db: Connection) -> Iterator[Violation]:
    """Recomputes every link from what is stored: body hash, status and the rows touched."""
    heads = db.execute(sa.select(table("feed_clock"))).mappings().all()
    if len(heads) != 1:
        yield violation(entity="feed_clock", rows=len(heads), code="head")
        return
    touched = _touched(db)
    at = next(touched, None)
    last, chain = 0, NO_CHAIN
    for row in stream(db, _entries()):
        seq = row["seq"]
        while at is not None and at[0] < seq:
            yield violation(seq=at[0], code="changes_without_entry", rows=len(at[1]))
            at = next(touched, None)
        rows: list[str] = []
        if at is not None and at[0] == seq:
            rows, at = at[1], next(touched, None)
        code = _broken(row, last, chain, rows)
        if code:
            yield violation(seq=seq, code=code, command=row["command_id"], after=last)
        last, chain = seq, row["chain"]
    if at is not None:
        yield violation(seq=at[0], code="changes_above_head", head=heads[0]["seq"])
    if (last, chain) != (heads[0]["seq"], heads[0]["chain"]):
        yield violation(seq=last, code="head", head=heads[0]["seq"])


def _broken(row: sa.RowMapping, last: int, chain: str, rows: list[str]) -> str:
    if row["seq"] != last + 1:
        return "gap"
    if row["digest"] != next_chain(row["body_hash"] or "", row["status"], *rows):
        return "digest"
    parts = (row["epoch"], row["seq"], row["command_id"], row["user_id"], row["at"], row["digest"])
    return "" if row["chain"] == next_chain(chain, *parts) else "chain"


def _entries() -> sa.Select[tuple[object, ...]]:
    """The log with the hash of each command's body; an act of the server itself has no body."""
    entry, told = table("audit"), table("commands")
    return (
        sa.select(
            entry.c.seq,
            entry.c.epoch,
            entry.c.chain,
            entry.c.command_id,
            entry.c.user_id,
            entry.c.at,
            entry.c.status,
            entry.c.digest,
            told.c.body_hash,
        )
        .select_from(entry.outerjoin(told, told.c.command_id == entry.c.command_id))
        .order_by(entry.c.seq)
    )


def _touched(db: Connection) -> Iterator[tuple[int, list[str]]]:
    """(number, `entity/id` of its rows) in the order in which the feed digests them."""
    change = table("feed_changes").c
    rows = stream(db, sa.select(change.seq, change.entity, change.entity_id).order_by(change.seq))
    for seq, group in groupby(rows, itemgetter("seq")):
        pairs = sorted((row["entity"], row["entity_id"]) for row in group)
        yield seq, [f"{entity}/{row_id}" for entity, row_id in pairs]


def forward(db: Connection) -> Iterator[Violation]:
    entry = table("audit").c
    latest = 0
    for row in stream(db, sa.select(entry.seq, entry.at).order_by(entry.seq)):
        if row["at"] < latest - SLACK:
            yield violation(seq=row["seq"], at=row["at"], before=latest)
        latest = max(latest, row["at"])


CHECKS = (
    Check(
        "F1",
        "feed numbers are dense up to the head, and the hash chain recomputes",
        SERVER,
        chained,
        ("audit", "feed_changes"),
    ),
    Check("X4", "server time never goes back along the feed", SERVER, forward, ("audit",)),
)
