"""How often did units move from place to place by themselves, and from which reasons do they?"""

from app.orders.held import Held
from app.orders.units import events_of
from app.routing.queues.model import MOST_REJECTIONS
from app.storage.uow import UnitOfWork

NOT_ACCEPTED = "not_accepted"  # nobody there took it up in the time it had
CUTOFF_MISSED = "cutoff_missed"
AT_CAPACITY = "at_capacity"  # its day has more work than minutes
CARRIER_OUT = "carrier_out"
STOCK_CORRECTED = "stock_corrected"  # its goods are not there after all
BY_ITSELF = frozenset({NOT_ACCEPTED, CUTOFF_MISSED, AT_CAPACITY, CARRIER_OUT, STOCK_CORRECTED})


def may_still_move(uow: UnitOfWork, keeps: Held, order_id: str, line_id: str) -> bool:
    """Not what a hold of its order (`keeps`) stops, and not about for ever."""
    if keeps.stops_line(line_id):
        return False
    return attempts(uow, order_id, line_id) < MOST_REJECTIONS


def attempts(uow: UnitOfWork, order_id: str, line_id: str) -> int:
    """Places that rejected it count as well."""
    events = events_of(uow, order_id, line_id)
    return sum(event["act"] == "reject" or event["reason"] in BY_ITSELF for event in events)
