"""What a parcel promises from the shelf to the customer, with and without mishaps."""

import pytest

from app.cases.tables import cases
from app.fulfillment.commands import (
    Claim,
    HandOver,
    Pick,
    Proof,
    PutBack,
    ShortPick,
    Stage,
    Unclaim,
    UndoPick,
)
from app.fulfillment.handlers.parcels import open_parcel, put_in
from app.fulfillment.queries import board, find_here, panel
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.errors import Refusal
from app.notify.tables import messages, pickup_secrets
from app.orders.commands import CancelLines, Edits, HoldOrder, LineQuantity, ReleaseHold
from app.orders.reasons import CancelReason, HoldReason, HoldScope
from app.orders.tables import holds, order_lines, orders
from app.payments.tables import payments
from app.storage.schema import Side
from app.work.tables import work_items
from tests.orders.test_handlers_change import change
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    AGENT,
    CHINO,
    CLERK,
    CLERK_KEMANG,
    MANAGER,
    MUG,
    PRICES,
    SHIRT,
    Shop,
    at_store,
    cash,
    pickup,
    terminal,
)


def waiting(shop: Shop, *lines, **told) -> tuple[str, list[str]]:
    """(parcel, line ids) of an order that lies on the board of Menteng."""
    placed = shop.order(*lines, **told)
    parcel = shop.only(fulfillments, order_id=placed["order_id"], site_id="menteng")
    return parcel["id"], placed["line_ids"]


def picked_and_staged(shop: Shop, *lines, **told) -> str:
    parcel, line_ids = waiting(shop, *lines, **told)
    shop.perform(Claim(fulfillment_id=parcel))
    for line_id, line in zip(line_ids, lines, strict=True):
        shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=line.quantity))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="p-07"))
    return parcel


def given(parcel: str, *tenders, **told) -> HandOver:
    return HandOver(
        fulfillment_id=parcel, proof=Proof.ID, code_checked=True, tenders=list(tenders), **told
    )


def kinds(shop: Shop) -> list[str]:
    return sorted(row["kind"] for row in shop.rows(cases))


def short(parcel: str, line_id: str, reason: ShortReason, then: ShortNext, quantity: int = 1):
    return ShortPick(
        fulfillment_id=parcel, line_id=line_id, quantity=quantity, reason=reason, then=then
    )


def test_a_parcel_is_picked_staged_paid_and_handed_over(shop: Shop) -> None:
    drawer = shop.drawer()
    parcel = picked_and_staged(shop, pickup(SHIRT, 2), pickup(CHINO), new_customer=SITI)
    assert shop.cell("menteng", SHIRT)["committed"] == 2
    total = 2 * PRICES[SHIRT] + PRICES[CHINO]
    shop.perform(given(parcel, cash(total, drawer)))
    assert shop.only(orders)["state"] == "closed"
    assert shop.only(orders)["paid_minor"] == total
    assert shop.cell("menteng", SHIRT)["committed"] == 0
    assert sorted(row["kind"] for row in shop.rows(messages)) == ["collected", "confirmed", "ready"]
    assert not shop.rows(pickup_secrets), "the code is of no use any more"
    assert not kinds(shop)


def test_the_board_shows_the_parcel_in_its_column_and_finds_it_by_anything(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    number = shop.only(orders)["number"]
    with shop.engine.connect() as db:
        (card,) = board(db, "menteng")
        assert (card.column, card.bin_code, card.customer_name) == ("ready", "P-07", "Siti Rahma")
        for text in ("a1b-2c3", number, "siti", "7890", "siti@example.com"):
            assert [c.fulfillment_id for c in find_here(db, "menteng", text)] == [parcel], text
        assert not find_here(db, "kemang", number)
        shown = panel(db, parcel)
        assert shown is not None
        assert shown.due_minor == PRICES[SHIRT]
        assert [(line.sku, line.picked) for line in shown.lines] == [("TR-0", 1)]


def test_unpaid_goods_stay_at_the_counter_of_a_desk(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT))
    with pytest.raises(Refusal, match="payment_due"):
        shop.perform(given(parcel), side=Side.DESK)
    with pytest.raises(Refusal, match="proxy_name_missing"):
        shop.perform(
            HandOver(fulfillment_id=parcel, proof=Proof.PROXY, code_checked=True), side=Side.DESK
        )
    shop.perform(given(parcel, terminal(PRICES[SHIRT])), side=Side.DESK)
    assert shop.only(fulfillments)["state"] == "closed"


