"""Which assumed figures does the server know that a desk cannot? Counted over a scope's orders.

A desk has no costs, and orders of other places only as far as it works with them.
"""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.benefit.measuring import LEAST_DAYS, LOOKED_BACK, NOT_REMOTE
from app.insights.benefit.serving import STORE
from app.insights.sums import total, total_if
from app.kit.clock import DAY
from app.orders.reasons import CancelReason
from app.orders.tables import order_events, order_lines, orders
from app.places.tables import sites
from app.pricing.tables import product_costs
from app.returns.states import ReturnState
from app.returns.tables import return_lines, returns

LEAST = 20  # of whatever is counted: a handful says nothing
COVERED = 800  # per mille of the sales whose cost must be known: else the margin is of another shop
CANCEL = "cancel"
NOTHING_CAME = (ReturnState.CANCELLED.value, ReturnState.DECLINED.value)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Key of an input → (value, of how many days)."""

    figures: dict[str, tuple[int, int]]


def counted(db: Connection, site_ids: Sequence[str], *, now: int, currency: str) -> Counted:
    """Nothing before a week is counted, nothing of a handful; the last LOOKED_BACK."""
    remote = sa.and_(  # orders that nobody took at a counter
        orders.c.site_id.in_(site_ids),
        orders.c.placed_at >= now - LOOKED_BACK,
        orders.c.currency == currency,
        orders.c.channel.not_in(NOT_REMOTE),
    )
    first = db.execute(sa.select(sa.func.min(orders.c.placed_at)).where(remote)).scalar()
    days = (now - first) // DAY if first is not None else 0
    if days < LEAST_DAYS:
        return Counted(figures={})
    found = _earned(db, remote) | _left(db, remote) | _returned(db, remote)
    return Counted(figures={key: (value, days) for key, value in found.items() if value > 0})


def _earned(db: Connection, remote: sa.ColumnElement[bool]) -> dict[str, int]:
    """The share of the price that is earned, tax within the price as in a band (ADR 0043)."""
    line, cost = order_lines.c, product_costs.c
    known = cost.cost_minor.is_not(None)
    earned = line.total_minor - line.tax_minor - cost.cost_minor * line.ordered

    told = sa.select(
        total(line.total_minor),
        total_if(known, line.total_minor),
        total_if(known, line.ordered),
        total_if(known, earned),
    )
    joined = order_lines.join(orders, orders.c.id == line.order_id)
    joined = joined.outerjoin(product_costs, cost.id == line.product_id)
    bought = line.ordered > line.cancelled
    sales, covered, units, profit = _row(db, told.select_from(joined).where(remote, bought))
    if units < LEAST or covered * 1_000 < sales * COVERED:
        return {}
    return {"margin": profit * 1_000 // covered, "unit_margin": profit // units}


def _left(db: Connection, remote: sa.ColumnElement[bool]) -> dict[str, int]:
    """Of what customers were to collect, the share that nobody came for."""
    event = order_events.c
    left = sa.and_(event.act == CANCEL, event.reason == CancelReason.NOT_COLLECTED.value)
    came = sa.case((event.act == "hand_over", 1), (event.act == "undo_hand_over", -1), else_=0)
    told = sa.select(total_if(left, event.quantity), total(came * event.quantity))
    joined = order_events.join(orders, orders.c.id == event.order_id)
    units, collected = _row(db, told.select_from(joined).where(remote))
    whole = units + collected
    return {"no_show": units * 1_000 // whole} if whole >= LEAST else {}


def _returned(db: Connection, remote: sa.ColumnElement[bool]) -> dict[str, int]:
    line = return_lines.c
    in_store = sites.c.kind == STORE
    worth = line.refund_minor + line.fee_minor
    told = sa.select(
        total(line.quantity),
        total(worth),
        total_if(in_store, line.quantity),
        total_if(returns.c.exchange_id.is_not(None), line.quantity),
    )
    joined = return_lines.join(returns, returns.c.id == line.return_id)
    joined = joined.join(orders, orders.c.id == returns.c.order_id)
    joined = joined.join(sites, sites.c.id == returns.c.site_id)
    here = returns.c.state.not_in(NOTHING_CAME)
    units, value, stores, swapped = _row(
        db, told.select_from(joined).where(remote, here, line.quantity > 0)
    )
    if units < LEAST:
        return {}
    return {
        "value": value // units,
        "return_share": stores * 1_000 // units,
        "exchange": swapped * 1_000 // units,
    }


def _row(db: Connection, asked: sa.Executable) -> list[int]:
    return [int(figure) for figure in db.execute(asked).one()]
