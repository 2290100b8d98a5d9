"""Entry 33 at the phone: an order that is confirmed five times in a blink is one order.

OFN 6330: a double click refunded twice.
"""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.storage.outbox import outbox
from tests.desk.house import local
from tests.museum.screens.fingers import held, struck
from tests.ui.orders.conftest import Open, Stage, clock, folder, open_desk, stage

__all__ = ["clock", "folder", "open_desk", "stage"]
F12 = Qt.Key.Key_F12


def ready(stage: Open) -> Stage:
    desk = stage(read_back=False)
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.enter()
    desk.enter()
    return desk


@pytest.mark.parametrize("act", [lambda: struck(F12), lambda: held(F12)], ids=["struck", "held"])
def test_33_a_confirmation_given_many_times_is_one_command(
    stage: Open, act: Callable[[], None]
) -> None:
    """The desk is busy meanwhile, as it is when a page of the server comes in."""
    desk = ready(stage)
    free = threading.Event()
    busy = desk.desk.write(lambda _db: free.wait(10))
    act()
    free.set()
    busy.result(10)
    desk.settle()
    act()  # and who goes on striking afterwards confirms nothing
    desk.settle()
    assert len(desk.orders()) == 1
    assert len({row["command_id"] for row in local(desk.desk, outbox)}) == 1


def test_33_enter_that_is_held_down_places_nothing_twice(stage: Open) -> None:
    desk = stage(read_back=False)
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    held(Qt.Key.Key_Return)
    desk.settle()
    held(Qt.Key.Key_Return)
    desk.settle()
    assert [line["ordered"] for line in desk.lines()] in ([], [1])
    assert len(desk.orders()) <= 1