def test_a_second_hand_over_is_a_case_and_moves_nothing(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT))
    shop.perform(given(parcel, terminal(PRICES[SHIRT])))
    before = shop.cell("menteng", SHIRT)
    shop.perform(given(parcel))
    assert kinds(shop) == ["collected_twice"]
    assert shop.cell("menteng", SHIRT) == before
    with pytest.raises(Refusal, match="already_handed_over"):
        shop.perform(given(parcel), side=Side.DESK)


def test_the_server_takes_a_hand_over_that_nobody_picked_or_paid(shop: Shop) -> None:
    parcel, _ = waiting(shop, pickup(SHIRT, 2))
    shop.perform(given(parcel))
    assert shop.only(orders)["state"] == "closed"
    assert kinds(shop) == ["awkward_fact"]
    assert shop.cell("menteng", SHIRT)["available"] == 3


def test_a_wrong_item_is_refused_on_the_desk_and_never_on_the_server(shop: Shop) -> None:
    parcel, _ = waiting(shop, pickup(SHIRT))
    wrong = Pick(fulfillment_id=parcel, line_id="another")
    with pytest.raises(Refusal, match="wrong_item"):
        shop.perform(wrong, side=Side.DESK)
    shop.perform(wrong)
    assert kinds(shop) == ["awkward_fact"]


def test_undo_and_put_back_return_the_goods_and_the_claim(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=2))
    shop.perform(UndoPick(fulfillment_id=parcel, line_id=line_id))
    assert (shop.cell("menteng", SHIRT)["available"], shop.cell("menteng", SHIRT)["reserved"]) == (
        4,
        1,
    )
    with pytest.raises(Refusal, match="still_to_pick"):
        shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"), side=Side.DESK)
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    with pytest.raises(Refusal, match="bin_unknown"):
        shop.perform(Stage(fulfillment_id=parcel, bin_code="Z-99"), side=Side.DESK)
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(PutBack(fulfillment_id=parcel, reason="no_show"))
    cell = shop.cell("menteng", SHIRT)
    assert (cell["available"], cell["committed"], cell["reserved"]) == (5, 0, 2)
    assert shop.only(order_lines)["released"] == 2


def test_a_colleague_may_take_over_and_leave(shop: Shop) -> None:
    parcel, _ = waiting(shop, pickup(SHIRT))
    shop.perform(Claim(fulfillment_id=parcel))
    shop.perform(Claim(fulfillment_id=parcel), CLERK_KEMANG)
    assert shop.only(fulfillments)["claimed_by"] == CLERK_KEMANG.user_id
    shop.perform(Unclaim(fulfillment_id=parcel))
    assert shop.only(fulfillments)["state"] == "open"


@pytest.mark.parametrize("side", Side)
def test_let_go_by_a_colleague_it_is_staged_by_who_has_it_in_hand(shop: Shop, side: Side) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    shop.perform(Unclaim(fulfillment_id=parcel))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"), side=side)
    row = shop.only(fulfillments)
    assert (row["state"], row["claimed_by"]) == ("ready", CLERK.user_id)
    assert not kinds(shop)


