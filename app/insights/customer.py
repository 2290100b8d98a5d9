"""What was with this customer, through all channels: figures, open orders, and the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.callbacks import Callback, callbacks_of
from app.customers.consents import Consent, consents_of
from app.customers.duplicates import Duplicate, Merged, duplicates_of, last_merge
from app.customers.group import group_of
from app.customers.notes import Note, notes_of
from app.customers.queries import CustomerCard, card
from app.customers.tables import (
    customer_addresses,
    customer_callbacks,
    customer_consents,
    customer_contacts,
    customer_merges,
    customer_notes,
    customer_pii,
    customers,
)
from app.insights.verify.check import table
from app.kit.clock import Instant
from app.orders.queries import OrderHead, heads_of
from app.orders.states import Method, OrderState
from app.orders.tables import order_lines, orders
from app.payments.queries import credit_of
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.returns.tables import return_refunds, returns
from app.storage.images import PREFIX

OPEN_SHOWN = 6  # more open orders than these are a list of their own
PAGE_ROWS = 60  # two screens of the timeline
CREDIT_SHOWN = 8


class Kind(StrEnum):
    ORDER = "order"
    RETURN = "return"
    MESSAGE = "message"
    NOTE = "note"
    CALL = "call"
    CONSENT = "consent"
    MERGE = "merge"


# What the filters of the timeline let through.
SHOWN: dict[str, tuple[Kind, ...]] = {
    "all": tuple(Kind),
    "orders": (Kind.ORDER,),
    "returns": (Kind.RETURN,),
    "messages": (Kind.MESSAGE, Kind.CONSENT),
    "notes": (Kind.NOTE, Kind.CALL),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry. `text` is a note's, `act` a kind's own word (message kind, channel of a consent,
    outcome of a call; after `also_` where a colleague had ended it before).

    `ref` is the order it leads to, else empty; `who` somebody of the staff, or empty.
    """

    at: int
    id: str
    kind: Kind
    act: str = ""
    number: str = ""
    ref: str = ""
    text: str = ""
    who: str = ""
    site_id: str = ""
    amount_minor: int | None = None
    currency: str = "IDR"


@dataclass(frozen=True, slots=True)
class Timeline:
    rows: tuple[Moment, ...]
    next: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """Positive: given; negative: spent."""

    at: int
    number: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in hundredths of a percent; None where there is nothing to divide by."""

    orders: int
    spent_minor: int
    returned: int | None
    collected: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """`waiting` names the tables of which this desk's own edits are still on their way up."""

    card: CustomerCard
    figures: Figures
    open_orders: tuple[OrderHead, ...]
    open_count: int
    credit_minor: int
    credit: tuple[CreditEntry, ...]
    consents: tuple[Consent, ...]
    notes: tuple[Note, ...]
    callbacks: tuple[Callback, ...]
    duplicates: tuple[Duplicate, ...]
    last_merge: Merged | None
    waiting: frozenset[str]


_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_most: sa.BindParameter[int] = sa.bindparam("most")
_before = sa.tuple_(sa.bindparam("at"), sa.bindparam("id"))
_order, _line, _return = orders.c, order_lines.c, returns.c
_message = table("messages").c
_call = customer_callbacks.c
_END = (1 << 62, "")  # after every instant


def _paged(statement: sa.Select[Any], at: Any, row_id: Any) -> sa.Select[Any]:
    place = sa.tuple_(at, row_id)
    return statement.where(place < _before).order_by(at.desc(), row_id.desc()).limit(_most)


