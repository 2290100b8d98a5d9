"""What the server says, or fails to say, undoes nothing here: entries 4, 9, 16, 18 and 31."""

from typing import Any

import msgspec
import pytest
from sqlalchemy.exc import OperationalError

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.customers.tables import customers
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import order_lines, orders
from app.payments.commands import OpenDrawer
from app.payments.tables import payments
from app.stock.tables import reservations
from app.storage.outbox import outbox, outbox_archive
from app.sync.tables import commands
from tests.museum.acts import broken, numbers_on_server, place, store_of
from tests.sync.counter import catch_up, on_server, order, order_of, pull, push, rows
from tests.sync.simulator import SimulatedDesk, World


def test_04_an_older_version_from_the_server_does_not_overwrite_what_was_done_here(
    world: World,
) -> None:
    """Odoo 288974: paid offline, then an older draft of the server came down, on 21 tills."""
    here, there = world.desks[0], world.desks[1]
    placed = order(here)
    catch_up(here)
    order_id, line_id = placed.result["order_id"], placed.result["line_ids"][0]
    line = LineQuantity(line_id=line_id, quantity=1)
    assert place(
        here, CancelLines(order_id=order_id, lines=[line], reason=CancelReason.CUSTOMER_REQUEST)
    ).ok
    order(there)
    push(there)
    pull(here)
    assert rows(here, order_lines, id=line_id)[0]["cancelled"] == 1
    catch_up(here)
    (kept,) = on_server(world.server.service, order_lines, id=line_id)
    assert kept["cancelled"] == 1


def test_09_an_error_of_the_server_does_not_undo_an_order_that_was_printed(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Odoo 161250: a server error turned a printed order back into a draft."""
    placed = order(desk)

    def down(*_told: Any, **_how: Any) -> Any:
        raise OperationalError("SELECT 1", {}, OSError("no connection"))

    with monkeypatch.context() as patch:
        patch.setattr(world.server.service, "_take_one", down)
        with pytest.raises(OperationalError):
            push(desk)
    assert rows(desk, orders)[0]["number"] == placed.result["number"]
    catch_up(desk)
    assert numbers_on_server(world) == [placed.result["number"]]


def test_09_a_fault_of_ours_becomes_work_for_a_person_and_nothing_is_dropped(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = order(desk)
    with monkeypatch.context() as patch:
        patch.setattr(world.server.service, "_register", broken("order.place"))
        push(desk)
    pull(desk)
    (case,) = rows(desk, cases)
    assert (case["kind"], case["command_id"]) == ("quarantined", placed.command_id)
    (kept,) = rows(desk, outbox_archive)
    (held,) = on_server(world.server.service, commands)
    assert kept["body"] == held["body"]
    assert placed.result["number"] in kept["body"]


@pytest.mark.parametrize("place_of_poison", [0, 2, 4])
def test_16_one_bad_record_does_not_stop_the_others(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch, place_of_poison: int
) -> None:
    """ERPNext 13388, 11000: one invalid record blocked all; staff edited JSON by hand."""
    for number in range(5):
        if number == place_of_poison:
            open_drawer(desk)
        else:
            order(desk, number)
    monkeypatch.setattr(world.server.service, "_register", broken("drawer.open"))
    told = [status for _, status, _ in push(desk)]
    assert told == ["quarantined" if n == place_of_poison else "accepted" for n in range(5)]
    pull(desk)
    assert rows(desk, outbox) == []
    assert len(rows(desk, cases)) == 1


def test_18_an_order_arrives_with_its_new_customer_and_its_payment(
    world: World, desk: SimulatedDesk
) -> None:
    """POS Awesome 135, 310: the invoice named a customer nobody knew; its payment was lost."""
    buyer = person(desk)
    placed = place(desk, msgspec.structs.replace(order_of(world.shop), new_customer=buyer))
    assert placed.ok
    catch_up(desk)
    service = world.server.service
    (arrived,) = on_server(service, orders)
    assert arrived["customer_id"] == buyer.customer_id
    assert [row["id"] for row in on_server(service, customers)] == [buyer.customer_id]
    assert [row["order_id"] for row in on_server(service, payments)] == [arrived["id"]]


def test_18_or_nothing_of_it_arrives(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(desk, msgspec.structs.replace(order_of(world.shop), new_customer=person(desk)))
    monkeypatch.setattr("app.orders.paying.add_tender", broken)
    push(desk)
    service = world.server.service
    assert [row["status"] for row in on_server(service, commands)] == ["quarantined"]
    for table in (orders, order_lines, customers, payments, reservations):
        assert on_server(service, table) == []


def open_drawer(desk: SimulatedDesk) -> None:
    drawer = OpenDrawer(
        drawer_id=desk._new_id(), site_id=desk.site_id, float_minor=1, currency="IDR"
    )
    user = desk.world.shop.users["clerk"]
    assert store_of(desk).run(drawer, user, online=False).ok


def person(desk: SimulatedDesk) -> NewCustomer:
    return NewCustomer(customer_id=desk._new_id(), name="Siti Rahmawati", phone="+628121234567")


# ---------------------------------------------------------------- 31


@pytest.mark.parametrize("arrived", [True, False])
def test_31_an_order_whose_answer_never_came_is_frozen_and_an_edit_is_an_act_of_its_own(
    world: World, desk: SimulatedDesk, arrived: bool
) -> None:
    """Dynamics: the checkout may have succeeded online while the till, offline, edits its cart."""
    placed = order(desk, quantity=2)
    if arrived:
        push(desk)  # the answer is lost: nobody here knows
    edited = msgspec.structs.replace(order_of(world.shop, quantity=1), note="one will do")
    again = place(desk, edited, command_id=placed.command_id)
    assert again.refusal is not None
    assert again.refusal.code == "already_done"
    kept = rows(desk, outbox)
    fewer = LineQuantity(line_id=placed.result["line_ids"][0], quantity=1)
    change = CancelLines(
        order_id=placed.result["order_id"], lines=[fewer], reason=CancelReason.CUSTOMER_REQUEST
    )
    amended = place(desk, change)
    assert amended.ok
    assert [row["command_id"] for row in rows(desk, outbox)] == [
        *(row["command_id"] for row in kept),
        amended.command_id,
    ]
    assert rows(desk, outbox)[0]["body"] == kept[0]["body"]
    catch_up(desk)
    (line,) = on_server(world.server.service, order_lines)
    assert (line["order_id"], line["ordered"]) == (placed.result["order_id"], 2)
    assert line["cancelled"] == 1
    assert len(on_server(world.server.service, payments)) == 1
    assert rows(desk, outbox) == []