def test_let_go_by_a_colleague_it_is_handed_over_all_the_same(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    shop.perform(Unclaim(fulfillment_id=parcel))
    shop.perform(given(parcel, terminal(PRICES[SHIRT])))
    assert shop.only(orders)["state"] == "closed"
    assert shop.only(orders)["paid_minor"] == PRICES[SHIRT]
    assert kinds(shop) == ["awkward_fact"]
    shop.check()


def begun_and_added(shop: Shop) -> tuple[str, str, str]:
    """(a parcel that somebody works on, the open one of what the customer added, its order)."""
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    order_id = shop.only(orders)["id"]
    change(shop, order_id, Edits(added=[pickup(CHINO)]))
    return parcel, shop.only(fulfillments, state="open")["id"], order_id


@pytest.mark.parametrize("side", Side)
def test_left_half_way_it_is_one_parcel_with_what_was_added(shop: Shop, side: Side) -> None:
    parcel, added, _ = begun_and_added(shop)
    told = shop.perform(Unclaim(fulfillment_id=parcel), side=side)
    assert told == {"fulfillment_id": parcel, "state": "open"}
    assert shop.only(fulfillments, id=added)["state"] == "cancelled"
    with shop.engine.connect() as db:
        (card,) = board(db, "menteng")
        shown = panel(db, parcel)
    assert card.fulfillment_id == parcel
    assert shown is not None
    assert {line.sku: (line.quantity, line.picked) for line in shown.lines} == {
        "TR-0": (2, 1),
        "TR-1": (1, 0),
    }
    shop.check()


def test_both_begun_and_left_nothing_that_was_picked_is_forgotten(shop: Shop) -> None:
    parcel, added, _ = begun_and_added(shop)
    (line,) = (row for row in shop.rows(order_lines) if row["product_id"] == CHINO)
    shop.perform(Pick(fulfillment_id=added, line_id=line["id"]))
    shop.perform(Unclaim(fulfillment_id=parcel))
    assert shop.only(fulfillments, id=parcel)["state"] == "open"
    shop.perform(Unclaim(fulfillment_id=added))
    assert shop.only(fulfillments, id=parcel)["state"] == "cancelled"
    inside = shop.rows(fulfillment_lines, fulfillment_id=added)
    assert sorted((row["quantity"], row["picked"]) for row in inside) == [(1, 1), (2, 1)]
    shop.check()


@pytest.mark.parametrize("held", ["begun", "added"])
def test_what_a_hold_keeps_back_does_not_slip_out_of_its_parcel(shop: Shop, held: str) -> None:
    parcel, added, order_id = begun_and_added(shop)
    keeps = parcel if held == "begun" else added
    hold = HoldOrder(
        order_id=order_id,
        reason=HoldReason.MANUAL,
        scope=HoldScope.FULFILLMENT,
        subject_id=keeps,
    )
    shop.perform(hold)
    assert shop.perform(Unclaim(fulfillment_id=parcel))["fulfillment_id"] == keeps
    assert shop.only(fulfillments, state="open")["id"] == keeps
    shop.check()


def hold_parcel(shop: Shop, order_id: str, parcel: str, reason: HoldReason, **told) -> str:
    hold = HoldOrder(
        order_id=order_id, reason=reason, scope=HoldScope.FULFILLMENT, subject_id=parcel
    )
    return str(shop.perform(hold, MANAGER, **told)["hold_id"])


def pick_the_rest(shop: Shop, parcel: str) -> None:
    for line in shop.rows(fulfillment_lines, fulfillment_id=parcel):
        if left := line["quantity"] - line["picked"]:
            shop.perform(Pick(fulfillment_id=parcel, line_id=line["line_id"], quantity=left))


@pytest.mark.parametrize("side", Side)
def test_two_held_parcels_become_one_that_both_holds_keep_back(shop: Shop, side: Side) -> None:
    parcel, added, order_id = begun_and_added(shop)
    manual = hold_parcel(shop, order_id, parcel, HoldReason.MANUAL)
    fraud = hold_parcel(shop, order_id, added, HoldReason.FRAUD_CHECK)
    shop.perform(Unclaim(fulfillment_id=parcel), side=side)
    assert shop.only(fulfillments, state="open")["id"] == parcel
    shop.perform(ReleaseHold(hold_id=manual), AGENT, side=side)
    pick_the_rest(shop, parcel)
    shop.perform(Stage(fulfillment_id=parcel, bin_code="p-07"))
    paid = terminal(2 * PRICES[SHIRT] + PRICES[CHINO])
    with pytest.raises(Refusal, match="order_held"):
        shop.perform(given(parcel, paid), side=Side.DESK)
    with pytest.raises(Refusal, match="hold_of_another"):
        shop.perform(ReleaseHold(hold_id=fraud), AGENT, side=side)
    shop.perform(ReleaseHold(hold_id=fraud), MANAGER, side=side)
    shop.perform(given(parcel, paid), side=Side.DESK)
    assert shop.only(orders)["state"] == "closed"
    shop.check()


@pytest.mark.parametrize("side", Side)
def test_a_hold_on_a_parcel_that_is_one_with_another_keeps_its_goods_back(
    shop: Shop, side: Side
) -> None:
    """Who places it has not heard of that yet: it lay on the empty one, and the goods left."""
    parcel, added, order_id = begun_and_added(shop)
    shop.perform(Unclaim(fulfillment_id=parcel))
    hold_parcel(shop, order_id, added, HoldReason.FRAUD_CHECK, side=side)
    assert shop.only(holds)["subject_id"] == parcel
    with pytest.raises(Refusal, match="already_held"):
        hold_parcel(shop, order_id, parcel, HoldReason.FRAUD_CHECK, side=side)
    pick_the_rest(shop, parcel)
    shop.perform(Stage(fulfillment_id=parcel, bin_code="p-07"))
    with pytest.raises(Refusal, match="order_held"):
        shop.perform(given(parcel), side=Side.DESK)
    shop.check()


def test_of_the_parcels_that_have_its_goods_the_one_that_leaves_first_is_held(shop: Shop) -> None:
    parcel, added, order_id = begun_and_added(shop)
    shop.perform(Unclaim(fulfillment_id=parcel))
    (line,) = (row for row in shop.rows(order_lines) if row["product_id"] == CHINO)
    shop.perform(Pick(fulfillment_id=parcel, line_id=line["id"]))
    with shop.acting() as uow:  # one more of it comes later, and the place has begun
        told = {"order_id": order_id, "line_id": line["id"], "product_id": CHINO}
        later = open_parcel(uow, order_id=order_id, site_id="menteng", method="pickup", due_at=None)
        put_in(uow, later, **told, quantity=1)
    hold_parcel(shop, order_id, added, HoldReason.MANUAL)
    assert shop.only(holds)["subject_id"] == parcel


def test_a_hold_on_a_parcel_whose_goods_are_nowhere_stays_with_it(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT))
    shop.perform(short(parcel, line_id, ShortReason.NOT_FOUND, ShortNext.BACKORDER))
    hold_parcel(shop, shop.only(orders)["id"], parcel, HoldReason.BAD_ADDRESS)
    assert shop.only(holds)["subject_id"] == parcel


