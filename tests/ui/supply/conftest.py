"""The supply screen of a store, opened as somebody; a purchase comes in two hours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kit.clock import HOUR
from app.kit.ids import derived_id
from app.stock.tables import purchase_lines, purchase_orders
from app.storage.uow import UnitOfWork
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.opened import open_page
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import GI, SHIRT, SOCKS, open_counter
from tests.ui.stock.scene import MANAGER, Stockroom, stockroom
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.supply.page import SupplyPage

K = Qt.Key
SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900
PO = derived_id("supply", "po")
OpenSupply = Callable[..., SupplyPage]


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    QTest.keyClick(target, K.Key_Return)


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Stockroom]:
    """A purchase comes in two hours; two shirts more are sold than lie here."""
    with open_counter(tmp_path, clock) as counter:
        made = stockroom(counter)
        eta = clock.at + 2 * HOUR

        def purchase(uow: UnitOfWork) -> None:
            told = {"number": "PO-118", "supplier": "Batik Nusantara", "site_id": GI}
            row = {"id": PO, "state": "confirmed", "eta": eta, **told}
            uow.insert(purchase_orders, row)
            for product, units in ((SHIRT, 6), (SOCKS, 10)):
                line = {"purchase_id": PO, "product_id": product, "ordered": units}
                uow.insert(purchase_lines, {"id": uow.new_id("line"), **line})

        made.acting(purchase)
        made.stock(GI, SHIRT, 1)  # and none of them is protected
        left = made.available(SHIRT)
        made.order("Dina Putri", (SHIRT, left - 1))
        made.order("Maria Gunawan", (SHIRT, 3))
        yield made


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def printed() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def backend(desk_app: Dressing, room: Stockroom) -> Iterator[Backend]:
    made = Backend(room)
    yield made
    made.close()


@pytest.fixture
def open_supply(
    qtbot: QtBot, backend: Backend, clock: FakeClock, heard: Heard, printed: list[tuple[str, str]]
) -> OpenSupply:
    numbers = iter(range(1_000))

    def opened(who: Session = MANAGER) -> SupplyPage:
        backend.sign_in(who)
        page = SupplyPage(
            backend,
            site_id=GI,
            print_document=lambda kind, told: printed.append((kind, told)),
            now=clock.now,
            sounds=heard,
            new_id=lambda: derived_id("receipt", "test", next(numbers)),
        )
        open_page(qtbot, page, backend, SIZES[0])
        return page

    return opened
