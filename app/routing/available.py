"""What of a basket can be promised at each place, now and later: one read over all places.

By the cells and papers that are held here; at other places by the packed row that the server made
of its own (packing.py). Both say the same of one cell at one moment.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from sqlalchemy.engine import Connection

from app.kit.clock import MINUTE, Instant, after
from app.orders.states import Method
from app.orders.waiting import waiting_units
from app.places.serving import dock_minutes
from app.routing.model import Inbound, Stock
from app.stock.atp import OVERDUE, Commitment, Receipt, promisable
from app.stock.holds import held_back
from app.stock.lookup import cells_free, coming_of, lent_to
from app.stock.network import layout, spreads
from app.stock.protection import NO_PROTECTION, Protections, protections

Cell = tuple[str, str]  # (site, product)


@dataclass(frozen=True, slots=True)
class Supply:
    """`inbound`: what may be promised more from a time on; what others wait for is not among it.
    `barred`: cells that the channel does not get by this way, however much is there."""

    free: Stock
    inbound: Inbound
    barred: frozenset[Cell] = frozenset()


NOTHING: Supply = Supply(MappingProxyType({}), MappingProxyType({}))


def supply_of(
    db: Connection,
    product_ids: Iterable[str],
    *,
    now: Instant,
    device_id: str = "",
    hold_id: str = "",
    channel: str = "",
    method: Method | None = None,
) -> Supply:
    """(site, product) → units. With `device_id` what it was lent counts for it as well, with
    `hold_id` what is kept for that draft."""
    ids = sorted(set(product_ids))
    if not ids:
        return NOTHING
    kept = protections(db, ids, channel)
    free, later = _held_here(db, ids, now, kept, hold_id)
    _from_packed(db, ids, now, kept, free, later)
    if device_id:
        for cell, lent in lent_to(db, ids, device_id).items():
            free[cell] = free.get(cell, 0) + lent
    barred = frozenset(cell for cell in {*free, *later} if kept and _is_barred(kept, cell, method))
    for cell in barred:
        free.pop(cell, None)
        later.pop(cell, None)
    return Supply(free, {cell: tuple(steps) for cell, steps in later.items()}, barred)


_Later = dict[Cell, list[tuple[int, Instant]]]
_Steps = dict[int, list[tuple[int, Instant]]]  # by the number of the place


def _held_here(
    db: Connection, ids: list[str], now: Instant, kept: Protections, hold_id: str
) -> tuple[dict[Cell, int], _Later]:
    here = cells_free(db, ids)
    for cell, units in held_back(db, ids, now=now, hold_id=hold_id).items():
        here[cell] = here.get(cell, 0) + units
    if kept:
        here = {cell: free - kept.at(*cell).keep for cell, free in here.items()}
    return reckoned(db, ids, here, now)


def reckoned(
    db: Connection, ids: list[str], free: Mapping[Cell, int], now: Instant
) -> tuple[dict[Cell, int], _Later]:
    """What of the free units can be promised once all that comes and all who wait are seen.

    Most cells have nothing to come and nobody who waits: they are what they are.
    """
    docks = dock_minutes(db)
    coming, waiting = coming_of(db, ids), waiting_units(db, ids)
    found = {cell: units if units > 0 else 0 for cell, units in free.items()}
    arriving = {(one.site_id, one.product_id) for one in coming}
    wanted = {(one.site_id, one.product_id) for one in waiting} & found.keys()
    cells = sorted(arriving | wanted)
    if not cells:
        return found, defaultdict(list)
    place = {cell: index for index, cell in enumerate(cells)}
    receipts = [
        Receipt(
            place[one.site_id, one.product_id],
            one.quantity,
            one.eta,
            docks.get(one.site_id, 0) * MINUTE,
            one.reliability,
        )
        for one in coming
    ]
    commitments = [
        Commitment(place[one.site_id, one.product_id], one.quantity, one.due or now)
        for one in waiting
        if (one.site_id, one.product_id) in place
    ]
    levels = np.array([free.get(cell, 0) for cell in cells], dtype=np.int64)
    dated = promisable(levels, receipts, commitments, now)
    found.update(zip(cells, dated.now.tolist(), strict=True))
    later: _Later = defaultdict(list)
    for step in dated.later:
        later[cells[step.cell]].append((step.quantity, step.at))
    return found, later


def _from_packed(
    db: Connection,
    ids: list[str],
    now: Instant,
    kept: Protections,
    free: dict[Cell, int],
    later: _Later,
) -> None:
    """Of the places whose cells are not held here. A step that is past has not come yet."""
    places = layout(db)
    held = set(free)
    for product_id, spread in spreads(db, ids).items() if places else ():
        coming: _Steps = defaultdict(list)
        for more in spread.later:
            at = more.at if more.at > now else after(now, OVERDUE)
            coming[more.place].append((more.quantity, at))
        for place in {*spread.now, *coming}:
            cell = (places[place], product_id)
            if cell in held:
                continue
            units, steps = spread.now.get(place, 0), coming.get(place, [])
            keep = kept.at(*cell).keep if kept else 0
            free[cell] = max(0, units - keep)
            if steps:
                later[cell] = _without(max(0, keep - units), steps)


def _without(keep: int, steps: list[tuple[int, Instant]]) -> list[tuple[int, Instant]]:
    """What is left of the steps when the first `keep` units are for others."""
    left = []
    for quantity, at in sorted(steps, key=lambda step: step[1]):
        taken = min(keep, quantity)
        keep -= taken
        if quantity > taken:
            left.append((quantity - taken, at))
    return left


def _is_barred(kept: Protections, cell: Cell, method: Method | None) -> bool:
    told = kept.at(*cell)
    if told is NO_PROTECTION or method is None:
        return False
    return told.no_ship if method is Method.SHIP else told.no_pickup


def barred_of(
    db: Connection, cells: Iterable[Cell], *, channel: str, method: Method
) -> frozenset[Cell]:
    """Those of the cells that the channel does not get by this method."""
    asked = frozenset(cells)
    kept = protections(db, {product for _, product in asked}, channel)
    return frozenset(cell for cell in asked if _is_barred(kept, cell, method))
