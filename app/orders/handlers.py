"""Place an order with all that was told, cancel what is not picked yet, follow its money."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.customers.handlers import (
    count_order,
    keep_address,
    require_address,
    require_customer,
    show_customer,
    welcome,
)
from app.customers.model import refuse_card_number
from app.identity.roles import require
from app.kit.errors import Refusal
from app.orders.balance import owed_minor
from app.orders.commands import CancelLines, OrderLine, PlaceOrder
from app.orders.facts import OrderPlaced, UnitsCancelled
from app.orders.holds import AWAITING_PAYMENT, clear, hold
from app.orders.model import MAX_QUANTITY
from app.orders.shortfalls import tell_fallen
from app.orders.snapshot import Snapshot, SnapshotLine, snapshot_of
from app.orders.states import ORDER, Assurance, Method, OrderState, Units
from app.orders.tables import order_adjustments, order_lines, orders
from app.orders.units import line_of, lines_of, move_units, order_of, settle_order
from app.payments.commands import TenderTaken
from app.payments.facts import MoneyReturned, MoneyTaken
from app.payments.states import TenderKind
from app.payments.tenders import add_tender, check_tender, give_back, link_is_open
from app.stock.ledger import take
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

_same_number = sa.select(orders.c.id).where(
    orders.c.number == sa.bindparam("number"), orders.c.id != sa.bindparam("order")
)
# What can be cancelled without touching goods in hand, in the order in which it is taken.
BEFORE_PICK = (Units.UNALLOCATED, Units.BACKORDERED, Units.ALLOCATED, Units.RELEASED)
PLACED_UNITS = (Units.ALLOCATED, Units.RELEASED)


def place_order(uow: UnitOfWork, command: PlaceOrder) -> dict[str, Any]:
    _check(uow, command)
    order_id = uow.new_id("order")
    customer_id = _customer(uow, command)
    snapshot = snapshot_of(uow, command)
    line_ids = [uow.new_id("order_line") for _ in command.lines]
    _write(uow, command, order_id, customer_id, snapshot, line_ids)
    _pay(uow, command, order_id, customer_id, snapshot)
    _tell_price(uow, command, order_id, snapshot)
    _tell_clash(uow, command, order_id)
    _carry_out(uow, command, order_id, line_ids)
    if link_is_open(uow, order_id):
        hold(uow, order_id, AWAITING_PAYMENT)
    uow.emit(OrderPlaced(order_id, command.pickup_code))
    settle_order(uow, order_id)
    return {
        "order_id": order_id,
        "number": command.number,
        "customer_id": customer_id,
        "line_ids": line_ids,
        "total_minor": snapshot.total,
        "tax_minor": snapshot.tax,
    }


def cancel_lines(uow: UnitOfWork, command: CancelLines) -> dict[str, Any]:
    """Before pick only; what was picked is put back by the store first."""
    order = order_of(uow, command.order_id)
    if order["state"] != OrderState.PLACED.value:
        ORDER.after(OrderState(order["state"]), "cancel")
    if not command.lines:
        raise Refusal("nothing_to_cancel")
    amount = cancel_units(
        uow,
        command.order_id,
        [(line.line_id, line.quantity) for line in command.lines],
        reason=command.reason,
    )
    return {"order_id": command.order_id, "amount_minor": amount}


def cancel_units(
    uow: UnitOfWork, order_id: str, wanted: Sequence[tuple[str, int]], *, reason: str
) -> int:
    """Cancel (line, units) that are not picked, lower promises, refund the rest; what they cost."""
    order = order_of(uow, order_id)
    before = owed_minor(order, lines_of(uow, order_id))
    placed: dict[str, int] = {}
    for line_id, quantity in wanted:
        line = line_of(uow, line_id)
        if line["order_id"] != order_id:
            raise Refusal("line_unknown", line=line_id)
        if had := _cancel(uow, line, quantity, reason):
            placed[line_id] = placed.get(line_id, 0) + had
    amount = before - owed_minor(order, lines_of(uow, order_id))
    given = give_back(
        uow,
        order_id=order_id,
        amount_minor=amount,
        why="cancel",
        customer_id=order["customer_id"],
    )
    if given.forgiven_minor and not link_is_open(uow, order_id):
        clear(uow, order_id, AWAITING_PAYMENT)
    uow.emit(UnitsCancelled(order_id, amount, reason, tuple(placed.items())))
    settle_order(uow, order_id)
    return amount


def note_money_taken(uow: UnitOfWork, fact: MoneyTaken) -> None:
    """Listens to payments: the header's figure, and the hold that waited for the money."""
    uow.add(orders, fact.order_id, paid_minor=fact.amount_minor)
    if not link_is_open(uow, fact.order_id):
        clear(uow, fact.order_id, AWAITING_PAYMENT)


