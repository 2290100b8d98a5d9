"""A decision can be told again from its record, to the last unit of money."""

from hypothesis import given
from hypothesis import strategies as st

from app.orders.states import Method
from app.routing.engine.asking import Scarcity
from app.routing.engine.explain import alternatives, used_by, why
from app.routing.engine.offers import left_out, parcels_of
from app.routing.engine.record import Decision, Versions, packed, replay, unpacked
from app.routing.engine.solve import solve
from app.routing.engine.world import World
from app.routing.model import Code, Reason
from app.routing.network import Handling
from tests.routing.world import ALL_PLACES, NOW, asked, need, network, place

MANY = [place(f"shop{n:03}", n % 90, zone="JKT" if n % 3 else "BDG") for n in range(120)]
VERSIONS = Versions("network-7", "3", NOW)


def decided(needs, stock, places=ALL_PLACES, **more):
    handling = {"near": Handling(parcel_minor=700, unit_minor=30, accepts_per_mille=950)}
    scarcity = Scarcity({cell: 90 * units for cell, units in stock.items()}, {"far": 400})
    known = World(network(places, handling=handling), stock, scarcity=scarcity)
    priced = known.priced(asked(needs, Method.SHIP, **more))
    solution = solve(priced.problem)
    served = used_by(priced, solution)
    reason = why(priced, solution) if served else Reason(Code.NO_STOCK, {})
    return Decision(priced, solution, reason, VERSIONS)


def check(decision):
    """Read back, it gives the same answer, the same parcels and the same reasons."""
    read = unpacked(packed(decision))
    assert replay(read) == read.solution
    ours = {parcel.site_id: parcel for parcel in parcels_of(decision.priced, decision.solution)}
    theirs = {parcel.site_id: parcel for parcel in parcels_of(read.priced, read.solution)}
    assert ours.keys() == theirs.keys()
    for site_id, parcel in ours.items():
        assert parcel.quantities == theirs[site_id].quantities
        assert parcel.promise_to == theirs[site_id].promise_to
    assert read.priced.vector(read.solution) == decision.priced.vector(decision.solution)
    assert left_out(read.priced, read.solution) == left_out(decision.priced, decision.solution)
    assert read.solution.cost == decision.solution.cost
    assert (read.reason, read.versions) == (decision.reason, decision.versions)
    assert read.priced.excluded == decision.priced.excluded
    assert packed(read) == packed(decision)
    return read


stocks = st.dictionaries(
    st.tuples(
        st.sampled_from(["near", "middle", "far", "center"]), st.sampled_from(["tee", "cap"])
    ),
    st.integers(0, 4),
)


@given(stocks, st.integers(1, 4), st.integers(0, 3), st.integers(0, 2))
def test_every_decision_replays(stock, tees, caps, most):
    needs = [need(quantity=tees), need("cap", caps)]
    check(decided(needs, stock, most_parcels=most))


def test_a_decision_among_many_places_keeps_those_that_matter():
    stock = {(one.site_id, "tee"): 1 + at % 3 for at, one in enumerate(MANY)}
    decision = decided([need(quantity=2), need("cap")], stock, MANY)
    read = check(decision)
    assert len(read.priced.sources) < len(decision.priced.sources)
    assert len(packed(decision)) < 4_000


def test_a_line_that_comes_from_several_places_replays():
    stock = {(one.site_id, "tee"): 1 for one in MANY}
    read = check(decided([need(quantity=5)], stock, MANY))
    assert len(read.solution.shares) == 5


def test_the_table_of_alternatives_is_told_from_the_record():
    stock = {("near", "tee"): 1, ("middle", "tee"): 2, ("far", "tee"): 2}
    decision = decided([need(quantity=2)], stock)
    read = unpacked(packed(decision))
    ours = alternatives(decision.priced, decision.solution)
    theirs = alternatives(read.priced, read.solution)
    assert [(a.site_id, a.dearer_minor, a.cost, a.reason) for a in ours] == [
        (a.site_id, a.dearer_minor, a.cost, a.reason) for a in theirs
    ]
