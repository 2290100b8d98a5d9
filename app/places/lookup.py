"""Where is what: sites, bins and the zone of a postcode."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.places.tables import bins, postcodes, sites
from app.storage.prepared import prepared


@dataclass(frozen=True, slots=True)
class Site:
    id: str
    code: str
    name: str
    kind: str
    city: str
    postcode: str
    zone: str
    time_zone: str
    currency: str
    latitude: float | None
    longitude: float | None
    pickup: bool
    ships: bool
    opens: str
    closes: str
    ready_minutes: int
    region: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a postcode lies."""

    city: str
    province: str
    zone: str
    latitude: float | None
    longitude: float | None


_sites = sa.select(*(sites.c[name] for name in Site.__dataclass_fields__)).order_by(sites.c.code)
_site = _sites.where(sites.c.id == sa.bindparam("site"))
_areas = (
    sa.select(*(postcodes.c[name] for name in Area.__dataclass_fields__))
    .where(postcodes.c.prefix.in_(sa.bindparam("prefixes", expanding=True)))
    .order_by(sa.func.length(postcodes.c.prefix).desc())
    .limit(1)
)
_zones = sa.union(
    sa.select(sites.c.zone).where(sites.c.zone != ""),
    sa.select(postcodes.c.zone).where(postcodes.c.zone != ""),
)
_time_zone = sa.select(sites.c.time_zone).where(sites.c.id == sa.bindparam("site"))
_staging = sa.select(bins.c.code).where(
    bins.c.site_id == sa.bindparam("site"), bins.c.kind == "staging"
)


def all_sites(db: Connection) -> list[Site]:
    return [Site(*row) for row in prepared(db, _sites).rows(db, {})]


def site_of(db: Connection, site_id: str) -> Site | None:
    found = prepared(db, _site).rows(db, {"site": site_id})
    return Site(*found[0]) if found else None


def time_zone_of(db: Connection, site_id: str) -> str:
    """UTC for a place that nobody knows."""
    found = prepared(db, _time_zone).read(db, {"site": site_id})
    return str(found[0]["time_zone"]) if found and found[0]["time_zone"] else "UTC"


def currency_of(db: Connection, site_id: str) -> str:
    """Of a place that nobody knows: the home currency."""
    site = site_of(db, site_id)
    return site.currency if site and site.currency else "IDR"


def area_of(db: Connection, postcode: str) -> Area | None:
    """By the longest known prefix of the postcode."""
    digits = postcode.strip()
    prefixes = [digits[:end] for end in range(1, len(digits) + 1)]
    found = prepared(db, _areas).rows(db, {"prefixes": prefixes}) if prefixes else ()
    return Area(*found[0]) if found else None


def zones(db: Connection) -> list[str]:
    """Of all places and postcodes."""
    return sorted(db.execute(_zones).scalars())


def staging_bins(db: Connection, site_id: str) -> list[str]:
    return [code for (code,) in db.execute(_staging, {"site": site_id})]