_SOURCES: dict[Kind, sa.Select[Any]] = {
    Kind.ORDER: _paged(
        sa.select(
            _order.placed_at.label("at"),
            _order.id,
            _order.channel.label("act"),
            _order.number,
            _order.id.label("ref"),
            _order.placed_by.label("who"),
            _order.site_id,
            _order.total_minor.label("amount_minor"),
            _order.currency,
        ).where(_order.customer_id.in_(_ids)),
        _order.placed_at,
        _order.id,
    ),
    Kind.RETURN: _paged(
        sa.select(
            _return.taken_at.label("at"),
            _return.id,
            _return.state.label("act"),
            _return.number,
            _return.order_id.label("ref"),
            _return.taken_by.label("who"),
            _return.site_id,
            (-_return.refund_minor).label("amount_minor"),
            _return.currency,
        )
        .join(orders, _order.id == _return.order_id)
        .where(_order.customer_id.in_(_ids)),
        _return.taken_at,
        _return.id,
    ),
    Kind.MESSAGE: _paged(
        sa.select(
            _message.made_at.label("at"),
            _message.id,
            _message.kind.label("act"),
            _order.number,
            _order.id.label("ref"),
            _message.state.label("text"),
        )
        .join(orders, _order.id == _message.order_id)
        .where(_order.customer_id.in_(_ids)),
        _message.made_at,
        _message.id,
    ),
    Kind.NOTE: _paged(
        sa.select(
            customer_notes.c.at,
            customer_notes.c.id,
            customer_notes.c.body.label("text"),
            customer_notes.c.author_id.label("who"),
        ).where(customer_notes.c.customer_id.in_(_ids), customer_notes.c.body != ""),
        customer_notes.c.at,
        customer_notes.c.id,
    ),
    Kind.CALL: _paged(
        sa.select(
            _call.done_at.label("at"),
            _call.id,
            sa.case(
                (_call.beside_id.is_not(None), sa.literal("also_") + _call.outcome),
                else_=_call.outcome,
            ).label("act"),
            _order.number,
            _call.order_id.label("ref"),
            _call.about.label("text"),
            _call.done_by.label("who"),
        )
        .select_from(customer_callbacks.outerjoin(orders, _order.id == _call.order_id))
        .where(_call.customer_id.in_(_ids), _call.done_at.is_not(None), _call.outcome != ""),
        _call.done_at,
        _call.id,
    ),
    Kind.CONSENT: _paged(
        sa.select(
            customer_consents.c.at,
            customer_consents.c.id,
            customer_consents.c.channel.label("act"),
            customer_consents.c.purpose.label("text"),
            customer_consents.c.user_id.label("who"),
            sa.case((customer_consents.c.given, "yes"), else_="no").label("number"),
        ).where(customer_consents.c.customer_id.in_(_ids)),
        customer_consents.c.at,
        customer_consents.c.id,
    ),
    Kind.MERGE: _paged(
        sa.select(
            customer_merges.c.merged_at.label("at"),
            customer_merges.c.id,
            sa.case((customer_merges.c.undone_at.is_(None), "merged"), else_="undone").label("act"),
            customer_pii.c.name.label("text"),
            customer_merges.c.merged_by.label("who"),
        )
        .join(customer_pii, customer_pii.c.id == customer_merges.c.absorbed_id)
        .where(customer_merges.c.survivor_id.in_(_ids)),
        customer_merges.c.merged_at,
        customer_merges.c.id,
    ),
}
_open = (
    sa.select(_order.id)
    .where(_order.customer_id.in_(_ids), _order.state == OrderState.PLACED.value)
    .order_by(_order.placed_at.desc(), _order.id.desc())
)
_picked_up = _line.method == Method.PICKUP.value
_ended = (
    sa.select(
        sa.func.sum(_line.returned).label("returned"),
        sa.func.sum(_line.collected + _line.delivered).label("given"),
        sa.func.sum(sa.case((_line.method == Method.PICKUP.value, _line.collected), else_=0)).label(
            "collected"
        ),
        sa.func.sum(
            sa.case(
                (_line.method == Method.PICKUP.value, _line.collected + _line.cancelled), else_=0
            )
        ).label("ended"),
    )
    .join(orders, _order.id == _line.order_id)
    .where(_order.customer_id.in_(_ids))
)
_given = (
    sa.select(_return.taken_at, _order.number, return_refunds.c.amount_minor)
    .join(returns, _return.id == return_refunds.c.return_id)
    .join(orders, _order.id == _return.order_id)
    .where(_order.customer_id.in_(_ids), return_refunds.c.kind == TenderKind.STORE_CREDIT.value)
)
_spent = (
    sa.select(payments.c.at, _order.number, payments.c.refunded_minor - payments.c.captured_minor)
    .join(orders, _order.id == payments.c.order_id)
    .where(
        _order.customer_id.in_(_ids),
        payments.c.kind == TenderKind.STORE_CREDIT.value,
        payments.c.captured_minor > 0,
    )
)


