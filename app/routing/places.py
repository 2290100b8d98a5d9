"""The places as routing sees them, and where a postcode lies."""

from sqlalchemy.engine import Connection

from app.places.lookup import Site, all_sites, area_of, site_of
from app.routing.model import Destination, Place


def places_of(db: Connection) -> list[Place]:
    return [place_of(site) for site in all_sites(db)]


def place_at(db: Connection, site_id: str | None) -> Place | None:
    site = site_of(db, site_id) if site_id else None
    return place_of(site) if site else None


def destination_of(db: Connection, postcode: str) -> Destination | None:
    area = area_of(db, postcode)
    return Destination(area.zone, area.latitude, area.longitude) if area else None


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
        region=site.region,
    )
