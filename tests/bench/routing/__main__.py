"""python -m tests.bench.routing [--orders N] [--stores N] [--products N] [--seed N]
[--scenario NAME …] [--plots FOLDER]"""

import argparse
from pathlib import Path

from tests.bench.routing import again, plots, times, told
from tests.bench.routing.speed import PLACES, timed
from tests.bench.routing.week import week
from tests.bench.routing.world import SCENARIOS, Size

usual = Size()
arguments = argparse.ArgumentParser(prog="python -m tests.bench.routing", description=__doc__)
arguments.add_argument("--orders", type=int, default=usual.orders, help="of a usual week")
arguments.add_argument("--stores", type=int, default=usual.stores)
arguments.add_argument("--products", type=int, default=usual.products)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--scenario", nargs="+", default=[one.name for one in SCENARIOS])
arguments.add_argument("--times", action="store_true", help="and of one order, a wave, a replay")
arguments.add_argument("--plots", type=Path, help="a folder for gaps.svg and times.svg")
given = arguments.parse_args()

size = Size(orders=given.orders, stores=given.stores, products=given.products)
weeks = []
for scenario in SCENARIOS:
    if scenario.name in given.scenario:
        weeks.append(week(scenario, size, given.seed))
        print("\n".join(told(weeks[-1]).lines()), flush=True)
if given.times:
    print("\n".join(times().lines()), flush=True)
    print("\n".join(again(20_000, given.stores).lines()), flush=True)
if given.plots:
    given.plots.mkdir(parents=True, exist_ok=True)
    plots.gaps(weeks, given.plots / "gaps.svg")
    plots.times([timed(6, places, 300) for places in PLACES], given.plots / "times.svg")
