"""What somebody takes next: the most urgent, nearby, never a colleague's, never too much."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import HOUR, MINUTE, Instant
from app.work.pulling import IN_HAND, TOGETHER, Pulled, pull_next

NOW = Instant(1_790_000_000_000_000)


@dataclass(frozen=True)
class Item:
    id: str
    start_by: int | None = NOW
    zone: str = ""
    owner: str = ""
    lease_until: int | None = None


def test_what_must_be_begun_first_is_taken_first() -> None:
    later, sooner = Item("a", NOW + HOUR), Item("b", NOW + MINUTE)
    timeless = Item("c", None)
    assert pull_next([timeless, later, sooner], "me", NOW) == Pulled("b")
    assert pull_next([timeless, later], "me", NOW) == Pulled("a")
    assert pull_next([timeless], "me", NOW) == Pulled("c")
    assert pull_next([], "me", NOW) == Pulled()


def test_what_a_colleague_has_in_hand_is_left_to_them_until_their_lease_is_over() -> None:
    theirs = Item("a", NOW, owner="you", lease_until=NOW + MINUTE)
    left = Item("b", NOW, owner="you", lease_until=NOW - MINUTE)
    assert pull_next([theirs], "me", NOW) == Pulled()
    assert pull_next([theirs, left], "me", NOW) == Pulled("b")


def test_whoever_has_enough_in_hand_finishes_the_most_urgent_of_it() -> None:
    mine = [Item(f"m{n}", NOW + n * HOUR, owner="me") for n in range(IN_HAND)]
    assert pull_next([*mine[::-1], Item("a", NOW)], "me", NOW) == Pulled("m0", full=True)


def test_whoever_is_among_the_shirts_fetches_the_next_shirt() -> None:
    mine = Item("m", NOW + HOUR, "shirts", "me")
    socks, shirts = Item("a", NOW, "socks"), Item("b", NOW + TOGETHER, "shirts")
    assert pull_next([mine, socks, shirts], "me", NOW) == Pulled("b")
    late = Item("b", NOW + TOGETHER + 1, "shirts")
    assert pull_next([mine, socks, late], "me", NOW) == Pulled("a")


items = st.builds(
    Item,
    st.uuids().map(str),
    st.none() | st.integers(-5, 5).map(lambda step: NOW + step * TOGETHER // 2),
    st.sampled_from(["", "shirts", "socks"]),
    st.sampled_from(["", "me", "you"]),
    st.none() | st.sampled_from([NOW - MINUTE, NOW + MINUTE]),
)


@given(st.lists(items, max_size=12, unique_by=lambda item: item.id))
def test_nobody_is_kept_waiting_longer_than_the_way_is_worth(waiting: list[Item]) -> None:
    pulled = pull_next(waiting, "me", NOW)
    mine = [one for one in waiting if one.owner == "me"]
    assert pulled.full is (len(mine) >= IN_HAND)
    if pulled.full or not pulled.item_id:
        return
    (taken,) = [one for one in waiting if one.id == pulled.item_id]
    held = taken.owner == "you" and taken.lease_until is not None and taken.lease_until > NOW
    assert not held
    for other in waiting:
        theirs = other.owner == "you" and other.lease_until is not None
        if not theirs and other.start_by is not None and taken.start_by is not None:
            assert taken.start_by <= other.start_by + TOGETHER
