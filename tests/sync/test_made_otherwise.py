"""A store without a line hands over what the server took from it meanwhile: nothing is set aside,
and in the end both sides say the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.tables import cases
from app.fulfillment.commands import HandedLine, HandOver, Pick, Proof, Stage
from app.fulfillment.tables import fulfillments
from app.insights.verify.runs import verify_pair
from app.kit.commands import Command
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.server.verify_cli import counterpart_door
from app.sync.tables import commands
from tests.settling.awkward import Visitor
from tests.sync.counter import catch_up, on_server, order, order_of, push, quiet_world, rows
from tests.sync.simulator import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


def work_without_a_line(world: World, order_id: str, paid: int) -> str:
    """Pick, stage and hand over on desk 0, which hears nothing; the parcel as it calls it."""
    desk = world.desks[0]
    (line,) = rows(desk, order_lines, order_id=order_id)
    (parcel,) = rows(desk, fulfillments, order_id=order_id)
    said: list[Command] = [
        Pick(fulfillment_id=parcel["id"], line_id=line["id"], quantity=line["ordered"]),
        Stage(fulfillment_id=parcel["id"], bin_code="A-01"),
        HandOver(
            fulfillment_id=parcel["id"],
            proof=Proof.ID,
            code_checked=True,
            tenders=[
                TenderTaken(kind=TenderKind.TERMINAL, amount_minor=paid, reference="APPROVED")
            ],
            lines=[HandedLine(line_id=line["id"], quantity=line["ordered"])],
        ),
    ]
    assert desk.store is not None
    for command in said:
        outcome = desk.store.run(command, world.shop.users["clerk"], online=False)
        assert outcome.ok, outcome.refusal
    return str(parcel["id"])


def the_same_on_both_sides(world: World) -> None:
    desk = world.desks[0]
    push(desk)
    catch_up(desk)
    assert not on_server(world.server.service, commands, status="quarantined")
    assert desk.store is not None
    desk.store._writer.commit()
    with counterpart_door(world.server.service.engine) as other:
        told = list(verify_pair(desk.store._engine, other))
    assert not {one.id: one.violations for one in told if one.found}


def test_what_was_cancelled_meanwhile_and_collected_is_booked(world: World) -> None:
    desk = world.desks[0]
    placed = order(desk)
    push(desk)
    catch_up(desk)
    order_id = placed.result["order_id"]
    (line,) = on_server(world.server.service, order_lines, order_id=order_id)
    cancel = CancelLines(
        order_id=order_id,
        lines=[LineQuantity(line_id=line["id"], quantity=1)],
        reason=CancelReason.CUSTOMER_REQUEST,
    )
    Visitor(world).say(cancel)
    paid = world.shop.prices[0]
    work_without_a_line(world, order_id, paid)
    the_same_on_both_sides(world)
    taken = on_server(world.server.service, payments, order_id=order_id, state="captured")
    assert [row["amount_minor"] for row in taken] == [paid]
    told = [row["evidence"] for row in on_server(world.server.service, cases)]
    assert any("handed_over_cancelled" in each for each in told)


def test_a_parcel_that_only_the_desk_foresaw_is_booked(world: World) -> None:
    """Its place was emptied by the server's books before the order came up."""
    here = Visitor(world)
    desk = world.desks[0]
    placed = order(desk, quantity=2)
    order_id = placed.result["order_id"]
    mine = work_without_a_line(world, order_id, 2 * world.shop.prices[0])
    for _ in range(5):
        here.order(lines=order_of(world.shop, site=0).lines)
    the_same_on_both_sides(world)
    (parcel,) = on_server(world.server.service, fulfillments, id=mine)
    assert parcel["state"] == "closed"
    assert on_server(world.server.service, order_lines, order_id=order_id)[0]["collected"] == 2
