"""A server with one shop, one customer with a mail address, and a post that can be away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.adapters.pay_link_simulated import SimulatedPayLink
from app.customers.commands import NewCustomer
from app.kit.clock import Instant
from app.kit.errors import Unreachable
from app.kit.ids import derived_id
from app.notify.mails import Sender
from app.notify.tables import effects, messages
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import payments
from app.ports.mailer import Undeliverable
from app.server.jobs import Jobs
from app.server.service import Service
from tests.sync.shop import Shop, open_shop

SENDER = Sender("Toko Gerai", "toko@gerai.example")
SECRET = b"a secret of the payment provider"


class SetClock:
    def __init__(self) -> None:
        self.time = 1_790_000_000_000_000

    def now(self) -> Instant:
        return Instant(self.time)

    def monotonic_ms(self) -> int:
        return self.time // 1_000

    def pass_by(self, micros: int) -> None:
        self.time += micros


class Post:
    """A mailer that keeps what it was given; `trouble` is raised before, `late` after taking it."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []
        self.trouble: Exception | None = None
        self.late: BaseException | None = None
        self._lock = threading.Lock()

    def send(self, mail: EmailMessage) -> None:
        if self.trouble:
            raise self.trouble
        with self._lock:
            self.sent.append(mail)
        if self.late:
            raise self.late

    def go_away(self) -> None:
        self.trouble = Unreachable("no answer")

    def refuse(self) -> None:
        self.trouble = Undeliverable("smtp_550")

    def come_back(self) -> None:
        self.trouble = self.late = None

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.sent]


@dataclass
class House:
    url: str
    service: Service
    clock: SetClock
    shop: Shop
    post: Post = field(default_factory=Post)
    provider: SimulatedPayLink = field(default_factory=lambda: SimulatedPayLink(SECRET))
    placed: int = 0

    def jobs(self, service: Service | None = None, **told: Any) -> Jobs:
        return Jobs(
            service or self.service,
            self.post,
            self.provider,
            sender=SENDER,
            jitter=told.pop("jitter", lambda: 0.0),
            **told,
        )

    def order(self, kind: TenderKind = TenderKind.AT_STORE, **told: Any) -> str:
        """Places an order of one thing; its id."""
        self.placed += 1
        number = f"JKT00-1-{self.placed:06d}"
        price = self.shop.prices[0]
        command = PlaceOrder(
            number=number,
            pickup_code="A1B2C3",
            channel="phone",
            site_id=self.shop.stores[0],
            language="en",
            currency="IDR",
            lines=[
                OrderLine(
                    product_id=self.shop.products[0],
                    quantity=1,
                    unit_minor=price,
                    method=Method.PICKUP,
                    site_id=self.shop.stores[0],
                )
            ],
            told_total_minor=price,
            new_customer=NewCustomer(
                customer_id=derived_id(number, "customer"),
                name="Siti Rahma",
                phone="081234567890",
                email=told.pop("email", "siti@example.com"),
            ),
            tenders=[TenderTaken(kind=kind, amount_minor=price)],
            **told,
        )
        self.service.run(command, derived_id(number, "command"))
        return derived_id(derived_id(number, "command"), "order")

    def rows(self, table: sa.Table, **where: Any) -> list[RowMapping]:
        tests = [table.c[name] == value for name, value in where.items()]
        statement = sa.select(table).where(*tests).order_by(table.c.id)
        return self.service.ask(lambda db: list(db.execute(statement).mappings().all()))

    def message(self, order_id: str, kind: str = "confirmed") -> RowMapping:
        (row,) = self.rows(messages, order_id=order_id, kind=kind)
        return row

    def effect(self, subject_id: str) -> RowMapping:
        (row,) = self.rows(effects, subject_id=subject_id)
        return row

    def payment(self, order_id: str) -> RowMapping:
        (row,) = self.rows(payments, order_id=order_id, kind="pay_link")
        return row


@contextmanager
def open_house(url: str) -> Iterator[House]:
    clock = SetClock()
    service = Service(url, clock=clock)
    try:
        house = House(url, service, clock, open_shop(service, pin_hash="none"))
        service.pay_link = house.provider
        yield house
    finally:
        service.close()
