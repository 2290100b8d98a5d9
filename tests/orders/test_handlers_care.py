"""Cancel, hold, make good and tell: what a person on the phone does to a placed order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.catalog.tables import products
from app.fulfillment.commands import Claim, HandOver, Pick, Proof, ShortPick, Stage
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.fulfillment.where import Stage as Far
from app.fulfillment.where import where_is
from app.identity.approval import Approval
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.notify.tables import messages
from app.orders.clone import clone_basket
from app.orders.commands import (
    Appease,
    CancelLines,
    HoldOrder,
    LineQuantity,
    ReleaseHold,
)
from app.orders.held import holds_of
from app.orders.holds import RELEASERS
from app.orders.previews import cancel_preview
from app.orders.queries import order_card
from app.orders.reasons import AppeaseReason, CancelReason, HoldReason, HoldScope, RefundTo
from app.orders.tables import appeasements, holds, order_lines, orders
from app.payments.tables import credits, payments
from app.storage.schema import Side
from app.work.tables import work_items
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    AGENT,
    CHINO,
    CLERK,
    MANAGER,
    MUG,
    PRICES,
    SCARF,
    SHIRT,
    START,
    Shop,
    at_store,
    carry,
    cash,
    open_shop,
    pickup,
    ship,
    terminal,
)


@pytest.fixture(params=list(Side))
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    shop.side = request.param
    yield shop
    shop.check()
    shop.engine.dispose()


def refused(shop: Shop, code: str, command: Command, actor: Actor = CLERK, **told: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        shop.perform(command, actor, **told)
    assert refusal.value.code == code
    return refusal.value


def ask(shop: Shop, question: Any, *args: Any) -> Any:
    with shop.engine.connect() as db:
        return question(db, *args)


def pick(shop: Shop, order_id: str, *, stage: bool = False) -> str:
    parcel = str(shop.only(fulfillments, order_id=order_id)["id"])
    shop.perform(Claim(fulfillment_id=parcel))
    for row in shop.rows(fulfillment_lines, fulfillment_id=parcel):
        units = row["quantity"]
        shop.perform(Pick(fulfillment_id=parcel, line_id=row["line_id"], quantity=units))
    if stage:
        shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    return parcel


def cancel(order_id: str, *wanted: tuple[str, int], **told: Any) -> CancelLines:
    lines = [LineQuantity(line_id=line_id, quantity=units) for line_id, units in wanted]
    return CancelLines(order_id=order_id, lines=lines, reason=CancelReason.CUSTOMER_REQUEST, **told)


def approved(shop: Shop, command_id: str, permission: str, amount: int) -> Approval:
    return Approval(
        approver_id=MANAGER.user_id,
        permission=permission,
        amount=amount,
        command_id=command_id,
        at=shop.now,
        token="",
    )


# ---------------------------------------------------------------- cancel


@pytest.mark.parametrize("staged", [False, True])
def test_what_was_picked_goes_back_to_its_shelf_with_a_second_person(
    shop: Shop, staged: bool
) -> None:
    placed = shop.order(pickup(SHIRT, 2), tenders=[terminal(2 * PRICES[SHIRT])])
    order_id, (line_id,) = placed["order_id"], placed["line_ids"]
    parcel = pick(shop, order_id, stage=staged)
    refused(shop, "needs_approval", cancel(order_id, (line_id, 1)), AGENT)
    refused(shop, "needs_approval", cancel(order_id, (line_id, 1), (line_id, 1)), AGENT)
    command_id = derived_id("test", "approved")
    yes = approved(shop, command_id, "order.cancel_picked", 1)
    told = cancel(order_id, (line_id, 1), approval=yes)
    assert shop.perform(told, AGENT, command_id=command_id)["approver_id"] == "manager"
    shop.check()
    assert shop.cell("menteng", SHIRT)["available"] == 4
    assert shop.cell("menteng", SHIRT)["committed"] == 1
    assert shop.rows(work_items, kind="put_away")
    assert shop.only(orders)["refunded_minor"] == PRICES[SHIRT]
    shop.perform(cancel(order_id, (line_id, 1)), MANAGER)
    assert shop.only(fulfillments, id=parcel)["state"] == "cancelled"
    assert shop.only(orders)["state"] == "cancelled"
    assert shop.cell("menteng", SHIRT)["committed"] == 0


def test_what_is_still_on_the_shelf_is_cancelled_first(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT, 2))
    order_id, (line_id,) = placed["order_id"], placed["line_ids"]
    parcel = shop.only(fulfillments)["id"]
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=1))
    shop.perform(cancel(order_id, (line_id, 1)), AGENT)
    line = shop.only(order_lines)
    assert (line["picked"], line["cancelled"]) == (1, 1)
    assert not shop.rows(work_items, parcel_id=None)
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    assert shop.only(fulfillments)["state"] == "ready"


def test_the_preview_tells_what_the_cancellation_will_do(shop: Shop) -> None:
    drawer = shop.drawer()
    total = PRICES[CHINO] + 2 * PRICES[SCARF] + 18_000
    placed = shop.order(
        ship(CHINO),
        pickup(SCARF, 2),
        tenders=[cash(100_000, drawer), terminal(total - 100_000 - 50_000), at_store(50_000)],
        shipping_minor=18_000,
        new_customer=SITI,
        ship_to="home",
    )
    order_id, (chino, scarf) = placed["order_id"], placed["line_ids"]
    seen = ask(shop, cancel_preview, order_id, {chino: 1})
    assert (seen.goods_minor, seen.shipping_minor, seen.rounding_minor) == (
        PRICES[CHINO],
        18_000,
        0,
    )
    assert (seen.amount_minor, seen.in_hand, seen.all_of_it) == (PRICES[CHINO] + 18_000, 0, False)
    assert seen.back.forgiven_minor == 50_000
    assert shop.perform(cancel(order_id, (chino, 1)))["amount_minor"] == seen.amount_minor
    given = {row["id"]: row["refunded_minor"] for row in shop.rows(payments)}
    assert {payment_id: part for payment_id, _, part in seen.back.parts} == {
        payment_id: part for payment_id, part in given.items() if part
    }
    rest = ask(shop, cancel_preview, order_id, {scarf: 2})
    assert rest.all_of_it
    assert rest.amount_minor == 2 * PRICES[SCARF]
    with pytest.raises(Refusal, match="too_few_units"):
        ask(shop, cancel_preview, order_id, {scarf: 3})


def test_a_closed_order_is_not_cancelled(shop: Shop) -> None:
    placed = shop.order(carry(MUG))
    told = cancel(placed["order_id"], (placed["line_ids"][0], 1))
    refused(shop, "order_closed", told)


# ---------------------------------------------------------------- hold


def test_a_held_order_is_not_released_and_two_holds_must_both_close(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT))
    order_id, (line_id,) = placed["order_id"], placed["line_ids"]
    parcel = pick(shop, order_id, stage=True)
    first = shop.perform(HoldOrder(order_id=order_id, reason=HoldReason.FRAUD_CHECK))["hold_id"]
    second = shop.perform(HoldOrder(order_id=order_id, reason=HoldReason.MANUAL))["hold_id"]
    refused(shop, "already_held", HoldOrder(order_id=order_id, reason=HoldReason.MANUAL))
    hand_over = HandOver(
        fulfillment_id=parcel,
        proof=Proof.ID,
        code_checked=True,
        tenders=[terminal(PRICES[SHIRT])],
    )
    refused(shop, "order_held", hand_over, side=Side.DESK)
    refusal = refused(shop, "hold_of_another", ReleaseHold(hold_id=first), AGENT)
    assert refusal.facts["roles"] == ["manager"]
    shop.perform(ReleaseHold(hold_id=second), AGENT)
    refused(shop, "order_held", hand_over, side=Side.DESK)
    shop.perform(ReleaseHold(hold_id=first), MANAGER)
    shop.perform(hand_over, side=Side.DESK)
    assert shop.only(order_lines, id=line_id)["collected"] == 1
    refused(shop, "hold_closed", ReleaseHold(hold_id=first), MANAGER)
    refused(shop, "order_closed", HoldOrder(order_id=order_id, reason=HoldReason.MANUAL))


def test_a_held_line_waits_alone(shop: Shop) -> None:
    """Both lines lose their place; only the one that is not held becomes work again."""
    placed = shop.order(pickup(SHIRT), pickup(MUG))
    order_id, (shirt, mug) = placed["order_id"], placed["line_ids"]
    held = HoldOrder(
        order_id=order_id, reason=HoldReason.UNKNOWN_DATE, scope=HoldScope.LINE, subject_id=mug
    )
    hold_id = shop.perform(held)["hold_id"]
    parcel = shop.only(fulfillments)["id"]
    for line_id in (shirt, mug):
        shop.perform(
            ShortPick(
                fulfillment_id=parcel,
                line_id=line_id,
                quantity=1,
                reason=ShortReason.WRONG_STOCK,
                then=ShortNext.RE_SOURCE,
            )
        )
    state = {row["id"]: (row["released"], row["allocated"]) for row in shop.rows(order_lines)}
    assert state == {shirt: (1, 0), mug: (0, 1)}
    shop.perform(ReleaseHold(hold_id=hold_id))
    assert shop.only(order_lines, id=mug)["released"] == 1


def test_a_held_parcel_stays_and_the_other_one_goes(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT), pickup(MUG, 1, "kemang"), tenders=[_all(SHIRT, MUG)])
    order_id = placed["order_id"]
    here = shop.only(fulfillments, site_id="menteng")["id"]
    there = shop.only(fulfillments, site_id="kemang")["id"]
    for parcel, line_id in zip((here, there), placed["line_ids"], strict=True):
        shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
        shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(
        HoldOrder(
            order_id=order_id,
            reason=HoldReason.BAD_ADDRESS,
            scope=HoldScope.FULFILLMENT,
            subject_id=there,
        )
    )
    go = [HandOver(fulfillment_id=one, proof=Proof.ID, code_checked=True) for one in (here, there)]
    refused(shop, "order_held", go[1], side=Side.DESK)
    shop.perform(go[0], side=Side.DESK)
    assert [row["state"] for row in shop.rows(fulfillments, site_id="menteng")] == ["closed"]


def test_a_hold_never_stops_a_cancellation(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT))
    shop.perform(HoldOrder(order_id=placed["order_id"], reason=HoldReason.FRAUD_CHECK, note="odd"))
    shop.perform(cancel(placed["order_id"], (placed["line_ids"][0], 1)))
    (row,) = ask(shop, holds_of, placed["order_id"])
    assert (row.reason, row.note, row.opened_by) == ("fraud_check", "odd", "clerk")
    assert (row.open, row.outcome) == (False, "voided"), "nothing is left to keep back"


def test_every_reason_has_somebody_who_may_let_it_go() -> None:
    assert set(RELEASERS) == set(HoldReason)
    assert all("manager" in roles for roles in RELEASERS.values())


def test_a_hold_of_nothing_is_refused(shop: Shop) -> None:
    order_id = shop.order(pickup(SHIRT))["order_id"]
    for scope in (HoldScope.LINE, HoldScope.FULFILLMENT):
        told = HoldOrder(order_id=order_id, reason=HoldReason.MANUAL, scope=scope)
        refused(shop, "hold_subject_missing", told)
    other = shop.order(pickup(MUG))
    stray = {
        HoldScope.LINE: ("line_unknown", other["line_ids"][0]),
        HoldScope.FULFILLMENT: (
            "fulfillment_unknown",
            shop.only(fulfillments, order_id=other["order_id"])["id"],
        ),
    }
    for scope, (code, subject_id) in stray.items():
        told = HoldOrder(
            order_id=order_id, reason=HoldReason.MANUAL, scope=scope, subject_id=subject_id
        )
        refused(shop, code, told)
    card = HoldOrder(order_id=order_id, reason=HoldReason.MANUAL, note="5500 0000 0000 0004")
    refused(shop, "card_number_in_text", card)
    assert not shop.rows(holds)


def _all(*products: str) -> Any:
    return terminal(sum(PRICES[product] for product in products))


# ---------------------------------------------------------------- make good


def good(order_id: str, minor: int, **told: Any) -> Appease:
    told.setdefault("told_minor", minor)
    if "hundredths" not in told:
        told["amount_minor"] = minor
    return Appease(order_id=order_id, reason=AppeaseReason.LATE, **told)


def test_money_for_the_trouble_goes_where_it_came_from(shop: Shop) -> None:
    drawer = shop.drawer()
    total = 2 * PRICES[SCARF]
    placed = shop.order(
        carry(SCARF, 2),
        tenders=[cash(100_000, drawer), terminal(total - 100_000)],
        new_customer=SITI,
    )
    order_id = placed["order_id"]
    done = shop.perform(good(order_id, 30_000), AGENT)
    assert done["approver_id"] == ""
    shop.check()
    assert shop.only(orders)["appeased_minor"] == shop.only(orders)["refunded_minor"] == 30_000
    parts = [row["refunded_minor"] for row in shop.rows(payments)]
    assert sorted(parts) == [10_000, 20_000]
    assert ask(shop, order_card, order_id).owed_minor == total - 30_000
    assert shop.only(appeasements)["given_by"] == "agent"
    if shop.side is Side.SERVER:
        assert shop.rows(messages, kind="refunded")


def test_a_percentage_of_a_line_may_become_store_credit(shop: Shop) -> None:
    placed = shop.order(
        carry(SHIRT), carry(SCARF, 2), tenders=[_all(SHIRT, SCARF, SCARF)], new_customer=SITI
    )
    told = good(
        placed["order_id"],
        30_000,
        hundredths=1000,
        line_id=placed["line_ids"][1],
        refund_to=RefundTo.STORE_CREDIT,
    )
    shop.perform(told, AGENT)
    assert shop.only(credits)["balance_minor"] == 30_000


def test_a_limit_is_cumulative_and_a_second_person_lifts_it(shop: Shop) -> None:
    placed = shop.order(carry(SHIRT), tenders=[_all(SHIRT)])
    order_id = placed["order_id"]
    shop.perform(good(order_id, 60_000), AGENT)
    refused(shop, "needs_approval", good(order_id, 60_000), AGENT)
    command_id = derived_id("test", "good")
    yes = approved(shop, command_id, "appeasement", 60_000)
    done = shop.perform(good(order_id, 60_000, approval=yes), AGENT, command_id=command_id)
    assert done["approver_id"] == "manager"
    refused(shop, "not_allowed", good(order_id, 1_000), CLERK)


def test_never_more_than_was_paid_and_not_yet_given_back(shop: Shop) -> None:
    placed = shop.order(carry(MUG), pickup(SHIRT), tenders=[terminal(50_000), _rest(50_000)])
    order_id = placed["order_id"]
    refusal = refused(shop, "appeased_above_paid", good(order_id, 60_000), MANAGER)
    assert refusal.facts["most"] == 50_000
    shop.perform(good(order_id, 50_000), MANAGER)
    refused(shop, "appeased_above_paid", good(order_id, 1), MANAGER)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("amount_unclear", {"hundredths": 100, "amount_minor": 5}),
        ("amount_unclear", {"hundredths": None}),
        ("percent_out_of_range", {"hundredths": 10_001}),
        ("amount_out_of_range", {"amount_minor": 0}),
        ("amount_out_of_range", {"amount_minor": PRICES[SHIRT] + 1}),
        ("line_unknown", {"amount_minor": 5, "line_id": "x"}),
        ("appeasement_changed", {"amount_minor": 6}),
        ("credit_needs_customer", {"amount_minor": 5, "refund_to": RefundTo.STORE_CREDIT}),
        ("card_number_in_text", {"amount_minor": 5, "note": "5500 0000 0000 0004"}),
    ],
)
def test_what_is_no_appeasement_is_said(shop: Shop, code: str, told: dict[str, Any]) -> None:
    placed = shop.order(carry(SHIRT), tenders=[_all(SHIRT)])
    command = Appease(order_id=placed["order_id"], reason=AppeaseReason.OTHER, told_minor=5, **told)
    refused(shop, code, command, MANAGER)
    assert not shop.rows(appeasements)


def test_cancelling_after_a_gift_gives_back_what_is_left(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT), pickup(MUG), tenders=[_all(SHIRT, MUG)])
    order_id, (shirt, mug) = placed["order_id"], placed["line_ids"]
    shop.perform(good(order_id, 90_000), MANAGER)
    shop.perform(cancel(order_id, (mug, 1)))
    shop.check()
    shop.perform(cancel(order_id, (shirt, 1)))
    order = shop.only(orders)
    assert order["refunded_minor"] == order["paid_minor"] == PRICES[SHIRT] + PRICES[MUG]


def _rest(taken: int) -> Any:
    return at_store(PRICES[MUG] + PRICES[SHIRT] - taken)


# ---------------------------------------------------------------- tell, and once more


def test_where_an_order_is_part_by_part(shop: Shop) -> None:
    shop.inbound("bandung", SCARF, 9, START + 3 * DAY)
    placed = shop.order(
        pickup(SHIRT, 1, "kemang"),
        ship(CHINO),
        pickup(SCARF, 7, "bandung"),
        carry(MUG),
        new_customer=SITI,
        ship_to="home",
        tenders=[terminal(1_000_000), at_store(_total() - 1_000_000)],
    )
    order_id, (shirt, chino, scarf, mug) = placed["order_id"], placed["line_ids"]
    parcel = shop.only(fulfillments, site_id="kemang")["id"]
    shop.perform(Pick(fulfillment_id=parcel, line_id=shirt))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    seen = ask(shop, where_is, order_id, START + 9 * HOUR)
    told = [(part.stage, part.place, [p.units for p in part.pieces]) for part in seen.parts]
    assert told == [
        (Far.READY, "Kemang", [1]),
        (Far.TO_PICK, "Bandung", [5]),
        (Far.TO_PICK, "Center", [1]),
        (Far.BACKORDERED, "Bandung", [2]),
        (Far.COLLECTED, "Menteng", [1]),
    ]
    ready, late, sent, waits, _ = seen.parts
    assert (ready.bin_code, ready.late_by) == ("P-07", 0)
    assert waits.expected_at == START + 3 * DAY
    assert (sent.late_by, sent.expected_at) == (0, START + 3 * DAY)
    assert late.parcel_id is not None
    assert (seen.due_minor, seen.paid_minor) == (_total() - 1_000_000, 1_000_000)
    assert {piece.line_id for part in seen.parts for piece in part.pieces} == {
        shirt,
        chino,
        scarf,
        mug,
    }


def _total() -> int:
    return PRICES[SHIRT] + PRICES[CHINO] + 7 * PRICES[SCARF] + PRICES[MUG]


def test_late_is_told_as_late(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT))
    (part,) = ask(shop, where_is, placed["order_id"], START + 5 * HOUR).parts
    assert (part.stage, part.late_by) == (Far.TO_PICK, 3 * HOUR)
    assert part.expected_at == START + 5 * HOUR


def test_once_more_at_todays_prices(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT, 2, unit_minor=PRICES[SHIRT]), pickup(MUG), pickup(SHIRT, 1))
    order_id, (_, mug, _) = placed["order_id"], placed["line_ids"]
    shop.perform(cancel(order_id, (mug, 1)))
    with shop.acting() as uow:
        uow.update(products, SHIRT, price_minor=550_000, active=False)
    basket = ask(shop, clone_basket, order_id)
    (line,) = basket.lines
    assert (line.product_id, line.quantity, line.unit_minor) == (SHIRT, 3, 550_000)
    assert (line.sold_minor, line.active, line.site_id) == (PRICES[SHIRT], False, "menteng")
