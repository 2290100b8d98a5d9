"""What one act writes: rows, facts and the ids touched, all in one transaction it never commits."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.storage.own import Own
from app.storage.prepared import prepared
from app.storage.schema import Side, bucket_column, followers_of


class UnitOfWork:
    """The hands of a handler. The caller begins and commits; the handler never does.

    `now` is the time that binds (the server's clock on the server); `occurred_at` is what the
    device said, kept as evidence; `signed_in_at` is when the server let its person in, by the
    server's clock. Ids derive from the command id, so both sides name rows alike.
    """

    def __init__(
        self,
        db: Connection,
        *,
        side: Side,
        command_id: str,
        now: Instant,
        actor: Actor,
        occurred_at: Instant | None = None,
        signed_in_at: Instant = Instant(0),  # noqa: B008  a number
    ) -> None:
        self.db = db
        self.side = side
        self.command_id = command_id
        self.now = now
        self.occurred_at = now if occurred_at is None else occurred_at
        self.signed_in_at = signed_in_at
        self.actor = actor
        self.facts: list[object] = []
        self.touched: dict[str, set[str]] = {}
        self.inserted: dict[str, list[str]] = {}  # in the order in which they were written
        self.exceptions: list[str] = []
        # Ids of persons, and of what is theirs alone, whose stored commands must not tell of them.
        self.forgotten: set[str] = set()
        # Case → note: what the server could not take and shall do again in this act.
        self.again: dict[str, str] = {}
        self.bucket_keys: dict[str, dict[str, str]] = {}
        self._ordinals: dict[str, int] = {}
        self._own = Own()

    @property
    def on_server(self) -> bool:
        return self.side is Side.SERVER

    @property
    def happened_at(self) -> Instant:
        """When it was done, as far as a device's clock can be believed: neither before its person
        was let in nor after now. What counts days goes by it, not by `occurred_at`."""
        return min(max(self.occurred_at, self.signed_in_at), self.now)

    def emit(self, fact: object) -> None:
        """Tell the subscribers; they run after the handler, in the same transaction."""
        self.facts.append(fact)

    def new_id(self, role: str) -> str:
        """The next id for `role` in this command: equal on every run of the same command."""
        ordinal = self._ordinals.get(role, 0)
        self._ordinals[role] = ordinal + 1
        return derived_id(self.command_id, role, ordinal)

    def touch(self, table: sa.Table, ids: Iterable[str]) -> None:
        """Say that rows changed, or must be sent again to new readers."""
        self._touch(table.name, list(ids))

    def _touch(self, name: str, ids: Collection[str]) -> None:
        self.touched.setdefault(name, set()).update(ids)
        self._own.forget(name, ids)

    def touch_followers(self, owner: sa.Table, owner_id: str) -> None:
        """Send again all rows that follow an owner's audience: it has new readers."""
        followers = followers_of(owner)
        if not followers:
            return
        found = prepared(self.db, _following(owner)).rows(self.db, {"owner_id": owner_id})
        for place, row_id in found:
            self.touched.setdefault(followers[place].name, set()).add(row_id)

    def take_in(self, other: "UnitOfWork") -> None:
        """What another command wrote in this act is told with it."""
        for name, ids in other.touched.items():
            self._touch(name, ids)
        for name, keys in other.bucket_keys.items():
            self.bucket_keys.setdefault(name, {}).update(keys)
        for name, rows in other.inserted.items():
            self.inserted.setdefault(name, []).extend(rows)
        self.exceptions += other.exceptions

    def changes(self) -> ChangeSet:
        return ChangeSet(self.touched)

    def insert(self, table: sa.Table, *rows: Mapping[str, Any]) -> None:
        """All rows of one call have the same columns."""
        if not rows:
            return
        prepared(self.db, _insert(table, tuple(rows[0]))).write_all(self.db, rows)
        ids = [row["id"] for row in rows]
        self.touch(table, ids)
        self.inserted.setdefault(table.name, []).extend(ids)
        self._own.inserted(table, rows)
        if column := bucket_column(table):
            self.bucket_keys.setdefault(table.name, {}).update(
                {row["id"]: row.get(column) or "" for row in rows}
            )

    def update(self, table: sa.Table, row_id: str, **values: Any) -> None:
        statement = _update(table, tuple(values))
        prepared(self.db, statement).write(self.db, {"row_id": row_id, **values})
        self._wrote(table, row_id, values)

    def add(self, table: sa.Table, row_id: str, **deltas: int) -> None:
        """Add to columns in the database itself: no balance is read, changed and written."""
        named = {f"by_{name}": delta for name, delta in deltas.items()}
        statement = _add(table, tuple(sorted(deltas)))
        prepared(self.db, statement).write(self.db, {"row_id": row_id, **named})
        known = self._own.row(table, row_id)
        if known is not None and all(known[name] is not None for name in deltas):
            self._wrote(table, row_id, {name: known[name] + by for name, by in deltas.items()})
        else:
            self._wrote(table, row_id, None)

    def _wrote(self, table: sa.Table, row_id: str, now: Mapping[str, Any] | None) -> None:
        """`now`: what its changed columns say; None when only the database knows."""
        known = self._own.row(table, row_id)
        self.touch(table, (row_id,))
        told = None if known is None or now is None else {**known, **now}
        self._own.wrote(table, row_id, told)

    def guarded(self, table: sa.Table, statement: sa.Update, row_id: str, **values: Any) -> bool:
        """Run a conditional update of one row (`:row_id`); False when its condition fails."""
        changed = prepared(self.db, statement).write(self.db, {"row_id": row_id, **values})
        held = changed == 1
        if held:
            self._wrote(table, row_id, None)
        return held

    def row(self, table: sa.Table, row_id: str, *, lock: bool = False) -> RowMapping | None:
        """`lock`: on PostgreSQL a second act that weighs the same row waits for the first."""
        known = self._own.row(table, row_id)
        if known is not None:
            return known
        by_id = _by_id_locked(table) if lock else _by_id(table)
        found = prepared(self.db, by_id).first(self.db, {"row_id": row_id})
        if found is not None:
            if lock:
                self._own.wrote(table, row_id)
            self._own.read(table, found)
        return found

    def known(self, table: sa.Table, row_id: str) -> RowMapping | None:
        """The row where this act knows how it stands; None tells nothing."""
        return self._own.row(table, row_id)

    def is_new(self, row_id: str) -> bool:
        """Did this act make it? Then nobody else made anything that follows from it."""
        return self._own.is_new(row_id)

    def rows_for(self, owner_id: str, table: sa.Table) -> Sequence[RowMapping] | None:
        """The rows of a table among which are all that follow from a new row, as they stand; None
        when they have to be looked for."""
        return self._own.new(table) if self._own.is_new(owner_id) else None

    def one(self, statement: sa.Select[Any], **values: Any) -> RowMapping | None:
        found = prepared(self.db, statement).read(self.db, values)
        return found[0] if found else None

    def all(self, statement: sa.Select[Any], **values: Any) -> Sequence[RowMapping]:
        return prepared(self.db, statement).read(self.db, values)


Handler = Callable[[UnitOfWork, Any], dict[str, Any]]
Subscriber = Callable[[UnitOfWork, Any], None]
Follower = Callable[[UnitOfWork], None]


@cache
def _insert(table: sa.Table, columns: tuple[str, ...]) -> sa.Insert:
    return table.insert().values({name: sa.bindparam(name) for name in columns})


@cache
def _update(table: sa.Table, columns: tuple[str, ...]) -> sa.Update:
    values: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
    return table.update().where(table.c.id == sa.bindparam("row_id")).values(values)


@cache
def _add(table: sa.Table, columns: tuple[str, ...]) -> sa.Update:
    values = {
        name: table.c[name] + sa.bindparam(f"by_{name}", type_=sa.BigInteger) for name in columns
    }
    return table.update().where(table.c.id == sa.bindparam("row_id")).values(values)


@cache
def _following(owner: sa.Table) -> sa.CompoundSelect[Any]:
    """(place of the table among its followers, id) of every row: one question, not twenty."""
    return sa.union_all(
        *(
            sa.select(sa.literal_column(str(place), sa.Integer), table.c.id).where(
                table.c[str(bucket_column(table))] == sa.bindparam("owner_id")
            )
            for place, table in enumerate(followers_of(owner))
        )
    )


@cache
def _by_id(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == sa.bindparam("row_id"))


@cache
def _by_id_locked(table: sa.Table) -> sa.Select[Any]:
    return _by_id(table).with_for_update()
