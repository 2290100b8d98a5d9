"""Whatever clerks, agents and providers do in whatever order: the books stay right."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from app.features import REGISTER
from app.fulfillment.commands import (
    Claim,
    HandOver,
    Pick,
    Proof,
    PutBack,
    ShortPick,
    Stage,
    Unclaim,
    UndoPick,
    UndoShort,
)
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.insights.verify import money, stock
from app.insights.verify import orders as books
from app.insights.verify.check import Where
from app.kit.clock import MINUTE, Instant
from app.kit.commands import Command, Nature
from app.kit.errors import Refusal
from app.orders.commands import (
    Appease,
    CancelLines,
    ChangeOrder,
    Edits,
    HoldOrder,
    LineDelivery,
    LineQuantity,
    ReleaseHold,
)
from app.orders.previews import change_preview
from app.orders.reasons import AppeaseReason, CancelReason, HoldReason, HoldScope
from app.orders.states import Method
from app.orders.tables import holds, order_lines, orders
from app.payments.commands import CapturePayLink, TakePayment
from app.payments.tables import payments
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason
from app.storage.schema import Side
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    CENTER,
    CLERK,
    MANAGER,
    PRICES,
    STORES,
    Shop,
    at_store,
    carry,
    cash,
    open_shop,
    pay_link,
    pickup,
    plain_total,
    ship,
    terminal,
)

ACTS = (
    "place",
    "pick",
    "pick",
    "pick",
    "short",
    "short",
    "found",
    "stage",
    "stage",
    "hand_over",
    "undo",
    "put_back",
    "claim",
    "unclaim",
    "cancel",
    "change",
    "change",
    "hold",
    "let_go",
    "make_good",
    "bring_back",
    "pay",
    "link",
)


class Day:
    """Draws acts over what the shop has now, also acts that come too late."""

    def __init__(self, shop: Shop, draw: Any, side: Side) -> None:
        self.shop = shop
        self.draw = draw
        self.side = side
        self.till = shop.drawer()
        self.shorts: list[UndoShort] = []

    def one_of(self, table) -> Any:
        rows = self.shop.rows(table)
        return rows[self.draw(st.integers(0, len(rows) - 1))] if rows else None

    def act(self, name: str) -> None:
        if name == "place":
            self.place()
            return
        command = getattr(self, name)()
        if command is None:
            return
        actor = MANAGER if name in {"cancel", "hold", "let_go", "make_good"} else CLERK
        fact = REGISTER.of(command).nature is Nature.FACT
        if fact and self.side is Side.SERVER:
            self.note(self.shop.perform(command, actor, side=self.side))  # never refused
            return
        with suppress(Refusal):
            self.note(self.shop.perform(command, actor, side=self.side))

    def note(self, told: dict[str, Any]) -> None:
        if "short_id" in told:
            self.shorts.append(UndoShort(**told))

    def place(self) -> None:
        lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            product = self.draw(st.sampled_from(sorted(PRICES)))
            quantity = self.draw(st.integers(1, 4))
            site = self.draw(st.sampled_from(STORES))
            kind = self.draw(st.sampled_from(["pickup", "pickup", "ship", "carry"]))
            if kind == "pickup":
                lines.append(pickup(product, quantity, site))
            elif kind == "ship":
                lines.append(ship(product, quantity, site))
            else:
                lines.append(carry(product, quantity))
        shipping = 18_000 if any(line.method.value == "ship" for line in lines) else 0
        total = plain_total(lines, shipping) - self.draw(st.sampled_from([0, 0, 7, -5]))
        part = self.draw(st.integers(1, total - 1))
        tender = self.draw(st.sampled_from([at_store, pay_link, terminal]))
        self.shop.order(
            *lines,
            tenders=[cash(part, self.till), tender(total - part)],
            told=total,
            shipping_minor=shipping,
            side=self.side,
            new_customer=SITI,
            ship_to="home",
        )

    def pick(self) -> Command | None:
        row = self.one_of(fulfillment_lines)
        return row and Pick(
            fulfillment_id=row["fulfillment_id"],
            line_id=row["line_id"],
            quantity=self.draw(st.integers(1, 2)),
        )

    def undo(self) -> Command | None:
        row = self.one_of(fulfillment_lines)
        return row and UndoPick(fulfillment_id=row["fulfillment_id"], line_id=row["line_id"])

    def short(self) -> Command | None:
        row = self.one_of(fulfillment_lines)
        return row and ShortPick(
            fulfillment_id=row["fulfillment_id"],
            line_id=row["line_id"],
            quantity=self.draw(st.integers(1, 2)),
            reason=self.draw(st.sampled_from(ShortReason)),
            then=self.draw(st.sampled_from(ShortNext)),
        )

    def found(self) -> Command | None:
        """Also a second time, and long after."""
        self.shop.now = Instant(self.shop.now - MINUTE)  # a desk allows it for a minute
        return self.draw(st.sampled_from(self.shorts)) if self.shorts else None

    def stage(self) -> Command | None:
        row = self.one_of(fulfillments)
        return row and Stage(fulfillment_id=row["id"], bin_code="P-07")

    def hand_over(self) -> Command | None:
        row = self.one_of(fulfillments)
        tenders = [cash(self.draw(st.integers(1, 900_000)), self.till)]
        return row and HandOver(
            fulfillment_id=row["id"],
            proof=Proof.ID,
            code_checked=True,
            tenders=tenders if self.draw(st.booleans()) else [],
        )

    def put_back(self) -> Command | None:
        row = self.one_of(fulfillments)
        return row and PutBack(fulfillment_id=row["id"], reason="no_show")

    def claim(self) -> Command | None:
        row = self.one_of(fulfillments)
        return row and Claim(fulfillment_id=row["id"])

    def unclaim(self) -> Command | None:
        row = self.one_of(fulfillments)
        return row and Unclaim(fulfillment_id=row["id"])

    def cancel(self) -> Command | None:
        row = self.one_of(order_lines)
        return row and CancelLines(
            order_id=row["order_id"],
            lines=[LineQuantity(line_id=row["id"], quantity=self.draw(st.integers(1, 2)))],
            reason=CancelReason.CUSTOMER_REQUEST,
        )

    def change(self) -> Command | None:
        """What a screen would send, also when the order moved on or may not be changed."""
        row = self.one_of(order_lines)
        if row is None:
            return None
        edits = self.edits(row)
        with self.shop.engine.connect() as db, suppress(Refusal):
            seen = change_preview(db, row["order_id"], edits, self.shop.now)
            difference = seen.difference_minor
            tender = self.draw(st.sampled_from([at_store, pay_link, terminal]))
            return ChangeOrder(
                order_id=row["order_id"],
                version=seen.version - self.draw(st.sampled_from([0, 0, 0, 1])),
                edits=edits,
                told_difference_minor=difference,
                tenders=[tender(difference)] if difference > 0 else [],
            )
        return None

    def edits(self, row: Any) -> Edits:
        line_id, site = row["id"], self.draw(st.sampled_from([*STORES, CENTER]))
        method = Method.SHIP if site == CENTER else Method.PICKUP
        units = LineQuantity(line_id=line_id, quantity=self.draw(st.integers(0, 5)))
        there = LineDelivery(line_id=line_id, method=method, site_id=site)
        which = self.draw(st.sampled_from(["quantity", "delivery", "both", "added"]))
        return Edits(
            added=[pickup(self.draw(st.sampled_from(sorted(PRICES))), 1, "kemang")]
            if which == "added"
            else [],
            quantities=[units] if which in ("quantity", "both") else [],
            deliveries=[there] if which in ("delivery", "both") else [],
        )

    def hold(self) -> Command | None:
        row = self.one_of(order_lines)
        if row is None:
            return None
        scope = self.draw(st.sampled_from(HoldScope))
        parcels = self.shop.rows(fulfillments, order_id=row["order_id"])
        if scope is HoldScope.FULFILLMENT and parcels:
            row = {"id": self.draw(st.sampled_from(parcels))["id"], "order_id": row["order_id"]}
        reason = self.draw(st.sampled_from(HoldReason))
        return HoldOrder(order_id=row["order_id"], reason=reason, scope=scope, subject_id=row["id"])

    def let_go(self) -> Command | None:
        row = self.one_of(holds)
        return row and ReleaseHold(hold_id=row["id"])

    def make_good(self) -> Command | None:
        row = self.one_of(orders)
        amount = self.draw(st.integers(1, 200_000))
        return row and Appease(
            order_id=row["id"], reason=AppeaseReason.LATE, told_minor=amount, amount_minor=amount
        )

    def bring_back(self) -> Command | None:
        row = self.one_of(order_lines)
        return row and ReturnItems(
            order_id=row["order_id"],
            site_id=CLERK.site_id,
            lines=[
                ReturnedLine(
                    line_id=row["id"],
                    quantity=self.draw(st.integers(1, 2)),
                    reason=Reason.TOO_SMALL,
                    grade=Grade.A,
                    disposition=Disposition.SHELF,
                )
            ],
            mode=RefundMode.STORE_CREDIT,
            told_refund_minor=row["unit_minor"],
            number=f"R-{self.shop.now}",
        )

    def pay(self) -> Command | None:
        row = self.one_of(orders)
        return row and TakePayment(
            order_id=row["id"], tenders=[terminal(self.draw(st.integers(1, 900_000)))]
        )

    def link(self) -> Command | None:
        row = self.one_of(payments)
        if row is None or row["kind"] != "pay_link":
            return None
        return CapturePayLink(
            payment_id=row["id"],
            amount_minor=max(1, row["amount_minor"] + self.draw(st.sampled_from([0, 0, -1, 5]))),
            provider_reference="psp",
        )


def verified(shop: Shop) -> None:
    """The invariants that run in production too."""
    with shop.engine.connect() as db:
        for check in (*money.CHECKS, *books.CHECKS, *stock.CHECKS):
            if Where.SERVER in check.sides:
                assert not list(check.look(db)), check.id


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(Side), st.lists(st.sampled_from(ACTS), min_size=5, max_size=40))
def test_any_history_of_acts_keeps_units_stock_and_money_true(
    data: st.DataObject, side: Side, acts: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        try:
            day = Day(shop, data.draw, side)
            for act in ["place", *acts]:
                day.act(act)
                shop.check()
            verified(shop)
        finally:
            shop.engine.dispose()
