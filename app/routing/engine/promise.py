"""By when can a place promise: the work by calendar and room, the carrier's cut-off, the transit.

Capable to promise: minutes of each limited skill are gathered from the place's open days until the
work fits. Then goods leave with the next cut-off; the carrier's days are the 90th percentile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.kit.clock import DAY, HOUR, Instant, after
from app.orders.states import Method
from app.routing.hours import DAYS_AHEAD, Works, at_clock, openings, ready_at
from app.routing.model import Code, Place
from app.routing.network import Handling, Network, Service, ServiceRate, Skill

SAME_DAY = 6 * HOUR  # of a service that takes no day: at the door by the evening
SKILLS = {Method.PICKUP: (Skill.PICK, Skill.STAGE), Method.SHIP: (Skill.PICK, Skill.PACK)}
NO_HANDLING = Handling()


@dataclass(frozen=True, slots=True)
class Window:
    """Ready: staged for pickup, or handed to the carrier."""

    ready_at: Instant
    promise_from: Instant
    promise_to: Instant


def minutes_of(network: Network, site_id: str, method: Method, units: int) -> Mapping[Skill, int]:
    """The work of one parcel, by the skills that are limited at this place."""
    handling = network.handling.get(site_id, NO_HANDLING)
    return {
        skill: handling.minutes_per_parcel.get(skill, 0)
        + units * handling.minutes_per_unit.get(skill, 0)
        for skill in SKILLS[method]
    }


def staged_at(
    network: Network, place: Place, method: Method, units: int, at: Instant
) -> Instant | Code:
    """When the work on goods that are there at `at` is done; else why it never is."""
    calendar = network.calendars.get(place.site_id)
    works = _works(network, place.site_id, minutes_of(network, place.site_id, method, units))
    done = ready_at(place, at, calendar, works)
    return Code.AT_CAPACITY if done is None else done


def window(
    network: Network, place: Place, staged: Instant, sent: tuple[Service, ServiceRate] | None
) -> Window:
    """`sent` by this service, or collected."""
    if sent is None:
        return Window(staged, staged, staged)
    service, rate = sent
    left = handed_over_at(network, place, service.code, staged)
    return Window(
        ready_at=left,
        promise_from=after(left, rate.days_from * DAY or min(SAME_DAY, rate.days_to * DAY)),
        promise_to=after(left, rate.days_to * DAY or SAME_DAY),
    )


def handed_over_at(network: Network, place: Place, service: str, staged: Instant) -> Instant:
    """With the day's cut-off, else that of the next open day; without one as soon as staged."""
    clock = network.cutoffs.get((place.site_id, service))
    if clock is None:
        return staged
    for day, _, _ in openings(place, staged, network.calendars.get(place.site_id)):
        leaves = at_clock(day, clock, place.time_zone)
        if staged <= leaves:
            return leaves
    return after(staged, DAYS_AHEAD * DAY)


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
