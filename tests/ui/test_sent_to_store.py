"""A store lacks what its customer wants to collect there: chosen on the capture screen, sent by
another store's counter, received by scan, handed over; real screens and a real server."""

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
from app.fulfillment.queries import Column
from app.fulfillment.tables import fulfillments
from app.insights.verify import orders as order_books
from app.insights.verify import parcels, stock
from app.insights.verify.check import Where
from app.kit.actor import Actor
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.notify.tables import messages
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.orders.tables import order_lines
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.stock.tables import stock_cells
from tests.desk.house import House, holds
from tests.ui.conftest import Dressing
from tests.ui.pickup.conftest import Heard
from tests.ui.test_rejected import WAIT, session, shown, timeline_says, until
from ui.kit.backend import Backend
from ui.orders.page import CapturePage
from ui.pickup.page import PickupPage

K = Qt.Key
THING = gtin13("200000000000")
PHONE = "081234567890"


Counter = tuple[Desk, Actor, Backend]


@pytest.fixture
def counters(desk_app: Dressing, house: House) -> Iterator[tuple[Counter, Counter]]:
    """The first store's and the second store's."""
    made = []
    for number in (3, 1):
        desk = house.desk(number)
        actor = house.sign_in(desk, "clerk")
        backend = Backend(desk)
        backend.sign_in(session(actor))
        made.append((desk, actor, backend))
    yield made[0], made[1]
    for _, _, backend in made:
        backend.close()


def type_in(text: str, *keys: Qt.Key) -> None:
    for done in (lambda target: QTest.keyClicks(target, text), *map(_key, keys)):
        target = QApplication.focusWidget()
        assert target is not None
        done(target)


def _key(key: Qt.Key) -> Callable[[Any], None]:
    return lambda target: QTest.keyClick(target, key)


def sold_out(house: House, counter: Counter) -> None:
    """All that the first store has is carried away by a customer, whom the till knows since."""
    desk, actor, _ = counter
    quantity = 6
    line = OrderLine(
        product_id=house.shop.products[0],
        quantity=quantity,
        unit_minor=house.shop.prices[0],
        method=Method.CARRY_OUT,
        site_id=house.shop.stores[0],
    )
    customer = NewCustomer(
        customer_id=derived_id("sent", "ani"),
        name="Ani Lestari",
        phone=PHONE,
        email="ani@example.com",
    )
    total = quantity * line.unit_minor * 9 // 10  # ten per cent off from three on
    command = PlaceOrder(
        number="",
        pickup_code="K7M4PX",
        channel="store",
        site_id=house.shop.stores[0],
        language="en",
        currency="IDR",
        lines=[line],
        new_customer=customer,
        told_total_minor=total,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=total)],
    )
    outcome = desk.run(command, actor).result(20)
    assert outcome.ok, outcome.refusal


def taken(qtbot: QtBot, house: House, counter: Counter) -> None:
    """By keys: who, what, the way that sends it here, at the store it is paid."""
    _, _, backend = counter
    page = CapturePage(
        backend,
        clock=house.clock,
        printer=lambda _order: None,
        beep=lambda _sound: None,
        read_back=lambda: False,
    )
    qtbot.addWidget(page)
    backend.changed.connect(page.on_changed)
    page.resize(1204, 630)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT)
    page.on_shown()
    until(qtbot, lambda: page.answers.sites)
    page.focus_entry()
    type_in("", K.Key_F2)
    type_in(PHONE, K.Key_Return)
    until(qtbot, lambda: page.order.caller is not None)
    type_in(THING, K.Key_Return)
    until(qtbot, lambda: sent_way(page) is not None and not page.answers.pending)
    at = sent_way(page)
    assert at is not None
    type_in("", K.Key_F6)
    type_in("", Qt.Key(K.Key_1.value + at))
    until(qtbot, lambda: page.order.draft.delivery and not page.answers.pending)
    told = page.delivery.reason.text()
    assert "At Store 0, sent from Store 1" in told
    assert "Store 0 has none now." in told
    type_in("", K.Key_Return)
    type_in("", K.Key_F7)
    until(qtbot, page.payment.kinds.hasFocus)
    at_store = page.payment.allowed.index(TenderKind.AT_STORE.value)
    type_in("", Qt.Key(K.Key_1.value + at_store), K.Key_Return)
    until(qtbot, lambda: page.order.draft.tender and not page.answers.pending)
    type_in("", K.Key_F12)
    until(qtbot, lambda: not page.order.draft.lines)


