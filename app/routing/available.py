"""What of a basket can be promised at each place, now and later: one read over all places.

By the cells and papers that are held here; at other places by the packed row that the server made
of its own (packing.py). Both say the same of one cell at one moment.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
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
from app.stock.protection import Protection, Protections, protections

Cell = tuple[str, str]  # (site, product)


@dataclass(frozen=True, slots=True)
class Supply:
    """`inbound`: what may be promised more from a time on; what others wait for is not among it."""

    free: Stock
    inbound: Inbound


NOTHING: Supply = Supply(MappingProxyType({}), MappingProxyType({}))


def supply_of(
    db: Connection,
    product_ids: Iterable[str],
    *,
    now: Instant,
    device_id: str = "",
    hold_id: str = "",
    channel: str = "",
) -> Supply:
    """(site, product) → units. With `device_id` what it was lent counts for it as well, with
    `hold_id` what is kept for that draft."""
    ids = sorted(set(product_ids))
    if not ids:
        return NOTHING
    kept = protections(db, ids, channel)
    here, back = cells_free(db, ids), held_back(db, ids, now=now, hold_id=hold_id)
    held = {cell: units + back.get(cell, 0) - _keep(kept, cell) for cell, units in here.items()}
    free, later = reckoned(db, ids, held, now)
    if places := layout(db):
        # Papers of all places are here, cells are not: of those the packed row alone knows.
        free = {cell: units for cell, units in free.items() if cell in here}
        later = {cell: steps for cell, steps in later.items() if cell in here}
        for cell, (units, steps) in _elsewhere(db, ids, now, places, here, back).items():
            keep = _keep(kept, cell)
            free[cell] = max(0, units - keep)
            if steps:
                later[cell] = _without(max(0, keep - units), steps)
    if device_id:
        for cell, lent in lent_to(db, ids, device_id).items():
            free[cell] = free.get(cell, 0) + lent
    return Supply(free, {cell: tuple(steps) for cell, steps in later.items()})


_Later = dict[Cell, list[tuple[int, Instant]]]


def _keep(kept: Protections, cell: Cell) -> int:
    return kept.at(*cell).keep if kept else 0


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


def _elsewhere(
    db: Connection,
    ids: list[str],
    now: Instant,
    places: Sequence[str],
    here: Container[Cell],
    back: Mapping[Cell, int],
) -> dict[Cell, tuple[int, list[tuple[int, Instant]]]]:
    """Cell that is not held here → (units now, more later), what is given back among them.

    A step that is past has not come yet.
    """
    found: dict[Cell, tuple[int, list[tuple[int, Instant]]]] = {
        cell: (units, []) for cell, units in back.items() if cell not in here
    }
    for product_id, spread in spreads(db, ids).items():
        for place, units in spread.now.items():
            cell = (places[place], product_id)
            if cell not in here:
                found[cell] = (units + back.get(cell, 0), [])
        for more in spread.later:
            cell = (places[more.place], product_id)
            if cell not in here:
                at = more.at if more.at > now else after(now, OVERDUE)
                found.setdefault(cell, (0, []))[1].append((more.quantity, at))
    return found


def _without(keep: int, steps: list[tuple[int, Instant]]) -> list[tuple[int, Instant]]:
    """What is left of the steps when the first `keep` units are for others."""
    left = []
    for quantity, at in sorted(steps, key=lambda step: step[1]):
        taken = min(keep, quantity)
        keep -= taken
        if quantity > taken:
            left.append((quantity - taken, at))
    return left


def barred_of(
    db: Connection, cells: Iterable[Cell], *, channel: str, method: Method
) -> frozenset[Cell]:
    """Those of the cells that the channel does not get by this method."""
    asked = frozenset(cells)
    kept = protections(db, {product for _, product in asked}, channel)
    if not kept:
        return frozenset()
    return frozenset(cell for cell in asked if _bars(kept.at(*cell), method))


def _bars(rule: Protection, method: Method) -> bool:
    return rule.no_ship if method is Method.SHIP else rule.no_pickup
