"""A product at all places in one short text: nothing is lost on the way, and it stays short."""

from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import HOUR, Instant
from app.stock.packed import More, Spread, pack, unpack

places = st.integers(0, 5_000)
hours = st.integers(0, 1_000_000).map(lambda hour: Instant(hour * HOUR))
spreads = st.builds(
    Spread,
    st.dictionaries(places, st.integers(1, 10**9), max_size=20),
    st.lists(st.builds(More, places, st.integers(1, 10**6), hours), max_size=5).map(tuple),
)


@given(spreads)
def test_what_was_packed_comes_out_again(spread: Spread) -> None:
    found = unpack(pack(spread))
    assert found.now == spread.now
    assert sorted(found.later, key=repr) == sorted(spread.later, key=repr)


@given(spreads)
def test_the_same_stock_gives_the_same_text(spread: Spread) -> None:
    turned = Spread(dict(reversed(list(spread.now.items()))), spread.later[::-1])
    assert pack(turned) == pack(spread)


def test_places_with_nothing_to_promise_take_no_room() -> None:
    assert pack(Spread({3: 0, 7: -2})) == ""
    assert unpack("") == Spread({})


def test_nothing_is_promised_before_it_is_there() -> None:
    (more,) = unpack(pack(Spread({}, (More(1, 5, Instant(3 * HOUR + 1)),)))).later
    assert more.at == 4 * HOUR


def test_two_hundred_places_take_less_than_a_kilobyte() -> None:
    assert len(pack(Spread(dict.fromkeys(range(200), 40)))) < 600
