"""A rule set goes from a draft to being live through two pairs of eyes, and back by one key."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.features import REGISTER
from app.identity.tables import users
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import DAY, HOUR, Instant
from app.kit.commands import Nature, Offline
from app.kit.errors import Refusal
from app.routing.rules.board import board, findings
from app.routing.rules.commands import (
    ApproveRules,
    DiscardRules,
    DraftRules,
    EditRules,
    LoadedSet,
    LoadRules,
    RollBackRules,
    ScheduleRules,
    SendBackRules,
    SubmitRules,
    WithdrawRules,
)
from app.routing.rules.flaws import Flaw
from app.routing.rules.model import Rule, RuleSet, Scope, Where, Wish
from app.routing.rules.states import Reach, Standing
from app.routing.rules.stored import StoredSet, in_share, live_rules, rules_now, stored_sets
from app.storage.schema import Side
from tests.support.shop import MANAGER, START, Shop, open_shop

RINA = Actor(user_id="rina", role="inventory", device_id="till-2", site_id="menteng")
AGUS = Actor(user_id="agus", role="admin", device_id="till-2", site_id="menteng")
STORES = Where(kinds=frozenset({"store"}))
KEEP_ONE = Rule("keep", "Keep one", Wish.PROTECT, where=STORES, number=1)
NEAR = Rule("near", "Near", Wish.PREFER, where=Where(within_metres=15_000), amount_minor=6_000)
NO_MORE = Rule("all", "Nothing leaves", Wish.EXCLUDE)


@pytest.fixture(params=[Side.SERVER, Side.DESK])
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    shop.side = request.param
    with shop.acting() as uow:
        for actor in (RINA, AGUS):
            row = {"id": actor.user_id, "name": actor.user_id.title(), "role": actor.role}
            uow.insert(users, {**row, "site_id": actor.site_id, "active": True})
    shop.perform(LoadRules(sets=(LoadedSet(name="Sourcing", rules=(KEEP_ONE,)),)), SYSTEM)
    yield shop
    shop.engine.dispose()


def sets(shop: Shop) -> dict[int, StoredSet]:
    with shop.engine.connect() as db:
        return {found.version: found for found in stored_sets(db, shop.now)}


def live(shop: Shop) -> RuleSet:
    with shop.engine.connect() as db:
        return live_rules(db, shop.now)


def drafted(shop: Shop, *rules: Rule, set_id: str = "new") -> str:
    shop.perform(DraftRules(set_id=set_id), RINA)
    if rules:
        shop.perform(EditRules(set_id=set_id, revision=0, rules=rules, name="Nearer"), RINA)
    return set_id


def approved(shop: Shop, *rules: Rule, set_id: str = "new") -> str:
    drafted(shop, *rules, set_id=set_id)
    shop.perform(SubmitRules(set_id=set_id, revision=1 if rules else 0), RINA)
    shop.perform(ApproveRules(set_id=set_id), AGUS)
    return set_id


def refused(shop: Shop, command: Any, actor: Actor = RINA) -> str:
    with pytest.raises(Refusal) as refusal:
        shop.perform(command, actor)
    return refusal.value.code


def test_a_draft_is_a_copy_of_what_is_live(shop: Shop) -> None:
    drafted(shop)
    draft, loaded = sets(shop)[2], sets(shop)[1]
    assert draft.rules == loaded.rules == (KEEP_ONE,)
    assert (draft.standing, loaded.standing) == (Standing.DRAFT, Standing.LIVE)
    assert (draft.author, draft.based_on) == ("Rina", loaded.id)


def test_every_part_of_a_rule_is_kept(shop: Shop) -> None:
    full = Rule(
        "full",
        "Full",
        Wish.WEIGHT,
        Scope(
            channels=frozenset({"web", "phone"}),
            weekdays=frozenset({5, 6}),
            from_time="09:00",
            to_time="24:00",
            over_minor=1,
            under_minor=2,
        ),
        Where(sites=frozenset({"menteng"}), regions=frozenset({"Jawa"}), beyond_metres=5),
        unless=Where(cover_under_days=3),
        percent=120,
        on=False,
    )
    drafted(shop, full, NEAR)
    assert sets(shop)[2].rules == (full, NEAR)


def test_a_set_is_live_from_its_hour_on_without_anybody_doing_anything(shop: Shop) -> None:
    set_id = approved(shop, NEAR)
    shop.perform(ScheduleRules(set_id=set_id, starts_at=START + DAY), RINA)
    assert live(shop) == RuleSet(1, (KEEP_ONE,))
    assert sets(shop)[2].standing is Standing.SCHEDULED
    shop.now = Instant(START + DAY)
    assert live(shop) == RuleSet(2, (NEAR,))
    assert [sets(shop)[v].standing for v in (1, 2)] == [Standing.RETIRED, Standing.LIVE]


def test_a_start_in_the_past_is_now(shop: Shop) -> None:
    shop.perform(ScheduleRules(set_id=approved(shop, NEAR), starts_at=5), RINA)
    assert live(shop).version == 2
    assert sets(shop)[2].starts_at == shop.now


def test_nobody_approves_what_he_wrote_or_changed(shop: Shop) -> None:
    shop.perform(DraftRules(set_id="own"), AGUS)
    shop.perform(SubmitRules(set_id="own", revision=0), AGUS)
    assert refused(shop, ApproveRules(set_id="own"), AGUS) == "rules_own"
    drafted(shop)
    shop.perform(EditRules(set_id="new", revision=0, rules=(NEAR,)), AGUS)
    shop.perform(SubmitRules(set_id="new", revision=1), RINA)
    assert refused(shop, ApproveRules(set_id="new"), AGUS) == "rules_own"


def test_who_may_only_propose_needs_a_second_person(shop: Shop) -> None:
    drafted(shop)
    shop.perform(SubmitRules(set_id="new", revision=0), RINA)
    assert refused(shop, ApproveRules(set_id="new")) == "needs_approval"
    assert refused(shop, ApproveRules(set_id="new"), MANAGER) == "not_allowed"


def test_nothing_is_scheduled_that_was_not_approved(shop: Shop) -> None:
    drafted(shop)
    assert refused(shop, ScheduleRules(set_id="new")) == "move_closed"
    assert refused(shop, ApproveRules(set_id="new"), AGUS) == "move_closed"


def test_a_set_under_review_is_not_changed_until_it_is_sent_back(shop: Shop) -> None:
    drafted(shop, NEAR)
    shop.perform(SubmitRules(set_id="new", revision=1), RINA)
    edit = EditRules(set_id="new", revision=1, rules=())
    assert refused(shop, edit) == "move_closed"
    shop.perform(SendBackRules(set_id="new", answer="Too dear"), AGUS)
    assert sets(shop)[2].answer == "Too dear"
    shop.perform(edit, RINA)
    assert sets(shop)[2].rules == ()


def test_of_two_who_change_a_draft_the_second_is_told(shop: Shop) -> None:
    drafted(shop, NEAR)
    late = EditRules(set_id="new", revision=0, rules=())
    assert refused(shop, late, AGUS) == "rules_changed"
    assert refused(shop, SubmitRules(set_id="new", revision=0), AGUS) == "rules_changed"


def test_a_set_that_excludes_everything_is_not_submitted(shop: Shop) -> None:
    drafted(shop, NO_MORE)
    assert refused(shop, SubmitRules(set_id="new", revision=1)) == "rules_blocked"


def test_one_key_brings_the_former_rules_back_as_a_new_version(shop: Shop) -> None:
    shop.perform(ScheduleRules(set_id=approved(shop, NEAR)), RINA)
    shop.now = Instant(START + HOUR)
    told = shop.perform(RollBackRules(set_id="new"), RINA)
    assert (told["version"], told["again"]) == (3, 1)
    assert live(shop) == RuleSet(3, (KEEP_ONE,))
    assert sets(shop)[2].standing is Standing.RETIRED
    assert refused(shop, RollBackRules(set_id="new")) == "rules_not_live"


def test_there_is_nothing_to_roll_back_to_before_the_first(shop: Shop) -> None:
    assert refused(shop, RollBackRules(set_id=sets(shop)[1].id)) == "nothing_before"


def test_a_canary_takes_its_share_of_the_orders_and_always_the_same(shop: Shop) -> None:
    canary = ScheduleRules(set_id=approved(shop, NEAR), reach=Reach.CANARY, share_percent=30)
    shop.perform(canary, RINA)
    with shop.engine.connect() as db:
        now = rules_now(db, shop.now)
    orders = [f"order {number}" for number in range(400)]
    taken = [order for order in orders if now.of(order).version == 2]
    assert 80 < len(taken) < 160
    assert all(in_share(order, 30) for order in taken)
    assert live(shop).version == 1
    assert sets(shop)[2].standing is Standing.CANARY


def test_a_shadow_holds_for_nobody_and_ends(shop: Shop) -> None:
    shadow = ScheduleRules(set_id=approved(shop, NEAR), reach=Reach.SHADOW, ends_at=START + 7 * DAY)
    shop.perform(shadow, RINA)
    with shop.engine.connect() as db:
        now = rules_now(db, shop.now)
        later = rules_now(db, Instant(START + 7 * DAY))
    assert now.shadow == RuleSet(2, (NEAR,))
    assert now.of("any").version == 1
    assert later.shadow is None


def test_what_is_tried_beside_ends_when_other_rules_begin(shop: Shop) -> None:
    first = ScheduleRules(set_id=approved(shop, NEAR), reach=Reach.CANARY, share_percent=50)
    shop.perform(first, RINA)
    shop.now = Instant(START + HOUR)
    shop.perform(ScheduleRules(set_id=approved(shop, NEAR, set_id="third")), RINA)
    with shop.engine.connect() as db:
        assert rules_now(db, shop.now).canary is None
    shop.perform(WithdrawRules(set_id="new"), RINA)
    assert sets(shop)[2].standing is Standing.APPROVED


def test_what_is_live_is_rolled_back_not_withdrawn(shop: Shop) -> None:
    set_id = approved(shop, NEAR)
    shop.perform(ScheduleRules(set_id=set_id, starts_at=START + DAY), RINA)
    shop.perform(WithdrawRules(set_id=set_id), RINA)
    shop.perform(ScheduleRules(set_id=set_id), RINA)
    assert refused(shop, WithdrawRules(set_id=set_id)) == "rules_began"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ((NEAR, NEAR), "rule_doubled"),
        ((NEAR,) * 101, "too_many_rules"),
        ((replace(NEAR, percent=0),), "rule_invalid"),
        ((replace(NEAR, number=-1),), "rule_invalid"),
        ((replace(NEAR, amount_minor=10**12),), "rule_invalid"),
        ((replace(NEAR, scope=Scope(from_time="9:00")),), "rule_invalid"),
        ((replace(NEAR, scope=Scope(to_time="24:01")),), "rule_invalid"),
        ((replace(NEAR, scope=Scope(weekdays=frozenset({7}))),), "rule_invalid"),
        ((replace(NEAR, where=Where(within_metres=-1)),), "rule_invalid"),
        ((replace(NEAR, unless=Where(cover_under_days=-1)),), "rule_invalid"),
        ((replace(NEAR, name="x" * 201),), "rule_invalid"),
    ],
)
def test_what_is_no_rule_is_refused(shop: Shop, wrong: tuple[Rule, ...], code: str) -> None:
    drafted(shop)
    assert refused(shop, EditRules(set_id="new", revision=0, rules=wrong)) == code


def test_shares_and_ends_that_make_no_sense_are_refused(shop: Shop) -> None:
    set_id = approved(shop, NEAR)
    none = ScheduleRules(set_id=set_id, reach=Reach.CANARY, share_percent=0)
    assert refused(shop, none) == "share_out_of_range"
    ended = ScheduleRules(set_id=set_id, reach=Reach.SHADOW, ends_at=START)
    assert refused(shop, ended) == "end_before_start"


def test_a_discarded_draft_is_over(shop: Shop) -> None:
    drafted(shop)
    shop.perform(DiscardRules(set_id="new"), RINA)
    assert sets(shop)[2].standing is Standing.DISCARDED
    assert refused(shop, SubmitRules(set_id="new", revision=0)) == "move_closed"


def test_no_rule_is_changed_past_the_server() -> None:
    kinds = [spec for spec in REGISTER if spec.kind.startswith("rules.")]
    assert len(kinds) == 9
    assert all((k.offline, k.nature) == (Offline.NEVER, Nature.REQUEST) for k in kinds)


def test_before_the_first_set_nothing_is_ruled(tmp_path: Path) -> None:
    shop = open_shop(tmp_path)
    assert live(shop) == RuleSet(0)
    shop.perform(DraftRules(set_id="first", name="First"), AGUS)
    shop.engine.dispose()


def test_the_board_tells_what_a_rule_may_name_and_where_it_came_from(shop: Shop) -> None:
    shop.perform(ScheduleRules(set_id=approved(shop, KEEP_ONE, NEAR)), RINA)
    drafted(shop, KEEP_ONE, NEAR, set_id="later")
    with shop.engine.connect() as db:
        told = board(db, shop.now)
        found = findings(db, [replace(NEAR, scope=Scope(tags=frozenset({"hats"})))])
    assert told.zones == ("bdg", "jkt")
    assert told.tags == ("goods",)
    assert {place.site_id for place in told.places} == {"menteng", "kemang", "bandung", "center"}
    assert (told.live and told.live.version, told.open and told.open.version) == (2, 3)
    assert told.former == 1
    draft = told.find("later")
    assert draft is not None
    assert told.before(draft) == told.live
    versions = [told.changed_last(draft, rule) for rule in (KEEP_ONE, NEAR)]
    assert [version.version if version else 0 for version in versions] == [1, 2]
    assert [(finding.code, finding.facts) for finding in found] == [
        (Flaw.UNKNOWN, {"value": "hats"})
    ]
