"""Take over what a retailer's past holds of returns, and the rules by which it takes them back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from msgspec.structs import asdict

from app.catalog.lookup import Product, products_of
from app.identity.roles import require
from app.kit.clock import Instant
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.orders import after_sale
from app.orders.states import FULFILLED
from app.payments.states import PAYMENT, PaymentState, TenderKind
from app.payments.tenders import CUSTOMER
from app.pricing.lookup import all_tax_rates
from app.pricing.model import TaxRate, price, refund_share
from app.pricing.promotion import BasketLine
from app.returns.model import default_disposition, target_bucket
from app.returns.states import RETURN, Grade, Reason
from app.returns.tables import return_lines, return_refunds, return_rules, returns
from app.stock.handlers import Posting, post_all
from app.stock.states import Bucket
from app.storage.schema import metadata
from app.storage.uow import UnitOfWork

RETURNS_AT_ONCE = 200
EXTERNAL = "external"
RULE = "import"  # no rule of ours decided
CHUNK = 500  # ids of one IN list, as in the feed
_CLOSING = ("approve", "receive", "grade", "settle", "close")


class NewReturnRule(Part, frozen=True, kw_only=True):
    id: str
    code: str
    category: str = ""  # empty = every category without a rule of its own
    channel: str = ""  # of the order; empty = every channel
    returnable: bool = True
    window_days: int
    unit_limit: int = 0  # units per person within limit_days
    limit_days: int = 0
    fee_hundredths: int = 0  # of a percent
    fee_minor: int = 0  # for each unit
    reasons: str = ""  # taken ones, separated by blanks; empty = all
    refused_grades: str = ""
    without_receipt: bool = False
    lowest_days: int = 0


class LoadReturnRules(Command, frozen=True, kw_only=True):
    """Fact of the server alone."""

    rules: list[NewReturnRule]


class PastReturnLine(Part, frozen=True, kw_only=True):
    """`line_id`: the line of a known order; without one `unit_minor` is what was given back."""

    product_id: str
    quantity: int
    line_id: str | None = None
    unit_minor: int = 0
    reason: Reason = Reason.OTHER
    grade: Grade = Grade.A


class PastReturn(Part, frozen=True, kw_only=True):
    """`order_id` None: returned without a known sale."""

    return_id: str
    number: str
    at: int
    site_id: str
    currency: str
    order_id: str | None = None
    lines: list[PastReturnLine]


class RecordPastReturns(Command, frozen=True, kw_only=True):
    """Fact of the server alone; at most RETURNS_AT_ONCE returns."""

    returns: list[PastReturn]


@dataclass(slots=True)
class _Given:
    """What one command gives back of lines and tenders, summed so that each is written once."""

    lines: dict[str, int] = field(default_factory=dict)  # line → units
    orders: dict[str, int] = field(default_factory=dict)  # order → minor units
    payments: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Rows:
    returns: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands in the tables before the command."""

    lines: Mapping[str, sa.RowMapping]
    payments: Mapping[str, sa.RowMapping]  # by order: the tender with the most left
    products: Mapping[str, Product]
    rates: Sequence[TaxRate]


def load_return_rules(uow: UnitOfWork, command: LoadReturnRules) -> dict[str, Any]:
    require(uow.actor, "system")
    uow.insert(return_rules, *map(asdict, command.rules))
    return {"rules": len(command.rules)}


def record_past_returns(uow: UnitOfWork, command: RecordPastReturns) -> dict[str, Any]:
    """Refusals: too_many_returns, nothing_to_return, line_unknown, product_unknown, too_few_units,
    refund_above_paid."""
    require(uow.actor, "system")
    if len(command.returns) > RETURNS_AT_ONCE:
        raise Refusal("too_many_returns", most=RETURNS_AT_ONCE, told=len(command.returns))
    known = _known(uow, command)
    rows, given = _Rows(), _Given()
    for one in command.returns:
        _add_return(uow, rows, given, known, one)
    for table, found in _by_table(rows):
        uow.insert(table, *found)
    posted = post_all(uow, sorted(rows.postings, key=lambda posting: posting.at))
    _bring_along(uow, known, given)
    return {
        "returns": len(rows.returns),
        "without_receipt": sum(one.order_id is None for one in command.returns),
        "refund_minor": sum(row["refund_minor"] for row in rows.returns),
        "found": posted.found,
    }


