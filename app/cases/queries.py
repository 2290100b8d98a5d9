"""What needs a person: open and settled cases, one case, and what did not fit when replayed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.cases.choices import COMMANDS, Choice, choices
from app.cases.said import figures
from app.cases.states import ANSWER_WITHIN, SOON, URGENCY, CaseKind, CaseState, due_at
from app.cases.tables import STILL_OPEN, cases
from app.identity.queries import staff_names
from app.places.queries import all_sites
from app.storage.outbox import outbox, outbox_archive
from app.storage.prepared import prepared

PAGE_ROWS = 200  # one screen is 40; 200 keeps a fast wheel ahead of the database


@dataclass(frozen=True, slots=True)
class Told:
    """A command of this desk. `number` and `order_id` are empty where its body has none; `said`
    are the figures in it, by the names of its fields."""

    command_id: str
    kind: str
    number: str
    order_id: str
    user_id: str
    at: int
    said: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """A command still on its way up that could not be played on the newest rows; `code` is why."""

    command: Told
    code: str


@dataclass(frozen=True, slots=True)
class Case:
    """`evidence` holds codes and facts; `more` the facts of later notices of the same thing.

    `command` is there for a case about a command that this desk itself made.
    """

    case_id: str
    kind: CaseKind
    state: CaseState
    subject: str
    subject_id: str
    evidence: Mapping[str, Any]
    more: tuple[Mapping[str, Any], ...]
    site_id: str
    site_name: str
    command: Told | None
    opened_by: str
    opened_at: int
    assigned_to: str
    assigned_by: str
    assigned_at: int | None
    resolution: str
    note: str
    resolved_by: str
    resolved_at: int | None

    @property
    def due_at(self) -> int:
        return due_at(URGENCY[self.kind], self.opened_at)

    @property
    def is_open(self) -> bool:
        return self.state is CaseState.OPEN

    @property
    def choices(self) -> tuple[Choice, ...]:
        return choices(self.kind, self.subject, (self.evidence, *self.more))

    @property
    def order_id(self) -> str:
        if self.subject == "orders":
            return self.subject_id
        told = self.evidence.get("order", "")
        return str(told or (self.command.order_id if self.command else ""))

    @property
    def command_kind(self) -> str:
        """`order.place`: what the server could not take; empty for a case about anything else."""
        return str(self.evidence.get("kind", "")) if self.subject == COMMANDS else ""

    @property
    def number(self) -> str:
        told = self.evidence.get("number", "")
        return str(told or (self.command.number if self.command else ""))

    @property
    def said(self) -> tuple[tuple[str, int], ...]:
        """The figures in the command it is about, as this desk made it or the server kept them."""
        if self.command is not None:
            return self.command.said
        told = self.evidence.get("said", {})
        return tuple(told.items())


@dataclass(frozen=True, slots=True)
class CaseCard:
    """Who made it, has it and settled it, by name; empty when that is nobody this desk knows."""

    case: Case
    parts: tuple[Case, ...]  # what could not be done because this was not, oldest first
    opened_by: str
    assigned_to: str
    resolved_by: str


Cursor: TypeAlias = tuple[int, int, str]  # urgency, instant, id


@dataclass(frozen=True, slots=True)
class CasePage:
    rows: tuple[Case, ...]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Open cases that are this person's or nobody's, and those that others have in hand; `due` of
    all that should be answered within the hour, or should have been."""

    mine: int
    others: int
    due: int = 0


