"""Beside each order stands what it would have cost another way; nobody acts on it."""

import pytest

from app.identity.tables import users
from app.insights.tables import hour_figures
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import DAY
from app.routing.rules.commands import (
    ApproveRules,
    DraftRules,
    EditRules,
    LoadedSet,
    LoadRules,
    ScheduleRules,
    SubmitRules,
)
from app.routing.rules.model import Rule, Where, Wish
from app.routing.rules.states import Reach
from app.routing.shadow.queries import Trial, shadow_of
from app.routing.shadow.tables import sourcing_trials
from app.stock.tables import reservations
from app.storage.schema import Side
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CENTER, MUG, SHIRT, START, Shop, pickup, ship

RINA = Actor(user_id="rina", role="inventory", device_id="till-2", site_id="menteng")
AGUS = Actor(user_id="agus", role="admin", device_id="till-2", site_id="menteng")
STORES = Where(kinds=frozenset({"store"}))


def _in_shadow(shop: Shop, *rules: Rule) -> None:
    with shop.acting() as uow:
        for actor in (RINA, AGUS):
            row = {"id": actor.user_id, "name": actor.user_id, "role": actor.role}
            uow.insert(users, {**row, "site_id": actor.site_id, "active": True})
    shop.perform(LoadRules(sets=(LoadedSet(name="Sourcing", rules=()),)), SYSTEM)
    shop.perform(DraftRules(set_id="new"), RINA)
    shop.perform(EditRules(set_id="new", revision=0, rules=rules), RINA)
    shop.perform(SubmitRules(set_id="new", revision=1), RINA)
    shop.perform(ApproveRules(set_id="new"), AGUS)
    shop.perform(ScheduleRules(set_id="new", reach=Reach.SHADOW, ends_at=START + 7 * DAY), RINA)


def _sent(shop: Shop, *lines: object, **told: object) -> None:
    shop.order(*lines, new_customer=SITI, ship_to="home", **told)  # type: ignore[arg-type]


def test_an_order_that_is_sent_is_held_against_the_waterfall(shop: Shop) -> None:
    _sent(shop, ship(SHIRT, 2, None), ship(MUG, 1, None))
    trial = shop.only(sourcing_trials)
    assert (trial["against"], trial["ours_left"], trial["theirs_left"]) == ("waterfall", 0, 0)
    assert 0 < trial["ours_minor"] <= trial["theirs_minor"]
    hours = [row for row in shop.rows(hour_figures) if row["compared"]]
    assert [row["compared"] for row in hours] == [1]
    assert hours[0]["saved_minor"] == trial["theirs_minor"] - trial["ours_minor"]


def test_what_the_waterfall_cannot_serve_whole_counts_for_nothing(shop: Shop) -> None:
    _sent(shop, ship(SHIRT, 60, None))
    trial = shop.only(sourcing_trials)
    assert trial["ours_left"] == 0
    assert trial["theirs_left"] > 0, "its stores keep their last unit"
    assert not any(row["compared"] for row in shop.rows(hour_figures))


def test_a_pickup_has_no_other_way(shop: Shop) -> None:
    shop.order(pickup(SHIRT))
    assert not shop.rows(sourcing_trials)


def test_a_desk_that_places_an_order_tries_nothing(shop: Shop) -> None:
    _sent(shop, ship(SHIRT, 1, None), side=Side.DESK)
    assert not shop.rows(sourcing_trials)


def test_rules_in_shadow_are_tried_and_move_no_goods(shop: Shop) -> None:
    _in_shadow(shop, Rule("1", "Stores", Wish.PREFER, where=STORES, amount_minor=90_000))
    _sent(shop, ship(SHIRT, 1, None))
    trial = shop.only(sourcing_trials, against="rules")
    assert (trial["rules_version"], trial["other_way"]) == (2, True)
    assert shop.only(reservations)["site_id"] == CENTER
    with shop.engine.connect() as db:
        told = shadow_of(db, 2, START, START + DAY)
        none = shadow_of(db, 3, START, START + DAY)
    dearer = trial["theirs_minor"] - trial["ours_minor"]
    assert told == Trial(1, 1, 1, trial["ours_minor"], trial["theirs_minor"], float(dearer**2))
    assert none == Trial(0, 0, 0, 0, 0)


def test_rules_in_shadow_that_shut_everything_leave_the_order_as_it_is(shop: Shop) -> None:
    _in_shadow(shop, Rule("1", "Centers", Wish.EXCLUDE, where=Where(kinds=frozenset({"center"}))))
    _sent(shop, ship(SHIRT, 30, None))
    trial = shop.only(sourcing_trials, against="rules")
    assert trial["theirs_left"] == 20, "Bandung would be too late"
    with shop.engine.connect() as db:
        assert shadow_of(db, 2, START, START + DAY).compared == 0


def test_what_an_order_gets_dearer_is_told_with_its_range() -> None:
    """Four orders: 100 dearer, 300 dearer, twice the same."""
    told = Trial(5, 4, 2, 40_000, 40_400, float(100**2 + 300**2))
    low, high = told.between_minor
    assert list(told.each_minor) == [10_000, 10_100]
    assert low == pytest.approx(100 - 1.96 * 70.71, abs=0.1)
    assert high == pytest.approx(100 + 1.96 * 70.71, abs=0.1)


def test_one_order_tells_nothing() -> None:
    low, high = Trial(1, 1, 1, 9_000, 8_000, 1e6).between_minor
    assert low < -1e9
    assert high > 1e9
