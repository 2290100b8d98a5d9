"""Does a parcel wait for the wave of its place, or is it work at once?

Parcels gather while there is time, and go so long before the carrier comes that they can be picked
and packed: until then their orders may still be placed anew, together (routing.md 7).
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kit.clock import Instant, as_datetime
from app.routing.network import Calendar, Network

WORK = timedelta(hours=2)  # of picking and packing what one carrier takes along


def gathers(network: Network, site_id: str, now: Instant) -> bool:
    """False where no carrier has a time, and in the hours before one comes."""
    times = sorted({at for (site, _), at in network.cutoffs.items() if site == site_id})
    place = next((place for place in network.places if place.site_id == site_id), None)
    if not times or place is None:
        return False
    here = as_datetime(now, place.time_zone)
    if not works_on(network.calendars.get(site_id), here):
        return True
    return not any(_comes(here, at) - WORK <= here < _comes(here, at) for at in times)


def works_on(calendar: Calendar | None, day: datetime) -> bool:
    if calendar is None:
        return True
    return calendar.week[day.weekday()] is not None and day.date() not in calendar.closed


def _comes(here: datetime, at: str) -> datetime:
    hours, minutes = at.split(":")
    told = time(int(hours) % 24, int(minutes))
    zone = here.tzinfo or ZoneInfo("UTC")
    return datetime.combine(here.date(), told, tzinfo=zone)
