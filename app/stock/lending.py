"""Lend devices a few units of what is free, ask for them back, and take back what is over."""

from collections import Counter
from typing import Any

from app.identity.roles import require
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.stock.commands import AcquireLeases, ReturnLeases, TidyLeases
from app.stock.free import from_free
from app.stock.leases import LASTS, Cell, allotment, lease_id, long_over, wanted_back
from app.stock.ledger import cell_id, free_at
from app.stock.tables import leases, stock_cells
from app.storage.uow import UnitOfWork

MOST_CELLS = 500  # of one request; a desk of ours wants 60
MOST_UNITS = 9_999

LEND = from_free(stock_cells.c.leased)


def acquire_leases(uow: UnitOfWork, command: AcquireLeases) -> dict[str, Any]:
    """Refusals: quantity_out_of_range, too_many_lines."""
    require(uow.actor, "system")
    until = Instant(uow.now + LASTS)
    wanted = _checked(command)
    lent = sum(
        _fill_up(uow, command.device_id, cell, wanted[cell], until)
        for cell in sorted(wanted, key=lambda cell: (cell[1], cell[0]))
    )
    return {"lent": lent, "expires_at": until}


def return_leases(uow: UnitOfWork, command: ReturnLeases) -> dict[str, Any]:
    """What is no longer lent is no trouble: its time was over. Refusal: lease_of_another."""
    require(uow.actor, "system")
    returned = 0
    for each in sorted(set(command.lease_ids)):
        row = uow.row(leases, each, lock=True)
        if row is not None and row["device_id"] != command.device_id:
            raise Refusal("lease_of_another", lease=each)
        returned += end_lease(uow, each)
    return {"returned": returned}


def tidy_leases(uow: UnitOfWork, _command: TidyLeases) -> dict[str, Any]:
    """A promise that was made in time and comes after this is provisional: it is kept when the
    goods are free, else somebody is told."""
    require(uow.actor, "system")
    asked = wanted_back(uow.db, uow.now)
    for row in asked:
        uow.update(leases, row["id"], recalled_at=uow.now)
    ended = sum(end_lease(uow, row["id"]) for row in long_over(uow.db, uow.now))
    return {"recalled": len(asked), "ended": ended}


def end_lease(uow: UnitOfWork, of: str) -> int:
    """Take back what is left of a lease; how many units, 0 when it was over before."""
    row = uow.row(leases, of, lock=True)
    if row is None or row["quantity"] == 0:
        return 0
    left = int(row["quantity"])
    uow.add(stock_cells, cell_id(row["site_id"], row["product_id"]), leased=-left)
    uow.update(leases, of, quantity=0, recalled_at=None)
    return left


def _checked(command: AcquireLeases) -> Counter[Cell]:
    if len(command.items) > MOST_CELLS:
        raise Refusal("too_many_lines", most=MOST_CELLS)
    wanted: Counter[Cell] = Counter()
    for item in command.items:
        if not 1 <= item.quantity <= MOST_UNITS:
            raise Refusal("quantity_out_of_range", quantity=item.quantity, most=MOST_UNITS)
        wanted[item.site_id, item.product_id] += item.quantity
    return wanted


def _fill_up(uow: UnitOfWork, device_id: str, cell: Cell, wanted: int, until: Instant) -> int:
    """How many units it was lent more. A recalled lease comes back before it is filled again."""
    site_id, product_id = cell
    of = lease_id(device_id, site_id, product_id)
    row = uow.row(leases, of, lock=True)
    held = int(row["quantity"]) if row else 0
    if held and row is not None and row["recalled_at"] is not None:
        return 0
    allotted = allotment(max(0, free_at(uow, site_id, product_id)), held)
    more = max(0, min(wanted, allotted) - held)
    if more and not uow.guarded(stock_cells, LEND, cell_id(site_id, product_id), wanted=more):
        more = 0
    if row is not None and held + more:
        uow.add(leases, of, quantity=more)
        uow.update(leases, of, expires_at=until, recalled_at=None)
    elif more:
        told = {"device_id": device_id, "site_id": site_id, "product_id": product_id}
        uow.insert(leases, {"id": of, **told, "quantity": more, "expires_at": until})
    return more
