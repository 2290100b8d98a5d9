"""How does the day of this desk end: its drawer, what the server lacks, and the paper of it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.fulfillment.papers import parcel_on_paper
from app.identity.queries import staff_names
from app.orders.queries import heads_of
from app.payments.drawers import DrawerView, Ended, drawer_view, ended_drawer
from app.payments.unsent import Unsent, acts_of, unsent


@dataclass(frozen=True, slots=True)
class Act:
    """`number`: of the order or return it is about; empty when it is about neither."""

    command_id: str
    kind: str
    number: str
    at: int


@dataclass(frozen=True, slots=True)
class Closing:
    view: DrawerView
    unsent: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class ClosedOnPaper:
    """`unsent`: what the server lacked when it was closed, as far as this desk remembers it."""

    drawer: Ended
    opened_by: str
    closed_by: str
    approved_by: str
    unsent: tuple[Act, ...]


def closing(db: Connection, device_id: str) -> Closing:
    return Closing(drawer_view(db, device_id), _acts(db, unsent(db)))


def closed_on_paper(db: Connection, drawer_id: str) -> ClosedOnPaper | None:
    """None while it is open."""
    drawer = ended_drawer(db, drawer_id)
    if drawer is None:
        return None
    who = (drawer.opened_by, drawer.closed_by, drawer.approved_by)
    names = staff_names(db, filter(None, who))
    opened_by, closed_by, approved_by = (names.get(user_id or "", "") for user_id in who)
    acts = _acts(db, acts_of(db, drawer.unsent.split()))
    return ClosedOnPaper(drawer, opened_by, closed_by, approved_by, acts)


def _acts(db: Connection, waiting: Sequence[Unsent]) -> tuple[Act, ...]:
    orders = {act.command_id: _order_of(db, act) for act in waiting}
    numbers = _numbers(db, orders.values())
    return tuple(
        Act(act.command_id, act.kind, act.number or numbers.get(orders[act.command_id], ""), act.at)
        for act in waiting
    )


def _order_of(db: Connection, act: Unsent) -> str:
    if act.order_id or not act.fulfillment_id:
        return act.order_id
    parcel = parcel_on_paper(db, act.fulfillment_id)
    return parcel.order_id if parcel else ""


def _numbers(db: Connection, order_ids: Iterable[str]) -> dict[str, str]:
    known = sorted({order_id for order_id in order_ids if order_id})
    return {order_id: head.number for order_id, head in heads_of(db, known).items()}
