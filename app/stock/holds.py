"""What is kept for drafts while somebody talks: how much, until when, and how it ends.

A cell's `held` is Σ of its live rows. A row whose time is over counts for nothing from that moment:
readers add it back (`held_back`), and a claim that finds too little free ends it first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import Instant
from app.stock.network import change_copy
from app.stock.states import HOLD_OF_DRAFT, HoldState
from app.stock.tables import stock_cells, stock_holds
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

LIVE = (HoldState.REQUESTED.value, HoldState.HELD.value)

_hold = stock_holds.c
_now: sa.BindParameter[int] = sa.bindparam("now", type_=sa.BigInteger)
_of_hold = (
    sa.select(stock_holds)
    .where(_hold.hold_id == sa.bindparam("hold"))
    .order_by(_hold.product_id, _hold.site_id, _hold.id)
)
_over_in_cell = (
    sa.select(stock_holds)
    .where(_hold.cell_id == sa.bindparam("cell"), _hold.state.in_(LIVE), _hold.expires_at <= _now)
    .order_by(_hold.id)
)
_over = (
    sa.select(stock_holds)
    .where(_hold.state.in_(LIVE), _hold.expires_at <= _now)
    .order_by(_hold.product_id, _hold.site_id, _hold.id)
    .limit(500)  # one transaction's worth; the rest comes with the next look
)
_any_over = sa.select(_hold.id).where(_hold.state.in_(LIVE), _hold.expires_at <= _now).limit(1)
_back = (
    sa.select(_hold.site_id, _hold.product_id, sa.func.sum(_hold.quantity))
    .where(
        _hold.product_id.in_(sa.bindparam("ids", expanding=True)),
        _hold.state.in_(LIVE),
        sa.or_(_hold.expires_at <= _now, _hold.hold_id == sa.bindparam("hold")),
    )
    .group_by(_hold.site_id, _hold.product_id)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft's hold as it stands; `refused`: something of it was not free."""

    hold_id: str
    units: int
    expires_at: Instant
    confirmed: bool  # by the server
    refused: bool


def held_back(
    db: Connection, product_ids: Iterable[str], *, now: Instant, hold_id: str = ""
) -> dict[tuple[str, str], int]:
    """(site, product) → units that a cell counts as held, and that may be promised all the same:
    their time is over, or they are kept for the very draft that asks."""
    asked = {"ids": sorted(set(product_ids)), "now": now, "hold": hold_id}
    rows = prepared(db, _back).rows(db, asked)
    return {(site, product): int(units) for site, product, units in rows}


def kept_for(db: Connection, hold_id: str, now: Instant) -> Kept | None:
    """None when nothing is kept for the draft any more, and nothing was refused."""
    rows = db.execute(_of_hold, {"hold": hold_id}).mappings().all()
    asked = max((row["asked_at"] for row in rows), default=0)
    live = [row for row in rows if row["state"] in LIVE and row["expires_at"] > now]
    refused = any(
        row["state"] == HoldState.REFUSED.value and row["asked_at"] == asked for row in rows
    )
    if not live and not refused:
        return None
    return Kept(
        hold_id,
        units=sum(row["quantity"] for row in live),
        expires_at=Instant(min((row["expires_at"] for row in live), default=now)),
        confirmed=all(row["state"] == HoldState.HELD.value for row in live),
        refused=refused,
    )


def kept_until(db: Connection, hold_ids: Iterable[str], now: Instant) -> dict[str, Instant]:
    """Hold → until when all of it is kept; without those that are over."""
    found = {hold_id: kept_for(db, hold_id, now) for hold_id in hold_ids}
    return {
        hold_id: kept.expires_at for hold_id, kept in found.items() if kept and not kept.refused
    }


def any_over(db: Connection, now: Instant) -> bool:
    return db.execute(_any_over, {"now": now}).first() is not None


def rows_of(uow: UnitOfWork, hold_id: str) -> Sequence[RowMapping]:
    """The live rows of a hold, by product and place; also those whose time is over."""
    return [row for row in uow.all(_of_hold, hold=hold_id) if row["state"] in LIVE]


def end_hold(uow: UnitOfWork, row: RowMapping, act: str) -> None:
    """The units are free again; what ran out before has expired, whatever was meant."""
    act = "expire" if row["expires_at"] <= uow.now else act
    state = HOLD_OF_DRAFT.after(HoldState(row["state"]), act)
    uow.update(stock_holds, row["id"], state=state.value)
    if uow.on_server or uow.row(stock_cells, row["cell_id"]) is not None:
        uow.add(stock_cells, row["cell_id"], held=-row["quantity"])
    else:
        change_copy(uow, row["site_id"], row["product_id"], row["quantity"])


def commit_hold(uow: UnitOfWork, hold_id: str) -> None:
    """The order is placed: its units are free for its own claims, which follow in the same
    transaction. On PostgreSQL the cells stay locked until then, so nobody comes between."""
    for row in rows_of(uow, hold_id):
        if row["device_id"] == uow.actor.device_id:
            end_hold(uow, row, "commit")


def end_overdue(uow: UnitOfWork, cell_id: str) -> bool:
    """End what has run out in one cell; whether there was any."""
    over = uow.all(_over_in_cell, cell=cell_id, now=uow.now)
    for row in over:
        end_hold(uow, row, "expire")
    return bool(over)


def end_all_overdue(uow: UnitOfWork) -> int:
    over = uow.all(_over, now=uow.now)
    for row in over:
        end_hold(uow, row, "expire")
    return len(over)