def test_of_two_holds_for_one_reason_the_parcel_that_stays_keeps_its_own(shop: Shop) -> None:
    parcel, added, order_id = begun_and_added(shop)
    first, second = (hold_parcel(shop, order_id, one, HoldReason.MANUAL) for one in (parcel, added))
    shop.perform(Unclaim(fulfillment_id=parcel))
    assert shop.only(holds, open=True)["id"] == first
    assert shop.only(holds, id=second)["outcome"] == "voided"


def test_a_hold_on_goods_that_are_all_cancelled_waits_for_nobody(shop: Shop) -> None:
    _, added, order_id = begun_and_added(shop)
    hold_parcel(shop, order_id, added, HoldReason.BAD_ADDRESS)
    (line,) = (row for row in shop.rows(order_lines) if row["product_id"] == CHINO)
    shop.perform(
        CancelLines(
            order_id=order_id,
            lines=[LineQuantity(line_id=line["id"], quantity=1)],
            reason=CancelReason.CUSTOMER_REQUEST,
        ),
        MANAGER,
    )
    assert shop.only(orders)["state"] == "placed"
    assert shop.only(holds)["outcome"] == "voided"


def test_a_hold_on_goods_that_may_come_again_stays(shop: Shop) -> None:
    """Not found, and the customer waits: a clerk who finds one after all picks it there."""
    parcel, (line_id,) = waiting(shop, pickup(SHIRT))
    hold_parcel(shop, shop.only(orders)["id"], parcel, HoldReason.BAD_ADDRESS)
    shop.perform(short(parcel, line_id, ShortReason.NOT_FOUND, ShortNext.BACKORDER))
    assert shop.only(fulfillments)["state"] == "cancelled"
    assert shop.only(holds)["open"]


