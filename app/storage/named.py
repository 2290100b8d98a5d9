"""A statement that PostgreSQL knows by a name: its words are read and planned once per connection.

The driver's cursor looks the words up, wraps each value and waits in Python: 55 CPU-µs a statement
against 20 here. It also begins transactions, and takes values of any kind: what does not fit here
is left to it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import count
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from sqlalchemy.engine import Connection
from sqlalchemy.exc import StatementError

from app.storage.prepared import Prepared, Values, of_ours

_MARK = re.compile(r"(NOT )?IN \(__\[POSTCOMPILE_(\w+)\]\)|%\((\w+)\)s|%%")
_ROW = re.compile(r" VALUES \(((?:%\(\w+\)s(?:::\w+)?(?:, )?)+)\)$")
_KINDS = {sa.Boolean: "BOOLEAN", sa.Integer: "BIGINT", sa.String: "VARCHAR"}
_BOOLEAN = 16  # its number among PostgreSQL's types; of others the words tell the kind
_KNOWN = "gerai_named"  # in a connection's own notes: the names that it knows
_DONE = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}
_numbers = count()


class Odd(Exception):
    """A value that is left to the driver."""


class AtPostgres(Prepared):
    """A prepared statement that goes under its name where it can."""

    def __init__(self, db: Connection, statement: sa.Executable) -> None:
        super().__init__(db, statement)
        kinds = {name: kind_of(kind) for name, kind in self._types.items()}
        self._named: Named | None = None
        self._named_rows: NamedRows | None = None
        if self._plain and None not in kinds.values():
            known = {name: str(kind) for name, kind in kinds.items()}
            self._named = Named(self._sql, known)
            self._named_rows = NamedRows.of(self._sql, known)
            self._convert = [each for each in self._convert if each[0] in self._named.names]

    def write_all(self, db: Connection, rows: Sequence[Values]) -> None:
        if len(rows) > 1 and self._named_rows is not None:
            told = [self._told_all(row) for row in rows]
            if self._asked(self._named_rows.run, db, told) is not None:
                return
        if len(rows) == 1:
            self.write(db, rows[0])
        else:
            super().write_all(db, rows)

    def _ran(self, db: Connection, values: Values) -> Any:
        if self._named is not None:
            answer = self._asked(self._named.run, db, self._told_all(values))
            if answer is not None:
                return answer
        return super()._ran(db, values)

    def _told_all(self, values: Values) -> dict[str, Any]:
        told = {**self._fixed, **values}
        for name, convert in self._convert:
            if name in told and name in self._lists:
                told[name] = [convert(value) for value in told[name]]
            elif name in told:
                told[name] = convert(told[name])
        return told

    def _asked(self, ask: Callable[[Connection, Any], Any], db: Connection, told: Any) -> Any:
        try:
            return ask(db, told)
        except KeyError as missing:
            raise StatementError(f"no value for {missing}", self._sql, told, None) from None
        except psycopg.Error as error:
            raise of_ours(db, self._sql, told, error) from error


class Answer:
    """As much of a cursor as is asked for after a statement."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: Sequence[Sequence[Any]], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def fetchall(self) -> Sequence[Sequence[Any]]:
        return self._rows


class Named:
    """One statement: its words, and which value stands where. `kinds` are of all its values,
    `lists` the names of those that are told as lists."""

    def __init__(self, sql: str, kinds: Mapping[str, str], lists: Iterable[str] = ()) -> None:
        self._name = b"gerai_%d" % next(_numbers)
        self._places: dict[str, int] = {}
        self._lists = set(lists)
        self._kinds = kinds
        self._words = _MARK.sub(self._marked, sql).encode()
        self._values: list[tuple[str, Callable[[Any], bytes | None]]] = [
            (name, _array if name in self._lists else _value) for name in self._places
        ]
        single = self._places.keys() - self._lists
        flags = {name for name in single if kinds[name] == "BOOLEAN"}
        self._types = [_BOOLEAN if name in flags else 0 for name in self._places]

    def run(self, db: Connection, told: Values) -> Answer | None:
        """None when it is left to the driver. KeyError for a value that nobody told."""
        fairy = db.connection
        raw: Any = fairy.driver_connection
        line = raw.pgconn
        if line.transaction_status != TransactionStatus.INTRANS:
            return None
        try:
            bound = [encode(told[name]) for name, encode in self._values]
        except Odd:
            return None
        known = fairy.info.setdefault(_KNOWN, set())
        if self._name not in known:
            _checked(line, line.prepare(self._name, self._words, self._types))
            known.add(self._name)
        result = _checked(line, line.exec_prepared(self._name, bound))
        rows: Sequence[Sequence[Any]] = ()
        if result.status == ExecStatus.TUPLES_OK:
            made = Transformer(raw)
            made.set_pgresult(result)
            rows = made.load_rows(0, result.ntuples, tuple)
        return Answer(rows, result.command_tuples or 0)

    @property
    def names(self) -> Set[str]:
        return self._places.keys()

    def _marked(self, found: re.Match[str]) -> str:
        negated, listed, single = found.groups()
        name = listed or single
        if not name:
            return "%"
        mark = f"${self._places.setdefault(name, len(self._places) + 1)}"
        if single:
            return mark
        self._lists.add(listed)
        return f"{'<> ALL' if negated else '= ANY'} ({mark}::{self._kinds[listed]}[])"


class NamedRows:
    """An insert of any number of rows as one statement: a list for each column."""

    def __init__(self, sql: str, kinds: Mapping[str, str]) -> None:
        row = _ROW.search(sql)
        assert row is not None  # `of` looked
        self._names = re.findall(r"%\((\w+)\)s", row[1])
        lists = ", ".join(f"%({name})s::{kinds[name]}[]" for name in self._names)
        words = f"{sql[: row.start()]} SELECT * FROM unnest({lists})"
        self._named = Named(words, kinds, self._names)

    @classmethod
    def of(cls, sql: str, kinds: Mapping[str, str]) -> "NamedRows | None":
        return cls(sql, kinds) if _ROW.search(sql) else None

    def run(self, db: Connection, rows: Sequence[Values]) -> Answer | None:
        return self._named.run(db, {name: [row[name] for row in rows] for name in self._names})


def kind_of(column: Any) -> str | None:
    """How PostgreSQL calls it; None for a kind that is left to the driver."""
    return next((word for kind, word in _KINDS.items() if isinstance(column, kind)), None)


def _checked(line: Any, result: Any) -> Any:
    if result.status in _DONE:
        return result
    if line.status == ConnStatus.BAD:
        raise psycopg.OperationalError(line.get_error_message())
    raise error_from_result(result)


def _value(value: Any) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, str):
        if "\0" in value:  # the line would end it there; the driver refuses it
            raise Odd
        return value.encode()
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"%d" % value
    raise Odd


def _array(values: Sequence[Any]) -> bytes:
    return b"{%b}" % b",".join(map(_element, values))


def _element(value: Any) -> bytes:
    told = _value(value)
    if told is None:
        return b"NULL"
    if isinstance(value, str):
        return b'"%b"' % told.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return told
