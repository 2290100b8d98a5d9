"""What can be promised for a basket: places, free stock, arrivals and rates as last known here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.kit.clock import Instant
from app.orders.states import Method
from app.places.lookup import Site, all_sites, area_of, site_of
from app.places.serving import network_lists
from app.routing.model import (
    Availability,
    Destination,
    Inbound,
    Need,
    Place,
    Promise,
    Stock,
    ZoneRate,
    availability,
    pickup_options,
    shipping_options,
)
from app.routing.network import Level
from app.stock.lookup import free_of, inbound_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of a basket that has no order yet."""

    key: str
    product_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PromiseInputs:
    needs: tuple[Need, ...]
    places: tuple[Place, ...]
    stock: Stock
    inbound: Inbound
    rates: tuple[ZoneRate, ...]


def promise_inputs(
    db: Connection,
    basket: Sequence[Wanted],
    *,
    now: Instant | None = None,
    device_id: str = "",
    hold_id: str = "",
) -> PromiseInputs:
    """A product that is not known here has no weight and no stock; it comes back as missing."""
    ids = [line.product_id for line in basket]
    products = products_of(db, ids)
    needs = tuple(
        Need(
            line.key,
            line.product_id,
            line.quantity,
            products[line.product_id].weight_grams if line.product_id in products else 0,
        )
        for line in basket
    )
    return PromiseInputs(
        needs=needs,
        places=tuple(places_of(db)),
        stock=free_of(db, ids, device_id, now=now, hold_id=hold_id),
        inbound=inbound_of(db, ids),
        rates=tuple(zone_rates(db)),
    )


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
    """Pickup near a site or a postcode, or shipping to a postcode. No postcode, no shipping.

    What is kept for `hold_id` is this basket's own."""
    asked = promise_inputs(db, basket, now=now, device_id=device_id, hold_id=hold_id)
    destination = destination_of(db, postcode)
    if method is Method.PICKUP:
        near = place_at(db, near_site) if near_site else destination
        return pickup_options(
            asked.needs,
            asked.places,
            asked.stock,
            near=near,
            now=now,
            limit=limit,
            inbound=asked.inbound,
        )
    if destination is None:
        return Promise((), ())
    return shipping_options(
        asked.needs,
        asked.places,
        asked.stock,
        asked.rates,
        destination,
        now=now,
        limit=limit,
        inbound=asked.inbound,
    )


def availability_of(
    db: Connection,
    product_ids: Sequence[str],
    *,
    near_site: str | None = None,
    postcode: str = "",
    device_id: str = "",
    now: Instant | None = None,
    hold_id: str = "",
) -> dict[str, Availability]:
    """The chips of a basket: product → here, nearby, elsewhere, on its way."""
    places = places_of(db)
    stock = free_of(db, product_ids, device_id, now=now, hold_id=hold_id)
    inbound = inbound_of(db, product_ids)
    near = place_at(db, near_site) if near_site else destination_of(db, postcode)
    return {
        product_id: availability(product_id, stock, places, near, inbound=inbound)
        for product_id in product_ids
    }


def places_of(db: Connection) -> list[Place]:
    return [place_of(site) for site in all_sites(db)]


def place_at(db: Connection, site_id: str | None) -> Place | None:
    site = site_of(db, site_id) if site_id else None
    return place_of(site) if site else None


def destination_of(db: Connection, postcode: str) -> Destination | None:
    area = area_of(db, postcode)
    return Destination(area.zone, area.latitude, area.longitude) if area else None


def zone_rates(db: Connection) -> list[ZoneRate]:
    """What sending in the ordinary way costs."""
    lists = network_lists(db)
    ordinary = {row["code"] for row in lists.services if row["level"] == Level.STANDARD.value}
    return [
        ZoneRate(
            from_zone=row["from_zone"],
            to_zone=row["to_zone"],
            base_minor=row["first_kg_minor"] - row["per_kg_minor"],
            per_kg_minor=row["per_kg_minor"],
            days_from=row["days_from"],
            days_to=row["days_to"],
        )
        for row in lists.rates
        if row["service"] in ordinary
    ]


def place_of(site: Site) -> Place:
    return Place(
        site_id=site.id,
        name=site.name,
        kind=site.kind,
        zone=site.zone,
        latitude=site.latitude,
        longitude=site.longitude,
        pickup=site.pickup,
        ships=site.ships,
        ready_minutes=site.ready_minutes,
        opens=site.opens,
        closes=site.closes,
        time_zone=site.time_zone,
    )
