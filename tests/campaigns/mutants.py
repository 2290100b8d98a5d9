"""The protocol with one rule taken out, in the simulated shop: which seed notices it first?

`scripts/campaign mutants [--seeds N] [--first-seed S] [--only NAME] [--report FILE]`. The stories
of tests/sync/test_mutants.py kill each mutant by design; here chance has to find it. The exit code
is 1 when one survives its seeds.
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
from tests.sync.moulds import mould
from tests.sync.story import DESKS, NEW_DESKS, STORES, tell
from tests.sync.test_mutants import MUTANTS, STORY_ONLY


@dataclass(frozen=True, slots=True)
class Verdict:
    name: str
    seed: int  # that killed it; 0: it survived
    tried: int
    noticed: str
    cpu: float


def hunt(name: str, first: int, seeds: int) -> Verdict:
    """In a process of its own: the rule stays out of it."""
    logging.disable()
    mutant = next(one for one in MUTANTS if one.name == name)
    mould(STORES, DESKS, DESKS - NEW_DESKS)  # with all rules in place
    begun = time.process_time()
    for seed in range(first, first + seeds):
        with (
            pytest.MonkeyPatch.context() as patch,
            tempfile.TemporaryDirectory(prefix="gerai-mutant-", dir=memory()) as folder,
        ):
            ending = tell(Path(folder), seed, begin=partial(mutant.break_rule, patch))
        if ending.violations:
            told = ending.violations[0].strip().splitlines()[-1][:120]
            return Verdict(name, seed, seed - first + 1, told, time.process_time() - begun)
    return Verdict(name, 0, seeds, "", time.process_time() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign mutants")
    parser.add_argument("--seeds", type=int, default=20, help="at most so many for each mutant")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    names = [one.name for one in MUTANTS if options.only in one.name]
    hunted = [name for name in names if name not in STORY_ONLY]
    verdicts: list[Verdict] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(options.jobs, maxtasksperchild=1) as pool:
        asked = [
            pool.apply_async(hunt, (name, options.first_seed, options.seeds)) for name in hunted
        ]
        for each in asked:
            verdicts.append(each.get())
            print(_line(verdicts[-1]), flush=True)
    if options.report:
        options.report.write_text(_report(verdicts, " ".join(sys.argv[1:])))
    return 0 if all(verdict.seed for verdict in verdicts) else 1


def _line(verdict: Verdict) -> str:
    killed = f"seed {verdict.seed}" if verdict.seed else "survives"
    return f"{verdict.name}: {killed} ({verdict.tried} tried) {verdict.noticed}"


def _report(verdicts: list[Verdict], told: str) -> str:
    rows = [" | ".join(("", *_cells(one), "")).strip() for one in verdicts]
    story_only = "\n".join(f"- {name}: {why}" for name, why in STORY_ONLY.items())
    return "\n".join(
        (
            "# Protocol mutants\n",
            "One rule is taken out of the production code, then seeds of the simulated shop are",
            "played until it is noticed. Each mutant is also killed by a story of its own in",
            "`tests/sync/test_mutants.py`.\n",
            f"`scripts/campaign mutants {told}`, {today()}, commit {commit_here()}\n",
            "| rule taken out | killed by seed | seeds tried | CPU-s | first words |",
            "|---|---|---|---|---|",
            *rows,
            "\nKilled by their story alone, because chance cannot bring it about:\n",
            story_only,
            "",
        )
    )


def _cells(one: Verdict) -> tuple[str, ...]:
    words = one.noticed.replace("|", "/").replace("`", "'")
    return (one.name, str(one.seed or "survives"), str(one.tried), f"{one.cpu:.0f}", f"`{words}`")


if __name__ == "__main__":
    sys.exit(main())
