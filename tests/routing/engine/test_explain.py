"""Each answer has a reason that can be spoken, and stands up to the places that did not win."""

from hypothesis import given
from hypothesis import strategies as st

from app.orders.states import Method
from app.routing.engine.asking import Scarcity
from app.routing.engine.costs import Part
from app.routing.engine.explain import alternatives, why
from app.routing.engine.offers import parcels_of
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.model import Code
from app.routing.network import Handling, ServiceRate
from tests.routing.world import ALL_PLACES, FAR, MIDDLE, NEAR, asked, need, network, place

BANDUNG = place("bandung", 60, kind="center", zone="BDG", pickup=False)


def explained(needs, stock, places=ALL_PLACES, *, scarcity=None, world=None, **more):
    known = World(world or network(places), stock, scarcity=scarcity or Scarcity())
    priced = known.priced(asked(needs, Method.SHIP, **more))
    solution = solve(priced.problem)
    return priced, solution, why(priced, solution)


def test_the_nearer_place_with_one_of_three_would_be_two_parcels_and_its_last_one():
    stock = {("near", "tee"): 1, ("bandung", "tee"): 9}
    scarcity = Scarcity(unit_minor={("near", "tee"): 40_000})
    _, _, reason = explained([need(quantity=3)], stock, [NEAR, BANDUNG], scarcity=scarcity)
    assert reason.code == Code.ONLY_SOURCE
    facts = reason.facts
    assert (facts["place"], facts["units"], facts["nearer"]) == ("Bandung", 3, "Near")
    assert (facts["nearer_has"], facts["more_parcels"], facts["last_units"]) == (1, 1, 1)
    assert facts["dearer"] == 10_000 + 40_000


def test_the_last_unit_of_a_store_is_left_for_its_own_customers():
    stock = {("near", "tee"): 1, ("far", "tee"): 9}
    scarcity = Scarcity(unit_minor={("near", "tee"): 5_000, ("far", "tee"): 100})
    priced, solution, reason = explained([need()], stock, scarcity=scarcity)
    assert parcels_of(priced, solution)[0].site_id == "far"
    assert (reason.code, reason.facts["than"]) == (Code.LAST_UNIT_PROTECTED, "Near")
    assert (reason.facts["saved"], reason.facts["part"]) == (4_900, "scarcity")


def test_a_place_that_is_nearly_full_is_told():
    stock = {("near", "tee"): 5, ("far", "tee"): 5}
    scarcity = Scarcity(parcel_minor={"near": 2_000})
    _, _, reason = explained([need()], stock, scarcity=scarcity)
    assert (reason.code, reason.facts["than"]) == (Code.AT_CAPACITY, "Near")


def test_a_place_that_often_rejects_is_told():
    stock = {("near", "tee"): 5, ("far", "tee"): 5}
    handling = {"near": Handling(accepts_per_mille=700, reroute_minor=20_000)}
    _, _, reason = explained([need()], stock, world=network(handling=handling))
    assert (reason.code, reason.facts["saved"]) == (Code.REJECTED_BEFORE, 6_000)


def test_cheaper_than_the_nearer_one_by_so_much():
    dear = place("dear", 2, zone="BDG")
    _, _, reason = explained([need()], {("dear", "tee"): 1, ("far", "tee"): 1}, [dear, FAR])
    assert (reason.code, reason.facts["than"], reason.facts["saved"]) == (
        Code.CHEAPER,
        "Dear",
        4_000,
    )


def test_the_parts_of_a_cost_are_the_cost():
    handling = {"near": Handling(parcel_minor=500, unit_minor=70)}
    priced, solution, _ = explained(
        [need(quantity=2, grams=900)], {("near", "tee"): 5}, world=network(handling=handling)
    )
    assert priced.vector(solution) == {Part.CARRIER: 11_000, Part.HANDLING: 640}


def test_the_places_that_did_not_win_are_listed_with_what_they_would_have_cost():
    rates = (
        ServiceRate("reg", "JKT", "JKT", 10_000, 1_000, 1, 2),
        ServiceRate("reg", "BDG", "JKT", 14_000, 2_000, 2, 4),
    )
    stock = {("near", "tee"): 1, ("middle", "tee"): 2, ("bandung", "tee"): 9}
    places = [NEAR, MIDDLE, BANDUNG]
    world = network(places, rates=rates)
    priced, solution, _ = explained([need(quantity=2)], stock, world=world)
    near, bandung = alternatives(priced, solution)[::-1]
    assert (bandung.site_id, bandung.parcels, bandung.dearer_minor) == ("bandung", 1, 4_000)
    assert (near.site_id, near.units, near.of, near.parcels) == ("near", 1, 2, 2)
    assert (near.dearer_minor, near.reason.code) == (10_000, Code.NOT_ENOUGH)
    assert (near.metres or 0) < (bandung.metres or 0)


stocks = st.dictionaries(
    st.tuples(
        st.sampled_from(["near", "middle", "far", "center"]), st.sampled_from(["tee", "cap"])
    ),
    st.integers(0, 4),
)
prices = st.dictionaries(
    st.tuples(st.sampled_from(["near", "middle", "far"]), st.sampled_from(["tee", "cap"])),
    st.integers(0, 9_000),
)


@given(stocks, prices, st.integers(1, 3), st.integers(0, 3))
def test_no_alternative_that_gives_as_much_is_cheaper(stock, unit_prices, tees, caps):
    needs = [need(quantity=tees), need("cap", caps)]
    known = World(network(ALL_PLACES), stock, scarcity=Scarcity(unit_minor=unit_prices))
    priced = known.priced(asked(needs, Method.SHIP))
    solution = solve(priced.problem)
    if not parcels_of(priced, solution):
        return
    assert why(priced, solution).facts["place"]
    for one in alternatives(priced, solution):
        if one.units == one.of:
            assert one.dearer_minor >= 0
