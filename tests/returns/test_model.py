"""What may come back is told to the day, and the money goes where it came from."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, Instant, from_datetime
from app.payments.states import TenderKind
from app.returns.model import (
    Bought,
    Refund,
    RefundMode,
    Rule,
    Tender,
    VerdictKind,
    default_disposition,
    offline_allows,
    refund_plan,
    rule_for,
    target_bucket,
    verdict,
)
from app.returns.states import Disposition, Grade
from app.stock.states import Bucket

SOLD = from_datetime(datetime(2025, 3, 1, 3, tzinfo=UTC))  # 10:00 in Jakarta
ALL = Rule("R30", "", returnable=True, window_days=30)
SHOES = Rule("R14", "shoes", returnable=True, window_days=14)
SOCKS = Rule("NEVER", "socks", returnable=False, window_days=0)
RULES = [ALL, SHOES, SOCKS]


def bought(**more):
    fields = {
        "line_id": "l1",
        "category": "trousers",
        "final_sale": False,
        "bought_at": SOLD,
        "fulfilled": 2,
        "returned": 0,
        "total_minor": 200_000,
        "tax_minor": 19_820,
        "ordered": 2,
    }
    return Bought(**{**fields, **more})


def at(day, hour=10, minute=0):
    """A moment of March 2025 in Jakarta."""
    midnight = from_datetime(datetime(2025, 2, 28, 17, tzinfo=UTC))
    return Instant(midnight + (day - 1) * DAY + (hour * 60 + minute) * 60_000_000)


def said(thing, now):
    return verdict(thing, RULES, now, zone="Asia/Jakarta")


def test_the_window_is_open_until_the_shop_closes_on_its_last_day():
    last = said(bought(category="shoes"), at(15, 23, 59))
    assert (last.kind, last.days_left, last.rule) == (VerdictKind.IN_WINDOW, 0, "R14")
    assert (last.needs_approval, last.quantity) == (False, 2)


def test_the_day_after_it_is_past_by_one_and_a_person_decides():
    late = said(bought(category="shoes"), at(16, 0, 0))
    assert (late.kind, late.days_left) == (VerdictKind.PAST_WINDOW, -1)
    assert (late.needs_approval, late.quantity) == (True, 2)


@given(st.integers(0, 400), st.integers(0, 23))
def test_days_left_count_down_by_calendar_days(day, hour):
    judged = said(bought(), at(1 + day, hour))
    assert judged.days_left == 30 - day
    assert (judged.kind == VerdictKind.IN_WINDOW) == (day <= 30)
    assert judged.needs_approval == (day > 30)


def test_a_slow_clock_does_not_lengthen_the_window():
    assert said(bought(), Instant(SOLD - 5 * DAY)).days_left == 30


def test_final_sale_and_what_is_never_taken_back_do_not_come_back():
    assert said(bought(final_sale=True), SOLD).kind == VerdictKind.FINAL_SALE
    judged = said(bought(category="socks"), SOLD)
    assert (judged.kind, judged.rule, judged.quantity) == (VerdictKind.FINAL_SALE, "NEVER", 0)


def test_what_was_not_collected_cannot_come_back():
    assert said(bought(fulfilled=0, bought_at=None), SOLD).kind == VerdictKind.NOT_YET_COLLECTED


def test_what_came_back_does_not_come_back_again():
    assert said(bought(returned=2), SOLD).kind == VerdictKind.NOTHING_LEFT
    assert said(bought(returned=1), SOLD).quantity == 1


@pytest.mark.parametrize("thing", [bought(bought_at=None), bought()])
def test_without_a_rule_or_a_date_a_person_decides(thing):
    rules = RULES if thing.bought_at is None else [SHOES]
    judged = verdict(thing, rules, SOLD)
    assert (judged.kind, judged.needs_approval) == (VerdictKind.PAST_WINDOW, True)


@given(
    st.builds(
        bought,
        category=st.sampled_from(["trousers", "shoes", "socks"]),
        final_sale=st.booleans(),
        bought_at=st.none() | st.just(SOLD),
        fulfilled=st.integers(0, 5),
        returned=st.integers(0, 5),
    ),
    st.integers(0, 100),
)
def test_never_more_may_come_back_than_is_with_the_customer(thing, days):
    judged = said(thing, Instant(SOLD + days * DAY))
    assert 0 <= judged.quantity <= max(0, thing.fulfilled - thing.returned)
    returnable = judged.kind in {VerdictKind.IN_WINDOW, VerdictKind.PAST_WINDOW}
    assert (judged.quantity > 0) == returnable


def test_a_categorys_own_rule_goes_before_the_one_for_all():
    assert rule_for("shoes", RULES) == SHOES
    assert rule_for("hats", RULES) == ALL
    assert rule_for("hats", [SHOES]) is None


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


def test_a_desk_alone_gives_credit_and_cash_up_to_its_limit():
    assert offline_allows(RefundMode.STORE_CREDIT, 500_000, 500_000)
    assert offline_allows(RefundMode.CASH, 1, 500_000)
    assert not offline_allows(RefundMode.CASH, 500_001, 500_000)
    assert not offline_allows(RefundMode.AS_PAID, 1, 500_000)
