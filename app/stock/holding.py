"""Keep units for a draft while its customer is on the line; let them go; tidy what has run out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.identity.roles import require
from app.kit.clock import MINUTE
from app.kit.errors import Refusal
from app.stock.commands import AskHold, HeldUnits, LetHoldGo, TidyHolds
from app.stock.free import from_free
from app.stock.holds import LIVE, end_all_overdue, end_hold, end_overdue, rows_of
from app.stock.ledger import cell_id
from app.stock.network import change_copy
from app.stock.states import HOLD_OF_DRAFT, HoldState
from app.stock.tables import stock_cells, stock_holds
from app.storage.uow import UnitOfWork

LASTS = 15 * MINUTE  # a call; it is asked again while the call goes on
PARKED = 30 * MINUTE  # ux.md 3.5: parked longer, the stock is let go
MOST_CELLS = 500  # lines of one order, each from several places
MOST_UNITS = 9_999

_take = from_free(stock_cells.c.held)
_hold = stock_holds.c
_ended_there = (
    sa.select(_hold.id)
    .where(
        _hold.device_id == sa.bindparam("device"),
        _hold.site_id == sa.bindparam("site"),
        _hold.state.not_in(LIVE),
    )
    .order_by(_hold.id)
    .limit(1)
)


def ask_hold(uow: UnitOfWork, command: AskHold) -> dict[str, Any]:
    """One hold per draft: rows that are still right are lengthened, the others are let go.

    Refusals: kept_elsewhere, lease_too_long, quantity_out_of_range, too_many_lines.
    """
    require(uow.actor, "order.place")
    wanted = _checked(command)
    standing = rows_of(uow, command.hold_id)
    if any(row["device_id"] != uow.actor.device_id for row in standing):
        raise Refusal("kept_elsewhere", hold=command.hold_id)
    until = uow.now + command.lasts
    kept = _keep_right_ones(uow, standing, wanted, until)
    refused = []
    for cell in sorted(wanted.keys() - kept, key=lambda cell: (cell[1], cell[0])):
        state = _keep_anew(uow, command.hold_id, cell, wanted[cell], until)
        if state is HoldState.REFUSED:
            refused.append(cell[1])
    return {"expires_at": until, "not_free": refused}


def let_hold_go(uow: UnitOfWork, command: LetHoldGo) -> dict[str, Any]:
    """Nothing kept is no trouble: it may have run out on the way here."""
    require(uow.actor, "order.place")
    mine = [row for row in rows_of(uow, command.hold_id) if row["device_id"] == uow.actor.device_id]
    for row in mine:
        end_hold(uow, row, "release")
    return {"released": len(mine)}


def tidy_holds(uow: UnitOfWork, _command: TidyHolds) -> dict[str, Any]:
    require(uow.actor, "system")
    return {"ended": end_all_overdue(uow)}


def _checked(command: AskHold) -> Mapping[tuple[str, str], int]:
    if not 0 < command.lasts <= PARKED:
        raise Refusal("lease_too_long", most=PARKED)
    if len(command.units) > MOST_CELLS:
        raise Refusal("too_many_lines", most=MOST_CELLS)
    wanted: Counter[tuple[str, str]] = Counter()
    for part in command.units:
        _require_quantity(part)
        wanted[part.site_id, part.product_id] += part.quantity
    return wanted


def _require_quantity(part: HeldUnits) -> None:
    if not 1 <= part.quantity <= MOST_UNITS:
        raise Refusal("quantity_out_of_range", quantity=part.quantity, most=MOST_UNITS)


def _keep_right_ones(
    uow: UnitOfWork,
    standing: Sequence[RowMapping],
    wanted: Mapping[tuple[str, str], int],
    until: int,
) -> set[tuple[str, str]]:
    kept = set()
    for row in standing:
        cell = (row["site_id"], row["product_id"])
        if row["expires_at"] > uow.now and wanted.get(cell) == row["quantity"]:
            uow.update(stock_holds, row["id"], asked_at=uow.now, expires_at=until)
            kept.add(cell)
        else:
            end_hold(uow, row, "release")
    return kept


def _keep_anew(
    uow: UnitOfWork, hold_id: str, of: tuple[str, str], quantity: int, until: int
) -> HoldState:
    site_id, product_id = of
    cell = cell_id(site_id, product_id)
    free = _keep(uow, cell, site_id, product_id, quantity)
    state = HOLD_OF_DRAFT.start
    if not free:
        state = HOLD_OF_DRAFT.after(state, "refuse")
    elif uow.on_server:
        state = HOLD_OF_DRAFT.after(state, "hold")
    told = {
        "hold_id": hold_id,
        "user_id": uow.actor.user_id,
        "cell_id": cell,
        "product_id": product_id,
        "quantity": quantity,
        "state": state.value,
        "asked_at": uow.now,
        "expires_at": until,
    }
    device_id = uow.actor.device_id
    ended = uow.one(_ended_there, device=device_id, site=site_id)
    if ended is not None:
        uow.update(stock_holds, ended["id"], **told)
    else:
        where = {"device_id": device_id, "site_id": site_id}
        audience = f"stock:{site_id} device:{device_id}"
        uow.insert(stock_holds, {"id": uow.new_id("hold"), "audience": audience, **where, **told})
    return state


def _keep(uow: UnitOfWork, cell: str, site_id: str, product_id: str, quantity: int) -> bool:
    """A desk of a large chain counts other places by its copy of the packed row."""
    if not uow.on_server and uow.row(stock_cells, cell) is None:
        return change_copy(uow, site_id, product_id, -quantity)
    if uow.guarded(stock_cells, _take, cell, wanted=quantity):
        return True
    return end_overdue(uow, cell) and uow.guarded(stock_cells, _take, cell, wanted=quantity)
