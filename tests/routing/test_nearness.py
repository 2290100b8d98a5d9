"""Here, nearby, elsewhere; and how far that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, Instant
from app.routing.geo import haversine
from app.routing.model import Arrival, Destination
from app.routing.nearness import availability
from tests.routing.world import ALL_PLACES, HOME, NEAR, NOW, SHOPS


def test_the_chip_tells_here_nearby_and_elsewhere():
    stock = {("near", "tee"): 2, ("middle", "tee"): 3, ("far", "tee"): 4, ("far", "cap"): 9}
    told = availability("tee", stock, SHOPS, NEAR)
    assert (told.here, told.nearby, told.elsewhere, told.inbound) == (2, 3, 4, None)


def test_for_a_caller_there_is_no_here():
    stock = {("near", "tee"): 2, ("far", "tee"): 4}
    told = availability("tee", stock, SHOPS, HOME)
    assert (told.here, told.nearby, told.elsewhere) == (0, 2, 4)
    nowhere = availability("tee", stock, SHOPS, None)
    assert (nowhere.here, nowhere.nearby, nowhere.elsewhere) == (0, 0, 6)


def test_without_coordinates_the_zone_tells_what_is_nearby():
    stock = {("near", "tee"): 2, ("center", "tee"): 4}
    told = availability("tee", stock, ALL_PLACES, Destination("JKT"))
    assert (told.nearby, told.elsewhere) == (2, 4)


def test_the_next_receipt_anywhere_is_told():
    early, late = Instant(NOW + DAY), Instant(NOW + 2 * DAY)
    inbound = {("far", "tee"): ((5, late), (0, NOW)), ("middle", "tee"): ((1, early),)}
    told = availability("tee", {("near", "tee"): -3}, SHOPS, NEAR, inbound=inbound)
    assert told.here == 0
    assert told.inbound == Arrival("middle", 1, early)


latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_there_and_back(a, b, c, d):
    there, back = haversine(a, b, c, d), haversine(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-3)
    assert 0 <= there <= 20_015_200


def test_jakarta_to_bandung_is_about_116_kilometres():
    assert haversine(-6.2088, 106.8456, -6.9175, 107.6191) == pytest.approx(116_500, rel=0.01)
