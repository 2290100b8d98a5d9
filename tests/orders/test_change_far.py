"""A change that travels: decided on a desk without its server, binding only when both agree."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from app.cases.tables import cases
from app.features import REGISTER
from app.fulfillment.commands import Pick
from app.fulfillment.tables import fulfillments
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.commands import (
    Appease,
    CancelLines,
    ChangeOrder,
    Edits,
    HoldOrder,
    LineDelivery,
    LineQuantity,
    ReleaseHold,
)
from app.orders.previews import cancel_preview, change_preview
from app.orders.reasons import AppeaseReason, CancelReason, HoldReason
from app.orders.states import Method
from app.orders.tables import holds, order_events, order_lines, orders
from app.payments.tables import payments
from tests.fulfillment.test_handlers_random import verified
from tests.support.shop import (
    AGENT,
    MANAGER,
    MUG,
    PRICES,
    SHIRT,
    at_store,
    open_shop,
    pickup,
    terminal,
)
from tests.sync.counter import catch_up, on_server, order, pull, push, quiet_world, rows
from tests.sync.simulator import SimulatedDesk, World

READ_BACK = (orders, order_lines, payments, holds, order_events)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path, desks=2) as world:
        yield world


def run(desk: SimulatedDesk, command: Command) -> None:
    assert desk.store is not None
    user = desk.world.shop.users["agent"]
    outcome = desk.store.run(command, user, online=False, command_id=desk._new_id())
    assert outcome.ok, outcome.refusal


def change(desk: SimulatedDesk, order_id: str, edits: Edits) -> None:
    assert desk.store is not None
    seen = desk.store.write(change_preview, order_id, edits, desk.clock.now())
    due = seen.difference_minor
    run(
        desk,
        ChangeOrder(
            order_id=order_id,
            version=seen.version,
            edits=edits,
            told_difference_minor=due,
            tenders=[at_store(due)] if due > 0 else [],
        ),
    )


def quantity(line_id: str, units: int) -> Edits:
    return Edits(quantities=[LineQuantity(line_id=line_id, quantity=units)])


def same_on_both(desk: SimulatedDesk) -> None:
    for table in READ_BACK:
        assert rows(desk, table) == on_server(desk.world.server.service, table), table.name


def test_a_chain_of_changes_made_offline_arrives_as_it_was_told(world: World) -> None:
    """Placed, changed thrice and held before the server heard a word of it."""
    desk, stores = world.desks[0], world.shop.stores
    placed = order(desk, quantity=3).result
    order_id, line_id = placed["order_id"], placed["line_ids"][0]
    change(desk, order_id, quantity(line_id, 1))
    there = LineDelivery(line_id=line_id, method=Method.PICKUP, site_id=stores[1])
    change(desk, order_id, Edits(deliveries=[there]))
    change(desk, order_id, quantity(line_id, 3))
    run(desk, HoldOrder(order_id=order_id, reason=HoldReason.MANUAL))
    catch_up(desk)
    service = world.server.service
    assert not [row for row in on_server(service, cases) if row["kind"] == "refused"]
    live = [row["ordered"] - row["cancelled"] for row in on_server(service, order_lines)]
    assert sorted(live) == [1, 2]
    assert desk.store is not None
    costs = desk.store.write(change_preview, order_id, Edits(), desk.clock.now()).before_minor
    pending = on_server(service, payments, state="pending")
    assert sum(row["amount_minor"] for row in pending) == costs > 0
    same_on_both(desk)


def test_a_change_of_what_somebody_else_changed_is_refused_and_a_person_hears(
    world: World,
) -> None:
    here, there = world.desks
    placed = order(here, site=world.shop.stores.index(there.site_id), quantity=3).result
    order_id, line_id = placed["order_id"], placed["line_ids"][0]
    catch_up(here)
    catch_up(there)
    change(here, order_id, quantity(line_id, 1))
    one = [LineQuantity(line_id=line_id, quantity=1)]
    run(
        there,
        CancelLines(order_id=order_id, lines=one, reason=CancelReason.CUSTOMER_REQUEST),
    )
    push(there)
    push(here)
    pull(here)
    service = world.server.service
    (told,) = on_server(service, cases, kind="refused")
    assert msgspec.json.decode(told["evidence"])["code"] == "order_moved_on"
    (line,) = on_server(service, order_lines)
    assert line["cancelled"] == 1
    same_on_both(here)


# ---------------------------------------------------------------- the other database


@pytest.mark.postgres
def test_a_life_of_changes_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    shop = open_shop(tmp_path, postgres_url)
    total = 3 * PRICES[SHIRT] + PRICES[MUG]
    placed = shop.order(pickup(SHIRT, 3), pickup(MUG), tenders=[terminal(total)])
    order_id, (shirt, mug) = placed["order_id"], placed["line_ids"]
    edits = Edits(
        added=[pickup(MUG, 2, "kemang")],
        quantities=[LineQuantity(line_id=shirt, quantity=2)],
        deliveries=[LineDelivery(line_id=mug, method=Method.PICKUP, site_id="bandung")],
    )
    with shop.engine.connect() as db:
        seen = change_preview(db, order_id, edits, shop.now)
    shop.perform(
        ChangeOrder(
            order_id=order_id,
            version=seen.version,
            edits=edits,
            told_difference_minor=seen.difference_minor,
        )
    )
    parcel = shop.only(fulfillments, site_id="menteng")["id"]
    shop.perform(Pick(fulfillment_id=parcel, line_id=shirt, quantity=2))
    held = shop.perform(HoldOrder(order_id=order_id, reason=HoldReason.FRAUD_CHECK))
    shop.perform(ReleaseHold(hold_id=held["hold_id"]), MANAGER)
    gift = Appease(
        order_id=order_id, reason=AppeaseReason.LATE, told_minor=9_000, amount_minor=9_000
    )
    shop.perform(gift, AGENT)
    with shop.engine.connect() as db:
        falls = cancel_preview(db, order_id, {shirt: 1})
    assert (falls.in_hand, falls.amount_minor) == (1, PRICES[SHIRT])
    one = [LineQuantity(line_id=shirt, quantity=1)]
    told = CancelLines(order_id=order_id, lines=one, reason=CancelReason.WRONG_ITEM)
    shop.perform(told, MANAGER)
    shop.check()
    verified(shop)
    shop.engine.dispose()


@pytest.mark.postgres
def test_two_refunds_at_once_wait_for_each_other(postgres_url: str, tmp_path: Path) -> None:
    """Saleor 19645: sixty and sixty of a hundred were both paid, each judged for itself."""
    shop = open_shop(tmp_path, postgres_url)
    order_id = shop.order(pickup(SHIRT), tenders=[terminal(PRICES[SHIRT])])["order_id"]
    part = PRICES[SHIRT] * 6 // 10
    gift = Appease(order_id=order_id, reason=AppeaseReason.LATE, told_minor=part, amount_minor=part)
    spec = REGISTER.of(gift)
    with shop.acting(MANAGER) as first, ThreadPoolExecutor(1) as other:
        REGISTER.perform(first, spec, gift)
        second = other.submit(shop.perform, gift, MANAGER)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.2)  # it waits: the first has not committed
        first.db.commit()
        with pytest.raises(Refusal, match="amount_out_of_range"):
            second.result(timeout=30)
    assert shop.only(orders)["refunded_minor"] == part
    shop.engine.dispose()
