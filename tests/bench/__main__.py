"""python -m tests.bench [NAME] [--json] [--stored N …] [--rounds N] [--orders N] [--report FILE]"""

import argparse
import sys
from pathlib import Path

from tests.bench import BENCHES, ROUNDS, run_bench

arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
arguments.add_argument("name", nargs="?", default="", help=", ".join(BENCHES))
arguments.add_argument("--json", action="store_true", help="one line of JSON per report")
arguments.add_argument("--stored", type=int, nargs="+", default=[], help="orders stored before")
arguments.add_argument("--rounds", type=int, default=ROUNDS, help="of each side, in turns")
arguments.add_argument("--orders", type=int, default=0, help="per round")
arguments.add_argument("--report", type=Path, help="where the report is written (Markdown)")
given = arguments.parse_args()
sys.exit(
    run_bench(
        given.name,
        given.json,
        stored=given.stored,
        rounds=given.rounds,
        orders=given.orders,
        page=given.report,
    )
)
