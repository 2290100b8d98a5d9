"""Take goods back without a receipt: store credit at the lowest price, for a person we know."""

from typing import Any

from app.cases.clash import tell_clash
from app.customers.handlers import require_customer, show_customer, welcome
from app.kit.errors import Fact, Refusal
from app.orders.after_sale import RETURN
from app.payments.states import TenderKind
from app.payments.tenders import refund
from app.returns import sold
from app.returns.blind import BlindItem, blind_item, tax_within
from app.returns.commands import BlindLine, ReturnBlind
from app.returns.handlers.booking import put_away, tell_cases
from app.returns.handlers.judging import Doubts, allowed, check_rule
from app.returns.rules import CameBefore, rule_for
from app.returns.tables import blind_lines, blind_returns, returns
from app.storage.uow import UnitOfWork

PERMISSION = "return.blind"
MAX_UNITS = 99


def return_blind(uow: UnitOfWork, command: ReturnBlind) -> dict[str, Any]:
    """A fact: the customer was told the credit. Prices are judged, limits counted."""
    _check(command)
    doubts = Doubts(uow)
    if command.site_id != uow.actor.site_id:
        doubts.tell(Refusal("return_other_site", site=command.site_id))
    customer_id = _customer(uow, command)
    lines = sorted(command.lines, key=lambda line: line.product_id)
    items = _judge(uow, customer_id, lines, doubts)
    credit = sum(line.quantity * line.unit_minor for line in lines)
    if credit != command.told_refund_minor:
        raise Refusal("return_refund_changed", told=command.told_refund_minor, now=credit)
    approver_id = allowed(uow, PERMISSION, credit, command.approval, None, doubts)
    blind_id = uow.new_id("blind_return")
    uow.insert(
        blind_returns,
        {
            "id": blind_id,
            "number": command.number,
            "customer_id": customer_id,
            "site_id": command.site_id,
            "currency": items[0].product.currency,
            "refund_minor": credit,
            "taken_by": uow.actor.user_id,
            "approved_by": approver_id or None,
            "taken_at": uow.now,
        },
    )
    tell_clash(
        uow,
        blind_returns,
        blind_id,
        number=command.number,
        site_id=command.site_id,
        beside=(returns,),
    )
    if credit:
        refund(
            uow,
            order_id=None,
            payment_id=None,
            kind=TenderKind.STORE_CREDIT,
            amount_minor=credit,
            currency=items[0].product.currency,
            why=RETURN,
            customer_id=customer_id,
        )
    for line, item in zip(lines, items, strict=True):
        _take(uow, command, blind_id, customer_id, line, item)
    evidence: dict[str, Fact] = {"number": command.number, "told": credit, "refund": credit}
    tell_cases(uow, doubts, blind_id, command.site_id, evidence)
    return {
        "return_id": blind_id,
        "number": command.number,
        "customer_id": customer_id,
        "refund_minor": credit,
        "pending_minor": 0,
    }


def _check(command: ReturnBlind) -> None:
    if not command.lines:
        raise Refusal("return_nothing_chosen")
    if (command.customer_id is None) == (command.new_customer is None):
        raise Refusal("return_credit_needs_customer")
    if not command.id_seen:
        raise Refusal("return_id_needed")
    for line in command.lines:
        if not 1 <= line.quantity <= MAX_UNITS or line.unit_minor < 0:
            raise Refusal("quantity_out_of_range", quantity=line.quantity, most=MAX_UNITS)


def _customer(uow: UnitOfWork, command: ReturnBlind) -> str:
    if command.new_customer is not None:
        welcome(uow, command.new_customer, site_id=command.site_id)
        return command.new_customer.customer_id
    customer_id = str(command.customer_id)
    require_customer(uow, customer_id)
    show_customer(uow, customer_id, f"customers:store:{command.site_id}")
    return customer_id


def _judge(
    uow: UnitOfWork, customer_id: str, lines: list[BlindLine], doubts: Doubts
) -> list[BlindItem]:
    items: list[BlindItem] = []
    so_far: list[CameBefore] = []
    known = sold.rules_of(uow.db)
    for line in lines:
        item = blind_item(uow.db, line.product_id, customer_id, uow.happened_at, so_far)
        if item is None:
            raise Refusal("product_unknown", product=line.product_id)
        if items and item.product.currency != items[0].product.currency:
            raise Refusal("currency_differs", product=line.product_id)
        name = item.product.name
        if item.why_not:
            doubts.tell(_forbidden(item))
        check_rule(rule_for(item.product.category, known), name, line.reason, line.grade, doubts)
        if line.quantity > item.allowed:
            told: dict[str, Fact] = {"name": name, "limit": item.limit, "days": item.limit_days}
            doubts.tell(Refusal("return_person_limit", **told))
        if line.unit_minor > item.unit_minor:
            doubts.tell(Refusal("return_price_changed", name=name, now=item.unit_minor))
        so_far.append(CameBefore(item.rule, line.quantity, uow.happened_at))
        items.append(item)
    return items


def _forbidden(item: BlindItem) -> Refusal:
    if item.why_not == "return_final_sale":
        return Refusal("return_final_sale", name=item.product.name, rule=item.rule)
    return Refusal("return_receipt_needed", name=item.product.name)


def _take(
    uow: UnitOfWork,
    command: ReturnBlind,
    blind_id: str,
    customer_id: str,
    line: BlindLine,
    item: BlindItem,
) -> None:
    uow.insert(
        blind_lines,
        {
            "id": uow.new_id("blind_line"),
            "blind_id": blind_id,
            "customer_id": customer_id,
            "product_id": line.product_id,
            "quantity": line.quantity,
            "reason": line.reason.value,
            "grade": line.grade.value,
            "disposition": line.disposition.value,
            "rule": item.rule,
            "unit_minor": line.unit_minor,
            "refund_minor": line.quantity * line.unit_minor,
            "tax_minor": tax_within(uow.db, item.product, line.quantity, line.unit_minor, uow.now),
        },
    )
    put_away(
        uow,
        site_id=command.site_id,
        product_id=line.product_id,
        disposition=line.disposition,
        quantity=line.quantity,
        document=blind_returns.name,
        document_id=blind_id,
    )
