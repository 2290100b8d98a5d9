"""A tiny shop for tests of handlers: three stores, a center, some goods, people, and one clock."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from app.cases.tables import cases
from app.catalog.tables import products
from app.features import REGISTER
from app.identity.tables import devices, users
from app.insights.figures.comparing import differences
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import DAY, HOUR, MINUTE, Instant
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.orders.balance import owed_minor
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import TELLING, UNITS, Method, Units
from app.orders.tables import order_adjustments, order_events, order_lines, orders
from app.payments.commands import OpenDrawer, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import credits, drawers, money_entries, payments
from app.places.tables import bins, carrier_services, postcodes, service_rates, sites
from app.pricing.model import refund_share
from app.pricing.tables import promotions, tax_rates
from app.stock.holds import LIVE
from app.stock.ledger import cell_id, move
from app.stock.states import REAL_BUCKETS, Bucket, ReservationState
from app.stock.tables import (
    purchase_lines,
    purchase_orders,
    reservations,
    stock_cells,
    stock_holds,
    stock_movements,
)
from app.storage.engine import server_engine
from app.storage.schema import Side, metadata
from app.storage.uow import UnitOfWork
from app.storage.words import create_search

START = Instant(1_790_000_000_000_000)  # 2026-09-21, a Monday
STORES = ("menteng", "kemang", "bandung")
CENTER = "center"
SHIRT, CHINO, SCARF, MUG = "shirt", "chino", "scarf", "mug"
PRICES = {SHIRT: 499_000, CHINO: 621_000, SCARF: 150_001, MUG: 89_999}

AGENT = Actor(user_id="agent", role="agent", device_id="care-1", site_id="care")
CLERK = Actor(user_id="clerk", role="clerk", device_id="till-1", site_id="menteng")
MANAGER = Actor(user_id="manager", role="manager", device_id="till-2", site_id="menteng")
CLERK_KEMANG = Actor(user_id="clerk-k", role="clerk", device_id="till-3", site_id="kemang")


@dataclass
class Shop:
    """`perform` runs one command as its own transaction, with its subscribers."""

    engine: Engine
    now: Instant = START
    side: Side = Side.SERVER
    _counter: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def perform(
        self,
        command: Command,
        actor: Actor = CLERK,
        *,
        side: Side | None = None,
        command_id: str | None = None,
    ) -> dict[str, Any]:
        command_id = command_id or derived_id("test", "command", next(self._counter))
        with self.acting(actor, side=side, command_id=command_id) as uow:
            return REGISTER.perform(uow, REGISTER.of(command), command)

    @contextmanager
    def acting(
        self, actor: Actor = SYSTEM, *, side: Side | None = None, command_id: str = ""
    ) -> Iterator[UnitOfWork]:
        command_id = command_id or derived_id("test", "act", next(self._counter))
        self.now = Instant(self.now + MINUTE)
        with self.engine.begin() as db:
            yield UnitOfWork(
                db, side=side or self.side, command_id=command_id, now=self.now, actor=actor
            )

    def stock(self, site_id: str, product_id: str, quantity: int) -> None:
        with self.acting() as uow:
            move(
                uow,
                site_id=site_id,
                product_id=product_id,
                source=Bucket.SUPPLIER,
                target=Bucket.AVAILABLE,
                quantity=quantity,
                why="receive",
            )

    def inbound(self, site_id: str, product_id: str, quantity: int, eta: int) -> None:
        with self.acting() as uow:
            purchase = uow.new_id("purchase")
            uow.insert(
                purchase_orders,
                {"id": purchase, "site_id": site_id, "state": "confirmed", "eta": eta},
            )
            uow.insert(
                purchase_lines,
                {
                    "id": uow.new_id("purchase_line"),
                    "purchase_id": purchase,
                    "product_id": product_id,
                    "ordered": quantity,
                },
            )

    def order(
        self,
        *lines: OrderLine,
        tenders: Sequence[TenderTaken] | None = None,
        actor: Actor = CLERK,
        told: int | None = None,
        **told_else: Any,
    ) -> dict[str, Any]:
        """Places an order paid at the store, unless told otherwise."""
        counter = next(self._counter)
        total = told if told is not None else plain_total(lines, told_else.get("shipping_minor", 0))
        command_id = told_else.pop("command_id", None)
        side = told_else.pop("side", None)
        command = PlaceOrder(
            **{
                "number": f"JKT01-3-{counter:06d}",
                "pickup_code": "A1B2C3",
                "channel": "store",
                "site_id": "menteng",
                "language": "id",
                "currency": "IDR",
                "lines": list(lines),
                "told_total_minor": total,
                "tenders": [at_store(total)] if tenders is None else list(tenders),
                **told_else,
            }
        )
        return self.perform(command, actor, side=side, command_id=command_id)

    def drawer(self, actor: Actor = CLERK) -> str:
        drawer_id = derived_id(actor.device_id, "drawer", next(self._counter))
        self.perform(
            OpenDrawer(
                drawer_id=drawer_id, site_id=actor.site_id, float_minor=500_000, currency="IDR"
            ),
            actor,
        )
        return drawer_id

    def rows(self, table: sa.Table, **where: Any) -> Sequence[RowMapping]:
        tests = [table.c[name] == value for name, value in where.items()]
        with self.engine.connect() as db:
            return db.execute(sa.select(table).where(*tests).order_by(table.c.id)).mappings().all()

    def only(self, table: sa.Table, **where: Any) -> RowMapping:
        (row,) = self.rows(table, **where)
        return row

    def cell(self, site_id: str, product_id: str) -> RowMapping:
        return self.only(stock_cells, id=cell_id(site_id, product_id))

    def check(self) -> None:
        """The invariants of domain.md section 6 that these slices can break."""
        with self.engine.connect() as db:
            check_units(db)
            check_stock(db)
            check_money(db)
            assert not list(differences(db))


def at_store(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.AT_STORE, amount_minor=amount)


def pay_link(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.PAY_LINK, amount_minor=amount)


def cash(amount: int, drawer_id: str | None) -> TenderTaken:
    return TenderTaken(kind=TenderKind.CASH, amount_minor=amount, drawer_id=drawer_id)


def terminal(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.TERMINAL, amount_minor=amount, reference="APP123")


def pickup(product_id: str, quantity: int = 1, site_id: str = "menteng", **told: Any) -> OrderLine:
    told.setdefault("promise_from", START + 2 * HOUR)
    told.setdefault("promise_to", START + DAY)
    return line(product_id, quantity, method=Method.PICKUP, site_id=site_id, **told)


def ship(
    product_id: str, quantity: int = 1, site_id: str | None = CENTER, **told: Any
) -> OrderLine:
    told.setdefault("promise_from", START + DAY)
    told.setdefault("promise_to", START + 3 * DAY)
    return line(product_id, quantity, method=Method.SHIP, site_id=site_id, **told)


def carry(product_id: str, quantity: int = 1, **told: Any) -> OrderLine:
    return line(product_id, quantity, method=Method.CARRY_OUT, site_id="menteng", **told)


def line(product_id: str, quantity: int, **told: Any) -> OrderLine:
    unit = told.pop("unit_minor", PRICES.get(product_id, 1))
    return OrderLine(product_id=product_id, quantity=quantity, unit_minor=unit, **told)


def plain_total(lines: Sequence[OrderLine], shipping: int = 0) -> int:
    return sum(line.quantity * line.unit_minor for line in lines) + shipping


def open_shop(folder: Path, url: str = "") -> Shop:
    engine = server_engine(url or f"sqlite:///{folder / 'shop.db'}")
    with engine.begin() as db:
        metadata.create_all(db)
        create_search(db)
    shop = Shop(engine)
    with shop.acting() as uow:
        _furnish(uow)
    for store in STORES:
        for product_id in PRICES:
            shop.stock(store, product_id, 5)
    for product_id in PRICES:
        shop.stock(CENTER, product_id, 50)
    return shop


def _furnish(uow: UnitOfWork) -> None:
    where = {"menteng": (-6.19, 106.83), "kemang": (-6.26, 106.81), "bandung": (-6.91, 107.61)}
    for site_id in (*STORES, CENTER):
        latitude, longitude = where.get(site_id, (-6.3, 107.1))
        uow.insert(
            sites,
            {
                "id": site_id,
                "code": site_id[:3].upper() + "01",
                "name": site_id.title(),
                "kind": "center" if site_id == CENTER else "store",
                "postcode": "10310",
                "zone": "bdg" if site_id == "bandung" else "jkt",
                "time_zone": "Asia/Jakarta",
                "currency": "IDR",
                "latitude": latitude,
                "longitude": longitude,
                "pickup": site_id != CENTER,
                "ships": True,
                "opens": "09:00",
                "closes": "21:00",
                "ready_minutes": 60,
            },
        )
        uow.insert(
            bins,
            {"id": f"bin-{site_id}", "site_id": site_id, "code": "P-07", "kind": "staging"},
        )
    zones = ("jkt", "bdg")
    rates = [
        {
            "id": f"{start}-{end}",
            "from_zone": start,
            "to_zone": end,
            "service": "reg",
            "first_kg_minor": 15_000 if start == end else 23_000,
            "per_kg_minor": 5_000,
            "days_from": 1,
            "days_to": 2 if start == end else 3,
        }
        for start in zones
        for end in zones
    ]
    uow.insert(
        carrier_services, {"id": "reg", "code": "reg", "carrier": "Reg", "level": "standard"}
    )
    uow.insert(service_rates, *rates)
    uow.insert(
        postcodes,
        {"id": "p1", "prefix": "10", "city": "Jakarta", "province": "DKI", "zone": "jkt"},
        {"id": "p4", "prefix": "40", "city": "Bandung", "province": "Jabar", "zone": "bdg"},
    )
    uow.insert(
        tax_rates,
        {
            "id": "ppn",
            "tax_class": "ppn",
            "name": "PPN",
            "rate_numerator": 11,
            "rate_denominator": 100,
            "included": True,
        },
    )
    uow.insert(
        products,
        *(
            {
                "id": product_id,
                "sku": f"TR-{ordinal}",
                "gtin": f"899000000000{ordinal}",
                "name": product_id.title(),
                "category": "goods",
                "price_minor": price,
                "currency": "IDR",
                "tax_class": "ppn",
                "weight_grams": 300,
                "active": True,
            }
            for ordinal, (product_id, price) in enumerate(PRICES.items())
        ),
    )
    for actor in (AGENT, CLERK, MANAGER, CLERK_KEMANG):
        uow.insert(
            users,
            {
                "id": actor.user_id,
                "name": actor.user_id,
                "role": actor.role,
                "site_id": actor.site_id,
                "active": True,
            },
        )
        uow.insert(devices, {"id": actor.device_id, "site_id": actor.site_id, "number": 3})


def promote(shop: Shop, **values: Any) -> None:
    with shop.acting() as uow:
        uow.insert(
            promotions,
            {
                "id": uow.new_id("promotion"),
                "code": "TEN",
                "name": "Ten",
                "kind": "percentage",
                "value": 1000,
                "scope": "order",
                "active": True,
                **values,
            },
        )


# ---------------------------------------------------------------- invariants


def check_units(db: Connection) -> None:
    """Q1 and Q2: the columns add up, and the history gives them."""
    for row in db.execute(sa.select(order_lines)).mappings():
        assert sum(row[state.value] for state in Units) == row["ordered"], "Q1"
        replayed = dict.fromkeys(Units, 0)
        replayed[UNITS.start] = row["ordered"]
        events = db.execute(sa.select(order_events).where(order_events.c.line_id == row["id"]))
        for event in events.mappings():
            if event["act"] in TELLING:
                continue
            replayed[Units(event["source"])] -= event["quantity"]
            replayed[Units(event["target"])] += event["quantity"]
        assert replayed == {state: row[state.value] for state in Units}, "Q2"


def check_stock(db: Connection) -> None:
    """S2, S3 and S4."""
    live: dict[tuple[str, str], int] = {}
    by_line: dict[str, int] = {}
    kept: dict[str, int] = {}
    for row in db.execute(sa.select(stock_holds)).mappings():
        if row["state"] in LIVE:
            kept[row["cell_id"]] = kept.get(row["cell_id"], 0) + row["quantity"]
    for row in db.execute(sa.select(reservations)).mappings():
        where = row["site_id"], row["product_id"]
        if row["state"] == ReservationState.HELD.value:
            live[where] = live.get(where, 0) + row["quantity"]
        if row["state"] in (ReservationState.HELD.value, ReservationState.SHORTFALL.value):
            by_line[row["line_id"]] = by_line.get(row["line_id"], 0) + row["quantity"]
    for cell in db.execute(sa.select(stock_cells)).mappings():
        for bucket in REAL_BUCKETS:
            assert cell[bucket.value] == _moved(db, cell, bucket), f"S2 {bucket}"
            assert cell[bucket.value] >= 0, f"S2 {bucket} below zero"
        assert cell["reserved"] == live.get((cell["site_id"], cell["product_id"]), 0), "S4"
        assert 0 <= cell["reserved"] <= cell["available"], "S3"
        assert cell["held"] == kept.get(cell["id"], 0), "S4: soft holds"
    for line_row in db.execute(sa.select(order_lines)).mappings():
        wanting = line_row["allocated"] + line_row["released"]
        assert by_line.get(line_row["id"], 0) == wanting, "S4: a claim for each placed unit"


def _moved(db: Connection, cell: RowMapping, bucket: Bucket) -> int:
    moved = stock_movements.c
    here = (moved.site_id == cell["site_id"], moved.product_id == cell["product_id"])
    total = sa.func.coalesce(sa.func.sum(moved.quantity), 0)
    came = db.execute(sa.select(total).where(*here, moved.target == bucket.value)).scalar_one()
    went = db.execute(sa.select(total).where(*here, moved.source == bucket.value)).scalar_one()
    return int(came) - int(went)


def check_money(db: Connection) -> None:
    """M1, M2, M3, M5, M6, and: promised + captured − refunded is what the order still costs."""
    entry = money_entries.c
    sums = sa.select(sa.func.sum(entry.amount_minor)).group_by(entry.journal_id, entry.currency)
    assert all(total == 0 for (total,) in db.execute(sums)), "M1"
    for paid in db.execute(sa.select(payments)).mappings():
        assert 0 <= paid["refunded_minor"] <= paid["captured_minor"] <= paid["amount_minor"], "M3"
    for order in db.execute(sa.select(orders)).mappings():
        _check_order(db, order)
    for drawer in db.execute(sa.select(drawers)).mappings():
        account = f"drawer:{drawer['id']}"
        booked = db.execute(
            sa.select(sa.func.coalesce(sa.func.sum(entry.amount_minor), 0)).where(
                entry.account == account
            )
        ).scalar_one()
        assert booked == drawer["in_minor"] - drawer["out_minor"], "M6"
    owed = db.execute(sa.select(sa.func.coalesce(sa.func.sum(credits.c.balance_minor), 0)))
    booked = db.execute(
        sa.select(sa.func.coalesce(sa.func.sum(entry.amount_minor), 0)).where(
            entry.account == "store_credit"
        )
    )
    assert owed.scalar_one() == -booked.scalar_one(), "M5"


def _check_order(db: Connection, order: RowMapping) -> None:
    lines = list(
        db.execute(sa.select(order_lines).where(order_lines.c.order_id == order["id"])).mappings()
    )
    total = order["subtotal_minor"] - order["discount_minor"] + order["charges_minor"]
    assert order["total_minor"] == total + order["rounding_minor"], "M2"
    goods = sum(row["total_minor"] for row in lines)
    assert order["total_minor"] == goods + order["charges_minor"] + order["rounding_minor"], "M2"
    for row in lines:
        assert row["total_minor"] == row["ordered"] * row["unit_minor"] - row["discount_minor"]
        assert row["tax_minor"] == refund_share(row["total_minor"] * 11, 111, 0, 1), "M2 tax"
    changes = db.execute(
        sa.select(sa.func.coalesce(sa.func.sum(order_adjustments.c.amount_minor), 0)).where(
            order_adjustments.c.order_id == order["id"]
        )
    ).scalar_one()
    assert order["total_minor"] == order["subtotal_minor"] + changes, "M2 adjustments"
    tenders = list(
        db.execute(sa.select(payments).where(payments.c.order_id == order["id"])).mappings()
    )
    captured = sum(row["captured_minor"] for row in tenders)
    refunded = sum(row["refunded_minor"] for row in tenders)
    promised = sum(row["amount_minor"] for row in tenders if row["state"] == "pending")
    assert (order["paid_minor"], order["refunded_minor"]) == (captured, refunded)
    if any(row["returned"] for row in lines):
        return  # goods that came back were paid back: verify's M4 and the returns' own tests
    over = promised + captured - refunded - owed_minor(order, lines)
    assert over >= 0, "what is due is promised or paid"
    if promised and over:
        told = sa.select(cases.c.id).where(cases.c.subject_id == order["id"])
        assert db.execute(told).first(), f"{over} above what is due, and nobody was told"
