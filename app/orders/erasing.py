"""May a person be forgotten while orders still need them, and what do orders keep of them?"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from app.customers.facts import CustomerErased
from app.kit.errors import Refusal
from app.orders.states import OrderState
from app.orders.tables import appeasements, holds, order_lines, orders
from app.payments.queries import credit_of
from app.payments.tenders import promised_of
from app.storage.uow import UnitOfWork

_theirs = (
    sa.select(orders.c.id, orders.c.number, orders.c.state, orders.c.note)
    .where(orders.c.customer_id.in_(sa.bindparam("customers", expanding=True)))
    .order_by(orders.c.placed_at, orders.c.id)
)
# What people wrote about an order, in rows of its own: table → columns.
WRITTEN: Mapping[sa.Table, tuple[str, ...]] = {
    order_lines: ("note",),
    holds: ("note", "release_note"),
    appeasements: ("note",),
}
AT_ONCE = 500  # ids of one IN list: under SQLite's oldest limit of 999 variables


def forget_in_orders(uow: UnitOfWork, fact: CustomerErased) -> None:
    """Listens to CustomerErased: figures stay, what people wrote into their orders goes.

    Refusals: erase_order_open(number), erase_money_owed(number, amount), erase_credit_left(amount).
    """
    theirs = uow.db.execute(_theirs, {"customers": list(fact.customer_ids)}).mappings().all()
    for order in theirs:
        if order["state"] == OrderState.PLACED.value:
            raise Refusal("erase_order_open", number=order["number"])
    for order in theirs:
        if owed := promised_of(uow, order["id"]):
            raise Refusal("erase_money_owed", number=order["number"], amount=owed)
    if left := credit_of(uow.db, fact.customer_ids[0]):
        raise Refusal("erase_credit_left", amount=left)
    for order in theirs:
        if order["note"]:
            uow.update(orders, order["id"], note="")
    ids = [order["id"] for order in theirs]
    for rows, columns in WRITTEN.items():
        _empty(uow, rows, columns, ids)
    uow.forgotten.update(ids)


def _empty(uow: UnitOfWork, rows: sa.Table, columns: Sequence[str], ids: Sequence[str]) -> None:
    told = sa.or_(*(rows.c[name] != "" for name in columns))
    for start in range(0, len(ids), AT_ONCE):
        theirs = rows.c.order_id.in_(ids[start : start + AT_ONCE])
        for row_id in uow.db.execute(sa.select(rows.c.id).where(theirs, told)).scalars().all():
            uow.update(rows, row_id, **dict.fromkeys(columns, ""))
