"""By when can a place promise: the work by calendar and room, the carrier's cut-off, the transit.

Capable to promise: minutes of each limited skill are gathered from the place's open days until the
work fits. Then goods leave with the next cut-off; the carrier's days are the 90th percentile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.kit.clock import DAY, HOUR, Instant, after
from app.orders.states import Method
from app.routing.engine.carriers import Sending
from app.routing.geo import distance
from app.routing.hours import DAYS_AHEAD, Works, at_clock, openings, ready_at
from app.routing.model import Code, Near, Place
from app.routing.network import Calendar, Handling, Network, ServiceRate, Skill

SAME_DAY = 6 * HOUR  # of a service that takes no day: at the door by the evening
SKILLS = {Method.PICKUP: (Skill.PICK, Skill.STAGE), Method.SHIP: (Skill.PICK, Skill.PACK)}
NO_HANDLING = Handling()
NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Window:
    """Ready: staged for pickup, or handed to the carrier."""

    ready_at: Instant
    promise_from: Instant
    promise_to: Instant


class Timetable:
    """Times and distances in one network, each found once: questions about one basket ask for the
    same."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._metres: dict[Near, dict[str, float]] = {}
        self._nearest: dict[Near, list[int]] = {}
        self._limited = {site_id for site_id, _, _ in network.rooms}
        self._staged: dict[tuple[object, ...], Instant | Code] = {}
        self._left: dict[tuple[object, ...], Instant] = {}

    def metres(self, near: Near) -> Mapping[str, float]:
        """By site."""
        if near not in self._metres:
            places = self._network.places
            self._metres[near] = {place.site_id: distance(place, near) for place in places}
        return self._metres[near]

    def nearest(self, near: Near) -> Sequence[int]:
        """Numbers of the places, the nearest first."""
        if near not in self._nearest:
            metres, places = self.metres(near), self._network.places
            self._nearest[near] = sorted(
                range(len(places)),
                key=lambda at: (metres[places[at].site_id], places[at].site_id),
            )
        return self._nearest[near]

    def staged_at(self, place: Place, method: Method, units: int, at: Instant) -> Instant | Code:
        """When the work on goods that are there at `at` is done; else why it never is. Places of
        the same hours, with room for any work, share it."""
        calendar = self._network.calendars.get(place.site_id)
        key: tuple[object, ...] = (place.site_id, method, units, at)
        if place.site_id not in self._limited:
            key = (_hours(place), place.ready_minutes, id(calendar), at)
        if key not in self._staged:
            minutes = _minutes(self._network, place.site_id, method, units)
            done = ready_at(place, at, calendar, _works(self._network, place.site_id, minutes))
            self._staged[key] = Code.AT_CAPACITY if done is None else done
        return self._staged[key]

    def window(self, place: Place, staged: Instant, sent: Sending | None) -> Window:
        """`sent` by this service, or collected."""
        if sent is None:
            return Window(staged, staged, staged)
        service, rate = sent
        left = self._handed_over_at(place, service.code, staged)
        return Window(
            ready_at=left,
            promise_from=after(left, rate.days_from * DAY or min(SAME_DAY, rate.days_to * DAY)),
            promise_to=after(left, days_of(rate)),
        )

    def waits_for(self, place: Place, service: str, staged: Instant) -> bool:
        """Whether goods that are staged wait for a carrier that does not come."""
        out = self._network.outages.get((place.site_id, service), NO_DAYS)
        return bool(out) and self._handed_over_at(place, service, staged) != self._on_time(
            place, service, staged, NO_DAYS
        )

    def _handed_over_at(self, place: Place, service: str, staged: Instant) -> Instant:
        out = self._network.outages.get((place.site_id, service), NO_DAYS)
        return self._on_time(place, service, staged, out)

    def _on_time(
        self, place: Place, service: str, staged: Instant, out: frozenset[date]
    ) -> Instant:
        """With the day's cut-off, else that of the next open day; without one once staged. Not on
        days that are `out`. Places of the same hours share it."""
        clock = self._network.cutoffs.get((place.site_id, service))
        if clock is None and not out:
            return staged
        calendar = self._network.calendars.get(place.site_id)
        key = (_hours(place), clock, id(calendar), service, staged, out)
        if key not in self._left:
            self._left[key] = _next_leaving(place, clock, staged, calendar, out)
        return self._left[key]


def _hours(place: Place) -> tuple[str, str, str]:
    return place.opens, place.closes, place.time_zone


def days_of(rate: ServiceRate) -> int:
    """Microseconds until the parcel is there, at the latest."""
    return rate.days_to * DAY or SAME_DAY


def _next_leaving(
    place: Place,
    clock: str | None,
    staged: Instant,
    calendar: Calendar | None,
    out: frozenset[date],
) -> Instant:
    for day, opens, _ in openings(place, staged, calendar):
        if day in out:
            continue
        leaves = max(opens, staged) if clock is None else at_clock(day, clock, place.time_zone)
        if staged <= leaves:
            return leaves
    return after(staged, DAYS_AHEAD * DAY)


def _minutes(network: Network, site_id: str, method: Method, units: int) -> Mapping[Skill, int]:
    """The work of one parcel, by skill."""
    handling = network.handling.get(site_id, NO_HANDLING)
    return {
        skill: handling.minutes_per_parcel.get(skill, 0)
        + units * handling.minutes_per_unit.get(skill, 0)
        for skill in SKILLS[method]
    }


def _works(network: Network, site_id: str, minutes: Mapping[Skill, int]) -> Works:
    """Whether the work is done by the end of a day; to be asked for one day after the other."""
    left = dict(minutes)

    def works(day: date) -> bool:
        open_today = True
        for skill in left:
            room = network.rooms.get((site_id, skill, day))
            if room is None:
                left[skill] = 0
            elif room.minutes > room.used:
                left[skill] -= room.minutes - room.used
            else:
                open_today = False
        return open_today and all(needed <= 0 for needed in left.values())

    return works
