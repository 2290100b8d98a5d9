"""P7: how long from starting the program to a window that takes a key, beside a bare PySide6 one?

The files are in memory already, as after a first start of the day.
"""

from typing import Any

from tests.bench.asking import alone
from tests.bench.big import BigDesk
from tests.bench.measure import Report, Sample, cpu_ms, in_turns, ratio, wall_p
from tests.bench.window import launch

PAINT, USABLE = 2.5, 6  # times a bare window


def measure(desk: BigDesk, *, rounds: int, many: int, small: BigDesk | None = None) -> Report:
    """`many` is of no use: a start is a start."""
    size = desk.size
    report = Report(f"P7 cold start, {size.goods:,} goods, {size.customers:,} customers")
    told: dict[str, list[dict[str, Any]]] = {"real": [], "bare": []}
    for _ in range(rounds + 1):
        told["real"].append(launch("first", str(desk.profile)))
        told["bare"].append(launch("bare"))
    sides = {
        (side, what): [Sample(one[f"{what}_cpu_ms"], [one[f"{what}_ms"]]) for one in found[1:]]
        for side, found in told.items()
        for what in ("paint", "usable")
    }
    for what, words, most in (("paint", "first paint", PAINT), ("usable", "usable", USABLE)):
        ours, bare = sides["real", what], sides["bare", what]
        report.add(words, cpu_ms(ours), "CPU-ms")
        report.add(f"{words}, bare", cpu_ms(bare), "CPU-ms")
        report.add(f"{words}, ratio", ratio(ours, bare), "×", most=most)
        report.add(f"{words}, wall p50", wall_p(ours, 50), "ms")
        report.add(f"{words}, bare, wall p50", wall_p(bare, 50), "ms")
        walls = ratio(
            [Sample(one.wall_ms[0], []) for one in ours],
            [Sample(one.wall_ms[0], []) for one in bare],
        )
        report.add(f"{words}, ratio of wall times", walls, "×")
    if small is not None:
        a, b = in_turns(lambda: _usable(desk), lambda: _usable(small), rounds)
        words = f"usable, {size.customers:,} over {small.size.customers:,} customers"
        report.add(words, ratio(a, b), "×", most=1.3)
    return report


bench = alone(measure)


def _usable(desk: BigDesk) -> Sample:
    told = launch("first", str(desk.profile))
    return Sample(told["usable_cpu_ms"], [told["usable_ms"]])
