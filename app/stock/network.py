"""The packed rows: what can be promised at places whose cells this database does not hold.

A desk lowers its own copy for what it promised itself and has not sent yet; when the server's
row comes, that one counts again (storage/images.py puts it back).
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.ids import derived_id
from app.stock.packed import Spread, pack, unpack
from app.stock.tables import network_cursors, network_layouts, network_stock
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

LAYOUT = derived_id("network", "layout")

_layout = sa.select(network_layouts.c.site_ids).where(network_layouts.c.id == LAYOUT)
_cursor = sa.select(network_cursors.c.seq).where(network_cursors.c.id == LAYOUT)
_rows = sa.select(network_stock.c.id, network_stock.c.packed).where(
    network_stock.c.id.in_(sa.bindparam("ids", expanding=True))
)


def layout(db: Connection) -> list[str]:
    """The places by their numbers in packed rows."""
    found = prepared(db, _layout).read(db, {})
    return str(found[0]["site_ids"]).split() if found else []


def spreads(db: Connection, product_ids: Iterable[str]) -> dict[str, Spread]:
    """Product → its packed row; without those that have none."""
    rows = db.execute(_rows, {"ids": sorted(set(product_ids))})
    return {product_id: unpack(packed) for product_id, packed in rows}


def copied_free(db: Connection, product_id: str) -> dict[str, int]:
    """Site → what the packed row says can be promised there; empty where there is none."""
    places = layout(db)
    spread = spreads(db, [product_id]).get(product_id) if places else None
    return {places[place]: units for place, units in spread.now.items()} if spread else {}


def free_in_copy(uow: UnitOfWork, site_id: str, product_id: str) -> int:
    spread = spreads(uow.db, [product_id]).get(product_id)
    places = layout(uow.db)
    if spread is None or site_id not in places:
        return 0
    return spread.now.get(places.index(site_id), 0)


def change_copy(uow: UnitOfWork, site_id: str, product_id: str, by: int) -> bool:
    """Bring a desk's copy along with its own act; False when that would leave less than nothing."""
    free = free_in_copy(uow, site_id, product_id)
    if free + by < 0 or site_id not in layout(uow.db):
        return False
    spread = spreads(uow.db, [product_id]).get(product_id, Spread({}))
    now = {**spread.now, layout(uow.db).index(site_id): free + by}
    write_spread(uow, product_id, Spread(now, spread.later))
    return True


def write_spread(uow: UnitOfWork, product_id: str, spread: Spread) -> bool:
    """Write the row when it says something else than before."""
    packed = pack(spread)
    before = uow.row(network_stock, product_id)
    if before is None:
        if packed:
            uow.insert(network_stock, {"id": product_id, "packed": packed, "as_of": uow.now})
        return bool(packed)
    if before["packed"] == packed:
        return False
    uow.update(network_stock, product_id, packed=packed, as_of=uow.now)
    return True


def number_places(uow: UnitOfWork, site_ids: Sequence[str]) -> list[str]:
    """The layout with all these places in it: new ones at its end, so that old rows stay right."""
    known = layout(uow.db)
    missing = [site_id for site_id in site_ids if site_id not in known]
    if not missing:
        return known
    told = " ".join([*known, *missing])
    if known:
        uow.update(network_layouts, LAYOUT, site_ids=told)
    else:
        uow.insert(network_layouts, {"id": LAYOUT, "site_ids": told})
    return [*known, *missing]


def followed_to(db: Connection) -> int:
    """Up to which number of the feed the packed rows follow; 0 when there are none yet."""
    return int(db.execute(_cursor).scalar() or 0)


def follow_to(uow: UnitOfWork, seq: int) -> None:
    """The cursor is the server's own: no desk hears of it."""
    moved = uow.db.execute(
        network_cursors.update().values(seq=seq).where(network_cursors.c.id == LAYOUT)
    )
    if moved.rowcount == 0:
        uow.db.execute(network_cursors.insert(), {"id": LAYOUT, "seq": seq})
