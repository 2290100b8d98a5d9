"""The stock screen of a store, opened as somebody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressing, FakeClock
from tests.ui.opened import open_page
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import GI, open_counter
from tests.ui.stock.scene import MANAGER, Stockroom, fresh_ids, stockroom
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.stock.page import StockPage

SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900
OpenStock = Callable[..., StockPage]


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Stockroom]:
    with open_counter(tmp_path, clock) as counter:
        yield stockroom(counter)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def room_backend(desk_app: Dressing, room: Stockroom) -> Iterator[Backend]:
    made = Backend(room)
    yield made
    made.close()


@pytest.fixture
def open_room(qtbot: QtBot, room_backend: Backend, clock: FakeClock, heard: Heard) -> OpenStock:
    def opened(who: Session = MANAGER) -> StockPage:
        room_backend.sign_in(who)
        page = StockPage(room_backend, site_id=GI, now=clock.now, sounds=heard, new_id=fresh_ids())
        open_page(qtbot, page, room_backend, SIZES[0])
        return page

    return opened
