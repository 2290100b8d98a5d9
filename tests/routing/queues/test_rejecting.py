"""A store rejects a pick: stock corrected, the order elsewhere or asked about, told once."""

from typing import Any

import pytest

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.fulfillment.commands import ShortPick, UndoShort
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillments
from app.kit.clock import DAY, HOUR
from app.kit.errors import Refusal
from app.notify.states import MessageState
from app.notify.tables import messages
from app.orders.tables import order_events, order_lines
from app.routing.queues.answering import AnswerShortage, Choice
from app.routing.queues.excluding import excluded
from app.routing.queues.model import MOST_REJECTIONS
from app.storage.schema import Side
from tests.support.shop import SHIRT, START, Shop, pickup

ANI = NewCustomer(customer_id="ani", name="Ani", phone="081234567890", email="ani@example.com")


def placed(shop: Shop, units: int = 1, **told: Any) -> str:
    line = pickup(SHIRT, units, **told)
    return str(shop.order(line, new_customer=ANI)["line_ids"][0])


def reject(shop: Shop, line_id: str, units: int = 1, **told: Any) -> str:
    """The clerk cannot find it; the command's id."""
    line = shop.only(order_lines, id=line_id)
    parcel = next(
        row
        for row in shop.rows(fulfillments, order_id=line["order_id"])
        if row["state"] in ("open", "in_progress")
    )
    command = ShortPick(
        fulfillment_id=parcel["id"],
        line_id=line_id,
        quantity=units,
        reason=told.pop("reason", ShortReason.NOT_FOUND),
        then=ShortNext.RE_SOURCE,
    )
    return str(shop.perform(command, **told)["short_id"])


def test_the_shelf_is_corrected_and_another_store_has_it_in_time(shop: Shop) -> None:
    line_id = placed(shop)
    reject(shop, line_id)
    assert shop.cell("menteng", SHIRT)["available"] == 0
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["site_id"]) == (1, "kemang")
    assert line["promise_to"] <= START + DAY
    (message,) = shop.rows(messages, kind="news")
    assert message["order_id"] == line["order_id"]
    acts = [row["act"] for row in shop.rows(order_events, line_id=line_id)]
    assert {"reject", "source", "release"} <= set(acts)
    assert not shop.rows(cases)


def test_a_place_that_rejected_is_not_asked_for_days(shop: Shop) -> None:
    reject(shop, placed(shop), reason=ShortReason.WRONG_STOCK)
    assert shop.cell("menteng", SHIRT)["available"] == 4, "the books still tell of some"
    with shop.engine.connect() as db:
        assert excluded(db, [SHIRT], shop.now) == {("menteng", SHIRT)}
        assert not excluded(db, [SHIRT], type(shop.now)(shop.now + 4 * DAY))


def test_nothing_in_time_asks_the_customer_and_keeps_the_promise(shop: Shop) -> None:
    line_id = placed(shop, promise_to=START + 2 * HOUR)
    reject(shop, line_id)
    line = shop.only(order_lines, id=line_id)
    assert (line["backordered"], line["promise_to"]) == (1, START + 2 * HOUR)
    assert shop.only(cases)["subject_id"] == line_id
    assert len(shop.rows(messages, kind="news")) == 1
    assert len(shop.rows(order_events, act="offer")) == 1


def test_an_undone_rejection_withdraws_its_mail_and_asks_the_place_again(shop: Shop) -> None:
    line_id = placed(shop, promise_to=START + 2 * HOUR)
    parcel = shop.only(fulfillments)["id"]
    short_id = reject(shop, line_id)
    shop.perform(UndoShort(fulfillment_id=parcel, line_id=line_id, short_id=short_id))
    assert shop.only(messages, kind="news")["state"] == MessageState.WITHDRAWN.value
    with shop.engine.connect() as db:
        assert not excluded(db, [SHIRT], shop.now)


def test_what_was_rejected_three_times_is_for_a_person(shop: Shop) -> None:
    line_id = placed(shop, promise_to=START + 9 * DAY)
    for _ in range(MOST_REJECTIONS):
        reject(shop, line_id)
    line = shop.only(order_lines, id=line_id)
    assert (line["backordered"], line["released"]) == (1, 0)
    assert shop.only(cases)["subject_id"] == line_id


@pytest.fixture
def asked(shop: Shop) -> tuple[str, str]:
    """A line whose promise nobody can keep, and its case."""
    line_id = placed(shop, promise_to=START + 2 * HOUR)
    reject(shop, line_id)
    return line_id, str(shop.only(cases)["id"])


def test_the_customer_waits(shop: Shop, asked: tuple[str, str]) -> None:
    line_id, case_id = asked
    until = START + 5 * DAY
    shop.perform(AnswerShortage(case_id=case_id, choice=Choice.WAIT, until=until))
    line = shop.only(order_lines, id=line_id)
    assert (line["backordered"], line["promise_to"]) == (1, until)
    assert shop.only(cases)["state"] == "resolved"
    assert shop.only(order_events, act="re_promise")["reason"].endswith(str(START + 2 * HOUR))


def test_the_customer_takes_it_elsewhere(shop: Shop, asked: tuple[str, str]) -> None:
    line_id, case_id = asked
    shop.perform(AnswerShortage(case_id=case_id, choice=Choice.ELSEWHERE))
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["site_id"]) == (1, "kemang")
    assert shop.only(cases)["state"] == "resolved"


def test_the_customer_wants_the_money_back(shop: Shop, asked: tuple[str, str]) -> None:
    line_id, case_id = asked
    shop.perform(AnswerShortage(case_id=case_id, choice=Choice.REFUND))
    assert shop.only(order_lines, id=line_id)["cancelled"] == 1
    assert len(shop.rows(messages, kind="cancelled")) == 1
    for choice in Choice:
        with pytest.raises(Refusal, match="nothing_short"):
            shop.perform(AnswerShortage(case_id=case_id, choice=choice, until=START + DAY))


def test_claims_that_fell_are_answered_like_what_waits(shop: Shop) -> None:
    """Another parcel's clerk found the shelf empty: this line stands on goods that are gone."""
    line_id = placed(shop, 2)
    other = str(shop.order(pickup(SHIRT, 2))["line_ids"][0])
    reject(shop, other)
    case = shop.only(cases, subject_id=line_id)
    shop.perform(AnswerShortage(case_id=case["id"], choice=Choice.ELSEWHERE))
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["site_id"]) == (2, "kemang")


def test_waiting_needs_a_day(shop: Shop, asked: tuple[str, str]) -> None:
    with pytest.raises(Refusal, match="date_unknown"):
        shop.perform(AnswerShortage(case_id=asked[1], choice=Choice.WAIT))


@pytest.mark.parametrize("side", [Side.DESK, Side.SERVER])
def test_both_sides_come_to_the_same(shop: Shop, side: Side) -> None:
    line_id = placed(shop)
    reject(shop, line_id, side=side)
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["site_id"]) == (1, "kemang")
