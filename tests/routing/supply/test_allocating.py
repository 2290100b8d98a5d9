"""Overdue first, then least scarce, complete orders only; who was promised soon lends nothing."""

from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, Instant
from app.routing.supply.allocating import LOCKED_FOR, WaitingLine, WaitingOrder, allocate

NOW = Instant(1_790_000_000_000_000)
FAR = NOW + 30 * DAY


def order(name: str, due: int, *wanted: tuple[str, int], pegged: bool = False) -> WaitingOrder:
    lines = tuple(WaitingLine(f"{name}/{p}", p, units) for p, units in wanted)
    return WaitingOrder(name, lines, Instant(due), NOW, pegged=pegged)


def served(waiting: list[WaitingOrder], **supply: int) -> list[str]:
    return [line.line_id for line in allocate(waiting, supply, now=NOW).given]


def test_who_was_let_down_longest_is_served_first() -> None:
    waiting = [order("late", NOW - DAY, ("a", 1)), order("later", NOW - 2 * DAY, ("a", 1))]
    assert served([order("soon", FAR, ("a", 1)), *waiting], a=1) == ["later/a"]


def test_what_many_want_does_not_hold_up_the_others() -> None:
    waiting = [
        order("both", FAR, ("a", 1), ("b", 1)),
        order("one", FAR + DAY, ("a", 1)),
        order("two", FAR + DAY, ("a", 1)),
        order("rare", FAR, ("b", 1)),
        order("rare too", FAR, ("b", 1)),
    ]
    assert served(waiting, a=2, b=1) == ["one/a", "two/a", "rare/b"]


def test_an_order_is_sent_off_whole_or_waits() -> None:
    waiting = [order("set", FAR, ("a", 1), ("b", 1)), order("single", FAR + DAY, ("a", 1))]
    assert served(waiting, a=1) == ["single/a"]


def test_what_nobody_else_can_use_is_kept_for_the_order() -> None:
    assert served([order("set", FAR, ("a", 1), ("b", 1))], a=1) == ["set/a"]


def test_who_was_promised_it_for_tomorrow_lends_it_to_nobody() -> None:
    locked = order("promised", NOW + DAY, ("a", 1), pegged=True)
    overdue = order("overdue", NOW - DAY, ("a", 1))
    assert served([overdue, locked], a=1) == ["promised/a"]
    later = order("promised", NOW + LOCKED_FOR + DAY, ("a", 1), pegged=True)
    assert served([overdue, later], a=1) == ["overdue/a"]


@given(
    st.lists(
        st.tuples(st.integers(-5, 40), st.dictionaries(st.sampled_from("abc"), st.integers(1, 3))),
        max_size=8,
    ),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 6)),
)
def test_never_more_is_given_than_came_and_no_line_in_part(
    wanted: list[tuple[int, dict[str, int]]], supply: dict[str, int]
) -> None:
    waiting = [
        order(str(n), NOW + days * DAY, *units.items())
        for n, (days, units) in enumerate(wanted)
        if units
    ]
    answer = allocate(waiting, supply, now=NOW)
    lines = {line.line_id: line for one in waiting for line in one.lines}
    for product in "abc":
        taken = sum(line.quantity for line in answer.given if line.product_id == product)
        assert taken + answer.left.get(product, 0) == supply.get(product, 0)
    assert all(lines[line.line_id] == line for line in answer.given)
    assert len({line.line_id for line in answer.given}) == len(answer.given)
    short = [one for one in lines.values() if one not in answer.given]
    assert all(line.quantity > answer.left.get(line.product_id, 0) for line in short)
