"""What can be promised for a basket: places, free stock, arrivals and rates as last known here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.kit.clock import Instant
from app.orders.states import Method
from app.pricing.margins import bands_of
from app.routing.engine.asking import MOST_SHOWN, Question
from app.routing.model import Availability, Near, Need, Promise
from app.routing.nearness import availability
from app.routing.places import destination_of, place_at, places_of
from app.routing.reading import network_of
from app.routing.rules.stored import rules_now

if TYPE_CHECKING:
    from app.routing.engine.world import World

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
    hold_id: str = "",
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
        hold_id=hold_id,
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
    hold_id: str = "",
    channel: str = "",
    need_by: Instant | None = None,
    most_parcels: int = 0,
    only_at: frozenset[str] = frozenset(),
    limit: int = MOST_SHOWN,
) -> Promise:
    """All ways together, the recommended one first. `only_at`: collect at these sites alone.
    `hold_id`: what is kept for that draft is its own to promise."""
    from app.routing.available import barred_of  # noqa: PLC0415  numpy, as in world_of
    from app.routing.engine.options import promise  # noqa: PLC0415

    needs = needs_of(db, basket)
    destination = destination_of(db, postcode)
    nearness: dict[Method, Near] = {Method.SHIP: destination, Method.PICKUP: destination}
    if near_site:
        nearness[Method.PICKUP] = place_at(db, near_site)
    sent = destination is not None
    asked = [method for method in methods if sent or method is Method.PICKUP]
    if not asked:
        return Promise((), ())
    world = world_of(db, needs, now=now, device_id=device_id, hold_id=hold_id, channel=channel)
    barred = {method: barred_of(db, world.cells, channel=channel, method=method) for method in BOTH}
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
            barred=barred[method],
            unsent=barred[Method.SHIP] if method is Method.PICKUP else frozenset(),
        )
        for method in asked
    ]
    return promise(questions, world, limit=limit)


def world_of(
    db: Connection,
    needs: Sequence[Need],
    *,
    now: Instant,
    device_id: str = "",
    hold_id: str = "",
    channel: str = "",
    order_id: str = "",
) -> "World":
    """What is known here of these products; with `device_id` what is lent to it is free as well.
    The rules that hold now; a canary's for its share of the orders."""
    from app.routing.available import supply_of  # noqa: PLC0415  numpy: never at a desk's start
    from app.routing.engine.world import World  # noqa: PLC0415
    from app.routing.scarcity import scarcity_of  # noqa: PLC0415

    ids = [need.product_id for need in needs]
    held = rules_now(db, now)
    rules = held.of(order_id) if order_id else held.live
    network = replace(network_of(db, now), rules=rules)
    supply = supply_of(db, ids, now=now, device_id=device_id, hold_id=hold_id, channel=channel)
    scarcity = scarcity_of(db, network, needs, supply.free, supply.inbound, now=now)
    return World(network, supply.free, supply.inbound, scarcity=scarcity)


def needs_of(db: Connection, basket: Sequence[Wanted]) -> tuple[Need, ...]:
    """A product that is not known here has no weight and no stock; it comes back as missing."""
    ids = [line.product_id for line in basket]
    products, bands = products_of(db, ids), bands_of(db, ids)
    return tuple(
        _need(line, products.get(line.product_id), bands.get(line.product_id)) for line in basket
    )


def availability_of(
    db: Connection,
    product_ids: Sequence[str],
    *,
    near_site: str | None = None,
    postcode: str = "",
    device_id: str = "",
    now: Instant,
    hold_id: str = "",
) -> dict[str, Availability]:
    """The chips of a basket: product → here, nearby, elsewhere, on its way."""
    from app.routing.available import supply_of  # noqa: PLC0415  numpy, as in world_of

    places = places_of(db)
    supply = supply_of(db, product_ids, now=now, device_id=device_id, hold_id=hold_id)
    near = place_at(db, near_site) if near_site else destination_of(db, postcode)
    return {
        product_id: availability(product_id, supply.free, places, near, inbound=supply.inbound)
        for product_id in product_ids
    }


def _need(line: Wanted, product: Product | None, margin_percent: int | None) -> Need:
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
        margin_percent=margin_percent,
    )
