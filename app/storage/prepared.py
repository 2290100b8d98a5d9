"""Run a statement that is run thousands of times: compiled once, then straight to the driver.

SQLAlchemy looks the compiled form up, expands parameters and describes the result at each call:
20 µs, against 7 here (tests/bench). Only statements that live at module level come this way.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError, StatementError

Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]
_known: dict[tuple[sa.Executable, str], "Prepared"] = {}
OF_DIALECT: dict[str, "type[Prepared]"] = {}  # where one knows a shorter way
_NOTHING = "SELECT 1 FROM (SELECT 1) WHERE 1!=1"  # for `IN ()` SQLite reads the whole table
_LIST = re.compile(r"__\[POSTCOMPILE_(\w+)\]")


def prepared(db: Connection, statement: sa.Executable) -> "Prepared":
    key = (statement, db.dialect.name)
    found = _known.get(key)
    if found is None:
        found = _known[key] = OF_DIALECT.get(db.dialect.name, Prepared)(db, statement)
    return found


def told_in_full(table: sa.Table) -> sa.Insert:
    """An insert of rows that tell every column."""
    return table.insert().values({name: sa.bindparam(name) for name in table.c.keys()})  # noqa: SIM118


class Prepared:
    """One statement in the words of one driver. Errors are SQLAlchemy's own, as from `execute`."""

    def __init__(self, db: Connection, statement: sa.Executable) -> None:
        self._statement = statement
        compiled: Any = statement.compile(dialect=db.dialect)  # type: ignore[attr-defined]
        self._sql = str(compiled)
        self._names: list[str] | None = compiled.positiontup
        # Lists of values (IN): as many marks as values. Named parameters are left to SQLAlchemy.
        self._lists = frozenset(_LIST.findall(self._sql))
        self._plain = (
            len(self._lists) == len(compiled.post_compile_params)
            and not compiled.literal_execute_params
        )
        self._worded: dict[tuple[int, ...], str] = {}  # by how many values each list has
        self._fixed = {
            name: bound.value for name, bound in compiled.binds.items() if not bound.required
        }
        for column in (*compiled.insert_prefetch, *compiled.update_prefetch):
            default = column.default
            self._plain &= default is not None and default.is_scalar
            self._fixed[column.key] = default.arg
        self._types = {name: bound.type for name, bound in compiled.binds.items()}
        self._convert = _processors(
            self._types,
            lambda kind: kind.dialect_impl(db.dialect).bind_processor(db.dialect),
        )
        columns = list(getattr(statement, "selected_columns", ()))
        # How PostgreSQL sends such a number is known at the answer only.
        numeric = any(isinstance(column.type, sa.Numeric | sa.Float) for column in columns)
        self._plain &= db.dialect.name == "sqlite" or not numeric
        self._meta = SimpleResultMetaData([str(column.key) for column in columns])
        self._made = [
            (place, made)
            for place, column in enumerate(columns if self._plain else ())
            if (made := column.type.dialect_impl(db.dialect).result_processor(db.dialect, None))
        ]

    def read(self, db: Connection, values: Values) -> Sequence[RowMapping]:
        meta = self._meta
        return [
            RowMapping(meta, None, meta._key_to_index, row)  # as a Result makes them, one by one
            for row in self.rows(db, values)
        ]

    def first(self, db: Connection, values: Values) -> RowMapping | None:
        found = self.read(db, values)
        return found[0] if found else None

    def scalar(self, db: Connection, values: Values) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.rows(db, values)
        return found[0][0] if found else None

    def rows(self, db: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Plain rows, for where a mapping of each would cost more than the question."""
        cursor = self._ran(db, values)
        if cursor is None:
            return db.execute(self._statement, dict(values)).all()
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        return [self._converted(row) for row in rows] if self._made else rows

    def stream(self, db: Connection, values: Values, most: int) -> Iterator[Sequence[Any]]:
        """As `rows`, with no more than so many in memory."""
        told = self._told(values) if db.dialect.name == "sqlite" else None
        if told is None:
            yield from db.execute(
                self._statement, dict(values), execution_options={"yield_per": most}
            )
            return
        cursor = straight(db, *told)
        while rows := cursor.fetchmany(most):
            yield from map(self._converted, rows) if self._made else rows

    def write(self, db: Connection, values: Values) -> int:
        """How many rows it changed."""
        cursor = self._ran(db, values)
        if cursor is None:
            cursor = db.execute(self._statement, dict(values))
        return int(cursor.rowcount)

    def write_all(self, db: Connection, rows: Sequence[Values]) -> None:
        if not self._plain or self._lists:
            db.execute(self._statement, [dict(row) for row in rows])
        elif len(rows) == 1:
            straight(db, self._sql, self._bound(rows[0]))
        else:
            straight(db, self._sql, [self._bound(row) for row in rows], many=True)

    def _ran(self, db: Connection, values: Values) -> Any:
        """The cursor after it; None when it is left to SQLAlchemy."""
        told = self._told(values)
        return None if told is None else straight(db, *told)

    def _told(self, values: Values) -> tuple[str, Any] | None:
        """Words and parameters; None when they are left to SQLAlchemy."""
        if not self._plain:
            return None
        if not self._lists:
            return self._sql, self._bound(values)
        if self._names is None:
            return None
        told = {**self._fixed, **values}
        try:
            return self._expanded(told)
        except KeyError as missing:
            raise StatementError(f"no value for {missing}", self._sql, told, None) from None

    def _expanded(self, told: dict[str, Any]) -> tuple[str, list[Any]]:
        assert self._names is not None
        converts = dict(self._convert)
        bound: list[Any] = []
        lengths: list[int] = []
        for name in self._names:
            one = name not in self._lists
            values = [told[name]] if one else list(told[name])
            if convert := converts.get(name):
                values = [convert(value) for value in values]
            bound += values
            if not one:
                lengths.append(len(values))
        key = tuple(lengths)
        if key not in self._worded:
            counts = iter(key)
            self._worded[key] = _LIST.sub(
                lambda _: ", ".join("?" * next(counts)) or _NOTHING, self._sql
            )
        return self._worded[key], bound

    def _bound(self, values: Values) -> Any:
        told = {**self._fixed, **values}
        try:
            for name, convert in self._convert:
                told[name] = convert(told[name])
            return told if self._names is None else [told[name] for name in self._names]
        except KeyError as missing:
            raise StatementError(f"no value for {missing}", self._sql, told, None) from None

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, made in self._made:
            values[place] = made(values[place])
        return tuple(values)


def straight(db: Connection, sql: str, bound: Any = (), *, many: bool = False) -> Any:
    """The driver's cursor after words of its own. Errors are SQLAlchemy's, as from `execute`."""
    cursor = db.connection.cursor()
    try:
        if many:
            cursor.executemany(sql, bound)
        else:
            cursor.execute(sql, bound)
    except db.dialect.loaded_dbapi.Error as error:
        raise of_ours(db, sql, bound, error) from error
    return cursor


def of_ours(db: Connection, sql: str, bound: Any, error: Exception) -> StatementError:
    """The driver's error as SQLAlchemy tells it. A connection that is lost is given up."""
    dialect = db.dialect
    if lost := dialect.is_disconnect(error, db.connection, None):  # type: ignore[arg-type]
        db.invalidate(error)
    return DBAPIError.instance(
        sql,
        bound,
        error,
        dialect.loaded_dbapi.Error,
        connection_invalidated=lost,
        dialect=dialect,
    )


class Savepoint:
    """A part of a transaction that may be taken back. Each ends before the one it stands in."""

    __slots__ = ("_db",)

    def __init__(self, db: Connection) -> None:
        self._db = db
        straight(db, "SAVEPOINT part")

    def commit(self) -> None:
        straight(self._db, "RELEASE SAVEPOINT part")

    def rollback(self) -> None:
        straight(self._db, "ROLLBACK TO SAVEPOINT part")
        straight(self._db, "RELEASE SAVEPOINT part")


def _processors(
    types: Mapping[str, Any], processor: Callable[[Any], Convert | None]
) -> list[tuple[str, Convert]]:
    found = ((name, processor(kind)) for name, kind in types.items())
    return [(name, convert) for name, convert in found if convert is not None]