def sent_way(page: CapturePage) -> int | None:
    values = [way.value for way in page.answers.offered]
    return next((at for at, one in enumerate(values) if one.endswith("ship_to_store")), None)


def board(
    qtbot: QtBot, house: House, counter: Counter, store: int, printed: list[Any]
) -> PickupPage:
    desk, _, backend = counter
    page = PickupPage(
        backend,
        site_id=house.shop.stores[store],
        site_name=f"Store {store}",
        device_id=desk.device_id,
        now=house.clock.now,
        sounds=Heard(),
        print_document=lambda kind, subject: printed.append((kind, subject)),
    )
    shown(qtbot, backend, page)
    return page


def standing(page: PickupPage, column: Column) -> bool:
    return page.view.card is not None and page.view.card.column is column


def told(house: House) -> list[str]:
    return sorted(row["kind"] for row in house.on_server(messages) if row["kind"] != "confirmed")


def verified(house: House) -> None:
    with house.server_database() as db:
        for check in (*stock.CHECKS, *order_books.CHECKS, *parcels.CHECKS):
            if Where.SERVER in check.sides:
                assert not list(check.look(db)), check.id


def test_from_the_capture_screen_to_the_hand_over(
    qtbot: QtBot, house: House, counters: tuple[Counter, Counter]
) -> None:
    here, there = counters
    sold_out(house, here)
    taken(qtbot, house, here)
    until(qtbot, lambda: house.on_server(fulfillments))
    (box,) = house.on_server(fulfillments)
    assert (box["site_id"], box["to_site_id"]) == house.shop.stores[1::-1]
    until(qtbot, lambda: holds(there[0], box["order_id"]))
    printed: list[tuple[str, str]] = []
    second = board(qtbot, house, there, 1, printed)
    until(qtbot, lambda: standing(second, Column.TO_PICK))
    assert "To pick for Store 0" in second.view.stage.text()
    type_in("", K.Key_F9)
    until(qtbot, lambda: standing(second, Column.PICKING))
    second.on_scan(THING)
    until(qtbot, lambda: second.view.to_send)
    type_in("", K.Key_F12)
    until(qtbot, lambda: printed == [("bag_label", box["id"])])
    until(qtbot, lambda: house.on_server(fulfillments)[0]["state"] == "sent")
    assert told(house) == []
    first = board(qtbot, house, here, 0, printed)
    until(qtbot, lambda: first.shown is not None and standing(first, Column.ARRIVING))
    assert "Arriving from Store 1" in first.view.stage.text()
    first.on_scan(THING)
    until(qtbot, lambda: first.view.came == (1, 1))
    first.on_scan("A-01")
    until(qtbot, lambda: standing(first, Column.READY))
    until(qtbot, lambda: told(house) == ["ready"])
    type_in("", K.Key_Space)
    type_in("", K.Key_F7)
    type_in("APP123", K.Key_Return)  # the card terminal's approval code
    until(qtbot, lambda: first.view.till.due == 0)
    type_in("", K.Key_F12)
    until(qtbot, lambda: told(house) == ["collected", "ready"])
    (line,) = [row for row in house.on_server(order_lines) if row["from_site_id"]]
    assert line["collected"] == 1
    cells = {row["site_id"]: row for row in house.on_server(stock_cells) if is_first(house, row)}
    assert [cells[store]["available"] for store in house.shop.stores[:2]] == [0, 5]
    assert not house.on_server(cases)
    verified(house)
    desk, _, backend = here
    said = ("Picked: Thing 0", "Shipped: Thing 0", "Arrived: Thing 0", "Handed over: Thing 0")
    timeline_says(qtbot, house, backend, desk, box["order_id"], *said)


def is_first(house: House, row: Any) -> bool:
    return bool(row["product_id"] == house.shop.products[0])
