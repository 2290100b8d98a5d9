"""What is open is found by indexes of what is open, however much was sold before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.customers.commands import CallBack, CreateCustomer
from app.desk.queue import QUEUES, Asker, DueKind, home
from app.identity.roles import Role
from app.kit.clock import DAY, HOUR, Instant
from app.returns.commands import AskedLine, AskReturn, FailRefund, MoveReturn, ReturnMove
from app.returns.states import Reason
from app.returns.tables import return_refunds
from app.stock.receiving import ReceivedLine
from app.stock.tables import transfers
from app.stock.transferring import ReceiveTransfer, RequestTransfer, SendTransfer
from app.storage.schema import metadata
from tests.returns.goods import returned, sell, shop_with_rules, units
from tests.support.shop import (
    AGENT,
    CLERK,
    MANAGER,
    SHIRT,
    START,
    Shop,
    carry,
    open_shop,
    pay_link,
    pickup,
    plain_total,
    terminal,
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    metadata.create_all(made.engine)  # what only a desk has: drafts and the outbox
    yield made
    made.engine.dispose()


def rows(shop: Shop, role: str, now: int = START, *, site: str = "menteng") -> list[DueKind]:
    asker = Asker(CLERK.user_id, role, site, "Asia/Jakarta")
    with shop.engine.connect() as db:
        return [row.kind for row in home(db, asker, Instant(now)).rows]


GROWING = (
    "orders",
    "order_lines",
    "returns",
    "return_refunds",
    "fulfillments",
    "holds",
    "work_items",
    "transfers",
    "customer_pii",
    "customer_callbacks",
)
OF_WHAT_IS_OPEN = (
    "ix_customer_callbacks_due_at",
    "ix_fulfillments_site_id_fulfillments_state_fulfillments_due_at",
    "ix_fulfillments_due_at",
    "ix_holds_opened_at",
    "ix_order_lines_promise_to",
    "ix_orders_site_id_orders_placed_at",
    "ix_transfers_state_transfers_eta",
    "ix_work_items_site_id_work_items_state_work_items_due_at",
)


def test_no_question_of_the_queue_walks_through_what_is_over(shop: Shop) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    @sa.event.listens_for(shop.engine, "before_cursor_execute")
    def note(_db: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: Any) -> None:
        asked.append((sql, tuple(values)))

    for role in QUEUES:
        rows(shop, role)
    sa.event.remove(shop.engine, "before_cursor_execute", note)
    with shop.engine.connect() as db:
        plans = [
            row[3]
            for sql, values in asked
            if sql.startswith("SELECT")
            for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    scans = [f"SCAN {table}" for table in GROWING]
    assert [plan for plan in plans if plan in scans] == []
    for index in OF_WHAT_IS_OPEN:
        assert any(index in plan for plan in plans), index


def test_a_refund_that_failed_waits_for_the_store(
    tmp_path: Path,
) -> None:
    shop = shop_with_rules(tmp_path)
    metadata.create_all(shop.engine)
    told = sell(shop, carry(SHIRT), tenders=[terminal(plain_total([carry(SHIRT)]))])
    line = told["line_ids"][0]
    back = returned(shop, told["order_id"], units(line))
    assert rows(shop, Role.MANAGER) == []
    refund = shop.only(return_refunds, return_id=back["return_id"])
    shop.perform(FailRefund(refund_id=refund["id"], why="Card expired"), CLERK)
    assert DueKind.REFUND in rows(shop, Role.MANAGER)
    assert DueKind.REFUND in rows(shop, Role.CLERK)
    assert DueKind.REFUND not in rows(shop, Role.AGENT)


def test_a_return_beyond_the_rules_waits_for_the_manager(tmp_path: Path) -> None:
    shop = shop_with_rules(tmp_path)
    metadata.create_all(shop.engine)
    told = sell(shop, carry(SHIRT), tenders=[terminal(plain_total([carry(SHIRT)]))])
    shop.now = Instant(shop.now + 40 * DAY)
    asked = AskReturn(
        order_id=told["order_id"],
        number="R-JKT01-3-000009",
        lines=[AskedLine(line_id=told["line_ids"][0], quantity=1, reason=Reason.TOO_SMALL)],
    )
    back = shop.perform(asked, CLERK)
    assert DueKind.RETURN in rows(shop, Role.MANAGER, shop.now)
    assert DueKind.RETURN not in rows(shop, Role.CLERK, shop.now)
    decline = MoveReturn(return_id=back["return_id"], move=ReturnMove.DECLINE, note="Worn")
    shop.perform(decline, MANAGER)
    assert DueKind.RETURN not in rows(shop, Role.MANAGER, shop.now)


def test_an_unpaid_link_waits_for_the_agent_until_it_is_paid(shop: Shop) -> None:
    total = plain_total([pickup(SHIRT)])
    shop.order(pickup(SHIRT), tenders=[pay_link(total)])
    assert rows(shop, Role.AGENT) == [DueKind.UNPAID]
    assert rows(shop, Role.CLERK) == []  # held: there is nothing to pick yet


def test_a_promise_is_told_once_it_has_passed_and_an_order_once_it_is_old(shop: Shop) -> None:
    shop.order(pickup(SHIRT))
    assert rows(shop, Role.AGENT) == []
    assert rows(shop, Role.CLERK) == [DueKind.PICK]
    assert rows(shop, Role.AGENT, START + 3 * HOUR) == [DueKind.LATE]
    assert rows(shop, Role.MANAGER, START + DAY + HOUR) == [DueKind.PICK, DueKind.OLD]


def test_what_did_not_come_in_time_is_a_broken_promise(shop: Shop) -> None:
    shop.inbound("menteng", SHIRT, 500, START + DAY)
    shop.order(pickup(SHIRT, 400), actor=MANAGER)  # most of it is promised from what comes

    def late(now: int) -> list[int | None]:
        with shop.engine.connect() as db:
            found = home(db, Asker("x", Role.AGENT, "menteng"), Instant(now)).rows
        return [row.due_at for row in found if row.kind is DueKind.LATE and row.id[:6] == "order/"]

    assert late(START + DAY) == []
    assert late(START + DAY + HOUR) == [START + DAY]


@pytest.mark.parametrize("role", ["auditor", "nobody"])
def test_a_role_without_a_queue_has_none(shop: Shop, role: str) -> None:
    with shop.engine.connect() as db:
        assert not home(db, Asker("x", role, "menteng"), START).known
    assert role not in QUEUES


def test_a_promised_call_waits_for_the_call_centre_and_for_who_promised_it(shop: Shop) -> None:
    shop.perform(CreateCustomer(customer_id="siti", name="Siti", phone="081234567890"), AGENT)
    order = shop.order(pickup(SHIRT), customer_id="siti")["order_id"]
    told = CallBack(customer_id="siti", about="Size M", due_at=START + HOUR, order_id=order)
    shop.perform(told, AGENT)
    assert DueKind.CALL not in rows(shop, Role.CLERK)
    assert rows(shop, Role.AGENT) == [DueKind.CALL]
    with shop.engine.connect() as db:
        (due,) = home(db, Asker("x", Role.AGENT, "care"), START).rows
    assert (due.subject_id, due.name, due.what, due.due_at) == (
        "siti",
        "Siti",
        "Size M",
        told.due_at,
    )
    assert due.number.startswith("JKT01")
    mine = CallBack(customer_id="siti", about="Mine", due_at=START, for_user=CLERK.user_id)
    shop.perform(mine, CLERK)
    assert set(rows(shop, Role.CLERK)) == {DueKind.CALL, DueKind.PICK}


def test_a_transfer_is_work_of_the_place_that_has_to_do_something(shop: Shop) -> None:
    """Asked for: the manager who may send it. Sent: whoever counts it in, once it is expected."""
    lines = [ReceivedLine(product_id=SHIRT, quantity=1)]
    there = replace(MANAGER, site_id="kemang")
    told = RequestTransfer(
        transfer_id="t", number="TR-1", from_site_id="menteng", to_site_id="kemang", lines=lines
    )
    shop.perform(told, MANAGER)
    assert DueKind.SEND in rows(shop, Role.MANAGER)
    assert DueKind.SEND not in rows(shop, Role.CLERK)  # who does not send goods away
    assert DueKind.SEND not in rows(shop, Role.MANAGER, site="kemang")

    shop.perform(SendTransfer(transfer_id="t", lines=lines), MANAGER)
    expected = shop.only(transfers)["eta"]
    assert DueKind.SEND not in rows(shop, Role.MANAGER)
    assert DueKind.COMING not in rows(shop, Role.CLERK, expected, site="menteng")
    assert DueKind.COMING not in rows(shop, Role.CLERK, expected - DAY - 1, site="kemang")
    assert DueKind.COMING in rows(shop, Role.CLERK, expected - DAY, site="kemang")

    shop.perform(ReceiveTransfer(transfer_id="t", lines=lines), there)
    assert DueKind.COMING not in rows(shop, Role.CLERK, expected, site="kemang")
