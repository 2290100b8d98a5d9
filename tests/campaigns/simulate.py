"""Many seeds of the simulated shop: `scripts/campaign simulate --seeds N --first-seed S`.

The last line is a summary; the exit code is 1 on any violation. A failing seed is told with the
command that plays it again. `--report FILE` adds what was played to a table that accumulates, every
hundred seeds, and goes on behind the last seed in it; `--minutes M` ends a sitting. `--storms`: in
weather no shop ever meets (tests/sync/weather.py), for what the usual brings too seldom.
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
from functools import partial
from pathlib import Path

from tests.campaigns._simulate.tally import Sitting, add, next_seed
from tests.support.memory import memory
from tests.sync.simulator import Stats
from tests.sync.story import Ending, tell
from tests.sync.weather import weather_of

SEEDS_A_PROCESS = 200  # what SQLAlchemy remembers of closed databases adds up
BLOCK = 100  # seeds; a sitting that is broken off loses at most so many


@dataclass(frozen=True, slots=True)
class Played:
    ending: Ending
    cpu: float


def play(seed: int, *, storms: bool = False) -> Played:
    logging.disable()  # wrecked databases and full disks are told at length
    begun = time.process_time()
    with tempfile.TemporaryDirectory(prefix="gerai-seed-", dir=memory()) as folder:
        ending = tell(Path(folder), seed, weather=weather_of(seed, storms=storms))
    return Played(ending, time.process_time() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign simulate")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first-seed", type=int, help="else after the last in the report")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--report", type=Path)
    parser.add_argument("--storms", action="store_true")
    options = parser.parse_args()
    begun = time.monotonic()
    first = options.first_seed or (next_seed(options.report) if options.report else 1)
    played: list[Played] = []
    with multiprocessing.get_context("spawn").Pool(
        options.jobs, maxtasksperchild=SEEDS_A_PROCESS
    ) as pool:
        for start in range(first, first + options.seeds, BLOCK):
            if time.monotonic() - begun > 60 * options.minutes:
                break
            block = range(start, min(start + BLOCK, first + options.seeds))
            told = pool.imap_unordered(partial(play, storms=options.storms), block)
            played += _told(told, " --storms" if options.storms else "")
            print(f"{len(played)} seeds, {len(_bad(played))} bad", flush=True)
            if options.report:
                sitting = _sitting(played[-len(block) :], block)
                add(options.report, sitting, storms=options.storms)
    print(json.dumps(_summary(played, first, time.monotonic() - begun)))
    return 1 if _bad(played) else 0


def _told(played: Iterable[Played], how: str) -> Iterator[Played]:
    for one in played:
        if one.ending.violations:
            print(json.dumps(_failure(one.ending, how)), flush=True)
        yield one


def _bad(played: Iterable[Played]) -> list[Ending]:
    return [one.ending for one in played if one.ending.violations]


def _failure(ending: Ending, how: str) -> dict[str, object]:
    again = f"scripts/campaign simulate --seeds 1 --first-seed {ending.seed}{how}"
    return {"seed": ending.seed, "violations": ending.violations, "again": again}


def _summary(played: list[Played], first: int, seconds: float) -> dict[str, object]:
    counted = [field.name for field in fields(Stats) if field.type is int or field.type == "int"]
    return {
        "summary": "simulate",
        "range": f"{first}-{first + len(played) - 1}",
        "seeds": len(played),
        "violating_seeds": len(_bad(played)),
        "stuck": sum("stuck" in " ".join(ending.violations) for ending in _bad(played)),
        **{name: sum(getattr(one.ending.stats, name) for one in played) for name in counted},
        "seconds": round(seconds, 1),
        "cpu_seconds_a_seed": round(sum(one.cpu for one in played) / max(1, len(played)), 2),
    }


def _sitting(played: list[Played], seeds: range) -> Sitting:
    return Sitting(
        first=seeds.start,
        last=seeds.stop - 1,
        violating=tuple(sorted(ending.seed for ending in _bad(played))),
        commands=sum(one.ending.stats.commands for one in played),
        crashes=sum(one.ending.stats.crashes for one in played),
        cpu=round(sum(one.cpu for one in played)),
        day=today(),
        commit=commit_here(),
    )


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def commit_here() -> str:
    """The commit that is played, `+` when something was changed since."""
    name = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", "app", "tests")
    return name + ("+" if changed else "")


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
