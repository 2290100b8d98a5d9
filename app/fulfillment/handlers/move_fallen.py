"""Goods that a count or a correction took from an order come from elsewhere, if that is in time."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.engine import Connection, RowMapping

from app.cases.notice import settle_about
from app.cases.queries import open_about
from app.cases.states import CaseKind
from app.fulfillment.handlers.parcels import parcel_of, state_of, unpicked_lines
from app.fulfillment.states import FulfillmentState
from app.identity.roles import require
from app.kit.commands import Command
from app.orders.facts import UnitsNeedPlace
from app.orders.held import held_now
from app.orders.states import Method, OrderState
from app.orders.units import line_of, locked_order
from app.routing.queues.answering import let_fallen_go
from app.routing.queues.attempts import STOCK_CORRECTED, may_still_move
from app.stock.ledger import short_of
from app.stock.lookup import fallen_on_lines
from app.storage.uow import UnitOfWork

LINES = "order_lines"
MOST = 500  # of one round


class MoveFallen(Command, frozen=True, kw_only=True):
    """The server's own: a line of an order with claims on goods that are not there."""

    line_id: str


def fallen(db: Connection) -> Iterator[tuple[str, MoveFallen]]:
    """(the case that tells of it, what is to be done)."""
    told = open_about(db, CaseKind.SHORTFALL, LINES, MOST)
    lines = fallen_on_lines(db, (line_id for _, line_id in told)) if told else ()
    for case_id, line_id in told:
        if line_id in lines:
            yield case_id, MoveFallen(line_id=line_id)


def move_fallen(uow: UnitOfWork, command: MoveFallen) -> dict[str, Any]:
    """It stays with a person when somebody picks, when the customer comes for it, after the third
    time, or when no other place keeps what was promised."""
    require(uow.actor, "system")
    order = locked_order(uow, line_of(uow, command.line_id)["order_id"])
    line = line_of(uow, command.line_id)
    short = short_of(uow, command.line_id)
    if not _may_move(uow, order, line, short) or not _kept_elsewhere(uow, order, line, short):
        return {"line_id": command.line_id, "units": 0}
    (site_id,) = short
    let_fallen_go(uow, line, reason=STOCK_CORRECTED)
    uow.emit(UnitsNeedPlace(order["id"], (command.line_id,), not_at=site_id))
    settle_about(uow, CaseKind.SHORTFALL, command.line_id, why="moved")
    return {"line_id": command.line_id, "units": short[site_id]}


def _may_move(uow: UnitOfWork, order: RowMapping, line: RowMapping, short: dict[str, int]) -> bool:
    if order["state"] != OrderState.PLACED.value or line["method"] != Method.SHIP.value:
        return False
    keeps = held_now(uow, order["id"])
    if len(short) != 1 or not may_still_move(uow, keeps, order["id"], line["id"]):
        return False
    return not any(_begun(uow, row) for row in unpicked_lines(uow, line["id"]))


def _begun(uow: UnitOfWork, row: RowMapping) -> bool:
    parcel = parcel_of(uow, row["fulfillment_id"])
    return state_of(parcel) is not FulfillmentState.OPEN or parcel["claimed_by"] is not None


def _kept_elsewhere(
    uow: UnitOfWork, order: RowMapping, line: RowMapping, short: dict[str, int]
) -> bool:
    from app.routing.deciding import could_come_elsewhere  # noqa: PLC0415  numpy: not at the start

    (site_id,) = short
    return could_come_elsewhere(uow, order, [(line, short[site_id])], site_id)
