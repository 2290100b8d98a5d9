"""A promotion that is no longer earned is taken off once, and given again when all is back."""

from hypothesis import given
from hypothesis import strategies as st

from app.payments.states import TenderKind
from app.pricing.promotion import Promotion, PromotionKind, PromotionScope
from app.returns.model import RefundMode, Tender
from app.returns.refund import Past, SoldLine, Wanted, settle
from app.returns.rules import Fee
from app.returns.states import Reason


def promotion(code, *, scope=PromotionScope.LINE, pieces=0, minor=0, category=""):
    return Promotion(
        id=code,
        code=code,
        name=code,
        kind=PromotionKind.PERCENTAGE,
        value=1000,
        scope=scope,
        category=category,
        minimum_quantity=pieces,
        minimum_minor=minor,
    )


def line(line_id, ordered, unit, off, **more):
    total = ordered * unit - off
    told = {
        "product_id": line_id,
        "sku": line_id,
        "name": line_id,
        "collected": ordered,
        "delivered": 0,
        "cancelled": 0,
        "returned": 0,
        "discount_minor": off,
        "tax_minor": total * 11 // 111,
    }
    return SoldLine(
        line_id=line_id, ordered=ordered, unit_minor=unit, total_minor=total, **told | more
    )


def back(lines, past, *wanted, rounding=0):
    whole = sum(one.total_minor for one in lines) + rounding
    tenders = [Tender("t", TenderKind.CASH, max(0, whole))]
    return settle(lines, wanted, tenders, RefundMode.AS_PAID, past=past, rounding_minor=rounding)


MIDNOV = promotion("MIDNOV", pieces=2)
TWO = [line("tr", 2, 690_000, 138_000)]
PAST = Past(promotions=(MIDNOV,), discounts={"tr": {"MIDNOV": 138_000}})


def test_the_picture_of_two_trousers_of_which_one_stays():
    done = back(TWO, PAST, Wanted("tr", 1))
    assert [(one.name, one.minor) for one in done.clawback.lost] == [("MIDNOV", 69_000)]
    assert (done.clawback.minor, done.due_minor, done.tax_minor) == (69_000, 552_000, 54_702)


def test_what_was_taken_off_comes_again_with_the_last_unit():
    rest = [line("tr", 2, 690_000, 138_000, returned=1)]
    past = Past(clawed_minor=69_000, promotions=(MIDNOV,), discounts=PAST.discounts)
    done = back(rest, past, Wanted("tr", 1))
    assert (done.clawback.minor, done.due_minor) == (-69_000, 690_000)


def test_a_swap_of_like_for_like_keeps_the_promotion():
    assert back(TWO, PAST, Wanted("tr", 1, swapped=1)).clawback.minor == 0


def test_terms_that_the_order_never_met_are_not_held_against_it():
    past = Past(promotions=(promotion("MIDNOV", pieces=9),), discounts=PAST.discounts)
    assert back(TWO, past, Wanted("tr", 1)).clawback.minor == 0


def test_an_order_that_falls_below_its_threshold_loses_what_it_earned():
    lines = [line("a", 1, 400_000, 40_000), line("b", 1, 200_000, 20_000)]
    past = Past(
        promotions=(promotion("BIG", scope=PromotionScope.ORDER, minor=500_000),),
        discounts={"a": {"BIG": 40_000}, "b": {"BIG": 20_000}},
    )
    assert back(lines, past, Wanted("b", 1)).due_minor == 180_000 - 40_000


def test_a_return_never_costs_the_customer_anything():
    lines = [line("a", 1, 900_000, 90_000), line("b", 1, 10_000, 1_000)]
    past = Past(
        promotions=(promotion("BIG", scope=PromotionScope.ORDER, minor=905_000),),
        discounts={"a": {"BIG": 90_000}, "b": {"BIG": 1_000}},
    )
    done = back(lines, past, Wanted("b", 1))
    assert (done.clawback.minor, done.due_minor) == (9_000, 0)


fees = st.builds(Fee, st.integers(0, 3_000), st.integers(0, 500))
units = st.lists(st.integers(1, 4), min_size=1, max_size=3)


@given(
    data=st.data(),
    counts=units,
    minimum=st.integers(1, 8),
    unit=st.integers(1, 10**8),
    fee=fees,
    rounding=st.integers(0, 40),
)
def test_sale_and_full_return_and_fees_are_zero_whatever_the_portions(
    data, counts, minimum, unit, fee, rounding
):
    """In minor units, so for currencies of 0, 2 and 3 decimals alike."""
    offs = [data.draw(st.integers(0, count * unit)) for count in counts]
    promo = promotion("P", pieces=minimum)
    discounts = {str(at): {"P": off} for at, off in enumerate(offs) if off}
    returned = [0] * len(counts)
    clawed = given_back = charged = 0
    bag = [at for at, count in enumerate(counts) for _ in range(count)]
    for at in data.draw(st.permutations(bag)):
        lines = [
            line(str(i), count, unit, off, returned=returned[i])
            for i, (count, off) in enumerate(zip(counts, offs, strict=True))
        ]
        past = Past(clawed_minor=clawed, promotions=(promo,), discounts=discounts)
        done = back(lines, past, Wanted(str(at), 1, Reason.OTHER, fee), rounding=rounding)
        returned[at] += 1
        clawed += done.clawback.minor
        charged += done.fee_minor
        given_back += done.due_minor
        assert done.due_minor >= 0
    paid = sum(count * unit - off for count, off in zip(counts, offs, strict=True)) + rounding
    assert clawed == 0
    assert given_back + charged == paid
