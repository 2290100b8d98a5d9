"""Was a command set aside only because one before it was: an unsent order's payment, its hand-over;
or only because its order had not come yet, from whichever desk.

Ids that a command makes follow from its own (kit.ids), so nothing has to be told along: what a body
names is looked for among what an earlier one would have made or made under a name of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.handlers import DOUBT
from app.cases.queries import facts_set_aside, open_of_commands
from app.kit.ids import ID_LENGTH, derived_id
from app.sync.feed import chunks
from app.sync.tables import commands

UNKNOWN = "_unknown"  # how a refusal ends that misses something
MOST_LINES = 50  # of an order; a longer one keeps its first lines' dependants
ROLES = ("order", "return", "hold")  # of which later commands speak by their id
METHODS = ("pickup", "ship", "to_store")
PARCELS = 3  # of one order at one place

_of_device = (
    sa.select(commands.c.command_id, commands.c.body)
    .where(
        commands.c.device_id == sa.bindparam("device"),
        commands.c.command_id.in_(sa.bindparam("ids", expanding=True)),
    )
    .order_by(commands.c.seq)
)
_stored = sa.select(commands.c.command_id, commands.c.seq, commands.c.body).where(
    commands.c.command_id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fact that was set aside because something it names was unknown. `lines` are those of orders
    among its `names`."""

    case_id: str
    command_id: str
    names: frozenset[str]
    lines: frozenset[str]


def waiting_facts(db: Connection) -> list[Waiting]:
    """In the order in which they came. What somebody did whose right was doubtful waits for a
    person alone."""
    aside = {
        command_id: case_id
        for command_id, (case_id, told) in facts_set_aside(db).items()
        if str(told.get("code", "")).endswith(UNKNOWN) and DOUBT not in told
    }
    rows = [row for ids in chunks(sorted(aside)) for row in db.execute(_stored, {"ids": ids})]
    return [
        Waiting(
            case_id=aside[row.command_id],
            command_id=row.command_id,
            names=frozenset(_ids(row.body)),
            lines=frozenset(_ids(row.body, "line_id")),
        )
        for row in sorted(rows, key=lambda row: row.seq)
    ]


def waits_for(db: Connection, device_id: str, body: str, code: str) -> str | None:
    """The open case of the command without which this one could not be done; its root, if that
    waits for another itself."""
    if not code.endswith(UNKNOWN):
        return None
    roots = open_of_commands(db)
    asked = {"device": device_id, "ids": sorted(roots)}
    named = set(_ids(body))
    for row in db.execute(_of_device, asked):
        if not named.isdisjoint(_made_by(row.command_id, row.body)):
            return roots[row.command_id]
    return None


def _made_by(command_id: str, body: str) -> Iterator[str]:
    names = set(_ids(body))
    yield from names
    for role in ROLES:
        yield derived_id(command_id, role, 0)
    for ordinal in range(MOST_LINES):
        yield derived_id(command_id, "order_line", ordinal)
    order_id = derived_id(command_id, "order", 0)
    for site, method, ordinal in product(names, METHODS, range(PARCELS)):
        yield derived_id(order_id, "fulfillment", f"{site}/{method}/{ordinal}")


def _ids(body: str, field: str = "") -> Iterator[str]:
    """All texts of an id's length, however deep, or those of one field; a body that is none has
    none."""
    try:
        yield from _texts(msgspec.json.decode(body), field)
    except msgspec.DecodeError:
        return


def _texts(part: Any, field: str, name: str = "") -> Iterator[str]:
    match part:
        case str() if len(part) == ID_LENGTH and field in ("", name):
            yield part
        case list():
            for each in part:
                yield from _texts(each, field, name)
        case dict():
            for key, each in part.items():
                yield from _texts(each, field, key)
