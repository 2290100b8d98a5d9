"""What a place's answer is worth moves towards what it does, in whole numbers, never beyond."""

from hypothesis import given
from hypothesis import strategies as st

from app.places.learning import INERTIA, SURE, learnt

SHARE = st.integers(0, SURE)
UNITS = st.integers(0, 2_000)


@given(SHARE, UNITS, UNITS)
def test_a_day_moves_it_towards_itself_and_no_further(
    before: int, accepted: int, rejected: int
) -> None:
    now = learnt(before, accepted, rejected)
    if accepted + rejected == 0:
        assert now == before
        return
    today = SURE * accepted // (accepted + rejected)
    assert min(before, today) <= now <= max(before, today)
    assert (now == before) == (before == today)


@given(SHARE)
def test_a_place_that_never_rejects_is_sure_in_the_end(before: int) -> None:
    for _ in range(SURE):
        before = learnt(before, 5, 0)
    assert before == SURE


def test_a_busy_day_tells_more_than_a_quiet_one() -> None:
    assert learnt(SURE, 0, 1) > learnt(SURE, 0, 10)
    assert learnt(SURE, 0, INERTIA) == SURE // 2
