"""Which tables are there, and who gets their rows: synced, desk-only and server-only tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeAlias

import sqlalchemy as sa

from app.kit.ids import ID_LENGTH

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


class Side(StrEnum):
    DESK = "desk"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Fixed:
    """All rows in one bucket: the catalogue."""

    bucket: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The bucket is told by the row's own columns: `stock:{site_id}`."""

    form: str


@dataclass(frozen=True, slots=True)
class Audience:
    """The row's own `audience` column lists its buckets, separated by blanks."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The row goes where its owner goes: an order line follows its order."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Nobody:
    """The server keeps it; a desk writes it only until its command is acknowledged."""


Buckets: TypeAlias = Fixed | Pattern | Audience | Owner | Nobody
Row: TypeAlias = Mapping[str, Any]


def id_column(name: str = "id", **options: Any) -> sa.Column[str]:
    options.setdefault("nullable", False)
    return sa.Column(name, sa.String(ID_LENGTH), primary_key=name == "id", **options)


def reference(
    name: str, to: str | None = None, *, optional: bool = False, index: bool = False
) -> sa.Column[str]:
    """An id of another row; a foreign key only inside one aggregate (no key across buckets)."""
    keys = [sa.ForeignKey(f"{to}.id")] if to else []
    return sa.Column(name, sa.String(ID_LENGTH), *keys, nullable=optional, index=index)


def text(name: str, *, optional: bool = False, index: bool = False) -> sa.Column[str]:
    if optional:
        return sa.Column(name, sa.Text, nullable=True, index=index)
    return sa.Column(name, sa.Text, nullable=False, server_default="", default="", index=index)


def number(name: str, *, index: bool = False, optional: bool = False) -> sa.Column[int]:
    """A count or an amount in minor units; 0 when nobody said otherwise."""
    if optional:
        return sa.Column(name, sa.BigInteger, nullable=True, index=index)
    return sa.Column(
        name, sa.BigInteger, nullable=False, server_default="0", default=0, index=index
    )


def moment(name: str, *, optional: bool = True, index: bool = False) -> sa.Column[int]:
    """An instant in microseconds UTC."""
    return sa.Column(name, sa.BigInteger, nullable=optional, index=index)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false(), default=False)


def few(*columns: str, where: str, name: str | None = None) -> sa.Index:
    """An index of those rows alone of which `where` is true."""
    return sa.Index(name, *columns, sqlite_where=sa.text(where))


def tell_postgresql(told: sa.MetaData, *_of_event: Any, **_further: Any) -> None:
    """Before DDL is written: whoever names an option of PostgreSQL loads its dialect, and a desk
    would start 30 CPU-ms later and 3 MiB larger for it."""
    for index in (index for table in told.tables.values() for index in table.indexes):
        where = index.dialect_options["sqlite"]["where"]
        if where is not None:
            index.dialect_options["postgresql"]["where"] = where


sa.event.listen(metadata, "before_create", tell_postgresql)


def synced(name: str, *parts: sa.schema.SchemaItem, buckets: Buckets, **dialects: Any) -> sa.Table:
    """A table that desk and server both hold; its key is one `id` column that never changes."""
    info = {"sides": (Side.DESK, Side.SERVER), "buckets": buckets}
    return sa.Table(name, metadata, *parts, info=info, **dialects)


def desk_only(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *parts, info={"sides": (Side.DESK,)})


def server_only(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *parts, info={"sides": (Side.SERVER,)})


def on_both(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """A table that both sides keep for themselves: never sent as rows."""
    return sa.Table(name, metadata, *parts, info={"sides": (Side.DESK, Side.SERVER)})


def bucket_column(table: sa.Table) -> str | None:
    """The column whose value tells a row's buckets; None when no column does."""
    match table.info.get("buckets"):
        case Pattern(form):
            return form[form.index("{") + 1 : form.index("}")]
        case Audience():
            return "audience"
        case Owner(_, column):
            return column
        case _:
            return None


def is_synced(table: sa.Table) -> bool:
    return "buckets" in table.info


def tables_of(side: Side) -> list[sa.Table]:
    """Parents first."""
    return [table for table in _parents_first(len(metadata.tables)) if side in table.info["sides"]]


def synced_tables() -> tuple[sa.Table, ...]:
    """Parents first."""
    return _synced(len(metadata.tables))


def followers_of(owner: sa.Table) -> list[sa.Table]:
    """The synced tables whose rows go where the rows of `owner` go."""
    return _followers(owner.name, len(metadata.tables))


@cache
def _followers(owner: str, _count: int) -> list[sa.Table]:
    return [
        table
        for table in synced_tables()
        if isinstance(rule := table.info["buckets"], Owner) and rule.table == owner
    ]


@lru_cache(maxsize=1)
def _synced(count: int) -> tuple[sa.Table, ...]:
    return tuple(table for table in _parents_first(count) if is_synced(table))


@lru_cache(maxsize=1)
def _parents_first(_count: int) -> list[sa.Table]:
    """Sorted anew only when a slice brought more tables: sorting 45 of them takes a millisecond."""
    return list(metadata.sorted_tables)
