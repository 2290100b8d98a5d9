"""The screen of rules, opened as somebody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.kit.ids import id_maker
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.opened import open_page
from tests.ui.pickup.counter import open_counter
from tests.ui.rules.scene import rules_room
from tests.ui.stock.scene import INVENTORY, Stockroom
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.rules.page import RulesPage

SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900
OpenRules = Callable[..., RulesPage]


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Stockroom]:
    with open_counter(tmp_path, clock) as counter:
        yield rules_room(counter)


@pytest.fixture
def rules_backend(desk_app: Dressing, room: Stockroom) -> Iterator[Backend]:
    made = Backend(room)
    yield made
    made.close()


@pytest.fixture
def open_rules(qtbot: QtBot, rules_backend: Backend, clock: FakeClock) -> OpenRules:
    def opened(who: Session = INVENTORY) -> RulesPage:
        rules_backend.sign_in(who)
        page = RulesPage(rules_backend, now=clock.now, new_id=id_maker(clock))
        open_page(qtbot, page, rules_backend, SIZES[0])
        return page

    return opened
