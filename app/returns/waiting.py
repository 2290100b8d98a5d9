"""Which returns wait for somebody: on their way by mail, to be let pass, to be refunded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.queries import heads_of
from app.payments.states import TenderKind
from app.returns.states import ReturnState
from app.returns.tables import return_lines, return_refunds, returns

SHOWN = 100  # a screen is 20; whoever has more open works from the top
OPEN_BY_MAIL = (
    ReturnState.REQUESTED,
    ReturnState.MANUAL_REVIEW,
    ReturnState.APPROVED,
    ReturnState.IN_TRANSIT,
)


TO_DECIDE = (ReturnState.REQUESTED, ReturnState.MANUAL_REVIEW)  # a manager says yes or no


@dataclass(frozen=True, slots=True)
class ByMail:
    """A return that was asked for and has not arrived."""

    return_id: str
    number: str
    order_id: str
    order_number: str
    customer_name: str
    state: ReturnState
    asked_at: int
    units: int
    note: str


@dataclass(frozen=True, slots=True)
class WaitingRefund:
    """`refund_id` None: goods that came back twice, nothing is owed."""

    return_id: str
    number: str
    order_number: str
    customer_id: str | None
    customer_name: str
    refund_id: str | None
    kind: TenderKind | None
    amount_minor: int
    currency: str
    state: str  # pending | failed | twice
    taken_at: int


_by_mail = (
    sa.select(
        returns.c.id,
        returns.c.number,
        returns.c.order_id,
        returns.c.customer_id,
        returns.c.state,
        returns.c.asked_at,
        returns.c.note,
    )
    .where(returns.c.state.in_(sa.bindparam("states", expanding=True)))
    .order_by(returns.c.asked_at, returns.c.id)
    .limit(SHOWN)
)
_expected = sa.select(return_lines.c.return_id, return_lines.c.expected).where(
    return_lines.c.return_id.in_(sa.bindparam("ids", expanding=True))
)
_lines_of = sa.select(return_lines.c.line_id, return_lines.c.expected).where(
    return_lines.c.return_id == sa.bindparam("return")
)
_open_of_order = (
    sa.select(returns.c.id, returns.c.number)
    .where(
        returns.c.order_id == sa.bindparam("order"),
        returns.c.state.in_([ReturnState.APPROVED.value, ReturnState.IN_TRANSIT.value]),
    )
    .order_by(returns.c.asked_at, returns.c.id)
    .limit(1)
)
_unpaid = (
    sa.select(
        returns.c.id,
        returns.c.number,
        returns.c.order_id,
        return_refunds.c.id.label("refund_id"),
        return_refunds.c.kind,
        return_refunds.c.amount_minor,
        returns.c.currency,
        return_refunds.c.state,
        returns.c.taken_at,
    )
    .join(returns, returns.c.id == return_refunds.c.return_id)
    .where(return_refunds.c.state.in_(sa.bindparam("states", expanding=True)))
    .order_by(return_refunds.c.state, returns.c.taken_at, return_refunds.c.id)
    .limit(SHOWN)
)
_unpaid_here = _unpaid.where(returns.c.site_id == sa.bindparam("site"))
_twice = (
    sa.select(returns)
    .where(
        returns.c.state == ReturnState.MANUAL_REFUND.value,
        returns.c.site_id == sa.bindparam("site"),
        ~sa.exists().where(
            return_refunds.c.return_id == returns.c.id, return_refunds.c.state == "failed"
        ),
    )
    .order_by(returns.c.taken_at, returns.c.id)
    .limit(SHOWN)
)


def open_by_mail(db: Connection, states: Sequence[ReturnState] = OPEN_BY_MAIL) -> list[ByMail]:
    """The longest open first: every store may receive what any customer sends."""
    rows = list(db.execute(_by_mail, {"states": [state.value for state in states]}).mappings())
    heads = heads_of(db, (row["order_id"] for row in rows))
    expected: dict[str, int] = {}
    for return_id, units in db.execute(_expected, {"ids": [row["id"] for row in rows]}):
        expected[return_id] = expected.get(return_id, 0) + int(units)
    return [
        ByMail(
            return_id=row["id"],
            number=row["number"],
            order_id=row["order_id"],
            order_number=heads[row["order_id"]].number if row["order_id"] in heads else "",
            customer_name=heads[row["order_id"]].customer_name if row["order_id"] in heads else "",
            state=ReturnState(row["state"]),
            asked_at=row["asked_at"] or 0,
            units=expected.get(row["id"], 0),
            note=row["note"],
        )
        for row in rows
    ]


def expected_of(db: Connection, order_id: str) -> tuple[str, str, dict[str, int]]:
    """(id, number, line → units) of the order's return that may arrive; empty when none may."""
    row = db.execute(_open_of_order, {"order": order_id}).first()
    if row is None:
        return "", "", {}
    lines = db.execute(_lines_of, {"return": row[0]})
    return row[0], row[1], {line: int(units) for line, units in lines}


def waiting_refunds(db: Connection, site_id: str) -> list[WaitingRefund]:
    """Failed ones before those the provider still has, then what came back twice."""
    rows = _refunds(db, site_id, ("pending", "failed"))
    nothing = {"refund_id": None, "kind": None, "amount_minor": 0, "state": "twice"}
    rows += [{**row, **nothing} for row in db.execute(_twice, {"site": site_id}).mappings()]
    return _told(db, rows)


def failed_refunds(db: Connection, site_id: str) -> list[WaitingRefund]:
    """Money that is owed to somebody and has no way to them yet."""
    return _told(db, _refunds(db, site_id, ("failed",)))


def _refunds(db: Connection, site_id: str, states: Sequence[str]) -> list[dict[str, Any]]:
    asked = {"site": site_id, "states": list(states)}
    return [dict(row) for row in db.execute(_unpaid_here, asked).mappings()]


def _told(db: Connection, rows: Sequence[Mapping[str, Any]]) -> list[WaitingRefund]:
    heads = heads_of(db, (row["order_id"] for row in rows if row["order_id"]))
    found = []
    for row in rows:
        head = heads.get(row["order_id"] or "")
        found.append(
            WaitingRefund(
                return_id=row["id"],
                number=row["number"],
                order_number=head.number if head else "",
                customer_id=head.customer_id if head else None,
                customer_name=head.customer_name if head else "",
                refund_id=row["refund_id"],
                kind=TenderKind(row["kind"]) if row["kind"] else None,
                amount_minor=row["amount_minor"],
                currency=row["currency"],
                state=row["state"],
                taken_at=row["taken_at"],
            )
        )
    return found
