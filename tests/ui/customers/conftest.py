"""The customers' screen on a real desk: a regular with a past, and who is perhaps the same."""

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

from app.customers.queries import CustomerHit
from app.customers.states import Channel, How, Purpose
from app.customers.tables import (
    customer_addresses,
    customer_consents,
    customer_contacts,
    customer_notes,
    customer_pii,
    customer_tokens,
    customers,
)
from app.identity.tables import users
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR, Instant
from app.kit.errors import Unreachable
from app.kit.ids import id_maker
from app.notify.tables import messages
from app.orders.states import Method
from app.payments.tables import credits
from app.places.tables import postcodes
from app.returns.tables import returns
from app.storage.images import forget
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from tests.ui.conftest import NOON, Dressing, FakeClock, answered, failing
from tests.ui.orders.conftest import AGENT, CLERK, furnish, past_order, session_of
from tests.ui.orders.conftest import OfflineDesk as NeverConnected
from ui.customers.page import CustomerPage
from ui.kit.backend import Backend
from ui.kit.sounds import Sounds

SITI, WEB = "siti", "siti-web"
SIZES = {"1280x720": (1204, 630), "1440x900": (1364, 810)}


def furnish_customers(db: Connection, device: str) -> None:
    furnish(db, device)
    uow = UnitOfWork(db, side=Side.SERVER, command_id="past", now=NOON, actor=AGENT)
    _siti(uow)
    _web_account(uow)
    uow.insert(users, {"id": "boss", "name": "Ibu Ratna", "role": "admin", "active": True})
    uow.insert(users, {"id": "audit", "name": "Pak Joko", "role": "auditor", "active": True})
    forget(db)  # what stands here now is the server's


def _siti(uow: UnitOfWork) -> None:
    uow.update(customers, SITI, tier="gold", created_at=NOON - 1700 * DAY)
    uow.update(customer_pii, SITI, card="GC-018834", email="siti.rahmawati@example.com")
    more = {"kind": "phone", "value": "+6281355501299", "value_reversed": "9921055531826"}
    uow.insert(
        customer_contacts,
        {"id": "c1", "customer_id": SITI, "label": "kantor", **more},
    )
    uow.update(
        customer_addresses,
        "a-siti",
        rt="003",
        rw="007",
        kelurahan="Karet",
        kecamatan="Setiabudi",
    )
    uow.insert(
        customer_addresses,
        {
            "id": "a-office",
            "customer_id": SITI,
            "label": "Kantor",
            "street": "Menara Astra lt. 21",
            "city": "Jakarta Pusat",
            "province": "DKI Jakarta",
            "postcode": "10220",
        },
    )
    for at, (body, pinned) in enumerate(
        (
            ("Call after 17:00. At work she cannot pick up.", True),
            ("Asked for paper bags, no plastic.", False),
        )
    ):
        uow.insert(
            customer_notes,
            {
                "id": f"n{at}",
                "customer_id": SITI,
                "body": body,
                "pinned": pinned,
                "author_id": "rina",
                "at": NOON - (20 + 22 * at) * DAY,
            },
        )
    uow.insert(
        customer_tokens,
        {"id": "t", "customer_id": SITI, "brand": "Visa", "last4": "4242", "expires": "08/28"},
    )
    for at, channel in enumerate((Channel.MAIL, Channel.WHATSAPP)):
        uow.insert(
            customer_consents,
            {
                "id": f"co{at}",
                "customer_id": SITI,
                "channel": channel.value,
                "purpose": Purpose.MARKETING.value,
                "given": True,
                "how": How.WEB.value,
                "user_id": "rina",
                "at": NOON - 250 * DAY,
            },
        )
    uow.insert(credits, {"id": SITI, "currency": "IDR", "balance_minor": 75_000})
    uow.insert(
        postcodes,
        {
            "id": "p102",
            "prefix": "102",
            "city": "Jakarta Selatan",
            "province": "DKI Jakarta",
            "zone": "jkt",
        },
    )


def _web_account(uow: UnitOfWork) -> None:
    uow.insert(
        customers,
        {
            "id": WEB,
            "language": "id",
            "created_at": NOON - 90 * DAY,
            "orders_count": 2,
            "spent_minor": 848_000,
            "audience": "customers:care",
        },
    )
    uow.insert(
        customer_pii,
        {
            "id": WEB,
            "name": "Siti R.",
            "phone": "+6281234567890",
            "phone_reversed": "0987654321826",
            "email": "sr@example.org",
        },
    )


class OfflineDesk(NeverConnected):
    """Whose line a test may say to be up: what needs the server is then tried."""

    linked = False

    @property
    def online(self) -> bool:
        return self.linked


