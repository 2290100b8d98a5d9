"""What can be promised for a basket: places, free stock, arrivals and rates as last known here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.kit.clock import Instant
from app.orders.states import Method
from app.places.lookup import Site, all_sites, area_of, rates, site_of
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
    db: Connection, basket: Sequence[Wanted], *, device_id: str = ""
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
        stock=free_of(db, ids, device_id),
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
    limit: int = 3,
) -> Promise:
    """Pickup near a site or a postcode, or shipping to a postcode. No postcode, no shipping."""
    asked = promise_inputs(db, basket, device_id=device_id)
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


def places_of(db: Connection) -> list[Place]:
    return [_place(site) for site in all_sites(db)]


def place_at(db: Connection, site_id: str | None) -> Place | None:
    site = site_of(db, site_id) if site_id else None
    return _place(site) if site else None


def destination_of(db: Connection, postcode: str) -> Destination | None:
    area = area_of(db, postcode)
    return Destination(area.zone, area.latitude, area.longitude) if area else None


def zone_rates(db: Connection) -> list[ZoneRate]:
    return [
        ZoneRate(
            from_zone=rate.from_zone,
            to_zone=rate.to_zone,
            base_minor=rate.base_minor,
            per_kg_minor=rate.per_kg_minor,
            days_from=rate.days_from,
            days_to=rate.days_to,
        )
        for rate in rates(db)
    ]


def _place(site: Site) -> Place:
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
        region=site.region,
    )
