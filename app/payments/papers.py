"""What paper and mails tell of money: what was given back in one act, and to where."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.payments.tables import money_entries
from app.payments.tenders import CUSTOMER


@dataclass(frozen=True, slots=True)
class MoneyBack:
    """`to`: pay_link, terminal, external, store_credit, cash, or cash_due (not paid out yet)."""

    to: str
    amount_minor: int


_debits = money_entries.alias("debits")
_back = (
    sa.select(money_entries.c.account, money_entries.c.amount_minor)
    .join(
        _debits,
        sa.and_(_debits.c.journal_id == money_entries.c.journal_id, _debits.c.account == CUSTOMER),
    )
    .where(
        money_entries.c.order_id == sa.bindparam("order"),
        money_entries.c.at == sa.bindparam("at"),
        money_entries.c.account != CUSTOMER,
        _debits.c.amount_minor > 0,
    )
    .order_by(money_entries.c.account, money_entries.c.id)
)


def money_back_at(db: Connection, order_id: str, at: int) -> tuple[MoneyBack, ...]:
    """One row per tender; all rows of an act carry its instant. On the server alone."""
    return tuple(
        MoneyBack("cash" if account.startswith("drawer:") else account, -amount)
        for account, amount in db.execute(_back, {"order": order_id, "at": at})
    )
