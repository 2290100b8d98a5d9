"""`gerai verify`: one JSON line per check, then a summary; 0 clean, 1 violated, 2 could not run."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.insights.verify.pair import Counterpart
from app.insights.verify.runs import CheckResult, verify_desk, verify_pair, verify_server
from app.kit.errors import Refusal, Unreachable
from app.storage.migrate import version_of
from app.storage.migrations.history import HEAD

CLEAN, VIOLATED, COULD_NOT = 0, 1, 2


class CouldNot(Exception):
    """Nothing can be said about the books; the text is for the person who asked."""


def require_version(db: Connection, holder: str) -> None:
    """CouldNot when this side's table `holder` is missing, or the database is of another version.
    Nothing is migrated."""
    if not sa.inspect(db).has_table(holder):
        raise CouldNot(f"that database has no table {holder}: it is not the one of this side")
    if (found := version_of(db)) != HEAD:
        raise CouldNot(f"the database is of version {found or 'none'}, this program knows {HEAD}")


@dataclass(frozen=True, slots=True)
class Doors:
    """How the composition root opens the sides. They raise CouldNot, Refusal or Unreachable."""

    server: Callable[[str], AbstractContextManager[Engine]]
    desk: Callable[[Path], AbstractContextManager[Engine]]
    counterpart: Callable[[Engine], AbstractContextManager[Counterpart]]
    remote: Callable[[Engine, str], AbstractContextManager[Counterpart]]


def run(arguments: Sequence[str], doors: Doors, out: IO[str] | None = None) -> int:
    out = out or sys.stdout
    begun = time.perf_counter()
    try:
        asked = _parser().parse_args(list(arguments))
    except SystemExit as ended:
        return int(ended.code or 0)
    results: list[CheckResult] = []
    try:
        for result in _results(asked, doors):
            results.append(result)
            _say(out, _line(result))
    except (CouldNot, Refusal, Unreachable, DBAPIError, OSError, ValueError) as problem:
        why = _why(problem)
        print(f"gerai verify: {why}", file=sys.stderr)
        _say(out, {"summary": True, "ok": None, "problem": why, "exit": COULD_NOT})
        return COULD_NOT
    violated = [f"{one.side}:{one.id}" for one in results if one.ok is False]
    code = VIOLATED if violated else CLEAN
    summary = {
        "summary": True,
        "ok": not violated,
        "checks": sum(one.ok is not None for one in results),
        "violated": violated,
        "skipped": [f"{one.side}:{one.id}" for one in results if one.ok is None],
        "seconds": round(time.perf_counter() - begun, 3),
        "exit": code,
    }
    _say(out, summary)
    return code


def _results(asked: argparse.Namespace, doors: Doors) -> Iterator[CheckResult]:
    if asked.database:
        with doors.server(asked.database) as server:
            yield from verify_server(server)
    elif asked.desk:
        with doors.desk(Path(asked.desk)) as desk:
            yield from verify_desk(desk)
    else:
        folder, url = asked.pair
        with doors.desk(Path(folder)) as desk:
            yield from _pair(desk, url, doors)


def _pair(desk: Engine, url: str, doors: Doors) -> Iterator[CheckResult]:
    """All that each side shows alone, then what both show together."""
    if url.startswith(("http://", "https://")):
        yield from verify_desk(desk)
        with doors.remote(desk, url) as other:
            yield from verify_pair(desk, other)
        return
    with doors.server(url) as server:
        yield from verify_server(server)
        yield from verify_desk(desk)
        with doors.counterpart(server) as other:
            yield from verify_pair(desk, other)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gerai verify", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--database", metavar="URL", help="a server's database")
    what.add_argument("--desk", metavar="DIR", help="a desk's profile folder")
    what.add_argument(
        "--pair",
        nargs=2,
        metavar=("DIR", "URL"),
        help="a desk, and its server's database or http(s) address",
    )
    return parser


def _line(result: CheckResult) -> dict[str, Any]:
    head = {"check": result.id, "side": str(result.side), "ok": result.ok}
    if result.ok is None:
        return {**head, "skipped": result.skipped}
    return {
        **head,
        "says": result.says,
        "checked": result.checked,
        "found": result.found,
        "violations": result.violations,
        "seconds": result.seconds,
    }


def _say(out: IO[str], line: dict[str, Any]) -> None:
    out.write(msgspec.json.encode(line).decode() + "\n")
    out.flush()


_SENTENCES = {
    "key_lost": "the desk's database is there, but its key is not in the key store",
    "device_unknown": "that server does not know this desk",
}


def _why(problem: Exception) -> str:
    match problem:
        case Refusal():
            return _SENTENCES.get(problem.code, str(problem))
        case Unreachable():
            return f"the server does not answer: {problem.why}"
        case DBAPIError():
            return f"the database cannot be read: {str(problem.orig).strip()}"
    return str(problem)
