"""May a person be forgotten while orders still need them, and what do orders keep of them?"""

import sqlalchemy as sa

from app.customers.facts import CustomerErased
from app.kit.errors import Refusal
from app.orders.states import OrderState
from app.orders.tables import order_lines, orders
from app.payments.queries import credit_of
from app.payments.tenders import promised_of
from app.storage.uow import UnitOfWork

_theirs = (
    sa.select(orders.c.id, orders.c.number, orders.c.state, orders.c.note)
    .where(orders.c.customer_id.in_(sa.bindparam("customers", expanding=True)))
    .order_by(orders.c.placed_at, orders.c.id)
)
_noted_lines = sa.select(order_lines.c.id).where(
    order_lines.c.order_id.in_(sa.bindparam("orders", expanding=True)), order_lines.c.note != ""
)
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
    for start in range(0, len(ids), AT_ONCE):
        asked = {"orders": ids[start : start + AT_ONCE]}
        for line_id in uow.db.execute(_noted_lines, asked).scalars().all():
            uow.update(order_lines, line_id, note="")
    uow.forgotten.update(ids)
