"""Goods go where their state says, and the money goes where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.states import TenderKind
from app.returns.model import (
    Refund,
    RefundMode,
    Tender,
    default_disposition,
    refund_plan,
    target_bucket,
)
from app.returns.states import Disposition, Grade
from app.stock.states import Bucket


def test_a_perfect_piece_goes_to_the_shelf_unless_it_was_worn_next_to_the_skin():
    assert default_disposition(Grade.A, "trousers") == Disposition.SHELF
    assert default_disposition(Grade.A, "Underwear") == Disposition.QUALITY
    assert default_disposition(Grade.B, "trousers") == Disposition.QUALITY
    assert default_disposition(Grade.C, "trousers") == Disposition.DAMAGED
    assert default_disposition(Grade.D, "trousers") == Disposition.SCRAP


def test_every_disposition_has_its_bucket():
    assert target_bucket(Disposition.SHELF) == Bucket.AVAILABLE
    assert {target_bucket(one) for one in Disposition} == {
        Bucket.AVAILABLE,
        Bucket.QUALITY,
        Bucket.SUPPLIER,
        Bucket.SCRAP,
        Bucket.DAMAGED,
    }


tenders_of_orders = st.lists(
    st.builds(
        Tender,
        payment_id=st.uuids().map(str),
        kind=st.sampled_from(TenderKind),
        captured_minor=st.integers(0, 10**9),
        refunded_minor=st.integers(0, 10**9),
    ),
    max_size=5,
)
amounts = st.integers(0, 5 * 10**9)


@given(amounts, tenders_of_orders, st.sampled_from(RefundMode))
def test_the_refunds_add_up_to_the_amount_and_none_is_empty(amount, tenders, mode):
    plan = refund_plan(amount, tenders, mode)
    assert sum(refund.minor for refund in plan) == amount
    assert all(refund.minor > 0 for refund in plan)


@given(amounts, tenders_of_orders, st.sampled_from(RefundMode))
def test_no_tender_gives_back_more_than_is_left_on_it(amount, tenders, mode):
    left = {tender.payment_id: tender.left for tender in tenders}
    plan = refund_plan(amount, tenders, mode)
    for refund in plan:
        if refund.payment_id is not None:
            assert refund.minor <= left[refund.payment_id]


@given(tenders_of_orders, st.lists(st.integers(1, 10**9), max_size=6))
def test_returns_in_any_portions_empty_each_tender_to_zero_and_no_further(tenders, portions):
    given_back = {tender.payment_id: 0 for tender in tenders}
    for portion in [*portions, 5 * 10**9]:
        now = [
            Tender(t.payment_id, t.kind, t.left, given_back[t.payment_id])  # what is left today
            for t in tenders
        ]
        for refund in refund_plan(portion, now):
            if refund.payment_id is not None:
                given_back[refund.payment_id] += refund.minor
    assert given_back == {tender.payment_id: tender.left for tender in tenders}


def test_money_goes_back_in_proportion_to_what_is_left():
    card = Tender("p1", TenderKind.TERMINAL, 300, 100)
    cash = Tender("p2", TenderKind.CASH, 100)
    assert refund_plan(150, [card, cash]) == (
        Refund("p1", TenderKind.TERMINAL, 100),
        Refund("p2", TenderKind.CASH, 50),
    )
    assert refund_plan(350, [card, cash])[-1] == Refund(None, TenderKind.STORE_CREDIT, 50)


def test_another_way_is_not_booked_against_the_original_tenders():
    card = Tender("p1", TenderKind.TERMINAL, 300)
    credit = refund_plan(100, [card], RefundMode.STORE_CREDIT)
    cash = refund_plan(100, [card], RefundMode.CASH)
    assert credit == (Refund(None, TenderKind.STORE_CREDIT, 100),)
    assert cash == (Refund(None, TenderKind.CASH, 100),)


def test_the_drawer_gives_no_more_than_was_paid():
    paid = Tender("p1", TenderKind.CASH, 60)
    assert refund_plan(100, [paid], RefundMode.CASH) == (
        Refund(None, TenderKind.CASH, 60),
        Refund(None, TenderKind.STORE_CREDIT, 40),
    )


def test_a_refund_below_zero_is_a_bug():
    with pytest.raises(ValueError, match="below zero"):
        refund_plan(-1, [])