def _known(uow: UnitOfWork, command: RecordPastReturns) -> _Known:
    told = [line for one in command.returns for line in one.lines]
    lines, payments = _table("order_lines"), _table("payments")
    line_ids = {line.line_id for line in told if line.line_id is not None}
    order_ids = {one.order_id for one in command.returns if one.order_id is not None}
    tenders: dict[str, sa.RowMapping] = {}
    for row in _rows_in(uow, payments, payments.c.order_id, order_ids):
        other = tenders.get(row["order_id"])
        if other is None or _left(row) > _left(other):
            tenders[row["order_id"]] = row
    return _Known(
        lines={row["id"]: row for row in _rows_in(uow, lines, lines.c.id, line_ids)},
        payments=tenders,
        products=products_of(uow.db, (line.product_id for line in told)),
        rates=all_tax_rates(uow.db),
    )


def _rows_in(
    uow: UnitOfWork, table: sa.Table, column: sa.Column[Any], ids: set[str]
) -> Iterator[sa.RowMapping]:
    asked = sa.select(table).where(column.in_(sa.bindparam("ids", expanding=True)))
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        yield from uow.db.execute(asked.order_by(table.c.id), {"ids": part}).mappings()


def _add_return(
    uow: UnitOfWork, rows: _Rows, given: _Given, known: _Known, one: PastReturn
) -> None:
    if not one.lines:
        raise Refusal("nothing_to_return", number=one.number)
    refund = sum(_add_line(uow, rows, given, known, one, line) for line in one.lines)
    state = RETURN.start
    for act in _CLOSING:
        state = RETURN.after(state, act)
    rows.returns.append(
        {
            "id": one.return_id,
            "number": one.number,
            "order_id": one.order_id,
            "site_id": one.site_id,
            "state": state.value,
            "currency": one.currency,
            "due_minor": refund,
            "refund_minor": refund,
            "taken_by": uow.actor.user_id,
            "taken_at": one.at,
        }
    )
    if refund:
        _add_refund(uow, rows, given, known, one, refund)


def _add_line(
    uow: UnitOfWork,
    rows: _Rows,
    given: _Given,
    known: _Known,
    one: PastReturn,
    line: PastReturnLine,
) -> int:
    """What the line gives back."""
    product = known.products.get(line.product_id)
    if product is None:
        raise Refusal("product_unknown", product=line.product_id)
    if line.line_id is None:
        refund, tax = _by_price(known, one, line, product)
    else:
        refund, tax = _by_sale(given, known, one, line, line.line_id)
        _add_event(uow, rows, known.lines[line.line_id], one, line)
    disposition = default_disposition(line.grade, product.category)
    rows.lines.append(
        {
            "id": uow.new_id("return_line"),
            "return_id": one.return_id,
            "order_id": one.order_id,
            "line_id": line.line_id,
            "product_id": line.product_id,
            "quantity": line.quantity,
            "reason": line.reason.value,
            "grade": line.grade.value,
            "disposition": disposition.value,
            "rule": RULE,
            "refund_minor": refund,
            "tax_minor": tax,
        }
    )
    rows.postings.append(
        Posting(
            one.site_id,
            line.product_id,
            Bucket.CUSTOMER,
            target_bucket(disposition),
            line.quantity,
            after_sale.RETURN,
            returns.name,
            one.return_id,
            one.at,
        )
    )
    return refund


def _add_event(
    uow: UnitOfWork, rows: _Rows, had: sa.RowMapping, one: PastReturn, line: PastReturnLine
) -> None:
    """The units stay where they ended, so that the history replays to the same columns."""
    ended = next(state for state in FULFILLED if had[state.value])
    rows.events.append(
        {
            "id": uow.new_id("order_event"),
            "order_id": one.order_id,
            "line_id": line.line_id,
            "act": after_sale.RETURN,
            "source": ended.value,
            "target": ended.value,
            "quantity": line.quantity,
            "reason": line.reason.value,
            "site_id": one.site_id,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "command_id": uow.command_id,
            "at": one.at,
            "step": len(rows.events),
        }
    )


