"""What the server makes of an envelope: once, in order, and nothing awkward is ever dropped."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from psycopg.errors import DeadlockDetected, ProgramLimitExceeded
from sqlalchemy.exc import OperationalError

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.customers.tables import customer_pii, customers
from app.features import COMMANDS, REGISTER, SUBSCRIBERS
from app.identity.signing import new_key
from app.identity.tables import users
from app.kit.clock import DAY, HOUR, MINUTE, Instant
from app.kit.errors import Refusal
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import orders
from app.payments.commands import CloseDrawer, OpenDrawer
from app.payments.tables import drawers
from app.server.service import Service
from app.stock.commands import AcquireLeases, AskHold, LeaseItem
from app.storage.commands import Register
from app.storage.outbox import Envelope, body_hash
from app.sync.accept import run_as_system
from app.sync.tables import commands, replicas
from tests.server.house import SetClock
from tests.sync.counter import Till, on_server, order_of
from tests.sync.shop import Shop


@pytest.fixture
def till(service: Service, shop: Shop) -> Till:
    return Till(service, shop)


def drawer(till: Till, name: str = "d" * 32) -> OpenDrawer:
    return OpenDrawer(
        drawer_id=name, site_id=till.device.site_id, float_minor=100_000, currency="IDR"
    )


def kinds_of_cases(till: Till) -> list[str]:
    return [case["kind"] for case in on_server(till.service, cases)]


def with_handler(kind: str, handler: Callable[..., dict[str, Any]]) -> Register:
    specs = [replace(spec, handler=handler) if spec.kind == kind else spec for spec in COMMANDS]
    return Register(specs, SUBSCRIBERS)


def broken(_uow: object, _command: object) -> dict[str, Any]:
    raise ZeroDivisionError


# --- once -------------------------------------------------------------------------------------


def test_the_same_command_gets_the_same_answer_and_acts_once(till: Till) -> None:
    envelope = till.newcomer()
    told = [receipt for _ in range(5) for receipt in till.send(envelope)]
    assert told[0].status == "accepted"
    assert all(receipt == told[0] for receipt in told)
    assert len(on_server(till.service, customers)) == 1
    assert len(on_server(till.service, commands)) == 1


def test_a_refused_command_asked_again_is_not_tried_again(till: Till) -> None:
    envelope = till.envelope(
        CancelLines(order_id="x" * 32, lines=[], reason=CancelReason.CUSTOMER_REQUEST)
    )
    first, second = till.send(envelope, envelope)
    assert first.status == "rejected"
    assert second == first
    assert kinds_of_cases(till) == ["refused"]


def test_an_id_that_comes_back_with_another_body_is_told_so_and_changes_nothing(
    till: Till,
) -> None:
    envelope = till.newcomer()
    till.send(envelope)
    body = envelope.body.replace("Siti", "Budi")
    other = msgspec.structs.replace(envelope, body=body, hash=body_hash(envelope.kind, 1, body))
    (receipt,) = till.send(other)
    assert (receipt.status, receipt.seq) == ("id_reuse", 0)
    assert [row["name"] for row in on_server(till.service, customer_pii)] == ["Siti Rahmawati"]


def test_a_command_of_the_server_itself_runs_once_per_id(till: Till) -> None:
    def run() -> tuple[str, int]:
        with till.service.engine.begin() as db:
            lent = LeaseItem(
                site_id=till.device.site_id, product_id=till.shop.products[0], quantity=1
            )
            lease = AcquireLeases(device_id=till.device.device_id, items=[lent])
            now = till.service.clock.now()
            receipt = run_as_system(db, REGISTER, lease, "job-1", now=now)
            return receipt.status, receipt.seq

    assert run() == run()


def test_a_refusal_of_the_servers_own_command_flies_to_who_asked(till: Till) -> None:
    cancel = CancelLines(order_id="x" * 32, lines=[_line()], reason=CancelReason.CUSTOMER_REQUEST)
    now = till.service.clock.now()
    with till.service.engine.begin() as db, pytest.raises(Refusal, match="order_unknown"):
        run_as_system(db, REGISTER, cancel, "job-1", now=now)


def _line() -> LineQuantity:
    return LineQuantity(line_id="y" * 32, quantity=1)


# --- in order ---------------------------------------------------------------------------------


def test_a_number_too_high_is_a_gap_and_takes_nothing(till: Till) -> None:
    first, second = till.newcomer(), till.newcomer()
    (gap,) = till.send(second)
    assert (gap.status, gap.seq) == ("gap", 0)
    assert [receipt.status for receipt in till.send(first, second)] == ["accepted", "accepted"]


def test_a_number_that_belongs_to_another_command_means_the_desk_was_cloned(till: Till) -> None:
    till.send(till.newcomer())
    clone = till.newcomer(client_seq=1)
    (receipt,) = till.send(clone)
    assert receipt.status == "forked"
    assert len(on_server(till.service, customers)) == 1


def test_a_link_that_hangs_on_another_history_is_forked(till: Till) -> None:
    till.send(till.newcomer())
    till.chain = "another history"
    (receipt,) = till.send(till.newcomer())
    assert receipt.status == "forked"


@pytest.mark.parametrize("changed", [{"user_id": "other"}, {"occurred_at": Instant(1)}])
def test_an_envelope_edited_on_the_way_is_forked(till: Till, changed: dict[str, Any]) -> None:
    (receipt,) = till.send(msgspec.structs.replace(till.newcomer(), **changed))
    assert receipt.status == "forked"


def test_a_replica_nobody_knows_is_forked(till: Till) -> None:
    till.replica_id = "0" * 32
    (receipt,) = till.send(till.newcomer())
    assert receipt.status == "forked"


# --- nothing blocks the queue -----------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_command_nobody_knows_waits_for_a_person_and_the_rest_flows(
    till: Till, place: int
) -> None:
    batch = [
        till.newcomer(kind="moon.order", v=9) if n == place else till.newcomer() for n in range(3)
    ]
    told = [receipt.status for receipt in till.send(*batch)]
    assert told == ["quarantined" if n == place else "accepted" for n in range(3)]
    assert kinds_of_cases(till) == ["quarantined"]
    (replica,) = on_server(till.service, replicas, id=till.replica_id)
    assert replica["last_seq"] == 3


def test_a_body_kept_for_repair_is_kept_whole(till: Till) -> None:
    envelope = till.newcomer(kind="moon.order")
    till.send(envelope)
    (kept,) = on_server(till.service, commands)
    assert (kept["body"], kept["body_hash"]) == (envelope.body, envelope.hash)


def test_a_fault_of_ours_is_put_aside_with_a_case_and_the_rest_flows(till: Till) -> None:
    batch = [till.newcomer(), till.envelope(drawer(till)), till.newcomer()]
    told = till.send(*batch, register=with_handler("drawer.open", broken))
    assert [receipt.status for receipt in told] == ["accepted", "quarantined", "accepted"]
    assert kinds_of_cases(till) == ["quarantined"]
    assert on_server(till.service, drawers) == []


def test_what_a_failed_handler_wrote_is_gone(till: Till) -> None:
    def half(uow: Any, command: OpenDrawer) -> dict[str, Any]:
        REGISTER.of(command).handler(uow, command)
        raise ZeroDivisionError

    till.send(till.envelope(drawer(till)), register=with_handler("drawer.open", half))
    assert on_server(till.service, drawers) == []


def test_a_deadlock_is_no_fault_of_the_command(till: Till) -> None:
    """The desk sends it again; put aside, a good order would wait for a person."""

    def deadlocked(_uow: object, _command: object) -> dict[str, Any]:
        raise OperationalError("UPDATE …", {}, DeadlockDetected())

    envelope = till.envelope(drawer(till))
    with pytest.raises(OperationalError):
        till.send(envelope, register=with_handler("drawer.open", deadlocked))
    assert [receipt.status for receipt in till.send(envelope)] == ["accepted"]


def test_what_no_database_will_ever_hold_is_put_aside(till: Till) -> None:
    """PostgreSQL calls it operational, like a lost connection: it would come back for ever."""

    def too_long(_uow: object, _command: object) -> dict[str, Any]:
        raise OperationalError("INSERT …", {}, ProgramLimitExceeded())

    told = till.send(till.envelope(drawer(till)), register=with_handler("drawer.open", too_long))
    assert [receipt.status for receipt in told] == ["quarantined"]


def test_a_body_damaged_on_the_way_is_put_aside_not_carried_out(till: Till) -> None:
    envelope = till.newcomer()
    hurt = msgspec.structs.replace(envelope, body=envelope.body.replace("Siti", "Sita"))
    assert [receipt.status for receipt in till.send(hurt)] == ["quarantined"]
    assert on_server(till.service, customers) == []


def test_a_body_with_a_hidden_field_changes_nothing(till: Till) -> None:
    envelope = till.newcomer()
    body = envelope.body.replace("{", '{"approved_by":"me",', 1)
    till = Till(till.service, till.shop, 1)
    hidden = till.newcomer(body=body)
    assert [receipt.status for receipt in till.send(hidden)] == ["rejected"]
    assert on_server(till.service, customers) == []


# --- facts and requests -----------------------------------------------------------------------


def test_a_refused_request_is_rejected_with_a_case_that_its_desk_sees(till: Till) -> None:
    cancel = CancelLines(order_id="x" * 32, lines=[_line()], reason=CancelReason.CUSTOMER_REQUEST)
    (receipt,) = till.send(till.envelope(cancel))
    assert receipt.status == "rejected"
    assert receipt.receipt["refused"]["code"] == "order_unknown"
    (case,) = on_server(till.service, cases)
    assert case["kind"] == "refused"
    assert f"device:{till.device.device_id}" in case["audience"].split()
    assert f"cases:{till.device.site_id}" in case["audience"].split()


def test_a_fact_the_rules_would_not_have_let_waits_whole_for_a_person(till: Till) -> None:
    close = till.envelope(CloseDrawer(drawer_id="x" * 32, counted_minor=5))
    (receipt,) = till.send(close)
    assert receipt.status == "quarantined"
    assert kinds_of_cases(till) == ["awkward_fact"]


def test_somebody_nobody_knows_is_put_aside(till: Till) -> None:
    (receipt,) = till.send(till.newcomer(user_id="0" * 32))
    assert receipt.status == "quarantined"
    assert kinds_of_cases(till) == ["quarantined"]


# --- by right, as of when it was done ---------------------------------------------------------


def dismiss(till: Till, role: str, at: int) -> None:
    with till.service.engine.begin() as db:
        who = users.c.id == till.shop.users[role]
        db.execute(users.update().where(who), {"revoked_at": at})


def test_what_a_dismissed_person_asked_for_is_rejected_with_a_case(till: Till) -> None:
    now = till.service.clock.now()
    dismiss(till, "agent", now - HOUR)
    (receipt,) = till.send(till.newcomer("agent"))
    assert receipt.status == "rejected"
    assert kinds_of_cases(till) == ["revoked_user"]
    assert on_server(till.service, customers) == []


def test_what_a_dismissed_person_did_is_taken_with_an_exception(till: Till) -> None:
    dismiss(till, "clerk", till.service.clock.now() - HOUR)
    (receipt,) = till.send(till.envelope(drawer(till), "clerk"))
    assert receipt.status == "accepted_with_exception"
    assert kinds_of_cases(till) == ["revoked_user"]
    assert len(on_server(till.service, drawers)) == 1


def test_what_was_done_before_the_dismissal_is_good(till: Till) -> None:
    now = till.service.clock.now()
    dismiss(till, "agent", now)
    (receipt,) = till.send(till.newcomer("agent", occurred_at=Instant(now - HOUR)))
    assert receipt.status == "accepted"


def doubtful_grants(till: Till, role: str) -> dict[str, str]:
    now = till.service.clock.now()
    own, till.service._private_key = till.service._private_key, new_key()
    forged = till.grant(role)
    till.service._private_key = own
    return {
        "grant_expired": till.grant(role, expires_at=Instant(now - HOUR)),
        "grant_of_another": till.grant(role, device_id=till.shop.devices[1]),
        "grant_invalid": forged,
    }


@pytest.mark.parametrize("why", ["grant_expired", "grant_of_another", "grant_invalid"])
def test_a_request_without_a_good_grant_is_rejected_with_the_reason(till: Till, why: str) -> None:
    (receipt,) = till.send(till.newcomer("agent", grant=doubtful_grants(till, "agent")[why]))
    assert receipt.status == "rejected"
    assert receipt.receipt["refused"]["code"] == why
    assert on_server(till.service, customers) == []


@pytest.mark.parametrize("why", ["grant_expired", "grant_of_another", "grant_invalid"])
def test_a_fact_without_a_good_grant_is_taken_with_an_exception(till: Till, why: str) -> None:
    grant = doubtful_grants(till, "clerk")[why]
    (receipt,) = till.send(till.envelope(drawer(till), "clerk", grant=grant))
    assert receipt.status == "accepted_with_exception"
    (case,) = on_server(till.service, cases)
    assert why in case["evidence"]


def test_what_happened_after_a_sign_in_ran_out_stands_with_a_case(till: Till) -> None:
    """Alone for more than 72 hours: goods and cash do not wait, and a person looks at it later."""
    now = till.service.clock.now()
    grant = till.grant("clerk", issued_at=Instant(now - 4 * DAY), expires_at=Instant(now - DAY))
    then = Instant(now - DAY + 10 * MINUTE)
    envelope = till.envelope(drawer(till), "clerk", grant=grant, occurred_at=then)
    assert [receipt.status for receipt in till.send(envelope)] == ["accepted_with_exception"]
    (case,) = on_server(till.service, cases)
    assert (case["kind"], "grant_expired" in case["evidence"]) == ("revoked_user", True)


def test_a_clock_that_is_days_ahead_is_no_sign_in_that_has_run_out(till: Till) -> None:
    """The desk is online and its orders are new: the server's own clock says so."""
    ahead = Instant(till.service.clock.now() + 30 * DAY)
    (receipt,) = till.send(till.newcomer("agent", occurred_at=ahead))
    assert receipt.status == "accepted"


