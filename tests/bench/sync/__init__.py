"""How fast do desks and server agree: the targets of the design (sync.md section 9), each beside an
anchor of the same run. `gerai bench sync`; `--stored` rows of a first sync, `--orders` desks of the
herd.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.measure import Report
from tests.bench.sync import herd, single
from tests.support.postgres import NoPostgres, cluster, fresh_database


def bench(*, stored: list[int], rounds: int, orders: int) -> Iterator[Report]:
    with ExitStack() as stack:
        try:
            base = stack.enter_context(cluster())
        except NoPostgres:
            base = ""
        for kind in ("postgresql", "sqlite") if base else ("sqlite",):
            for rows in stored:
                with _database(kind, base) as (url, folder):
                    yield single.first_sync(kind, url, folder, rows)
            with _database(kind, base) as (url, folder):
                yield single.one_desk(kind, url, folder, desks=orders)
            with _database(kind, base) as (url, folder):
                yield herd.many_desks(kind, url, rounds=rounds, desks=orders)


@contextmanager
def _database(kind: str, base: str) -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory(prefix="gerai-bench-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'server.db'}", folder
            return
        with fresh_database(base) as url:
            yield url, folder
