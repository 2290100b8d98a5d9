"""Other goods for those that came back: the return and the new order, paid by one another."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.catalog.lookup import products_of
from app.kit.errors import Fact, Refusal
from app.orders.commands import PlaceOrder
from app.orders.handlers import place_order
from app.orders.queries import OrderHead, heads_of
from app.orders.units import show_to
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.payments.tenders import (
    add_tender,
    hold_credit,
    keep_promises,
    payments_of,
    promised_of,
    refund,
    tell_returned,
)
from app.places.lookup import currency_of
from app.returns.commands import ExchangeItems, NewItem
from app.returns.exchanging import CHANNEL, exchange_price, order_lines
from app.returns.facts import ReturnSettled
from app.returns.handlers.awaited import await_no_longer
from app.returns.handlers.booking import (
    give_money,
    pending_minor,
    take_goods,
    tell_cases,
    write_return,
)
from app.returns.handlers.judging import Doubts, Taken, judge, weigh
from app.returns.handlers.take import check_told
from app.returns.handlers.unknown import known_lines, unbooked
from app.returns.refund import settle, worth_of
from app.returns.sold import Sale, locked_sale
from app.storage.uow import UnitOfWork

SERIES = "RX-"  # a return that stands in the envelope of an order carries its number


def exchange_items(uow: UnitOfWork, command: ExchangeItems) -> dict[str, Any]:
    """A fact, as a return is: goods went both ways."""
    if not command.items:
        raise Refusal("basket_empty")
    doubts = Doubts(uow)
    try:
        sale = locked_sale(uow, command.order_id, command.site_id)
        lines = known_lines(sale, command.lines, doubts)
    except Refusal as refusal:
        return _for_unknown(uow, command, refusal)
    swapped = _swapped(uow, sale, command.items)
    taken = judge(uow, sale, lines, doubts, swapped=swapped)
    told = exchange_price(
        uow.db,
        command.items,
        paid_for(taken),
        site_id=command.site_id,
        currency=sale.card.head.currency,
        now=uow.now,
        customer_id=sale.card.head.customer_id,
    )
    if told.total_minor != command.told_total_minor:
        doubts.tell(
            Refusal("exchange_price_changed", now=told.total_minor, told=command.told_total_minor)
        )
    settlement = settle(
        sale.lines,
        [part.wanted for part in taken],
        sale.tenders,
        command.mode,
        rounding_minor=sale.card.rounding_minor,
        past=sale.past,
        spend_minor=command.told_total_minor,
    )
    approver_id = weigh(
        uow,
        sale,
        taken,
        settlement,
        doubts,
        site_id=command.site_id,
        offline=command.offline,
        drawer_id=command.drawer_id,
        approval=command.approval,
    )
    spent = settlement.exchanged_minor
    check_told(command.told_refund_minor, settlement.refund_minor - spent, doubts)
    paid = sum(tender.amount_minor for tender in command.tenders)
    if spent + paid != command.told_total_minor:
        doubts.tell(Refusal("exchange_differs", due=command.told_total_minor - spent, told=paid))
    show_to(uow, command.order_id, f"orders:store:{command.site_id}")
    hold_credit(uow, sale.card.head.customer_id)
    meant = told.agreed and told.total_minor == command.told_total_minor
    placed = _place(uow, command, sale.card.head, agreed=meant)
    if spent:
        _pay_by_goods(uow, sale, placed["order_id"], spent)
    return_id = write_return(
        uow,
        sale,
        taken,
        settlement,
        site_id=command.site_id,
        number=f"{SERIES}{command.number}",
        approver_id=approver_id,
        exchange_id=placed["order_id"],
    )
    given = give_money(uow, sale, return_id, settlement)
    take_goods(uow, sale, return_id, taken, command.site_id)
    await_no_longer(uow, sale, taken)
    tell_cases(uow, doubts, return_id, command.site_id, _evidence(command, spent))
    uow.emit(ReturnSettled(return_id, command.order_id))
    return {
        "return_id": return_id,
        "number": command.number,
        "order_id": command.order_id,
        "new_order_id": placed["order_id"],
        "refund_minor": settlement.refund_minor - spent,
        "exchanged_minor": spent,
        "paid_minor": paid,
        "pending_minor": pending_minor(given),
    }


def _swapped(uow: UnitOfWork, sale: Sale, items: Sequence[NewItem]) -> dict[str, int]:
    """Units by line that the same style replaces. Refusals: line_unknown, not_like_for_like."""
    found: dict[str, int] = {}
    products = products_of(uow.db, (item.product_id for item in items))
    for item in items:
        if not item.swaps:
            continue
        old = sale.products.get(sale.line(item.swaps).product_id)
        new = products.get(item.product_id)
        if old is None or new is None or not old.style or old.style != new.style:
            raise Refusal("not_like_for_like", product=item.product_id)
        found[item.swaps] = found.get(item.swaps, 0) + item.quantity
    for line_id, quantity in found.items():
        _require_back(sale, line_id, quantity)
    return found


def _require_back(sale: Sale, line_id: str, quantity: int) -> None:
    line = sale.line(line_id)
    if quantity > line.ordered:
        raise Refusal("return_too_many", name=line.name, left=line.ordered, wanted=quantity)


def paid_for(taken: Sequence[Taken]) -> dict[str, int]:
    """Returned line → what its units that are replaced like for like had cost."""
    found: dict[str, int] = {}
    for part in taken:
        worth = worth_of(part.line, part.line.returned, part.wanted.swapped)
        found[part.line.line_id] = found.get(part.line.line_id, 0) + worth.worth_minor
    return found


def _for_unknown(uow: UnitOfWork, command: ExchangeItems, refusal: Refusal) -> dict[str, Any]:
    """Nothing is known to have come back, and yet these goods left: they are sold, and owed."""
    told = unbooked(uow, command, refusal)
    head = heads_of(uow.db, [command.order_id]).get(command.order_id)
    placed = _place(uow, command, head, agreed=False)
    return told | {"number": command.number, "new_order_id": placed["order_id"]}


def _place(
    uow: UnitOfWork, command: ExchangeItems, old: OrderHead | None, *, agreed: bool
) -> Mapping[str, Any]:
    """What came back pays as far as it reaches: promised with the order, then kept at once."""
    tenders = list(command.tenders)
    if promised := command.told_total_minor - sum(tender.amount_minor for tender in tenders):
        tenders.append(TenderTaken(kind=TenderKind.AT_STORE, amount_minor=promised))
    return place_order(
        uow,
        PlaceOrder(
            number=command.number,
            pickup_code=command.pickup_code,
            channel=CHANNEL,
            site_id=command.site_id,
            language=command.language,
            currency=old.currency if old else currency_of(uow.db, command.site_id),
            lines=order_lines(command.items, command.site_id),
            told_total_minor=command.told_total_minor,
            customer_id=old.customer_id if old else None,
            tenders=tenders,
        ),
        agreed=agreed,
    )


def _pay_by_goods(uow: UnitOfWork, sale: Sale, order_id: str, spent: int) -> None:
    """Prices that fell meanwhile leave something over: it is the customer's."""
    head = sale.card.head
    over = spent - min(spent, promised_of(uow, order_id))
    kept = TenderTaken(kind=TenderKind.EXCHANGE, amount_minor=spent, reference=head.number)
    add_tender(uow, kept, order_id=order_id, currency=head.currency)
    keep_promises(uow, order_id, spent - over)
    if not over:
        return
    row = next(
        one for one in payments_of(uow, order_id) if one["kind"] == TenderKind.EXCHANGE.value
    )
    given = refund(
        uow,
        order_id=order_id,
        payment_id=row["id"],
        kind=TenderKind.STORE_CREDIT,
        amount_minor=over,
        currency=head.currency,
        why="price",
        customer_id=head.customer_id,
    )
    tell_returned(uow, order_id, [given])


def _evidence(command: ExchangeItems, spent: int) -> dict[str, Fact]:
    return {
        "order": command.order_id,
        "number": command.number,
        "told": command.told_refund_minor,
        "refund": command.told_refund_minor,
        "exchanged": spent,
        "offline": command.offline,
    }
