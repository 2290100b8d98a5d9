"""Real SIGKILLs of desks and their server while orders are taken: `scripts/campaign kill`.

Half of the lives end at a named failpoint, half at a random moment, on SQLite and on PostgreSQL. A
command whose "ok" was told is acknowledged: each one must be on the server exactly once, nobody may
get stuck, and verify must be clean on every desk.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.campaigns import _report
from tests.campaigns._kill.shop import REST_EVERY, DyingShop, judged
from tests.support.postgres import ADDRESS, NoPostgres, cluster, fresh_database
from tests.support.warm import kettle

PER_SHOP = 250  # kills; then a new shop, so that verify tells of few
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign kill")
    parser.add_argument("--kills", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    options = parser.parse_args()
    begun = time.monotonic()
    kills: Counter[str] = Counter()
    per_database: Counter[str] = Counter()
    wrong: list[str] = []
    acknowledged: Counter[str] = Counter()
    for n, (database, share) in enumerate(_shops(options.kills, options.on)):
        chance = random.Random(f"{options.seed}/{n}")
        with tempfile.TemporaryDirectory(prefix="gerai-kill-") as folder:
            shop, told = _one_shop(Path(folder), database, share, chance)
        wrong += [f"shop {n} on {database}: {line}" for line in told]
        kills += shop.kills
        per_database[database] += shop.kills.total()
        acknowledged += Counter(shop.asked[each] for each in shop.acknowledged)
        print(f"{kills.total()} kills, {len(wrong)} wrong", file=sys.stderr, flush=True)
    seconds = time.monotonic() - begun
    summary: dict[str, Any] = {
        "summary": "kill",
        "kills": kills.total(),
        "seed": options.seed,
        **{f"kills_on_{name}": count for name, count in sorted(per_database.items())},
        "acknowledged": acknowledged.total(),
        "orders": acknowledged["order.place"],
        "lost": sum("lost:" in line for line in wrong),
        "doubled": sum("times:" in line or "nobody" in line for line in wrong),
        "stuck": sum("stuck" in line for line in wrong),
        "verify_violations": sum("verify" in line for line in wrong),
        "other": 0,
        "seconds": round(seconds, 1),
        "seconds_a_kill": round(seconds / max(1, kills.total()), 2),
        "where": dict(sorted(kills.items())),
    }
    named = ("lost", "doubled", "stuck", "verify_violations")
    summary["other"] = len(wrong) - sum(summary[name] for name in named)
    for line in wrong[:60]:
        print(line, flush=True)
    print(json.dumps(summary), flush=True)
    if options.report is not None:
        _page(options.report, summary, wrong, options)
    return 1 if wrong else 0


def _shops(kills: int, databases: list[str]) -> Iterator[tuple[str, int]]:
    """The kinds of database in turn, with the kills of each shop."""
    count = max(len(databases), -(-kills // PER_SHOP))
    for n in range(count):
        yield databases[n % len(databases)], kills // count + (n < kills % count)


def _one_shop(
    folder: Path, database: str, kills: int, chance: random.Random
) -> tuple[DyingShop, list[str]]:
    with _fresh(database, folder) as url:
        shop = DyingShop(kettle(), folder, url, chance, newcomers=max(1, kills // REST_EVERY))
        try:
            shop.join()
            shop.suffer(kills)
        finally:
            shop.end()
        return shop, judged(shop)


@contextmanager
def _fresh(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder / 'server.db'}"
        return
    with ExitStack() as stack:
        base = os.environ.get(ADDRESS) or stack.enter_context(cluster())
        yield stack.enter_context(fresh_database(base))


def _page(path: Path, summary: dict[str, Any], wrong: list[str], options: Any) -> None:
    command = f"scripts/campaign kill --kills {options.kills} --seed {options.seed}"
    told = {
        name.replace("_", " "): value
        for name, value in summary.items()
        if name not in {"summary", "where"}
    }
    _report.write(
        path,
        [
            *_report.heading("Kills", command),
            "",
            "SIGKILLs of desks and their server while orders were taken and held. A command counts",
            "as acknowledged when the desk said ok. When an answer was lost, the same command was",
            "asked for again under its id. After every 50 kills all had to come to rest.",
            *_report.figures(told),
            *_report.listed(wrong),
            *_report.table(("where the life ended", "kills"), summary["where"].items()),
        ],
    )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    # no test may reach into the keys of the person who runs it
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    try:
        sys.exit(main())
    except NoPostgres as absent:
        print(f"gerai: {absent}", file=sys.stderr)
        sys.exit(1)
