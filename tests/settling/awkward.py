"""One awkward thing of every kind, as two desks and a provider bring it about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy.engine import RowMapping

from app.cases.tables import cases
from app.customers.commands import CreateCustomer
from app.features import COMMANDS, REGISTER, SUBSCRIBERS
from app.fulfillment.commands import HandedLine, HandOver, Pick, Proof
from app.identity.commands import DismissUser
from app.kit.clock import SECOND, Instant
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.orders.commands import CancelLines, LineQuantity, PlaceOrder
from app.orders.reasons import CancelReason
from app.orders.tables import order_lines
from app.payments.commands import CapturePayLink, OpenDrawer, TakePayment, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason
from app.storage.commands import Register
from app.storage.outbox import NO_CHAIN
from tests.sync.counter import Till, on_server, order_of
from tests.sync.simulator import World


@dataclass
class Visitor(Till):
    """A second device that says whatever it likes: desk 1, which sends nothing by itself."""

    world: World
    made: int = field(default=0)

    def __post_init__(self) -> None:
        desk = self.world.desks[1]
        assert desk.store is not None
        self.service, self.shop = self.world.server.service, self.world.shop
        self.device, self.replica_id = desk.device, desk.store.cursor().replica_id
        self.seq, self.chain, self._made = 0, NO_CHAIN, 0

    def say(self, command: Command, role: str = "manager", register: Register = REGISTER) -> str:
        """The command's id."""
        self.world.now = Instant(self.world.now + SECOND)
        envelope = self.envelope(command, role)
        self.send(envelope, register=register)
        return envelope.command_id

    def order(self, *, number: str = "", **told: Any) -> str:
        """Its id. Nobody has a number twice unless it is given one."""
        self.made += 1
        plain = order_of(self.shop, site=1)
        told = {"number": number or f"V-{self.made:06d}", **told}
        return derived_id(self.say(_with(plain, told)), "order")

    def lines(self, order_id: str) -> list[RowMapping]:
        return on_server(self.service, order_lines, order_id=order_id)

    def parcel(self, order_id: str) -> str:
        """As a desk calls it that saw goods here, also when the server saw none left."""
        return derived_id(order_id, "fulfillment", f"{self.device.site_id}/pickup/0")

    def hand_over(self, order_id: str, paid: int = 0, *, told: bool = False) -> None:
        """`told`: with its lines, as a desk of today says it."""
        tenders = [card(paid)] if paid else []
        lines = [
            HandedLine(line_id=row["id"], quantity=row["ordered"]) for row in self.lines(order_id)
        ]
        self.say(
            HandOver(
                fulfillment_id=self.parcel(order_id),
                proof=Proof.ID,
                code_checked=True,
                tenders=tenders,
                lines=lines if told else [],
            )
        )


def _with(order: PlaceOrder, told: Mapping[str, Any]) -> PlaceOrder:
    return msgspec.structs.replace(order, **told)


def card(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.TERMINAL, amount_minor=amount, reference="APP1")


def price_of(here: Visitor) -> int:
    return here.shop.prices[0]


def price_changed(here: Visitor) -> None:
    less = price_of(here) - 1_000
    here.order(
        told_total_minor=less,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=less)],
    )


def shortfall(here: Visitor) -> None:
    whole = order_of(here.shop, site=1, quantity=50)
    here.order(
        lines=whole.lines,
        told_total_minor=whole.told_total_minor,
        tenders=whole.tenders,
    )


def collected_twice(here: Visitor) -> None:
    order_id = here.order()
    here.hand_over(order_id, price_of(here))
    here.hand_over(order_id)


def handed_over_unpaid(here: Visitor) -> None:
    here.hand_over(here.order())


def handed_over_cancelled(here: Visitor) -> None:
    order_id = here.order()
    _cancel(here, order_id)
    here.hand_over(order_id)


def collected_cancelled(here: Visitor) -> None:
    order_id = here.order()
    _cancel(here, order_id)
    here.hand_over(order_id, told=True)


def collected_cancelled_and_paid(here: Visitor) -> None:
    order_id = here.order()
    _cancel(here, order_id)
    here.hand_over(order_id, price_of(here), told=True)


def collected_beyond(here: Visitor) -> None:
    """Its units lie picked in the parcel of another place."""
    order_id = here.order()
    here.say(Pick(fulfillment_id=here.parcel(order_id), line_id=here.lines(order_id)[0]["id"]))
    other = here.world.shop.stores[0]
    mine = derived_id(order_id, "fulfillment", f"{other}/pickup/0")
    line_id = here.lines(order_id)[0]["id"]
    lines = [HandedLine(line_id=line_id, quantity=1)]
    here.say(HandOver(fulfillment_id=mine, proof=Proof.ID, code_checked=True, lines=lines))


