"""What a device may promise without its server: of which goods, how many, and for how long.

The rules are the same on both sides. The server lends by them; a desk asks by them, so that it does
not ask for what it would not get.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import HOUR, Instant
from app.kit.ids import derived_id
from app.stock.commands import LeaseItem
from app.stock.free import FREE
from app.stock.ledger import cell_id
from app.stock.lookup import free_of
from app.stock.tables import leases, reservations, stock_cells
from app.storage.lease_clock import lease_clock_says
from app.storage.outbox import outbox

LASTS = 72 * HOUR  # as long as a desk may be without its server
RENEWED_AT = LASTS // 2  # a desk that misses the server for a night still has a day and a half
QUIET_AFTER = 6 * HOUR  # past the time of renewal: the desk does not want it any more, or is away
GRACE = 12 * HOUR  # who promised in the last hour may tell it the next morning
SHARE = 4  # one in so many: three tills of a store leave the others more than half
MOST = 4  # units of one product: orders have one or two
CELLS = 60  # of one device: a few hundred devices still lend out little of a chain
LOOKS_BACK = 400  # claims: some days of a store, an hour of a phone desk

Cell = tuple[str, str]  # (site, product)

_lease = leases.c
_cell = stock_cells.c
_of_device = sa.select(leases).where(
    _lease.device_id == sa.bindparam("device"), _lease.quantity > 0
)
_claimed = (
    sa.select(reservations.c.site_id, reservations.c.product_id)
    .order_by(reservations.c.made_at.desc(), reservations.c.id)
    .limit(LOOKS_BACK)
)
# Where most of a product lies is what a shop expects to sell.
_on_shelves = (
    sa.select(_cell.site_id, _cell.product_id)
    .where(_cell.site_id == sa.bindparam("site"), _cell.available >= SHARE)
    .order_by(_cell.available.desc(), _cell.id)
    .limit(CELLS)
)
_unsent = sa.select(outbox.c.command_id).limit(1)
_asked: sa.BindParameter[int] = sa.bindparam("now", type_=sa.BigInteger)
_wanted_back = (
    sa.select(leases)
    .join(
        stock_cells, sa.and_(_cell.site_id == _lease.site_id, _cell.product_id == _lease.product_id)
    )
    .where(
        _lease.quantity > 0,
        _lease.recalled_at.is_(None),
        sa.or_(FREE <= 0, _lease.expires_at < _asked + (RENEWED_AT - QUIET_AFTER)),
    )
)
_over = sa.select(leases).where(_lease.quantity > 0, _lease.expires_at <= _asked - GRACE)
BATCH = 500  # one transaction's worth; the rest comes with the next look


@dataclass(frozen=True, slots=True)
class Plan:
    """What a desk says to its server about leases; empty most of the time."""

    ask: tuple[LeaseItem, ...] = ()
    give_back: tuple[str, ...] = ()
    unsent_first: bool = False  # there is something to say once the queue has gone up


def lease_id(device_id: str, site_id: str, product_id: str) -> str:
    return derived_id(device_id, "lease", cell_id(site_id, product_id))


def allotment(free: int, lent: int) -> int:
    """How many units a device should hold of a cell, of what is free there and what it has."""
    return max(0, min(MOST, (free + lent) // SHARE))


def runs_low(lent: int, allotted: int) -> bool:
    """Below half, so that a lease is filled up in one go and not unit by unit."""
    return lent * 2 < allotted


def plan_of(db: Connection, device_id: str, site_id: str) -> Plan:
    """On a desk, in one state of its database: what to ask for and what to give back.

    Only while nothing waits to be sent. Then the server knows of every promise on what comes back,
    and no new one is made on a lease that was recalled; and a long queue goes up undisturbed.
    """
    held = {(row["site_id"], row["product_id"]): row for row in _rows(db, device_id)}
    quiet = db.execute(_unsent).first() is None
    back = sorted(row["id"] for row in held.values() if row["recalled_at"] is not None)
    ask = tuple(_lacking(db, held, _liked(db, site_id)))
    if not quiet:
        return Plan(unsent_first=bool(back or ask))
    return Plan(ask, tuple(back))


def all_of(db: Connection, device_id: str) -> tuple[str, ...]:
    """All that a device holds; nothing while it has promises that the server does not know."""
    if db.execute(_unsent).first() is not None:
        return ()
    return tuple(sorted(row["id"] for row in _rows(db, device_id)))


def wanted_back(db: Connection, now: Instant) -> list[RowMapping]:
    """Leases on cells that ran out, and those that nobody renewed; by cell."""
    return _ordered(db, _wanted_back, now)


def long_over(db: Connection, now: Instant) -> list[RowMapping]:
    return _ordered(db, _over, now)


def _ordered(
    db: Connection, statement: sa.Select[tuple[object, ...]], now: Instant
) -> list[RowMapping]:
    by_cell = statement.order_by(_lease.product_id, _lease.site_id, _lease.id).limit(BATCH)
    return list(db.execute(by_cell, {"now": now}).mappings())


def _rows(db: Connection, device_id: str) -> Iterator[RowMapping]:
    return iter(db.execute(_of_device, {"device": device_id}).mappings())


def _liked(db: Connection, site_id: str) -> list[Cell]:
    """What was promised lately, the oftenest first; then what its own place has most of."""
    times: dict[Cell, int] = {}
    for site, product in db.execute(_claimed):
        times[site, product] = times.get((site, product), 0) + 1
    often = sorted(times, key=lambda cell: (-times[cell], cell))
    shelves = [(row.site_id, row.product_id) for row in db.execute(_on_shelves, {"site": site_id})]
    return list(dict.fromkeys([*often, *shelves]))[:CELLS]


def _lacking(
    db: Connection, held: dict[Cell, RowMapping], liked: Iterable[Cell]
) -> Iterator[LeaseItem]:
    liked = list(liked)
    at, _ = lease_clock_says(db)
    free = free_of(db, (product for _, product in liked))
    for site, product in liked:
        row = held.get((site, product))
        lent = row["quantity"] if row else 0
        allotted = allotment(free.get((site, product), 0), lent)
        ends_soon = row is not None and row["expires_at"] - at < RENEWED_AT
        if row is not None and row["recalled_at"] is not None:
            continue
        if allotted and (runs_low(lent, allotted) or ends_soon):
            yield LeaseItem(site_id=site, product_id=product, quantity=allotted)
