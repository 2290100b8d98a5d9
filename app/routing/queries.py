"""What can be promised for a basket: places, free stock, arrivals and rates as last known here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.options import MOST_SHOWN, promise
from app.routing.engine.world import World
from app.routing.model import Availability, Near, Need, Promise
from app.routing.nearness import availability
from app.routing.places import destination_of, place_at, places_of
from app.routing.reading import network_of
from app.stock.lookup import free_of, inbound_of

BOTH = (Method.PICKUP, Method.SHIP)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of a basket that has no order yet."""

    key: str
    product_id: str
    quantity: int


def promise_for(
    db: Connection,
    basket: Sequence[Wanted],
    *,
    method: Method,
    now: Instant,
    near_site: str | None = None,
    postcode: str = "",
    device_id: str = "",
    limit: int = 3,
) -> Promise:
    """Pickup near a site or a postcode, or shipping to a postcode. No postcode, no shipping."""
    return options_for(
        db,
        basket,
        methods=(method,),
        now=now,
        near_site=near_site,
        postcode=postcode,
        device_id=device_id,
        limit=limit,
    )


def options_for(
    db: Connection,
    basket: Sequence[Wanted],
    *,
    methods: Sequence[Method] = BOTH,
    now: Instant,
    near_site: str | None = None,
    postcode: str = "",
    device_id: str = "",
    channel: str = "",
    need_by: Instant | None = None,
    most_parcels: int = 0,
    only_at: frozenset[str] = frozenset(),
    limit: int = MOST_SHOWN,
) -> Promise:
    """All ways together, the recommended one first. `only_at`: collect at these sites alone."""
    needs = needs_of(db, basket)
    destination = destination_of(db, postcode)
    nearness: dict[Method, Near] = {Method.SHIP: destination, Method.PICKUP: destination}
    if near_site:
        nearness[Method.PICKUP] = place_at(db, near_site)
    questions = [
        Question(
            needs=needs,
            method=method,
            now=now,
            near=nearness[method],
            channel=channel,
            need_by=need_by,
            most_parcels=most_parcels,
            only_at=only_at if method is Method.PICKUP else frozenset(),
        )
        for method in methods
        if method is Method.PICKUP or destination is not None
    ]
    if not questions:
        return Promise((), ())
    return promise(questions, world_of(db, needs, now=now, device_id=device_id), limit=limit)


def world_of(
    db: Connection,
    needs: Sequence[Need],
    *,
    now: Instant,
    device_id: str = "",
    order_id: str = "",
) -> World:
    """What is known here of these products; with `device_id` what is lent to it is free as well.
    `order_id` tells which rules an order gets while others are on trial."""
    ids = [need.product_id for need in needs]
    return World(
        network=network_of(db, now, order_id=order_id),
        stock=free_of(db, ids, device_id),
        inbound=inbound_of(db, ids),
    )


def needs_of(db: Connection, basket: Sequence[Wanted]) -> tuple[Need, ...]:
    """A product that is not known here has no weight and no stock; it comes back as missing."""
    products = products_of(db, [line.product_id for line in basket])
    return tuple(_need(line, products.get(line.product_id)) for line in basket)


def availability_of(
    db: Connection,
    product_ids: Sequence[str],
    *,
    near_site: str | None = None,
    postcode: str = "",
    device_id: str = "",
) -> dict[str, Availability]:
    """The chips of a basket: product → here, nearby, elsewhere, on its way."""
    places = places_of(db)
    stock = free_of(db, product_ids, device_id)
    inbound = inbound_of(db, product_ids)
    near = place_at(db, near_site) if near_site else destination_of(db, postcode)
    return {
        product_id: availability(product_id, stock, places, near, inbound=inbound)
        for product_id in product_ids
    }


def _need(line: Wanted, product: Product | None) -> Need:
    if product is None:
        return Need(line.key, line.product_id, line.quantity, 0)
    tags = frozenset({product.category, "final_sale"} if product.final_sale else {product.category})
    return Need(
        key=line.key,
        product_id=line.product_id,
        quantity=line.quantity,
        weight_grams=product.weight_grams,
        unit_minor=product.price_minor,
        tags=tags,
    )
