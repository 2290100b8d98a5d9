"""A store rejects a pick, on real screens and a real server: told once, all on the timeline."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.desk.desk import Desk
from app.identity.roles import RIGHTS, may
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR
from app.kit.ids import derived_id, id_maker
from app.notify.tables import messages
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.orders.tables import order_events, order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.stock.tables import stock_cells
from tests.desk.house import House
from tests.ui.conftest import Dressing, answered
from tests.ui.pickup.conftest import Heard
from ui.cases.page import InboxPage
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.orders.detail.page import OrderPage, Place
from ui.pickup.page import PickupPage

K = Qt.Key
WAIT = 20_000  # ms: a process of its own answers, and the machine may be busy


@pytest.fixture
def desk(house: House) -> Desk:
    """At the first store."""
    return house.desk(3)


@pytest.fixture
def clerk(house: House, desk: Desk) -> Actor:
    return house.sign_in(desk, "clerk")


@pytest.fixture
def backend(desk_app: Dressing, desk: Desk, clerk: Actor) -> Iterator[Backend]:
    made = Backend(desk)
    made.sign_in(session(clerk))
    yield made
    made.close()


def session(actor: Actor) -> Session:
    rights = frozenset(permission for permission in RIGHTS if may(actor.role, permission))
    return Session(actor.user_id, actor.role.title(), actor.role, actor, "en", rights)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, held)


def shown(qtbot: QtBot, backend: Backend, page: Any) -> None:
    qtbot.addWidget(page)
    backend.changed.connect(page.on_changed)
    page.resize(1204, 630)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT)
    page.on_shown()
    page.focus_entry()


def place_order(house: House, desk: Desk, actor: Actor, *, within: int) -> str:
    """One thing, promised at the first store `within` so long."""
    now = house.clock.now()
    customer = NewCustomer(
        customer_id=derived_id("rejected", "ani"),
        name="Ani Lestari",
        phone="081234567890",
        email="ani@example.com",
    )
    line = OrderLine(
        product_id=house.shop.products[0],
        quantity=1,
        unit_minor=house.shop.prices[0],
        method=Method.PICKUP,
        site_id=house.shop.stores[0],
        promise_from=now + HOUR,
        promise_to=now + within,
    )
    tender = TenderTaken(kind=TenderKind.AT_STORE, amount_minor=line.unit_minor)
    outcome = desk.run(
        PlaceOrder(
            number="",
            pickup_code="K7M4PX",
            channel="store",
            site_id=house.shop.stores[0],
            language="en",
            currency="IDR",
            lines=[line],
            new_customer=customer,
            told_total_minor=line.unit_minor,
            tenders=[tender],
        ),
        actor,
    ).result(20)
    assert outcome.ok, outcome.refusal
    return str(outcome.result["order_id"])


def reject(qtbot: QtBot, house: House, backend: Backend, desk: Desk) -> None:
    """The clerk picks, does not find it, and lets another store have it: three keys."""
    page = PickupPage(
        backend,
        site_id=house.shop.stores[0],
        site_name="Store 0",
        device_id=desk.device_id,
        now=house.clock.now,
        sounds=Heard(),
        print_document=lambda _kind, _subject: None,
    )
    shown(qtbot, backend, page)
    qtbot.waitUntil(lambda: page.view.card is not None, timeout=WAIT)
    for key in (K.Key_Minus, K.Key_1, K.Key_1):  # not found, another store
        press(key)
    qtbot.waitUntil(lambda: "Marked as short" in page.strip.text(), timeout=WAIT)


def told(house: House, order_id: str) -> list[str]:
    """What the customer was told because of it, by the server."""
    return [
        row["kind"]
        for row in house.on_server(messages)
        if row["order_id"] == order_id and row["kind"] != "confirmed"
    ]


def until(qtbot: QtBot, true: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(true()), timeout=WAIT)


def timeline_says(
    qtbot: QtBot, house: House, backend: Backend, desk: Desk, order_id: str, *said: str
) -> None:
    """In the end: what the server told the customer comes with its next news."""
    page = OrderPage(
        backend,
        place=Place(house.shop.stores[0], desk.device_id),
        now=house.clock.now,
        new_id=id_maker(house.clock),
        sounds=Heard(),
        print_out=lambda _kind, _subject: None,
        fetch_order=lambda _text: answered(None),
        be_at=desk.be_at,
    )
    shown(qtbot, backend, page)
    page.open(order_id)
    until(qtbot, lambda: page.detail is not None)

    def words() -> str:
        return "\n".join(entry.text() for entry in page.view.timeline.entries)

    until(qtbot, lambda: all(one in words() for one in said))


def test_it_comes_from_another_store_in_time(
    qtbot: QtBot, house: House, desk: Desk, backend: Backend, clerk: Actor
) -> None:
    order_id = place_order(house, desk, clerk, within=2 * DAY)
    reject(qtbot, house, backend, desk)
    until(qtbot, lambda: told(house, order_id) == ["news"])
    cells = {(row["site_id"], row["product_id"]): row for row in house.on_server(stock_cells)}
    assert cells[house.shop.stores[0], house.shop.products[0]]["available"] == 0
    (line,) = [row for row in house.on_server(order_lines) if row["order_id"] == order_id]
    assert (line["released"], line["site_id"]) == (1, house.shop.stores[1])
    assert not house.on_server(cases)
    said = ("Short: Thing 0", "not found", "From Store 1", "Another place or time")
    timeline_says(qtbot, house, backend, desk, order_id, *said)


def test_what_no_place_has_in_time_is_asked_once_and_answered_by_key(
    qtbot: QtBot, house: House, desk: Desk, backend: Backend, clerk: Actor
) -> None:
    """Promised within a minute: no other store can, so the customer keeps the say."""
    order_id = place_order(house, desk, clerk, within=DAY // 1440)
    reject(qtbot, house, backend, desk)
    until(qtbot, lambda: told(house, order_id) == ["news"])
    until(qtbot, lambda: [row["kind"] for row in house.on_server(cases)] == ["shortfall"])
    said = ("Short: Thing 0", "customer asked", "Waits for goods")
    timeline_says(qtbot, house, backend, desk, order_id, *said)
    page = InboxPage(backend, now=house.clock.now, sounds=Heard())
    shown(qtbot, backend, page)
    until(qtbot, lambda: page.view.entry is not None and bool(page.view.choices.options))
    assert page.view.choice == "elsewhere"  # from another place, later if need be
    press(K.Key_F12)
    until(qtbot, lambda: house.on_server(cases)[0]["state"] == "resolved")
    (line,) = [row for row in house.on_server(order_lines) if row["order_id"] == order_id]
    assert (line["released"], line["site_id"]) == (1, house.shop.stores[1])
    acts = [row["act"] for row in house.on_server(order_events) if row["order_id"] == order_id]
    assert {"reject", "offer", "source"} <= set(acts)
