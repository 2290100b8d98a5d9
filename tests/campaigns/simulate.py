"""Many seeds of the simulated shop: `scripts/campaign simulate --seeds N --first-seed S`.

The last line is a summary; the exit code is 1 on any violation. A failing seed is told with the
command that plays it again. `--report FILE` adds a line to a table that accumulates.
"""

import argparse
import json
import logging
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from tests.support.memory import memory
from tests.sync.simulator import Stats
from tests.sync.story import Ending, tell

SEEDS_A_PROCESS = 200  # what SQLAlchemy remembers of closed databases adds up
HEAD = """# Simulation

One server, 4 stores, 12 desks, about 150 commands and 3 simulated days a seed; messages dropped,
doubled, delayed, reordered and stale; crashes, partitions, clock jumps, full disks; servers and
desks from older copies, cloned and wrecked desks, dismissals. A seed that fails is played again by
`scripts/campaign simulate --seeds 1 --first-seed SEED`.

| seeds | violating | stuck | commands | crashes | CPU-s a seed | date | commit |
|---|---|---|---|---|---|---|---|
"""
COLUMNS = ("range", "violating_seeds", "stuck", "commands", "crashes", "cpu_seconds_a_seed")


@dataclass(frozen=True, slots=True)
class Played:
    ending: Ending
    cpu: float


def play(seed: int) -> Played:
    logging.disable()  # wrecked databases and full disks are told at length
    begun = time.process_time()
    with tempfile.TemporaryDirectory(prefix="gerai-seed-", dir=memory()) as folder:
        ending = tell(Path(folder), seed)
    return Played(ending, time.process_time() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign simulate")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    begun = time.monotonic()
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    played: list[Played] = []
    for one in _all(seeds, options.jobs):
        played.append(one)
        if one.ending.violations:
            print(json.dumps(_failure(one.ending)), flush=True)
        if len(played) % 50 == 0:
            print(f"{len(played)} seeds, {len(_bad(played))} bad", flush=True)
    summary = _summary(played, seeds, time.monotonic() - begun)
    print(json.dumps(summary))
    if options.report:
        _add_line(options.report, summary)
    return 1 if _bad(played) else 0


def _all(seeds: Iterable[int], jobs: int) -> Iterator[Played]:
    with multiprocessing.get_context("spawn").Pool(jobs, maxtasksperchild=SEEDS_A_PROCESS) as pool:
        yield from pool.imap_unordered(play, seeds)


def _bad(played: Iterable[Played]) -> list[Ending]:
    return [one.ending for one in played if one.ending.violations]


def _failure(ending: Ending) -> dict[str, object]:
    again = f"scripts/campaign simulate --seeds 1 --first-seed {ending.seed}"
    return {"seed": ending.seed, "violations": ending.violations, "again": again}


def _summary(played: list[Played], seeds: range, seconds: float) -> dict[str, object]:
    counted = [field.name for field in fields(Stats) if field.type is int or field.type == "int"]
    return {
        "summary": "simulate",
        "range": f"{seeds.start}-{seeds.stop - 1}",
        "seeds": len(played),
        "violating_seeds": len(_bad(played)),
        "stuck": sum("stuck" in " ".join(ending.violations) for ending in _bad(played)),
        **{name: sum(getattr(one.ending.stats, name) for one in played) for name in counted},
        "seconds": round(seconds, 1),
        "cpu_seconds_a_seed": round(sum(one.cpu for one in played) / max(1, len(played)), 2),
    }


def _add_line(report: Path, told: dict[str, object]) -> None:
    kept = report.read_text() if report.exists() else HEAD
    cells = [*(str(told[name]) for name in COLUMNS), today(), commit_here()]
    report.write_text(f"{kept}| {' | '.join(cells)} |\n")


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def commit_here() -> str:
    """The commit that is played, `+` when something was changed since."""
    name = _git("rev-parse", "--short", "HEAD")
    return name + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
