"""What is allowed in a retailer's lists and yet worth knowing: pairs nobody serves, idle places."""

from collections import defaultdict
from dataclasses import dataclass

from app.places.loading import LoadNetwork
from app.places.lookup import Site

SHOWN = 12  # of one kind; whoever lacks more has one reason for all of them


@dataclass(frozen=True, slots=True)
class Known:
    """What the server has before the import."""

    sites: tuple[Site, ...]
    zones: frozenset[str]  # of places and postcodes
    services: frozenset[str]
    pairs: frozenset[tuple[str, str]]  # of zones, that some service goes between


Remark = str


def remarks(command: LoadNetwork, known: Known) -> list[Remark]:
    return [
        *_unserved(command, known),
        *_idle(command, known),
        *(
            f"{site.code} has no coordinates: distances from it are unknown, its zone stands in."
            for site in known.sites
            if site.ships and site.latitude is None
        ),
    ]


def _unserved(command: LoadNetwork, known: Known) -> list[Remark]:
    pairs = known.pairs
    if command.rates is not None:
        pairs = frozenset((rate.from_zone, rate.to_zone) for rate in command.rates)
    origins = sorted({site.zone for site in known.sites if site.ships and site.zone})
    lacking = [
        (start, end)
        for start in origins
        for end in sorted(known.zones)
        if (start, end) not in pairs
    ]
    told = [
        f"No service goes from {start} to {end}: nothing is sent there from places in {start}."
        for start, end in lacking[:SHOWN]
    ]
    return told + ([f"… and {len(lacking) - SHOWN} more pairs."] if lacking[SHOWN:] else [])


def _idle(command: LoadNetwork, known: Known) -> list[Remark]:
    minutes: dict[tuple[str, str], int] = defaultdict(int)
    for one in command.capacities or ():
        minutes[one.site_id, one.skill] += one.minutes
    codes = {site.id: site.code for site in known.sites}
    return [
        f"{codes[site_id]} has no minutes to {skill} on any weekday: it gets no such work."
        for (site_id, skill), total in sorted(minutes.items(), key=lambda item: codes[item[0][0]])
        if total == 0
    ]
