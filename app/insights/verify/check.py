"""What is a check: an invariant with a name, a sentence, the sides it runs on, and a question."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.errors import Fact
from app.storage.schema import metadata

STREAM_ROWS = 1_000  # rows fetched at a time: a million-row ledger never stands in memory
STREAM_BODIES = 50  # bodies of bulk commands weigh up to half a megabyte each


class Where(StrEnum):
    SERVER = "server"
    DESK = "desk"
    PAIR = "pair"


EVERYWHERE = frozenset({Where.SERVER, Where.DESK})
SERVER = frozenset({Where.SERVER})
DESK = frozenset({Where.DESK})


@dataclass(frozen=True, slots=True)
class Violation:
    """One row, or one sum, that is not as it must be: codes, ids and figures, never a name."""

    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Check:
    """`over` names the tables it goes through; their rows are what was `checked`. None: it looks
    at the database itself."""

    id: str
    says: str
    sides: frozenset[Where]
    look: Callable[[Connection], Iterable[Violation]]
    over: tuple[str, ...]


def violation(**facts: object) -> Violation:
    return Violation({name: plain(value) for name, value in facts.items()})


def found(db: Connection, statement: sa.Select[Any], **told: str) -> Iterator[Violation]:
    """Every row of a question that asks for what must not be."""
    for row in stream(db, statement):
        yield violation(**told, **{str(name): value for name, value in row.items()})


def stream(
    db: Connection, statement: sa.Select[Any] | sa.CompoundSelect[Any], rows: int = STREAM_ROWS
) -> Iterator[RowMapping]:
    # Told beside the question: one that is told its options is another one, and compiled anew.
    yield from db.execute(statement, execution_options={"yield_per": rows}).mappings()


def plain(value: object) -> Fact:
    """As JSON has it: PostgreSQL sums whole numbers to a decimal, and names are more than texts."""
    match value:
        case None | bool() | int():
            return value
        case Decimal():
            return int(value)
        case list():
            return [str(one) for one in value]
    return str(value)


def table(name: str) -> sa.Table:
    """A table of a slice that stands beside or above insights, by its name."""
    return metadata.tables[name]
