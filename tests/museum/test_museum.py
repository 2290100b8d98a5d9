"""What went wrong at others and must not here: one test per entry of their public bug reports.

The number in a name is the entry's in the list of design; the harm is in the words.
"""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy.exc import OperationalError

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.customers.tables import customers
from app.desk.profile import Profile
from app.desk.store import DeskStore, Outcome
from app.features import COMMANDS, REGISTER, SUBSCRIBERS
from app.kit.clock import SECOND, Instant
from app.kit.errors import Refusal
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import order_lines, orders
from app.payments.commands import OpenDrawer
from app.payments.tables import payments
from app.stock.ledger import cell_id
from app.stock.tables import reservations, stock_cells
from app.storage.commands import Register
from app.storage.outbox import outbox, outbox_archive
from app.sync import wire
from app.sync.core import Channel, Lost, SendCommands, SyncCore, Tick
from app.sync.tables import commands
from tests.support import shop as house
from tests.sync.counter import (
    catch_up,
    on_server,
    order,
    order_of,
    page_for,
    pull,
    push,
    quiet_world,
    rows,
)
from tests.sync.simulator import KEY, SimulatedDesk, World
from tests.sync.test_core import Talk, sent


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path, desks=3) as world:
        yield world


@pytest.fixture
def desk(world: World) -> SimulatedDesk:
    return world.desks[0]


def store_of(desk: SimulatedDesk) -> DeskStore:
    assert desk.store is not None
    return desk.store


class PowerCut(BaseException):
    pass


def restart(desk: SimulatedDesk, dies_at: str = "") -> DeskStore:
    """The computer was switched off and on; it may die again at a named place."""

    def passing(name: str) -> None:
        if name == dies_at:
            raise PowerCut

    store_of(desk).abandon()
    desk.store = DeskStore(
        desk._profile, KEY, REGISTER, desk.clock, desk._new_id, failpoint=passing
    )
    return desk.store


def place(desk: SimulatedDesk, command: Any, command_id: str = "") -> Outcome:
    desk.world.now = Instant(desk.world.now + SECOND)
    user = desk.world.shop.users["agent"]
    command_id = command_id or desk._new_id()
    return store_of(desk).run(command, user, online=False, command_id=command_id)


def numbers_on_server(world: World) -> list[str]:
    return [row["number"] for row in on_server(world.server.service, orders)]


def broken(kind: str) -> Register:
    def fail(_uow: object, _command: object) -> dict[str, Any]:
        raise ZeroDivisionError

    specs = [replace(spec, handler=fail) if spec.kind == kind else spec for spec in COMMANDS]
    return Register(specs, SUBSCRIBERS)


def test_01_a_lost_reply_does_not_double_an_order(world: World, desk: SimulatedDesk) -> None:
    """Odoo 40567, back in 85527: the reply of every write is dropped, each is sent again."""
    for product in range(4):
        order(desk, product)
        push(desk)
        push(desk)
    restart(desk)
    push(desk)
    pull(desk)
    assert len(numbers_on_server(world)) == 4
    assert len(on_server(world.server.service, reservations)) == 4
    assert len(rows(desk, orders)) == 4


def test_02_a_batch_that_was_taken_in_part_is_taken_to_its_end(
    world: World, desk: SimulatedDesk
) -> None:
    """Odoo 258304: the retry met children that were there already, and the server fell over."""
    for product in range(4):
        order(desk, product)
    first = push(desk, most=2)
    again = push(desk)
    assert again[:2] == first
    assert [status for _, status, _ in again] == ["accepted"] * 4
    assert len(numbers_on_server(world)) == 4


@pytest.mark.parametrize("dies_at", ["desk.after_commit", "desk.after_journal"])
def test_03_power_that_goes_right_after_pay_does_not_lose_the_order(
    world: World, desk: SimulatedDesk, dies_at: str
) -> None:
    """Odoo 267799: the paid order waited 300 ms for a debounce; a reload lost it."""
    restart(desk, dies_at)
    with pytest.raises(PowerCut):
        place(desk, order_of(world.shop))
    restart(desk)
    assert len(rows(desk, orders)) == 1
    catch_up(desk)
    assert len(numbers_on_server(world)) == 1


def test_03_what_was_not_saved_was_not_told_as_saved_either(
    world: World, desk: SimulatedDesk
) -> None:
    restart(desk, "desk.before_commit")
    with pytest.raises(PowerCut):
        place(desk, order_of(world.shop))
    restart(desk)
    assert rows(desk, orders) == rows(desk, outbox) == []


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


