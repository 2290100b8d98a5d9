"""Where things are, and what a device prints at the head of its numbers."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.queries import device_number, device_numbers
from app.kit.errors import Refusal
from app.places.tables import bins, sites
from app.storage.prepared import prepared

_code = sa.select(sites.c.code).where(sites.c.id == sa.bindparam("site"))
_sites = sa.select(sites).order_by(sites.c.kind.desc(), sites.c.name)
_bins = (
    sa.select(bins.c.code)
    .where(bins.c.site_id == sa.bindparam("site"), bins.c.kind == sa.bindparam("kind"))
    .order_by(bins.c.code)
)
_bin = sa.select(bins.c.code).where(
    bins.c.site_id == sa.bindparam("site"), bins.c.code == sa.bindparam("code")
)


@dataclass(frozen=True, slots=True)
class Site:
    site_id: str
    code: str
    name: str
    kind: str
    city: str
    zone: str
    time_zone: str
    currency: str


def number_prefix(db: Connection, device_id: str) -> str:
    """`JKT01-3-`: site, device; Refusal('not_enrolled') for a device that no site knows."""
    device = device_number(db, device_id)
    code = prepared(db, _code).scalar(db, {"site": device[0]}) if device else None
    if device is None or code is None:
        raise Refusal("not_enrolled")
    return f"{code}-{device[1]}-"


def all_prefixes(db: Connection) -> list[str]:
    """The heads of all numbers that devices issue, this one's and others'."""
    codes = {site.site_id: site.code for site in all_sites(db)}
    return [f"{codes[site]}-{number}-" for site, number in device_numbers(db) if site in codes]


def all_sites(db: Connection) -> list[Site]:
    return [
        Site(
            site_id=row["id"],
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            city=row["city"],
            zone=row["zone"],
            time_zone=row["time_zone"],
            currency=row["currency"],
        )
        for row in prepared(db, _sites).read(db, {})
    ]


def bin_codes(db: Connection, site_id: str, kind: str) -> list[str]:
    """The bins of one kind at a site, in the order in which one walks by them."""
    return list(db.execute(_bins, {"site": site_id, "kind": kind}).scalars())


def is_bin(db: Connection, site_id: str, code: str) -> bool:
    return db.execute(_bin, {"site": site_id, "code": code}).first() is not None
