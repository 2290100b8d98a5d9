"""A promise names a place that has the goods, a time at which it is open, and a reason."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, HOUR, MINUTE, Instant, as_datetime, from_datetime
from app.orders.states import Method
from app.routing.model import (
    OVERDUE,
    Arrival,
    Badge,
    Code,
    Destination,
    Kind,
    Need,
    Place,
    ZoneRate,
    availability,
    haversine,
    parcel_cost,
    pickup_options,
    ready_at,
    shipping_options,
)

NOW = from_datetime(datetime(2025, 3, 3, 5, tzinfo=UTC))  # Monday noon in Jakarta


def place(site_id, east=0, **more):
    """A shop `east` hundredths of a degree (about 1.1 km each) from the middle of Jakarta."""
    fields = {
        "name": site_id.title(),
        "kind": "store",
        "zone": "JKT",
        "latitude": -6.2,
        "longitude": 106.8 + east / 100,
        "pickup": True,
        "ships": True,
        "ready_minutes": 60,
        "opens": "10:00",
        "closes": "22:00",
        "time_zone": "Asia/Jakarta",
    }
    return Place(site_id=site_id, **{**fields, **more})


def need(product="tee", quantity=1, grams=300, key=""):
    return Need(key or f"line-{product}", product, quantity, grams)


NEAR, MIDDLE, FAR = place("near", 1), place("middle", 5), place("far", 30)
SHOPS = [FAR, NEAR, MIDDLE]
HOME = Destination("JKT", -6.2, 106.8)
RATES = [
    ZoneRate("JKT", "JKT", 9_000, 1_000, 1, 2),
    ZoneRate("BDG", "JKT", 12_000, 2_000, 2, 4),
]


def pickup(needs, stock, places=SHOPS, **more):
    return pickup_options(needs, places, stock, **{"near": HOME, "now": NOW, **more})


def ship(needs, stock, places=SHOPS, **more):
    return shipping_options(needs, places, stock, RATES, HOME, **{"now": NOW, **more})


def sites(option):
    return [parcel.site_id for parcel in option.parcels]


def excluded(promise):
    return {one.site_id: one.reason.code for one in promise.excluded}


def jakarta(day, hour, minute=0):
    return from_datetime(datetime(2025, 3, day, hour, minute, tzinfo=UTC)) - 7 * HOUR


# ---------------------------------------------------------------- pickup


def test_the_nearest_shop_with_everything_is_recommended():
    stock = {("near", "tee"): 2, ("far", "tee"): 2}
    first, second = pickup([need(quantity=2)], stock).options
    assert sites(first) == ["near"]
    assert (first.kind, first.reason.code) == (Kind.PICKUP, Code.NEAREST)
    assert first.reason.facts["metres"] == pytest.approx(1_105, abs=5)
    assert first.badges == (Badge.RECOMMENDED, Badge.NEAREST)
    assert sites(second) == ["far"]


def test_one_shop_with_everything_goes_before_two_nearer_ones():
    stock = {("near", "tee"): 1, ("middle", "cap"): 1, ("far", "tee"): 1, ("far", "cap"): 1}
    promise = pickup([need(), need("cap")], stock)
    (only,) = promise.options
    assert (sites(only), only.reason.code) == (["far"], Code.ONLY_SOURCE)
    assert (only.reason.facts["nearer"], only.reason.facts["nearer_has"]) == ("Near", 1)
    assert excluded(promise) == {"near": Code.NOT_ENOUGH, "middle": Code.NOT_ENOUGH}


def test_a_nearer_shop_that_lacks_something_is_named():
    stock = {("near", "tee"): 1, ("middle", "tee"): 3, ("far", "tee"): 3}
    first = pickup([need(quantity=3)], stock).options[0]
    assert (sites(first), first.reason.code) == (["middle"], Code.ALL_IN_ONE)
    assert first.reason.facts["units"] == 3


def test_a_shop_that_is_ready_sooner_is_shown_although_it_is_far():
    slow = [replace(shop, ready_minutes=240) for shop in (NEAR, MIDDLE)]
    more = [place(f"more{n}", 10 + n, ready_minutes=240) for n in range(3)]
    stock = {(shop.site_id, "tee"): 1 for shop in [*slow, *more, FAR]}
    promise = pickup([need()], stock, [*slow, *more, FAR])
    assert [sites(option) for option in promise.options] == [["near"], ["middle"], ["far"]]
    last = promise.options[-1]
    assert (last.reason.code, last.reason.facts["sooner_minutes"]) == (Code.FASTER, 180)
    assert Badge.FASTEST in last.badges
    assert excluded(promise)["more0"] == Code.OUTRANKED


def test_lines_are_split_over_the_nearest_shops_when_nobody_has_all():
    stock = {("near", "tee"): 1, ("middle", "cap"): 1, ("far", "cap"): 1}
    (option,) = pickup([need(), need("cap")], stock).options
    assert sites(option) == ["middle", "near"]
    assert (option.kind, option.reason.code) == (Kind.SPLIT, Code.NO_SINGLE_PLACE)
    assert option.missing == ()


def test_a_line_that_no_shop_has_whole_is_taken_piece_by_piece():
    stock = {("near", "tee"): 1, ("middle", "tee"): 2}
    (option,) = pickup([need(quantity=3)], stock).options
    assert {(p.site_id, p.quantities[0].quantity) for p in option.parcels} == {
        ("near", 1),
        ("middle", 2),
    }


def test_two_lines_of_one_product_do_not_take_the_same_piece_twice():
    stock = {("near", "tee"): 1, ("far", "tee"): 2}
    first = pickup([need(key="a"), need(key="b")], stock).options[0]
    assert sites(first) == ["far"]


def test_what_is_on_its_way_is_promised_for_later():
    arrives = Instant(NOW + 2 * DAY)
    promise = pickup([need()], {}, inbound={("near", "tee"): ((1, arrives),)})
    (option,) = promise.options
    assert (option.kind, option.reason.code) == (Kind.WAIT, Code.INBOUND)
    assert option.reason.facts["arrives"] == arrives
    assert option.promise_to == arrives + HOUR
    assert promise.missing == ()


def test_a_receipt_that_is_late_is_not_promised_for_today():
    (option,) = pickup([need()], {}, inbound={("near", "tee"): ((1, Instant(NOW - DAY)),)}).options
    assert option.promise_to == NOW + OVERDUE + HOUR


def test_part_now_and_the_rest_later_is_offered_beside_waiting():
    arrives = Instant(NOW + DAY)
    stock = {("near", "tee"): 1}
    waits, mixed = pickup(
        [need(quantity=2)], stock, inbound={("near", "tee"): ((1, arrives),)}
    ).options
    assert len(waits.parcels) == 1
    assert [p.promise_to for p in mixed.parcels] == [NOW + HOUR, arrives + HOUR]


def test_what_is_nowhere_is_missing_and_the_rest_is_promised():
    promise = pickup([need(), need("cap", 2)], {("near", "tee"): 1})
    assert [(m.key, m.quantity) for m in promise.missing] == [("line-cap", 2)]
    (option,) = promise.options
    assert (option.kind, option.missing) == (Kind.PICKUP, promise.missing)


def test_nothing_anywhere_is_no_promise():
    promise = pickup([need()], {})
    assert promise.options == ()
    assert [m.quantity for m in promise.missing] == [1]
    assert set(excluded(promise).values()) == {Code.NO_STOCK}


def test_an_empty_basket_asks_for_nothing():
    assert pickup([], {("near", "tee"): 1}).options == ()
    assert pickup([need(quantity=0)], {("near", "tee"): 1}).options == ()


def test_a_place_without_a_counter_is_excluded():
    center = place("center", 0, kind="center", pickup=False)
    promise = pickup([need()], {("center", "tee"): 9}, [center])
    assert excluded(promise) == {"center": Code.NO_PICKUP}


def test_shops_without_coordinates_come_last_and_are_never_called_nearest():
    lost = place("a-lost", latitude=None)
    stock = {("a-lost", "tee"): 1, ("far", "tee"): 1}
    assert [sites(o) for o in pickup([need()], stock, [lost, FAR]).options] == [["far"], ["a-lost"]]
    alone = pickup([need()], stock, [lost, replace(lost, site_id="b")], near=None)
    assert alone.options[0].reason.code == Code.ONLY_SOURCE
    assert "metres" not in alone.options[0].reason.facts


def test_near_may_be_a_shop():
    stock = {(shop.site_id, "tee"): 1 for shop in SHOPS}
    assert sites(pickup([need()], stock, near=FAR).options[0]) == ["far"]


# ---------------------------------------------------------------- shipping


def test_shipping_costs_every_started_kilogram():
    (option,) = ship([need(quantity=4)], {("near", "tee"): 4}).options
    assert option.cost_minor == 9_000 + 2 * 1_000
    assert parcel_cost(RATES[0], 0) == parcel_cost(RATES[0], 1_000) == 10_000
    assert parcel_cost(RATES[0], 1_001) == 11_000


def test_a_parcel_arrives_the_days_of_its_zone_after_it_was_handed_over():
    (option,) = ship([need()], {("near", "tee"): 1}).options
    (parcel,) = option.parcels
    assert parcel.method == Method.SHIP
    assert (parcel.promise_from, parcel.promise_to) == (
        parcel.ready_at + DAY,
        parcel.ready_at + 2 * DAY,
    )


def test_a_cheaper_zone_wins_over_a_nearer_place_and_says_so():
    dear = place("dear", 2, zone="BDG", kind="center")
    stock = {("dear", "tee"): 1, ("far", "tee"): 1}
    first, second = ship([need()], stock, [dear, FAR]).options
    assert (sites(first), first.kind) == (["far"], Kind.SHIP_FROM_STORE)
    assert first.reason.code == Code.CHEAPER
    assert (first.reason.facts["than"], first.reason.facts["saved"]) == ("Dear", 4_000)
    assert first.badges == (Badge.RECOMMENDED, Badge.CHEAPEST, Badge.FASTEST)
    assert (second.kind, second.reason.code) == (Kind.STANDARD, Code.NEAREST)
    assert second.badges == (Badge.NEAREST,)


def test_a_place_that_no_carrier_serves_or_that_does_not_ship_is_excluded():
    away, shut = place("away", zone="PAP"), place("shut", ships=False)
    promise = ship([need()], {("away", "tee"): 1, ("shut", "tee"): 1}, [away, shut])
    assert promise.options == ()
    assert excluded(promise) == {"away": Code.CARRIER_NOT_SERVING, "shut": Code.NO_SHIPPING}


def test_each_parcel_of_a_split_pays_its_own_way():
    (option,) = ship([need(), need("cap")], {("near", "tee"): 1, ("far", "cap"): 1}).options
    assert option.cost_minor == 2 * 10_000


# ---------------------------------------------------------------- opening hours


@pytest.mark.parametrize(
    ("at", "ready"),
    [
        (jakarta(3, 12), jakarta(3, 13)),
        (jakarta(3, 8), jakarta(3, 11)),  # before opening
        (jakarta(3, 21), jakarta(3, 22)),  # just in time
        (jakarta(3, 21, 1), jakarta(4, 11)),  # nobody stays longer
        (jakarta(3, 22), jakarta(4, 11)),  # closed
        (jakarta(3, 23, 59), jakarta(4, 11)),
    ],
)
def test_goods_are_ready_only_while_the_shop_is_open(at, ready):
    assert ready_at(NEAR, Instant(at)) == ready


def test_opening_hours_are_those_of_the_shops_own_zone():
    jayapura = place("jayapura", time_zone="Asia/Jayapura")  # two hours ahead
    assert ready_at(jayapura, Instant(jakarta(3, 20, 30))) == jakarta(4, 9)


def test_a_shop_that_closes_after_midnight_is_open_until_then():
    late = place("late", opens="16:00", closes="02:00")
    assert ready_at(late, Instant(jakarta(4, 0, 30))) == jakarta(4, 1, 30)
    assert ready_at(late, Instant(jakarta(4, 1, 30))) == jakarta(4, 17)
    assert ready_at(place("m", closes="24:00"), Instant(jakarta(3, 23))) == jakarta(4, 0)


def test_a_place_without_hours_never_closes():
    assert ready_at(place("web", opens="", closes=""), NOW) == NOW + HOUR


def test_a_lead_longer_than_a_day_of_work_starts_with_the_next_opening():
    slow = place("slow", ready_minutes=20 * 60)
    assert ready_at(slow, NOW) == jakarta(4, 10) + 20 * HOUR


hours = st.sampled_from(["", "00:00", "08:00", "10:00", "22:00", "23:59", "24:00"])
zones = st.sampled_from(["Asia/Jakarta", "Asia/Jayapura", "Europe/London", "UTC"])


@given(hours, hours, zones, st.integers(0, 20 * 365 * 24 * 60), st.integers(0, 30 * 60))
def test_nothing_is_ready_before_the_work_is_done(opens, closes, zone, minutes, lead):
    shop = place("shop", opens=opens, closes=closes, time_zone=zone, ready_minutes=lead)
    at = Instant(NOW + minutes * MINUTE)
    ready = ready_at(shop, at)
    assert at + lead * MINUTE <= ready <= at + lead * MINUTE + 2 * DAY


@given(st.integers(0, 3 * 365 * 24 * 60), st.integers(0, 11 * 60))
def test_nobody_is_sent_to_a_closed_door(minutes, lead):
    shop = replace(NEAR, ready_minutes=lead)
    local = as_datetime(ready_at(shop, Instant(NOW + minutes * MINUTE)), shop.time_zone)
    assert "10:00" <= f"{local:%H:%M}" <= "22:00"


# ---------------------------------------------------------------- promises for any stock

PRODUCTS = ["tee", "cap", "sock"]
counts = st.integers(-2, 4)
stocks = st.dictionaries(
    st.tuples(st.sampled_from(["near", "middle", "far", "center"]), st.sampled_from(PRODUCTS)),
    counts,
)
receipts = st.lists(
    st.tuples(st.integers(0, 3), st.integers(-DAY, 5 * DAY).map(lambda d: Instant(NOW + d))),
    max_size=3,
).map(tuple)
inbounds = st.dictionaries(
    st.tuples(st.sampled_from(["near", "far"]), st.sampled_from(PRODUCTS)), receipts
)
baskets = st.lists(
    st.builds(
        Need,
        key=st.uuids().map(str),
        product_id=st.sampled_from(PRODUCTS),
        quantity=st.integers(0, 4),
        weight_grams=st.integers(0, 3_000),
    ),
    max_size=5,
)
CENTER = place("center", 12, kind="center", zone="BDG", pickup=False)
ALL_PLACES = [*SHOPS, CENTER]


def both(needs, stock, inbound=None, places=ALL_PLACES, limit=3):
    more = {"inbound": inbound or {}, "limit": limit}
    return [pickup(needs, stock, places, **more), ship(needs, stock, places, **more)]


@given(baskets, stocks, inbounds)
def test_a_promise_never_exceeds_stock_and_receipts(needs, stock, inbound):
    for promise in both(needs, stock, inbound):
        for option in promise.options:
            taken: Counter[tuple[str, str]] = Counter()
            for parcel in option.parcels:
                for part in parcel.quantities:
                    taken[parcel.site_id, part.product_id] += part.quantity
            for cell, quantity in taken.items():
                coming = sum(pieces for pieces, _ in inbound.get(cell, ()))
                assert quantity <= max(0, stock.get(cell, 0)) + coming


@given(baskets, stocks)
def test_without_receipts_a_promise_never_exceeds_stock_nor_names_a_later_day(needs, stock):
    for promise in both(needs, stock):
        for option in promise.options:
            assert option.kind != Kind.WAIT
            for parcel in option.parcels:
                for part in parcel.quantities:
                    assert part.quantity <= stock[parcel.site_id, part.product_id]


@given(baskets, stocks, inbounds)
def test_what_is_promised_and_what_is_missing_is_what_was_asked(needs, stock, inbound):
    wanted = Counter({one.key: one.quantity for one in needs if one.quantity})
    for promise in both(needs, stock, inbound):
        for option in promise.options:
            told: Counter[str] = Counter()
            for part in [*(p for q in option.parcels for p in q.quantities), *option.missing]:
                assert part.quantity > 0
                told[part.key] += part.quantity
            assert told == wanted
        if wanted and not promise.options:
            assert Counter({one.key: one.quantity for one in promise.missing}) == wanted


@given(baskets, stocks, inbounds, st.randoms())
def test_the_order_in_which_places_are_listed_changes_no_option(needs, stock, inbound, chance):
    shuffled = ALL_PLACES.copy()
    chance.shuffle(shuffled)
    listed = both(needs, stock, inbound)
    for one, other in zip(listed, both(needs, stock, inbound, shuffled), strict=True):
        assert one.options == other.options


@given(baskets, stocks, inbounds, st.integers(1, 4))
def test_each_place_is_promised_or_excluded_with_a_reason(needs, stock, inbound, limit):
    for promise in both(needs, stock, inbound, limit=limit):
        assert len(promise.options) <= limit
        named = {site for option in promise.options for site in sites(option)}
        refused = excluded(promise)
        assert not named & refused.keys()
        if any(one.quantity for one in needs):
            assert named | refused.keys() == {one.site_id for one in ALL_PLACES}


@given(baskets, stocks, inbounds)
def test_the_window_of_an_option_holds_the_windows_of_its_parcels(needs, stock, inbound):
    for promise in both(needs, stock, inbound):
        for option in promise.options:
            assert option.cost_minor == sum(parcel.cost_minor for parcel in option.parcels)
            for parcel in option.parcels:
                assert NOW <= parcel.ready_at <= parcel.promise_from <= parcel.promise_to
                assert option.promise_from <= parcel.promise_from
                assert parcel.promise_to <= option.promise_to


# ---------------------------------------------------------------- availability


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


# ---------------------------------------------------------------- distance

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_there_and_back(a, b, c, d):
    there, back = haversine(a, b, c, d), haversine(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-3)
    assert 0 <= there <= 20_015_200


def test_jakarta_to_bandung_is_about_116_kilometres():
    assert haversine(-6.2088, 106.8456, -6.9175, 107.6191) == pytest.approx(116_500, rel=0.01)
