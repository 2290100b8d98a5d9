"""How else could units of an order come to the customer, and when: what F6 offers for a line."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.customers.queries import postcode_of
from app.kit.clock import Instant
from app.orders.queries import OrderCard, OrderLineRow, order_card
from app.orders.states import Method
from app.routing.model import Kind, Option
from app.routing.queries import Wanted, promise_for

PICKUPS, SHIPMENTS = 4, 2  # more places than a caller listens to


@dataclass(frozen=True, slots=True)
class Way:
    """One promise that could be told. `cost_minor` is what shipping it costs the customer."""

    method: Method
    site_id: str
    promise_from: int
    promise_to: int
    cost_minor: int

    @property
    def key(self) -> str:
        return f"{self.method.value}/{self.site_id}/{self.promise_to}"


def ways_for(
    db: Connection, order_id: str, line_id: str, *, now: Instant, device_id: str
) -> tuple[Way, ...]:
    """Other ways than the line's own; empty for a line that is not there."""
    card = order_card(db, order_id)
    line = next((line for line in card.lines if line.line_id == line_id), None) if card else None
    if card is None or line is None:
        return ()
    wanted = Wanted(line_id, line.product_id, max(1, line.ordered))
    return tuple(
        way
        for way in _ways(db, card, wanted, line, now, device_id)
        if (way.method.value, way.site_id) != (line.method, line.site_id)
    )


def way_like(
    db: Connection,
    order_id: str,
    line_id: str,
    product_id: str,
    quantity: int,
    *,
    now: Instant,
    device_id: str,
) -> Way | None:
    """How more of another product comes with this line: same method, same store for a pickup."""
    card = order_card(db, order_id)
    line = next((line for line in card.lines if line.line_id == line_id), None) if card else None
    if card is None or line is None:
        return None
    wanted = Wanted(product_id, product_id, quantity)
    return next(
        (
            way
            for way in _ways(db, card, wanted, line, now, device_id)
            if way.method.value == line.method
            and (way.method is Method.SHIP or way.site_id == line.site_id)
        ),
        None,
    )


def _ways(
    db: Connection,
    card: OrderCard,
    wanted: Wanted,
    line: OrderLineRow,
    now: Instant,
    device_id: str,
) -> Iterator[Way]:
    """Shipping needs an address; pickup is looked for near the line's own store."""
    near = line.site_id if line.method == Method.PICKUP.value else card.head.site_id
    pickups = promise_for(
        db,
        [wanted],
        method=Method.PICKUP,
        now=now,
        near_site=near,
        device_id=device_id,
        limit=PICKUPS,
    )
    yield from (_way(option, Method.PICKUP) for option in pickups.options if _whole(option))
    if card.address_id is None:
        return
    shipped = promise_for(
        db,
        [wanted],
        method=Method.SHIP,
        now=now,
        postcode=postcode_of(db, card.address_id),
        device_id=device_id,
        limit=SHIPMENTS,
    )
    yield from (_way(option, Method.SHIP) for option in shipped.options if _whole(option))


def _whole(option: Option) -> bool:
    """From one place, from what is there: a line has one promise."""
    there = option.kind not in (Kind.WAIT, Kind.SHIP_TO_STORE)
    return there and len(option.parcels) == 1 and not option.missing


def _way(option: Option, method: Method) -> Way:
    return Way(
        method,
        option.parcels[0].site_id,
        option.promise_from,
        option.promise_to,
        option.cost_minor if method is Method.SHIP else 0,
    )
