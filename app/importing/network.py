"""Bring a retailer's lists of carriers, rates, hours, capacity and handling to a server.

A folder of CSV files, each optional, each taken over whole (places/loading.py). Every row is read
before anything is written: with one wrong row nothing is applied, and all wrong rows are told.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Connection

from app.importing.cells import (
    Cell,
    WrongCell,
    choice,
    day,
    money,
    number,
    optional_number,
    per_mille,
    text,
    time,
    weekday,
    yes_no,
)
from app.importing.gaps import Known, Remark, remarks
from app.kit.commands import Command, Part
from app.places.loading import (
    LoadNetwork,
    NewCapacity,
    NewCapacityException,
    NewClosedDay,
    NewCutoff,
    NewHandling,
    NewHours,
    NewOutage,
    NewService,
    NewServiceRate,
)
from app.places.lookup import all_sites, zones
from app.places.serving import network_lists
from app.routing.network import Level, Skill

Trouble = tuple[str, int, str]  # file, row as a spreadsheet counts it, sentence
T = TypeVar("T")


class Server(Protocol):
    """What the import needs of app.server.service.Service."""

    def run(self, command: Command, command_id: str = "") -> object: ...

    def ask(self, query: Callable[..., T], *args: object) -> T: ...


@dataclass(frozen=True, slots=True)
class _File:
    """`column`: its name in the file → (field, how its cells are read). A column that is not in
    `needed` may be left out. `key`: fields that no two rows share."""

    name: str
    list: str  # field of LoadNetwork
    part: type[Part]
    columns: Mapping[str, tuple[str, Cell]]
    needed: frozenset[str]
    key: tuple[str, ...]


@dataclass(slots=True)
class Told:
    """What became of a folder. Applied only when `troubles` is empty and it was no dry run."""

    rows: dict[str, int] = field(default_factory=dict)  # file → rows
    troubles: list[Trouble] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    applied: bool = False


def import_network(server: Server, folder: Path, *, dry_run: bool) -> Told:
    known: Known = server.ask(_known)
    told = Told()
    lists = {one.list: _read(one, folder / one.name, known, told) for one in _files(known)}
    given = {name: [part for _, part in rows] for name, rows in lists.items() if rows is not None}
    if not given:
        names = ", ".join(one.name for one in _files(known))
        told.troubles.append((folder.name, 0, f"There is no list in it. It may have: {names}."))
        return told
    _refer(lists, known, told)
    command = LoadNetwork(**given)
    told.troubles.sort()
    told.remarks = remarks(command, known)
    if not told.troubles and not dry_run:
        server.run(command)
        told.applied = True
    return told


def _known(db: Connection) -> Known:
    lists = network_lists(db)
    return Known(
        sites=tuple(all_sites(db)),
        zones=frozenset(zones(db)),
        services=frozenset(row["code"] for row in lists.services),
        pairs=frozenset((row["from_zone"], row["to_zone"]) for row in lists.rates),
    )


_Rows = list[tuple[int, Any]]


def _read(file: _File, path: Path, known: Known, told: Told) -> _Rows | None:
    """(row, part) of each good row; None when the folder has no such list."""
    if not path.is_file():
        return None
    rows: _Rows = []
    seen: dict[tuple[object, ...], int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            wrong = _wrong_heads(file, reader.fieldnames or [])
            if wrong:
                told.troubles.append((file.name, 1, wrong))
                return rows
            for at, row in enumerate(reader, start=2):
                part = _part(file, row, at, told)
                if part is None:
                    continue
                key = tuple(getattr(part, name) for name in file.key)
                if key in seen:
                    told.troubles.append((file.name, at, f"Says the same as row {seen[key]}."))
                    continue
                seen[key] = at
                rows.append((at, part))
    except (UnicodeDecodeError, csv.Error) as error:
        told.troubles.append((file.name, 0, f"Cannot be read as CSV in UTF-8 ({error})."))
    told.rows[file.name] = len(rows)
    return rows


def _wrong_heads(file: _File, heads: Any) -> str:
    if missing := sorted(file.needed - set(heads)):
        return f"Lacks the column {', '.join(missing)}."
    if strange := sorted({head or "" for head in heads} - set(file.columns)):
        return f"Has a column nobody knows: {', '.join(strange)}."
    return ""


def _part(file: _File, row: Mapping[str | None, Any], at: int, told: Told) -> Any:
    """None when a cell is wrong; each wrong cell is told."""
    values: dict[str, Any] = {}
    wrong = []
    if None in row or any(value is None for value in row.values()):
        told.troubles.append((file.name, at, "Has another number of cells than the first row."))
        return None
    for head, (name, cell) in file.columns.items():
        if head not in row or (head not in file.needed and not row[head].strip()):
            continue
        try:
            values[name] = cell(row[head].strip())
        except WrongCell as error:
            wrong.append(f"{head}: “{row[head].strip()}” {error}.")
    if wrong:
        told.troubles += ((file.name, at, sentence) for sentence in wrong)
        return None
    return file.part(**values)


def _refer(lists: Mapping[str, _Rows | None], known: Known, told: Told) -> None:
    """Rows that speak of a service, or of a zone, that nobody knows; days that run backwards."""
    given = lists["services"]
    services = known.services if given is None else frozenset(one.code for _, one in given)
    for name in ("rates", "cutoffs", "outages"):
        file = f"{name}.csv"
        for at, part in lists[name] or ():
            if part.service not in services:
                told.troubles.append((file, at, f"No service has the code “{part.service}”."))
    for at, rate in lists["rates"] or ():
        for zone in sorted({rate.from_zone, rate.to_zone} - known.zones):
            told.troubles.append(("rates.csv", at, f"No place and no postcode is in “{zone}”."))
        if rate.days_to < rate.days_from:
            told.troubles.append(("rates.csv", at, "days_to is before days_from."))


def _files(known: Known) -> Iterator[_File]:
    codes = {site.code: site.id for site in known.sites}

    def place(typed: str) -> str:
        if typed not in codes:
            raise WrongCell("is the code of no place")
        return codes[typed]

    def place_or_all(typed: str) -> str | None:
        return place(typed) if typed else None

    level, skill = choice(list(Level)), choice(list(Skill))
    at_place: dict[str, tuple[str, Cell]] = {"place": ("site_id", place)}
    yield _file(
        "services.csv", "services", NewService, ("code",), ("code", "carrier", "level"),
        {
            "code": ("code", text), "carrier": ("carrier", text), "level": ("level", level),
            "air": ("air", yes_no), "surcharge": ("surcharge_minor", money),
            "grams_max": ("grams_max", number), "g_per_tonne_km": ("per_tonne_km", optional_number),
            "last_mile_g": ("last_mile_grams", optional_number),
            "spread_percent": ("spread_percent", number), "factors": ("factor_version", text),
        },
    )  # fmt: skip
    yield _file(
        "rates.csv", "rates", NewServiceRate, ("service", "from_zone", "to_zone"),
        ("service", "from_zone", "to_zone", "first_kg", "per_kg", "days_from", "days_to"),
        {
            "service": ("service", text), "from_zone": ("from_zone", text),
            "to_zone": ("to_zone", text), "first_kg": ("first_kg_minor", money),
            "per_kg": ("per_kg_minor", money), "days_from": ("days_from", number),
            "days_to": ("days_to", number),
        },
    )  # fmt: skip
    yield _file(
        "hours.csv", "hours", NewHours, ("site_id", "weekday"),
        ("place", "weekday", "opens", "closes"),
        {
            **at_place, "weekday": ("weekday", weekday), "opens": ("opens", time),
            "closes": ("closes", time),
        },
    )  # fmt: skip
    yield _file(
        "closed_days.csv", "closed", NewClosedDay, ("site_id", "day"), ("place", "day", "name"),
        {"place": ("site_id", place_or_all), "day": ("day", day), "name": ("name", text)},
    )  # fmt: skip
    yield _file(
        "cutoffs.csv", "cutoffs", NewCutoff, ("site_id", "service"), ("place", "service", "at"),
        {**at_place, "service": ("service", text), "at": ("at", time)},
    )  # fmt: skip
    yield _file(
        "capacities.csv", "capacities", NewCapacity, ("site_id", "skill", "weekday"),
        ("place", "skill", "weekday", "minutes"),
        {
            **at_place, "skill": ("skill", skill), "weekday": ("weekday", weekday),
            "minutes": ("minutes", number),
        },
    )  # fmt: skip
    yield _file(
        "capacity_exceptions.csv", "exceptions", NewCapacityException, ("site_id", "skill", "day"),
        ("place", "skill", "day", "minutes"),
        {
            **at_place, "skill": ("skill", skill), "day": ("day", day),
            "minutes": ("minutes", number),
        },
    )  # fmt: skip
    yield _file(
        "outages.csv", "outages", NewOutage, ("service", "site_id", "day"),
        ("service", "place", "day"),
        {"service": ("service", text), "place": ("site_id", place_or_all), "day": ("day", day)},
    )  # fmt: skip
    yield _file(
        "handling.csv", "handling", NewHandling, ("site_id",), ("place",),
        {
            **at_place,
            **{f"{name}_cost": (f"{name}_minor", money) for name in ("parcel", "unit", "reroute")},
            "accepts_per_mille": ("accepts_per_mille", per_mille),
            "dock_minutes": ("dock_minutes", number),
            **{
                f"{skill.value}_{per}": (f"{skill.value}_{per}", number)
                for skill in Skill
                for per in ("unit", "parcel")
            },
        },
    )  # fmt: skip


def _file(
    name: str,
    field_of: str,
    part: type[Part],
    key: tuple[str, ...],
    needed: tuple[str, ...],
    columns: Mapping[str, tuple[str, Cell]],
) -> _File:
    return _File(name, field_of, part, columns, frozenset(needed), key)
