"""Goods between places: sent once, received once, and every unit is somewhere, in any order."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases.tables import cases
from app.identity.roles import Role
from app.insights.verify.stock import balances, conserved, in_transit
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.tables import order_lines
from app.stock.lookup import inbound_of
from app.stock.receiving import ReceivedLine
from app.stock.states import LessBecause
from app.stock.tables import reservations, transfer_lines, transfers
from app.stock.transferring import (
    CancelTransfer,
    ReceiveTransfer,
    RequestTransfer,
    SendTransfer,
    beyond_slip,
)
from app.storage.schema import Side
from tests.support.shop import CLERK_KEMANG, MANAGER, MUG, SHIRT, Shop, open_shop, pickup

T = "t" * 32
SENDER = MANAGER  # of Menteng
TAKER = CLERK_KEMANG
PLANNER = Actor(user_id="plan", role=Role.INVENTORY, device_id="desk-9", site_id="care")


def counted(*lines: tuple[str, int]) -> list[ReceivedLine]:
    return [ReceivedLine(product_id=product, quantity=units) for product, units in lines]


def request(shop: Shop, *lines: tuple[str, int], who: Actor = SENDER, **told: str) -> None:
    ends = {"from_site_id": "menteng", "to_site_id": "kemang", **told}
    shop.perform(RequestTransfer(transfer_id=T, number="T-1", lines=counted(*lines), **ends), who)


def send(shop: Shop, *lines: tuple[str, int], because: str = "", **told: object) -> object:
    command = SendTransfer(transfer_id=T, lines=counted(*lines), because=because)
    return shop.perform(command, SENDER, **told)  # type: ignore[arg-type]


def receive(shop: Shop, *lines: tuple[str, int], **told: object) -> object:
    return shop.perform(ReceiveTransfer(transfer_id=T, lines=counted(*lines)), TAKER, **told)  # type: ignore[arg-type]


def cancel(shop: Shop) -> None:
    """As far as it can be."""
    if shop.only(transfers)["state"] == "requested":
        shop.perform(CancelTransfer(transfer_id=T), SENDER)
    else:
        with pytest.raises(Refusal, match="move_closed"):
            shop.perform(CancelTransfer(transfer_id=T), SENDER)


def units(shop: Shop, product: str = SHIRT) -> tuple[int, int]:
    """On the shelf of (sender, taker)."""
    return shop.cell("menteng", product)["available"], shop.cell("kemang", product)["available"]


def whole(shop: Shop) -> None:
    shop.check()
    with shop.engine.connect() as db:
        assert not [*conserved(db), *balances(db), *in_transit(db)]


def codes(shop: Shop) -> list[str]:
    return sorted(json.loads(row["evidence"])["code"] for row in shop.rows(cases))


def refused(shop: Shop, command: Command, who: Actor = SENDER, side: Side = Side.DESK) -> str:
    with pytest.raises(Refusal) as told:
        shop.perform(command, who, side=side)
    return told.value.code


def test_what_was_sent_is_on_the_road_until_it_is_received(shop: Shop) -> None:
    request(shop, (SHIRT, 3))
    assert units(shop) == (5, 5)
    send(shop, (SHIRT, 3))
    assert units(shop) == (2, 5)
    with shop.engine.connect() as db:
        ((quantity, eta),) = inbound_of(db, [SHIRT])["kemang", SHIRT]
    assert quantity == 3
    assert DAY < eta - shop.now <= 2 * DAY
    whole(shop)
    receive(shop, (SHIRT, 3))
    assert units(shop) == (2, 8)
    assert shop.only(transfers)["state"] == "received"
    assert not shop.rows(cases)
    whole(shop)


@pytest.mark.parametrize(("came", "shelf"), [(1, 6), (5, 10)])
def test_over_and_short_are_adjusted_and_told_to_the_sender(
    shop: Shop, came: int, shelf: int
) -> None:
    request(shop, (SHIRT, 3))
    send(shop, (SHIRT, 3))
    receive(shop, (SHIRT, came))
    assert units(shop) == (2, shelf)
    assert codes(shop) == ["transfer_differs"]
    assert "cases:menteng" in shop.only(cases)["audience"].split()
    whole(shop)


def test_one_unit_is_a_slip_and_no_case(shop: Shop) -> None:
    request(shop, (SHIRT, 3))
    send(shop, (SHIRT, 3))
    receive(shop, (SHIRT, 2))
    assert not shop.rows(cases)
    whole(shop)
    assert not beyond_slip(100, 5)
    assert beyond_slip(100, 6)


def test_less_is_sent_with_a_reason(shop: Shop) -> None:
    request(shop, (SHIRT, 3))
    less = SendTransfer(transfer_id=T, lines=counted((SHIRT, 1)))
    assert refused(shop, less) == "less_without_reason"
    send(shop, (SHIRT, 1), because=LessBecause.NOT_FOUND, side=Side.DESK)
    row = shop.only(transfer_lines)
    assert (row["asked"], row["sent"]) == (3, 1)
    assert shop.only(transfers)["less_because"] == "not_found"


def test_what_orders_wait_for_is_not_sent_away_unseen(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 4))
    with pytest.raises(Refusal, match="more_than_free"):
        request(shop, (SHIRT, 2))
    request(shop, (SHIRT, 1))
    two = SendTransfer(transfer_id=T, lines=counted((SHIRT, 2)))
    assert refused(shop, two) == "more_than_there"
    send(shop, (SHIRT, 2))  # it left all the same
    assert units(shop)[0] == 3
    assert shop.rows(reservations, state="shortfall")
    whole(shop)


@pytest.mark.parametrize("side", [Side.DESK, Side.SERVER])
def test_who_waits_is_served_by_what_comes(shop: Shop, side: Side) -> None:
    cell = shop.cell("kemang", MUG)["available"]
    shop.order(pickup(MUG, cell, "kemang"))
    request(shop, (MUG, 3))
    send(shop, (MUG, 3))
    eta = shop.only(transfers)["eta"]
    placed = shop.order(pickup(MUG, 2, "kemang", promise_from=eta, promise_to=eta + HOUR))
    waiting = placed["line_ids"][0]
    assert shop.only(order_lines, id=waiting)["backordered"] == 2
    receive(shop, (MUG, 3), side=side)
    line = shop.only(order_lines, id=waiting)
    assert (line["backordered"], line["released"]) == (0, 2)


def test_two_clerks_receive_it_and_it_is_booked_once(shop: Shop) -> None:
    request(shop, (SHIRT, 3))
    send(shop, (SHIRT, 3))
    receive(shop, (SHIRT, 3))
    assert receive(shop, (SHIRT, 2)) == {"transfer_id": T, "exception": "transfer_received"}
    assert units(shop) == (2, 8)
    assert codes(shop) == ["transfer_received"]
    again = ReceiveTransfer(transfer_id=T, lines=counted((SHIRT, 3)))
    assert refused(shop, again, TAKER) == "transfer_received"
    whole(shop)


def test_two_clerks_send_it_and_it_leaves_once(shop: Shop) -> None:
    request(shop, (SHIRT, 3))
    send(shop, (SHIRT, 3))
    send(shop, (SHIRT, 3))
    assert units(shop) == (2, 5)
    assert codes(shop) == ["transfer_sent"]
    whole(shop)


def test_it_is_cancelled_only_while_it_lies_there(shop: Shop) -> None:
    request(shop, (SHIRT, 3))
    shop.perform(CancelTransfer(transfer_id=T), SENDER)
    assert shop.only(transfers)["state"] == "cancelled"
    all_of_it = SendTransfer(transfer_id=T, lines=counted((SHIRT, 3)))
    assert refused(shop, all_of_it) == "move_closed"
    send(shop, (SHIRT, 3))  # a desk without a line had sent it
    assert shop.only(transfers)["state"] == "sent"
    assert codes(shop) == ["transfer_was_cancelled"]
    assert refused(shop, CancelTransfer(transfer_id=T)) == "move_closed"
    receive(shop, (SHIRT, 3))
    assert units(shop) == (2, 8)
    whole(shop)


def test_nobody_asks_for_what_makes_no_sense(shop: Shop) -> None:
    def asked(code: str, who: Actor = SENDER, *lines: tuple[str, int], **told: str) -> None:
        with pytest.raises(Refusal, match=code):
            request(shop, *(lines or ((SHIRT, 1),)), who=who, **told)

    asked("same_place", to_site_id="menteng")
    asked("place_unknown", to_site_id="nowhere")
    asked("other_place", from_site_id="bandung")
    asked("product_unknown", SENDER, ("nothing", 1))
    asked("quantity_out_of_range", SENDER, (SHIRT, 0))
    asked("counted_twice_in_one", SENDER, (SHIRT, 1), (SHIRT, 1))
    with pytest.raises(Refusal, match=r"."):
        request(shop, (SHIRT, 1), who=TAKER)
    request(shop, (SHIRT, 1), who=PLANNER)
    asked("transfer_known")
    other = ReceiveTransfer(transfer_id=T, lines=counted((SHIRT, 1)))
    assert refused(shop, other, SENDER) == "other_place"
    unknown = ReceiveTransfer(transfer_id="u" * 32, lines=counted((SHIRT, 1)))
    assert refused(shop, unknown, TAKER) == "transfer_unknown"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    asked=st.integers(1, 5),
    sent=st.integers(1, 8),
    came=st.integers(0, 8),
    order=st.permutations(["send", "receive", "send", "receive", "cancel"]),
)
def test_in_any_order_each_is_booked_once_and_no_unit_is_lost(
    tmp_path_factory: pytest.TempPathFactory, asked: int, sent: int, came: int, order: list[str]
) -> None:
    shop = open_shop(Path(tmp_path_factory.mktemp("any")))
    request(shop, (SHIRT, asked))
    found = max(0, sent - 5)  # more left than the books had
    for act in order:
        match act:
            case "send":
                send(shop, (SHIRT, sent))
            case "receive":
                receive(shop, *([(SHIRT, came)] if came else []))
            case _:
                cancel(shop)
        whole(shop)
    assert units(shop) == (5 - sent + found, 5 + came)
    row = shop.only(transfer_lines)
    assert (row["asked"], row["sent"], row["received"]) == (asked, sent, came)
    shop.engine.dispose()