def returned_twice(here: Visitor) -> None:
    order_id = here.order()
    here.hand_over(order_id, price_of(here))
    for _ in range(2):
        here.made += 1
        here.say(
            ReturnItems(
                order_id=order_id,
                site_id=here.device.site_id,
                lines=[
                    ReturnedLine(
                        line_id=here.lines(order_id)[0]["id"],
                        quantity=1,
                        reason=Reason.WRONG_ITEM,
                        grade=Grade.A,
                        disposition=Disposition.SHELF,
                    )
                ],
                mode=RefundMode.AS_PAID,
                told_refund_minor=price_of(here),
                number=f"R-V-{here.made:06d}",
            )
        )


def number_clash(here: Visitor) -> None:
    for _ in range(2):
        here.order(number="V-TWICE")


def payment_declined(here: Visitor) -> None:
    customer = derived_id("visitor", "customer", here.made)
    phone = f"+628120000{here.made:04d}"
    here.say(CreateCustomer(customer_id=customer, name="Siti", phone=phone))
    credit = TenderTaken(kind=TenderKind.STORE_CREDIT, amount_minor=price_of(here))
    here.order(customer_id=customer, tenders=[credit])


def overpaid(here: Visitor) -> None:
    order_id = here.order()
    here.say(TakePayment(order_id=order_id, tenders=[card(price_of(here) + 5_000)]))


def money_after_cancel(here: Visitor) -> None:
    link = TenderTaken(kind=TenderKind.PAY_LINK, amount_minor=price_of(here))
    order_id = here.order(tenders=[link])
    (payment,) = on_server(here.service, payments, order_id=order_id)
    _cancel(here, order_id)
    paid = CapturePayLink(
        payment_id=payment["id"], amount_minor=price_of(here), provider_reference="PSP1"
    )
    here.service.run(paid, derived_id(payment["id"], "paid"))


def drawer_twice(here: Visitor) -> None:
    here.made += 1
    for n in range(2):
        drawer_id = derived_id("visitor", "drawer", f"{here.made}/{n}")
        site = here.device.site_id
        here.say(OpenDrawer(drawer_id=drawer_id, site_id=site, float_minor=0, currency="IDR"))


def refused(here: Visitor) -> None:
    _cancel(here, "x" * 32, [LineQuantity(line_id="y" * 32, quantity=1)])


def quarantined(here: Visitor) -> None:
    def fail(_uow: object, _command: object) -> dict[str, Any]:
        raise ZeroDivisionError

    specs = [replace(s, handler=fail) if s.kind == "order.place" else s for s in COMMANDS]
    here.made += 1
    order = _with(order_of(here.shop, site=1), {"number": f"V-{here.made:06d}"})
    command_id = here.say(order, register=Register(specs, SUBSCRIBERS))
    here.say(TakePayment(order_id=derived_id(command_id, "order"), tenders=[card(1_000)]))


def revoked_wish(here: Visitor) -> None:
    _revoke(here)
    here.made += 1
    here.say(_with(order_of(here.shop, site=1), {"number": f"V-{here.made:06d}"}), "agent")


def revoked_fact(here: Visitor) -> None:
    _revoke(here, "clerk")
    here.made += 1
    site, drawer_id = here.device.site_id, derived_id("visitor", "drawer", f"r{here.made}")
    opened = OpenDrawer(drawer_id=drawer_id, site_id=site, float_minor=0, currency="IDR")
    here.say(opened, "clerk")


def _cancel(here: Visitor, order_id: str, lines: list[LineQuantity] | None = None) -> None:
    wanted = lines or [
        LineQuantity(line_id=row["id"], quantity=row["ordered"]) for row in here.lines(order_id)
    ]
    here.say(
        CancelLines(order_id=order_id, lines=wanted, reason=CancelReason.CUSTOMER_REQUEST),
        "agent",
    )


def _revoke(here: Visitor, role: str = "agent") -> None:
    here.service.run(DismissUser(user_id=here.shop.users[role]))


AWKWARD: Mapping[str, Callable[[Visitor], None]] = {
    made.__name__: made
    for made in (
        price_changed,
        collected_twice,
        handed_over_unpaid,
        handed_over_cancelled,
        returned_twice,
        number_clash,
        payment_declined,
        overpaid,
        money_after_cancel,
        drawer_twice,
        collected_cancelled,
        collected_cancelled_and_paid,
        collected_beyond,
        refused,
        quarantined,
        revoked_wish,
        revoked_fact,
        shortfall,  # last: it takes all that the place has
    )
}


def open_ones(here: Visitor) -> list[RowMapping]:
    return [row for row in on_server(here.service, cases, state="open") if row["part_of"] is None]
