"""When do goods leave a place, for many moments at once: promise.Timetable where nobody's room for
work is counted.

Places of the same hours share them, so that a chain has few rhythms; the open times of the weeks
around a day are read once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import DAY, HOUR, MINUTE, Instant, business_day
from app.routing.hours import DAYS_AHEAD, at_clock, openings
from app.routing.model import Place
from app.routing.network import Calendar, Network

NEVER = np.int64(1) << 60
WEEKS = range(-2, 3 * DAYS_AHEAD - 2, DAYS_AHEAD)  # staged in the last one, handed over after it
EPOCH = 719_163  # date.toordinal of 1970-01-01
SURELY = DAYS_AHEAD - 3  # so many days ahead are within the next weeks in every zone

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Hours: TypeAlias = tuple[str, str, str, Calendar | None, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """Open times one after the other, `day` as date.toordinal; `leaves`: last handing over."""

    day: Whole
    opens: Whole
    closes: Whole
    leaves: Whole


class Rhythms:
    """Columns are numbered as they are named: one for each pair of hours and last handing over."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._sites = {place.site_id: place for place in network.places}
        self._columns: dict[tuple[Hours, str], int] = {}
        self._asked: list[tuple[Place, str]] = []
        self._open: dict[tuple[int, int], _Open] = {}

    def column(self, site_id: str, service: str) -> int:
        clock = self._network.cutoffs.get((site_id, service), "")
        place = self._sites[site_id]
        key = (self._hours(place), clock)
        if key not in self._columns:
            self._columns[key] = len(self._asked)
            self._asked.append((place, clock))
        return self._columns[key]

    def left(self, at: Whole) -> Whole:
        """[o, column]: when goods that are asked for at `at`, moments of one day, are handed over
        to their carrier; NEVER where a place is not open in the next weeks, and in a last column
        for places that nobody serves."""
        staged: dict[Hours, Whole] = {}
        left = np.full((len(at), len(self._asked) + 1), NEVER)
        for column, (place, clock) in enumerate(self._asked):
            known = self._around(column, int(at.min()) // DAY)
            hours = self._hours(place)
            if hours not in staged:
                staged[hours] = _staged(known, place, at)
            left[:, column] = _handed_over(known, place, staged[hours]) if clock else staged[hours]
        return left

    def _hours(self, place: Place) -> Hours:
        calendar = self._network.calendars.get(place.site_id)
        return place.opens, place.closes, place.time_zone, calendar, place.ready_minutes

    def _around(self, column: int, day: int) -> _Open:
        key = (column, day)
        if key not in self._open:
            place, clock = self._asked[column]
            calendar = self._network.calendars.get(place.site_id)
            days = {
                told[0]: told
                for ahead in WEEKS
                for told in openings(place, Instant((day + ahead) * DAY), calendar)
            }
            rows = [
                (
                    on.toordinal(),
                    opens,
                    closes,
                    at_clock(on, clock, place.time_zone) if clock else 0,
                )
                for on, opens, closes in (days[on] for on in sorted(days))
            ]
            self._open[key] = _Open(*np.array(rows, np.int64).reshape(-1, 4).T)
        return self._open[key]


def _staged(known: _Open, place: Place, at: Whole) -> Whole:
    """As hours.ready_at."""
    lead = place.ready_minutes * MINUTE
    always = known.closes - known.opens >= DAY - HOUR

    def fits(orders: Whole, turn: Whole) -> Mask:
        now, opens = at[orders], known.opens[turn]
        whole = np.maximum(now, opens) + lead <= known.closes[turn]
        return np.asarray(always[turn] | (now < opens) | whole, np.bool_)

    turn = _first(known, place, at, fits)
    if not len(known.day):
        return np.full(len(at), NEVER)
    return np.where(turn >= 0, np.maximum(at, known.opens[turn]) + lead, NEVER)


def _handed_over(known: _Open, place: Place, staged: Whole) -> Whole:
    """As promise.Timetable: with the last handing over of the day, else of the next open day."""
    turn = _first(known, place, staged, lambda orders, turn: staged[orders] <= known.leaves[turn])
    if not len(known.day):
        return staged
    late = np.where(staged < NEVER, staged + DAYS_AHEAD * DAY, NEVER)
    return np.where(turn >= 0, known.leaves[turn], late)


def _first(known: _Open, place: Place, at: Whole, fits: Callable[[Whole, Whole], Mask]) -> Whole:
    """Number of the first open time of the next weeks that ends later and fits; −1: none."""
    found = np.full(len(at), -1)
    turn = np.searchsorted(np.maximum.accumulate(known.closes), at, side="right")
    waiting = np.arange(len(at))
    while True:
        waiting = waiting[turn[waiting] < len(known.day)]
        waiting = waiting[_soon(place, at[waiting], known.day[turn[waiting]])]
        if not waiting.size:
            return found
        now = turn[waiting]
        good = (at[waiting] < known.closes[now]) & fits(waiting, now)
        found[waiting[good]] = now[good]
        waiting = waiting[~good]
        turn[waiting] += 1


def _soon(place: Place, at: Whole, day: Whole) -> Mask:
    soon = day - (at // DAY + EPOCH) <= SURELY
    for one in np.flatnonzero(~soon).tolist():
        today = business_day(Instant(int(at[one])), place.time_zone).toordinal()
        soon[one] = day[one] < today + DAYS_AHEAD
    return soon
