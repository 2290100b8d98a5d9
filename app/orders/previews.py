"""What may still change of an order, and what would a change or a cancellation do to its money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.orders.balance import owed_minor
from app.orders.capture import quote
from app.orders.changes import (
    BEFORE_PICK,
    CLOSED,
    IN_HAND,
    Change,
    OrderRoom,
    picked_of,
    room_of,
    stage,
)
from app.orders.commands import Edits
from app.orders.states import OrderState, Units
from app.orders.tables import order_lines, orders
from app.orders.unearned import clawed_after, lost_of, terms_of
from app.orders.versions import version_of
from app.payments.tenders import BackPlan, payment_rows, plan_back
from app.pricing.clawback import Unearned

_order = sa.select(orders).where(orders.c.id == sa.bindparam("order"))
_lines = (
    sa.select(order_lines)
    .where(order_lines.c.order_id == sa.bindparam("order"))
    .order_by(order_lines.c.ordinal)
)


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """`difference_minor` > 0 is to be collected; < 0 goes back as `back` says."""

    version: int
    currency: str
    changes: tuple[Change, ...]
    before_minor: int
    after_minor: int
    back: BackPlan

    @property
    def difference_minor(self) -> int:
        return self.after_minor - self.before_minor


@dataclass(frozen=True, slots=True)
class CancelPreview:
    """amount = goods + shipping + rounding − clawback.

    The clawback is what the `lost` discounts gave to what is left; below 0 it was kept back before
    and is given now. `in_hand`: units that were picked; cancelling them needs the right
    order.cancel_picked. `all_of_it`: nothing would be left of the order.
    """

    version: int
    currency: str
    amount_minor: int
    goods_minor: int
    shipping_minor: int
    rounding_minor: int
    clawback_minor: int
    lost: tuple[Unearned, ...]
    in_hand: int
    all_of_it: bool
    back: BackPlan


def change_options(db: Connection, order_id: str) -> OrderRoom:
    """Refusal: order_unknown."""
    order, lines = _read(db, order_id)
    return room_of(order, lines, version_of(db, order_id))


def change_preview(db: Connection, order_id: str, edits: Edits, now: Instant) -> ChangePreview:
    """What `ChangeOrder` with the same edits will do. Refusals: those of changes.stage, and
    price's."""
    order, lines = _read(db, order_id)
    added = _added_minor(db, edits, order, now)
    staged = stage(order, lines, edits, added, terms_of(db, order_id, lines))
    return ChangePreview(
        version=version_of(db, order_id),
        currency=order["currency"],
        changes=staged.changes,
        before_minor=staged.before_minor,
        after_minor=staged.after_minor,
        back=plan_back(payment_rows(db, order_id), max(0, -staged.difference_minor)),
    )


def cancel_preview(db: Connection, order_id: str, wanted: Mapping[str, int]) -> CancelPreview:
    """`wanted`: line → units. Refusals: order_closed, line_unknown, too_few_units."""
    order, lines = _read(db, order_id)
    if order["state"] != OrderState.PLACED.value:
        raise Refusal(CLOSED, state=order["state"])
    if unknown := next((line for line in wanted if line not in {row["id"] for row in lines}), None):
        raise Refusal("line_unknown", line=unknown)
    after = [_cancelled(row, wanted.get(row["id"], 0)) for row in lines]
    amount = owed_minor(order, lines) - owed_minor(order, after)
    bare = {**order, "charges_minor": 0, "rounding_minor": 0}
    round_only = {**order, "charges_minor": 0}
    goods = owed_minor(bare, lines) - owed_minor(bare, after)
    rounded = owed_minor(round_only, lines) - owed_minor(round_only, after)
    terms = terms_of(db, order_id, lines)
    clawed = {**order, "clawed_minor": clawed_after(order, after, terms, amount)}
    kept_back = owed_minor(clawed, after) - owed_minor(order, after)
    return CancelPreview(
        version=version_of(db, order_id),
        currency=order["currency"],
        amount_minor=amount - kept_back,
        goods_minor=goods,
        shipping_minor=amount - rounded,
        rounding_minor=rounded - goods,
        clawback_minor=kept_back,
        lost=lost_of(after, terms) if kept_back > 0 else (),
        in_hand=sum(picked_of(row, wanted.get(row["id"], 0)) for row in lines),
        all_of_it=all(row[Units.CANCELLED.value] == row["ordered"] for row in after),
        back=plan_back(payment_rows(db, order_id), amount - kept_back),
    )


def _read(db: Connection, order_id: str) -> tuple[RowMapping, Sequence[RowMapping]]:
    order = db.execute(_order, {"order": order_id}).mappings().first()
    if order is None:
        raise Refusal("order_unknown", order=order_id)
    return order, db.execute(_lines, {"order": order_id}).mappings().all()


def _added_minor(db: Connection, edits: Edits, order: RowMapping, now: Instant) -> list[int]:
    if not edits.added:
        return []
    quoted = quote(
        db,
        edits.added,
        shipping_minor=0,
        currency=order["currency"],
        now=now,
        channel=order["channel"],
        customer_id=order["customer_id"],
    )
    return [line.total for line in quoted.priced.lines]


def _cancelled(row: RowMapping, units: int) -> dict[str, object]:
    have = sum(row[state.value] for state in (*BEFORE_PICK, *IN_HAND))
    if not 0 <= units <= have:
        raise Refusal("too_few_units", act="cancel", have=have, wanted=units)
    return {**row, Units.CANCELLED.value: row[Units.CANCELLED.value] + units}
