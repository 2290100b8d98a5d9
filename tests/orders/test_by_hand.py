"""A price set by hand has a reason, and above the limit of a role a second person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.identity.approval import Approval
from app.identity.tables import limit_uses
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.by_hand import DISCOUNT, OVERRIDE, request, request_of_order
from app.orders.commands import OrderLine
from app.orders.tables import order_lines, orders
from tests.support.shop import (
    AGENT,
    CLERK,
    MANAGER,
    PRICES,
    SCARF,
    SHIRT,
    Shop,
    open_shop,
    pickup,
)

COMMAND = derived_id("by", "hand", 1)
HALF = PRICES[SHIRT] // 2


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.check()
    made.engine.dispose()


def yes(shop: Shop, permission: str, amount: int, approver: str = "manager") -> Approval:
    return Approval(
        approver_id=approver,
        permission=permission,
        amount=amount,
        command_id=COMMAND,
        at=shop.now,
        token="",
    )


def cheaper(minor: int = HALF, reason: str = "damaged", **more: Any) -> OrderLine:
    return pickup(SHIRT, override_minor=minor, override_reason=reason, **more)


def refused(shop: Shop, code: str, *lines: OrderLine, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        shop.order(*lines, told=0, tenders=[], **more)
    assert refusal.value.code == code
    assert not shop.rows(orders)
    return refusal.value


def test_a_price_below_the_list_keeps_the_list_price_the_reason_and_the_evidence(
    shop: Shop,
) -> None:
    line = cheaper(450_000, "price_match", override_note="Toko Sebelah, 450.000 on their page")
    shop.order(line, told=450_000, actor=MANAGER)
    row = shop.only(order_lines)
    assert (row["list_minor"], row["unit_minor"]) == (PRICES[SHIRT], 450_000)
    assert row["price_reason"] == "price_match"
    assert "Toko Sebelah" in row["price_note"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"override_reason": ""}, "reason_missing"),
        ({"override_reason": "because"}, "reason_missing"),
        ({"override_reason": "price_match"}, "note_missing"),
        ({"override_reason": "other", "override_note": "  "}, "note_missing"),
        ({"override_reason": "other", "override_note": "x" * 201}, "entry_too_long"),
        (
            {"override_reason": "other", "override_note": "4111 1111 1111 1111"},
            "card_number_in_text",
        ),
    ],
)
def test_a_price_without_a_reason_that_can_be_read_is_refused(
    shop: Shop, more: dict[str, Any], code: str
) -> None:
    refused(shop, code, pickup(SHIRT, override_minor=450_000, **more), actor=MANAGER)


@pytest.mark.parametrize("actor", [CLERK, AGENT])
def test_a_clerk_and_an_agent_never_override_alone(shop: Shop, actor: Any) -> None:
    refusal = refused(shop, "needs_approval", cheaper(PRICES[SHIRT]), actor=actor)
    assert (refusal.facts["permission"], refusal.facts["amount"]) == (OVERRIDE, 0)


def test_a_manager_overrides_up_to_thirty_percent(shop: Shop) -> None:
    refusal = refused(shop, "needs_approval", cheaper(HALF), actor=MANAGER)
    assert (refusal.facts["limit"], refusal.facts["amount"]) == (3_000, 5_000)


def test_with_a_managers_yes_it_is_placed_and_the_yes_is_kept(shop: Shop) -> None:
    line = cheaper(400_000)
    approval = yes(shop, OVERRIDE, 1_984)
    shop.order(line, told=400_000, approval=approval, command_id=COMMAND)
    use = shop.only(limit_uses)
    assert (use["approver_id"], use["user_id"], use["amount"]) == ("manager", "clerk", 1_984)
    assert use["order_id"] == shop.only(orders)["id"]


@pytest.mark.parametrize(
    ("permission", "amount", "approver"),
    [
        (OVERRIDE, 1_000, "manager"),  # a yes to less
        (DISCOUNT, 1_984, "manager"),  # a yes to something else
        (OVERRIDE, 1_984, "clerk"),  # one's own
        (OVERRIDE, 1_984, "agent"),  # somebody who may not either
    ],
)
def test_a_yes_that_does_not_fit_is_none(
    shop: Shop, permission: str, amount: int, approver: str
) -> None:
    approval = yes(shop, permission, amount, approver)
    refused(shop, "approval_invalid", cheaper(400_000), approval=approval, command_id=COMMAND)


def test_an_order_asks_once_for_the_most_that_comes_off(shop: Shop) -> None:
    lines = [pickup(SCARF, discount_hundredths=2_500), cheaper(400_000)]
    refusal = refused(shop, "needs_approval", *lines)
    assert (refusal.facts["permission"], refusal.facts["amount"]) == (OVERRIDE, 2_500)
    only = refused(shop, "needs_approval", pickup(SCARF, discount_hundredths=2_500))
    assert (only.facts["permission"], only.facts["limit"]) == (DISCOUNT, 500)


def test_an_override_with_a_discount_is_one_request_down_to_what_is_left() -> None:
    both = pickup(
        SHIRT, override_minor=70_000, override_reason="damaged", discount_hundredths=3_000
    )
    assert request(both, 100_000) == (OVERRIDE, 5_100)
    assert request(pickup(SHIRT), 100_000) is None
    assert request(cheaper(200_000), 100_000) == (OVERRIDE, 0)
    assert request(cheaper(0), 0) == (OVERRIDE, 0)
    assert request_of_order([None, None]) is None
