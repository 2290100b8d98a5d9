"""A trial that goes wrong ends by itself; a live set that does gives way to the one before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.tables import users
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, Instant
from app.kit.errors import Refusal
from app.kit.ids import derived_id
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
from app.routing.rules.states import Kpi, Reach, SetState, Standing
from app.routing.rules.stored import (
    StoredSet,
    in_share,
    returned_sets,
    rules_now,
    stored_sets,
)
from app.routing.shadow.returning import WATCHED, WatchRules, watch_of
from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials
from tests.routing.shadow.test_trying import AGUS, RINA
from tests.support.shop import START, Shop, open_shop

SHARE = 20
DEAR = Rule(
    "1", "Stores", Wish.PREFER, where=Where(kinds=frozenset({"store"})), amount_minor=90_000
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Rules were live for a month; another version is approved."""
    shop = open_shop(tmp_path)
    with shop.acting() as uow:
        for actor in (RINA, AGUS):
            row = {"id": actor.user_id, "name": actor.user_id, "role": actor.role}
            uow.insert(users, {**row, "site_id": actor.site_id, "active": True})
    old = LoadedSet(name="Sourcing", rules=(), at=START - 30 * DAY)
    shop.perform(LoadRules(sets=(old,)), SYSTEM)
    shop.perform(DraftRules(set_id="new"), RINA)
    shop.perform(EditRules(set_id="new", revision=0, rules=(DEAR,)), RINA)
    shop.perform(SubmitRules(set_id="new", revision=1), RINA)
    shop.perform(ApproveRules(set_id="new"), AGUS)
    yield shop
    shop.check()
    shop.engine.dispose()


def schedule(shop: Shop, reach: Reach, share: int = 0) -> None:
    shop.perform(ScheduleRules(set_id="new", reach=reach, share_percent=share), RINA)


def fared(shop: Shop, at: int, many: int, dearer: int, *, share: int = 0) -> None:
    """Orders that cost 80 % of the waterfall; those of the trial `dearer` points more."""
    with shop.acting() as uow:
        for number in range(many):
            order_id = derived_id("order", str(at), str(number))
            tried = share == 0 or in_share(order_id, share)
            waterfall = 20_000 + number % 7 * 1_000
            row = {
                "id": derived_id("trial", order_id),
                "order_id": order_id,
                "against": Against.WATERFALL.value,
                "rules_version": 0,
                "ours_minor": waterfall * (80 + dearer * tried + number % 3) // 100,
                "theirs_minor": waterfall,
                "ours_left": 0,
                "theirs_left": 0,
                "other_way": True,
                "at": at,
            }
            uow.insert(sourcing_trials, row)


def watch(shop: Shop, after: int) -> dict[str, object]:
    shop.now = Instant(shop.now + after)
    return shop.perform(WatchRules(), SYSTEM)


def newest(shop: Shop, version: int) -> StoredSet:
    with shop.engine.connect() as db:
        return next(one for one in stored_sets(db, shop.now) if one.version == version)


def told_back(shop: Shop, since: int = START) -> list[tuple[int, Kpi]]:
    with shop.engine.connect() as db:
        return [(one.version, one.why) for one in returned_sets(db, Instant(since))]


def live_version(shop: Shop) -> int:
    with shop.engine.connect() as db:
        return rules_now(db, shop.now).live.version


def test_a_trial_under_which_orders_cost_more_ends_by_itself(shop: Shop) -> None:
    schedule(shop, Reach.CANARY, SHARE)
    fared(shop, shop.now + 1, 600, 15, share=SHARE)
    assert watch(shop, HOUR) == {"withdrawn": 2}
    told = newest(shop, 2)
    assert (told.standing, told.returned_for) == (Standing.APPROVED, Kpi.DEARER)
    assert told.returned_percent in range(13, 18)
    assert live_version(shop) == 1
    assert watch(shop, HOUR) == {}
    assert told_back(shop) == [(2, Kpi.DEARER)]
    assert told_back(shop, shop.now + 1) == [], "an old story"


def test_a_trial_that_does_as_well_goes_on(shop: Shop) -> None:
    schedule(shop, Reach.CANARY, SHARE)
    fared(shop, shop.now + 1, 600, 1, share=SHARE)
    assert watch(shop, HOUR) == {}
    assert newest(shop, 2).standing is Standing.CANARY


def test_live_rules_give_way_to_the_former_ones_when_orders_cost_more(shop: Shop) -> None:
    fared(shop, shop.now - 3 * DAY, 200, 0)
    schedule(shop, Reach.ALL)
    fared(shop, shop.now + 1, 200, 15)
    assert watch(shop, HOUR)["again"] == 1
    assert live_version(shop) == 3, "the rules of version 1, as a version of their own"
    assert newest(shop, 3).rules == newest(shop, 1).rules
    told = newest(shop, 2)
    assert (told.standing, told.returned_for) == (Standing.RETIRED, Kpi.DEARER)
    assert watch(shop, HOUR) == {}, "what came back is not worse than what it replaced"
    assert told_back(shop) == [(2, Kpi.DEARER)]
    shop.now = Instant(shop.now + HOUR)
    shop.perform(DraftRules(set_id="newer"), RINA)
    assert told_back(shop) == [], "somebody writes other rules: it was seen"


def test_live_rules_are_watched_for_a_week(shop: Shop) -> None:
    schedule(shop, Reach.ALL)
    with shop.engine.connect() as db:
        assert watch_of(db, shop.now) is not None
        assert watch_of(db, Instant(shop.now + WATCHED)) is None
        assert watch_of(db, shop.now) == watch_of(db, Instant(shop.now + 1)), "once an hour"


def test_who_plans_it_again_begins_anew(shop: Shop) -> None:
    schedule(shop, Reach.CANARY, SHARE)
    fared(shop, shop.now + 1, 600, 15, share=SHARE)
    watch(shop, HOUR)
    assert newest(shop, 2).state is SetState.APPROVED
    schedule(shop, Reach.CANARY, SHARE)
    assert told_back(shop) == []
    assert newest(shop, 2).returned_for is None


def test_people_do_not_watch(shop: Shop) -> None:
    with pytest.raises(Refusal):
        shop.perform(WatchRules(), RINA)
