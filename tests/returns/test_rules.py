"""What may come back is told to the day, to the unit and to the last of its fee."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, Instant, from_datetime
from app.returns.rules import Bought, CameBefore, Fee, Rule, VerdictKind, rule_for, verdict
from app.returns.states import Grade, Reason

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


# ---------------------------------------------------------------- the most specific rule


codes = st.sampled_from(["A", "B", "C", "D"])
some_rules = st.lists(
    st.builds(
        Rule,
        code=codes,
        category=st.sampled_from(["", "shoes", "socks"]),
        returnable=st.booleans(),
        window_days=st.integers(0, 60),
        channel=st.sampled_from(["", "web", "phone"]),
        unit_limit=st.integers(0, 3),
        limit_days=st.integers(1, 60),
        fee=st.builds(Fee, st.integers(0, 10_000), st.integers(0, 50_000)),
    ),
    max_size=6,
)


@given(some_rules, st.sampled_from(["shoes", "hats"]), st.sampled_from(["web", "store"]))
def test_the_most_specific_rule_wins_whatever_their_order(rules, category, channel):
    won = rule_for(category, rules, channel)
    key = None if won is None else (won.category != "", won.channel != "")
    for rule in rules:
        if rule.category in ("", category) and rule.channel in ("", channel):
            assert key is not None
            assert key >= (rule.category != "", rule.channel != "")
    again = rule_for(category, list(reversed(rules)), channel)
    assert (again and again.code) == (won and won.code)


def test_the_channel_decides_between_rules_of_one_category():
    web = Rule("R14-WEB", "", returnable=True, window_days=14, channel="web")
    assert rule_for("hats", [ALL, web], "web") == web
    assert rule_for("hats", [ALL, web], "store") == ALL
    assert rule_for("shoes", [ALL, web, SHOES], "web") == SHOES, "category before channel"
    assert rule_for("hats", [web], "") is None, "an unknown channel is no channel's rule"


# ---------------------------------------------------------------- limits of a person

TWO = Rule("TWO", "", returnable=True, window_days=30, unit_limit=2, limit_days=30)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 60)), max_size=5), st.integers(1, 5))
def test_units_beyond_the_limit_of_the_period_ask_a_second_person(came, fulfilled):
    now = Instant(SOLD + 10 * DAY)
    before = [CameBefore("TWO", units, now - days * DAY) for units, days in came]
    judged = verdict(bought(fulfilled=fulfilled), [TWO], now, before=before)
    counted = sum(units for units, days in came if days < 30)
    assert judged.alone == min(fulfilled, max(0, 2 - counted))
    assert judged.kind == (VerdictKind.IN_WINDOW if judged.alone else VerdictKind.OVER_LIMIT)
    assert judged.quantity == fulfilled, "with a yes all of them may"
    for quantity in range(1, fulfilled + 1):
        assert judged.lets_pass(quantity) == (quantity <= judged.alone)


def test_what_came_back_by_another_rule_does_not_count():
    judged = verdict(bought(), [TWO], SOLD, before=[CameBefore("R30", 9, SOLD)])
    assert (judged.alone, judged.limit) == (2, 2)


# ---------------------------------------------------------------- fees

reasons = st.sampled_from(Reason)


@given(
    st.integers(0, 10**12),
    st.integers(1, 9),
    reasons,
    st.integers(0, 10_000),
    st.integers(0, 10**9),
)
def test_a_fee_is_never_above_what_was_paid(worth, quantity, reason, hundredths, minor):
    assert 0 <= Fee(hundredths, minor).of(worth, quantity, reason) <= worth


def test_ten_percent_and_an_amount_for_each_unit():
    assert Fee(1000).of(621_000, 1, Reason.CHANGED_MIND) == 62_100
    assert Fee(1000, 5_000).of(1_242_000, 2, Reason.TOO_SMALL) == 134_200


@pytest.mark.parametrize("reason", [Reason.FAULTY, Reason.WRONG_ITEM, Reason.DAMAGED])
def test_what_we_got_wrong_comes_back_without_a_fee(reason):
    assert Fee(1000, 5_000).of(621_000, 1, reason) == 0


def test_a_rule_names_the_reasons_it_takes_and_the_states_it_does_not():
    rule = Rule(
        "HYG",
        "socks",
        returnable=True,
        window_days=7,
        reasons=frozenset({"faulty"}),
        refused_grades=frozenset({"c", "d"}),
    )
    assert [one for one in Reason if rule.takes_reason(one)] == [Reason.FAULTY]
    assert [one for one in Grade if rule.takes_grade(one)] == [Grade.A, Grade.B]
    assert all(ALL.takes_reason(one) for one in Reason)
