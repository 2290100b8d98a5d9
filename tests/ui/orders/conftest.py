"""A desk with a small shop in its own encrypted database, and the capture screen upon it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.customers.model import reversed_phone
from app.customers.tables import customer_addresses, customer_pii, customers
from app.desk.desk import Desk, SyncStatus
from app.identity.roles import RIGHTS, Role
from app.identity.tables import devices, users
from app.kit.actor import Actor
from app.kit.clock import DAY, boot_id
from app.kit.commands import Command
from app.kit.errors import Unreachable
from app.kit.gtin import gtin13
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.places.tables import carrier_services, postcodes, service_rates, sites
from app.pricing.margins import Costs
from app.pricing.tables import promotions, tax_rates
from app.stock.ledger import move
from app.stock.states import Bucket
from app.stock.tables import leases, purchase_lines, purchase_orders
from app.storage.lease_clock import set_lease_clock
from app.storage.outbox import desk_state
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.ui.conftest import NOON, Dressing, FakeClock
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.sounds import Sound
from ui.orders.page import CapturePage

CARE, TILL = "care-1", "till-1"
AGENT = Actor(user_id="dewi", role="agent", device_id=CARE, site_id="care")
CLERK = Actor(user_id="agus", role="clerk", device_id=TILL, site_id="gi")
MANAGER = Actor(user_id="rina", role="manager", device_id=TILL, site_id="gi")
NAMES = {"dewi": "Dewi Anggraini", "agus": "Agus Wijaya", "rina": "Rina Hartono"}

GOODS = (  # sku, name, colour, size, category, price
    ("SH-100", "Linen Shirt", "White", "M", "shirts", 499_000),
    ("TR-220", "Chino Trousers", "Sand", "32", "trousers", 690_000),
    ("TR-221", "Chino Trousers", "Navy", "32", "trousers", 690_000),
    ("SK-005", "Cotton Socks 3-pack", "", "", "socks", 125_000),
    ("JK-410", "Rain Jacket", "Olive", "L", "jackets", 1_290_000),
    ("CP-001", "Linen Cap", "", "", "caps", 89_000),
)
GTIN = {sku: gtin13(f"8990000000{at:02d}") for at, (sku, *_) in enumerate(GOODS)}
STOCK = {  # sku → free at gi, kemang, center
    "SH-100": (12, 4, 60),
    "TR-220": (0, 2, 0),
    "TR-221": (5, 5, 30),
    "SK-005": (0, 0, 200),
    "CP-001": (9_000, 9_000, 9_000),
}


def lend(db: Connection, units: int) -> None:
    """So many shirts of Grand Indonesia to the till, which met its server just now."""
    met = {"met_at": NOON, "met_mono_ms": 0, "met_boot": boot_id()}
    db.execute(desk_state.update(), met)
    set_lease_clock(db, NOON)
    row = {"id": "l", "device_id": TILL, "site_id": "gi", "product_id": "sh-100"}
    db.execute(leases.insert(), {**row, "quantity": units, "expires_at": NOON + DAY})


class OfflineDesk(Desk):
    """A real desk that was never connected; a test may say that its line is up."""

    link = "offline"

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self.costs: dict[str, int] = {}
        self.fetched: list[tuple[str, str]] = []

    def status(self) -> SyncStatus:
        return SyncStatus(self.link, NOON - 60_000_000, 0, 0, 2.0)

    def fetch(self, path: str, kind: type[Any], **query: str) -> "Future[Any]":
        """What the server tells a person who may know costs."""
        told: Future[Any] = Future()
        if self.link == "offline":
            told.set_exception(Unreachable("away"))
        else:
            self.fetched.append((path, query["by"]))
            known = {one: cost for one, cost in self.costs.items() if one in query["products"]}
            told.set_result(Costs(cost_minor=known))
        return told

    @property
    def online(self) -> bool:
        return self.link == "online"


def furnish(db: Connection, device: str) -> None:
    uow = UnitOfWork(db, side=Side.SERVER, command_id="furnish", now=NOON, actor=AGENT)
    db.execute(desk_state.update(), {"device_id": device, "replica_id": "r"})
    _places(uow)
    _people(uow)
    _goods(uow)
    _customers(uow)


def _places(uow: UnitOfWork) -> None:
    for code, site, name, kind, zone, latitude, longitude in (
        ("JKT01", "gi", "Grand Indonesia", "store", "jkt", -6.195, 106.82),
        ("JKT02", "kemang", "Kemang", "store", "jkt", -6.26, 106.813),
        ("CKR01", "center", "Cikarang DC", "center", "jkt", -6.3, 107.15),
        ("CAR01", "care", "Call center", "care", "", None, None),
    ):
        uow.insert(
            sites,
            {
                "id": site,
                "code": code,
                "name": name,
                "kind": kind,
                "postcode": "10310",
                "zone": zone,
                "time_zone": "Asia/Jakarta",
                "currency": "IDR",
                "latitude": latitude,
                "longitude": longitude,
                "pickup": kind == "store",
                "ships": kind != "care",
                "opens": "09:00",
                "closes": "21:00",
                "ready_minutes": 120,
            },
        )
    uow.insert(
        carrier_services, {"id": "reg", "code": "reg", "carrier": "Reg", "level": "standard"}
    )
    uow.insert(
        service_rates,
        {
            "id": "rate",
            "service": "reg",
            "from_zone": "jkt",
            "to_zone": "jkt",
            "first_kg_minor": 18_000,
            "per_kg_minor": 9_000,
            "days_from": 1,
            "days_to": 2,
        },
    )
    uow.insert(
        postcodes,
        {
            "id": "p10",
            "prefix": "10",
            "city": "Jakarta Pusat",
            "province": "DKI Jakarta",
            "zone": "jkt",
            "latitude": -6.21,
            "longitude": 106.82,
        },
    )


def _people(uow: UnitOfWork) -> None:
    for actor in (AGENT, CLERK, MANAGER):
        uow.insert(
            users,
            {
                "id": actor.user_id,
                "name": NAMES[actor.user_id],
                "role": actor.role,
                "site_id": actor.site_id,
                "active": True,
            },
        )
    uow.insert(devices, {"id": CARE, "site_id": "care", "number": 3})
    uow.insert(devices, {"id": TILL, "site_id": "gi", "number": 1})


def _goods(uow: UnitOfWork) -> None:
    for sku, name, colour, size, category, price in GOODS:
        uow.insert(
            products,
            {
                "id": sku.lower(),
                "sku": sku,
                "gtin": GTIN[sku],
                "name": name,
                "colour": colour,
                "size": size,
                "category": category,
                "price_minor": price,
                "currency": "IDR",
                "tax_class": "ppn",
                "weight_grams": 300,
                "active": True,
            },
        )
        for site, quantity in zip(("gi", "kemang", "center"), STOCK.get(sku, ()), strict=False):
            if quantity:
                move(
                    uow,
                    site_id=site,
                    product_id=sku.lower(),
                    source=Bucket.SUPPLIER,
                    target=Bucket.AVAILABLE,
                    quantity=quantity,
                    why="receive",
                )
    eta = NOON + 2 * DAY
    uow.insert(purchase_orders, {"id": "po", "site_id": "gi", "state": "confirmed", "eta": eta})
    uow.insert(
        purchase_lines,
        {"id": "pol", "purchase_id": "po", "product_id": "jk-410", "ordered": 40},
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
        promotions,
        {
            "id": "midnov",
            "code": "MIDNOV",
            "name": "two trousers, 10% off",
            "kind": "percentage",
            "value": 1_000,
            "scope": "line",
            "category": "trousers",
            "minimum_quantity": 2,
            "active": True,
        },
    )


def _customers(uow: UnitOfWork) -> None:
    for at, (customer, name, phone) in enumerate(
        (
            ("siti", "Siti Rahmawati", "+6281234567890"),
            ("budi", "Budi", "+6281355501234"),
            ("budiman", "Budiman <b>Tebal</b> 😀", "+6281366601234"),
        )
    ):
        uow.insert(
            customers,
            {"id": customer, "language": "id", "created_at": NOON, "audience": "customers:care"},
        )
        uow.insert(
            customer_pii,
            {
                "id": customer,
                "name": name,
                "phone": phone,
                "phone_reversed": reversed_phone(phone),
                "email": f"{customer}@example.com",
            },
        )
        uow.insert(
            customer_addresses,
            {
                "id": f"a-{customer}",
                "customer_id": customer,
                "label": "Rumah",
                "street": f"Jl. Sudirman {12 + at}, Karet",
                "city": "Jakarta",
                "province": "DKI Jakarta",
                "postcode": "10210",
                "preferred": True,
            },
        )


def past_order(sku: str, price: int, method: Method, site: str | None, customer: str) -> Command:
    return PlaceOrder(
        number="",
        pickup_code="ABC123",
        channel="phone",
        site_id="care",
        language="id",
        currency="IDR",
        customer_id=customer,
        lines=[
            OrderLine(
                product_id=sku.lower(),
                quantity=1,
                unit_minor=price,
                method=method,
                site_id=site,
                promise_to=None if method is Method.CARRY_OUT else NOON + DAY,
            )
        ],
        told_total_minor=price,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=price)],
    )


@dataclass
class Stage:
    """A page in a window of the right size, with the keys counted."""

    page: CapturePage
    desk: OfflineDesk
    backend: Backend
    clock: FakeClock
    window: QWidget
    beeps: list[Sound] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    pressed: int = 0
    typed: int = 0

    def settle(self) -> None:
        """Until every lane is empty and every answer has been delivered."""
        for _ in range(8):
            self.desk.ask(_nothing).result(10)
            self.desk.write(_nothing).result(10)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _target(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def data(self, text: str) -> None:
        """Codes, phones, names: not overhead."""
        self.typed += len(text)
        QTest.keyClicks(self._target(), text)

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        settle: bool = True,
    ) -> None:
        """Overhead: a chord counts each of its keys."""
        self.pressed += 1 + bin(modifier.value).count("1")
        QTest.keyClick(self._target(), key, modifier)
        if settle:
            self.settle()

    def enter(self, *, settle: bool = True) -> None:
        self.key(Qt.Key.Key_Return, settle=settle)

    def choose_way(self, method: str) -> None:
        """The digit of the first way of a method, wherever it is ranked."""
        offered = self.page.answers.offered
        at = next(at for at, way in enumerate(offered) if way.value.startswith(method))
        self.key(Qt.Key(Qt.Key.Key_1.value + at))

    def choose_row_way(self, value: str) -> None:
        """The digit of the first way of the row that begins so; the first card is the order's."""
        offered = self.page.answers.row_offered
        at = next(at for at, way in enumerate(offered) if way.value.startswith(value))
        self.key(Qt.Key(Qt.Key.Key_2.value + at))

    def overhead(self, text: str) -> None:
        """A sign of the entry grammar that is not data."""
        self.pressed += len(text)
        QTest.keyClicks(self._target(), text)

    def item(self, code: str) -> None:
        self.data(code)
        self.enter()

    def rows(self) -> list[tuple[str, int]]:
        return [(line.sku, line.quantity) for line in self.page.order.draft.lines]

    def told(self) -> str:
        return self.page.strip.text() if self.page.strip.isVisibleTo(self.page) else ""

    def orders(self) -> list[dict[str, Any]]:
        return self.desk.ask(_orders).result(10)

    def lines(self) -> list[dict[str, Any]]:
        return self.desk.ask(_lines).result(10)


