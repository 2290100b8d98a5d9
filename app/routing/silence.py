"""Which places turned silent, or are heard again; and for how long did people buy there unseen?

Only opening hours count: at night nobody is expected to be heard, and nothing is sold.
"""

from collections.abc import Iterator, Mapping

from app.kit.clock import MINUTE, Instant
from app.places.silence import Silence
from app.routing.hours import openings
from app.routing.model import Place
from app.routing.network import Network

SILENT_AFTER = 30 * MINUTE  # of opening hours: a till that is started anew is back in two


def changes(network: Network, heard: Mapping[str, Instant], now: Instant) -> Iterator[Silence]:
    """What is to be told of places whose desks were heard before."""
    for place in network.places:
        last = heard.get(place.site_id)
        if last is None:
            continue
        told = network.silent.get(place.site_id)
        silent = _open_between(network, place, last, now)[0] > SILENT_AFTER
        if silent and told is None:
            yield Silence(site_id=place.site_id, since=last)
        elif not silent and told is not None:
            yield Silence(site_id=place.site_id, since=None)


def days_unseen(network: Network, place: Place, now: Instant) -> float:
    """Days of business since a silent place was heard, parts of a day by its hours; 0 for one that
    is heard."""
    since = network.silent.get(place.site_id)
    return 0.0 if since is None else _open_between(network, place, since, now)[1]


def _open_between(
    network: Network, place: Place, since: Instant, now: Instant
) -> tuple[int, float]:
    """(microseconds, days of business) that it was open."""
    open_for, days = 0, 0.0
    for _, opens, closes in openings(place, since, network.calendars.get(place.site_id)):
        if opens >= now:
            break
        part = max(0, min(closes, now) - max(opens, since))
        open_for += part
        days += part / max(1, closes - opens)
    return open_for, days
