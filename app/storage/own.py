"""The rows that nobody else can change until this act is over: it wrote or locked them itself.

So they are read once. What was inserted is known without being read, and what follows from it
(all lines of an order that was placed in this act) without being looked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping
from sqlalchemy.engine.result import SimpleResultMetaData

from app.storage.schema import is_synced

MANY = 200  # rows of one table: an import's are looked for in the database as ever
_FORMS: dict[type[Any], type] = {sa.Boolean: bool, sa.Integer: int, sa.String: str}
_UNTOLD = object()  # what only the database knows


class Own:
    """By table and id; None: it is ours, and has to be read before it is known."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, RowMapping | None]] = {}
        self._new: dict[str, dict[str, None]] = {}  # in the order in which they were written

    def row(self, table: sa.Table, row_id: str) -> RowMapping | None:
        return self._rows.get(table.name, {}).get(row_id)

    def is_new(self, row_id: str) -> bool:
        return any(row_id in ids for ids in self._new.values())

    def new(self, table: sa.Table) -> Sequence[RowMapping] | None:
        """All rows that were inserted here, in that order; None when they have to be read."""
        ids = self._new.get(table.name, {})
        if len(ids) > MANY:
            return None
        rows = [row for row_id in ids if (row := self.row(table, row_id)) is not None]
        return rows if len(rows) == len(ids) else None

    def inserted(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if not is_synced(table):
            return  # others of them are written without a word
        new = self._new.setdefault(table.name, {})
        new.update((row["id"], None) for row in rows)
        if len(rows) <= MANY:
            ours = self._rows.setdefault(table.name, {})
            ours.update((row["id"], _shape(table).made(row)) for row in rows)

    def wrote(self, table: sa.Table, row_id: str, now: Mapping[str, Any] | None = None) -> None:
        """`now`: what it says after that, where it was known."""
        if is_synced(table):
            made = None if now is None else _shape(table).made(now)
            self._rows.setdefault(table.name, {})[row_id] = made

    def read(self, table: sa.Table, row: RowMapping) -> None:
        ours = self._rows.get(table.name, {})
        if row["id"] in ours:
            ours[row["id"]] = row

    def forget(self, name: str, ids: Iterable[str]) -> None:
        """Something was written there by other hands of this act."""
        if ours := self._rows.get(name):
            ours.update((row_id, None) for row_id in ids if row_id in ours)


class _Shape:
    """How the rows of a table come out of the database."""

    def __init__(self, table: sa.Table) -> None:
        self._columns = [(column.key, _form(column), _default(column)) for column in table.columns]
        self._meta = SimpleResultMetaData([key for key, _, _ in self._columns])

    def made(self, told: Mapping[str, Any]) -> RowMapping | None:
        """None when a value would be read otherwise than it was told."""
        values = []
        for key, form, default in self._columns:
            value = told.get(key, default)
            if value is not None and type(value) is not form:
                return None
            values.append(value)
        return RowMapping(self._meta, None, self._meta._key_to_index, tuple(values))


@cache
def _shape(table: sa.Table) -> _Shape:
    return _Shape(table)


def _form(column: sa.Column[Any]) -> type | None:
    return next((form for kind, form in _FORMS.items() if isinstance(column.type, kind)), None)


def _default(column: sa.Column[Any]) -> Any:
    default: Any = column.default
    if default is not None:
        return default.arg if default.is_scalar else _UNTOLD
    return None if column.server_default is None else _UNTOLD
