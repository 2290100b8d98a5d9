"""Which of the assumed figures are known by now: counted in the places of a scope."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.benefit.inputs import Input, Triple, with_own
from app.insights.benefit.outcome import Benefit
from app.insights.benefit.serving import Served, served_lately
from app.insights.figures.model import COUNTER
from app.insights.scopes import Scope, ScopeKind
from app.insights.sums import total, total_if
from app.insights.tables import hour_figures
from app.kit.clock import DAY

LOOKED_BACK = 90 * DAY  # as far as every desk's figures go
LEAST_DAYS = 7
YEAR = 365
IMPORTED = "import"  # sales of the past by another system: their way is not known
NOT_REMOTE = (COUNTER, IMPORTED)

_figure = hour_figures.c
_remote = _figure.channel.not_in(NOT_REMOTE)


def _of_remote(column: sa.Column[int]) -> sa.ColumnElement[int]:
    return total_if(_remote, column).label(column.name)


@dataclass(frozen=True, slots=True)
class Told:
    inputs: tuple[Input, ...]
    benefit: Benefit
    served: Served


def benefit_of(
    db: Connection,
    scope: Scope,
    own: Mapping[str, Triple],
    counted: Mapping[str, tuple[int, int]],
    *,
    now: int,
    currency: str,
) -> Told:
    """`counted`: what the server told beside (benefit/counted.py), as `measured` tells it."""
    from app.insights.benefit.ranges import benefit  # noqa: PLC0415  numpy: never at a desk's start

    known = {**measured(db, scope, now=now, currency=currency), **counted}
    inputs = with_own(own, known)
    return Told(tuple(inputs), benefit(inputs), served_lately(db, scope, now))


def measured(
    db: Connection, scope: Scope, *, now: int, currency: str
) -> dict[str, tuple[int, int]]:
    """Key → (value, of how many days); nothing before a week is counted, or of one person alone.

    Remote orders are those that nobody took at a counter. How many there are is assumed of the
    whole company, so a store's own count does not take its place; shares and values do.
    """
    if scope.kind is ScopeKind.OWN:
        return {}
    asked = sa.select(
        sa.func.min(_figure.hour),
        _of_remote(_figure.orders),
        _of_remote(_figure.sales_minor),
        _of_remote(_figure.pickups),
        total(_figure.returned).label("returned"),
    ).where(
        _figure.site_id.in_(scope.site_ids),
        _figure.hour >= now - LOOKED_BACK,
        _figure.currency == currency,
    )
    first, orders, sales, pickups, returned = db.execute(asked).one()
    days = (now - first) // DAY if first is not None else 0
    if days < LEAST_DAYS:
        return {}
    found: dict[str, int] = {}
    if scope.kind is ScopeKind.COMPANY:
        found = {"returns": int(returned) * YEAR // days, "orders": int(orders) * YEAR // days}
    if orders:
        found["aov"] = int(sales) // int(orders)
        found["pickup_share"] = min(1_000, int(pickups) * 1_000 // int(orders))
    return {key: (value, int(days)) for key, value in found.items() if value > 0}
