"""What is behind a figure of stock: the orders that claim it, and the acts that moved it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.tables import fulfillments
from app.identity.tables import users
from app.orders.queries import heads_of
from app.orders.tables import order_lines, orders
from app.places.lookup import all_sites
from app.returns.tables import returns
from app.stock.days import effect
from app.stock.states import Bucket, ReservationState
from app.stock.tables import (
    purchase_orders,
    reservations,
    stock_adjustments,
    stock_cells,
    stock_counts,
    stock_movements,
    transfers,
)

CLAIMS_SHOWN = 200  # the soonest; a SKU with more open orders has another trouble
PAGE_ROWS = 50
MOST_ROWS = 200

_claim, _line = reservations.c, order_lines.c
_LIVE = [ReservationState.HELD.value, ReservationState.SHORTFALL.value]
_claimed = sa.select(
    _claim.site_id, _claim.order_id, _claim.line_id, _claim.quantity, _claim.state
).where(_claim.product_id == sa.bindparam("product"), _claim.state.in_(_LIVE))
_in_hand = _line.picked + _line.ready + _line.packed
_picked = sa.select(
    _line.site_id, _line.order_id, _line.id.label("line_id"), _in_hand.label("quantity")
).where(_line.product_id == sa.bindparam("product"), _in_hand > 0)
_kept = sa.select(sa.func.coalesce(sa.func.sum(stock_cells.c.held), 0)).where(
    stock_cells.c.product_id == sa.bindparam("product"),
    sa.or_(sa.bindparam("site") == "", stock_cells.c.site_id == sa.bindparam("site")),
)
_promises = sa.select(_line.id, _line.promise_to).where(
    _line.id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Units that one order claims at one place. `short`: the goods for it are not there."""

    order_id: str
    number: str
    customer_name: str
    site_id: str
    quantity: int
    promise_to: int | None
    picked: bool
    short: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """`elsewhere`: units of orders that this desk does not hold, and those held for calls."""

    shown: tuple[Claim, ...]
    elsewhere: int


def claims_on(db: Connection, product_id: str, site_id: str = "") -> Claims:
    """The soonest promise first; at one place, or at all."""
    asked = {"product": product_id}
    rows = [
        *((row, False) for row in db.execute(_claimed, asked).mappings()),
        *((row, True) for row in db.execute(_picked, asked).mappings()),
    ]
    here = [(row, picked) for row, picked in rows if site_id in ("", row["site_id"])]
    heads = heads_of(db, [row["order_id"] for row, _ in here])
    due = _promises_of(db, [row["line_id"] for row, _ in here])
    claims = [
        Claim(
            order_id=row["order_id"],
            number=heads[row["order_id"]].number,
            customer_name=heads[row["order_id"]].customer_name,
            site_id=row["site_id"] or "",
            quantity=row["quantity"],
            promise_to=due.get(row["line_id"]),
            picked=picked,
            short=not picked and row["state"] == ReservationState.SHORTFALL.value,
        )
        for row, picked in here
        if row["order_id"] in heads
    ]
    claims.sort(key=lambda one: (one.promise_to is None, one.promise_to or 0, one.number))
    away = sum(row["quantity"] for row, _ in here if row["order_id"] not in heads)
    away += int(db.execute(_kept, {"product": product_id, "site": site_id}).scalar_one())
    return Claims(tuple(claims[:CLAIMS_SHOWN]), away)


def _promises_of(db: Connection, line_ids: Sequence[str]) -> dict[str, int | None]:
    found = db.execute(_promises, {"ids": sorted(set(line_ids))})
    return {row.id: row.promise_to for row in found}


# --- the ledger -------------------------------------------------------------------------------


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """`change` of what is on hand, and `balance` after it; `number` is the document's.

    `order_id` names the order to look at, "" when there is none.
    """

    id: str
    at: int
    why: str
    reason: str
    source: str
    target: str
    quantity: int
    change: int
    balance: int
    site_name: str
    who: str
    document: str
    document_id: str
    number: str
    order_id: str


class LedgerPage(msgspec.Struct, frozen=True, kw_only=True):
    """Newest first. `next` is what to ask the following page with, "" at the end."""

    movements: list[Movement]
    next: str = ""


_moved = stock_movements.c
_newest = (
    sa.select(stock_movements)
    .where(_moved.product_id == sa.bindparam("product"))
    .order_by(_moved.at.desc(), _moved.id.desc())
    .limit(sa.bindparam("most"))
)
_older = sa.or_(
    _moved.at < sa.bindparam("at"),
    sa.and_(_moved.at == sa.bindparam("at"), _moved.id < sa.bindparam("id")),
)
_here = _moved.site_id == sa.bindparam("site")
_cell = stock_cells.c
_standing = sa.select(_cell.site_id, _cell.available + _cell.committed).where(
    _cell.product_id == sa.bindparam("product")
)
_names = sa.select(users.c.id, users.c.name).where(
    users.c.id.in_(sa.bindparam("ids", expanding=True))
)


