"""What is wrong with a rule set is told before an order meets it, and only what is certain."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.routing.rules.flaws import Finding, Flaw, Known
from app.routing.rules.judging import Rulebook
from app.routing.rules.lint import blocking, lint
from app.routing.rules.model import Rule, RuleSet, Scope, Where, Wish
from tests.routing.rules.test_judging import CENTERS, KM, PLACES, RULES, STORES, order

SHIP = Scope(methods=frozenset({"ship"}))
ALL_OUT = Rule("all", "Nothing leaves", Wish.EXCLUDE)
CENTERS_ONLY = Rule("c", "Centers only", Wish.REQUIRE, where=CENTERS)
NO_CENTERS = Rule("n", "No centers", Wish.EXCLUDE, where=CENTERS)
NO_STORES = Rule("s", "No stores", Wish.EXCLUDE, where=STORES)
NEAR = Rule("p", "Near ones", Wish.PREFER, where=Where(within_metres=15 * KM), amount_minor=6_000)


def codes(*rules: Rule, known: Known | None = None) -> list[tuple[Flaw, str]]:
    found = lint(rules, PLACES, known or Known())
    return [(finding.code, finding.rule_id) for finding in found]


def test_a_sound_set_has_no_findings() -> None:
    protect = Rule("1", "Keep one", Wish.PROTECT, where=STORES, number=1)
    parcels = Rule("2", "Two parcels", Wish.MAX_PARCELS, number=2)
    airport = Rule("3", "Not Bali", Wish.EXCLUDE, SHIP, Where(sites=frozenset({"bali"})))
    assert codes(NEAR, protect, parcels, airport) == []


def test_a_set_that_excludes_everything_is_blocked() -> None:
    found = lint([ALL_OUT], PLACES)
    assert [finding.code for finding in blocking(found)] == [Flaw.EVERYTHING_OUT]
    assert blocking(lint([NO_CENTERS, NO_STORES], PLACES))
    assert not blocking(lint([replace(ALL_OUT, on=False)], PLACES))


def test_what_depends_on_the_order_is_given_the_benefit_of_the_doubt() -> None:
    far = Rule("f", "f", Wish.EXCLUDE, where=Where(beyond_metres=KM))
    unless_near = replace(ALL_OUT, unless=Where(within_metres=KM))
    near_only = Rule("r", "r", Wish.REQUIRE, where=Where(within_metres=KM))
    for rule in (far, unless_near, near_only):
        assert codes(rule) == []


def test_no_parcels_at_all_is_blocked() -> None:
    found = lint([Rule("m", "m", Wish.MAX_PARCELS, number=0)], PLACES)
    assert [(f.code, f.rule_id) for f in blocking(found)] == [(Flaw.ZERO_PARCELS, "m")]


def test_requiring_what_another_rule_excludes_is_a_contradiction() -> None:
    assert (Flaw.CONTRADICTS, "c") in codes(CENTERS_ONLY, NO_CENTERS)
    stores_only = replace(CENTERS_ONLY, id="s", where=STORES)
    assert (Flaw.CONTRADICTS, "s") in codes(CENTERS_ONLY, stores_only)
    other_orders = replace(NO_CENTERS, scope=Scope(channels=frozenset({"web"})))
    phone = replace(CENTERS_ONLY, scope=Scope(channels=frozenset({"phone"})))
    assert codes(phone, other_orders) == []


@pytest.mark.parametrize(
    ("scope", "fact"),
    [
        (SHIP, {"method": "ship"}),
        (Scope(zones=frozenset({"papua"})), {"zone": "papua"}),
        (Scope(channels=frozenset({"web"})), {"channel": "web"}),
        (Scope(weekdays=frozenset({6})), {"weekday": 6}),
        (Scope(tags=frozenset({"frozen"})), {"tag": "frozen"}),
    ],
)
def test_orders_that_nobody_may_serve_are_named(scope: Scope, fact: dict[str, object]) -> None:
    found = lint([replace(ALL_OUT, scope=scope)], PLACES)
    assert found == (Finding(Flaw.NOTHING_LEFT, "", fact),)  # type: ignore[arg-type]
    assert not blocking(found)


def test_a_rule_about_no_place_or_no_order_never_matches() -> None:
    nowhere = replace(NEAR, where=Where(kinds=frozenset({"center"}), regions=frozenset({"east"})))
    ring = replace(NEAR, where=Where(within_metres=KM, beyond_metres=2 * KM))
    no_value = replace(NEAR, scope=Scope(over_minor=500, under_minor=400))
    excepted = replace(NEAR, where=CENTERS, unless=CENTERS)
    for rule in (nowhere, ring, no_value, excepted):
        assert codes(rule) == [(Flaw.NEVER_MATCHES, "p")]


def test_a_rule_about_places_that_are_out_is_unreachable() -> None:
    found = lint([NO_STORES, replace(NEAR, where=STORES)], PLACES)
    assert found == (Finding(Flaw.UNREACHABLE, "p", {"other": "s"}),)
    later = replace(NO_STORES, id="t", scope=SHIP)
    assert (Flaw.UNREACHABLE, "t") in codes(NO_STORES, later)
    assert codes(later, NO_STORES) == []  # the narrow one speaks first


def test_rules_that_say_nothing_or_the_same_twice_are_told() -> None:
    assert codes(replace(NEAR, amount_minor=0)) == [(Flaw.SAYS_NOTHING, "p")]
    assert codes(NEAR, replace(NEAR, id="q", name="again")) == [(Flaw.SAME_AS, "q")]


def test_places_zones_and_goods_that_nobody_has_are_told() -> None:
    gone = replace(NEAR, where=Where(sites=frozenset({"closed", "bali"})))
    assert codes(gone) == [(Flaw.UNKNOWN, "p")]
    known = Known(zones=frozenset({"jkt"}), tags=frozenset({"shoes"}), most_stock=40)
    typo = replace(NEAR, scope=Scope(zones=frozenset({"jtk"}), tags=frozenset({"shoes"})))
    assert codes(typo, known=known) == [(Flaw.UNKNOWN, "p")]
    keep = Rule("k", "k", Wish.PROTECT, number=41)
    assert codes(keep, known=known) == [(Flaw.PROTECTS_ALL, "k")]


@given(st.lists(RULES, max_size=4))
def test_what_lint_says_is_starved_is_starved(told: list[Rule]) -> None:
    """If it says that all is out, no order has a place, however near and well covered it is."""
    if not any(finding.code is Flaw.EVERYTHING_OUT for finding in lint(told, PLACES)):
        return
    book = Rulebook(RuleSet(0, tuple(told)), PLACES)
    for metres in (0.0, 50.0 * KM, 500.0 * KM):
        for cover in (1.0, 90.0):
            figures = {"metres": np.full(3, metres), "cover": np.full(3, cover)}
            assert (book.sheet(order(), **figures).out >= 0).all()
