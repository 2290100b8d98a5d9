"""Routing, R1–R6: what policies cost over a certified bound, and how long an order takes.

`gerai bench routing --json`; other sizes, and the written report with its plots:
`python -m tests.bench.routing --help`.
"""

from collections.abc import Iterator, Sequence

from tests.bench.measure import Report
from tests.bench.routing.policies import WAVE_SECONDS
from tests.bench.routing.replaying import replayed
from tests.bench.routing.speed import PLACES, timed, wave_seconds
from tests.bench.routing.week import (
    FEWEST,
    POLICIES,
    PRICES,
    WATERFALL,
    WAVE,
    Week,
    week,
)
from tests.bench.routing.world import SCENARIOS, Size

# Percent over the bound (routing.md 10, R2); the other scenarios have goals against policies only.
GOALS = {("base", PRICES): 6.0, ("base", WAVE): 5.0, ("peak", PRICES): 9.0, ("peak", WAVE): 6.0}
BELOW = ((WATERFALL, 16.0), (FEWEST, 7.0))
P99_MS = {(6, 1_000): 1.0, (8, 5_000): 5.0}  # R3
WAVES = {500: 1.0, 2_000: 5.0}  # R4, seconds
FOR_TIMES = 300  # orders per figure: p99 is the third slowest
PAST = 20_000  # orders of a replay (R4)
REPLAY_SECONDS = 10.0
FULL = 1_000  # orders a scenario: fewer are a try, and everything gets smaller
TRY = 0.2  # seconds of a wave
NONE = 0.5  # the most that is none


def bench(*, stored: list[int], rounds: int, orders: int) -> Iterator[Report]:
    """`stored`: stores of the retailer; `orders`: per scenario. Reports come as they are found."""
    for stores in stored:
        size = Size(orders=orders, stores=stores)
        for scenario in SCENARIOS:
            yield told(week(scenario, size, wave_seconds=WAVE_SECONDS if orders >= FULL else TRY))
    if orders >= FULL:
        yield times()
        yield again(PAST, stored[0])
    else:
        yield times(PLACES[:2], many=orders, waves=(orders,))
        yield again(orders * 10, stored[0])


def told(found: Week) -> Report:
    name = found.world.scenario.name
    report = Report(
        f"routing, {name}: {len(found.world.orders):,} orders, {found.world.places} places"
    )
    report.add("bound", found.bound.value / 1e6, "Rp m")
    report.add("bound, not settled", 100 * found.bound.open, "%")
    for policy in POLICIES:
        outcome = found.outcomes[policy]
        report.add(
            f"{policy}, over the bound", found.gap(policy), "%", most=GOALS.get((name, policy), 0.0)
        )
        report.add(f"{policy}, split", 100 * outcome.split / outcome.orders, "%")
    for other, least in BELOW:
        report.add(f"{WAVE}, below {other}", found.below(WAVE, other), "%", least=least)
        report.add(f"{PRICES}, below {other}", found.below(PRICES, other), "%", least=least)
    return report


def times(
    places: Sequence[int] = PLACES, many: int = FOR_TIMES, waves: Sequence[int] = tuple(WAVES)
) -> Report:
    report = Report("routing, time of one order (CPU)")
    wrong = 0
    for lines, count in [(6, each) for each in places] + [(8, max(places))]:
        found = timed(lines, count, many)
        wrong += found.mismatches
        words = f"{lines} lines, {count:,} places"
        report.add(f"{words}, p50", found.p50, "ms")
        report.add(f"{words}, p99", found.p99, "ms", most=P99_MS.get((lines, count), 0.0))
    report.add("orders that a second algorithm serves cheaper", wrong, "", most=NONE)
    for orders in waves:
        report.add(
            f"wave of {orders:,} orders", wave_seconds(orders), "s", most=WAVES.get(orders, 0.0)
        )
    return report


def again(many: int, stores: int) -> Report:
    report = Report(f"routing, {many:,} past orders again under two rule sets, {stores + 5} places")
    found = replayed(many, stores)
    report.add("reading and both runs", found.cpu, "CPU-s", most=REPLAY_SECONDS)
    report.add("reading and both runs, wall", found.wall, "s")
    report.add("orders that went another way", found.found.changed_orders, "")
    report.add("a second replay differs", float(not found.same), "", most=NONE)
    report.add(
        "records that replay to another answer", found.unlike, f"of {found.records}", most=NONE
    )
    return report