def test_05_a_receipt_whose_database_was_deleted_leaves_a_trace(
    world: World, desk: SimulatedDesk
) -> None:
    """Odoo 60939, ERPNext 11745: the receipt was printed, the browser's storage was emptied."""
    catch_up(desk)
    placed = order(desk)
    store_of(desk).abandon()
    for part in desk.folder.glob("desk.db*"):
        part.unlink()
    desk.store = DeskStore(desk._profile, KEY, REGISTER, desk.clock, desk._new_id)
    catch_up(desk)
    assert numbers_on_server(world) == [placed.result["number"]]


def test_06_a_second_window_does_not_send_the_same_queue(world: World, desk: SimulatedDesk) -> None:
    """Odoo 152259: a second tab synced the same orders again."""
    order(desk)
    with pytest.raises(Refusal, match="profile_in_use"):
        Profile(desk.folder).open()


def test_06_two_that_send_one_queue_at_once_have_one_effect(
    world: World, desk: SimulatedDesk
) -> None:
    for product in range(5):
        order(desk, product)
    store = store_of(desk)
    batch = wire.Commands(replica_id=store.cursor().replica_id, commands=store.batch(0, 200))
    service = world.server.service
    together(4, lambda _: service.take(desk.device, batch))
    assert len(numbers_on_server(world)) == 5
    assert Counter(row["status"] for row in on_server(service, commands)) == {"accepted": 5}


