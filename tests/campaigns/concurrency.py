"""Many at one moment on a real PostgreSQL: `scripts/campaign concurrency`, some minutes.

Feed with eight writers beside the naive serial cursor, the last unit, a hot product, a database
that is restarted under load, one whose machine is lost for a standby that confirmed each commit.
fsync on. `--report FILE` writes the page.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from app.insights.verify.runs import verify_server
from app.server.service import Service
from app.storage.engine import server_engine
from app.storage.schema import metadata
from tests.campaigns import _report
from tests.concurrency.racing import OurFeed, SerialFeed, last_unit, missed, oversold
from tests.concurrency.restarting import (
    Told,
    confirmed_by_standby,
    fail_over_under_load,
    restart_under_load,
)
from tests.support.postgres import Cluster, fresh_database, own_cluster, standby_of


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign concurrency")
    parser.add_argument("--rounds", type=int, default=1_000, help="of the last unit")
    parser.add_argument("--buyers", type=int, default=8)
    parser.add_argument("--rows", type=int, default=1_250, help="of each of eight writers")
    parser.add_argument("--shelves", type=int, default=20, help="hot products, one after another")
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    options = parser.parse_args()
    begun, parts = time.monotonic(), list[tuple[str, dict[str, Any], int]]()
    with own_cluster() as cluster:
        for name, told, bad in _all(cluster, options):
            print(json.dumps({"part": name, **told, "wrong": bad}), flush=True)
            parts.append((name, told, bad))
    wrong = sum(bad for _, _, bad in parts)
    seconds = round(time.monotonic() - begun, 1)
    summary = {"summary": "concurrency", "wrong": wrong, "seconds": seconds}
    print(json.dumps(summary), flush=True)
    if options.report is not None:
        _page(options.report, parts, seconds)
    return 1 if wrong else 0


def _page(path: Path, parts: Sequence[tuple[str, dict[str, Any], int]], seconds: float) -> None:
    lines = _report.heading("Many at one moment", "scripts/campaign concurrency")
    lines += ["", "A PostgreSQL of its own, fsync on. What is wrong has to be 0 throughout."]
    lines += _report.table(("part", "wrong"), [(name, bad) for name, _, bad in parts])
    lines += ["", f"{seconds:.0f} s."]
    for name, told, _ in parts:
        lines += ["", f"## {name}", *_report.figures(told)]
    _report.write(path, lines)


def _all(cluster: Cluster, options: Any) -> Iterator[tuple[str, dict[str, Any], int]]:
    """(what, its figures, how much of it is wrong) one after the other."""
    with _tables(cluster) as engine:
        began = time.monotonic()
        lost = len(missed(engine, OurFeed(engine), writers=8, rows=options.rows))
        rate = 8 * options.rows / (time.monotonic() - began)
        told = {"rows": 8 * options.rows, "missed": lost, "a_second": round(rate)}
        yield "feed, 8 writers", told, lost
        naive = len(missed(engine, SerialFeed(engine), writers=8, rows=options.rows))
        told = {"rows": 8 * options.rows, "missed": naive}
        yield "the naive serial cursor, which must miss some", told, int(naive == 0)
    with _tables(cluster) as engine:
        winners = last_unit(engine, rounds=options.rounds, buyers=options.buyers)
        bad = sum(each != 1 for each in winners)
        told = {"rounds": options.rounds, "buyers": options.buyers, "one_winner": winners.count(1)}
        yield "last unit", told, bad
    bad = sum(_hot(cluster) for _ in range(options.shelves))
    yield "32 writers, 64 sales of 40", {"shelves": options.shelves}, bad
    many = 30 * options.restarts
    with tempfile.TemporaryDirectory(prefix="gerai-restart-") as folder:
        came = restart_under_load(cluster, Path(folder), restarts=options.restarts, each=many)
    told = {"restarts": options.restarts, **asdict(came)}
    yield "database restarted under load", told, _bad(came)
    with (
        tempfile.TemporaryDirectory(prefix="gerai-failover-") as folder,
        standby_of(cluster) as standby,
    ):
        confirmed_by_standby(cluster)
        came = fail_over_under_load(cluster, standby, Path(folder), each=many)
    yield "machine lost, a standby takes over", asdict(came), _bad(came)


def _bad(told: Told) -> int:
    silent = sum(status != 503 for status, _ in told.said)
    return len(told.lost) + told.held + len(told.broken) + silent


def _hot(cluster: Cluster) -> int:
    with fresh_database(cluster.base) as url:
        service = Service(url)
        wrong = oversold(service, writers=32, shelf=40, each=2)
        broken = [told for told in verify_server(service.engine) if told.ok is False]
        service.close()
    return len(wrong) + len(broken)


@contextmanager
def _tables(cluster: Cluster) -> Iterator[Engine]:
    with fresh_database(cluster.base) as url:
        engine = server_engine(url)
        with engine.begin() as db:
            metadata.create_all(db)
        yield engine
        engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
