"""What a rule set says to an order: the fast answer equals reading each rule for each place."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import Instant, from_datetime
from app.routing.model import Place
from app.routing.rules.judging import Rulebook, Sheet, judge, rulebook_of, waterfall
from app.routing.rules.model import OrderFacts, Rule, RuleSet, Scope, Where, Wish

MONDAY_NOON = from_datetime(datetime(2026, 9, 21, 5, 0, tzinfo=UTC))  # 12:00 in Jakarta
KM = 1_000


def place(site_id: str, kind: str = "store", **told: str) -> Place:
    return Place(
        site_id=site_id,
        name=site_id.title(),
        kind=kind,
        zone=told.get("zone", "jkt"),
        latitude=None,
        longitude=None,
        pickup=True,
        ships=True,
        ready_minutes=60,
        opens="",
        closes="",
        time_zone=told.get("time_zone", "Asia/Jakarta"),
        region=told.get("region", "west"),
    )


PLACES = (
    place("center", "center"),
    place("menteng"),
    place("bali", zone="dps", region="east", time_zone="Asia/Makassar"),
)


FAR = (40 * KM, 5 * KM, 900 * KM)
COVER = (30, 2, 9)


def order(
    *tags: frozenset[str],
    channel: str = "phone",
    method: str = "ship",
    level: str = "standard",
    zone: str = "jkt",
    value_minor: int = 500_000,
    at: Instant = MONDAY_NOON,
) -> OrderFacts:
    lines = {f"line {number}": told for number, told in enumerate(tags or (frozenset(),))}
    return OrderFacts(channel, method, level, zone, value_minor, at, lines)


def said(
    ruleset: RuleSet,
    of: OrderFacts | None = None,
    metres: Sequence[float] | None = FAR,
    cover: Sequence[float] | None = COVER,
) -> Sheet:
    return Rulebook(ruleset, PLACES).sheet(
        of or order(),
        metres=None if metres is None else np.array(metres, dtype=np.float64),
        cover=None if cover is None else np.array(cover, dtype=np.float64),
    )


def rules(*told: Rule) -> RuleSet:
    return RuleSet(7, told)


AIRPORT_OUT = Rule(
    "airport",
    "Airport sends nothing",
    Wish.EXCLUDE,
    Scope(methods=frozenset({"ship"})),
    Where(sites=frozenset({"menteng"})),
)
CENTERS = Where(kinds=frozenset({"center"}))
STORES = Where(kinds=frozenset({"store"}))


def test_an_excluded_place_is_out_and_says_which_rule() -> None:
    ruling = said(rules(AIRPORT_OUT))
    assert ruling.out.tolist() == [[-1, 0, -1]]
    assert ruling.rules[0].name == "Airport sends nothing"
    assert judge(rules(AIRPORT_OUT), order(), PLACES).excluded["menteng"].rule_id == "airport"


def test_a_rule_for_shipping_leaves_pickups_alone() -> None:
    assert (said(rules(AIRPORT_OUT), order(method="pickup")).out == -1).all()


def test_a_rule_that_is_off_says_nothing() -> None:
    off = Rule("x", "x", Wish.EXCLUDE, on=False)
    assert (said(rules(off)).out == -1).all()


def test_of_two_rules_that_exclude_a_place_the_first_is_told() -> None:
    second = Rule("stores", "No stores", Wish.EXCLUDE, where=STORES)
    assert said(rules(AIRPORT_OUT, second)).out.tolist() == [[-1, 0, 1]]


def test_what_is_required_shuts_all_others_out() -> None:
    ruling = said(rules(Rule("c", "Centers only", Wish.REQUIRE, where=CENTERS)))
    assert ruling.out.tolist() == [[-1, 0, 0]]


def test_an_exception_frees_the_places_that_it_names() -> None:
    only = Rule("c", "c", Wish.REQUIRE, where=CENTERS, unless=Where(within_metres=10 * KM))
    assert said(rules(only)).out.tolist() == [[-1, -1, 0]]


def test_preferences_are_money_and_add_up() -> None:
    near = Rule("n", "n", Wish.PREFER, where=Where(within_metres=50 * KM), amount_minor=3_000)
    stores = Rule("s", "s", Wish.PREFER, where=STORES, amount_minor=-1_000)
    assert said(rules(near, stores)).money.tolist() == [-3_000, -2_000, 1_000]


def test_near_stores_are_preferred_unless_they_sell_out_soon() -> None:
    near = Rule(
        "n",
        "n",
        Wish.PREFER,
        where=Where(within_metres=50 * KM),
        unless=Where(cover_under_days=3),
        amount_minor=6_000,
    )
    assert said(rules(near)).money.tolist() == [-6_000, 0, 0]


def test_what_nobody_knows_fulfils_no_condition() -> None:
    near = Rule("n", "n", Wish.PREFER, where=Where(within_metres=50 * KM), amount_minor=1)
    far = Rule("f", "f", Wish.PREFER, where=Where(beyond_metres=50 * KM), amount_minor=1)
    ruling = said(rules(near, far), metres=(nan, 5 * KM, 900 * KM))
    assert ruling.money.tolist() == [0, -1, -1]
    assert not said(rules(near, far), metres=None).money.any()


def test_a_rule_with_tags_is_about_those_lines() -> None:
    frozen = frozenset({"frozen"})
    out = Rule("f", "f", Wish.EXCLUDE, Scope(tags=frozen), STORES)
    dear = Rule("d", "d", Wish.PREFER, Scope(tags=frozen), CENTERS, amount_minor=500)
    ruling = said(rules(out, dear), order(frozenset(), frozen | {"big"}))
    assert ruling.out.tolist() == [[-1, -1, -1], [-1, 0, 0]]
    assert ruling.shut.tolist() == [-1, -1, -1]
    assert ruling.money.tolist() == [-500, 0, 0]
    assert not said(rules(dear)).money.any()
    assert (said(rules(out), order(frozenset({"big"}))).out == -1).all()


def test_the_most_that_is_protected_counts_and_names_its_rule() -> None:
    one = Rule("1", "1", Wish.PROTECT, where=STORES, number=1)
    two = Rule("2", "2", Wish.PROTECT, where=Where(sites=frozenset({"bali"})), number=2)
    ruling = said(rules(one, two))
    assert ruling.kept.tolist() == [[0, 1, 2]]
    assert ruling.keeper.tolist() == [[-1, 0, 1]]


def test_the_tightest_limit_of_parcels_counts() -> None:
    limits = [Rule(str(n), str(n), Wish.MAX_PARCELS, number=n) for n in (3, 2, 4)]
    ruling = said(rules(*limits))
    assert (ruling.most_parcels, ruling.limiter) == (2, 1)
    assert said(rules()).most_parcels == 0


def test_weights_multiply() -> None:
    dear = Rule("w", "w", Wish.WEIGHT, where=STORES, percent=150)
    ruling = said(rules(dear, dear))
    assert ruling.percent.tolist() == [100, 225, 225]


@pytest.mark.parametrize(
    ("scope", "holds"),
    [
        (Scope(channels=frozenset({"web"})), False),
        (Scope(channels=frozenset({"web", "phone"})), True),
        (Scope(levels=frozenset({"express"})), False),
        (Scope(zones=frozenset({"jkt"})), True),
        (Scope(over_minor=500_000), True),
        (Scope(under_minor=500_000), False),
        (Scope(weekdays=frozenset({0})), True),
        (Scope(weekdays=frozenset({6})), False),
    ],
)
def test_every_told_part_of_a_scope_must_hold(scope: Scope, holds: bool) -> None:
    out = Rule("x", "x", Wish.EXCLUDE, scope)
    assert (said(rules(out)).out == 0).all() == holds


def test_hours_are_those_of_the_place() -> None:
    lunch = Rule("l", "l", Wish.EXCLUDE, Scope(from_time="12:00", to_time="13:00"))
    assert said(rules(lunch)).out.tolist() == [[0, 0, -1]]  # 13:00 in Bali
    night = Rule("n", "n", Wish.EXCLUDE, Scope(from_time="22:00", to_time="12:30"))
    assert said(rules(night)).out.tolist() == [[0, 0, -1]]


def test_a_waterfall_is_a_large_cost_per_tier_and_shuts_the_rest_out() -> None:
    tiers = waterfall([frozenset({"center"}), frozenset({"menteng", "center"})], 1_000_000)
    ruling = said(tiers)
    assert ruling.money.tolist() == [0, 1_000_000, 0]
    assert ruling.out.tolist() == [[-1, -1, 0]]


# ---------------------------------------------------------------- against reading rule by rule


def _some(values: Sequence[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


WHERES = st.builds(
    Where,
    sites=_some(["center", "menteng", "bali"]),
    kinds=_some(["store", "center"]),
    regions=_some(["west", "east"]),
    within_metres=st.sampled_from([0, 10 * KM, 100 * KM]),
    cover_under_days=st.sampled_from([0, 3]),
)
SCOPES = st.builds(
    Scope, channels=_some(["phone", "web"]), tags=_some(["frozen", "big"]), zones=_some(["jkt"])
)
RULES = st.builds(
    Rule,
    id=st.just("r"),
    name=st.just("r"),
    wish=st.sampled_from(list(Wish)),
    scope=SCOPES,
    where=WHERES,
    unless=st.none() | WHERES,
    amount_minor=st.integers(-5_000, 5_000),
    number=st.integers(0, 3),
    percent=st.sampled_from([50, 100, 150]),
    on=st.booleans(),
)
LINES = st.lists(_some(["frozen", "big"]), min_size=1, max_size=3)


@given(st.lists(RULES, max_size=5), LINES)
def test_the_fast_answer_is_that_of_reading_each_rule(
    told: list[Rule], tags: list[frozenset[str]]
) -> None:
    sheet = said(rules(*told), order(*tags))
    live = [rule for rule in told if rule.on]
    for column in range(len(PLACES)):
        for row, of_line in enumerate(tags):
            speaking = [(i, r) for i, r in enumerate(live) if _speaks(r, of_line, column)]
            out = [i for i, r in speaking if r.wish in (Wish.EXCLUDE, Wish.REQUIRE)]
            assert sheet.out[row, column] == (out[0] if out else -1)
            kept = [r.number for _, r in speaking if r.wish is Wish.PROTECT]
            assert sheet.kept[row, column] == max(kept, default=0)
        some = [r for r in live if any(_speaks(r, of_line, column) for of_line in tags)]
        prefers = [r.amount_minor for r in some if r.wish is Wish.PREFER]
        assert sheet.money[column] == -sum(prefers)


@given(st.lists(RULES, max_size=5), LINES)
def test_names_tell_what_the_sheet_tells(told: list[Rule], tags: list[frozenset[str]]) -> None:
    asked = order(*tags)
    sheet = Rulebook(rules(*told), PLACES).sheet(asked)
    ruling = judge(rules(*told), asked, PLACES)
    for column, at in enumerate(PLACES):
        assert ruling.money.get(at.site_id, 0) == sheet.money[column]
        assert ruling.percent.get(at.site_id, 100) == sheet.percent[column]
        for row, key in enumerate(asked.lines):
            out = ruling.excluded.get(at.site_id) or ruling.excluded_lines.get((at.site_id, key))
            assert (out is None) == (sheet.out[row, column] < 0)
            kept = ruling.protected.get((at.site_id, key))
            assert (kept.units if kept else 0) == sheet.kept[row, column]
    assert ruling.most_parcels == sheet.most_parcels


def _speaks(rule: Rule, tags: frozenset[str], column: int) -> bool:
    scope = rule.scope
    return (
        (not scope.channels or "phone" in scope.channels)
        and (not scope.zones or "jkt" in scope.zones)
        and (not scope.tags or bool(scope.tags & tags))
        and _about(rule, column)
    )


def _about(rule: Rule, column: int) -> bool:
    here = _holds(rule.where, column)
    if rule.wish is Wish.REQUIRE:
        here = not here
    return here and (rule.unless in (None, Where()) or not _holds(rule.unless, column))


def _holds(where: Where | None, column: int) -> bool:
    assert where is not None
    at = PLACES[column]
    return (
        (not where.sites or at.site_id in where.sites)
        and (not where.kinds or at.kind in where.kinds)
        and (not where.regions or at.region in where.regions)
        and (not where.within_metres or FAR[column] <= where.within_metres)
        and (not where.cover_under_days or COVER[column] < where.cover_under_days)
    )


def test_a_book_is_read_once_for_the_same_rules_and_places() -> None:
    told = rules(AIRPORT_OUT)
    book = rulebook_of(told, PLACES)
    assert rulebook_of(RuleSet(7, told.rules), PLACES) is book
    assert rulebook_of(told, (*PLACES,)) is not book
    assert rulebook_of(rules(), PLACES).rules == ()
