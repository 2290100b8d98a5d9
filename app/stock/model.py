"""What do a product's days tell: demand, cover, the line ahead; and which counts are repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.stock.forecast.width import DAYS, SMOOTH, STANDARD, Calibration

WINDOW = 28  # days: four whole weeks, so that each weekday weighs the same
LEAST = 7  # days: less than a week knows nothing of its Saturday
CHART_DAYS = 60
AHEAD_DAYS = 30  # drawn of a line that does not run out: as much again would hide the past
KEPT_DAYS = 14  # what a place that gives to another has to keep for its own customers
COLLECTED_WITHIN = 3  # days in which what is reserved leaves the shelf: most pickups do


@dataclass(frozen=True, slots=True)
class Demand:
    """`chance` that anybody buys on a day, and how much then goes (see forecast.tsb)."""

    chance: float
    size: float
    by: Calibration = STANDARD

    @property
    def per_day(self) -> float:
        """As it sold lately."""
        return self.chance * self.size

    @property
    def ahead(self) -> float:
        """Per day to come, by what the place's own past forecasts turned out to be: one cell of
        forecast.calibration.demand."""
        asked = self.chance + self.by.floor / 1_000 if self.size > 0 else 0.0
        return self.by.level / 1_000 * asked * self.size

    def deviation(self, days: float) -> float:
        """Of the units that go in so many days."""
        return self.by.deviation(self.ahead * days, self.size)


def demand_of(
    sold: Mapping[int, int], *, today: int, opened: int, by: Calibration = STANDARD
) -> Demand | None:
    """`sold` by day; today is not over and does not count. None: fewer than LEAST days known.

    One cell of forecast.tsb.rates, without its arrays: a desk starts without them.
    """
    days = min(DAYS, today - opened)
    if days < LEAST:
        return None
    chance = size = weights = 0.0
    bought = sorted((day for day, units in sold.items() if units > 0), reverse=True)
    for later, day in enumerate(day for day in bought if today - DAYS <= day < today):
        chance += SMOOTH * (1 - SMOOTH) ** (today - 1 - day)
        weights += (1 - SMOOTH) ** later
        size += (1 - SMOOTH) ** later * sold[day]
    known = 1 - (1 - SMOOTH) ** days
    return Demand(min(1.0, chance / known), size / weights if weights else 0.0, by)


def cover_days(atp: int, demand: Demand | None) -> float | None:
    """How long what can be promised lasts; None when nobody can tell or nobody buys."""
    if atp <= 0:
        return 0.0
    if demand is None or demand.ahead == 0:
        return None
    return atp / demand.ahead


def past_levels(
    on_hand: int, change: Mapping[int, int], *, today: int, opened: int
) -> list[tuple[int, int]]:
    """(day, on hand at its end) of CHART_DAYS days up to today, reckoned back from today's."""
    first = max(today - CHART_DAYS + 1, min(opened, today))
    levels, level = [], on_hand
    for day in range(today, first - 1, -1):
        levels.append((day, level))
        level -= change.get(day, 0)
    return levels[::-1]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The line ahead: `levels` of (day, low, likely, high); the days on which nothing is left.

    `receipts` are (day, quantity). `runs_out` is between `earliest` and `latest`; None: not within
    CHART_DAYS. `unaided` is the day without the receipts, None when it is the same.
    """

    levels: tuple[tuple[int, float, float, float], ...]
    receipts: tuple[tuple[int, int], ...]
    runs_out: int | None
    earliest: int | None
    latest: int | None
    unaided: int | None


def ahead(
    *,
    on_hand: int,
    claimed: int,
    kept: int,
    demand: Demand,
    receipts: Sequence[tuple[int, int]],
    today: int,
) -> Ahead:
    """From today's stock: what is `claimed` leaves within days, receipts come, demand goes on.

    `kept` is protected (safety, lent to devices): it runs out when no more than that is left. A
    receipt that is late already is awaited tomorrow.
    """
    coming = sorted((max(day, today + 1), quantity) for day, quantity in receipts)

    def left(day: int, per_day: float, *, aided: bool) -> float:
        gone = claimed * min(1.0, (day - today) / COLLECTED_WITHIN)
        came = sum(quantity for due, quantity in coming if due <= day) if aided else 0
        return on_hand + came - gone - per_day * (day - today)

    def first_without(per_day: float, *, aided: bool = True, sway: int = 0) -> int | None:
        for day in range(today, today + CHART_DAYS + 1):
            swing = sway * demand.deviation(day - today)
            if claimed_off(day, per_day, aided=aided) + swing <= kept:
                return day
        return None

    def claimed_off(day: int, per_day: float, *, aided: bool) -> float:
        """What can still be promised: the claims are gone at once."""
        came = sum(quantity for due, quantity in coming if due <= day) if aided else 0
        return on_hand + came - claimed - per_day * (day - today)

    rate = demand.ahead
    runs_out = first_without(rate)
    until = today + AHEAD_DAYS if runs_out is None else min(runs_out + 4, today + CHART_DAYS)
    levels = []
    for day in range(today, until + 1):
        likely, swing = left(day, rate, aided=True), demand.deviation(day - today)
        low, high = max(0.0, likely - swing), max(0.0, likely + swing)
        levels.append((day, low, max(0.0, likely), high))
    unaided = first_without(rate, aided=False)
    return Ahead(
        levels=tuple(levels),
        receipts=tuple((day, quantity) for day, quantity in coming if day <= until),
        runs_out=runs_out,
        earliest=first_without(rate, sway=-1),
        latest=first_without(rate, sway=1),
        unaided=unaided if unaided != runs_out else None,
    )


@dataclass(frozen=True, slots=True)
class RecountRule:
    over_units: int
    over_percent: int

    def asks(self, expected: int, counted: int) -> bool:
        """Whether such a difference has to be counted twice: beyond either bound."""
        off = abs(counted - expected)
        if off == 0:
            return False
        return off > self.over_units or off * 100 > self.over_percent * max(expected, 1)


RECOUNT = RecountRule(over_units=3, over_percent=20)  # where the retailer has told no rule
