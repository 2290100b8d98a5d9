"""The money of a return is exact to the last unit, however it comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import Instant
from app.payments.states import TenderKind
from app.pricing.model import refund_share
from app.returns.model import RefundMode, Tender
from app.returns.refund import SoldLine, Wanted, paid_back, settle, worth_of


def sold(total=621_000, ordered=2, **more):
    fields = {
        "line_id": "l1",
        "product_id": "p1",
        "sku": "TR-220",
        "name": "Chino",
        "ordered": ordered,
        "collected": ordered,
        "delivered": 0,
        "cancelled": 0,
        "returned": 0,
        "unit_minor": total // ordered,
        "discount_minor": 0,
        "total_minor": total,
        "tax_minor": total * 11 // 111,
        "had_at": Instant(1),
    }
    return SoldLine(**{**fields, **more})


CASH = Tender("c1", TenderKind.CASH, 300_000)
CARD = Tender("t1", TenderKind.TERMINAL, 700_000)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_any_partition_adds_up_to_the_line(total, parts):
    line = sold(total, sum(parts))
    gone, refunds, taxes = 0, 0, 0
    for part in parts:
        worth = worth_of(line, gone, part)
        gone += part
        refunds += worth.worth_minor
        taxes += worth.tax_minor
    assert (refunds, taxes) == (line.total_minor, line.tax_minor)


@given(
    st.integers(0, 10**7),
    st.lists(st.tuples(st.booleans(), st.integers(1, 3)), min_size=1, max_size=8),
)
def test_cancelled_and_returned_units_in_any_order_add_up_to_the_line(total, moves):
    ordered = sum(count for _, count in moves)
    line = sold(total, ordered)
    cancelled = returned = back = 0
    for is_return, count in moves:
        if is_return:
            back += worth_of(line, returned, count).worth_minor
            returned += count
        else:
            back += refund_share(total, ordered, cancelled, count)
            cancelled += count
    assert back == total


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(0, 10**8))
def test_no_tender_gives_back_more_than_it_took(amount, first, second):
    tenders = [Tender("a", TenderKind.CASH, first), Tender("b", TenderKind.TERMINAL, second)]
    for mode in RefundMode:
        parts = paid_back(amount, tenders, mode)
        assert sum(part.minor for part in parts) == min(amount, first + second)
        for tender in tenders:
            given_back = sum(p.minor for p in parts if p.payment_id == tender.payment_id)
            assert given_back <= tender.captured_minor


def test_as_paid_goes_to_the_tenders_in_proportion():
    parts = paid_back(100_000, [CASH, CARD], RefundMode.AS_PAID)
    assert [(p.payment_id, p.kind.value, p.minor) for p in parts] == [
        ("c1", "cash", 30_000),
        ("t1", "terminal", 70_000),
    ]


def test_store_credit_is_booked_against_the_tenders_that_paid():
    parts = paid_back(100_000, [CASH, CARD], RefundMode.STORE_CREDIT)
    assert {p.kind for p in parts} == {TenderKind.STORE_CREDIT}
    assert [(p.payment_id, p.minor) for p in parts] == [("c1", 30_000), ("t1", 70_000)]


def test_what_nobody_paid_is_not_given_back():
    done = settle(
        [sold()], [Wanted("l1", 1)], [Tender("c", TenderKind.CASH, 1_000)], RefundMode.CASH
    )
    assert (done.due_minor, done.refund_minor) == (310_500, 1_000)


@pytest.mark.parametrize(("first", "expected"), [(1, 310_500), (2, 621_000)])
def test_the_rounding_of_the_order_goes_with_its_last_unit(first, expected):
    tenders = [Tender("c", TenderKind.CASH, 700_000)]
    done = settle([sold()], [Wanted("l1", first)], tenders, RefundMode.AS_PAID, rounding_minor=50)
    assert done.refund_minor == expected + (50 if first == 2 else 0)


def test_one_line_may_come_back_in_two_conditions():
    tenders = [Tender("c", TenderKind.CASH, 700_000)]
    done = settle([sold(3, 2)], [Wanted("l1", 1), Wanted("l1", 1)], tenders, RefundMode.AS_PAID)
    assert [worth.refund_minor for worth in done.lines] == [1, 2]
    assert done.refund_minor == 3
