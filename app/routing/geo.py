"""How far is a place from where the order goes, and is that near?"""

from math import asin, cos, inf, radians, sin, sqrt

from app.routing.model import Near, Place

NEARBY_METRES = 25_000  # what people in Jabodetabek drive for a shirt
EARTH_METRES = 6_371_008.8  # mean radius, IUGG


def distance(place: Place, near: Near) -> float:
    """Metres on the great circle (haversine); infinite when one of both is nowhere."""
    here = (place.latitude, place.longitude)
    there = (near.latitude, near.longitude) if near else (None, None)
    if here[0] is None or here[1] is None or there[0] is None or there[1] is None:
        return inf
    return haversine(here[0], here[1], there[0], there[1])


def haversine(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    north = sin(radians(to_latitude - latitude) / 2) ** 2
    east = sin(radians(to_longitude - longitude) / 2) ** 2
    chord = north + cos(radians(latitude)) * cos(radians(to_latitude)) * east
    return 2 * EARTH_METRES * asin(sqrt(min(1.0, chord)))


def is_nearby(place: Place, near: Near) -> bool:
    """By distance; by zone where coordinates are not known."""
    if near is None:
        return False
    metres = distance(place, near)
    if metres == inf:
        return bool(near.zone) and place.zone == near.zone
    return metres <= NEARBY_METRES