def test_goods_in_hand_win_over_a_claim_of_another_order(shop: Shop) -> None:
    first, (line_id,) = waiting(shop, pickup(MUG, 5))
    with shop.acting() as uow:
        from app.stock.ledger import move, shed_claims  # noqa: PLC0415
        from app.stock.states import Bucket  # noqa: PLC0415

        move(
            uow,
            site_id="menteng",
            product_id=MUG,
            source=Bucket.AVAILABLE,
            target=Bucket.ADJUSTMENT,
            quantity=4,
            why="count",
        )
        shed_claims(uow, "menteng", MUG)
    shop.check()
    shop.perform(Pick(fulfillment_id=first, line_id=line_id, quantity=5))
    cell = shop.cell("menteng", MUG)
    assert (cell["available"], cell["committed"]) == (0, 5)


@pytest.mark.parametrize(
    ("reason", "available", "damaged", "fallen"),
    [
        (ShortReason.NOT_FOUND, 0, 0, 2),
        (ShortReason.WRONG_STOCK, 3, 0, 0),
        (ShortReason.DAMAGED, 3, 1, 0),
        (ShortReason.DISPLAY_ONLY, 3, 1, 0),
    ],
)
def test_the_reason_of_a_short_pick_decides_what_the_stock_says(
    shop: Shop, reason: ShortReason, available: int, damaged: int, fallen: int
) -> None:
    other = shop.order(pickup(SHIRT, 2))
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    shop.perform(short(parcel, line_id, reason, ShortNext.BACKORDER))
    cell = shop.cell("menteng", SHIRT)
    assert (cell["available"], cell["damaged"]) == (available, damaged)
    told = shop.rows(cases, kind="shortfall", subject_id=other["line_ids"][0])
    assert len(told) == (1 if fallen else 0)
    assert shop.only(order_lines, id=line_id)["backordered"] == 1
    assert shop.rows(work_items, kind="count")
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))


def test_a_missing_unit_is_collected_at_the_nearest_other_store(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    shop.perform(short(parcel, line_id, ShortReason.NOT_FOUND, ShortNext.RE_SOURCE))
    there = shop.only(fulfillments, site_id="kemang")
    assert there["state"] == "open"
    assert shop.cell("kemang", SHIRT)["reserved"] == 1
    assert shop.only(order_lines)["method"] == "pickup"
    assert "orders:store:kemang" in shop.only(orders)["audience"]
    shop.perform(Pick(fulfillment_id=there["id"], line_id=line_id), CLERK_KEMANG)
    shop.perform(Stage(fulfillment_id=there["id"], bin_code="P-07"), CLERK_KEMANG)
    shop.check()


def test_a_missing_unit_can_be_cancelled_and_its_money_goes_back(shop: Shop) -> None:
    drawer = shop.drawer()
    total = PRICES[SHIRT] + 2 * PRICES[MUG]
    parcel, line_ids = waiting(
        shop,
        pickup(SHIRT),
        pickup(MUG, 2),
        tenders=[cash(50_000, drawer), at_store(total - 50_000)],
    )
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_ids[1], quantity=2))
    shop.perform(short(parcel, line_ids[0], ShortReason.NOT_FOUND, ShortNext.CANCEL))
    due = 2 * PRICES[MUG] - 50_000
    assert [row["amount_minor"] for row in shop.rows(payments, state="pending")] == [due]
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(given(parcel, cash(due, drawer)))
    assert shop.only(orders)["state"] == "closed"


def test_a_parcel_that_lost_all_its_units_is_cancelled(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT))
    shop.perform(short(parcel, line_id, ShortReason.DAMAGED, ShortNext.CANCEL))
    assert shop.only(fulfillments)["state"] == "cancelled"
    assert shop.only(orders)["state"] == "cancelled"
    assert CLERK.site_id == "menteng"
