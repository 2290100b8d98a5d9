"""Which service of a carrier takes a parcel from a zone, and what the carrier asks for it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from app.routing.network import Level, Network, Service, ServiceRate

Sending: TypeAlias = tuple[Service, ServiceRate]
Lanes: TypeAlias = Mapping[str, Sequence[Sending]]  # by the zone it starts from, cheapest first


def lanes_to(network: Network, zone: str, level: Level, grams: int) -> Lanes:
    """Of services that cost the same the faster one, then by code."""
    services = {service.code: service for service in network.services if service.level is level}
    lanes: defaultdict[str, list[Sending]] = defaultdict(list)
    for rate in network.rates:
        if rate.to_zone == zone and rate.service in services:
            lanes[rate.from_zone].append((services[rate.service], rate))
    for sendings in lanes.values():
        sendings.sort(key=lambda s: (tariff(s, grams), s[1].days_to, s[0].code))
    return lanes


def tariff(sending: Sending, grams: int) -> int:
    """First kilogram, every started one after it, surcharge; a heavy parcel goes in several boxes,
    each paid for itself."""
    service, rate = sending
    boxes = -(-grams // service.grams_max) if service.grams_max and grams else 1
    kilograms = max(boxes, -(-grams // 1_000))
    further = (kilograms - boxes) * rate.per_kg_minor
    return boxes * (rate.first_kg_minor + service.surcharge_minor) + further


def opening(sending: Sending) -> int:
    """What the first box costs before anything is weighed."""
    service, rate = sending
    return rate.first_kg_minor + service.surcharge_minor


def carries(sending: Sending, grams_of_piece: int) -> bool:
    return not sending[0].grams_max or grams_of_piece <= sending[0].grams_max
