"""Units wait for supply: pegged to what comes, and the customer asked when that is too late."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.kit.clock import Instant
from app.orders.facts import PromiseMissed
from app.orders.shortfalls import NO_STOCK, tell_short
from app.orders.units import place_line, tell
from app.stock.pegging import peg
from app.storage.uow import UnitOfWork

Row: TypeAlias = Mapping[Any, Any]


def await_supply(
    uow: UnitOfWork, line: Row, quantity: int, *, agreed: bool = False, because: str = NO_STOCK
) -> None:
    """Backordered units of a line, from now on. Who was told better keeps his promise, is asked
    what he wants instead, and gets a person's attention.

    `agreed`: he was asked already, so he is not written to again.
    """
    arrival = _arrival(uow, line, quantity)
    promised = line["promise_to"]
    if arrival is not None and promised is not None and arrival <= promised:
        return
    if promised is None:
        place_line(uow, line["id"], promise_from=arrival, promise_to=arrival)
    elif not agreed:
        told = str(arrival or "")
        tell(uow, line["order_id"], "offer", line_id=line["id"], quantity=quantity, reason=told)
        uow.emit(PromiseMissed(line["order_id"], line["id"]))
    tell_short(
        uow,
        line_id=line["id"],
        order_id=line["order_id"],
        site_id=line["site_id"],
        product_id=line["product_id"],
        quantity=quantity,
        because=because,
        until=arrival,
    )


def _arrival(uow: UnitOfWork, line: Row, quantity: int) -> Instant | None:
    if line["site_id"] is None:
        return None
    return peg(
        uow,
        line_id=line["id"],
        order_id=line["order_id"],
        site_id=line["site_id"],
        product_id=line["product_id"],
        quantity=quantity,
    )