def note_money_returned(uow: UnitOfWork, fact: MoneyReturned) -> None:
    uow.add(orders, fact.order_id, refunded_minor=fact.amount_minor)


def _cancel(uow: UnitOfWork, line: Mapping[Any, Any], quantity: int, reason: str) -> int:
    """How many of the cancelled units had a place."""
    have = sum(line[state.value] for state in BEFORE_PICK)
    if not 1 <= quantity <= have:
        raise Refusal("too_few_units", act="cancel", have=have, wanted=quantity)
    left, placed = quantity, 0
    for state in BEFORE_PICK:
        part = min(left, line[state.value])
        if part == 0:
            continue
        move_units(uow, line["id"], "cancel", state, part, reason=reason)
        placed += part if state in PLACED_UNITS else 0
        left -= part
    return placed


def _check(uow: UnitOfWork, command: PlaceOrder) -> None:
    """What no price and no stock can mend."""
    if not command.lines:
        raise Refusal("basket_empty")
    for line in command.lines:
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise Refusal("quantity_out_of_range", quantity=line.quantity, most=MAX_QUANTITY)
        if line.method is Method.PICKUP and line.site_id is None:
            raise Refusal("place_missing", product=line.product_id)
        refuse_card_number(f"{line.note} {line.override_reason}")
    refuse_card_number(command.note)
    if command.shipping_minor < 0:
        raise Refusal("amount_out_of_range", amount=command.shipping_minor)
    if any(line.method is Method.SHIP for line in command.lines) and command.ship_to is None:
        raise Refusal("address_missing")
    if command.customer_id is not None and command.new_customer is not None:
        raise Refusal("customer_twice")
    told = sum(tender.amount_minor for tender in command.tenders)
    if told != command.told_total_minor:
        raise Refusal("tenders_differ", due=command.told_total_minor, told=told)


def _customer(uow: UnitOfWork, command: PlaceOrder) -> str | None:
    customer_id = command.customer_id
    if command.new_customer is not None:
        customer_id = command.new_customer.customer_id
        welcome(uow, command.new_customer, site_id=command.site_id)
    elif customer_id is not None:
        require_customer(uow, customer_id)
        show_customer(uow, customer_id, f"customers:store:{command.site_id}")
    elif command.ship_to is not None:
        raise Refusal("customer_missing")
    return customer_id


def _address(uow: UnitOfWork, command: PlaceOrder, customer_id: str | None) -> str | None:
    if command.ship_to is None or customer_id is None:
        return None
    if isinstance(command.ship_to, str):
        require_address(uow, customer_id, command.ship_to)
        return command.ship_to
    return keep_address(uow, customer_id, command.ship_to)


def _write(
    uow: UnitOfWork,
    command: PlaceOrder,
    order_id: str,
    customer_id: str | None,
    snapshot: Snapshot,
    line_ids: Sequence[str],
) -> None:
    uow.insert(
        orders,
        {
            "id": order_id,
            "number": command.number,
            "state": ORDER.start.value,
            "channel": command.channel,
            "site_id": command.site_id,
            "device_id": uow.actor.device_id,
            "customer_id": customer_id,
            "language": command.language,
            "currency": command.currency,
            "subtotal_minor": snapshot.subtotal,
            "discount_minor": snapshot.discount,
            "charges_minor": snapshot.charges,
            "rounding_minor": snapshot.rounding,
            "tax_minor": snapshot.tax,
            "total_minor": snapshot.total,
            "address_id": _address(uow, command, customer_id),
            "note": command.note,
            "placed_by": uow.actor.user_id,
            "placed_at": uow.now,
            "audience": f"orders:care orders:store:{command.site_id}",
        },
    )
    rows = zip(line_ids, command.lines, snapshot.lines, strict=True)
    uow.insert(
        order_lines,
        *(
            _line_row(command, order_id, line_id, ordinal, told, priced)
            for ordinal, (line_id, told, priced) in enumerate(rows)
        ),
    )
    _write_adjustments(uow, order_id, snapshot, line_ids)
    if customer_id is not None:
        count_order(uow, customer_id, snapshot.total)


