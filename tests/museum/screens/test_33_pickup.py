"""Entry 33 at the counter: goods are handed over, and their money taken, by one command."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.fulfillment.tables import fulfillments
from app.storage.outbox import outbox
from tests.desk.house import local
from tests.museum.screens.fingers import held, struck
from tests.ui.conftest import clock
from tests.ui.pickup.conftest import (
    Hands,
    OpenPage,
    counter,
    desk_backend,
    heard,
    open_page,
    printed,
)
from tests.ui.pickup.counter import SHIRT, Counter
from tests.ui.pickup.work import make_ready

__all__ = ["clock", "counter", "desk_backend", "heard", "open_page", "printed"]
F12 = Qt.Key.Key_F12


@pytest.mark.parametrize("act", [lambda: struck(F12), lambda: held(F12)], ids=["struck", "held"])
def test_33_a_hand_over_confirmed_many_times_is_one(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, act: Callable[[], None]
) -> None:
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1), code="MAR1A7"), "B-07")
    before = len(local(counter.desk, outbox))
    page = open_page()
    hands = Hands(page)
    hands.scan("mar1a7")
    qtbot.waitUntil(lambda: page.view.card is not None and page.view.checks.code_checked)
    hands.key(Qt.Key.Key_Space)
    free = threading.Event()
    counter.desk.write(lambda _db: free.wait(10))
    act()
    free.set()
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "closed")
    act()
    qtbot.wait(20)
    after = local(counter.desk, outbox)
    assert [row["kind"] for row in after[before:]] == ["pickup.hand_over"]
