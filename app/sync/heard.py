"""When did each desk last send something: the server knows, and who closes a lost one asks."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.queries import all_desks
from app.places.queries import all_sites
from app.sync.tables import replicas

_last = sa.select(replicas.c.device_id, sa.func.max(replicas.c.seen_at).label("at")).group_by(
    replicas.c.device_id
)


class HeardDesk(msgspec.Struct, frozen=True, kw_only=True):
    """`register`: the head of its numbers, as on its slips. `heard_at`: None when it never joined.
    `closed_at`: since when the server lets it in no more."""

    device_id: str
    name: str
    register: str
    site_id: str
    site_name: str
    heard_at: int | None = None
    closed_at: int | None = None


class HeardDesks(msgspec.Struct, frozen=True, kw_only=True):
    desks: list[HeardDesk]


def heard_desks(db: Connection) -> HeardDesks:
    """By place and number."""
    last = {row.device_id: row.at for row in db.execute(_last)}
    sites = {site.site_id: site for site in all_sites(db)}
    return HeardDesks(
        desks=[
            HeardDesk(
                device_id=desk.device_id,
                name=desk.name,
                register=f"{sites[desk.site_id].code}-{desk.number}",
                site_id=desk.site_id,
                site_name=sites[desk.site_id].name,
                heard_at=last.get(desk.device_id),
                closed_at=desk.revoked_at,
            )
            for desk in all_desks(db)
            if desk.site_id in sites
        ]
    )
