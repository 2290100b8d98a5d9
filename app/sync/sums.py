"""Does a desk hold what the server thinks it holds: rows and a sum of their hashes for each bucket.

The chain of the feed says which rows were meant, not that each arrived as it was. Rows that changed
after the desk's cursor are left out on both sides, so neither has to wait for the other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.pair import Tally, print64, truth
from app.storage.prepared import prepared
from app.storage.schema import Fixed, Nobody, Pattern, bucket_column, metadata, synced_tables
from app.sync.feed import DEVICES, changed_rows, head
from app.sync.snapshot import parts
from app.sync.wire import BucketSum, Summed

ROWS_AT_A_TIME = 500


def columns_here() -> dict[str, list[str]]:
    """What this version keeps of each table that it hears of."""
    return {
        str(table.name): [str(column.name) for column in table.columns]
        for table in synced_tables()
        if not isinstance(table.info["buckets"], Nobody)
    }


def sums_for(
    db: Connection,
    *,
    since: int,
    device_id: str,
    buckets: frozenset[str],
    columns: Mapping[str, Sequence[str]],
) -> Summed:
    """What a desk with these buckets and this cursor has to hold, but for what is news to it.
    `columns` as in wire.Sums. Nothing while it has yet to hear that it is granted other buckets.
    """
    now = head(db)
    names = (table.name for table in synced_tables())
    news = changed_rows(db, since=since, until=now.seq, entities=names)
    if device_id in news.get(DEVICES, ()):
        return Summed(server_id=now.server_id, seq=0)
    told = ((metadata.tables[part.entity], row) for part in parts(db, buckets) for row in part.rows)
    tallies = _tallied(told, news, columns or columns_here())
    return Summed(
        server_id=now.server_id,
        seq=since,
        sums=[
            BucketSum(bucket=name, rows=one.rows, sum=f"{one.sum:016x}")
            for name, one in sorted(tallies.items())
        ],
        news={name: sorted(ids) for name, ids in sorted(news.items())},
    )


def differing(db: Connection, told: Summed) -> tuple[str, ...]:
    """The buckets of which this desk holds other rows: its truth, without what is queued here."""
    news = {name: set(ids) for name, ids in told.news.items()}
    held = _tallied(_truth(db), news, columns_here())
    expected = {one.bucket: (one.rows, one.sum) for one in told.sums}
    found = {name: (one.rows, f"{one.sum:016x}") for name, one in held.items()}
    names = sorted(expected.keys() | found.keys())
    return tuple(name for name in names if expected.get(name) != found.get(name))


def _truth(db: Connection) -> Iterator[tuple[sa.Table, Sequence[Any]]]:
    for table in synced_tables():
        if not isinstance(table.info["buckets"], Nobody):
            rows = prepared(db, truth(table)).stream(db, {}, ROWS_AT_A_TIME)
            yield from ((table, row) for row in rows)


def _tallied(
    rows: Iterable[tuple[sa.Table, Sequence[Any]]],
    left_out: Mapping[str, Set[str]],
    columns: Mapping[str, Sequence[str]],
) -> dict[str, Tally]:
    kept = {
        name: [place for place, key in enumerate(metadata.tables[name].c.keys()) if key in told]
        for name, told in columns.items()
        if name in metadata.tables
    }
    tallies: dict[str, Tally] = {}
    namers: dict[str, Callable[[Sequence[Any]], str]] = {}
    for table, row in rows:
        places = kept.get(table.name)
        if places is None or row[0] in left_out.get(table.name, ()):
            continue
        namer = namers.get(table.name) or namers.setdefault(table.name, _namer(table))
        told = row if len(places) == len(row) else [row[place] for place in places]
        tallies.setdefault(namer(row), Tally()).add(print64(table.name, told))
    return tallies


def _namer(table: sa.Table) -> Callable[[Sequence[Any]], str]:
    """Where a row counts. One that is in as many buckets as an audience says counts by its table:
    what a desk holds of it is the same in each of them."""
    match table.info["buckets"]:
        case Fixed(bucket):
            return lambda _row: bucket
        case Pattern(form):
            column = str(bucket_column(table))
            place = list(table.c.keys()).index(column)
            return lambda row: form.replace("{" + column + "}", str(row[place]))
        case _:
            return lambda _row: f"{table.name}:*"