def _nothing(_db: Connection) -> None:
    """A barrier on a lane."""


def _orders(db: Connection) -> list[dict[str, Any]]:
    rows = db.exec_driver_sql("SELECT * FROM orders ORDER BY placed_at, id").mappings()
    return [dict(row) for row in rows]


def _lines(db: Connection) -> list[dict[str, Any]]:
    rows = db.exec_driver_sql("SELECT * FROM order_lines ORDER BY order_id, ordinal").mappings()
    return [dict(row) for row in rows]


def session_of(actor: Actor) -> Session:
    permitted = {name for name, rights in RIGHTS.items() if Role(actor.role) in rights}
    return Session(
        actor.user_id, NAMES[actor.user_id], actor.role, actor, "en", frozenset(permitted)
    )


Open = Callable[..., Stage]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "desk"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def open_desk(folder: Path, clock: FakeClock) -> Iterator[Callable[..., OfflineDesk]]:
    """Opens the same profile again after a close: a restart."""
    opened: list[OfflineDesk] = []

    def make(device: str = CARE, *, furnished: bool = True) -> OfflineDesk:
        desk = OfflineDesk(folder, "http://127.0.0.1:9", clock=clock)
        opened.append(desk)
        if furnished:
            desk.write(furnish, device).result(20)
        return desk

    yield make
    for desk in opened:
        if desk.profile._lock is not None:
            desk.close()