@dataclass
class Stage:
    """A page in a window of the right size, on a desk whose server answers as told."""

    page: CustomerPage
    desk: OfflineDesk
    backend: Backend
    window: QWidget
    elsewhere: dict[str, list[CustomerHit]]
    wanted: list[tuple[str, object]] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Until every lane is empty and every answer has been delivered."""
        for _ in range(8):
            self.desk.ask(_nothing).result(10)
            self.desk.write(_nothing).result(10)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def data(self, text: str) -> None:
        QTest.keyClicks(_focused(), text)
        self.settle()

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(_focused(), key, modifier)
        self.settle()

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def open(self, customer_id: str = SITI) -> None:
        self.page.open(customer_id)
        self.settle()

    def find(self, text: str) -> None:
        self.key(Qt.Key.Key_F3)
        self.data(text)
        self.enter()

    def told(self) -> str:
        return self.page.strip.text() if self.page.strip.isVisibleTo(self.page) else ""

    def queued(self) -> list[str]:
        return self.desk.ask(_kinds).result(10)

    def timeline(self) -> list[str]:
        rows = self.page.history.table.rows
        found = (rows.row_at(at) for at in range(rows.rowCount()))
        return [row.cells[1].text for row in found if row is not None]


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    return focused


def _nothing(_db: Connection) -> None:
    """A barrier on a lane."""


def _kinds(db: Connection) -> list[str]:
    return list(db.exec_driver_sql("SELECT kind FROM outbox ORDER BY client_seq").scalars())


Open = Callable[..., Stage]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def open_desk(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[[str], OfflineDesk]]:
    opened: list[OfflineDesk] = []

    def make(device: str) -> OfflineDesk:
        folder = tmp_path / f"desk-{len(opened)}"
        folder.mkdir(mode=0o700)
        desk = OfflineDesk(folder, "http://127.0.0.1:9", clock=clock)
        opened.append(desk)
        desk.write(furnish_customers, device).result(20)
        return desk

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def stage(
    desk_app: Dressing, open_desk: Callable[[str], OfflineDesk], clock: FakeClock
) -> Iterator[Open]:
    made: list[Stage] = []

    def build(
        actor: Actor = AGENT, *, link: str = "online", size: tuple[int, int] = SIZES["1440x900"]
    ) -> Stage:
        desk = open_desk(actor.device_id)
        desk.link = link
        _past(desk)
        backend = Backend(desk)
        backend.sign_in(session_of(actor))
        elsewhere: dict[str, list[CustomerHit]] = {}
        fetched: list[str] = []
        exported: list[str] = []

        def find(text: str) -> "Future[Any]":
            away = link == "offline"
            return failing(Unreachable("away")) if away else answered(elsewhere.get(text, []))

        def fetch(customer_id: str) -> "Future[Any]":
            fetched.append(customer_id)
            return answered(customer_id)

        def take_out(export_id: str) -> "Future[Any]":
            exported.append(export_id)
            return answered((Path("c.json"), Path("c.html")))

        page = CustomerPage(
            backend,
            now=clock.now,
            new_id=id_maker(clock, _counting()),
            sounds=Sounds(on=False),
            find=find,
            fetch=fetch,
            take_out=take_out,
        )
        backend.refused.connect(page.on_refused)
        backend.changed.connect(page.on_changed)
        window = QWidget()  # without a layout: the platform is told no size hints
        window.resize(*size)
        page.setParent(window)
        page.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        one = Stage(page, desk, backend, window, elsewhere, exported=exported, fetched=fetched)
        page.wanted.connect(lambda page_id, what: one.wanted.append((page_id, what)))
        made.append(one)
        page.on_shown()
        page.focus_entry()
        one.settle()
        return one

    yield build
    for one in made:
        one.backend.close()
        one.window.close()
        one.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _past(desk: OfflineDesk) -> None:
    """Two orders of Siti, one of them carried out and partly brought back."""
    for at, command in enumerate(
        (
            past_order("SH-100", 499_000, Method.CARRY_OUT, "gi", SITI),
            past_order("TR-221", 690_000, Method.PICKUP, "gi", SITI),
        )
    ):
        outcome = desk.run(command, AGENT, command_id=f"past-{at}").result(20)
        assert outcome.ok, outcome.refusal
        desk.write(_followed, outcome.result["order_id"], at).result(20)


def _followed(db: Connection, order_id: str, at: int) -> None:
    uow = UnitOfWork(db, side=Side.SERVER, command_id=f"after-{at}", now=NOON, actor=CLERK)
    when = Instant(NOON - (3 - at) * DAY)
    db.exec_driver_sql("UPDATE orders SET placed_at = ? WHERE id = ?", (when, order_id))
    uow.insert(
        messages,
        {
            "id": uow.new_id("message"),
            "order_id": order_id,
            "customer_id": SITI,
            "kind": "confirmed",
            "language": "id",
            "state": "sent",
            "made_at": when + HOUR,
        },
    )
    if at == 0:
        uow.insert(
            returns,
            {
                "id": uow.new_id("return"),
                "number": "R-JKT01-3-000001",
                "order_id": order_id,
                "site_id": "gi",
                "state": "closed",
                "currency": "IDR",
                "refund_minor": 499_000,
                "taken_by": "agus",
                "taken_at": when + 2 * DAY,
            },
        )
    db.exec_driver_sql("DELETE FROM outbox")
    forget(db)


def _counting() -> Callable[[int], bytes]:
    at = iter(range(1, 10**9))
    return lambda size: next(at).to_bytes(4, "big").rjust(size, b"\x07")