def overview(
    db: Connection, customer_id: str, now: Instant, *, desk: bool = True
) -> Overview | None:
    """Everything the screen shows beside the timeline; `desk` when images tell what waits."""
    known = card(db, customer_id)
    if known is None:
        return None
    ids = list(group_of(db, customer_id))
    opened = list(db.execute(_open, {"ids": ids}).scalars())
    heads = heads_of(db, opened[:OPEN_SHOWN])
    return Overview(
        card=known,
        figures=_figures(db, known, ids),
        open_orders=tuple(heads[each] for each in opened[:OPEN_SHOWN] if each in heads),
        open_count=len(opened),
        credit_minor=credit_of(db, customer_id),
        credit=credit_entries(db, ids),
        consents=consents_of(db, customer_id),
        notes=notes_of(db, customer_id),
        callbacks=callbacks_of(db, customer_id),
        duplicates=duplicates_of(db, customer_id),
        last_merge=last_merge(db, known.customer_id, now),
        waiting=_waiting(db, ids) if desk else frozenset(),
    )


def timeline(
    db: Connection,
    customer_id: str,
    shown: str = "all",
    before: tuple[int, str] | None = None,
    limit: int = PAGE_ROWS,
) -> Timeline:
    """Newest first; `before` is `next` of the page above."""
    at, row_id = before or _END
    asked = {"ids": list(group_of(db, customer_id)), "at": at, "id": row_id, "most": limit + 1}
    found = [_moments(db, kind, asked) for kind in SHOWN[shown]]
    newest = merge(*found, key=lambda moment: (moment.at, moment.id), reverse=True)
    rows = tuple(islice(newest, limit + 1))
    more = len(rows) > limit
    rows = rows[:limit]
    return Timeline(rows, (rows[-1].at, rows[-1].id) if more else None)


def credit_entries(db: Connection, ids: Iterable[str]) -> tuple[CreditEntry, ...]:
    """The newest first: what was given for returns, and what was paid with it."""
    asked = {"ids": list(ids)}
    rows = [*db.execute(_given, asked), *db.execute(_spent, asked)]
    rows.sort(key=lambda row: (-row[0], row[1], row[2]))
    return tuple(CreditEntry(*row) for row in rows[:CREDIT_SHOWN] if row[2])


def _moments(db: Connection, kind: Kind, asked: dict[str, Any]) -> list[Moment]:
    rows = db.execute(_SOURCES[kind], asked).mappings()
    return [Moment(kind=kind, **{name: row[name] for name in row}) for row in rows]


def _figures(db: Connection, known: CustomerCard, ids: list[str]) -> Figures:
    row = db.execute(_ended, {"ids": ids}).one()
    return Figures(
        orders=known.orders_count,
        spent_minor=known.spent_minor,
        returned=_share(row.returned, row.given),
        collected=_share(row.collected, row.ended),
    )


def _share(part: int | None, whole: int | None) -> int | None:
    """Rounded to the nearest hundredth of a percent."""
    return (int(part or 0) * 10_000 + int(whole) // 2) // int(whole) if whole else None


def _waiting(db: Connection, ids: list[str]) -> frozenset[str]:
    """Field names of the record and ids of rows that the server has not acknowledged yet.

    Whatever a desk touched has an image until then; of the record itself the fields that differ.
    """
    found: set[str] = set()
    for rows, fields in _RECORD.items():
        image = _image(rows, *fields)
        both = sa.select(*(rows.c[name] != image.c[name] for name in fields)).join(
            image, image.c.id == rows.c.id
        )
        for differs in db.execute(both.where(rows.c.id.in_(ids), image.c.absent == 0)):
            found |= {name for name, differ in zip(fields, differs, strict=True) if differ}
    for rows in _FOLLOWERS:
        image = _image(rows)
        touched = sa.select(rows.c.id).join(image, image.c.id == rows.c.id)
        found |= set(db.execute(touched.where(rows.c.customer_id.in_(ids))).scalars())
    return frozenset(found)


_RECORD = {customer_pii: ("name", "phone", "email", "card"), customers: ("language",)}
_FOLLOWERS = (
    customer_contacts,
    customer_addresses,
    customer_consents,
    customer_notes,
    customer_callbacks,
)


def _image(rows: sa.Table, *columns: str) -> sa.TableClause:
    absent: sa.ColumnClause[int] = sa.column("absent", sa.Integer)
    listed = (sa.column(name, rows.c[name].type) for name in ("id", *columns))
    return sa.table(PREFIX + rows.name, absent, *listed)
