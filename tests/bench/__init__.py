"""How fast is it, beside an anchor of the same run: `gerai bench NAME`, `python -m tests.bench`.

No timed tests: a bench reports. Figures are ratios taken in turns, medians of at least five rounds,
durability on (docs/reports).
"""

import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.bench.measure import Report
from tests.campaigns import _report

# Name → (module, stored orders that it looks at by default, orders or questions per round)
BENCHES = {
    "p1": ("tests.bench.place", [1_000], 60),
    "p3": ("tests.bench.capture", [1_000, 20_000], 40),
    "p4": ("tests.bench.typeahead", [10_000], 20),
    "p5": ("tests.bench.lookups", [10_000], 20),
    "p7": ("tests.bench.start", [10_000], 1),
    "p8": ("tests.bench.frames", [10_000], 1),  # and p12: the memory of the window that worked
    "p9": ("tests.bench.charts", [10_000], 1),
    "options": ("tests.bench.options", [200_000], 12),
    "sync": ("tests.bench.sync", [10_000, 100_000], 300),  # P6: rows of a first sync, desks
    "routing": ("tests.bench.routing", [60], 2_000),  # stores, orders of each scenario
}
ROUNDS = 7
_VERDICT = {True: "met", False: "**missed**", None: ""}
CANNOT_RUN = 2


def run_bench(
    name: str,
    json: bool = False,
    *,
    stored: Sequence[int] = (),
    rounds: int = ROUNDS,
    orders: int = 0,
    page: Path | None = None,
) -> int:
    """Run one bench ("" = all) and print what was found, on a `page` (Markdown) as well. 0 run, 2
    there is no such bench."""
    names = [name.lower()] if name else list(BENCHES)
    if not set(names) <= BENCHES.keys():
        print(f"gerai: which bench? There are: {', '.join(BENCHES)}", file=sys.stderr)
        return CANNOT_RUN
    begun, told = time.monotonic(), list[Report]()
    for each in names:
        module, usual, many = BENCHES[each]
        bench = importlib.import_module(module).bench
        for report in bench(stored=list(stored) or usual, rounds=rounds, orders=orders or many):
            text = (
                msgspec.json.encode(report.told()).decode() if json else "\n".join(report.lines())
            )
            print(text, flush=True)
            told.append(report)
            if page is not None:  # also when a later one breaks off
                _write(page, name, told, time.monotonic() - begun)
    return 0


def _write(page: Path, name: str, told: Sequence[Report], seconds: float) -> None:
    missed = [
        f"missed: {report.bench}: {figure.name}, {figure.value:g} {figure.unit} ({figure.goal})"
        for report in told
        for figure in report.figures
        if figure.met is False
    ]
    lines = _report.heading(f"Bench {name or 'of all'}", f"gerai bench {name}".strip())
    lines += ["", f"{seconds:.0f} s. {_met_of(told)}", *_report.listed(missed)]
    for report in told:
        ran = f"{report.cores} cores, load {report.load:.2f}"
        lines += ["", f"## {report.bench}", ran + ", disturbed" * report.disturbed]
        rows = [
            (figure.name, f"{figure.value:g} {figure.unit}", figure.goal, _VERDICT[figure.met])
            for figure in report.figures
        ]
        lines += _report.table(("what", "figure", "goal", ""), rows)
    _report.write(page, lines)


def _met_of(told: Sequence[Report]) -> str:
    goals = [figure.met for report in told for figure in report.figures if figure.goal]
    return f"{sum(bool(met) for met in goals)} of {len(goals)} goals met."