_case = cases.c
_at: tuple[sa.BindParameter[Any], ...] = (
    sa.bindparam("urgency"),
    sa.bindparam("at"),
    sa.bindparam("after_id"),
)
_in_order = (_case.urgency, _case.opened_at, _case.id)
# What only waits for another one is settled with it, and stands in no list.
_is_open = sa.and_(_case.state == CaseState.OPEN.value, _case.part_of.is_(None))
_of_nobody_else = sa.or_(_case.assigned_to.is_(None), _case.assigned_to == sa.bindparam("me"))
_open = (
    sa.select(cases)
    .where(_is_open, sa.tuple_(*_in_order) > sa.tuple_(*_at))
    .order_by(*_in_order)
    .limit(sa.bindparam("limit"))
)
_mine = _open.where(_of_nobody_else)
_of_others = _open.where(_case.assigned_to.is_not(None), _case.assigned_to != sa.bindparam("me"))
_is_due = sa.or_(
    *(
        sa.and_(_case.urgency == urgency, _case.opened_at <= sa.bindparam("soon") - within)
        for urgency, within in ANSWER_WITHIN.items()
    )
)
_due = _open.where(_is_due)
_settled = (
    sa.select(cases)
    .where(
        _case.state == CaseState.RESOLVED.value,
        _case.part_of.is_(None),
        sa.tuple_(_case.resolved_at, _case.id) < sa.tuple_(*_at[1:]),
    )
    .order_by(_case.resolved_at.desc(), _case.id.desc())
    .limit(sa.bindparam("limit"))
)
_one = sa.select(cases).where(_case.id == sa.bindparam("case"))
_parts = (
    sa.select(cases)
    .where(_case.part_of == sa.bindparam("case"))
    .order_by(_case.opened_at, _case.id)
)
_about = (
    sa.select(cases)
    .where(_case.subject_id.in_(sa.bindparam("subjects", expanding=True)))
    .order_by(_case.opened_at, _case.id)
)
_count = sa.select(sa.func.count()).select_from(cases).where(_is_open)
_count_mine = _count.where(_of_nobody_else)
_count_due = _count.where(_is_due)
_troubled = sa.select(outbox).where(outbox.c.forecast != "").order_by(outbox.c.client_seq.desc())
_in_doubt = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.forecast != "")
_of_kind = sa.select(_case.subject_id, _case.id).where(
    _case.subject == sa.bindparam("subject"), _case.subject_id.is_not(None)
)
_open_about = (
    sa.select(_case.id, _case.subject_id)
    .where(_is_open, _case.kind == sa.bindparam("kind"), _case.subject == sa.bindparam("subject"))
    .order_by(*_in_order)
    .limit(sa.bindparam("limit"))
)
_open_commands = sa.select(_case.subject_id, sa.func.coalesce(_case.part_of, _case.id)).where(
    _case.state == CaseState.OPEN.value, _case.subject == COMMANDS
)
_facts_set_aside = sa.select(_case.subject_id, _case.id, _case.evidence).where(
    sa.text(STILL_OPEN),
    _case.kind == CaseKind.AWKWARD_FACT.value,
    _case.subject == COMMANDS,
)
_START: Cursor = (-1, 0, "")
_END: Cursor = (0, 1 << 62, "")  # after every instant


def cases_for(
    db: Connection, user_id: str, cursor: Cursor | None = None, limit: int = PAGE_ROWS
) -> CasePage:
    """Of the open ones those that are this person's or nobody's; the most urgent first, and of
    these what has waited for longest."""
    return _page(db, _mine, cursor or _START, limit, me=user_id)


def cases_of_others(
    db: Connection, user_id: str, cursor: Cursor | None = None, limit: int = PAGE_ROWS
) -> CasePage:
    """Of the open ones those that somebody else has in hand."""
    return _page(db, _of_others, cursor or _START, limit, me=user_id)


def open_cases(db: Connection, cursor: Cursor | None = None, limit: int = PAGE_ROWS) -> CasePage:
    """Whoever has them; in the order of `cases_for`."""
    return _page(db, _open, cursor or _START, limit)


def due_cases(
    db: Connection, now: int, cursor: Cursor | None = None, limit: int = PAGE_ROWS
) -> CasePage:
    """Of the open ones, whoever has them, those that wait for an answer within the hour, or should
    have had it."""
    return _page(db, _due, cursor or _START, limit, soon=now + SOON)


def settled_cases(db: Connection, cursor: Cursor | None = None, limit: int = PAGE_ROWS) -> CasePage:
    """What was settled last comes first."""
    return _page(db, _settled, cursor or _END, limit)


def case_card(db: Connection, case_id: str) -> CaseCard | None:
    found = _cases(db, db.execute(_one, {"case": case_id}).mappings().all())
    if not found:
        return None
    case = found[0]
    who = (case.opened_by, case.assigned_to, case.resolved_by)
    names = staff_names(db, filter(None, who))
    parts = _cases(db, db.execute(_parts, {"case": case_id}).mappings().all())
    return CaseCard(case, tuple(parts), *(names.get(user_id, "") for user_id in who))


def bare_case(db: Connection, case_id: str) -> Case | None:
    """Without what only a desk knows: the command that was made there. For handlers."""
    row = db.execute(_one, {"case": case_id}).mappings().first()
    return _of(row, "", None) if row is not None else None


def cases_about(db: Connection, subject_ids: Iterable[str]) -> list[Case]:
    """Open and settled, the oldest first: of an order, its lines, parcels and returns."""
    asked = {"subjects": sorted(set(subject_ids))}
    return _cases(db, db.execute(_about, asked).mappings().all())