def _by_sale(
    given: _Given, known: _Known, one: PastReturn, line: PastReturnLine, line_id: str
) -> tuple[int, int]:
    """(refund, tax) of the next units of a sold line, from its stored amounts."""
    had = known.lines.get(line_id)
    if had is None or had["order_id"] != one.order_id:
        raise Refusal("line_unknown", line=line_id)
    back = had["returned"] + given.lines.get(line_id, 0)
    have = sum(had[state.value] for state in FULFILLED) - back
    if not 1 <= line.quantity <= have:
        raise Refusal("too_few_units", act=after_sale.RETURN, have=have, wanted=line.quantity)
    given.lines[line_id] = given.lines.get(line_id, 0) + line.quantity
    # From the last unit, as refund.worth_of counts: later returns add up to the line.
    before = had["ordered"] - back - line.quantity
    refund, tax = (
        refund_share(had[column], had["ordered"], before, line.quantity)
        for column in ("total_minor", "tax_minor")
    )
    return refund, tax


def _by_price(
    known: _Known, one: PastReturn, line: PastReturnLine, product: Product
) -> tuple[int, int]:
    """(refund, tax) at the price that was told, when no sale is known."""
    basket = [BasketLine("0", product.category, line.quantity, line.unit_minor, product.tax_class)]
    done = price(basket, (), known.rates, now=Instant(one.at), currency=one.currency)
    return done.total, done.tax


def _add_refund(
    uow: UnitOfWork, rows: _Rows, given: _Given, known: _Known, one: PastReturn, refund: int
) -> None:
    payment_id = _lowered(given, known, one, refund) if one.order_id is not None else None
    rows.refunds.append(
        {
            "id": uow.new_id("return_refund"),
            "return_id": one.return_id,
            "order_id": one.order_id,
            "payment_id": payment_id,
            "kind": TenderKind.EXTERNAL.value,
            "amount_minor": refund,
            "state": "done",
        }
    )
    journal_id = uow.new_id("journal")
    for account, amount in ((CUSTOMER, refund), (EXTERNAL, -refund)):
        rows.entries.append(
            {
                "id": uow.new_id("money_entry"),
                "journal_id": journal_id,
                "account": account,
                "currency": one.currency,
                "amount_minor": amount,
                "order_id": one.order_id,
                "payment_id": payment_id,
                "why": after_sale.RETURN,
                "command_id": uow.command_id,
                "at": one.at,
            }
        )


def _lowered(given: _Given, known: _Known, one: PastReturn, refund: int) -> str:
    tender = known.payments.get(str(one.order_id))
    taken = given.payments.get(tender["id"], 0) if tender else 0
    if tender is None or _left(tender) < taken + refund:
        raise Refusal("refund_above_paid", number=one.number, refund=refund)
    payment_id = str(tender["id"])
    given.payments[payment_id] = taken + refund
    order_id = str(one.order_id)
    given.orders[order_id] = given.orders.get(order_id, 0) + refund
    return payment_id


def _bring_along(uow: UnitOfWork, known: _Known, given: _Given) -> None:
    """The figures that follow from the returns: by deltas, once for each row."""
    _add_all(uow, _table("order_lines"), "returned", given.lines)
    _add_all(uow, _table("orders"), "refunded_minor", given.orders)
    _add_all(uow, _table("payments"), "refunded_minor", given.payments)
    emptied = [
        row["id"]
        for row in known.payments.values()
        if given.payments.get(row["id"], 0) == _left(row) > 0
    ]
    for payment_id in sorted(emptied):
        state = PAYMENT.after(PaymentState.CAPTURED, "refund")
        uow.update(_table("payments"), payment_id, state=state.value)


def _add_all(uow: UnitOfWork, table: sa.Table, column: str, deltas: Mapping[str, int]) -> None:
    if not deltas:
        return
    by = sa.bindparam("by_delta", type_=sa.BigInteger)
    statement = (
        table.update()
        .where(table.c.id == sa.bindparam("row_id"))
        .values({column: table.c[column] + by})
    )
    rows = [{"row_id": row_id, "by_delta": delta} for row_id, delta in sorted(deltas.items())]
    uow.db.execute(statement, rows)
    uow.touch(table, deltas)


def _by_table(rows: _Rows) -> Iterator[tuple[sa.Table, list[dict[str, Any]]]]:
    yield returns, rows.returns
    yield return_lines, rows.lines
    yield return_refunds, rows.refunds
    yield _table("money_entries"), rows.entries
    yield _table("order_events"), rows.events


def _table(name: str) -> sa.Table:
    """By its name: another slice's rows, written whole as the past left them."""
    return metadata.tables[name]


def _left(row: sa.RowMapping) -> int:
    return int(row["captured_minor"] - row["refunded_minor"])
