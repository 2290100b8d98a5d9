"""Many seeds of the simulated shop: `scripts/campaign simulate --seeds N --first-seed S`.

The last line is a summary; the exit code is 1 on any violation. A failing seed is told with the
command that plays it again.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.sync.story import Ending, tell


def play(seed: int) -> Ending:
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="gerai-seed-", dir=shared if shared.is_dir() else None
    ) as folder:
        return tell(Path(folder), seed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign simulate")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    begun, cpu = time.monotonic(), time.process_time()
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    commands = crashes = lost = 0
    bad: list[int] = []
    done = 0
    with multiprocessing.get_context("spawn").Pool(options.workers, maxtasksperchild=50) as pool:
        for ending in pool.imap_unordered(play, seeds):
            done += 1
            if done % 50 == 0:
                print(f"{done} seeds, {len(bad)} bad", flush=True)
            commands += ending.commands
            crashes += ending.crashes
            lost += ending.lost_messages
            if ending.violations:
                bad.append(ending.seed)
                again = f"scripts/campaign simulate --seeds 1 --first-seed {ending.seed}"
                print(
                    json.dumps(
                        {"seed": ending.seed, "violations": ending.violations, "again": again}
                    ),
                    flush=True,
                )
    print(
        json.dumps(
            {
                "summary": "simulate",
                "seeds": options.seeds,
                "first_seed": options.first_seed,
                "violating_seeds": len(bad),
                "commands": commands,
                "crashes": crashes,
                "lost_messages": lost,
                "seconds": round(time.monotonic() - begun, 1),
                "cpu_seconds_here": round(time.process_time() - cpu, 1),
            }
        )
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
