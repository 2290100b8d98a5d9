"""A store's desk for tests of its screens: the real one, in one process, with goods and orders."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.adapters.key_stores import FileKeyStore
from app.catalog.tables import products
from app.customers.commands import NewCustomer
from app.desk.desk import Desk, SyncStatus
from app.desk.store import Outcome
from app.fulfillment.queries import parcels_of
from app.identity.tables import devices, users
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import HOUR, MINUTE, Instant
from app.kit.commands import Command
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import OpenDrawer, TenderTaken
from app.payments.states import TenderKind
from app.places.tables import bins, sites
from app.pricing.tables import tax_rates
from app.stock.ledger import cell_id, move
from app.stock.states import Bucket
from app.stock.tables import stock_cells
from app.storage.outbox import desk_state, outbox
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.ui.conftest import FakeClock

T = TypeVar("T")
NOWHERE = "http://127.0.0.1:9"  # nothing listens on the discard port


def _id(role: str, ordinal: object = 0) -> str:
    return derived_id("counter", role, ordinal)


GI, PIM, BEKASI, DC = (_id("site", name) for name in ("gi", "pim", "bekasi", "dc"))
AGUS, DEWI, TILL = _id("user", "agus"), _id("user", "dewi"), _id("device")
SHIRT, SOCKS, CHINO, BELT, CAP = (_id("product", n) for n in range(5))
GOODS = (
    (SHIRT, "SH-101", "Linen Shirt", "Navy", "M", 349_000),
    (SOCKS, "SK-005", "Cotton Socks 3-pack", "", "", 89_000),
    (CHINO, "TR-220", "Chino Trousers", "Sand", "32", 690_000),
    (BELT, "BL-014", "Leather Belt", "Brown", "90", 259_000),
    (CAP, "CP-002", "Canvas Cap", "Olive", "", 149_000),
)
PLACES = (
    (GI, "JKT01", "Grand Indonesia", "store"),
    (PIM, "JKT02", "Pondok Indah Mall 2", "store"),
    (BEKASI, "BKS01", "Bekasi", "store"),
    (DC, "DC01", "DC Cikarang", "center"),
)
CLERK = Actor(user_id=AGUS, role="clerk", device_id=TILL, site_id=GI)
COLLEAGUE = Actor(user_id=DEWI, role="clerk", device_id=TILL, site_id=GI)


def gtin_of(product_id: str) -> str:
    at = [row[0] for row in GOODS].index(product_id)
    return gtin13(f"89912342200{at}")


def price_of(product_id: str) -> int:
    return next(row[5] for row in GOODS if row[0] == product_id)


@dataclass
class Counter:
    """The desk, with hands to furnish it. `link` is what the sync loop would tell."""

    desk: Desk
    clock: FakeClock
    link: SyncStatus
    numbers: int = 0

    # --- what ui.kit.backend wants of a desk

    def run(self, command: Any, actor: Any, *, command_id: str = "") -> Any:
        return self.desk.run(command, actor, command_id=command_id)

    def approve(self, approver_id: str, pin: str, **told: Any) -> Any:
        return self.desk.approve(approver_id, pin, **told)

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.desk.ask(query, *args, **kwargs)

    def report(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.desk.report(query, *args, **kwargs)

    def write(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.desk.write(work, *args, **kwargs)

    def fetch(self, path: str, kind: type[Any], **query: str) -> Any:
        return self.desk.fetch(path, kind, **query)

    def on_changed(self, callback: Callable[[Any], None]) -> None:
        self.desk.on_changed(callback)

    def on_status(self, callback: Callable[[Any], None]) -> None:
        self.desk.on_status(callback)

    def status(self) -> SyncStatus:
        return self.link

    # --- what happens in the shop

    def do(self, command: Command, actor: Actor = CLERK) -> dict[str, Any]:
        outcome: Outcome = self.desk.run(command, actor).result()
        assert outcome.ok, outcome.refusal
        return outcome.result

    def acting(self, work: Callable[[UnitOfWork], T]) -> T:
        """As if the server had told it: rows without a command."""

        def job(db: Connection) -> T:
            return work(
                UnitOfWork(
                    db,
                    side=Side.DESK,
                    command_id=secrets.token_hex(16),
                    now=self.clock.now(),
                    actor=SYSTEM,
                )
            )

        return self.desk.write(job).result()

    def stock(self, site_id: str, product_id: str, quantity: int, safety: int = 0) -> None:
        def work(uow: UnitOfWork) -> None:
            move(
                uow,
                site_id=site_id,
                product_id=product_id,
                source=Bucket.SUPPLIER,
                target=Bucket.AVAILABLE,
                quantity=quantity,
                why="receive",
            )
            uow.update(stock_cells, cell_id(site_id, product_id), safety=safety)

        self.acting(work)

    def order(
        self,
        name: str,
        *lines: tuple[str, int],
        due_min: int = 60,
        code: str = "",
        paid: bool = True,
        site_id: str = GI,
        number: str = "",
        sent_from: str = "",
    ) -> str:
        """A pickup order; the id of its parcel. `paid`: by terminal, else at the store.
        `sent_from`: the place that sends it there."""
        self.numbers += 1
        due = Instant(self.clock.at + due_min * MINUTE)
        told = [
            OrderLine(
                product_id=product_id,
                quantity=quantity,
                unit_minor=price_of(product_id),
                method=Method.PICKUP,
                site_id=site_id,
                from_site_id=sent_from or None,
                send_by=due if sent_from else None,
                promise_from=due,
                promise_to=Instant(due + 4 * HOUR),
            )
            for product_id, quantity in lines
        ]
        total = sum(line.quantity * line.unit_minor for line in told)
        kind = TenderKind.TERMINAL if paid else TenderKind.AT_STORE
        done = self.do(
            PlaceOrder(
                number=number,
                pickup_code=code or f"C0DE{self.numbers:02d}",
                channel="phone",
                site_id=site_id,
                language="id",
                currency="IDR",
                lines=told,
                told_total_minor=total,
                new_customer=NewCustomer(
                    customer_id=secrets.token_hex(16),
                    name=name,
                    phone=f"+62812345678{self.numbers:02d}",
                ),
                tenders=[
                    TenderTaken(kind=kind, amount_minor=total, reference="821934" if paid else "")
                ],
            )
        )
        (parcel,) = self.desk.ask(parcels_of, done["order_id"]).result()
        return parcel.fulfillment_id

    def drawer(self) -> str:
        drawer_id = secrets.token_hex(16)
        self.do(OpenDrawer(drawer_id=drawer_id, site_id=GI, float_minor=500_000, currency="IDR"))
        return drawer_id

    def sent(self) -> None:
        """As if the feed had brought all acknowledgements."""
        self.desk.write(lambda db: db.execute(outbox.delete())).result()

    def rows(self, table: sa.Table, **where: Any) -> list[RowMapping]:
        tests = [table.c[name] == value for name, value in where.items()]

        def asked(db: Connection) -> list[RowMapping]:
            return list(db.execute(sa.select(table).where(*tests)).mappings())

        return self.desk.ask(asked).result()

    def only(self, table: sa.Table, **where: Any) -> RowMapping:
        (row,) = self.rows(table, **where)
        return row


@contextmanager
def open_counter(folder: Path, clock: FakeClock) -> Iterator[Counter]:
    desk = Desk(folder, NOWHERE, clock=clock, key_store=FileKeyStore(folder))
    made = Counter(desk, clock, SyncStatus("online", clock.at, 0, 0, 2.0))
    try:
        made.acting(_furnish)
        for site, many in ((GI, 20), (PIM, 34), (BEKASI, 5), (DC, 148)):
            for product_id, *_ in GOODS:
                made.stock(site, product_id, many, safety=2 if site != DC else 8)
        yield made
    finally:
        desk.close()


def _furnish(uow: UnitOfWork) -> None:
    uow.db.execute(desk_state.update().values(device_id=TILL))
    uow.insert(devices, {"id": TILL, "site_id": GI, "number": 3, "name": "Counter 3"})
    for user_id, name in ((AGUS, "Agus Salim"), (DEWI, "Dewi Anggraini")):
        uow.insert(
            users,
            {"id": user_id, "name": name, "role": "clerk", "site_id": GI, "active": True},
        )
    for site_id, code, name, kind in PLACES:
        uow.insert(
            sites,
            {
                "id": site_id,
                "code": code,
                "name": name,
                "kind": kind,
                "postcode": "10310",
                "zone": "jkt",
                "time_zone": "Asia/Jakarta",
                "currency": "IDR",
                "latitude": -6.19,
                "longitude": 106.82,
                "pickup": kind == "store",
                "ships": True,
                "opens": "09:00",
                "closes": "21:00",
                "ready_minutes": 60,
            },
        )
    for code in ("A-04", "A-11", "B-02", "B-07", "C-01"):
        uow.insert(bins, {"id": _id("bin", code), "site_id": GI, "code": code, "kind": "staging"})
    uow.insert(
        tax_rates,
        {
            "id": _id("tax"),
            "tax_class": "ppn",
            "name": "PPN",
            "rate_numerator": 11,
            "rate_denominator": 100,
            "included": True,
        },
    )
    for product_id, sku, name, colour, size, price in GOODS:
        uow.insert(
            products,
            {
                "id": product_id,
                "sku": sku,
                "gtin": gtin_of(product_id),
                "name": name,
                "colour": colour,
                "size": size,
                "category": "clothes",
                "price_minor": price,
                "currency": "IDR",
                "tax_class": "ppn",
                "weight_grams": 300,
                "active": True,
            },
        )
