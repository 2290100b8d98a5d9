"""Change a placed order: all edits together or none, the units moved and the difference settled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from app.catalog.lookup import Product, products_of
from app.customers.addresses import keep_address, require_address
from app.customers.model import refuse_card_number
from app.kit.errors import Refusal
from app.kit.money import share
from app.orders.by_hand import request_again
from app.orders.cancelling import take_off
from app.orders.changes import (
    BEFORE_PICK,
    CLOSED,
    PLACED_UNITS,
    More,
    Staged,
    address_stays,
    stage,
)
from app.orders.commands import ChangeOrder, LineDelivery, PlaceOrder
from app.orders.facts import OrderChanged, UnitsNeedPlace, UnitsWithdrawn
from app.orders.handlers import line_row, write_adjustments
from app.orders.held import held_now
from app.orders.holds import clear, hold, void_if_cancelled
from app.orders.paying import pay
from app.orders.reasons import HoldReason
from app.orders.snapshot import Snapshot, snapshot_of
from app.orders.states import Assurance, Method, OrderState, Units
from app.orders.tables import order_adjustments, order_lines, orders
from app.orders.told import weigh_told
from app.orders.unearned import keep_back, terms_of
from app.orders.units import (
    line_of,
    lines_of,
    locked_order,
    move_units,
    place_line,
    settle_order,
    tell,
)
from app.orders.versions import version_of
from app.payments.tenders import link_is_open
from app.pricing.lookup import all_tax_rates
from app.pricing.model import TaxRate
from app.storage.uow import UnitOfWork

Row = Mapping[Any, Any]
# Under this kind stands what a further unit of a line costs less than its list price.
CARRIED = "carried"
MANUAL_KIND = "manual"  # and under this one when any of it was taken off by hand

_adjusted = (
    sa.select(order_adjustments)
    .where(order_adjustments.c.order_id == sa.bindparam("order"))
    .order_by(order_adjustments.c.id)
)


def change_order(uow: UnitOfWork, command: ChangeOrder) -> dict[str, Any]:
    """Refusals: order_closed, order_moved_on, nothing_to_change, difference_changed(told, now),
    tenders_differ, address_missing, customer_missing, those of changes.stage and of the price."""
    order = locked_order(uow, command.order_id)
    _check(uow, command, order)
    lines = lines_of(uow, command.order_id)
    added = _added(uow, command, order, lines)
    terms = terms_of(uow.db, command.order_id, lines)
    staged = stage(order, lines, command.edits, [line.total for line in added.lines], terms)
    if not staged.changes and command.ship_to is None:
        raise Refusal("nothing_to_change")
    _check_address(command, order, lines, staged)
    withdrawn = _take_off(uow, command, staged)
    moved = _redirect(uow, staged)
    joined = _write_more(uow, order, lines, staged)
    joined += _write_added(uow, command, order, added, len(lines) + len(joined))
    _charge(uow, order, staged)
    _readdress(uow, command, order)
    moved |= _nearer(uow, command, moved)
    uow.emit(_together(withdrawn, moved))
    _settle_money(uow, command, order, staged)
    if wanting := [*moved, *joined]:
        uow.emit(UnitsNeedPlace(command.order_id, tuple(wanting), agreed=bool(command.ship_to)))
    uow.emit(OrderChanged(command.order_id))
    settle_order(uow, command.order_id)
    void_if_cancelled(uow, command.order_id)
    return {
        "order_id": command.order_id,
        "difference_minor": staged.difference_minor,
        "line_ids": joined,
    }


# ---------------------------------------------------------------- judging


def _check(uow: UnitOfWork, command: ChangeOrder, order: Row) -> None:
    if order["state"] != OrderState.PLACED.value:
        raise Refusal(CLOSED, state=order["state"])
    now = version_of(uow.db, command.order_id)
    if command.version != now:
        raise Refusal("order_moved_on", seen=command.version, now=now)
    told = sum(tender.amount_minor for tender in command.tenders)
    due = max(0, command.told_difference_minor)
    if told != due:
        raise Refusal("tenders_differ", due=due, told=told)
    for line in command.edits.added:
        refuse_card_number(line.note)


def _added(uow: UnitOfWork, command: ChangeOrder, order: Row, lines: Sequence[Row]) -> Snapshot:
    """The new lines at today's prices, as if they were an order of their own: what was told less
    is honoured, and a person hears of it."""
    edits = command.edits
    terms = terms_of(uow.db, command.order_id, lines)
    alone = stage(order, lines, edits, [0] * len(edits.added), terms)
    rest = alone.difference_minor
    told = command.told_difference_minor - rest
    if told < 0 or (told and not edits.added):
        raise Refusal("difference_changed", told=command.told_difference_minor, now=rest)
    as_placed = _as_placed(command, order, told)
    by_id = {line["id"]: line for line in lines}
    snapshot = snapshot_of(
        uow,
        as_placed,
        order_id=command.order_id,
        customer_id=order["customer_id"],
        also=[_asked_again(uow, by_id[more.line_id]) for more in alone.more],
    )
    if edits.added:
        weigh_told(uow, as_placed, command.order_id, snapshot)
    return snapshot


def _asked_again(uow: UnitOfWork, line: Row) -> tuple[str, int] | None:
    """A price by hand was allowed for the units it was told for, not for any number of them."""
    return request_again(
        reason=line["price_reason"],
        list_minor=line["list_minor"],
        unit_minor=line["unit_minor"],
        ordered=line["ordered"],
        off_minor=_by_hand(uow, line),
    )


def _by_hand(uow: UnitOfWork, line: Row) -> int:
    rows = uow.all(_adjusted, order=line["order_id"])
    mine = [row for row in rows if (row["line_id"], row["kind"]) == (line["id"], MANUAL_KIND)]
    return -sum(int(row["amount_minor"]) for row in mine)


def _as_placed(command: ChangeOrder, order: Row, told_minor: int) -> PlaceOrder:
    return PlaceOrder(
        number=order["number"],
        pickup_code="",
        channel=order["channel"],
        site_id=order["site_id"],
        language=order["language"],
        currency=order["currency"],
        lines=command.edits.added,
        told_total_minor=told_minor,
        approval=command.approval,
    )


def _check_address(command: ChangeOrder, order: Row, lines: Sequence[Row], staged: Staged) -> None:
    ways = {edit.method for edit in staged.deliveries}
    ships = Method.SHIP in ways | {line.method for line in command.edits.added}
    if ships and command.ship_to is None and order["address_id"] is None:
        raise Refusal("address_missing")
    if command.ship_to is None:
        return
    if order["customer_id"] is None:
        raise Refusal("customer_missing")
    code = address_stays(lines)
    if code and not (ships and code == "nothing_shipped"):
        raise Refusal(code)


# ---------------------------------------------------------------- goods


def _take_off(uow: UnitOfWork, command: ChangeOrder, staged: Staged) -> UnitsWithdrawn:
    return take_off(
        uow, command.order_id, staged.fewer, reason=command.reason.value, states=BEFORE_PICK
    )


def _redirect(uow: UnitOfWork, staged: Staged) -> dict[str, int]:
    """Line → its units that had a place. A promise alone that was told anew touches no stock."""
    moved: dict[str, int] = {}
    for wanted in staged.deliveries:
        line = line_of(uow, wanted.line_id)
        was = (line["method"], line["site_id"])
        if was != (wanted.method.value, wanted.site_id):
            moved[wanted.line_id] = _unplace(uow, line)
            place_line(uow, wanted.line_id, from_site_id=None, send_by=None)
        _retell(uow, wanted)
        if units := sum(line[state.value] for state in BEFORE_PICK):
            tell(
                uow,
                line["order_id"],
                "change_delivery",
                line_id=wanted.line_id,
                quantity=units,
                reason=f"{was[0]}/{was[1] or ''}",
            )
    return moved


def _unplace(uow: UnitOfWork, line: Row) -> int:
    placed = 0
    for state in BEFORE_PICK[1:]:
        if units := line[state.value]:
            move_units(uow, line["id"], "re_source", state, units, site_id=line["site_id"])
            placed += units if state in PLACED_UNITS else 0
    return placed


def _retell(uow: UnitOfWork, wanted: LineDelivery) -> None:
    place_line(
        uow,
        wanted.line_id,
        method=wanted.method.value,
        site_id=wanted.site_id,
        promise_from=wanted.promise_from,
        promise_to=wanted.promise_to,
        assurance=Assurance.PROVISIONAL.value,
        preferred="",
        ship_group="",
    )


def _together(withdrawn: UnitsWithdrawn, moved: Mapping[str, int]) -> UnitsWithdrawn:
    placed = dict(withdrawn.placed)
    for line_id, units in moved.items():
        placed[line_id] = placed.get(line_id, 0) + units
    return UnitsWithdrawn(withdrawn.order_id, tuple(placed.items()))


# ---------------------------------------------------------------- lines and money


def _write_more(uow: UnitOfWork, order: Row, lines: Sequence[Row], staged: Staged) -> list[str]:
    """More of a line is a line of its own: what was sold once keeps its price and its quantity."""
    by_id = {line["id"]: line for line in lines}
    written = []
    for ordinal, more in enumerate(_taxed(uow, staged.more, by_id), start=len(lines)):
        line_id = uow.new_id("order_line")
        uow.insert(order_lines, _more_row(by_id[more.line_id], line_id, ordinal, more))
        if more.price.discount_minor:
            kind = MANUAL_KIND if _by_hand(uow, by_id[more.line_id]) else CARRIED
            _adjust(uow, order["id"], line_id, kind, -more.price.discount_minor)
        _count_in(
            uow,
            order["id"],
            subtotal=more.quantity * by_id[more.line_id]["unit_minor"],
            discount=more.price.discount_minor,
            tax=more.price.tax_minor,
            total=more.price.total_minor,
        )
        tell(uow, order["id"], "add", line_id=line_id, quantity=more.quantity)
        written.append(line_id)
    return written


def _taxed(uow: UnitOfWork, found: Sequence[More], by_id: Mapping[str, Row]) -> list[More]:
    """A tax that the price contains is counted from the new row, so that it is right to the unit;
    one that is added to the price is part of what was told."""
    products = products_of(uow.db, (by_id[more.line_id]["product_id"] for more in found))
    rates = {rate.tax_class: rate for rate in all_tax_rates(uow.db)}
    return [_with_tax(more, by_id[more.line_id], products, rates) for more in found]


def _with_tax(
    more: More, line: Row, products: Mapping[str, Product], rates: Mapping[str, TaxRate]
) -> More:
    price, product = more.price, products.get(line["product_id"])
    rate = rates.get(product.tax_class) if product else None
    contained = price.total_minor == more.quantity * line["unit_minor"] - price.discount_minor
    if rate is None or not rate.included or not contained:
        return more
    tax = share(price.total_minor, rate.numerator, rate.denominator + rate.numerator)
    return replace(more, price=replace(price, tax_minor=tax))


def _more_row(line: Row, line_id: str, ordinal: int, more: More) -> dict[str, Any]:
    same = ("order_id", "product_id", "sku", "name", "list_minor", "unit_minor", "note")
    why = ("price_reason", "price_note")
    alike = (more.told.method, more.told.site_id) == (line["method"], line["site_id"])
    sent = {name: line[name] for name in ("from_site_id", "send_by")}
    return {
        **{name: line[name] for name in (*same, *why)},
        "id": line_id,
        "ordinal": ordinal,
        "ordered": more.quantity,
        "discount_minor": more.price.discount_minor,
        "tax_minor": more.price.tax_minor,
        "total_minor": more.price.total_minor,
        "method": more.told.method,
        "site_id": more.told.site_id,
        **(sent if alike else {}),
        "promise_from": more.told.promise_from,
        "promise_to": more.told.promise_to,
        "assurance": Assurance.PROVISIONAL.value,
        Units.UNALLOCATED.value: more.quantity,
    }


def _write_added(
    uow: UnitOfWork, command: ChangeOrder, order: Row, added: Snapshot, first: int
) -> list[str]:
    """`first`: its ordinal, behind all lines that are there."""
    if not added.lines:
        return []
    as_placed = _as_placed(command, order, added.total)
    line_ids = [uow.new_id("order_line") for _ in added.lines]
    pairs = zip(line_ids, command.edits.added, added.lines, strict=True)
    for ordinal, (line_id, told, priced) in enumerate(pairs, start=first):
        uow.insert(order_lines, line_row(as_placed, order["id"], line_id, ordinal, told, priced))
        tell(uow, order["id"], "add", line_id=line_id, quantity=told.quantity)
    write_adjustments(uow, order["id"], added, line_ids)
    _count_in(
        uow,
        order["id"],
        subtotal=added.subtotal,
        discount=added.discount,
        tax=added.tax,
        total=added.total,
    )
    return line_ids


def _charge(uow: UnitOfWork, order: Row, staged: Staged) -> None:
    by = staged.shipping_minor - order["charges_minor"]
    if by:
        _adjust(uow, order["id"], None, "charge", by)
        uow.add(orders, order["id"], charges_minor=by, total_minor=by)
        tell(uow, order["id"], "change_shipping", reason=str(order["charges_minor"]))
    keep_back(uow, order, staged.clawed_minor)


def _readdress(uow: UnitOfWork, command: ChangeOrder, order: Row) -> None:
    if command.ship_to is None:
        return
    if isinstance(command.ship_to, str):
        require_address(uow, order["customer_id"], command.ship_to)
        address_id = command.ship_to
    else:
        address_id = keep_address(uow, order["customer_id"], command.ship_to)
    uow.update(orders, order["id"], address_id=address_id)
    tell(uow, order["id"], "change_address", reason=order["address_id"] or "")


def _settle_money(uow: UnitOfWork, command: ChangeOrder, order: Row, staged: Staged) -> None:
    pay(
        uow,
        command.tenders,
        order_id=order["id"],
        currency=order["currency"],
        customer_id=order["customer_id"],
        due_minor=staged.difference_minor,
        why="change",
    )
    awaited = held_now(uow, order["id"]).of(HoldReason.AWAITING_PAYMENT)
    if not link_is_open(uow, order["id"]):
        clear(uow, order["id"], HoldReason.AWAITING_PAYMENT)
    elif not awaited:
        hold(uow, order["id"], HoldReason.AWAITING_PAYMENT)


def _nearer(uow: UnitOfWork, command: ChangeOrder, moved: Mapping[str, int]) -> dict[str, int]:
    """Line → its units that had a place: what is sent to another address is placed anew."""
    if command.ship_to is None:
        return {}
    found = {}
    for line in lines_of(uow, command.order_id):
        placed = any(line[state.value] for state in PLACED_UNITS)
        if line["method"] == Method.SHIP.value and placed and line["id"] not in moved:
            found[line["id"]] = _unplace(uow, line)
            place_line(uow, line["id"], site_id=None)
    return found


def _adjust(uow: UnitOfWork, order_id: str, line_id: str | None, kind: str, minor: int) -> None:
    uow.insert(
        order_adjustments,
        {
            "id": uow.new_id("adjustment"),
            "order_id": order_id,
            "line_id": line_id,
            "kind": kind,
            "code": "",
            "name": "",
            "amount_minor": minor,
        },
    )


def _count_in(
    uow: UnitOfWork, order_id: str, *, subtotal: int, discount: int, tax: int, total: int
) -> None:
    uow.add(
        orders,
        order_id,
        subtotal_minor=subtotal,
        discount_minor=discount,
        tax_minor=tax,
        total_minor=total,
    )
