"""What an order still costs when some of its units were cancelled."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.orders.states import Method, Units
from app.pricing.model import refund_share

Row = Mapping[Any, Any]


def owed_minor(order: Row, lines: Sequence[Row]) -> int:
    """The total of the snapshot without what was cancelled, with the discounts that are no longer
    earned, and less what was given back for the trouble.

    Shipping falls with the last unit that would have been shipped, the rounding with the last
    unit of all; so cancelling everything gives everything back.
    """
    if not any(_live(line) for line in lines):
        return 0
    goods = sum(line["total_minor"] - gone_minor(line, line["cancelled"]) for line in lines)
    shipped = [line for line in lines if line["method"] == Method.SHIP.value]
    charged = not shipped or any(_live(line) for line in shipped)
    charges = order["charges_minor"] if charged else 0
    more = order["clawed_minor"] + order["rounding_minor"] - order["appeased_minor"]
    return max(0, int(goods + charges + more))


def gone_minor(line: Row, units: int, column: str = "total_minor") -> int:
    """What `units` of a line cost, counted from its first unit.

    Cancelled and returned units share one count, so that any mix of them adds up to the line:
    the next n units are worth gone_minor(gone + n) − gone_minor(gone), gone = cancelled + returned.
    """
    return refund_share(line[column], line["ordered"], 0, units) if units else 0


def _live(line: Row) -> bool:
    return bool(line["ordered"] > line[Units.CANCELLED.value])
