"""Take sold goods back at a counter: judge, book the goods, give the money, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.catalog.lookup import Product, products_of
from app.identity.roles import OFFLINE_RETURN_LIMIT, require_within
from app.kit.errors import Fact, Refusal
from app.orders.queries import OrderCard
from app.orders.units import show_to
from app.payments.states import TenderKind
from app.payments.tenders import Refunded, drawer_of_device, keep_promises, refund, tell_returned
from app.returns import sold
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.facts import ReturnSettled
from app.returns.model import Bought, RefundMode, Rule, VerdictKind, target_bucket, verdict
from app.returns.refund import Settlement, SoldLine, settle
from app.returns.states import RETURN, ReturnState
from app.returns.tables import return_lines, return_refunds, returns
from app.stock.ledger import move
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

PERMISSION = "return.known"
# In the store the clerk runs the whole table at once.
SETTLED = ("approve", "receive", "grade", "settle", "close")
UNSETTLED = ("approve", "receive", "grade", "fail_settlement")
NO_REFUND = "returned_twice"  # stands as the rule of units that came back without a refund
_REFUSED = {
    VerdictKind.FINAL_SALE: "return_final_sale",
    VerdictKind.PAST_WINDOW: "return_past_window",
    VerdictKind.NOTHING_LEFT: "return_nothing_left",
    VerdictKind.NOT_YET_COLLECTED: "return_not_collected",
}


@dataclass(slots=True)
class _Doubts:
    """What the rules would not have let happen: a desk stops there, the server remembers it."""

    uow: UnitOfWork
    codes: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)  # lines that came back more often than sold

    def tell(self, refusal: Refusal) -> None:
        if not self.uow.on_server:
            raise refusal
        if refusal.code not in self.codes:
            self.codes.append(refusal.code)


@dataclass(frozen=True, slots=True)
class _Taken:
    """`accepted` of the told units are given back for money; all of them are in hand."""

    told: ReturnedLine
    line: SoldLine
    rule: str
    accepted: int


def return_items(uow: UnitOfWork, command: ReturnItems) -> dict[str, Any]:
    """A fact: a desk refuses what the rules forbid; the server books what happened and tells."""
    if not command.lines:
        raise Refusal("return_nothing_chosen")
    order = sold.locked_order(uow, command.order_id)
    lines = sold.lines_of(order)
    doubts = _Doubts(uow)
    taken = _judge(uow, command, lines, doubts)
    settlement = settle(
        lines,
        [(part.line.line_id, part.accepted) for part in taken],
        sold.tenders_of(order),
        command.mode,
        rounding_minor=order.rounding_minor,
    )
    _weigh(uow, command, order, settlement, doubts)
    return_id = uow.new_id("return")
    show_to(uow, command.order_id, f"orders:store:{command.site_id}")
    _write(uow, command, order, return_id, taken, settlement, doubts)
    for part in taken:
        _take_goods(uow, command, return_id, part)
    refunds = _give_money(uow, command, order, return_id, settlement)
    _tell_cases(uow, command, return_id, settlement, doubts)
    uow.emit(ReturnSettled(return_id, command.order_id))
    return {
        "return_id": return_id,
        "number": command.number,
        "order_id": command.order_id,
        "refund_minor": settlement.refund_minor,
        "pending_minor": sum(given.amount_minor for given in refunds if given.state == "pending"),
    }


# ---------------------------------------------------------------- judging


def _judge(
    uow: UnitOfWork, command: ReturnItems, lines: Sequence[SoldLine], doubts: _Doubts
) -> list[_Taken]:
    """By product: cells are changed in one order everywhere."""
    known = {line.line_id: line for line in lines}
    for told in command.lines:
        if told.line_id not in known:
            raise Refusal("line_unknown", line=told.line_id)
        if told.quantity < 1:
            raise Refusal("quantity_out_of_range", quantity=told.quantity)
    if command.site_id != uow.actor.site_id:
        doubts.tell(Refusal("return_other_site", site=command.site_id))
    products = products_of(uow.db, (line.product_id for line in lines))
    rules = sold.rules_of(uow.db)
    zone = sold.zone_of(uow.db, command.site_id)
    taken = []
    for told in sorted(command.lines, key=lambda told: known[told.line_id].product_id):
        line = known[told.line_id]
        bought = bought_of(line, products.get(line.product_id))
        part = _verdict_of(uow, told, line, bought, rules, zone, doubts)
        known[told.line_id] = replace(line, returned=line.returned + part.accepted)
        taken.append(part)
    return taken


def bought_of(line: SoldLine, product: Product | None) -> Bought:
    return Bought(
        line_id=line.line_id,
        category=product.category if product else "",
        final_sale=product.final_sale if product else False,
        bought_at=line.had_at,
        fulfilled=line.fulfilled,
        returned=line.returned,
        total_minor=line.total_minor,
        tax_minor=line.tax_minor,
        ordered=line.ordered,
    )


def _verdict_of(
    uow: UnitOfWork,
    told: ReturnedLine,
    line: SoldLine,
    bought: Bought,
    rules: Sequence[Rule],
    zone: str,
    doubts: _Doubts,
) -> _Taken:
    """By the day on which it was done, also when the command arrives days later."""
    judged = verdict(bought, rules, uow.occurred_at, zone=zone)
    facts: dict[str, Fact] = {
        "name": line.name,
        "rule": judged.rule,
        "days": max(0, -judged.days_left),
    }
    if judged.kind is not VerdictKind.IN_WINDOW and not (uow.on_server and line.left == 0):
        doubts.tell(Refusal(_REFUSED[judged.kind], **facts))
    if told.quantity > line.left:
        if not uow.on_server:
            raise Refusal("return_too_many", name=line.name, left=line.left, wanted=told.quantity)
        _note_extra(line, doubts)
    return _Taken(told, line, judged.rule, min(told.quantity, line.left))


def _note_extra(line: SoldLine, doubts: _Doubts) -> None:
    if line.returned:
        doubts.twice.append(line.line_id)
    else:
        doubts.tell(Refusal("return_not_collected"))


def _weigh(
    uow: UnitOfWork,
    command: ReturnItems,
    order: OrderCard,
    settlement: Settlement,
    doubts: _Doubts,
) -> None:
    amount = settlement.refund_minor
    before = sold.given_before(uow.db, command.order_id)
    so_far = before.get(uow.actor.user_id, 0) + amount
    if command.offline and so_far > OFFLINE_RETURN_LIMIT:
        doubts.tell(Refusal("return_offline_limit", limit=OFFLINE_RETURN_LIMIT, amount=so_far))
    try:
        require_within(uow.actor, PERMISSION, so_far)
    except Refusal as over:
        doubts.tell(over)
    kinds = {part.kind for part in settlement.refunds}
    drawer_id = drawer_of_device(uow)
    if TenderKind.CASH in kinds and (drawer_id is None or drawer_id != command.drawer_id):
        doubts.tell(Refusal("return_drawer_closed"))
    if TenderKind.STORE_CREDIT in kinds and order.head.customer_id is None:
        doubts.tell(Refusal("return_credit_needs_customer"))
    if amount != command.told_refund_minor and not doubts.twice:
        doubts.tell(Refusal("return_refund_changed", told=command.told_refund_minor, now=amount))


# ---------------------------------------------------------------- booking


def _write(
    uow: UnitOfWork,
    command: ReturnItems,
    order: OrderCard,
    return_id: str,
    taken: Sequence[_Taken],
    settlement: Settlement,
    doubts: _Doubts,
) -> None:
    unpaid = any(part.accepted < part.told.quantity for part in taken)
    state = ReturnState(RETURN.start)
    for act in UNSETTLED if unpaid else SETTLED:
        state = RETURN.after(state, act)
    uow.insert(
        returns,
        {
            "id": return_id,
            "number": command.number,
            "order_id": command.order_id,
            "site_id": command.site_id,
            "state": state.value,
            "currency": order.head.currency,
            "refund_minor": settlement.refund_minor,
            "taken_by": uow.actor.user_id,
            "taken_at": uow.now,
        },
    )
    for part, worth in zip(taken, settlement.lines, strict=True):
        if part.accepted:
            _write_line(
                uow,
                command.order_id,
                return_id,
                part,
                part.rule,
                part.accepted,
                worth.refund_minor,
                worth.tax_minor,
            )
        if extra := part.told.quantity - part.accepted:
            _write_line(uow, command.order_id, return_id, part, NO_REFUND, extra, 0, 0)


def _write_line(
    uow: UnitOfWork,
    order_id: str,
    return_id: str,
    part: _Taken,
    rule: str,
    quantity: int,
    refund_minor: int,
    tax_minor: int,
) -> None:
    uow.insert(
        return_lines,
        {
            "id": uow.new_id("return_line"),
            "return_id": return_id,
            "order_id": order_id,
            "line_id": part.line.line_id,
            "product_id": part.line.product_id,
            "quantity": quantity,
            "reason": part.told.reason.value,
            "grade": part.told.grade.value,
            "disposition": part.told.disposition.value,
            "rule": rule,
            "refund_minor": refund_minor,
            "tax_minor": tax_minor,
        },
    )


def _take_goods(uow: UnitOfWork, command: ReturnItems, return_id: str, part: _Taken) -> None:
    move(
        uow,
        site_id=command.site_id,
        product_id=part.line.product_id,
        source=Bucket.CUSTOMER,
        target=target_bucket(part.told.disposition),
        quantity=part.told.quantity,
        why=sold.RETURN,
        document=returns.name,
        document_id=return_id,
    )
    if part.accepted:
        reason = part.told.reason.value
        sold.take_back(
            uow,
            command.order_id,
            part.line,
            part.accepted,
            reason=reason,
            site_id=command.site_id,
        )


def _give_money(
    uow: UnitOfWork,
    command: ReturnItems,
    order: OrderCard,
    return_id: str,
    settlement: Settlement,
) -> list[Refunded]:
    """What was promised and never paid is not owed any more; the rest goes back."""
    keep_promises(uow, command.order_id, settlement.due_minor - settlement.refund_minor)
    given = [
        refund(
            uow,
            order_id=command.order_id,
            payment_id=part.payment_id,
            kind=part.kind,
            amount_minor=part.minor,
            currency=order.head.currency,
            why=sold.RETURN,
            customer_id=order.head.customer_id,
        )
        for part in settlement.refunds
    ]
    rows = [
        {
            "id": uow.new_id("return_refund"),
            "return_id": return_id,
            "order_id": command.order_id,
            "payment_id": part.payment_id,
            "kind": part.kind.value,
            "amount_minor": part.amount_minor,
            "state": part.state,
        }
        for part in given
    ]
    uow.insert(return_refunds, *rows)
    tell_returned(uow, command.order_id, given)
    return given


# ---------------------------------------------------------------- telling


def _tell_cases(
    uow: UnitOfWork,
    command: ReturnItems,
    return_id: str,
    settlement: Settlement,
    doubts: _Doubts,
) -> None:
    told: dict[str, Fact] = {
        "order": command.order_id,
        "number": command.number,
        "told": command.told_refund_minor,
        "refund": settlement.refund_minor,
        "mode": RefundMode(command.mode).value,
        "offline": command.offline,
    }
    if doubts.twice:
        evidence = {**told, "lines": doubts.twice}
        _notice(uow, CaseKind.RETURNED_TWICE, command.site_id, return_id, evidence)
    if doubts.codes:
        evidence = {**told, "codes": doubts.codes}
        _notice(uow, CaseKind.AWKWARD_FACT, command.site_id, return_id, evidence)


def _notice(
    uow: UnitOfWork, kind: CaseKind, site_id: str, return_id: str, evidence: dict[str, Fact]
) -> None:
    notice(uow, kind, subject=returns.name, subject_id=return_id, site_id=site_id, **evidence)
