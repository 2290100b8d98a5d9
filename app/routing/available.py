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
from app.stock.atp import OVERDUE, Commitment, Promisable, Receipt, promisable
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
    barred = frozenset(cell for cell in {*free, *later} if _is_barred(kept, cell, method))
    return Supply(
        {cell: units for cell, units in free.items() if cell not in barred},
        {cell: tuple(steps) for cell, steps in later.items() if cell not in barred},
        barred,
    )


_Later = dict[Cell, list[tuple[int, Instant]]]


def _held_here(
    db: Connection, ids: list[str], now: Instant, kept: Protections, hold_id: str
) -> tuple[dict[Cell, int], _Later]:
    here = cells_free(db, ids)
    for cell, units in held_back(db, ids, now=now, hold_id=hold_id).items():
        here[cell] = here.get(cell, 0) + units
    protected = {cell: free - kept.at(*cell).keep for cell, free in here.items()}
    return reckoned(db, ids, protected, now)


def reckoned(
    db: Connection, ids: list[str], free: Mapping[Cell, int], now: Instant
) -> tuple[dict[Cell, int], _Later]:
    """What of the free units can be promised once all that comes and all who wait are seen."""
    docks = dock_minutes(db)
    coming, waiting = coming_of(db, ids), waiting_units(db, ids)
    cells = sorted({*free, *((one.site_id, one.product_id) for one in coming)})
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
    return _by_cell(cells, promisable(levels, receipts, commitments, now))


def _by_cell(cells: list[Cell], found: Promisable) -> tuple[dict[Cell, int], _Later]:
    later: _Later = defaultdict(list)
    for step in found.later:
        later[cells[step.cell]].append((step.quantity, step.at))
    return dict(zip(cells, found.now.tolist(), strict=True)), later


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
        steps: dict[str, list[tuple[int, Instant]]] = defaultdict(list)
        for place, units in spread.now.items():
            steps[places[place]].append((units, now))
        for more in spread.later:
            at = more.at if more.at > now else after(now, OVERDUE)
            steps[places[more.place]].append((more.quantity, at))
        for site_id, told in steps.items():
            if (cell := (site_id, product_id)) not in held:
                free[cell], later[cell] = _less(told, kept.at(*cell).keep, now)


def _less(
    steps: list[tuple[int, Instant]], keep: int, now: Instant
) -> tuple[int, list[tuple[int, Instant]]]:
    """(now, later) without the first `keep` units."""
    free, later = 0, []
    for quantity, at in sorted(steps, key=lambda step: step[1]):
        taken = min(keep, quantity)
        keep -= taken
        if at == now:
            free += quantity - taken
        elif quantity > taken:
            later.append((quantity - taken, at))
    return free, later


def _is_barred(kept: Protections, cell: Cell, method: Method | None) -> bool:
    told = kept.at(*cell)
    if told is NO_PROTECTION or method is None:
        return False
    return told.no_ship if method is Method.SHIP else told.no_pickup