def test_a_grant_that_was_good_when_it_was_used_is_good_days_later(till: Till) -> None:
    envelope = till.newcomer("agent")
    clock = till.service.clock
    assert isinstance(clock, SetClock)
    clock.pass_by(5 * DAY)
    assert [receipt.status for receipt in till.send(envelope)] == ["accepted"]


def test_a_fact_of_a_role_without_the_right_waits_whole_for_a_person(till: Till) -> None:
    (receipt,) = till.send(till.envelope(drawer(till), "agent"))
    assert receipt.status == "quarantined"
    assert kinds_of_cases(till) == ["awkward_fact"]
    assert on_server(till.service, drawers) == []


def hold_of_nothing() -> AskHold:
    return AskHold(hold_id="draft", units=[], lasts=MINUTE)


def test_a_request_of_a_role_without_the_right_is_rejected(till: Till) -> None:
    grant = till.grant("agent", role="auditor")
    (receipt,) = till.send(till.envelope(hold_of_nothing(), "agent", grant=grant))
    assert receipt.status == "rejected"
    assert receipt.receipt["refused"]["code"] == "not_allowed"


def test_who_had_the_right_when_it_was_done_had_the_right(till: Till) -> None:
    """The signed role counts, not what somebody has become since."""
    envelope = till.envelope(hold_of_nothing(), "agent")
    with till.service.engine.begin() as db:
        who = users.c.id == till.shop.users["agent"]
        db.execute(users.update().where(who), {"role": "auditor"})
    assert [receipt.status for receipt in till.send(envelope)] == ["accepted"]


