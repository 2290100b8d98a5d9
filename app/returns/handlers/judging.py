"""What of the told goods may come back, and who had to say yes to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.identity.approval import Approval
from app.identity.authority import authorise
from app.identity.roles import OFFLINE_RETURN_LIMIT
from app.kit.errors import Fact, Refusal
from app.payments.states import TenderKind
from app.payments.tenders import drawer_of_device
from app.returns import sold
from app.returns.commands import ReturnedLine
from app.returns.model import Tender
from app.returns.refund import Settlement, SoldLine, Wanted
from app.returns.rules import APPROVABLE, CameBefore, Rule, Verdict, VerdictKind
from app.returns.sold import Sale
from app.returns.states import Grade, Reason
from app.storage.uow import UnitOfWork

PERMISSION = "return.known"
EXCEPTION = "return.exception"  # past its window, over its limit
OTHER_TENDER = "return.other_tender"  # cash for what was not paid in cash
REFUSED = {
    VerdictKind.FINAL_SALE: "return_final_sale",
    VerdictKind.PAST_WINDOW: "return_past_window",
    VerdictKind.OVER_LIMIT: "return_unit_limit",
    VerdictKind.NOTHING_LEFT: "return_nothing_left",
    VerdictKind.NOT_YET_COLLECTED: "return_not_collected",
}


@dataclass(slots=True)
class Doubts:
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
class Taken:
    """`accepted` of the told units are given back for money; all of them are in hand."""

    told: ReturnedLine
    line: SoldLine
    rule: str
    accepted: int
    exception: str  # the code of the rule that a second person has to waive
    wanted: Wanted


def judge(
    uow: UnitOfWork,
    sale: Sale,
    lines: Sequence[ReturnedLine],
    doubts: Doubts,
    *,
    approved: Mapping[str, int] | None = None,
    swapped: Mapping[str, int] | None = None,
) -> list[Taken]:
    """By product: cells are changed in one order everywhere.

    `approved`: units by line that may come back whatever the day, `swapped`: like for like.
    """
    if not lines:
        raise Refusal("return_nothing_chosen")
    for told in lines:
        sale.line(told.line_id)
        if told.quantity < 1:
            raise Refusal("quantity_out_of_range", quantity=told.quantity)
    granted, swaps = dict(approved or {}), dict(swapped or {})
    taken = []
    for told in sorted(lines, key=lambda told: sale.line(told.line_id).product_id):
        part = _judge_line(uow, sale, told, granted, swaps, doubts)
        sale = _after(sale, part, uow.happened_at)
        taken.append(part)
    return taken


def _judge_line(
    uow: UnitOfWork,
    sale: Sale,
    told: ReturnedLine,
    granted: dict[str, int],
    swaps: dict[str, int],
    doubts: Doubts,
) -> Taken:
    """By the day on which it was done, also when the command arrives days later."""
    line = sale.line(told.line_id)
    judged = sale.verdict(line, uow.happened_at)
    facts: dict[str, Fact] = {
        "name": line.name,
        "rule": judged.rule,
        "days": max(0, -judged.days_left),
    }
    possible = judged.kind in APPROVABLE or judged.kind is VerdictKind.IN_WINDOW
    if not possible and not (uow.on_server and line.left == 0):
        doubts.tell(refusal_of(judged.kind, **facts))
    check_rule(sale.rule(line), line.name, told.reason, told.grade, doubts)
    if told.quantity > line.left:
        if not uow.on_server:
            raise Refusal("return_too_many", name=line.name, left=line.left, wanted=told.quantity)
        _note_extra(line, doubts)
    accepted = min(told.quantity, line.left)
    was_granted = min(accepted, granted.get(line.line_id, 0))
    granted[line.line_id] = granted.get(line.line_id, 0) - was_granted
    swap = min(accepted, swaps.get(line.line_id, 0))
    swaps[line.line_id] = swaps.get(line.line_id, 0) - swap
    asked = accepted - was_granted
    exception = exception_of(judged, asked) if possible and asked else ""
    wanted = sale.wanted(line.line_id, accepted, told.reason, swap)
    return Taken(told, line, judged.rule, accepted, exception, wanted)


def refusal_of(kind: VerdictKind, **facts: Fact) -> Refusal:
    return Refusal(REFUSED[kind], **facts)


def exception_of(judged: Verdict, quantity: int) -> str:
    """The code of the rule that has to be waived for so many units, empty when none has."""
    if judged.lets_pass(quantity):
        return ""
    in_window = judged.kind is VerdictKind.IN_WINDOW
    return REFUSED[VerdictKind.OVER_LIMIT if in_window else judged.kind]


def check_rule(rule: Rule | None, name: str, reason: Reason, grade: Grade, doubts: Doubts) -> None:
    if rule is None:
        return
    if not rule.takes_reason(reason):
        doubts.tell(Refusal("return_reason_refused", name=name, rule=rule.code))
    if not rule.takes_grade(grade):
        doubts.tell(Refusal("return_grade_refused", name=name, rule=rule.code))


def weigh(
    uow: UnitOfWork,
    sale: Sale,
    taken: Sequence[Taken],
    settlement: Settlement,
    doubts: Doubts,
    *,
    site_id: str,
    offline: bool,
    drawer_id: str | None,
    approval: Approval | None,
) -> str:
    """The second person who let it pass, empty when nobody had to."""
    amount = settlement.refund_minor
    if site_id != uow.actor.site_id:
        doubts.tell(Refusal("return_other_site", site=site_id))
    if offline:
        _within_offline_limit(uow, sale, amount, doubts)
    kinds = {part.kind for part in settlement.refunds}
    if TenderKind.CASH in kinds:
        _require_drawer(uow, drawer_id, doubts)
    if TenderKind.STORE_CREDIT in kinds and sale.card.head.customer_id is None:
        doubts.tell(Refusal("return_credit_needs_customer"))
    permission = permission_for(
        is_exception=any(part.exception for part in taken),
        is_other_tender=gives_other_cash(settlement, sale.tenders),
    )
    try:
        order_id = sale.card.head.order_id
        return authorise(uow, permission, amount, approval=approval, order_id=order_id)
    except Refusal as over:
        doubts.tell(over)
        for part in taken:
            if part.exception:
                doubts.tell(Refusal(part.exception, name=part.line.name))
        return ""


def allowed(
    uow: UnitOfWork,
    permission: str,
    amount: int,
    approval: Approval | None,
    order_id: str | None,
    doubts: Doubts,
) -> str:
    try:
        return authorise(uow, permission, amount, approval=approval, order_id=order_id)
    except Refusal as over:
        doubts.tell(over)
        return ""


def permission_for(*, is_exception: bool, is_other_tender: bool) -> str:
    """One yes covers the whole act: the right that fewest people have."""
    if is_exception:
        return EXCEPTION
    return OTHER_TENDER if is_other_tender else PERMISSION


def gives_other_cash(settlement: Settlement, tenders: Sequence[Tender]) -> bool:
    kinds = {tender.payment_id: tender.kind for tender in tenders}
    return any(
        part.kind is TenderKind.CASH and kinds.get(part.payment_id or "") is not TenderKind.CASH
        for part in settlement.refunds
    )


def _within_offline_limit(uow: UnitOfWork, sale: Sale, amount: int, doubts: Doubts) -> None:
    before = sold.given_before(uow.db, sale.card.head.order_id)
    so_far = before.get(uow.actor.user_id, 0) + amount
    if so_far > OFFLINE_RETURN_LIMIT:
        doubts.tell(Refusal("return_offline_limit", limit=OFFLINE_RETURN_LIMIT, amount=so_far))


def _require_drawer(uow: UnitOfWork, told: str | None, doubts: Doubts) -> None:
    drawer_id = drawer_of_device(uow)
    if drawer_id is None or drawer_id != told:
        doubts.tell(Refusal("return_drawer_closed"))


def _note_extra(line: SoldLine, doubts: Doubts) -> None:
    if line.returned:
        doubts.twice.append(line.line_id)
    else:
        doubts.tell(Refusal("return_not_collected"))


def _after(sale: Sale, part: Taken, now: int) -> Sale:
    """What was just taken is less to take, and counts towards the person's limits."""
    line = replace(part.line, returned=part.line.returned + part.accepted)
    lines = tuple(line if one.line_id == line.line_id else one for one in sale.lines)
    before = (*sale.before, CameBefore(part.rule, part.accepted, now))
    return replace(sale, lines=lines, before=before)
