"""A promise names a place that has the goods, a time at which it is open, and a reason."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, HOUR, Instant
from app.orders.states import Method
from app.routing.engine.options import promise
from app.routing.engine.waiting import OVERDUE
from app.routing.engine.world import World
from app.routing.model import Badge, Code, Kind, Need
from app.routing.network import Footprint, Handling, Room, Service, ServiceRate, Skill
from app.routing.rules.model import Rule, RuleSet, Where, Wish
from tests.routing.world import (
    ALL_PLACES,
    CENTER,
    EXPRESS,
    FAR,
    FAST_RATES,
    HOME,
    MIDDLE,
    NEAR,
    NOW,
    RATES,
    REGULAR,
    SHOPS,
    asked,
    excluded,
    jakarta,
    need,
    network,
    pickup,
    place,
    ship,
    sites,
)

MARCH = [date(2025, 3, day) for day in range(2, 25)]


def at(*names):
    return Where(sites=frozenset(names))


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
    promised = pickup([need(), need("cap")], stock)
    only, sent = promised.options
    assert (sites(only), only.reason.code) == (["far"], Code.ONLY_SOURCE)
    assert (only.reason.facts["nearer"], only.reason.facts["nearer_has"]) == ("Near", 1)
    assert excluded(promised) == {"middle": Code.NOT_ENOUGH}
    assert (sites(sent), sent.kind) == (["near"], Kind.SHIP_TO_STORE)


def test_a_nearer_shop_that_lacks_something_is_named():
    stock = {("near", "tee"): 1, ("middle", "tee"): 3, ("far", "tee"): 3}
    first = pickup([need(quantity=3)], stock).options[0]
    assert (sites(first), first.reason.code) == (["middle"], Code.ALL_IN_ONE)
    assert (first.reason.facts["units"], first.reason.facts["more_parcels"]) == (3, 1)


def test_a_shop_that_is_ready_sooner_is_shown_although_it_is_far():
    slow = [replace(shop, ready_minutes=240) for shop in (NEAR, MIDDLE)]
    more = [place(f"more{n}", 10 + n, ready_minutes=240) for n in range(3)]
    stock = {(shop.site_id, "tee"): 1 for shop in [*slow, *more, FAR]}
    promised = pickup([need()], stock, [*slow, *more, FAR], limit=3)
    assert [sites(option) for option in promised.options] == [["near"], ["middle"], ["far"]]
    last = promised.options[-1]
    assert (last.reason.code, last.reason.facts["sooner_minutes"]) == (Code.FASTER, 180)
    assert Badge.FASTEST in last.badges
    assert excluded(promised)["more1"] == Code.OUTRANKED


def test_lines_are_split_over_few_shops_when_nobody_has_all():
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


def test_a_place_without_a_counter_is_excluded():
    center = place("center", 0, kind="center", pickup=False)
    promised = pickup([need()], {("center", "tee"): 9}, [center])
    assert excluded(promised) == {"center": Code.NO_PICKUP}


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


def test_a_customer_may_name_the_shops():
    stock = {(shop.site_id, "tee"): 1 for shop in SHOPS}
    (option,) = pickup([need()], stock, only_at=frozenset({"far"})).options
    assert sites(option) == ["far"]


# ---------------------------------------------------------------- waiting


def test_what_is_on_its_way_is_promised_for_later():
    arrives = Instant(NOW + 2 * DAY)
    promised = pickup([need()], {}, inbound={("near", "tee"): ((1, arrives),)})
    (option,) = promised.options
    assert (option.kind, option.reason.code) == (Kind.WAIT, Code.INBOUND)
    assert option.reason.facts["arrives"] == arrives
    assert option.promise_to == arrives + HOUR
    assert promised.missing == ()


def test_a_receipt_that_is_late_is_not_promised_for_today():
    (option,) = pickup([need()], {}, inbound={("near", "tee"): ((1, Instant(NOW - DAY)),)}).options
    assert option.promise_to == NOW + OVERDUE + HOUR


def test_part_now_and_the_rest_later_is_offered_beside_waiting():
    arrives = Instant(NOW + DAY)
    stock = {("near", "tee"): 1}
    options = pickup([need(quantity=2)], stock, inbound={("near", "tee"): ((1, arrives),)}).options
    assert {len(option.parcels) for option in options[:2]} == {1, 2}
    mixed = next(option for option in options if len(option.parcels) == 2)
    assert [parcel.promise_to for parcel in mixed.parcels] == [NOW + HOUR, arrives + HOUR]


def test_who_prefers_one_parcel_may_wait_for_it():
    stock = {("near", "tee"): 1, ("middle", "cap"): 1}
    inbound = {("near", "cap"): ((5, Instant(NOW + DAY)),)}
    kinds = [option.kind for option in ship([need(), need("cap")], stock, inbound=inbound).options]
    assert kinds == [Kind.WAIT, Kind.SPLIT]


def test_what_is_nowhere_is_missing_and_the_rest_is_promised():
    promised = pickup([need(), need("cap", 2)], {("near", "tee"): 1})
    assert [(m.key, m.quantity) for m in promised.missing] == [("line-cap", 2)]
    (option,) = promised.options
    assert (option.kind, option.missing) == (Kind.PICKUP, promised.missing)


def test_nothing_anywhere_is_no_promise():
    promised = pickup([need()], {})
    assert promised.options == ()
    assert [m.quantity for m in promised.missing] == [1]
    assert set(excluded(promised).values()) == {Code.NO_STOCK}


def test_an_empty_basket_asks_for_nothing():
    assert pickup([], {("near", "tee"): 1}).options == ()
    assert pickup([need(quantity=0)], {("near", "tee"): 1}).options == ()


# ---------------------------------------------------------------- shipping


def test_shipping_costs_every_started_kilogram():
    (option,) = ship([need(quantity=4)], {("near", "tee"): 4}).options
    assert option.cost_minor == option.price_minor == 10_000 + 1_000
    assert option.service == "reg"


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
    (first,) = ship([need()], {("dear", "tee"): 1, ("far", "tee"): 1}, [dear, FAR]).options
    assert (sites(first), first.kind) == (["far"], Kind.SHIP_FROM_STORE)
    assert first.reason.code == Code.CHEAPER
    assert (first.reason.facts["than"], first.reason.facts["saved"]) == ("Dear", 4_000)


def test_a_dearer_service_is_offered_when_it_is_faster():
    world = network([CENTER], services=(REGULAR, EXPRESS), rates=RATES + FAST_RATES)
    regular, fast = ship([need()], {("center", "tee"): 1}, world=world).options
    assert (regular.kind, fast.kind, fast.service) == (Kind.STANDARD, Kind.EXPRESS, "esok")
    assert (fast.reason.code, fast.badges) == (Code.FASTER, (Badge.FASTEST,))
    assert regular.badges == (Badge.RECOMMENDED, Badge.CHEAPEST)


def test_a_place_that_no_carrier_serves_or_that_does_not_ship_is_excluded():
    away, shut = place("away", zone="PAP"), place("shut", ships=False)
    promised = ship([need()], {("away", "tee"): 1, ("shut", "tee"): 1}, [away, shut])
    assert promised.options == ()
    assert excluded(promised) == {"away": Code.CARRIER_NOT_SERVING, "shut": Code.NO_SHIPPING}
    assert promised.excluded[0].reason.facts.get("zone", "JKT") == "JKT"


def test_each_parcel_of_a_split_pays_its_own_way():
    (option,) = ship([need(), need("cap")], {("near", "tee"): 1, ("far", "cap"): 1}).options
    assert option.cost_minor == 2 * 10_000


def test_one_parcel_is_offered_beside_a_cheaper_split():
    east = place("east", 40, zone="BDG")
    rates = (
        ServiceRate("reg", "JKT", "JKT", 1_000, 0, 1, 1),
        ServiceRate("reg", "BDG", "JKT", 90_000, 0, 2, 4),
    )
    stock = {("near", "tee"): 1, ("far", "cap"): 1, ("east", "tee"): 1, ("east", "cap"): 1}
    world = network([NEAR, FAR, east], rates=rates)
    split, whole = ship([need(), need("cap")], stock, world=world).options
    assert (split.kind, len(whole.parcels)) == (Kind.SPLIT, 1)
    assert (split.reason.code, split.reason.facts["than"]) == (Code.CHEAPER, "East")


def test_a_piece_too_heavy_for_the_service_is_told():
    light = Service("reg", "Nusa Kirim", REGULAR.level, grams_max=5_000)
    world = network(services=(light,))
    promised = ship([need(grams=9_000)], {("near", "tee"): 1}, world=world)
    assert excluded(promised)["near"] == Code.TOO_HEAVY


def test_a_heavy_order_goes_in_several_boxes():
    light = Service("reg", "Nusa Kirim", REGULAR.level, surcharge_minor=500, grams_max=2_000)
    world = network(services=(light,))
    (option,) = ship([need(quantity=5, grams=1_000)], {("near", "tee"): 5}, world=world).options
    assert option.cost_minor == 3 * 10_500 + 2 * 1_000


def test_emissions_are_told_with_their_range_and_left_out_where_they_are_not_known():
    prints = Footprint(per_tonne_km=100, last_mile_grams=240, spread_percent=30, version="v1")
    green = Service("reg", "Nusa Kirim", REGULAR.level, footprint=prints)
    stock = {("far", "tee"): 1}
    (option,) = ship([need()], stock, world=network(services=(green,))).options
    assert (option.co2.grams, option.co2.low, option.co2.high) == (241, 168, 313)
    (blank,) = ship([need()], stock).options
    assert blank.co2 is None


def test_two_hundred_lines_have_their_options():
    needs = [need(f"p{n}", 1 + n % 3) for n in range(200)]
    stock = {(one.site_id, f"p{n}"): 9 for n in range(200) for one in SHOPS if n % 7 or one is FAR}
    for promised in (pickup(needs, stock), ship(needs, stock)):
        assert sites(promised.options[0]) == ["far"]
        assert promised.missing == ()


def test_nearly_ten_thousand_pieces_take_what_there_is_and_say_what_is_missing():
    stock = {("near", "tee"): 400, ("far", "tee"): 5_000}
    promised = ship([need(quantity=9_999)], stock)
    (option,) = promised.options
    assert (option.kind, sum(part.quantity for part in option.missing)) == (Kind.SPLIT, 4_599)
    assert promised.missing == option.missing
    assert option.reason.code == Code.NO_SINGLE_PLACE


# ---------------------------------------------------------------- a part sooner


def complete(promised):
    return [option for option in promised.options if not option.missing]


QUICK_RATES = (ServiceRate("esok", "JKT", "JKT", 40_000, 9_000, 0, 0),)
QUICK = network(ALL_PLACES, services=(REGULAR, EXPRESS), rates=RATES + QUICK_RATES)


def test_who_prefers_it_has_a_part_today_and_the_rest_as_usual():
    stock = {("near", "tee"): 1, ("center", "tee"): 1, ("center", "cap"): 1}
    whole, split = complete(ship([need(), need("cap")], stock, world=QUICK))
    assert (whole.kind, sites(whole)) == (Kind.STANDARD, ["center"])
    assert (split.kind, split.reason.code) == (Kind.SPLIT, Code.PART_SOONER)
    assert {parcel.site_id: parcel.promise_to for parcel in split.parcels} == {
        "near": jakarta(3, 19),
        "center": whole.promise_to,
    }
    assert split.promise_from < whole.promise_from
    assert (split.reason.facts["has"], split.reason.facts["of"]) == (1, 2)
    assert split.cost_minor == 40_000 + 14_000


def test_no_part_is_sent_ahead_when_all_can_be_there_that_day():
    stock = {("near", "tee"): 1, ("near", "cap"): 1}
    kinds = [option.kind for option in ship([need(), need("cap")], stock, world=QUICK).options]
    assert kinds == [Kind.SHIP_FROM_STORE, Kind.EXPRESS]


def test_a_rule_of_one_parcel_leaves_no_part_to_send_ahead():
    one = RuleSet(1, (Rule("r1", "One parcel", Wish.MAX_PARCELS, number=1),))
    stock = {("near", "tee"): 1, ("center", "tee"): 1, ("center", "cap"): 1}
    world = replace(QUICK, rules=one)
    (whole,) = complete(ship([need(), need("cap")], stock, world=world))
    assert len(whole.parcels) == 1


def test_emissions_and_costs_of_parts_are_those_of_both():
    prints = Footprint(per_tonne_km=100, last_mile_grams=240, spread_percent=30, version="v1")
    services = (replace(REGULAR, footprint=prints), replace(EXPRESS, footprint=prints))
    stock = {("near", "tee"): 1, ("center", "tee"): 1, ("center", "cap"): 1}
    needs = [need(), need("cap")]
    handling = {"near": Handling(parcel_minor=700), "center": Handling(parcel_minor=500)}
    world = replace(QUICK, services=services, handling=handling)
    whole, split = complete(ship(needs, stock, world=world))
    assert whole.serve_minor == whole.cost_minor + 500
    assert split.serve_minor == split.cost_minor + 1_200
    assert split.co2.grams == 2 * 240
    assert split.co2.low < split.co2.grams < split.co2.high


def test_who_passes_by_a_nearer_counter_may_wait_for_goods_there():
    stock = {("near", "tee"): 1, ("far", "tee"): 2}
    inbound = {("near", "tee"): ((1, Instant(NOW + DAY)),)}
    now, later, sent = pickup([need(quantity=2)], stock, inbound=inbound).options
    assert (sites(now), now.kind) == (["far"], Kind.PICKUP)
    assert (sites(later), later.kind) == (["near"], Kind.WAIT)
    assert later.parcels[0].arrives == NOW + DAY
    assert (sites(sent), sent.kind) == (["near"], Kind.SHIP_TO_STORE)


# ---------------------------------------------------------------- what keeps a place out


def test_a_day_that_the_customer_names_is_kept():
    stock = {("near", "tee"): 1}
    tomorrow = Instant(NOW + DAY)
    late = ship([need()], stock, need_by=tomorrow)
    assert late.options == ()
    told = next(one for one in late.excluded if one.site_id == "near")
    assert (told.reason.code, told.reason.facts["earliest"]) == (
        Code.TOO_LATE,
        NOW + HOUR + 2 * DAY,
    )
    assert ship([need()], stock, need_by=Instant(NOW + 3 * DAY)).options


def test_a_cut_off_that_is_missed_is_to_blame():
    world = network(cutoffs={("near", "reg"): "12:30"})
    stock = {("near", "tee"): 1}
    (option,) = ship([need()], stock, world=world).options
    assert option.parcels[0].ready_at == jakarta(4, 12, 30)
    missed = ship([need()], stock, world=world, need_by=Instant(jakarta(3, 13) + 2 * DAY))
    assert excluded(missed)["near"] == Code.CUTOFF_MISSED


def test_a_place_without_capacity_is_told():
    rooms = {("near", Skill.PICK, day): Room(0, 0) for day in MARCH}
    promised = pickup([need()], {("near", "tee"): 1}, world=network(rooms=rooms))
    assert promised.options == ()
    assert excluded(promised)["near"] == Code.AT_CAPACITY


def test_work_waits_for_a_day_with_room():
    rooms = {
        ("near", Skill.PICK, day): Room(60, 60 if day < date(2025, 3, 5) else 0) for day in MARCH
    }
    handling = {"near": Handling(minutes_per_unit={Skill.PICK: 4})}
    world = network(rooms=rooms, handling=handling)
    (option,) = pickup([need()], {("near", "tee"): 1}, world=world).options
    assert option.promise_to == jakarta(5, 11)
    (big,) = pickup([need(quantity=20)], {("near", "tee"): 20}, world=world).options
    assert big.promise_to == jakarta(6, 11)  # 80 minutes are two days' work


def test_a_rule_that_keeps_the_nearer_place_out_is_the_reason():
    rules = RuleSet(
        1,
        (
            Rule(
                "r1", "Airport does not ship", Wish.EXCLUDE, where=Where(sites=frozenset({"near"}))
            ),
        ),
    )
    stock = {("near", "tee"): 1, ("far", "tee"): 1, ("middle", "tee"): 1}
    promised = ship([need()], stock, world=network(rules=rules))
    assert promised.options[0].reason.code == Code.RULE_EXCLUDED
    assert promised.options[0].reason.facts["nearer"] == "Near"
    assert promised.options[0].reason.facts["rule"] == "Airport does not ship"
    assert excluded(promised)["near"] == Code.RULE_EXCLUDED


def test_rules_that_exclude_everything_leave_a_reason_for_each_place():
    rules = RuleSet(1, (Rule("r1", "Nobody", Wish.EXCLUDE),))
    stock = {(shop.site_id, "tee"): 1 for shop in SHOPS}
    promised = ship([need()], stock, world=network(rules=rules))
    assert promised.options == ()
    assert excluded(promised) == dict.fromkeys(("near", "middle", "far"), Code.RULE_EXCLUDED)
    assert [one.quantity for one in promised.missing] == [1]


def test_the_last_unit_that_a_rule_keeps_is_not_given():
    keep = Rule("r1", "One for the shop", Wish.PROTECT, number=1)
    promised = ship([need()], {("near", "tee"): 1}, world=network(rules=RuleSet(1, (keep,))))
    assert excluded(promised)["near"] == Code.LAST_UNIT_PROTECTED


def test_a_preferred_place_wins_by_money_and_the_rule_is_told():
    wish = Rule("r1", "Far first", Wish.PREFER, where=at("far"), amount_minor=500)
    stock = {("near", "tee"): 1, ("far", "tee"): 1}
    first = ship([need()], stock, world=network(rules=RuleSet(1, (wish,)))).options[0]
    assert (sites(first), first.reason.code) == (["far"], Code.RULE_PREFERRED)
    assert first.cost_minor == 10_000  # the customer pays what the carrier asks


def test_a_rule_may_allow_one_parcel_only():
    one = Rule("r1", "One parcel", Wish.MAX_PARCELS, number=1)
    stock = {("near", "tee"): 1, ("far", "cap"): 1}
    (option,) = ship([need(), need("cap")], stock, world=network(rules=RuleSet(1, (one,)))).options
    assert len(option.parcels) == 1
    assert len(option.missing) == 1


def test_what_failed_there_before_is_not_asked_again():
    stock = {("near", "tee"): 1, ("far", "tee"): 1}
    promised = ship([need()], stock, not_at=frozenset({("near", "tee")}))
    assert sites(promised.options[0]) == ["far"]
    assert excluded(promised)["near"] == Code.REJECTED_BEFORE


def test_what_a_channel_does_not_get_this_way_is_no_stock_for_it():
    stock = {("near", "tee"): 5, ("far", "tee"): 5}
    promised = ship([need()], stock, barred=frozenset({("near", "tee")}))
    assert sites(promised.options[0]) == ["far"]
    assert excluded(promised)["near"] == Code.NO_SHIPPING
    cells = frozenset({("near", "tee")})
    held = pickup([need()], stock, barred=cells, unsent=cells)
    assert excluded(held)["near"] == Code.NO_PICKUP


# ---------------------------------------------------------------- promises for any stock

PRODUCTS = ["tee", "cap", "sock"]
stocks = st.dictionaries(
    st.tuples(st.sampled_from(["near", "middle", "far", "center"]), st.sampled_from(PRODUCTS)),
    st.integers(-2, 4),
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


def both(needs, stock, inbound=None, places=ALL_PLACES, limit=5):
    more = {"inbound": inbound or {}, "limit": limit}
    return [pickup(needs, stock, places, **more), ship(needs, stock, places, **more)]


@given(baskets, stocks, inbounds)
def test_a_promise_never_exceeds_stock_and_receipts(needs, stock, inbound):
    for promised in both(needs, stock, inbound):
        for option in promised.options:
            taken: Counter[tuple[str, str]] = Counter()
            for parcel in option.parcels:
                for part in parcel.quantities:
                    taken[parcel.source_id, part.product_id] += part.quantity
            for cell, quantity in taken.items():
                coming = sum(pieces for pieces, _ in inbound.get(cell, ()))
                assert quantity <= max(0, stock.get(cell, 0)) + coming


@given(baskets, stocks, inbounds)
def test_waiting_is_one_parcel_and_a_part_ahead_is_ahead_of_the_rest(needs, stock, inbound):
    promised = ship(needs, stock, world=QUICK, inbound=inbound)
    for option in promised.options:
        came = [parcel for parcel in option.parcels if parcel.arrives is not None]
        assert all(parcel.arrives <= parcel.ready_at for parcel in came)
        if option.kind is Kind.WAIT:
            assert (len(option.parcels), came) == (1, list(option.parcels))
        if option.reason.code is Code.PART_SOONER:
            assert not option.missing
            whole = [one for one in complete(promised) if one.kind is not Kind.SPLIT]
            assert all(option.promise_from < one.promise_to for one in whole)


@given(baskets, stocks)
def test_what_is_sent_ahead_and_the_rest_are_together_what_was_asked_and_is_there(needs, stock):
    wanted = Counter({one.key: one.quantity for one in needs if one.quantity})
    for option in ship(needs, stock, world=QUICK).options:
        told: Counter[str] = Counter()
        taken: Counter[tuple[str, str]] = Counter()
        for parcel in option.parcels:
            for part in parcel.quantities:
                told[part.key] += part.quantity
                taken[parcel.site_id, part.product_id] += part.quantity
        for part in option.missing:
            told[part.key] += part.quantity
        assert told == wanted
        assert all(units <= stock[cell] for cell, units in taken.items())


@given(baskets, stocks)
def test_without_receipts_a_promise_never_exceeds_stock_nor_names_a_later_day(needs, stock):
    for promised in both(needs, stock):
        for option in promised.options:
            assert option.kind != Kind.WAIT
            for parcel in option.parcels:
                for part in parcel.quantities:
                    assert part.quantity <= stock[parcel.source_id, part.product_id]


@given(baskets, stocks, inbounds)
def test_what_is_promised_and_what_is_missing_is_what_was_asked(needs, stock, inbound):
    wanted = Counter({one.key: one.quantity for one in needs if one.quantity})
    for promised in both(needs, stock, inbound):
        for option in promised.options:
            told: Counter[str] = Counter()
            for part in [*(p for q in option.parcels for p in q.quantities), *option.missing]:
                assert part.quantity > 0
                told[part.key] += part.quantity
            assert told == wanted
        if wanted and not promised.options:
            assert Counter({one.key: one.quantity for one in promised.missing}) == wanted


@given(baskets, stocks, inbounds, st.randoms())
def test_the_order_in_which_places_are_listed_changes_no_option(needs, stock, inbound, chance):
    shuffled = ALL_PLACES.copy()
    chance.shuffle(shuffled)
    listed = both(needs, stock, inbound)
    for one, other in zip(listed, both(needs, stock, inbound, shuffled), strict=True):
        assert one.options == other.options


@given(baskets, stocks, inbounds, st.integers(1, 5))
def test_each_place_is_promised_or_excluded_with_a_reason(needs, stock, inbound, limit):
    for promised in both(needs, stock, inbound, limit=limit):
        assert len(promised.options) <= limit
        parcels = [parcel for option in promised.options for parcel in option.parcels]
        named = {site for one in parcels for site in (one.site_id, one.source_id)}
        refused = excluded(promised)
        assert not named & refused.keys()
        if any(one.quantity for one in needs):
            assert named | refused.keys() == {one.site_id for one in ALL_PLACES}


@given(baskets, stocks, inbounds)
def test_the_window_of_an_option_holds_the_windows_of_its_parcels(needs, stock, inbound):
    for promised in both(needs, stock, inbound):
        for option in promised.options:
            assert option.cost_minor == sum(parcel.cost_minor for parcel in option.parcels)
            for parcel in option.parcels:
                assert NOW <= parcel.ready_at <= parcel.promise_from <= parcel.promise_to
                assert option.promise_from <= parcel.promise_from
                assert parcel.promise_to <= option.promise_to


@given(baskets, stocks, inbounds, st.integers(1, 12))
def test_no_option_is_later_than_the_day_that_was_named(needs, stock, inbound, half_days):
    by = Instant(NOW + half_days * DAY // 2)
    questions = [asked(needs, method, need_by=by) for method in (Method.PICKUP, Method.SHIP)]
    promised = promise(questions, World(network(ALL_PLACES), stock, inbound))
    assert all(option.promise_to <= by for option in promised.options)


def test_all_ways_together_are_at_most_five_with_the_cheapest_fastest_and_nearest():
    stock = {(one.site_id, "tee"): 3 for one in ALL_PLACES}
    world = network(ALL_PLACES, services=(REGULAR, EXPRESS), rates=RATES + FAST_RATES)
    questions = [asked([need()], method) for method in (Method.PICKUP, Method.SHIP)]
    options = promise(questions, World(world, stock)).options
    assert 3 <= len(options) <= 5
    won = {badge for option in options for badge in option.badges}
    assert {Badge.RECOMMENDED, Badge.CHEAPEST, Badge.FASTEST, Badge.NEAREST} <= won
    assert {option.parcels[0].method for option in options} == {Method.PICKUP, Method.SHIP}
    assert HOME.zone == "JKT"