def test_every_desk_learns_which_order_was_set_aside_and_no_person_by_it(till: Till) -> None:
    """Its body stays with its own desk and the server."""
    person = NewCustomer(customer_id="c" * 32, name="Siti Rahmawati", phone="+6281200000001")
    placed = msgspec.structs.replace(
        order_of(till.shop, quantity=2),
        number="JKT00-1-000001",
        new_customer=person,
        note="ring twice",
    )
    till.send(till.envelope(placed), register=with_handler("order.place", broken))
    (case,) = on_server(till.service, cases)
    assert msgspec.json.decode(case["evidence"]) == {
        "code": "handler_failed",
        "kind": "order.place",
        "number": "JKT00-1-000001",
        "said": {
            "lines": 2,
            "told_total_minor": placed.told_total_minor,
            "tenders": placed.told_total_minor,
        },
    }


def test_of_an_erased_person_a_case_keeps_no_figure(till: Till) -> None:
    def erased(_uow: object, _command: object) -> dict[str, Any]:
        raise Refusal("customer_erased")

    placed = msgspec.structs.replace(order_of(till.shop), number="JKT00-1-000001")
    till.send(till.envelope(placed), register=with_handler("order.place", erased))
    (case,) = on_server(till.service, cases)
    assert msgspec.json.decode(case["evidence"]) == {
        "code": "customer_erased",
        "kind": "order.place",
    }


