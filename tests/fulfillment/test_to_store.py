"""A store lacks what its customer wants to collect there: another place sends it, the store
receives it, and it is handed over as any pickup. Goods are never in two places of the books."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.tables import cases
from app.fulfillment.commands import (
    Claim,
    HandedLine,
    HandOver,
    Pick,
    Proof,
    PutBack,
    ReceiveAtStore,
    SendToStore,
    ShortPick,
    UndoSend,
)
from app.fulfillment.queries import Column, board, find_here
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillments
from app.fulfillment.where import Stage, where_is
from app.kit.clock import DAY, HOUR
from app.kit.errors import Refusal
from app.notify.tables import messages
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.storage.schema import Side
from app.work.tables import work_items
from tests.fulfillment.test_made_otherwise import verified
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    CENTER,
    CLERK_KEMANG,
    MANAGER,
    MUG,
    SHIRT,
    START,
    Shop,
    line,
    open_shop,
    terminal,
)


@pytest.fixture(params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    shop = open_shop(tmp_path, url)
    yield shop
    verified(shop)
    shop.engine.dispose()


def from_kemang(product_id: str, quantity: int = 1, *, to: str = "menteng", **told):
    """Collected in another store, sent there from Kemang."""
    told.setdefault("from_site_id", "kemang")
    return line(
        product_id,
        quantity,
        method=Method.PICKUP,
        site_id=to,
        send_by=START + 4 * HOUR,
        promise_from=START + 3 * DAY,
        promise_to=START + 3 * DAY,
        **told,
    )


def lines_of(shop: Shop, *quantities: int) -> list[HandedLine]:
    rows = sorted(shop.rows(order_lines), key=lambda row: row["ordinal"])
    return [
        HandedLine(line_id=row["id"], quantity=units)
        for row, units in zip(rows, quantities, strict=True)
        if units
    ]


def picked(shop: Shop, *wanted, **told) -> str:
    """The parcel at Kemang, all of it in hand."""
    placed = shop.order(*(wanted or (from_kemang(SHIRT, 2), from_kemang(MUG))), **told)
    box = shop.only(fulfillments, order_id=placed["order_id"])
    shop.perform(Claim(fulfillment_id=box["id"]), CLERK_KEMANG)
    for row in shop.rows(order_lines):
        pick = Pick(fulfillment_id=box["id"], line_id=row["id"], quantity=row["ordered"])
        shop.perform(pick, CLERK_KEMANG)
    return str(box["id"])


def sent(shop: Shop, *wanted, **told) -> str:
    box = picked(shop, *wanted, **told)
    units = [row["ordered"] for row in sorted(shop.rows(order_lines), key=lambda r: r["ordinal"])]
    shop.perform(SendToStore(fulfillment_id=box, lines=lines_of(shop, *units)), CLERK_KEMANG)
    return box


def received(shop: Shop, box: str, *quantities: int) -> str:
    """The parcel that waits in Menteng."""
    command = ReceiveAtStore(fulfillment_id=box, lines=lines_of(shop, *quantities), bin_code="p-07")
    return str(shop.perform(command)["fulfillment_id"])


def given(shop: Shop, parcel: str) -> HandOver:
    due = shop.only(orders)["total_minor"]
    return HandOver(
        fulfillment_id=parcel, proof=Proof.ID, code_checked=True, tenders=[terminal(due)]
    )


def units(shop: Shop, state: str) -> int:
    return sum(row[state] for row in shop.rows(order_lines))


def told_by(shop: Shop) -> list[str]:
    return sorted(row["kind"] for row in shop.rows(messages))


# ---------------------------------------------------------------- the whole walk


def test_it_is_picked_sent_received_and_handed_over_once(shop: Shop) -> None:
    box = sent(shop, new_customer=SITI)
    assert shop.cell("kemang", SHIRT)["available"] == 3
    assert (shop.cell("kemang", SHIRT)["committed"], units(shop, "in_transit")) == (0, 3)
    parcel = received(shop, box, 2, 1)
    assert told_by(shop) == ["confirmed", "ready"]
    assert (shop.cell("menteng", SHIRT)["available"], units(shop, "ready")) == (5, 3)
    assert shop.cell("menteng", SHIRT)["committed"] == 2
    shop.perform(given(shop, parcel))
    assert shop.only(orders)["state"] == "closed"
    assert told_by(shop) == ["collected", "confirmed", "ready"]
    assert not shop.rows(cases)


def test_both_counters_see_what_is_theirs_to_do(shop: Shop) -> None:
    box = picked(shop, new_customer=SITI)
    columns = lambda site: {card.fulfillment_id: card.column for card in seen(shop, site)}  # noqa: E731
    assert (columns("kemang"), columns("menteng")) == ({box: Column.PICKING}, {})
    (card,) = seen(shop, "kemang")
    assert (card.to_name, card.due_at) == ("Menteng", START + 4 * HOUR)
    shop.perform(SendToStore(fulfillment_id=box, lines=lines_of(shop, 2, 1)), CLERK_KEMANG)
    assert (columns("kemang"), columns("menteng")) == ({}, {box: Column.ARRIVING})
    number = shop.only(orders)["number"]
    with shop.engine.connect() as db:
        assert [card.from_name for card in find_here(db, "menteng", number)] == ["Kemang"]
        assert find_here(db, "kemang", number) == []
    parcel = received(shop, box, 2, 1)
    assert columns("menteng") == {parcel: Column.READY}
    assert {row["state"] for row in shop.rows(work_items, parcel_id=box)} == {"done"}


def seen(shop: Shop, site_id: str):
    with shop.engine.connect() as db:
        return board(db, site_id)


def test_where_is_my_order_tells_the_store_where_it_is_collected(shop: Shop) -> None:
    def told():
        with shop.engine.connect() as db:
            (part,) = where_is(db, shop.only(orders)["id"], shop.now).parts
        return part.stage, part.place, part.sent_from, part.late_by

    box = picked(shop)
    assert told() == (Stage.PICKING, "Menteng", "Kemang", 0)
    shop.perform(SendToStore(fulfillment_id=box, lines=lines_of(shop, 2, 1)), CLERK_KEMANG)
    assert told() == (Stage.ON_THE_WAY, "Menteng", "Kemang", 0)
    parcel = received(shop, box, 2, 1)
    assert told() == (Stage.READY, "Menteng", "", 0)
    shop.perform(given(shop, parcel))
    assert told()[:2] == (Stage.COLLECTED, "Menteng")


def test_the_store_that_collects_may_read_the_order_from_the_start(shop: Shop) -> None:
    shop.order(from_kemang(SHIRT), site_id="bandung")
    audience = shop.only(orders)["audience"].split()
    assert {"orders:store:menteng", "orders:store:kemang"} <= set(audience)


# ---------------------------------------------------------------- mishaps before it leaves


def test_what_the_place_does_not_find_comes_from_another_one_to_the_same_store(shop: Shop) -> None:
    box = shop.only(fulfillments, order_id=shop.order(from_kemang(SHIRT, 2))["order_id"])
    row = shop.only(order_lines)
    shop.perform(
        ShortPick(
            fulfillment_id=box["id"],
            line_id=row["id"],
            quantity=2,
            reason=ShortReason.NOT_FOUND,
            then=ShortNext.RE_SOURCE,
        ),
        CLERK_KEMANG,
    )
    row = shop.only(order_lines)
    assert (row["site_id"], row["released"]) == ("menteng", 2), "its own shelf has it by now"
    live = [one for one in shop.rows(fulfillments) if one["state"] == "open"]
    assert [(one["site_id"], one["method"]) for one in live] == [("menteng", "pickup")]


def test_it_is_sent_from_elsewhere_when_neither_store_has_it(shop: Shop) -> None:
    shop.order(line(SHIRT, 5, method=Method.CARRY_OUT, site_id="menteng"))
    placed = shop.order(from_kemang(SHIRT, 2))
    (row,) = shop.rows(order_lines, order_id=placed["order_id"])
    box = shop.only(fulfillments, order_id=placed["order_id"])
    command = ShortPick(
        fulfillment_id=box["id"],
        line_id=row["id"],
        quantity=2,
        reason=ShortReason.NOT_FOUND,
        then=ShortNext.RE_SOURCE,
    )
    shop.perform(command, CLERK_KEMANG)
    (row,) = shop.rows(order_lines, order_id=placed["order_id"])
    assert row["site_id"] == "menteng"
    assert row["from_site_id"] in ("bandung", CENTER)
    (again,) = [one for one in shop.rows(fulfillments, method="to_store") if one["state"] == "open"]
    assert (again["site_id"], again["to_site_id"]) == (row["from_site_id"], "menteng")


def test_what_somebody_else_took_meanwhile_is_sent_from_elsewhere(shop: Shop) -> None:
    shop.order(line(SHIRT, 5, method=Method.CARRY_OUT, site_id="kemang"), site_id="kemang")
    placed = shop.order(from_kemang(SHIRT, 2))
    (row,) = shop.rows(order_lines, order_id=placed["order_id"])
    assert row["released"] == 2
    assert row["from_site_id"] in ("bandung", CENTER)


def test_cancelled_before_it_left_it_stays_on_its_shelf(shop: Shop) -> None:
    box = picked(shop)
    lines = [
        LineQuantity(line_id=row["id"], quantity=row["ordered"]) for row in shop.rows(order_lines)
    ]
    order = shop.only(orders)["id"]
    command = CancelLines(order_id=order, lines=lines, reason=CancelReason.CUSTOMER_REQUEST)
    shop.perform(command, MANAGER)
    assert shop.only(fulfillments)["state"] == "cancelled"
    assert shop.cell("kemang", SHIRT)["available"] == 5
    with pytest.raises(Refusal, match="move_closed"):
        shop.perform(
            SendToStore(fulfillment_id=box, lines=lines_of(shop, 2, 1)),
            CLERK_KEMANG,
            side=Side.DESK,
        )


def test_sent_though_it_was_cancelled_it_becomes_stock_of_the_store(shop: Shop) -> None:
    box = picked(shop)
    lines = [
        LineQuantity(line_id=row["id"], quantity=row["ordered"]) for row in shop.rows(order_lines)
    ]
    order = shop.only(orders)["id"]
    command = CancelLines(order_id=order, lines=lines, reason=CancelReason.CUSTOMER_REQUEST)
    shop.perform(command, MANAGER)
    shop.perform(SendToStore(fulfillment_id=box, lines=lines_of(shop, 2, 1)), CLERK_KEMANG)
    assert shop.cell("kemang", SHIRT)["available"] == 3
    assert [card.column for card in seen(shop, "menteng")] == [Column.ARRIVING]
    received(shop, box, 2, 1)
    assert shop.cell("menteng", SHIRT)["available"] == 7
    assert units(shop, "cancelled") == 3
    assert [row["site_id"] for row in shop.rows(cases)] == ["kemang"], "who sent it hears of it"


def test_a_slip_of_the_hand_is_taken_back(shop: Shop) -> None:
    box = sent(shop)
    shop.perform(UndoSend(fulfillment_id=box), CLERK_KEMANG)
    assert (shop.cell("kemang", SHIRT)["committed"], units(shop, "picked")) == (2, 3)
    shop.perform(SendToStore(fulfillment_id=box, lines=lines_of(shop, 2, 1)), CLERK_KEMANG)
    received(shop, box, 2, 1)
    assert units(shop, "ready") == 3


# ---------------------------------------------------------------- mishaps on the road and after it


def test_what_is_not_in_the_parcel_is_looked_for_elsewhere(shop: Shop) -> None:
    box = sent(shop)
    parcel = received(shop, box, 1, 1)
    row = next(row for row in shop.rows(order_lines) if row["product_id"] == SHIRT)
    assert (row["ready"], row["released"], row["site_id"]) == (1, 1, "menteng")
    (case,) = shop.rows(cases)
    assert (case["site_id"], case["kind"]) == ("kemang", "awkward_fact")
    assert parcel != box


def test_a_desk_counts_before_it_says_received(shop: Shop) -> None:
    box = sent(shop)
    for quantities, bin_code, code in (
        ((3, 1), "P-07", "wrong_item"),
        ((0, 0), "P-07", "nothing_came"),
        ((2, 1), "X-99", "bin_unknown"),
    ):
        command = ReceiveAtStore(
            fulfillment_id=box, lines=lines_of(shop, *quantities), bin_code=bin_code
        )
        with pytest.raises(Refusal, match=code):
            shop.perform(command, side=Side.DESK)


def test_told_twice_it_comes_once(shop: Shop) -> None:
    box = sent(shop)
    received(shop, box, 2, 1)
    shop.perform(ReceiveAtStore(fulfillment_id=box, lines=lines_of(shop, 2, 1), bin_code="P-07"))
    shop.perform(SendToStore(fulfillment_id=box, lines=lines_of(shop, 2, 1)), CLERK_KEMANG)
    assert units(shop, "ready") == 3
    assert shop.cell("menteng", SHIRT)["committed"] == 2
    assert {row["kind"] for row in shop.rows(cases)} == {"awkward_fact"}


def test_not_collected_in_time_it_is_stock_of_the_store(shop: Shop) -> None:
    parcel = received(shop, sent(shop), 2, 1)
    shop.perform(PutBack(fulfillment_id=parcel, reason="expired"))
    lines = [
        LineQuantity(line_id=row["id"], quantity=row["ordered"]) for row in shop.rows(order_lines)
    ]
    order = shop.only(orders)["id"]
    command = CancelLines(order_id=order, lines=lines, reason=CancelReason.CUSTOMER_REQUEST)
    shop.perform(command)
    assert shop.cell("menteng", SHIRT)["available"] == 7
    assert shop.cell("kemang", SHIRT)["available"] == 3


def test_put_back_it_is_one_parcel_with_what_was_missing(shop: Shop) -> None:
    parcel = received(shop, sent(shop), 1, 1)
    (other,) = shop.rows(fulfillments, site_id="menteng", state="open")
    told = shop.perform(PutBack(fulfillment_id=parcel, reason="not_collected"))
    assert told["fulfillment_id"] == parcel
    assert {row["id"]: row["state"] for row in shop.rows(fulfillments, site_id="menteng")} == {
        parcel: "open",
        other["id"]: "cancelled",
    }
    rows = sorted(shop.rows(order_lines), key=lambda row: row["ordinal"])
    assert [row["released"] for row in rows] == [2, 1]
    # A till that does not know of it picks from the parcel that it sees.
    late = Pick(fulfillment_id=other["id"], line_id=rows[0]["id"])
    assert "exception" not in shop.perform(late)
    assert units(shop, "picked") == 1
    verified(shop)


def test_a_place_may_have_a_parcel_for_each_store_that_waits(shop: Shop) -> None:
    shop.order(from_kemang(SHIRT), from_kemang(MUG, to="bandung"))
    rows = shop.rows(fulfillments, site_id="kemang", state="open")
    assert {row["to_site_id"] for row in rows} == {"menteng", "bandung"}


def test_only_a_pickup_at_another_place_is_sent_there(shop: Shop) -> None:
    wrong = (
        from_kemang(SHIRT, from_site_id="menteng"),
        line(SHIRT, 1, method=Method.CARRY_OUT, site_id="menteng", from_site_id="kemang"),
        line(SHIRT, 1, method=Method.TO_STORE, site_id="menteng"),
    )
    for one in wrong:
        with pytest.raises(Refusal, match="sent_nowhere"):
            shop.order(one)