def together(count: int, work: Any) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("cut", range(5))
def test_07_cut_at_any_place_in_a_batch_all_leave_later_without_a_restart(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """Odoo 261096, 203431: the flag was cleared though the sending had failed."""
    for product in range(4):
        order(desk, product)
    service = world.server.service
    take_one = service._take_one
    taken: list[Any] = []

    def dies(*told: Any) -> Any:
        if len(taken) == cut:
            raise OperationalError("COMMIT", {}, OSError("the machine is gone"))
        taken.append(told)
        return take_one(*told)

    with monkeypatch.context() as patch, suppress(OperationalError):
        patch.setattr(service, "_take_one", dies)
        push(desk)
    assert len(rows(desk, outbox)) == 4
    catch_up(desk)
    assert len(numbers_on_server(world)) == 4
    assert rows(desk, outbox) == []


def test_08_one_person_at_three_tills_prints_no_number_twice(world: World) -> None:
    """Odoo 16781, 71455, 287667: numbers collided, and the second order was dropped as known."""
    told = []
    for desk in world.desks:
        told += [order(desk, product).result["number"] for product in range(2)]
        restart(desk)
        told.append(order(desk).result["number"])
        catch_up(desk)
    assert len(told) == len(set(told)) == 9
    assert sorted(numbers_on_server(world)) == sorted(told)


def test_09_an_error_of_the_server_does_not_undo_an_order_that_was_printed(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Odoo 161250: a server error turned a printed order back into a draft."""
    placed = order(desk)

    def down(*_told: Any) -> Any:
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
        patch.setattr("app.server.service.REGISTER", broken("order.place"))
        push(desk)
    pull(desk)
    (case,) = rows(desk, cases)
    assert (case["kind"], case["command_id"]) == ("quarantined", placed.command_id)
    (kept,) = rows(desk, outbox_archive)
    (held,) = on_server(world.server.service, commands)
    assert kept["body"] == held["body"]
    assert placed.result["number"] in kept["body"]


def test_10_a_slow_server_is_not_asked_again_while_it_works() -> None:
    """Odoo 44600: after 7.5 s the running request was sent again, until no worker was left."""
    talk = Talk(waiting=3)
    assert any(isinstance(action, SendCommands) for action in talk.met())
    meanwhile = [action for _ in range(60) for action in talk.on(Tick(), after=SECOND)]
    assert meanwhile == []
    talk.on(Lost(Channel.PUSH, "timeout"))
    assert not [a for a in talk.on(Tick()) if isinstance(a, SendCommands)]


def test_11_fifty_reasons_to_send_are_one_request() -> None:
    """Odoo 180278: several places of the program sent at once."""
    talk = Talk(waiting=50)
    talk.met()
    core: SyncCore = talk.core
    asked = [action for _ in range(50) for action in core.on(Tick(), talk.now)]
    assert asked == []
    again = talk.heard(sent(*["accepted"] * 50), Channel.PUSH)
    assert [action for action in again if isinstance(action, SendCommands)] == []


@pytest.mark.parametrize("seed", [1, 2])
def test_12_figures_never_drift_from_the_movements_they_sum_up(tmp_path: Path, seed: int) -> None:
    """Odoo 62139, 115328: reserved figures and moves drifted apart; years of repair scripts."""
    chance = random.Random(seed)
    shop = house.open_shop(tmp_path)
    for _ in range(40):
        product = chance.choice(sorted(house.PRICES))
        if chance.random() < 0.6:
            shop.order(house.pickup(product, chance.randint(1, 3)))
        else:
            line = chance.choice([*shop.rows(order_lines), None])
            if line is None:
                continue
            cancel = CancelLines(
                order_id=line["order_id"],
                lines=[LineQuantity(line_id=line["id"], quantity=1)],
                reason=CancelReason.CUSTOMER_REQUEST,
            )
            try:
                shop.perform(cancel)
            except Refusal:
                continue
        shop.check()
    shop.engine.dispose()


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
    monkeypatch.setattr("app.server.service.REGISTER", broken("drawer.open"))
    told = [status for _, status, _ in push(desk)]
    assert told == ["quarantined" if n == place_of_poison else "accepted" for n in range(5)]
    pull(desk)
    assert rows(desk, outbox) == []
    assert len(rows(desk, cases)) == 1


def open_drawer(desk: SimulatedDesk) -> None:
    drawer = OpenDrawer(
        drawer_id=desk._new_id(), site_id=desk.site_id, float_minor=1, currency="IDR"
    )
    user = desk.world.shop.users["clerk"]
    assert store_of(desk).run(drawer, user, online=False).ok


def test_17_a_double_click_is_one_order(world: World) -> None:
    """ERPNext 12971: one in fifteen invoices doubled, eight people online at once."""
    batches = []
    for desk in world.desks:
        for product in range(5):
            command_id = desk._new_id()
            first = order(desk, product, command_id=command_id)
            second = order(desk, product, command_id=command_id)
            assert first.ok
            assert second.refusal is not None
            assert second.refusal.code == "already_done"
        store = store_of(desk)
        batch = store.batch(0, 200)
        request = wire.Commands(replica_id=store.cursor().replica_id, commands=batch)
        batches += [(desk.device, request)] * 2
    service = world.server.service
    together(len(batches), lambda number: service.take(*batches[number]))
    assert len(numbers_on_server(world)) == len(set(numbers_on_server(world))) == 15


def person(desk: SimulatedDesk) -> NewCustomer:
    return NewCustomer(customer_id=desk._new_id(), name="Siti Rahmawati", phone="+628121234567")


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


def test_20_two_lines_of_one_sku_are_not_checked_apart(world: World, desk: SimulatedDesk) -> None:
    """Medusa 16569, 16502: each line fitted, both together did not."""
    shop = world.shop
    one = order_of(shop, quantity=1).lines[0]
    lines = [msgspec.structs.replace(one, quantity=2) for _ in range(4)]  # eight of six
    command = msgspec.structs.replace(order_of(shop, quantity=2), lines=lines)
    total = 8 * shop.prices[0]
    tender = msgspec.structs.replace(command.tenders[0], amount_minor=total)
    command = msgspec.structs.replace(command, told_total_minor=total, tenders=[tender])
    assert place(desk, command).ok
    catch_up(desk)
    service = world.server.service
    (cell,) = on_server(service, stock_cells, id=cell_id(shop.stores[0], shop.products[0]))
    assert cell["reserved"] <= cell["available"] == 6
    lines_there = on_server(service, order_lines)
    beyond = sum(row["backordered"] for row in lines_there)
    elsewhere = sum(
        row["quantity"]
        for row in on_server(service, reservations)
        if row["site_id"] != shop.stores[0] or row["state"] != "held"
    )
    assert beyond + elsewhere == 8 - cell["reserved"]


def test_20_the_page_a_desk_reads_tells_the_same_as_the_server(world: World) -> None:
    here, there = world.desks[0], world.desks[1]
    order(there, quantity=3)
    push(there)
    told = {each.entity for each in page_for(here).changes}
    assert "stock_cells" in told
    pull(here)
    key = cell_id(world.shop.stores[0], world.shop.products[0])
    assert rows(here, stock_cells, id=key) == on_server(world.server.service, stock_cells, id=key)
