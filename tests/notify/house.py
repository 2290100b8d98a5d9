"""A customer with a mail address, and how far an order of hers has come."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from app.customers.commands import NewAddress, NewCustomer
from app.fulfillment.commands import Claim, HandOver, Pick, Proof, ShortPick, Stage
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.notify.mails import Sender, write_mail
from app.notify.queries import Message, messages_of
from app.notify.words import one_line
from tests.support.shop import CLERK, Shop

SENDER = Sender("Toko Gerai", "toko@gerai.example")
CODE = "A1B2C3"


@dataclass
class House:
    shop: Shop
    name: str = "Siti Rahma"
    email: str = "siti@example.com"

    def order(self, *lines: Any, language: str = "en", **told: Any) -> str:
        customer_id = f"{len(self.shop.rows(fulfillments)):032d}"
        return str(
            self.shop.order(
                *lines,
                language=language,
                pickup_code=CODE,
                new_customer=NewCustomer(
                    customer_id=customer_id,
                    name=self.name,
                    phone="081234567890",
                    email=self.email,
                    language=language,
                ),
                **told,
            )["order_id"]
        )

    def address(self) -> NewAddress:
        return NewAddress(
            address_id="a" * 32,
            street="Jl. Merdeka 1",
            city="Jakarta",
            province="DKI",
            postcode="10310",
        )

    def parcel(self, order_id: str) -> str:
        return str(self.shop.only(fulfillments, order_id=order_id)["id"])

    def stage(self, order_id: str) -> str:
        parcel_id = self.parcel(order_id)
        self.shop.perform(Claim(fulfillment_id=parcel_id), CLERK)
        for row in self.shop.rows(fulfillment_lines, fulfillment_id=parcel_id):
            pick = Pick(fulfillment_id=parcel_id, line_id=row["line_id"], quantity=row["quantity"])
            self.shop.perform(pick, CLERK)
        self.shop.perform(Stage(fulfillment_id=parcel_id, bin_code="P-07"), CLERK)
        return parcel_id

    def hand_over(self, parcel_id: str, **told: Any) -> None:
        command = HandOver(fulfillment_id=parcel_id, proof=Proof.ID, code_checked=True, **told)
        self.shop.perform(command, CLERK)

    def short(self, order_id: str, quantity: int = 1) -> None:
        parcel_id = self.parcel(order_id)
        row = self.shop.rows(fulfillment_lines, fulfillment_id=parcel_id)[0]
        self.shop.perform(
            ShortPick(
                fulfillment_id=parcel_id,
                line_id=row["line_id"],
                quantity=quantity,
                reason=ShortReason.NOT_FOUND,
                then=ShortNext.CANCEL,
            ),
            CLERK,
        )

    def message(self, order_id: str, kind: str) -> Message:
        with self.shop.engine.connect() as db:
            (found,) = [m for m in messages_of(db, order_id) if m.kind == kind]
        return found

    def mail(self, order_id: str, kind: str) -> EmailMessage:
        with self.shop.engine.connect() as db:
            message = self.message(order_id, kind)
            return write_mail(db, message, SENDER, now=self.shop.now)


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def page(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def squeezed(text: str) -> str:
    return one_line(text)