def _line_row(
    command: PlaceOrder,
    order_id: str,
    line_id: str,
    ordinal: int,
    told: OrderLine,
    priced: SnapshotLine,
) -> dict[str, Any]:
    here = command.site_id if told.method is Method.CARRY_OUT else None
    sure = Assurance.CONFIRMED if told.method is Method.CARRY_OUT else Assurance.PROVISIONAL
    return {
        "id": line_id,
        "order_id": order_id,
        "ordinal": ordinal,
        "product_id": told.product_id,
        "sku": priced.sku,
        "name": priced.name,
        "ordered": told.quantity,
        "unit_minor": priced.unit,
        "discount_minor": priced.discount,
        "tax_minor": priced.tax,
        "total_minor": priced.total,
        "method": told.method.value,
        "site_id": told.site_id or here,
        "promise_from": told.promise_from,
        "promise_to": told.promise_to,
        "assurance": sure.value,
        "note": told.note,
        Units.UNALLOCATED.value: told.quantity,
    }


def _write_adjustments(
    uow: UnitOfWork, order_id: str, snapshot: Snapshot, line_ids: Sequence[str]
) -> None:
    rows = [
        {
            "id": uow.new_id("adjustment"),
            "order_id": order_id,
            "line_id": None if change.line is None else line_ids[change.line],
            "kind": change.kind,
            "code": change.code,
            "name": change.name,
            "amount_minor": change.amount,
        }
        for change in snapshot.adjustments
    ]
    uow.insert(order_adjustments, *rows)


def _pay(
    uow: UnitOfWork,
    command: PlaceOrder,
    order_id: str,
    customer_id: str | None,
    snapshot: Snapshot,
) -> None:
    for tender in command.tenders:
        _check_tender(uow, tender, customer_id)
        add_tender(
            uow, tender, order_id=order_id, currency=command.currency, customer_id=customer_id
        )
    if command.told_total_minor < snapshot.total:  # told less than even the charges
        rest = snapshot.total - command.told_total_minor
        later = TenderTaken(kind=TenderKind.AT_STORE, amount_minor=rest)
        add_tender(uow, later, order_id=order_id, currency=command.currency)
    if command.told_total_minor > snapshot.total:
        over = command.told_total_minor - snapshot.total
        give_back(uow, order_id=order_id, amount_minor=over, why="price", customer_id=customer_id)


def _check_tender(uow: UnitOfWork, tender: TenderTaken, customer_id: str | None) -> None:
    if tender.kind in (TenderKind.CASH, TenderKind.TERMINAL):
        require(uow.actor, "payment.take")
    if tender.kind is TenderKind.PAY_LINK:
        require(uow.actor, "payment.link")
    if tender.amount_minor <= 0:
        raise Refusal("amount_out_of_range", amount=tender.amount_minor)
    if not uow.on_server:
        check_tender(uow, tender, customer_id=customer_id)


def _tell_price(uow: UnitOfWork, command: PlaceOrder, order_id: str, snapshot: Snapshot) -> None:
    if command.told_total_minor == snapshot.computed:
        return
    notice(
        uow,
        CaseKind.PRICE_CHANGED,
        subject="orders",
        subject_id=order_id,
        site_id=command.site_id,
        number=command.number,
        told=command.told_total_minor,
        computed=snapshot.computed,
        honoured=snapshot.total,
    )


def _tell_clash(uow: UnitOfWork, command: PlaceOrder, order_id: str) -> None:
    """Two devices that think they are one: both orders stand, a person tells them apart."""
    if not uow.on_server:
        return
    other = uow.one(_same_number, number=command.number, order=order_id)
    if other is not None:
        notice(
            uow,
            CaseKind.NUMBER_CLASH,
            subject="orders",
            subject_id=order_id,
            site_id=command.site_id,
            number=command.number,
            other=other["id"],
        )


def _carry_out(
    uow: UnitOfWork, command: PlaceOrder, order_id: str, line_ids: Sequence[str]
) -> None:
    """Goods in hand win: the customer has them, whatever the figures say."""
    pairs = zip(line_ids, command.lines, strict=True)
    taken = [(line_id, line) for line_id, line in pairs if line.method is Method.CARRY_OUT]
    for line_id, line in sorted(taken, key=lambda pair: pair[1].product_id):
        site_id = line.site_id or command.site_id
        fallen = take(
            uow,
            site_id=site_id,
            product_id=line.product_id,
            target=Bucket.CUSTOMER,
            quantity=line.quantity,
            why="carry_out",
            document="orders",
            document_id=order_id,
        )
        move_units(uow, line_id, "carry_out", Units.UNALLOCATED, line.quantity, site_id=site_id)
        tell_fallen(uow, fallen, because="carry_out")