# --- what stays -------------------------------------------------------------------------------


def test_personal_data_leaves_the_log_once_a_command_took_effect_and_its_hash_stays(
    till: Till,
) -> None:
    envelope = till.newcomer()
    till.send(envelope)
    (kept,) = on_server(till.service, commands)
    assert "Siti" not in kept["body"]
    assert kept["body_hash"] == envelope.hash


def test_an_order_s_customer_and_code_leave_the_log_too(till: Till) -> None:
    till.send(till.envelope(msgspec.structs.replace(order_of(till.shop), number="JKT00-1-000001")))
    (kept,) = on_server(till.service, commands)
    assert "ABC234" not in kept["body"]
    assert len(on_server(till.service, orders)) == 1


def test_an_envelope_keeps_its_meaning_over_the_wire() -> None:
    envelope = Envelope(
        command_id="a",
        client_seq=1,
        kind="k",
        v=1,
        body="{}",
        hash="h",
        user_id="u",
        grant="g",
        occurred_at=Instant(1),
        chain="c",
    )
    assert msgspec.json.decode(msgspec.json.encode(envelope), type=Envelope) == envelope


def test_wrong_sql_of_ours_is_put_aside_and_does_not_come_back_for_ever(till: Till) -> None:
    def wrong(uow: Any, _command: object) -> dict[str, Any]:
        uow.db.exec_driver_sql("SELECT no_such_column FROM orders")
        return {}

    envelope = till.envelope(drawer(till))
    told = till.send(envelope, register=with_handler("drawer.open", wrong))
    assert [receipt.status for receipt in told] == ["quarantined"]
