"""May a coupon be used: known, in time, not used up, as far as this database knows.

The screen says no while the customer is still there. What was promised with a coupon stands: a
desk cannot know what another one did a minute ago, so an order never fails for it, and a person
is told (domain.md 1.6).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.orders.states import OrderState
from app.orders.tables import order_adjustments, orders
from app.pricing.promotion import Promotion

_order, _change = orders.c, order_adjustments.c
_live = (
    sa.select(_change.order_id)
    .join(orders, _order.id == _change.order_id)
    .where(
        _change.promotion_id == sa.bindparam("promotion"),
        _order.state != OrderState.CANCELLED.value,
        _order.id != sa.bindparam("but"),
    )
    .distinct()
    .limit(sa.bindparam("most"))
)
_of_customer = _live.where(_order.customer_id == sa.bindparam("customer"))


@dataclass(frozen=True, slots=True)
class Coupon:
    """`trouble` is a refusal code; empty while it may be used."""

    code: str
    name: str
    trouble: str


def coupons_of(
    db: Connection,
    codes: Sequence[str],
    promotions: Iterable[Promotion],
    *,
    customer_id: str | None,
    now: Instant,
) -> tuple[Coupon, ...]:
    known = {p.code.upper(): p for p in promotions if p.coupon}
    found = []
    for code in dict.fromkeys(told.strip().upper() for told in codes):
        coupon = known.get(code)
        if coupon is None:
            found.append(Coupon(code, "", "coupon_unknown"))
            continue
        trouble = _in_time(coupon, now) or overused(db, coupon, customer_id=customer_id)
        found.append(Coupon(code, coupon.name, trouble))
    return tuple(found)


def overused(
    db: Connection, coupon: Promotion, *, customer_id: str | None, order_id: str = ""
) -> str:
    """A refusal code when one more order would be one too many; `order_id` does not count.

    An order that was cancelled as a whole gives its use back.
    """
    asked = {"promotion": coupon.id, "but": order_id}
    if coupon.uses_each:
        if not customer_id:
            return "coupon_customer"
        more = {"customer": customer_id, "most": coupon.uses_each}
        if len(db.execute(_of_customer, {**asked, **more}).all()) >= coupon.uses_each:
            return "coupon_used"
    if coupon.uses_total:
        used = db.execute(_live, {**asked, "most": coupon.uses_total}).all()
        if len(used) >= coupon.uses_total:
            return "coupon_used_up"
    return ""


def _in_time(coupon: Promotion, now: Instant) -> str:
    if coupon.starts_at is not None and now < coupon.starts_at:
        return "coupon_early"
    return "coupon_over" if coupon.ends_at is not None and coupon.ends_at <= now else ""
