"""What a store told of an order that the server had not heard of is booked when that comes."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy.engine import Connection

from app.cases import queries
from app.cases.choices import Choice
from app.cases.tables import cases
from app.fulfillment.commands import Claim, HandedLine, HandOver, Pick, Proof, Stage
from app.fulfillment.tables import fulfillments
from app.identity.tables import users
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.orders.commands import ChangeOrder, Edits
from app.orders.tables import order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.returns.commands import ReturnItems
from app.returns.model import RefundMode
from app.returns.tables import returns
from app.server.service import Service
from app.settling.commands import RetryCase
from app.storage.outbox import Envelope
from app.sync.tables import commands
from tests.returns.goods import units
from tests.sync.checks import at_rest
from tests.sync.counter import Till, catch_up, on_server, order, order_of, quiet_world, rows
from tests.sync.shop import Shop
from tests.sync.simulator import SimulatedDesk
from tests.sync.test_again import broken, clean


@pytest.fixture
def phone(service: Service, shop: Shop) -> Till:
    """Takes the order, and has no line for now."""
    return Till(service, shop)


@pytest.fixture
def store(service: Service, shop: Shop) -> Till:
    """Hands it over meanwhile."""
    return Till(service, shop, 1)


class Order:
    """One to collect at the store, as it will be called once it is sent."""

    def __init__(self, phone: Till) -> None:
        self.envelope = phone.envelope(order_of(phone.shop, site=1), "agent")
        self.id = derived_id(self.envelope.command_id, "order")
        self.line = derived_id(self.envelope.command_id, "order_line")
        store = phone.shop.stores[1]
        self.parcel = derived_id(self.id, "fulfillment", f"{store}/pickup/0")
        self.price = phone.shop.prices[0]

    def paid(self) -> TenderTaken:
        return TenderTaken(kind=TenderKind.TERMINAL, amount_minor=self.price, reference="APPROVED")

    def handed(self, *more: HandedLine) -> HandOver:
        return HandOver(
            fulfillment_id=self.parcel,
            proof=Proof.ID,
            code_checked=True,
            tenders=[self.paid()],
            lines=[HandedLine(line_id=self.line, quantity=1), *more],
        )

    def picked(self) -> Pick:
        return Pick(fulfillment_id=self.parcel, line_id=self.line)


@pytest.fixture
def late(phone: Till) -> Order:
    return Order(phone)


def aside(till: Till, envelope: Envelope) -> Any:
    """Its case, after the server could not take it."""
    (receipt,) = till.send(envelope)
    assert receipt.status in {"quarantined", "rejected"}
    (case,) = on_server(till.service, cases, subject_id=envelope.command_id)
    return case


def the_case(till: Till, case: Any) -> Any:
    (now,) = on_server(till.service, cases, id=case["id"])
    return now


def came(till: Till, case: Any) -> bool:
    now = the_case(till, case)
    return (now["state"], now["resolution"]) == ("resolved", "awaited_came")


def test_a_hand_over_before_its_order_is_booked_once_when_the_order_comes(
    phone: Till, store: Till, late: Order
) -> None:
    told = store.envelope(late.handed(), "clerk")
    case = aside(store, told)
    receipts = phone.send(late.envelope)
    assert came(store, case)
    for _ in range(2):  # and again, as a desk does that heard no answer
        (line,) = on_server(store.service, order_lines)
        assert (line["collected"], line["ordered"]) == (1, 1)
        (parcel,) = on_server(store.service, fulfillments)
        assert (parcel["id"], parcel["state"]) == (late.parcel, "closed")
        taken = on_server(store.service, payments, state="captured")
        assert [row["amount_minor"] for row in taken] == [late.price]
        (again,) = store.send(told)
        assert again.status == "repaired"
        assert phone.send(late.envelope) == receipts
    (kept,) = on_server(store.service, commands, command_id=told.command_id)
    by = msgspec.json.decode(kept["receipt"])["repaired_by"]
    assert (by, kept["user_id"]) == (late.envelope.command_id, store.shop.users["clerk"])
    clean(store.service)


def test_what_was_done_with_it_follows_as_it_was_done_and_wishes_stay(
    phone: Till, store: Till, late: Order
) -> None:
    """The wish was the first of them, so that they wait in its case; its clerk was told no."""
    wish = aside(store, store.envelope(Claim(fulfillment_id=late.parcel), "clerk"))
    facts = [
        aside(store, store.envelope(command, "clerk"))
        for command in (
            late.picked(),
            Stage(fulfillment_id=late.parcel, bin_code="A-01"),
            late.handed(),
        )
    ]
    assert {case["part_of"] for case in facts} == {wish["id"]}
    phone.send(late.envelope)
    assert all(came(store, case) for case in facts)
    assert the_case(store, wish)["state"] == "open"
    (line,) = on_server(store.service, order_lines)
    assert line["collected"] == 1
    assert len(on_server(store.service, cases)) == 4, "nothing about it was awkward"
    clean(store.service)


def test_goods_that_came_back_before_their_order_are_taken_after_they_were_handed_over(
    phone: Till, store: Till, late: Order
) -> None:
    back = ReturnItems(
        order_id=late.id,
        site_id=store.device.site_id,
        lines=[units(late.line)],
        mode=RefundMode.AS_PAID,
        told_refund_minor=late.price,
        number="R-JKT01-2-000001",
    )
    told = [aside(store, store.envelope(command)) for command in (late.handed(), back)]
    phone.send(late.envelope)
    assert all(came(store, case) for case in told)
    (taken,) = on_server(store.service, returns)
    assert (taken["order_id"], taken["refund_minor"]) == (late.id, late.price)
    clean(store.service)


def test_what_left_with_a_line_of_a_later_change_waits_for_that(
    phone: Till, store: Till, late: Order
) -> None:
    """Booked without it, the store would seem to have given what nobody ordered."""
    change = ChangeOrder(
        order_id=late.id,
        version=0,
        edits=Edits(added=[order_of(phone.shop, 1, site=1).lines[0]]),
        told_difference_minor=phone.shop.prices[1],
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=phone.shop.prices[1])],
    )
    added = phone.envelope(change, "agent")
    more = HandedLine(line_id=derived_id(added.command_id, "order_line"), quantity=1)
    case = aside(store, store.envelope(late.handed(more), "clerk"))
    phone.send(late.envelope)
    assert the_case(store, case) == case
    (receipt,) = phone.send(added)
    assert receipt.status.startswith("accepted"), receipt
    assert came(store, case)
    assert [row["collected"] for row in on_server(store.service, order_lines)] == [1, 1]
    clean(store.service)


def test_it_waits_for_an_order_that_a_person_repairs(phone: Till, store: Till, late: Order) -> None:
    (receipt,) = phone.send(late.envelope, register=broken("order.place"))
    assert receipt.status == "quarantined"
    (order_case,) = on_server(phone.service, cases)
    case = aside(store, store.envelope(late.handed(), "clerk"))
    phone.send(phone.envelope(RetryCase(case_id=order_case["id"])))
    assert came(store, case)
    assert the_case(store, order_case)["resolution"] == Choice.RETRY.value
    clean(store.service)


def test_what_waits_for_something_else_is_left_alone(phone: Till, store: Till, late: Order) -> None:
    other = aside(store, store.envelope(Order(phone).handed(), "clerk"))
    phone.send(late.envelope)
    assert the_case(store, other) == other
    clean(store.service)


def test_what_a_revoked_person_did_waits_for_another(phone: Till, store: Till, late: Order) -> None:
    told = store.envelope(late.handed(), "clerk")
    with store.service.engine.begin() as db:
        gone = users.update().where(users.c.id == store.shop.users["clerk"])
        db.execute(gone, {"revoked_at": Instant(told.occurred_at - 1)})
    case = aside(store, told)
    phone.send(late.envelope)
    assert the_case(store, case) == case
    phone.send(phone.envelope(RetryCase(case_id=case["id"])))
    assert the_case(store, case)["resolution"] == Choice.RETRY.value
    clean(store.service)


def test_what_somebody_did_who_has_left_since_is_booked_in_their_name(
    phone: Till, store: Till, late: Order
) -> None:
    case = aside(store, store.envelope(late.handed(), "clerk"))
    with store.service.engine.begin() as db:
        gone = users.update().where(users.c.id == store.shop.users["clerk"])
        db.execute(gone, {"active": False, "revoked_at": store.service.clock.now()})
    phone.send(late.envelope)
    assert came(store, case)


def test_what_nobody_did_is_not_booked(phone: Till, store: Till, late: Order) -> None:
    stranger = store.envelope(late.handed(), user_id="0" * 32)
    case = aside(store, stranger)
    assert (case["kind"], '"code":"user_unknown"' in case["evidence"]) == ("quarantined", True)
    phone.send(late.envelope)
    assert the_case(store, case) == case
    clean(store.service)


def test_what_fails_in_another_way_says_so_and_the_order_is_taken(
    phone: Till, store: Till, late: Order
) -> None:
    case = aside(store, store.envelope(late.handed(), "clerk"))
    with store.service.engine.begin() as db:
        moved = users.update().where(users.c.id == store.shop.users["clerk"])
        db.execute(moved, {"role": "auditor"})
    (receipt,) = phone.send(late.envelope)
    assert receipt.status == "accepted"
    after = the_case(store, case)
    assert after["state"] == "open"
    assert '"again":{"code":"not_allowed"' in after["evidence"]
    (line,) = on_server(store.service, order_lines)
    assert line["collected"] == 0
    clean(store.service)


def test_an_order_finds_what_waits_for_it_without_reading_other_cases(service: Service) -> None:
    def plan(db: Connection) -> str:
        asked = queries._facts_set_aside.compile(db, compile_kwargs={"literal_binds": True})
        return str(db.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all())

    assert "(kind=? AND subject=?)" in service.ask(plan)


def hear(desk: SimulatedDesk) -> None:
    """As the simulated network does: what came is kept for the series of the oracle."""
    assert desk.store is not None
    waiting = desk.store.batch(0, 200)
    desk.world.server.sent.update(((one.command_id, one.hash), one) for one in waiting)
    catch_up(desk)


@pytest.mark.parametrize("first", [True, False])
def test_a_server_from_an_older_copy_books_what_left_once_both_desks_were_heard(
    tmp_path: Path, first: bool
) -> None:
    """The store's desk knows the order from before; whoever is heard first, the end is the same,
    and the same once more when a fresh server hears it all one by one."""
    with quiet_world(tmp_path) as world:
        phone, store = world.desks
        world.server.back_up()
        placed = order(phone, site=1)
        hear(phone)
        hear(store)
        (line,) = rows(store, order_lines)
        (parcel,) = rows(store, fulfillments)
        world.server.restore(epoch=False)
        paid = TenderTaken(
            kind=TenderKind.TERMINAL, amount_minor=world.shop.prices[0], reference="APPROVED"
        )
        assert store.store is not None
        for command in (
            Pick(fulfillment_id=parcel["id"], line_id=line["id"]),
            Stage(fulfillment_id=parcel["id"], bin_code="A-01"),
            HandOver(
                fulfillment_id=parcel["id"],
                proof=Proof.ID,
                code_checked=True,
                tenders=[paid],
                lines=[HandedLine(line_id=line["id"], quantity=1)],
            ),
        ):
            outcome = store.store.run(command, world.shop.users["clerk"], online=False)
            assert outcome.ok, outcome.refusal
        heard = (phone, store) if first else (store, phone)
        for desk in (*heard, *heard):
            hear(desk)
        service = world.server.service
        (line,) = on_server(service, order_lines, order_id=placed.result["order_id"])
        assert line["collected"] == 1
        taken = on_server(service, payments, state="captured")
        assert [row["amount_minor"] for row in taken] == [world.shop.prices[0]]
        assert not on_server(service, cases, state="open")
        repaired = on_server(service, commands, status="repaired")
        assert len(repaired) == (0 if first else 3)
        assert at_rest(world, settled=world.settle()) == []
