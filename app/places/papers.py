"""How a place is named and found, on paper and in mails."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.places.tables import sites


@dataclass(frozen=True, slots=True)
class PlaceOnPaper:
    name: str
    code: str
    street: str
    city: str
    postcode: str
    phone: str
    opens: str  # HH:MM in its zone
    closes: str
    time_zone: str


_place = sa.select(*(sites.c[name] for name in PlaceOnPaper.__dataclass_fields__)).where(
    sites.c.id == sa.bindparam("site")
)


def place_on_paper(db: Connection, site_id: str | None) -> PlaceOnPaper | None:
    row = db.execute(_place, {"site": site_id}).first() if site_id else None
    return PlaceOnPaper(*row) if row else None
