"""Do the amounts add up: journal, order totals, tenders, refunds, credit and drawers (M1–M6)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.tables import cases
from app.customers.tables import customer_merges
from app.insights.sums import or_zero, total, total_if
from app.insights.verify.check import EVERYWHERE, SERVER, Check, Violation, Where, found
from app.orders.appeasing import WHY
from app.orders.tables import appeasements, order_adjustments, order_lines, orders
from app.payments.states import DrawerState
from app.payments.tables import credits, drawers, money_entries, payments
from app.payments.tenders import EXCHANGE
from app.returns.handlers.booking import NO_REFUND
from app.returns.states import ReturnState
from app.returns.tables import blind_lines, blind_returns, return_lines, return_refunds, returns

_order, _line, _change = orders.c, order_lines.c, order_adjustments.c
_entry, _paid, _drawer = money_entries.c, payments.c, drawers.c
CUSTOMER, STORE_CREDIT, DRAWER = "customer", "store_credit", "drawer:"

_journal_sum = sa.func.sum(_entry.amount_minor)
_unbalanced = (
    sa.select(_entry.journal_id, _entry.currency, _journal_sum.label("sum"))
    .group_by(_entry.journal_id, _entry.currency)
    .having(_journal_sum != 0)
)

# --- M2 ----------------------------------------------------------------------------------------

# Tax stands inside the line's total, whether prices include it or it is added.
_beyond = _line.total_minor - (_line.ordered * _line.unit_minor - _line.discount_minor)
_wrong_lines = sa.select(
    _line.id.label("line"),
    _line.order_id.label("order"),
    _line.ordered,
    _line.unit_minor,
    _line.discount_minor,
    _line.tax_minor,
    _line.total_minor,
).where(_beyond != 0, _beyond != _line.tax_minor)

_goods = (
    sa.select(
        _line.order_id,
        total(_line.ordered * _line.unit_minor).label("gross"),
        total(_line.discount_minor).label("discount"),
        total(_line.tax_minor).label("tax"),
        total(_line.total_minor).label("total"),
    )
    .group_by(_line.order_id)
    .subquery("goods")
)
_changes = (
    sa.select(
        _change.order_id,
        total_if(_change.kind == "charge", _change.amount_minor).label("charges"),
        total_if(_change.kind == "rounding", _change.amount_minor).label("rounding"),
        total_if(_change.kind.not_in(["charge", "rounding"]), -_change.amount_minor).label("off"),
    )
    .group_by(_change.order_id)
    .subquery("changes")
)
_must_be = or_zero(_goods.c.total) + _order.charges_minor + _order.rounding_minor
_wrong_totals = (
    sa.select(
        _order.id.label("order"),
        _order.number,
        _order.total_minor,
        _must_be.label("computed"),
        _order.subtotal_minor,
        or_zero(_goods.c.gross).label("gross"),
        _order.discount_minor,
        or_zero(_goods.c.discount).label("line_discounts"),
        or_zero(_changes.c.off).label("named_discounts"),
        _order.tax_minor,
        or_zero(_goods.c.tax).label("line_taxes"),
        _order.charges_minor,
        or_zero(_changes.c.charges).label("named_charges"),
    )
    .select_from(
        orders.outerjoin(_goods, _goods.c.order_id == _order.id).outerjoin(
            _changes, _changes.c.order_id == _order.id
        )
    )
    .where(
        sa.or_(
            _order.total_minor != _must_be,
            _order.subtotal_minor != or_zero(_goods.c.gross),
            _order.discount_minor != or_zero(_goods.c.discount),
            _order.discount_minor != or_zero(_changes.c.off),
            _order.tax_minor != or_zero(_goods.c.tax),
            _order.charges_minor != or_zero(_changes.c.charges),
            _order.rounding_minor != or_zero(_changes.c.rounding),
        )
    )
)

# --- M3, M4 ------------------------------------------------------------------------------------

_wrong_tenders = sa.select(
    _paid.id.label("payment"),
    _paid.order_id.label("order"),
    _paid.amount_minor,
    _paid.captured_minor,
    _paid.refunded_minor,
).where(
    sa.or_(
        _paid.refunded_minor < 0,
        _paid.refunded_minor > _paid.captured_minor,
        _paid.captured_minor > _paid.amount_minor,
    )
)
_of_payment = (
    sa.select(
        _entry.payment_id,
        total_if(_entry.amount_minor < 0, -_entry.amount_minor).label("captured"),
        total_if(_entry.amount_minor > 0, _entry.amount_minor).label("refunded"),
    )
    .where(_entry.account == CUSTOMER, _entry.payment_id.is_not(None))
    .group_by(_entry.payment_id)
    .subquery("of_payment")
)
_booked_otherwise = (
    sa.select(
        _paid.id.label("payment"),
        _paid.order_id.label("order"),
        _paid.captured_minor,
        or_zero(_of_payment.c.captured).label("booked_captured"),
        _paid.refunded_minor,
        or_zero(_of_payment.c.refunded).label("booked_refunded"),
    )
    .select_from(payments.outerjoin(_of_payment, _of_payment.c.payment_id == _paid.id))
    .where(
        sa.or_(
            _paid.captured_minor != or_zero(_of_payment.c.captured),
            _paid.refunded_minor != or_zero(_of_payment.c.refunded),
        )
    )
)
_came_back = (
    sa.select(return_lines.c.line_id, total(return_lines.c.quantity).label("units"))
    .join(returns, returns.c.id == return_lines.c.return_id)
    .where(
        return_lines.c.line_id.is_not(None),
        return_lines.c.rule != NO_REFUND,
        returns.c.state.not_in([ReturnState.DECLINED.value, ReturnState.CANCELLED.value]),
    )
    .group_by(return_lines.c.line_id)
    .subquery("came_back")
)
_given = _line.collected + _line.delivered
_returned_too_much = (
    sa.select(
        _line.id.label("line"),
        _line.order_id.label("order"),
        _line.returned,
        _given.label("given"),
        or_zero(_came_back.c.units).label("on_returns"),
    )
    .select_from(order_lines.outerjoin(_came_back, _came_back.c.line_id == _line.id))
    .where(
        sa.or_(
            _line.returned < 0,
            _line.returned > _given,
            _line.returned != or_zero(_came_back.c.units),
        )
    )
)
_given_back = (
    sa.select(return_refunds.c.return_id, total(return_refunds.c.amount_minor).label("minor"))
    .group_by(return_refunds.c.return_id)
    .subquery("given_back")
)
_refunds_unlike_return = (
    sa.select(
        returns.c.id.label("return"),
        returns.c.number,
        returns.c.refund_minor,
        or_zero(_given_back.c.minor).label("given_back"),
    )
    .select_from(returns.outerjoin(_given_back, _given_back.c.return_id == returns.c.id))
    .where(returns.c.refund_minor != or_zero(_given_back.c.minor))
)
_of_lines = (
    sa.select(
        return_lines.c.return_id,
        total(return_lines.c.refund_minor).label("refund"),
        total(return_lines.c.fee_minor).label("fee"),
    )
    .group_by(return_lines.c.return_id)
    .subquery("of_lines")
)
_due = or_zero(_of_lines.c.refund) - returns.c.clawback_minor + returns.c.rounding_minor
# Worth less fees and clawback is what is due; a return that falls below 0 is due nothing.
_due_unlike_lines = (
    sa.select(
        returns.c.id.label("return"),
        returns.c.number,
        returns.c.due_minor,
        _due.label("computed"),
        returns.c.fee_minor,
        or_zero(_of_lines.c.fee).label("line_fees"),
        returns.c.refund_minor,
    )
    .select_from(returns.outerjoin(_of_lines, _of_lines.c.return_id == returns.c.id))
    .where(
        sa.or_(
            returns.c.due_minor != sa.case((_due > 0, _due), else_=0),
            returns.c.fee_minor != or_zero(_of_lines.c.fee),
            returns.c.refund_minor > returns.c.due_minor,
        )
    )
)
_of_blind = (
    sa.select(
        blind_lines.c.blind_id,
        total(blind_lines.c.refund_minor).label("refund"),
        total(blind_lines.c.quantity * blind_lines.c.unit_minor).label("worth"),
    )
    .group_by(blind_lines.c.blind_id)
    .subquery("of_blind")
)
_blind_unlike_lines = (
    sa.select(
        blind_returns.c.id.label("blind_return"),
        blind_returns.c.number,
        blind_returns.c.refund_minor,
        or_zero(_of_blind.c.refund).label("computed"),
    )
    .select_from(blind_returns.outerjoin(_of_blind, _of_blind.c.blind_id == blind_returns.c.id))
    .where(
        sa.or_(
            blind_returns.c.refund_minor != or_zero(_of_blind.c.refund),
            or_zero(_of_blind.c.refund) != or_zero(_of_blind.c.worth),
        )
    )
)
# What came back paid for what was taken instead: the account holds nothing.
_exchange_left = (
    sa.select(_entry.currency, total(_entry.amount_minor).label("left_over"))
    .where(_entry.account == EXCHANGE)
    .group_by(_entry.currency)
    .having(total(_entry.amount_minor) != 0)
)
_refunded_too_much = sa.select(
    _order.id.label("order"), _order.number, _order.paid_minor, _order.refunded_minor
).where(sa.or_(_order.refunded_minor < 0, _order.refunded_minor > _order.paid_minor))

_made_good = (
    sa.select(appeasements.c.order_id, total(appeasements.c.amount_minor).label("minor"))
    .group_by(appeasements.c.order_id)
    .subquery("made_good")
)
_appeased_otherwise = (
    sa.select(
        _order.id.label("order"),
        _order.number,
        _order.appeased_minor,
        or_zero(_made_good.c.minor).label("appeasements"),
        _order.refunded_minor,
    )
    .select_from(orders.outerjoin(_made_good, _made_good.c.order_id == _order.id))
    .where(
        sa.or_(
            _order.appeased_minor != or_zero(_made_good.c.minor),
            _order.appeased_minor > _order.refunded_minor,
        )
    )
)
_booked_good = (
    sa.select(_entry.order_id, total(_entry.amount_minor).label("minor"))
    .where(_entry.account == CUSTOMER, _entry.why == WHY, _entry.order_id.is_not(None))
    .group_by(_entry.order_id)
    .subquery("booked_good")
)
_appeased_unbooked = (
    sa.select(
        _order.id.label("order"),
        _order.number,
        _order.appeased_minor,
        or_zero(_booked_good.c.minor).label("booked"),
    )
    .select_from(orders.outerjoin(_booked_good, _booked_good.c.order_id == _order.id))
    .where(_order.appeased_minor != or_zero(_booked_good.c.minor))
)

# --- M5, M6 ------------------------------------------------------------------------------------

_negative_credit = sa.select(
    credits.c.id.label("customer"), credits.c.currency, credits.c.balance_minor
).where(credits.c.balance_minor < 0)
_owed = sa.union_all(
    sa.select(credits.c.currency, credits.c.balance_minor.label("minor")),
    sa.select(_entry.currency, _entry.amount_minor).where(_entry.account == STORE_CREDIT),
).subquery("owed")
_unmatched_credit = (
    sa.select(_owed.c.currency, total(_owed.c.minor).label("balances_less_entries"))
    .group_by(_owed.c.currency)
    .having(total(_owed.c.minor) != 0)
)
_blind = blind_returns.c
_credits_given = sa.union_all(
    sa.select(_order.customer_id, _entry.currency, (-_entry.amount_minor).label("minor"))
    .join(orders, _order.id == _entry.order_id)
    .where(_entry.account == STORE_CREDIT),
    sa.select(_blind.customer_id, _blind.currency, _blind.refund_minor),
).subquery("credits_given")
_credit_of_customer = (
    sa.select(
        _credits_given.c.customer_id,
        _credits_given.c.currency,
        total(_credits_given.c.minor).label("minor"),
    )
    .group_by(_credits_given.c.customer_id, _credits_given.c.currency)
    .subquery("credit_of_customer")
)
_entries_of_nobody = (
    sa.select(sa.func.count())
    .select_from(money_entries.outerjoin(orders, _order.id == _entry.order_id))
    .where(
        _entry.account == STORE_CREDIT,
        _entry.order_id.is_not(None),
        _order.customer_id.is_(None),
    )
)
_blind_credit = sa.union_all(
    sa.select(_entry.currency, (-_entry.amount_minor).label("minor")).where(
        _entry.account == STORE_CREDIT, _entry.order_id.is_(None)
    ),
    sa.select(_blind.currency, -_blind.refund_minor),
).subquery("blind_credit")
_unmatched_blind = (
    sa.select(_blind_credit.c.currency, total(_blind_credit.c.minor).label("booked_less_told"))
    .group_by(_blind_credit.c.currency)
    .having(total(_blind_credit.c.minor) != 0)
)
_wrong_credit = (
    sa.select(
        credits.c.id.label("customer"),
        credits.c.currency,
        credits.c.balance_minor,
        or_zero(_credit_of_customer.c.minor).label("booked_minor"),
    )
    .select_from(
        credits.outerjoin(
            _credit_of_customer,
            sa.and_(
                _credit_of_customer.c.customer_id == credits.c.id,
                _credit_of_customer.c.currency == credits.c.currency,
            ),
        )
    )
    .where(
        credits.c.balance_minor != or_zero(_credit_of_customer.c.minor),
        # What was merged spends from each record; of those only the sum of all is told above.
        credits.c.id.not_in(sa.select(customer_merges.c.survivor_id)),
        credits.c.id.not_in(sa.select(customer_merges.c.absorbed_id)),
    )
)

_of_drawer = (
    sa.select(
        _entry.account,
        total_if(_entry.amount_minor > 0, _entry.amount_minor).label("came"),
        total_if(_entry.amount_minor < 0, -_entry.amount_minor).label("went"),
    )
    .where(_entry.account.startswith(DRAWER))
    .group_by(_entry.account)
    .subquery("of_drawer")
)
_wrong_drawers = (
    sa.select(
        _drawer.id.label("drawer"),
        _drawer.state,
        _drawer.in_minor,
        or_zero(_of_drawer.c.came).label("booked_in"),
        _drawer.out_minor,
        or_zero(_of_drawer.c.went).label("booked_out"),
        _drawer.counted_minor,
    )
    .select_from(drawers.outerjoin(_of_drawer, _of_drawer.c.account == DRAWER + _drawer.id))
    .where(
        sa.or_(
            _drawer.in_minor != or_zero(_of_drawer.c.came),
            _drawer.out_minor != or_zero(_of_drawer.c.went),
            sa.and_(_drawer.state == DrawerState.CLOSED.value, _drawer.counted_minor.is_(None)),
        )
    )
)
# Closed although the server lacked some of the day: somebody let it pass, or a person is told.
_told_of_drawer = sa.exists().where(
    cases.c.subject == drawers.name, cases.c.subject_id == _drawer.id
)
_closed_by_nobody = sa.select(_drawer.id.label("drawer"), _drawer.unsent).where(
    _drawer.unsent != "", _drawer.approved_by.is_(None), ~_told_of_drawer
)
_unknown_drawers = (
    sa.select(_of_drawer.c.account)
    .select_from(_of_drawer.outerjoin(drawers, _of_drawer.c.account == DRAWER + _drawer.id))
    .where(_drawer.id.is_(None))
)


def journal(db: Connection) -> Iterator[Violation]:
    yield from found(db, _unbalanced)


def totals(db: Connection) -> Iterator[Violation]:
    yield from found(db, _wrong_lines)
    yield from found(db, _wrong_totals)


def tenders(db: Connection) -> Iterator[Violation]:
    yield from found(db, _wrong_tenders)


def tenders_and_journal(db: Connection) -> Iterator[Violation]:
    yield from tenders(db)
    yield from found(db, _booked_otherwise)


def refunds(db: Connection) -> Iterator[Violation]:
    yield from found(db, _returned_too_much)
    yield from found(db, _refunds_unlike_return)
    yield from found(db, _due_unlike_lines)
    yield from found(db, _blind_unlike_lines)
    yield from found(db, _exchange_left)
    yield from found(db, _refunded_too_much)
    yield from found(db, _appeased_otherwise)


def refunds_and_journal(db: Connection) -> Iterator[Violation]:
    yield from refunds(db)
    yield from found(db, _appeased_unbooked)


def credit(db: Connection) -> Iterator[Violation]:
    """Who is wrong can be said while each entry has an order whose customer is known."""
    yield from found(db, _negative_credit)
    yield from found(db, _unmatched_credit)
    yield from found(db, _unmatched_blind)
    if not db.execute(_entries_of_nobody).scalar_one():
        yield from found(db, _wrong_credit)


def drawer_sums(db: Connection) -> Iterator[Violation]:
    yield from found(db, _wrong_drawers)
    yield from found(db, _unknown_drawers)
    yield from found(db, _closed_by_nobody)


_TENDERS = "captured ≤ authorised, refunded ≤ captured"
_BACK = "returned = on returns ≤ handed over, refunded ≤ paid, appeased ≤ refunded"
_GIVEN_BACK = (order_lines.name, returns.name, orders.name, appeasements.name)
CHECKS = (
    Check("M1", "each journal sums to 0 per currency", EVERYWHERE, journal, (money_entries.name,)),
    Check(
        "M2",
        "order totals recompute from lines, charges and rounding",
        EVERYWHERE,
        totals,
        (orders.name, order_lines.name),
    ),
    Check(
        "M3",
        f"{_TENDERS}, as the journal says",
        SERVER,
        tenders_and_journal,
        (payments.name,),
    ),
    Check("M3", _TENDERS, frozenset({Where.DESK}), tenders, (payments.name,)),
    Check("M4", f"{_BACK}, as the journal says", SERVER, refunds_and_journal, _GIVEN_BACK),
    Check("M4", _BACK, frozenset({Where.DESK}), refunds, _GIVEN_BACK),
    Check("M5", "credit = Σ its entries ≥ 0", SERVER, credit, (credits.name,)),
    Check(
        "M6",
        "drawer in and out = Σ its entries, counted and let close",
        SERVER,
        drawer_sums,
        (drawers.name,),
    ),
)
