"""A shop whose goods came back: return rules, sold orders, one way to take them back, checks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.features import COMMANDS, SUBSCRIBERS
from app.identity.approval import Approval
from app.insights.verify.runs import verify_server
from app.kit.actor import Actor
from app.kit.clock import Instant
from app.kit.commands import Nature, Offline
from app.kit.ids import derived_id
from app.orders.commands import OrderLine
from app.orders.tables import order_lines, orders
from app.payments.commands import TenderTaken
from app.payments.tables import credits, drawers, money_entries, payments
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.facts import ReturnSettled
from app.returns.handlers.take import return_items
from app.returns.model import RefundMode
from app.returns.queries import ReturnCard, preview, return_card
from app.returns.states import Disposition, Grade, Reason
from app.returns.tables import return_lines, return_rules, returns
from app.stock.tables import stock_movements
from app.storage.commands import CommandSpec, Register
from app.storage.schema import Side
from tests.support.shop import CLERK, MANAGER, Shop, check_stock, check_units, open_shop

SPEC = CommandSpec(
    "return.take",
    1,
    ReturnItems,
    return_items,
    Nature.FACT,
    Offline.FULL,
    "return.known",
    series="R-",
)
VERIFIED = frozenset({"M1", "M2", "M3", "M4", "M5", "M6", "S1", "S2"})
HEARD: list[ReturnSettled] = []


def _hear(_uow: object, fact: ReturnSettled) -> None:
    HEARD.append(fact)


REGISTER = Register(
    [*(spec for spec in COMMANDS if spec.type is not ReturnItems), SPEC],
    {**SUBSCRIBERS, ReturnSettled: (*SUBSCRIBERS.get(ReturnSettled, ()), _hear)},
)


def shop_with_rules(folder: Path, *, days: int = 30) -> Shop:
    folder.mkdir(parents=True, exist_ok=True)
    shop = open_shop(folder)
    with shop.acting() as uow:
        uow.insert(
            return_rules,
            {
                "id": "r30",
                "code": "R30",
                "category": "",
                "returnable": True,
                "window_days": days,
            },
        )
    return shop


def sell(
    shop: Shop, *lines: OrderLine, tenders: Sequence[TenderTaken], actor: Actor = CLERK, **told: Any
) -> dict[str, Any]:
    """Carried out of the store: the customer has the goods at once."""
    return shop.order(*lines, tenders=tenders, actor=actor, **told)


def card_of(
    shop: Shop, order_id: str, actor: Actor = CLERK, *, at: int | None = None
) -> ReturnCard:
    with shop.engine.connect() as db:
        card = return_card(
            db,
            order_id,
            site_id=actor.site_id,
            device_id=actor.device_id,
            user_id=actor.user_id,
            now=shop.now if at is None else Instant(at),
        )
    assert card is not None
    return card


def units(
    line_id: str,
    quantity: int = 1,
    *,
    reason: Reason = Reason.TOO_SMALL,
    grade: Grade = Grade.A,
    disposition: Disposition = Disposition.SHELF,
) -> ReturnedLine:
    return ReturnedLine(
        line_id=line_id, quantity=quantity, reason=reason, grade=grade, disposition=disposition
    )


def yes(
    permission: str, amount: int, command_id: str, *, at: int, approver: Actor = MANAGER
) -> Approval:
    """What a desk makes of a PIN; whether it was signed is judged before the handler."""
    return Approval(
        approver_id=approver.user_id,
        permission=permission,
        amount=amount,
        command_id=command_id,
        at=at,
        token="",
    )


def asked(
    shop: Shop,
    order_id: str,
    *lines: ReturnedLine,
    actor: Actor = CLERK,
    mode: RefundMode = RefundMode.AS_PAID,
    **told: Any,
) -> ReturnItems:
    """What the screen would send: the refund as its own preview tells it."""
    card = card_of(shop, order_id, actor)
    chosen: dict[str, int] = {}
    for line in lines:
        chosen[line.line_id] = chosen.get(line.line_id, 0) + line.quantity
    if "told_refund_minor" not in told:
        told["told_refund_minor"] = preview(
            card,
            chosen,
            mode,
            offline=False,
            reasons={line.line_id: line.reason for line in lines},
        ).refund_minor
    told.setdefault("drawer_id", card.drawer_id)
    told.setdefault("number", "R-JKT01-3-000001")
    return ReturnItems(
        order_id=order_id,
        site_id=actor.site_id,
        lines=list(lines),
        mode=mode,
        **told,
    )


def take_back(
    shop: Shop,
    command: ReturnItems,
    actor: Actor = CLERK,
    *,
    side: Side = Side.DESK,
    command_id: str = "",
) -> dict[str, Any]:
    with shop.acting(actor, side=side, command_id=command_id) as uow:
        return REGISTER.perform(uow, SPEC, command)


def returned(shop: Shop, order_id: str, *lines: ReturnedLine, **told: Any) -> dict[str, Any]:
    actor = told.get("actor", CLERK)
    return take_back(shop, asked(shop, order_id, *lines, **told), actor)


def check(shop: Shop) -> None:
    """M1, M3, M4, M5, M6, S1–S4, Q1, Q2, as far as sales and returns can break them."""
    with shop.engine.connect() as db:
        check_units(db)
        check_stock(db)
        entry = money_entries.c
        sums = sa.select(sa.func.sum(entry.amount_minor)).group_by(entry.journal_id)
        assert not [total for (total,) in db.execute(sums) if total], "M1"
    _check_goods(shop)
    for result in verify_server(shop.engine, only=VERIFIED):
        assert result.ok, result
    for paid in shop.rows(payments):
        assert 0 <= paid["refunded_minor"] <= paid["captured_minor"] <= paid["amount_minor"], "M3"
    for order in shop.rows(orders):
        _check_returns(shop, order)
    for drawer in shop.rows(drawers):
        booked = _booked(shop, f"drawer:{drawer['id']}")
        assert booked == drawer["in_minor"] - drawer["out_minor"], "M6"
    owed = sum(row["balance_minor"] for row in shop.rows(credits))
    assert owed == -_booked(shop, "store_credit"), "M5"


def _check_goods(shop: Shop) -> None:
    """S1: what left one bucket came into another one."""
    balance: dict[tuple[str, str], int] = {}
    for moved in shop.rows(stock_movements):
        for bucket, sign in ((moved["source"], -1), (moved["target"], 1)):
            key = moved["product_id"], bucket
            balance[key] = balance.get(key, 0) + sign * moved["quantity"]
    for product in {product for product, _ in balance}:
        assert sum(n for (of, _), n in balance.items() if of == product) == 0, "S1"


def _check_returns(shop: Shop, order: RowMapping) -> None:
    tenders = shop.rows(payments, order_id=order["id"])
    assert order["refunded_minor"] == sum(row["refunded_minor"] for row in tenders)
    assert order["refunded_minor"] <= order["paid_minor"], "M4 value"
    given = sum(row["refund_minor"] for row in shop.rows(returns, order_id=order["id"]))
    assert given <= order["refunded_minor"], "M4 value"
    for line in shop.rows(order_lines, order_id=order["id"]):
        assert line["returned"] <= line["collected"] + line["delivered"], "M4 quantity"
        rows = shop.rows(return_lines, line_id=line["id"])
        paid_for = sum(row["quantity"] for row in rows if row["rule"] != "returned_twice")
        assert paid_for == line["returned"], "M4 quantity"


def _booked(shop: Shop, account: str) -> int:
    return sum(row["amount_minor"] for row in shop.rows(money_entries, account=account))


def fresh_id(name: str) -> str:
    return derived_id("test", "return", name)