def open_about(db: Connection, kind: CaseKind, subject: str, most: int) -> list[tuple[str, str]]:
    """(case, what it is about) of one kind about one sort of thing, the oldest first."""
    asked = {"kind": kind.value, "subject": subject, "limit": most}
    return [(case_id, subject_id) for case_id, subject_id in db.execute(_open_about, asked)]


def forecasts(db: Connection) -> tuple[Forecast, ...]:
    """Commands of this desk whose last replay failed, newest first. Only a desk has them."""
    rows = db.execute(_troubled).mappings()
    return tuple(Forecast(_told(row), row["forecast"]) for row in rows)


def count_open(db: Connection) -> int:
    """Open cases and commands whose last replay failed: the rows of the list "Open" on a desk."""
    return int(db.execute(_count).scalar_one()) + int(db.execute(_in_doubt).scalar_one())


def count_for(db: Connection, user_id: str, now: int) -> Counts:
    every = int(db.execute(_count).scalar_one())
    mine = int(db.execute(_count_mine, {"me": user_id}).scalar_one())
    due = int(db.execute(_count_due, {"soon": now + SOON}).scalar_one())
    return Counts(mine + int(db.execute(_in_doubt).scalar_one()), every - mine, due)


def _page(
    db: Connection, query: sa.Select[Any], cursor: Cursor, limit: int, **asked: str | int
) -> CasePage:
    urgency, at, after_id = cursor
    told = {"urgency": urgency, "at": at, "after_id": after_id, "limit": limit, **asked}
    rows = db.execute(query, told).mappings().all()
    last = _cursor_of(rows[-1]) if len(rows) == limit else None
    return CasePage(tuple(_cases(db, rows)), last)


def _cursor_of(row: RowMapping) -> Cursor:
    if row["state"] == CaseState.OPEN.value:
        return row["urgency"], row["opened_at"], row["id"]
    return row["urgency"], row["resolved_at"], row["id"]


def _cases(db: Connection, rows: Sequence[RowMapping]) -> list[Case]:
    if not rows:
        return []
    sites = {site.site_id: site.name for site in all_sites(db)}
    made = _commands(db, (row["subject_id"] for row in rows if row["subject"] == COMMANDS))
    return [_of(row, sites.get(row["site_id"], ""), made.get(row["subject_id"])) for row in rows]


def _of(row: RowMapping, site_name: str, command: Told | None) -> Case:
    evidence = msgspec.json.decode(row["evidence"] or "{}")
    return Case(
        case_id=row["id"],
        kind=CaseKind(row["kind"]),
        state=CaseState(row["state"]),
        subject=row["subject"],
        subject_id=row["subject_id"] or "",
        evidence={name: fact for name, fact in evidence.items() if name != "also"},
        more=tuple(evidence.get("also", ())),
        site_id=row["site_id"] or "",
        site_name=site_name,
        command=command,
        opened_by=row["opened_by"] or "",
        opened_at=row["opened_at"],
        assigned_to=row["assigned_to"] or "",
        assigned_by=row["assigned_by"] or "",
        assigned_at=row["assigned_at"],
        resolution=row["resolution"],
        note=row["note"],
        resolved_by=row["resolved_by"] or "",
        resolved_at=row["resolved_at"],
    )


def _commands(db: Connection, command_ids: Iterable[str]) -> dict[str, Told]:
    """Those of them that this desk made: their bodies are kept for 30 days."""
    ids = sorted(set(command_ids))
    if not ids:
        return {}
    found = (
        row
        for table in (outbox_archive, outbox)
        for row in db.execute(sa.select(table).where(table.c.command_id.in_(ids))).mappings()
    )
    return {row["command_id"]: _told(row) for row in found}


def _told(row: RowMapping) -> Told:
    body = msgspec.json.decode(row["body"])
    return Told(
        command_id=row["command_id"],
        kind=row["kind"],
        number=str(body.get("number", "")),
        order_id=str(body.get("order_id", "")),
        user_id=row["user_id"],
        at=row["occurred_at"],
        said=tuple(figures(body)),
    )


def cases_of_kind(db: Connection, subject: str) -> list[tuple[str, str]]:
    """(subject id, case id) of all cases, open or settled, about things of this kind."""
    return [(row[0], row[1]) for row in db.execute(_of_kind, {"subject": subject})]


def open_of_commands(db: Connection) -> dict[str, str]:
    """Command that could not be taken → its open case, or the one that it waits for."""
    return {row[0]: row[1] for row in db.execute(_open_commands)}


def facts_set_aside(db: Connection) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Command that told what happened and could not be taken → its open case and the evidence."""
    rows = prepared(db, _facts_set_aside).rows(db, {})
    return {command: (case, msgspec.json.decode(told)) for command, case, told in rows}
