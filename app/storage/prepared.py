"""Run a statement that is run thousands of times: compiled once, then straight to the driver.

SQLAlchemy looks the compiled form up, expands parameters and describes the result at each call:
20 µs, against 7 here (tests/bench). Only statements that live at module level come this way.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection, IteratorResult, RowMapping
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError, StatementError

Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]
_known: dict[tuple[sa.Executable, str], "Prepared"] = {}


def prepared(db: Connection, statement: sa.Executable) -> "Prepared":
    key = (statement, db.dialect.name)
    found = _known.get(key)
    if found is None:
        found = _known[key] = Prepared(db, statement)
    return found


class Prepared:
    """One statement in the words of one driver. Errors are SQLAlchemy's own, as from `execute`."""

    def __init__(self, db: Connection, statement: sa.Executable) -> None:
        self._statement = statement
        compiled: Any = statement.compile(dialect=db.dialect)  # type: ignore[attr-defined]
        self._sql = str(compiled)
        # A list of values (IN) becomes text at each call: that is left to SQLAlchemy.
        self._plain = not compiled.post_compile_params and not compiled.literal_execute_params
        self._names: list[str] | None = compiled.positiontup
        self._fixed = {
            name: bound.value for name, bound in compiled.binds.items() if not bound.required
        }
        for column in (*compiled.insert_prefetch, *compiled.update_prefetch):
            default = column.default
            self._plain &= default is not None and default.is_scalar
            self._fixed[column.key] = default.arg
        self._convert = _processors(
            {name: bound.type for name, bound in compiled.binds.items()},
            lambda kind: kind.dialect_impl(db.dialect).bind_processor(db.dialect),
        )
        columns = list(getattr(statement, "selected_columns", ()))
        self._keys = SimpleResultMetaData([str(column.key) for column in columns])
        self._made = [
            (place, made)
            for place, column in enumerate(columns)
            if (made := column.type.dialect_impl(db.dialect).result_processor(db.dialect, None))
        ]

    def read(self, db: Connection, values: Values) -> Sequence[RowMapping]:
        if not self._plain:
            return db.execute(self._statement, dict(values)).mappings().all()
        rows = self._run(db, self._bound(values), many=False).fetchall()
        if self._made:
            rows = [self._converted(row) for row in rows]
        return IteratorResult(self._keys, iter(rows)).mappings().all()

    def write(self, db: Connection, values: Values) -> int:
        """How many rows it changed."""
        if not self._plain:
            return db.execute(self._statement, dict(values)).rowcount
        return int(self._run(db, self._bound(values), many=False).rowcount)

    def write_all(self, db: Connection, rows: Sequence[Values]) -> None:
        if not self._plain:
            db.execute(self._statement, [dict(row) for row in rows])
        elif len(rows) == 1:
            self._run(db, self._bound(rows[0]), many=False)
        else:
            self._run(db, [self._bound(row) for row in rows], many=True)

    def _bound(self, values: Values) -> Any:
        told = {**self._fixed, **values}
        for name, convert in self._convert:
            told[name] = convert(told[name])
        try:
            return told if self._names is None else [told[name] for name in self._names]
        except KeyError as missing:
            raise StatementError(f"no value for {missing}", self._sql, told, None) from None

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, made in self._made:
            values[place] = made(values[place])
        return tuple(values)

    def _run(self, db: Connection, bound: Any, *, many: bool) -> Any:
        dialect, connection = db.dialect, db.connection
        cursor = connection.cursor()
        try:
            if many:
                cursor.executemany(self._sql, bound)
            else:
                cursor.execute(self._sql, bound)
        except dialect.loaded_dbapi.Error as error:
            if lost := dialect.is_disconnect(error, connection, cursor):
                db.invalidate(error)
            raise DBAPIError.instance(
                self._sql,
                bound,
                error,
                dialect.loaded_dbapi.Error,
                connection_invalidated=lost,
                dialect=dialect,
            ) from error
        return cursor


def _processors(
    types: Mapping[str, Any], processor: Callable[[Any], Convert | None]
) -> list[tuple[str, Convert]]:
    found = ((name, processor(kind)) for name, kind in types.items())
    return [(name, convert) for name, convert in found if convert is not None]
