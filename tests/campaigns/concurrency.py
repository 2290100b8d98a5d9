"""Many at one moment on a real PostgreSQL: `scripts/campaign concurrency`, some minutes.

Feed with eight writers beside the naive serial cursor, the last unit, a hot product, a database
that is restarted under load. fsync on.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from app.insights.verify.runs import verify_server
from app.server.service import Service
from app.storage.engine import server_engine
from app.storage.schema import metadata
from tests.concurrency.racing import OurFeed, SerialFeed, last_unit, missed, oversold
from tests.concurrency.restarting import restart_under_load
from tests.support.postgres import Cluster, fresh_database, own_cluster


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign concurrency")
    parser.add_argument("--rounds", type=int, default=1_000, help="of the last unit")
    parser.add_argument("--buyers", type=int, default=8)
    parser.add_argument("--rows", type=int, default=1_250, help="of each of eight writers")
    parser.add_argument("--shelves", type=int, default=20, help="hot products, one after another")
    parser.add_argument("--restarts", type=int, default=5)
    options = parser.parse_args()
    wrong = 0
    with own_cluster() as cluster:
        for name, told, bad in _all(cluster, options):
            print(json.dumps({"part": name, **told, "wrong": bad}), flush=True)
            wrong += bad
    print(json.dumps({"summary": "concurrency", "wrong": wrong}), flush=True)
    return 1 if wrong else 0


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
    with tempfile.TemporaryDirectory(prefix="gerai-restart-") as folder:
        told = asdict(
            restart_under_load(
                cluster, Path(folder), restarts=options.restarts, each=30 * options.restarts
            )
        )
    away = sum(status != 503 for status, _ in told["said"])
    bad = len(told["lost"]) + told["held"] + len(told["broken"]) + away
    yield "database restarted under load", {"restarts": options.restarts, **told}, bad


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
