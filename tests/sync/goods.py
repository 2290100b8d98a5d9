"""What else moves goods and money in the simulated shop: parcels to a store, returns, transfers,
counts, appeasements. Any act, at any desk, on what that desk knows."""

from typing import Any

import sqlalchemy as sa

from app.fulfillment.commands import HandedLine, ReceiveAtStore, SendToStore, UndoSend
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.orders.commands import Appease
from app.orders.reasons import AppeaseReason
from app.orders.tables import order_lines, orders
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.returns.commands import ExchangeItems, NewItem, ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.queries import Preview, ReturnCard, preview, return_card
from app.returns.states import Disposition, Grade, Reason
from app.stock.counting import CountedLine, FinishCount, OpenCount, PostCount
from app.stock.ledger import cell_id
from app.stock.receiving import ReceivedLine
from app.stock.states import CountState, LessBecause, TransferState
from app.stock.tables import stock_cells, stock_counts, transfer_lines, transfers
from app.stock.transferring import (
    CancelTransfer,
    ReceiveTransfer,
    RequestTransfer,
    SendTransfer,
)
from app.storage.prepared import prepared
from app.storage.schema import Row
from tests.sync.simulator import SimulatedDesk, World


def _between(giver: sa.ColumnElement[str], taker: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    return sa.or_(giver == sa.bindparam("sender"), taker == sa.bindparam("receiver"))


_picked = (
    sa.select(fulfillment_lines.c.line_id, fulfillment_lines.c.picked)
    .where(
        fulfillment_lines.c.fulfillment_id == sa.bindparam("parcel"),
        fulfillment_lines.c.picked > 0,
    )
    .order_by(fulfillment_lines.c.line_id)
)
_on_the_road = (
    sa.select(fulfillments)
    .where(
        fulfillments.c.state == FulfillmentState.SENT.value,
        _between(fulfillments.c.site_id, fulfillments.c.to_site_id),
    )
    .order_by(fulfillments.c.id)
)
had = (
    sa.select(order_lines)
    .where(order_lines.c.collected + order_lines.c.delivered > order_lines.c.returned)
    .order_by(order_lines.c.id)
)
_paid = sa.select(orders).where(orders.c.paid_minor > orders.c.refunded_minor).order_by(orders.c.id)
_transfers = (
    sa.select(transfers)
    .where(
        transfers.c.state == sa.bindparam("state"),
        _between(transfers.c.from_site_id, transfers.c.to_site_id),
    )
    .order_by(transfers.c.id)
)
_transfer_lines = (
    sa.select(transfer_lines)
    .where(transfer_lines.c.transfer_id == sa.bindparam("transfer"))
    .order_by(transfer_lines.c.product_id)
)
_counts = (
    sa.select(stock_counts)
    .where(
        stock_counts.c.site_id == sa.bindparam("site"),
        stock_counts.c.state == CountState.COUNTED.value,
    )
    .order_by(stock_counts.c.id)
)
_available = sa.select(stock_cells.c.available).where(stock_cells.c.id == sa.bindparam("cell"))
NOWHERE = ""  # a place without a name: nothing is sent from there, or to it


# ---------------------------------------------------------------- parcels that go to a store


def send(desk: SimulatedDesk, parcel: Row) -> None:
    desk.run(SendToStore(fulfillment_id=parcel["id"], lines=_inside(desk, parcel)), "clerk")


def undo_send(world: World, desk: SimulatedDesk) -> None:
    if parcel := any_of(world, desk, _on_the_road, sender=desk.site_id, receiver=NOWHERE):
        desk.run(UndoSend(fulfillment_id=parcel["id"]), "clerk")


def arrive(world: World, desk: SimulatedDesk) -> None:
    """All of it, or a unit less; one box in ten is lost."""
    chance = world.random
    parcel = any_of(world, desk, _on_the_road, sender=NOWHERE, receiver=desk.site_id)
    if parcel is None:
        return
    came = [] if chance.random() < 0.1 else _inside(desk, parcel)
    if came and chance.random() < 0.2:
        lacking, *rest = came
        left = lacking.quantity - 1
        came = [*rest, *([HandedLine(line_id=lacking.line_id, quantity=left)] if left else [])]
    bin_code = "A-01" if came else ""
    desk.run(ReceiveAtStore(fulfillment_id=parcel["id"], lines=came, bin_code=bin_code), "clerk")


def _inside(desk: SimulatedDesk, parcel: Row) -> list[HandedLine]:
    rows = rows_of(desk, _picked, parcel=parcel["id"])
    return [HandedLine(line_id=row["line_id"], quantity=row["picked"]) for row in rows]


# ---------------------------------------------------------------- what comes back


def take_back(world: World, desk: SimulatedDesk) -> None:
    """A unit of what somebody has, bought anywhere; now and then something else for it."""
    line = any_of(world, desk, had)
    if line is None or (card := card_of(desk, line["order_id"])) is None:
        return
    chance, shop = world.random, world.shop
    reason = chance.choice([Reason.TOO_SMALL, Reason.FAULTY])
    mode = chance.choice([RefundMode.AS_PAID, RefundMode.AS_PAID, RefundMode.STORE_CREDIT])
    units = {line["id"]: 1}
    told = as_new(line["id"], 1, reason)
    if chance.random() < 0.7:
        seen = preview_of(desk, card, units, mode, reason)
        desk.run(
            ReturnItems(
                order_id=line["order_id"],
                site_id=desk.site_id,
                lines=[told],
                mode=mode,
                told_refund_minor=seen.refund_minor,
                offline=not desk.online,
            ),
            "clerk",
        )
        return
    other = chance.randrange(len(shop.products))
    cost = shop.prices[other]
    seen = preview_of(desk, card, units, mode, reason, spend_minor=cost)
    covered = seen.settlement.exchanged_minor
    more = TenderTaken(kind=TenderKind.TERMINAL, amount_minor=cost - covered, reference="APPROVED")
    desk.run(
        ExchangeItems(
            order_id=line["order_id"],
            site_id=desk.site_id,
            lines=[told],
            items=[NewItem(product_id=shop.products[other], quantity=1, unit_minor=cost)],
            mode=mode,
            told_refund_minor=seen.refund_minor - covered,
            told_total_minor=cost,
            tenders=[more] if cost > covered else [],
            offline=not desk.online,
        ),
        "clerk",
    )


def as_new(line_id: str, quantity: int, reason: Reason) -> ReturnedLine:
    """Back on the shelf."""
    return ReturnedLine(
        line_id=line_id,
        quantity=quantity,
        reason=reason,
        grade=Grade.A,
        disposition=Disposition.SHELF,
    )


def card_of(desk: SimulatedDesk, order_id: str) -> ReturnCard | None:
    assert desk.store is not None
    return desk.store.write(
        lambda db: return_card(
            db,
            order_id,
            site_id=desk.site_id,
            device_id=desk.device_id,
            user_id=desk.world.people["clerk"],
            now=desk.clock.now(),
        )
    )


def preview_of(
    desk: SimulatedDesk,
    card: ReturnCard,
    units: dict[str, int],
    mode: RefundMode,
    reason: Reason,
    spend_minor: int = 0,
) -> Preview:
    reasons = dict.fromkeys(units, reason)
    offline = not desk.online
    return preview(card, units, mode, offline=offline, reasons=reasons, spend_minor=spend_minor)


def appease(world: World, desk: SimulatedDesk) -> None:
    if order := any_of(world, desk, _paid):
        desk.run(
            Appease(
                order_id=order["id"],
                reason=AppeaseReason.LATE,
                told_minor=5_000,
                amount_minor=5_000,
            ),
            "agent",
        )


# ---------------------------------------------------------------- from place to place


def ask_transfer(world: World, desk: SimulatedDesk) -> None:
    chance, shop = world.random, world.shop
    other = chance.choice([site for site in shop.stores if site != desk.site_id])
    giver, taker = chance.choice([(other, desk.site_id), (desk.site_id, other)])
    line = ReceivedLine(product_id=chance.choice(shop.products), quantity=chance.randint(1, 2))
    desk.run(
        RequestTransfer(
            transfer_id=desk._new_id(), from_site_id=giver, to_site_id=taker, lines=[line]
        ),
        "manager",
    )


def give_transfer(world: World, desk: SimulatedDesk) -> None:
    """What was asked for, or a unit less; or not at all."""
    asked = {"state": TransferState.REQUESTED.value, "receiver": NOWHERE}
    transfer = any_of(world, desk, _transfers, sender=desk.site_id, **asked)
    if transfer is None:
        return
    if world.random.random() < 0.15:
        desk.run(CancelTransfer(transfer_id=transfer["id"]), "manager")
        return
    lines = _goods(desk, transfer, "asked")
    because = ""
    if world.random.random() < 0.2:
        lines, because = _one_less(lines), LessBecause.NOT_FOUND.value
    desk.run(SendTransfer(transfer_id=transfer["id"], lines=lines, because=because), "manager")


def take_transfer(world: World, desk: SimulatedDesk) -> None:
    """Also what nobody told sent: a van does not wait for the line."""
    state = world.random.choice([TransferState.SENT, TransferState.SENT, TransferState.REQUESTED])
    asked = {"state": state.value, "sender": NOWHERE}
    transfer = any_of(world, desk, _transfers, receiver=desk.site_id, **asked)
    if transfer is None:
        return
    lines = _goods(desk, transfer, "sent" if state is TransferState.SENT else "asked")
    if world.random.random() < 0.2:
        lines = _one_less(lines)
    desk.run(ReceiveTransfer(transfer_id=transfer["id"], lines=lines), "clerk")


def _goods(desk: SimulatedDesk, transfer: Row, column: str) -> list[ReceivedLine]:
    rows = rows_of(desk, _transfer_lines, transfer=transfer["id"])
    return [
        ReceivedLine(product_id=row["product_id"], quantity=row[column])
        for row in rows
        if row[column]
    ]


def _one_less(lines: list[ReceivedLine]) -> list[ReceivedLine]:
    less = [ReceivedLine(product_id=one.product_id, quantity=one.quantity - 1) for one in lines]
    return [one for one in less if one.quantity]


# ---------------------------------------------------------------- counts


def count(world: World, desk: SimulatedDesk) -> None:
    """One shelf, blind: right, or a unit off."""
    chance = world.random
    product = chance.choice(world.shop.products)
    there = rows_of(desk, _available, cell=cell_id(desk.site_id, product))
    if not there:
        return
    expected = there[0]["available"]
    counted = max(0, expected + chance.choice([0, 0, -1, 1]))
    count_id = desk._new_id()
    begun = desk.run(OpenCount(count_id=count_id, site_id=desk.site_id), "clerk")
    if begun is not None and begun.ok and desk.store is not None:
        line = CountedLine(product_id=product, counted=counted, expected=expected)
        desk.run(FinishCount(count_id=count_id, lines=[line]), "clerk")


def post(world: World, desk: SimulatedDesk) -> None:
    if counted := any_of(world, desk, _counts, site=desk.site_id):
        desk.run(PostCount(count_id=counted["id"]), "manager")


# ---------------------------------------------------------------- what a desk knows


def any_of(
    world: World, desk: SimulatedDesk, statement: sa.Select[Any], **asked: Any
) -> Row | None:
    rows = rows_of(desk, statement, **asked)
    return dict(world.random.choice(rows)) if rows else None


def rows_of(desk: SimulatedDesk, statement: sa.Select[Any], **asked: Any) -> Any:
    assert desk.store is not None
    return desk.store.write(lambda db: prepared(db, statement).read(db, asked))