@pytest.fixture
def stage(
    desk_app: Dressing, open_desk: Callable[..., OfflineDesk], clock: FakeClock
) -> Iterator[Open]:
    made: list[Stage] = []

    def build(
        actor: Actor = AGENT,
        *,
        link: str = "online",
        read_back: bool = False,
        size: tuple[int, int] = (1364, 810),
        desk: OfflineDesk | None = None,
        shown: bool = True,
    ) -> Stage:
        desk = desk or open_desk(actor.device_id)
        desk.link = link
        backend = Backend(desk)
        backend.sign_in(session_of(actor))
        beeps: list[Sound] = []
        printed: list[str] = []
        page = CapturePage(
            backend,
            clock=clock,
            printer=printed.append,
            beep=beeps.append,
            read_back=lambda: read_back,
            randomness=_counting(),
        )
        page.entry.emptied.connect(page.on_escape)
        backend.refused.connect(page.on_refused)
        window = QWidget()  # without a layout: the platform is told no size hints
        window.resize(*size)
        page.setParent(window)
        page.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        backend.changed.connect(page.on_changed)
        made.append(Stage(page, desk, backend, clock, window, beeps, printed))
        if shown:
            page.on_shown()
            page.focus_entry()
            made[-1].settle()
        return made[-1]

    yield build
    for one in made:
        one.page.head.tick.stop()
        one.backend.close()
        one.window.close()
        one.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _counting() -> Callable[[int], bytes]:
    at = iter(range(1, 10**9))
    return lambda size: next(at).to_bytes(4, "big").rjust(size, b"\x07")
