"""A small shop behind a server process, and desks that joined it."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.customers.commands import NewCustomer
from app.desk.desk import Desk
from app.kit.actor import Actor
from app.kit.clock import Instant, SystemClock
from app.kit.ids import derived_id
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.orders.tables import orders
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.server.service import Service
from app.storage.engine import reading, server_engine
from tests.support.served import Served
from tests.sync.shop import PIN, Shop, open_shop

SOON = 2.0  # seconds: what was committed here is seen there
LATER = 30.0  # a desk that backed off while its server was away looks again within this


class ShiftedClock(SystemClock):
    """The computer's clock, moved by a test."""

    def __init__(self) -> None:
        self.shift = 0

    def now(self) -> Instant:
        return Instant(super().now() + self.shift)


@dataclass
class House:
    shop: Shop
    server: Served
    folder: Path
    desks: list[Desk] = field(default_factory=list)
    clock: ShiftedClock = field(default_factory=ShiftedClock)
    placed: int = 0

    def profile(self, number: int) -> Path:
        return self.folder / f"desk-{number}"

    def desk(self, number: int, *, through: str = "") -> Desk:
        """Desk `number` of the shop, joined and caught up; 0 is a phone desk."""
        desk = self.open(number, through=through)
        if not desk.enrolled:
            desk.enrol(self.shop.codes[number], f"desk {number}")
        desk.start()
        assert desk.wait_caught_up(20)
        return desk

    def open(self, number: int, *, through: str = "") -> Desk:
        desk = Desk(self.profile(number), through or self.server.url, clock=self.clock)
        self.desks.append(desk)
        return desk

    def close(self, desk: Desk) -> None:
        self.desks.remove(desk)
        desk.close()

    def sign_in(self, desk: Desk, role: str = "agent") -> Actor:
        return desk.sign_in(self.shop.users[role], PIN).result(20)

    def order(self, **told: Any) -> PlaceOrder:
        """One thing, collected at the first store and paid there."""
        self.placed += 1
        price = self.shop.prices[0]
        customer = NewCustomer(
            customer_id=derived_id("house", "customer", self.placed),
            name=told.pop("name", "Siti Rahma"),
            phone=told.pop("phone", "081234567890"),
        )
        line = OrderLine(
            product_id=self.shop.products[0],
            quantity=told.pop("quantity", 1),
            unit_minor=price,
            method=Method.PICKUP,
            site_id=self.shop.stores[0],
        )
        told.setdefault("told_total_minor", price)
        return PlaceOrder(
            number="",
            pickup_code="K7M4PX",
            channel="phone",
            site_id=self.shop.stores[0],
            language="id",
            currency="IDR",
            lines=[line],
            new_customer=customer,
            tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=told["told_total_minor"])],
            **told,
        )

    def on_server(self, table: sa.Table) -> list[RowMapping]:
        engine = server_engine(self.server.database)
        try:
            with reading(engine) as db, db.begin():
                return list(db.execute(sa.select(table)).mappings())
        finally:
            engine.dispose()

    @contextmanager
    def server_database(self) -> Iterator[Connection]:
        """As somebody at the head office would change it, beside the desks."""
        engine = server_engine(self.server.database)
        try:
            with engine.begin() as db:
                yield db
        finally:
            engine.dispose()

    def clear(self) -> None:
        for desk in self.desks:
            with suppress(Exception):
                desk.close()


def holds(desk: Desk, order_id: str) -> bool:
    found = sa.select(orders.c.id).where(orders.c.id == order_id)
    return desk.ask(lambda db: db.execute(found).first() is not None).result(10)


def local(desk: Desk, table: sa.Table) -> list[RowMapping]:
    return desk.ask(lambda db: list(db.execute(sa.select(table)).mappings())).result(10)


def wait_until(true: Callable[[], object], seconds: float = LATER) -> float:
    """Seconds until it came true; an AssertionError when it did not."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "it did not come true in time"
        time.sleep(0.01)
    return time.monotonic() - begun


def stock_template(folder: Path) -> tuple[Path, Shop]:
    """A server database with the shop, to be copied: made once for many tests."""
    path = folder / "template.db"
    service = Service(f"sqlite:///{path}")
    shop = open_shop(service)
    service.close()
    return path, shop


def copied(template: Path, to: Path) -> str:
    to.parent.mkdir(parents=True, exist_ok=True)
    for part in template.parent.glob(template.name + "*"):
        shutil.copy(part, to.with_name(to.name + part.name.removeprefix(template.name)))
    return f"sqlite:///{to}"
