"""What can be promised: never more than there is, never what somebody else was promised."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, HOUR, Instant
from app.stock.atp import Commitment, Receipt, Step, firm, promisable

NOW = Instant(1_790_000_000_000_000)


def _day(day: float) -> Instant:
    return Instant(NOW + int(day * DAY))


days = st.integers(-3, 12).map(_day)
cells = st.integers(0, 2)
levels = st.lists(st.integers(-5, 20), min_size=3, max_size=3)
coming = st.lists(
    st.builds(
        Receipt,
        cells,
        st.integers(1, 15),
        days,
        dock=st.sampled_from([0, 6 * HOUR, DAY]),
        reliability=st.integers(0, 1_000),
    ),
    max_size=6,
)
wanted = st.lists(st.builds(Commitment, cells, st.integers(1, 10), days), max_size=6)


def _atp(
    free: Sequence[int],
    receipts: Sequence[Receipt],
    commitments: Sequence[Commitment],
    cell: int,
    at: Instant,
) -> int:
    found = promisable(np.array(free), receipts, commitments, NOW)
    steps = [step for step in found.later if step.cell == cell and step.at <= at]
    return int(found.now[cell]) + sum(step.quantity for step in steps)


def _by_definition(
    free: Sequence[int],
    receipts: Sequence[Receipt],
    commitments: Sequence[Commitment],
    cell: int,
    at: Instant,
) -> int:
    """routing.md 2 word for word."""
    came = [firm(one, NOW) for one in receipts if one.cell == cell]
    due = [(one.quantity, max(one.due, NOW)) for one in commitments if one.cell == cell]

    def projected(moment: int) -> int:
        arrived = sum(quantity for quantity, when in came if when <= moment)
        return free[cell] + arrived - sum(quantity for quantity, when in due if when <= moment)

    moments = {at, *(when for _, when in (*came, *due) if when > at)}
    return max(0, min(projected(moment) for moment in moments))


@given(levels, coming, wanted, cells, st.integers(0, 15).map(_day))
def test_it_is_what_the_definition_says(
    free: list[int],
    receipts: list[Receipt],
    commitments: list[Commitment],
    cell: int,
    at: Instant,
) -> None:
    asked = (free, receipts, commitments, cell, at)
    assert _atp(*asked) == _by_definition(*asked)


@given(levels, coming, wanted, cells, st.integers(0, 15).map(_day))
def test_it_is_never_above_what_is_there_and_what_surely_comes(
    free: list[int],
    receipts: list[Receipt],
    commitments: list[Commitment],
    cell: int,
    at: Instant,
) -> None:
    surely = sum(firm(one, NOW)[0] for one in receipts if one.cell == cell)
    assert 0 <= _atp(free, receipts, commitments, cell, at) <= max(0, free[cell] + surely)


@given(levels, coming, wanted, cells, st.integers(0, 15).map(_day))
def test_a_unit_more_on_the_shelf_never_lowers_it(
    free: list[int],
    receipts: list[Receipt],
    commitments: list[Commitment],
    cell: int,
    at: Instant,
) -> None:
    more = [units + (place == cell) for place, units in enumerate(free)]
    before = _atp(free, receipts, commitments, cell, at)
    assert before <= _atp(more, receipts, commitments, cell, at) <= before + 1


@given(levels, coming, wanted, cells, st.integers(0, 15).map(_day))
def test_a_new_order_takes_nothing_that_was_promised(
    free: list[int],
    receipts: list[Receipt],
    commitments: list[Commitment],
    cell: int,
    at: Instant,
) -> None:
    """Whoever waits is served as before: at no later moment is less than nothing left, unless it
    was so already."""
    most = _atp(free, receipts, commitments, cell, at)
    after = [*commitments, Commitment(cell, most, at)] if most else commitments
    for day in range(16):
        later = max(at, _day(day))
        left = _by_definition(free, receipts, commitments, cell, later)
        assert _by_definition(free, receipts, after, cell, later) == left - most
    assert _atp(free, receipts, after, cell, at) == 0


@given(levels, coming, wanted, st.integers(0, 15).map(_day))
def test_cells_do_not_know_of_each_other(
    free: list[int], receipts: list[Receipt], commitments: list[Commitment], at: Instant
) -> None:
    alone = [
        _atp(
            [free[cell]],
            [replace(one, cell=0) for one in receipts if one.cell == cell],
            [replace(one, cell=0) for one in commitments if one.cell == cell],
            0,
            at,
        )
        for cell in range(3)
    ]
    assert [_atp(free, receipts, commitments, cell, at) for cell in range(3)] == alone


def test_a_receipt_that_is_late_counts_a_day_from_now() -> None:
    late = Receipt(0, 4, _day(-2))
    assert promisable(np.array([0]), [late], [], NOW).later == (Step(0, 4, _day(1)),)


def test_goods_are_for_sale_when_they_are_on_the_shelf() -> None:
    docked = Receipt(0, 4, _day(2), dock=6 * HOUR)
    assert promisable(np.array([0]), [docked], [], NOW).later == (Step(0, 4, _day(2.25)),)


def test_a_supplier_who_delivers_nine_of_ten_is_counted_on_for_nine() -> None:
    told = Receipt(0, 10, _day(2), reliability=949)
    assert promisable(np.array([0]), [told], [], NOW).later == (Step(0, 9, _day(2)),)


def test_what_is_due_before_it_comes_takes_from_the_shelf() -> None:
    promised = Commitment(0, 3, _day(1))
    found = promisable(np.array([5]), [Receipt(0, 3, _day(4))], [promised], NOW)
    assert (found.now[0], found.later) == (2, (Step(0, 3, _day(4)),))
