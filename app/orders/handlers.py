"""Place an order with all that was told, and follow its money."""

from collections.abc import Sequence
from typing import Any

from app.cases.clash import tell_clash
from app.cases.notice import notice
from app.cases.states import CaseKind
from app.customers.addresses import keep_address, require_address
from app.customers.handlers import count_order, require_customer, show_customer, welcome
from app.customers.model import refuse_card_number
from app.kit.errors import Refusal
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.coupons import overused
from app.orders.facts import OrderPlaced
from app.orders.holds import clear, hold
from app.orders.model import MAX_QUANTITY
from app.orders.paying import pay
from app.orders.reasons import HoldReason
from app.orders.sending import judge_way
from app.orders.shortfalls import tell_fallen
from app.orders.snapshot import Snapshot, SnapshotLine, snapshot_of
from app.orders.states import ORDER, Assurance, Method, Units
from app.orders.tables import order_adjustments, order_lines, orders
from app.orders.told import weigh_told
from app.orders.units import move_units, settle_order
from app.payments.facts import MoneyReturned, MoneyTaken
from app.payments.tenders import link_is_open, take_in_early
from app.pricing.lookup import hold_promotion
from app.stock.holds import commit_hold
from app.stock.ledger import take
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork


def place_order(uow: UnitOfWork, command: PlaceOrder, *, agreed: bool = False) -> dict[str, Any]:
    """`agreed`: a total below the tables is meant, as in an exchange of like for like."""
    _check(uow, command)
    order_id = uow.new_id("order")
    customer_id = _customer(uow, command)
    snapshot = snapshot_of(uow, command, order_id=order_id, customer_id=customer_id)
    line_ids = [uow.new_id("order_line") for _ in command.lines]
    _write(uow, command, order_id, customer_id, snapshot, line_ids)
    pay(
        uow,
        command.tenders,
        order_id=order_id,
        currency=command.currency,
        customer_id=customer_id,
        due_minor=snapshot.total,
    )
    taken, returned = take_in_early(uow, order_id)
    if taken:
        uow.add(orders, order_id, paid_minor=taken, refunded_minor=returned)
    if not agreed:
        weigh_told(uow, command, order_id, snapshot)
    _tell_coupons(uow, command, order_id, customer_id, snapshot)
    tell_clash(uow, orders, order_id, number=command.number, site_id=command.site_id)
    _carry_out(uow, command, order_id, line_ids)
    if link_is_open(uow, order_id):
        hold(uow, order_id, HoldReason.AWAITING_PAYMENT)
    if command.hold_id:
        commit_hold(uow, command.hold_id)
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


def note_money_taken(uow: UnitOfWork, fact: MoneyTaken) -> None:
    """Listens to payments: the header's figure, and the hold that waited for the money."""
    uow.add(orders, fact.order_id, paid_minor=fact.amount_minor)
    if not link_is_open(uow, fact.order_id):
        clear(uow, fact.order_id, HoldReason.AWAITING_PAYMENT)


def note_money_returned(uow: UnitOfWork, fact: MoneyReturned) -> None:
    uow.add(orders, fact.order_id, refunded_minor=fact.amount_minor)


def _check(uow: UnitOfWork, command: PlaceOrder) -> None:
    """What no price and no stock can mend."""
    if not command.lines:
        raise Refusal("basket_empty")
    for line in command.lines:
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise Refusal("quantity_out_of_range", quantity=line.quantity, most=MAX_QUANTITY)
        judge_way(line)
        refuse_card_number(line.note)
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
            line_row(command, order_id, line_id, ordinal, told, priced)
            for ordinal, (line_id, told, priced) in enumerate(rows)
        ),
    )
    write_adjustments(uow, order_id, snapshot, line_ids)
    if customer_id is not None:
        count_order(uow, customer_id, snapshot.total)


def line_row(
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
        "list_minor": priced.listed,
        "unit_minor": priced.unit,
        "discount_minor": priced.discount,
        "tax_minor": priced.tax,
        "total_minor": priced.total,
        "method": told.method.value,
        "site_id": told.site_id or here,
        "from_site_id": told.from_site_id,
        "send_by": told.send_by,
        "promise_from": told.promise_from,
        "promise_to": told.promise_to,
        "assurance": sure.value,
        "preferred": told.preferred.value if told.preferred else "",
        "ship_group": told.ship_group,
        "price_reason": told.override_reason,
        "price_note": told.override_note,
        "note": told.note,
        Units.UNALLOCATED.value: told.quantity,
    }


def write_adjustments(
    uow: UnitOfWork, order_id: str, snapshot: Snapshot, line_ids: Sequence[str]
) -> None:
    rows = [
        {
            "id": uow.new_id("adjustment"),
            "order_id": order_id,
            "line_id": None if change.line is None else line_ids[change.line],
            "kind": change.kind,
            "promotion_id": change.promotion_id,
            "code": change.code,
            "name": change.name,
            "amount_minor": change.amount,
        }
        for change in snapshot.adjustments
    ]
    uow.insert(order_adjustments, *rows)


def _tell_coupons(
    uow: UnitOfWork,
    command: PlaceOrder,
    order_id: str,
    customer_id: str | None,
    snapshot: Snapshot,
) -> None:
    """Used once too often, by desks that could not know of each other: it stands, and is told."""
    for coupon in snapshot.coupons:
        hold_promotion(uow.db, coupon.id)
        why = overused(uow.db, coupon, customer_id=customer_id, order_id=order_id)
        if why:
            notice(
                uow,
                CaseKind.AWKWARD_FACT,
                subject="orders",
                subject_id=order_id,
                site_id=command.site_id,
                code=why,
                number=command.number,
                coupon=coupon.code,
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
