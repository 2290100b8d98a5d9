"""Find an order by its number, here or at the server, and have one sent that is not here."""

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.elsewhere import FoundCustomer, find_customers
from app.kit.commands import Command
from app.orders.tables import orders
from app.orders.units import show_to
from app.storage.uow import UnitOfWork

MOST = 6  # a group of the omnibox
SHORTEST = 3  # signs of a number; fewer fit too many
COUNTER_DIGITS = 6  # JKT01-3-000712: site, device, counter

_by_number = (
    sa.select(
        orders.c.id, orders.c.number, orders.c.placed_at, orders.c.total_minor, orders.c.currency
    )
    .where(orders.c.number == sa.bindparam("number"))
    .limit(MOST)
)
_numbered = (
    sa.select(orders.c.id)
    .where(orders.c.number.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(orders.c.placed_at.desc(), orders.c.id)
    .limit(MOST)
)
_beginning = (
    sa.select(orders.c.id)
    .where(orders.c.number >= sa.bindparam("start"), orders.c.number < sa.bindparam("end"))
    .order_by(orders.c.number.desc())
    .limit(MOST)
)
_highest = sa.select(sa.func.max(orders.c.number)).where(
    orders.c.number >= sa.bindparam("prefix"), orders.c.number < sa.bindparam("after")
)


class WatchOrder(Command, frozen=True, kw_only=True):
    """Send this order to the asking desk, now and whenever it changes."""

    order_id: str


class FoundOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Enough to choose by; nothing that tells who bought."""

    order_id: str
    number: str
    placed_at: int
    total_minor: int
    currency: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a server tells a desk: at most 6 of each. Every desk has the whole catalogue."""

    orders: list[FoundOrder]
    customers: list[FoundCustomer]


def search_for_desk(db: Connection, text: str, *, care: bool) -> Found:
    """What the asking desk may hold as well; `care`: it is a phone desk, which may hold all.

    Nothing proves who sits there, so all is masked as for the least of them.
    """
    return Found(orders=find_orders(db, text), customers=find_customers(db, text, care=care))


def find_orders(db: Connection, text: str) -> list[FoundOrder]:
    """Orders by their whole number, as printed on receipts and slips."""
    rows = db.execute(_by_number, {"number": text.strip().upper()}).mappings()
    return [
        FoundOrder(
            order_id=row["id"],
            number=row["number"],
            placed_at=row["placed_at"],
            total_minor=row["total_minor"],
            currency=row["currency"],
        )
        for row in rows
    ]


def ids_by_number(db: Connection, text: str, prefixes: Iterable[str]) -> list[str]:
    """At most 6 ids, newest first, whose number begins with `text` or ends with these digits.

    Digits are the counter of one of the devices `prefixes` (`JKT01-3-`), or a number of another
    system: a few whole numbers to look up, so that the index serves them, too.
    """
    typed = text.strip().removeprefix("#").upper()
    if len(typed) < SHORTEST or not any(sign.isdecimal() for sign in typed):
        return []
    if typed.isdecimal():
        counter = typed.zfill(COUNTER_DIGITS)
        wanted = [typed, *(prefix + counter for prefix in prefixes)]
        return list(db.execute(_numbered, {"numbers": wanted}).scalars())
    return list(db.execute(_beginning, {"start": typed, "end": typed + "\uffff"}).scalars())


def watch_order(uow: UnitOfWork, command: WatchOrder) -> dict[str, Any]:
    """Only the server can show an order to a desk; on the desk there is nothing to do yet."""
    if uow.on_server:
        show_to(uow, command.order_id, f"device:{uow.actor.device_id}")
    return {"order_id": command.order_id}


def highest_number(db: Connection, prefix: str) -> str | None:
    """The highest order number that a device issued, as far as this database knows."""
    return db.execute(_highest, {"prefix": prefix, "after": prefix + "\uffff"}).scalar()
