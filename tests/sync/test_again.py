"""What the server could not take is done again under its own id, with all that waited for it."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from app.cases.choices import Choice
from app.cases.tables import cases
from app.customers.tables import customers
from app.features import COMMANDS, SUBSCRIBERS
from app.fulfillment.commands import HandOver, Proof
from app.fulfillment.tables import fulfillments
from app.identity.tables import users
from app.insights.verify.runs import verify_server
from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.orders.commands import CancelLines, LineQuantity
from app.orders.notes import AddNote
from app.orders.reasons import CancelReason
from app.orders.tables import order_notes, orders
from app.payments.commands import CloseDrawer, OpenDrawer, TakePayment, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.returns.commands import ReturnItems
from app.returns.model import RefundMode
from app.returns.tables import returns
from app.server.service import Service
from app.settling.commands import ReopenCase, RetryCase, SettleCase
from app.storage.commands import Register
from app.sync.tables import commands
from tests.returns.goods import units
from tests.sync.counter import Till, on_server, order_of
from tests.sync.shop import Shop


@pytest.fixture
def till(service: Service, shop: Shop) -> Till:
    return Till(service, shop)


def broken(kind: str) -> Register:
    def fail(_uow: object, _command: object) -> dict[str, Any]:
        raise ZeroDivisionError

    specs = [replace(spec, handler=fail) if spec.kind == kind else spec for spec in COMMANDS]
    return Register(specs, SUBSCRIBERS)


def the_case(till: Till, **where: Any) -> Any:
    (case,) = on_server(till.service, cases, **where)
    return case


def clean(service: Service) -> None:
    found = {told.id: told.violations for told in verify_server(service.engine) if told.found}
    assert not found


def quarantined_order(till: Till) -> str:
    """An order at which the server failed; its id as the desk knows it."""
    envelope = till.envelope(order_of(till.shop))
    (receipt,) = till.send(envelope, register=broken("order.place"))
    assert receipt.status == "quarantined"
    return derived_id(envelope.command_id, "order")


def payment(till: Till, order_id: str) -> TakePayment:
    tender = TenderTaken(
        kind=TenderKind.TERMINAL, amount_minor=till.shop.prices[0], reference="APP1"
    )
    return TakePayment(order_id=order_id, tenders=[tender])


def note(order_id: str) -> AddNote:
    return AddNote(order_id=order_id, text="Call in the morning")


def retry(till: Till, case_id: str, role: str = "manager") -> str:
    (receipt,) = till.send(till.envelope(RetryCase(case_id=case_id, note="mended"), role))
    return receipt.status


def test_a_repaired_order_bears_the_ids_that_the_desk_gave_it(till: Till) -> None:
    order_id = quarantined_order(till)
    case = the_case(till)
    assert retry(till, case["id"]) == "accepted"
    (row,) = on_server(till.service, orders)
    assert row["id"] == order_id
    settled = the_case(till, id=case["id"])
    assert (settled["state"], settled["resolution"], settled["note"]) == (
        "resolved",
        Choice.RETRY.value,
        "mended",
    )
    assert settled["resolved_by"] == till.shop.users["manager"]
    (kept,) = on_server(till.service, commands, command_id=case["subject_id"])
    assert kept["status"] == "repaired"
    clean(till.service)


def test_what_waited_for_it_joins_its_case_and_follows_it(till: Till) -> None:
    order_id = quarantined_order(till)
    whole = the_case(till)
    told = till.send(till.envelope(note(order_id)), till.envelope(note(order_id)))
    assert {receipt.status for receipt in told} == {"rejected"}
    assert len(on_server(till.service, cases, part_of=whole["id"])) == 2
    retry(till, whole["id"])
    assert len(on_server(till.service, order_notes, order_id=order_id)) == 2
    assert {row["state"] for row in on_server(till.service, cases)} == {"resolved"}
    clean(till.service)


def test_what_still_fails_stays_open_and_says_why(till: Till) -> None:
    cancel = CancelLines(
        order_id="x" * 32,
        lines=[LineQuantity(line_id="y" * 32, quantity=1)],
        reason=CancelReason.CUSTOMER_REQUEST,
    )
    till.send(till.envelope(cancel))
    case = the_case(till)
    assert retry(till, case["id"]) == "accepted"
    after = the_case(till)
    assert after["state"] == "open"
    assert '"again":{"code":"order_unknown"' in after["evidence"]
    clean(till.service)


def test_done_twice_it_has_its_effect_once(till: Till) -> None:
    quarantined_order(till)
    case = the_case(till)
    assert retry(till, case["id"]) == "accepted"
    assert retry(till, case["id"]) == "accepted"  # and does nothing
    assert len(on_server(till.service, orders)) == 1
    clean(till.service)


def test_whoever_has_not_the_right_cannot_lend_it(till: Till) -> None:
    drawn = till.envelope(order_of(till.shop), "clerk")
    till.send(drawn, register=broken("order.place"))
    case = the_case(till)
    assert retry(till, case["id"], "agent") == "accepted"  # an agent may place orders
    assert len(on_server(till.service, orders)) == 1


def test_a_wish_of_a_revoked_person_is_done_in_the_name_of_who_takes_it_on(till: Till) -> None:
    envelope = till.newcomer("agent")
    with till.service.engine.begin() as db:
        gone = users.update().where(users.c.id == till.shop.users["agent"])
        db.execute(gone, {"revoked_at": Instant(envelope.occurred_at - 1)})
    (receipt,) = till.send(envelope)
    assert receipt.status == "rejected"
    case = the_case(till)
    assert case["kind"] == "revoked_user"
    retry(till, case["id"])
    assert len(on_server(till.service, customers)) == 1
    (kept,) = on_server(till.service, commands, command_id=envelope.command_id)
    assert "Siti" not in kept["body"]
    clean(till.service)


def test_left_undone_it_ends_with_what_waited_for_it_and_can_be_opened_again(till: Till) -> None:
    order_id = quarantined_order(till)
    whole = the_case(till)
    till.send(till.envelope(note(order_id)))
    till.send(till.envelope(SettleCase(case_id=whole["id"], choice=Choice.KEEP)))
    assert {row["resolution"] for row in on_server(till.service, cases)} == {"keep"}
    till.send(till.envelope(ReopenCase(case_id=whole["id"])))
    assert {row["state"] for row in on_server(till.service, cases)} == {"open"}
    retry(till, whole["id"])
    assert len(on_server(till.service, order_notes, order_id=order_id)) == 1
    clean(till.service)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE commands SET receipt = '{}' WHERE status = 'repaired'",
        "UPDATE commands SET status = 'rejected' WHERE kind = 'case.retry'",
        "UPDATE audit SET status = 'accepted' WHERE kind = 'order.place'",
    ],
)
def test_a_repair_by_nobody_is_found(till: Till, damage: str) -> None:
    quarantined_order(till)
    case = the_case(till)
    retry(till, case["id"])
    with till.service.engine.begin() as db:
        db.exec_driver_sql(damage)
    found = {told.id: told.violations for told in verify_server(till.service.engine) if told.found}
    assert any(case["subject_id"] in str(one) for one in found["C1"])


def test_what_happened_is_not_let_go_with_what_it_waited_for(till: Till) -> None:
    drawer_id = derived_id("till", "drawer")
    opened = OpenDrawer(
        drawer_id=drawer_id, site_id=till.device.site_id, float_minor=0, currency="IDR"
    )
    till.send(till.envelope(opened), register=broken("drawer.open"))
    whole = the_case(till)
    till.send(till.envelope(CloseDrawer(drawer_id=drawer_id, counted_minor=5_000)))
    assert len(on_server(till.service, cases, part_of=whole["id"])) == 1
    till.send(till.envelope(SettleCase(case_id=whole["id"], choice=Choice.KEEP)))
    left = the_case(till, state="open")
    assert (left["kind"], left["part_of"]) == ("awkward_fact", None)
    clean(till.service)


def test_money_that_somebody_unknown_took_is_not_let_go_either(till: Till) -> None:
    """The server came back from a copy that was made before they were hired."""
    order_id = quarantined_order(till)
    whole = the_case(till)
    (receipt,) = till.send(till.envelope(payment(till, order_id), user_id="0" * 32))
    assert receipt.receipt["refused"] == {"code": "user_unknown"}
    assert len(on_server(till.service, cases, part_of=whole["id"])) == 1
    till.send(till.envelope(SettleCase(case_id=whole["id"], choice=Choice.KEEP)))
    left = the_case(till, state="open")
    assert (left["kind"], left["part_of"]) == ("quarantined", None)
    clean(till.service)


def test_a_hand_over_with_its_money_waits_for_its_order(till: Till) -> None:
    order_id = quarantined_order(till)
    whole = the_case(till)
    parcel_id = derived_id(order_id, "fulfillment", f"{till.shop.stores[0]}/pickup/0")
    card = TenderTaken(kind=TenderKind.TERMINAL, amount_minor=till.shop.prices[0], reference="APP1")
    given = HandOver(fulfillment_id=parcel_id, proof=Proof.ID, code_checked=True, tenders=[card])
    (receipt,) = till.send(till.envelope(given))
    assert receipt.status == "quarantined"
    assert the_case(till, part_of=whole["id"])["kind"] == "awkward_fact"
    retry(till, whole["id"])
    (parcel,) = on_server(till.service, fulfillments, order_id=order_id)
    assert (parcel["id"], parcel["state"]) == (parcel_id, "closed")
    taken = on_server(till.service, payments, order_id=order_id, state="captured")
    assert [row["amount_minor"] for row in taken] == [till.shop.prices[0]]
    clean(till.service)


def test_goods_that_came_back_wait_for_their_order_too(till: Till) -> None:
    """Noted as nothing they could be given money for a second time, once their order is here."""
    order_id = quarantined_order(till)
    whole = the_case(till)
    line_id = derived_id(whole["subject_id"], "order_line")
    price = till.shop.prices[0]
    parcel_id = derived_id(order_id, "fulfillment", f"{till.shop.stores[0]}/pickup/0")
    paid = payment(till, order_id).tenders
    given = HandOver(fulfillment_id=parcel_id, proof=Proof.ID, code_checked=True, tenders=paid)
    back = ReturnItems(
        order_id=order_id,
        site_id=till.device.site_id,
        lines=[units(line_id)],
        mode=RefundMode.AS_PAID,
        told_refund_minor=price,
        number="R-JKT00-1-000001",
    )
    told = till.send(till.envelope(given), till.envelope(back))
    assert {receipt.status for receipt in told} == {"quarantined"}
    assert len(on_server(till.service, cases, part_of=whole["id"])) == 2
    retry(till, whole["id"])
    (taken,) = on_server(till.service, returns)
    assert (taken["order_id"], taken["refund_minor"]) == (order_id, price)
    clean(till.service)


def test_what_an_older_server_did_not_know_is_done_by_a_newer_one(till: Till) -> None:
    older = Register([spec for spec in COMMANDS if spec.kind != "order.place"], SUBSCRIBERS)
    (receipt,) = till.send(till.envelope(order_of(till.shop)), register=older)
    assert receipt.status == "quarantined"
    case = the_case(till)
    assert '"code":"unknown_command"' in case["evidence"]
    retry(till, case["id"])
    assert the_case(till, id=case["id"])["resolution"] == "retry"
    assert len(on_server(till.service, orders)) == 1
    clean(till.service)


def test_another_body_under_a_taken_id_is_done_under_an_id_of_its_own(till: Till) -> None:
    first = till.envelope(msgspec.structs.replace(order_of(till.shop), number="A-1"))
    till.send(first)
    other = msgspec.structs.replace(order_of(till.shop, 1), number="A-2")
    (receipt,) = till.send(till.envelope(other, command_id=first.command_id))
    assert receipt.status == "id_reuse"
    retry(till, the_case(till)["id"])
    assert {row["number"] for row in on_server(till.service, orders)} == {"A-1", "A-2"}
    clean(till.service)


def test_a_body_that_came_damaged_cannot_be_done_and_can_be_left(till: Till) -> None:
    envelope = till.envelope(order_of(till.shop), hash="0" * 32)
    (receipt,) = till.send(envelope)
    assert receipt.status == "quarantined"
    case = the_case(till)
    retry(till, case["id"])
    assert '"again":{"code":"damaged_command"' in the_case(till)["evidence"]
    till.send(till.envelope(SettleCase(case_id=case["id"], choice=Choice.KEEP)))
    assert the_case(till)["state"] == "resolved"
    clean(till.service)
