"""The protocol with one rule taken out, in the simulated shop: which seed notices it first?

`scripts/campaign mutants [--seeds N] [--first-seed S] [--only NAME] [--storms] [--report FILE]`.
The stories of tests/sync/test_mutants.py kill each mutant by design; here chance has to find it.
`--storms` is the weather of `simulate --storms`: it brings more about, and heals more by the next
offer of everything. The exit code is 1 when one survives its seeds.
"""

import argparse
import logging
import multiprocessing
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.campaigns.simulate import commit_here, today
from tests.support.memory import memory
from tests.sync.story import tell
from tests.sync.test_mutants import MUTANTS, STORY_ONLY
from tests.sync.weather import weather_of

NAMES = [one.name for one in MUTANTS if one.name not in STORY_ONLY]


@dataclass(frozen=True, slots=True)
class Verdict:
    name: str
    storms: bool
    seed: int  # that killed it; 0: it survived
    tried: int
    noticed: str
    cpu: float


def hunt(name: str, first: int, seeds: int, *, storms: bool) -> Verdict:
    """In a process of its own: the rule stays out of it."""
    logging.disable()
    mutant = next(one for one in MUTANTS if one.name == name)
    begun = time.process_time()
    for seed in range(first, first + seeds):
        with (
            pytest.MonkeyPatch.context() as patch,
            tempfile.TemporaryDirectory(prefix="gerai-mutant-", dir=memory()) as folder,
        ):
            begin = partial(mutant.break_rule, patch)
            weather = weather_of(seed, storms=storms)
            ending = tell(Path(folder), seed, weather=weather, begin=begin)
        if ending.violations and _is_well(seed, storms):
            told = _words(ending.violations[0])
            spent = time.process_time() - begun
            return Verdict(name, storms, seed, seed - first + 1, told, spent)
    return Verdict(name, storms, 0, seeds, "", time.process_time() - begun)


def _is_well(seed: int, storms: bool) -> bool:
    """With all rules in place: what goes wrong then as well tells nothing of the mutant."""
    with tempfile.TemporaryDirectory(prefix="gerai-mutant-", dir=memory()) as folder:
        return tell(Path(folder), seed, weather=weather_of(seed, storms=storms)).violations == ()


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign mutants")
    parser.add_argument("--seeds", type=int, default=20, help="at most so many for each mutant")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--storms", action="store_true")
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    hunted = [name for name in NAMES if options.only in name]
    verdicts: list[Verdict] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(options.jobs, maxtasksperchild=1) as pool:
        seek = partial(hunt, first=options.first_seed, seeds=options.seeds, storms=options.storms)
        asked = [pool.apply_async(seek, (name,)) for name in hunted]
        for each in asked:
            verdicts.append(each.get())
            print(_line(verdicts[-1]), flush=True)
            if options.report:
                kept = options.report.read_text() if options.report.exists() else ""
                options.report.write_text(_report(kept, verdicts[-1:]))
    return 0 if all(verdict.seed for verdict in verdicts) else 1


def _words(violation: str) -> str:
    """Its last line, but for what SQLAlchemy tells below an error."""
    lines = [line for line in violation.strip().splitlines() if line[:1] not in "(["]
    return lines[-1].strip()[:120]


def _line(verdict: Verdict) -> str:
    killed = f"seed {verdict.seed}" if verdict.seed else "survives"
    return f"{verdict.name}: {killed} ({verdict.tried} tried) {verdict.noticed}"


def _report(kept: str, verdicts: list[Verdict]) -> str:
    """Rows of rules that were not taken out this time stay as they were."""
    rows = {_name(line): line for line in kept.splitlines() if _name(line) in NAMES}
    rows |= {one.name: f"| {' | '.join(_cells(one))} |" for one in verdicts}
    story_only = "\n".join(f"- {name}: {why}" for name, why in STORY_ONLY.items())
    return "\n".join(
        (
            "# Protocol mutants\n",
            "One rule is taken out of the production code, then seeds of the simulated shop are",
            "played until it is noticed: `scripts/campaign mutants --report FILE`, for some",
            "of them with `--only NAME`, storms with `--storms`. With all rules in place nothing",
            "is wrong with that seed.",
            "Each mutant is also killed by a story of its own in",
            "`tests/sync/test_mutants.py`.\n",
            "| rule taken out | killed by seed | tried | CPU-s | date | commit | noticed by |",
            "|---|---|---|---|---|---|---|",
            *(rows[name] for name in NAMES if name in rows),
            "\nKilled by their story alone: chance does not bring it about, or what",
            "follows heals it.\n",
            story_only,
            "",
        )
    )


def _name(line: str) -> str:
    return line.split("|")[1].strip() if line.startswith("| ") else ""


def _cells(one: Verdict) -> tuple[str, ...]:
    words = one.noticed.replace("|", "/").replace("`", "'")
    seed = f"{'storm ' * one.storms}{one.seed}" if one.seed else "survives"
    cpu = f"{one.cpu:.0f}"
    return (one.name, seed, str(one.tried), cpu, today(), commit_here(), f"`{words}`")


if __name__ == "__main__":
    sys.exit(main())
