"""What a counter lacks is offered to be sent there: only then, never before the goods can be there,
and at what it costs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, HOUR, Instant
from app.orders.states import Method
from app.routing.engine.explain import used_by
from app.routing.engine.offers import left_out
from app.routing.engine.options import promise
from app.routing.engine.sending import asked_for, senders
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.hours import openings
from app.routing.model import Code, Kind
from app.routing.network import Handling, Room, Skill
from app.routing.rules.model import Rule, RuleSet, Where, Wish
from tests.routing.test_options import MARCH, baskets, stocks
from tests.routing.world import (
    ALL_PLACES,
    FAR,
    MIDDLE,
    NEAR,
    NOW,
    SHOPS,
    asked,
    need,
    network,
    pickup,
    place,
    ship,
)


def sent(promised):
    return [one for one in promised.options if one.kind is Kind.SHIP_TO_STORE]


def only_sent(promised):
    (option,) = sent(promised)
    (parcel,) = option.parcels
    return option, parcel


# ---------------------------------------------------------------- what is offered


def test_the_nearest_counter_gets_what_it_lacks_from_one_place() -> None:
    option, parcel = only_sent(pickup([need(quantity=2)], {("near", "tee"): 1, ("far", "tee"): 2}))
    assert (parcel.site_id, parcel.sent_from, parcel.method) == ("near", "far", Method.PICKUP)
    assert (option.reason.code, option.reason.facts) == (
        Code.SENT_THERE,
        {"place": "Near", "has": 1, "of": 2},
    )
    assert option.missing == ()


def test_it_is_sent_from_where_nothing_is_handed_over() -> None:
    center = place("center", 50, kind="center", pickup=False)
    _, parcel = only_sent(pickup([need()], {("center", "tee"): 9}, [NEAR, center]))
    assert (parcel.site_id, parcel.sent_from) == ("near", "center")


def test_it_is_not_offered_where_the_shelf_serves_all() -> None:
    assert not sent(pickup([need()], {("near", "tee"): 1, ("far", "tee"): 9}))


def test_what_no_single_place_has_is_not_sent() -> None:
    stock = {("middle", "tee"): 1, ("far", "tee"): 1}
    assert not sent(pickup([need(quantity=2)], stock))


def test_beside_a_counter_that_has_all_it_is_never_the_first() -> None:
    """However cheap the carrier is, and however far the counter."""
    far = place("far", 400)
    promised = pickup([need()], {("far", "tee"): 1}, [NEAR, far])
    assert sent(promised)
    assert promised.options[0].kind is Kind.PICKUP


def test_only_the_stores_that_were_asked_for_get_something() -> None:
    stock = {("far", "tee"): 1}
    _, parcel = only_sent(pickup([need()], stock, only_at=frozenset({"middle"})))
    assert (parcel.site_id, parcel.sent_from) == ("middle", "far")


def test_a_rule_that_keeps_a_store_from_sending_is_kept() -> None:
    rule = Rule("r1", "No", Wish.EXCLUDE, where=Where(sites=frozenset({"far"})))
    world = network(rules=RuleSet(1, (rule,)))
    assert not sent(pickup([need()], {("far", "tee"): 1}, world=world))
    barred = frozenset({("far", "tee")})
    assert not sent(pickup([need()], {("far", "tee"): 1}, unsent=barred))


def test_who_named_a_day_is_not_offered_a_later_one() -> None:
    stock = {("far", "tee"): 1}
    option, _ = only_sent(pickup([need()], stock))
    by = Instant(option.promise_to)
    assert sent(pickup([need()], stock, need_by=by))
    assert not sent(pickup([need()], stock, need_by=Instant(by - 1)))


# ---------------------------------------------------------------- when


def test_it_is_unpacked_and_staged_in_the_hours_of_the_store() -> None:
    _, parcel = only_sent(pickup([need()], {("far", "tee"): 1}))
    (home,) = ship([need()], {("far", "tee"): 1}).options
    came = home.promise_to
    opens = next(at for _, at, closes in openings(NEAR, came) if closes - max(at, came) >= HOUR)
    assert parcel.ready_at == home.parcels[0].ready_at
    assert parcel.promise_to == max(came, opens) + NEAR.ready_minutes * 60_000_000


def test_a_store_without_room_for_the_work_promises_a_later_day() -> None:
    first, _ = only_sent(pickup([need()], {("far", "tee"): 1}))
    handling = {"near": Handling(minutes_per_parcel={Skill.PICK: 5, Skill.STAGE: 5})}
    full = {("near", Skill.STAGE, day): Room(10, 10) for day in MARCH[:6]}
    world = network(handling=handling, rooms=full)
    later, _ = only_sent(pickup([need()], {("far", "tee"): 1}, world=world))
    assert later.promise_to >= first.promise_to + DAY // 2


# ---------------------------------------------------------------- what it costs


def test_both_ends_and_the_carrier_are_paid_and_the_customer_pays_nothing() -> None:
    handling = {
        "near": Handling(parcel_minor=700, unit_minor=30),
        "far": Handling(parcel_minor=1_100, unit_minor=50),
    }
    stock = {("far", "tee"): 3}
    world = network(handling=handling)
    option, parcel = only_sent(pickup([need(quantity=3)], stock, world=world))
    (home,) = ship([need(quantity=3)], stock, world=world).options
    assert (option.price_minor, option.cost_minor, parcel.cost_minor) == (0, 0, 0)
    assert option.serve_minor == home.cost_minor + 700 + 1_100 + 3 * (30 + 50)
    assert option.service == home.service


# ---------------------------------------------------------------- for any stock


@given(baskets, stocks, st.sampled_from([None, "near", "middle"]))
def test_whatever_there_is_what_is_sent_lies_in_one_other_place_and_the_shelf_has_not_all(
    needs, stock, only
) -> None:
    more = {"only_at": frozenset({only})} if only else {}
    question = asked(needs, Method.PICKUP, **more)
    promised = promise([question], World(network(ALL_PLACES), stock))
    found = sent(promised)
    assert len(found) <= 1
    for option in found:
        (parcel,) = option.parcels
        assert parcel.sent_from not in ("", parcel.site_id)
        assert option.missing == ()
        wanted: dict[str, int] = {}
        for one in needs:
            wanted[one.product_id] = wanted.get(one.product_id, 0) + one.quantity
        lies = {cell: max(0, units) for cell, units in stock.items()}
        assert all(lies.get((parcel.sent_from, k), 0) >= n for k, n in wanted.items())
        assert any(lies.get((parcel.site_id, k), 0) < n for k, n in wanted.items())
        direct = ship(needs, stock, ALL_PLACES, only_at=frozenset({parcel.sent_from})).options
        assert all(option.promise_from > one.promise_to for one in direct)
        assert option.promise_to == option.promise_from > parcel.ready_at >= NOW
        assert option.price_minor == 0


@given(baskets, stocks, st.sampled_from([NEAR, MIDDLE]))
def test_whoever_could_send_all_is_looked_at(needs, stock, counter) -> None:
    """Only places that have all are priced: by pricing every place none is found besides."""
    question = asked(needs, Method.PICKUP)
    world = World(network(ALL_PLACES), stock)
    found = world.priced(asked_for(question, counter))
    answer = solve(found.problem)
    if not left_out(found, answer):
        used = {found.sources[column].site_id for column in used_by(found, answer)}
        assert used <= senders(question, world)


@pytest.mark.parametrize("shop", [NEAR, MIDDLE, FAR])
def test_a_store_without_coordinates_is_never_called_near(shop) -> None:
    lost = replace(shop, latitude=None, longitude=None)
    others = [one for one in SHOPS if one is not shop]
    promised = pickup([need()], {(others[0].site_id, "tee"): 1}, [lost, *others])
    assert all(one.parcels[0].site_id != lost.site_id for one in sent(promised))
