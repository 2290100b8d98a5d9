"""Limits add up; only another person with more rights lets an act pass, once, for ten minutes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.identity.approval import Approval, Signed, require_proof, sign
from app.identity.authority import authorise
from app.identity.model import Grant, sign_grant
from app.identity.signing import new_key, public_part
from app.identity.tables import limit_uses
from app.kit.clock import DAY, HOUR, MINUTE, Instant
from app.kit.errors import Refusal
from tests.support.shop import AGENT, CLERK, CLERK_KEMANG, MANAGER, START, Shop, open_shop

LIMIT = 1_000_000  # of a clerk's returns
PRIVATE = new_key()
PUBLIC = public_part(PRIVATE)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def use(
    shop: Shop,
    amount: int,
    *,
    actor: Any = CLERK,
    order_id: str | None = None,
    approver: str = "",
    approved: int | None = None,
    permission: str = "return.known",
    **told: Any,
) -> str:
    with shop.acting(actor) as uow:
        approval = None
        if approver:
            approval = Approval(
                approver_id=approver,
                permission=told.get("as_permission", permission),
                amount=amount if approved is None else approved,
                command_id=told.get("for_command", uow.command_id),
                at=uow.occurred_at - told.get("age", 0),
                token="",
            )
        return authorise(
            uow,
            permission,
            amount,
            approval=approval,
            order_id=order_id,
            cumulative=told.get("cumulative", True),
        )


def refused(shop: Shop, amount: int, **told: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        use(shop, amount, **told)
    return caught.value


def test_small_refunds_together_reach_the_limit(shop: Shop) -> None:
    assert use(shop, 600_000) == ""
    assert use(shop, 400_000) == ""
    refusal = refused(shop, 1)
    assert refusal.code == "needs_approval"
    assert refusal.facts == {
        "permission": "return.known",
        "limit": LIMIT,
        "amount": 1,
        "total": LIMIT + 1,
    }


def test_the_limit_is_also_the_tills_whoever_stands_there(shop: Shop) -> None:
    use(shop, LIMIT)
    other = CLERK_KEMANG.__class__("clerk-k", "clerk", CLERK.device_id, CLERK.site_id)
    assert refused(shop, 1, actor=other).code == "needs_approval"
    assert use(shop, LIMIT, actor=CLERK_KEMANG) == ""


def test_a_day_later_the_limit_is_whole_again_but_not_for_the_same_order(shop: Shop) -> None:
    use(shop, LIMIT, order_id="order")
    shop.now = Instant(shop.now + DAY)
    assert use(shop, 500_000, order_id="another") == ""
    assert refused(shop, 1, order_id="order").code == "needs_approval"


def test_what_was_approved_is_not_the_clerks_own(shop: Shop) -> None:
    assert use(shop, 3 * LIMIT, approver="manager") == "manager"
    assert use(shop, LIMIT) == ""
    told = {(row["amount"], row["approver_id"]) for row in shop.rows(limit_uses)}
    assert told == {(3 * LIMIT, "manager"), (LIMIT, None)}


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("own", {"approver": "clerk"}),
        ("user_unknown", {"approver": "nobody"}),
        ("another_command", {"approver": "manager", "for_command": "another"}),
        ("another_command", {"approver": "manager", "as_permission": "discount"}),
        ("too_little", {"approver": "manager", "approved": LIMIT}),
        ("too_little", {"approver": "clerk-k"}),
        ("too_old", {"approver": "manager", "age": 11 * MINUTE}),
        ("too_old", {"approver": "manager", "age": -HOUR}),
    ],
)
def test_an_approval_holds_for_one_act_one_amount_ten_minutes(
    shop: Shop, why: str, told: dict[str, Any]
) -> None:
    refusal = refused(shop, 2 * LIMIT, **told)
    assert (refusal.code, refusal.facts["why"]) == ("approval_invalid", why)
    assert shop.rows(limit_uses) == []


def test_not_even_an_approval_gives_a_right_that_the_role_has_not(shop: Shop) -> None:
    assert refused(shop, 1, actor=AGENT, approver="manager").code == "not_allowed"


def test_percentages_do_not_add_up(shop: Shop) -> None:
    for _ in range(5):
        assert use(shop, 500, permission="discount", cumulative=False) == ""
    assert use(shop, 2_000, permission="discount", cumulative=False, approver="manager")


def test_a_right_without_limit_leaves_no_trace(shop: Shop) -> None:
    assert use(shop, 5, actor=MANAGER, permission="order.cancel_picked") == ""
    assert shop.rows(limit_uses) == []


# ---------------------------------------------------------------- the proof


def signed(**other: Any) -> Approval:
    told: dict[str, Any] = {
        "approver_id": "manager",
        "permission": "return.known",
        "amount": 5,
        "command_id": "c",
        "at": START,
    }
    token = sign(Signed(device_id="till-1", **told), PRIVATE)
    return Approval(**{**told, **other}, token=token)


def by_grant(**other: Any) -> Approval:
    grant = {
        "user_id": "manager",
        "device_id": "till-1",
        "role": "manager",
        "issued_at": START,
        "expires_at": Instant(START + DAY),
        **other,
    }
    return Approval(
        approver_id="manager",
        permission="return.known",
        amount=5,
        command_id="c",
        at=START + HOUR,
        token=sign_grant(Grant(**grant), PRIVATE),
    )


def proof(approval: Approval, key: str = PUBLIC) -> str:
    try:
        require_proof(approval, device_id="till-1", command_id="c", key=key)
    except Refusal as refusal:
        return str(refusal.facts["why"])
    return "holds"


def test_the_servers_signature_holds_for_just_what_it_says() -> None:
    assert proof(signed()) == "holds"
    for changed in ({"amount": 6}, {"approver_id": "boss"}, {"at": START + 1}):
        assert proof(signed(**changed)) == "not_signed"
    assert proof(signed(command_id="d")) == "another_command"
    assert proof(signed(), public_part(new_key())) == "not_signed"


def test_a_grant_of_the_approver_on_this_device_proves_an_offline_yes() -> None:
    assert proof(by_grant()) == "holds"
    assert proof(by_grant(user_id="clerk")) == "of_another"
    assert proof(by_grant(device_id="till-2")) == "of_another"
    assert proof(by_grant(expires_at=START)) == "grant_expired"


def test_a_clock_that_runs_ahead_forgets_nothing_on_the_server(shop: Shop) -> None:
    """A device that is two days in the future has still used what it used today."""
    use(shop, LIMIT)
    with shop.acting(CLERK) as uow:
        uow.occurred_at = Instant(uow.now + 2 * DAY)
        with pytest.raises(Refusal, match="needs_approval"):
            authorise(uow, "return.known", 1)


def test_a_clock_that_was_set_back_opens_no_second_day(shop: Shop) -> None:
    """Whatever the order: what is used with a clock of the day before yesterday counts today."""
    use(shop, 400_000)
    with shop.acting(CLERK) as uow:
        uow.occurred_at = Instant(uow.now - 2 * DAY)
        assert authorise(uow, "return.known", 600_000) == ""
    assert refused(shop, 1).code == "needs_approval"


def test_a_device_was_not_at_work_before_the_server_let_its_person_in(shop: Shop) -> None:
    with shop.acting(CLERK) as uow:
        uow.occurred_at = Instant(uow.now - 2 * DAY)
        uow.signed_in_at = Instant(uow.now - HOUR)
        assert authorise(uow, "return.known", LIMIT) == ""
    assert refused(shop, 1).code == "needs_approval"


def test_three_days_offline_are_three_days_when_they_arrive_together(shop: Shop) -> None:
    shop.now = Instant(shop.now + 3 * DAY)
    arrived = shop.now
    for day in (3, 2, 1):
        with shop.acting(CLERK) as uow:
            uow.occurred_at = Instant(arrived - day * DAY)
            uow.signed_in_at = Instant(arrived - 3 * DAY)
            assert authorise(uow, "return.known", LIMIT) == ""
