"""When is an order complete, how is it read back, and what is given to the desk to place."""

from app.customers.commands import NewAddress, NewCustomer
from app.kit.clock import Instant
from app.orders.commands import PlaceOrder
from app.orders.states import Method
from ui.orders import words
from ui.orders.address_forms import new_address
from ui.orders.answers import Answers
from ui.orders.order import OpenOrder
from ui.orders.payment import PaymentCard
from ui.orders.ways import Way, base_lines, method_of, rows_apart


def missing(order: OpenOrder, answers: Answers, payment: PaymentCard) -> tuple[str, str]:
    """(step, refusal code) of the first thing that F12 still needs; empty strings: nothing."""
    if not order.draft.lines:
        return "items", "basket_empty"
    methods = {Method(method_of(told)) for told in rows_apart(order.draft)}
    way: Way | None = answers.way if order.draft.delivery else None
    if way is not None:
        methods.add(way.method)
    elif base_lines(order.draft):
        return "delivery", "delivery_open"
    if trouble := _coupon_trouble(answers):
        return "items", trouble
    if answers.lacking():
        return "delivery", "place_missing"
    if methods != {Method.CARRY_OUT} and not order.has_customer:
        return "customer", "customer_missing"
    if Method.SHIP in methods and order.address() is None:
        return "customer", "address_missing"
    if code := payment.missing():
        return "payment", code
    return "", ""


def _coupon_trouble(answers: Answers) -> str:
    """A coupon may have been good when it was given: before another customer was chosen."""
    coupons = answers.quote.coupons if answers.quote else ()
    return next((coupon.trouble for coupon in coupons if coupon.trouble), "")


def ways_told(order: OpenOrder, answers: Answers, now: Instant) -> list[str]:
    """The order's way, then each that was told for some rows alone, with their names."""
    told = [way_told(answers, answers.way, now)] if answers.way else []
    for value, rows in rows_apart(order.draft).items():
        way = answers.apart.get(value)
        if way is not None:
            names = ", ".join(row.name for row in rows)
            told.append(f"{names}: {way_told(answers, way, now)}")
    return told


def way_told(answers: Answers, way: Way, now: Instant) -> str:
    """`Pick up today 17:00, Kemang, guaranteed`"""
    promise = words.promise(way, now)
    if way.option is None:
        return promise
    sure = words.assurance(answers.assurance(way.option), answers.age_s)
    place = words.places(way.option, answers.names) if way.method is Method.PICKUP else ""
    sent = words.sent_there(way.option, answers.names)
    return ", ".join(part for part in (promise, words.waits(way.option), place, sent, sure) if part)


def command(order: OpenOrder, answers: Answers, payment: PaymentCard) -> PlaceOrder | None:
    actor = order.actor
    if actor is None or answers.quote is None:
        return None
    total = answers.quote.priced.total
    ships = any(placed.line.method is Method.SHIP for placed in answers.lines)
    newcomer = _new_customer(order)
    language = order.caller.card.language if order.caller else ""
    return PlaceOrder(
        number="",  # the desk numbers it in the same transaction
        pickup_code=order.draft.pickup_code,
        channel=answers.channel,
        site_id=actor.site_id,
        language=language or (newcomer.language if newcomer else "id"),
        currency=answers.currency,
        lines=[placed.line for placed in answers.lines],
        told_total_minor=total,
        customer_id=order.draft.customer_id or None,
        new_customer=newcomer,
        ship_to=_ship_to(order) if ships else None,
        shipping_minor=answers.shipping_minor,
        tenders=payment.tenders(),
        coupons=list(order.draft.coupons),
        hold_id=order.draft.draft_id,
    )


def _new_customer(order: OpenOrder) -> NewCustomer | None:
    newcomer = order.draft.newcomer
    if newcomer is None:
        return None
    address = newcomer.address
    return NewCustomer(
        customer_id=newcomer.customer_id,
        name=newcomer.name,
        phone=newcomer.phone,
        email=newcomer.email,
        address=new_address(address) if address else None,
    )


def _ship_to(order: OpenOrder) -> str | NewAddress | None:
    """A known address by its id; the newcomer's own arrives with the newcomer."""
    if order.draft.new_address is not None:
        return new_address(order.draft.new_address)
    known = order.address()
    return known.address_id if known else None