def ledger(
    db: Connection, product_id: str, site_id: str = "", before: str = "", most: int = PAGE_ROWS
) -> LedgerPage:
    """At one place, or at all. On the server the whole ledger; on a desk what it has not sent.

    `before` is the `next` of the page above; one that makes no sense begins at the top.
    """
    cursor = _cursor(before)
    statement = _newest
    asked: dict[str, Any] = {"product": product_id, "most": max(1, min(most, MOST_ROWS))}
    if site_id:
        statement, asked["site"] = statement.where(_here), site_id
    if cursor is not None:
        statement = statement.where(_older)
        asked["at"], asked["id"], balance = cursor
    else:
        balance = _balance(db, product_id, site_id)
    rows = db.execute(statement, asked).mappings().all()
    told = _told(db, rows, balance)
    following = ""
    if rows and len(rows) == asked["most"]:
        last = told[-1]
        following = f"{last.at}/{last.id}/{last.balance - last.change}"
    return LedgerPage(movements=told, next=following)


def _cursor(before: str) -> tuple[int, str, int] | None:
    at, _, rest = before.partition("/")
    row_id, _, balance = rest.partition("/")
    try:
        return int(at), row_id, int(balance)
    except ValueError:
        return None


def _balance(db: Connection, product_id: str, site_id: str) -> int:
    found = db.execute(_standing, {"product": product_id})
    return sum(on_hand for site, on_hand in found if site_id in ("", site))


def _told(db: Connection, rows: Sequence[sa.RowMapping], balance: int) -> list[Movement]:
    names = {row.id: row.name for row in _by_ids(db, _names, (row["user_id"] for row in rows))}
    places = {site.id: site.name for site in all_sites(db)}
    documents = _documents(db, rows)
    told = []
    for row in rows:
        change = effect(Bucket(row["source"]), Bucket(row["target"]), row["quantity"]).change
        number, order_id, reason = documents.get((row["document"], row["document_id"]), _NONE)
        told.append(
            Movement(
                id=row["id"],
                at=row["at"],
                why=row["why"],
                reason=reason,
                source=row["source"],
                target=row["target"],
                quantity=row["quantity"],
                change=change,
                balance=balance,
                site_name=places.get(row["site_id"], ""),
                who=names.get(row["user_id"], ""),
                document=row["document"],
                document_id=row["document_id"] or "",
                number=number,
                order_id=order_id,
            )
        )
        balance -= change
    return told


_NONE = ("", "", "")
Document = tuple[str, str, str]  # number, order id, reason
_asked: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)


def _numbered(
    table: sa.Table, order_id: sa.ColumnElement[Any], reason: sa.ColumnElement[Any]
) -> sa.Select[Any]:
    number = table.c.number.label("number")
    columns = (table.c.id, number, order_id.label("order_id"), reason.label("reason"))
    return sa.select(*columns).where(table.c.id.in_(_asked))


_nothing = sa.literal("")
_DOCUMENTS: Mapping[str, sa.Select[Any]] = {
    orders.name: _numbered(orders, orders.c.id, _nothing),
    returns.name: _numbered(returns, returns.c.order_id, _nothing),
    transfers.name: _numbered(transfers, _nothing, _nothing),
    purchase_orders.name: _numbered(purchase_orders, _nothing, _nothing),
    stock_counts.name: _numbered(stock_counts, _nothing, _nothing),
    stock_adjustments.name: _numbered(stock_adjustments, _nothing, stock_adjustments.c.reason),
    fulfillments.name: sa.select(
        fulfillments.c.id, orders.c.number, orders.c.id.label("order_id"), _nothing.label("reason")
    )
    .join(orders, orders.c.id == fulfillments.c.order_id)
    .where(fulfillments.c.id.in_(_asked)),
}


def _documents(db: Connection, rows: Sequence[sa.RowMapping]) -> dict[tuple[str, str], Document]:
    wanted: dict[str, set[str]] = {}
    for row in rows:
        if row["document_id"]:
            wanted.setdefault(row["document"], set()).add(row["document_id"])
    return {
        (name, row.id): (row.number, row.order_id or "", row.reason)
        for name, ids in wanted.items()
        if name in _DOCUMENTS
        for row in _by_ids(db, _DOCUMENTS[name], ids)
    }


def _by_ids(db: Connection, statement: sa.Select[Any], ids: Iterable[str]) -> Sequence[sa.Row[Any]]:
    return db.execute(statement, {"ids": sorted(set(ids))}).all()
