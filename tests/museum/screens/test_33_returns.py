"""Entry 33 at the returns desk, where it happened: OFN 6330, a double click refunded twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.returns.tables import return_refunds, returns
from tests.museum.screens.fingers import held, struck
from tests.ui.returns.conftest import AGUS, FRAME, make_page, played_scene, scene
from tests.ui.returns.scene import NUMBER, CounterDesk, Scene
from ui.kit.backend import Backend
from ui.returns.page import ReturnsPage

__all__ = ["played_scene", "scene"]
F12, ENTER = Qt.Key.Key_F12, Qt.Key.Key_Return


class LateDesk(CounterDesk):
    """Answers when the test says so."""

    def __init__(self, like: CounterDesk) -> None:
        super().__init__(like.shop)
        self._waiting: list[tuple[Future[Any], Any, object]] = []

    def run(self, command: Any, actor: object, *, command_id: str = "") -> "Future[Any]":
        asked: Future[Any] = Future()
        self._waiting.append((asked, command, actor))
        return asked

    def answer(self) -> None:
        waiting, self._waiting = self._waiting, []
        for asked, command, actor in waiting:
            asked.set_result(super().run(command, actor).result())


@pytest.fixture
def desk(scene: Scene) -> LateDesk:
    return LateDesk(scene.desk)


@pytest.fixture
def page(desk_app: object, qtbot: Any, desk: LateDesk) -> Iterator[ReturnsPage]:
    backend = Backend(desk)
    backend.sign_in(AGUS)
    made = make_page(backend, desk)
    qtbot.addWidget(made)
    made.resize(1440 - FRAME[0], 900 - FRAME[1])
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_entry()
    yield made
    backend.close()


@pytest.mark.parametrize("act", [lambda: struck(F12), lambda: held(F12)], ids=["struck", "held"])
def test_33_a_refund_confirmed_many_times_is_paid_once(
    qtbot: Any, page: ReturnsPage, desk: LateDesk, scene: Scene, act: Callable[[], None]
) -> None:
    before = len(scene.shop.rows(returns))
    page.on_scan(NUMBER)
    qtbot.waitUntil(lambda: page.card is not None)
    page.on_scan("8991234500224")
    for key in (Qt.Key.Key_1, ENTER, ENTER):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    act()
    desk.answer()
    qtbot.waitUntil(lambda: bool(desk.printed))
    act()
    desk.answer()
    qtbot.wait(10)
    assert len(desk.ran) == 1
    assert len(scene.shop.rows(returns)) == before + 1
    (given,) = scene.shop.rows(return_refunds, return_id=desk.printed[0][1])[:1]
    assert given["amount_minor"] <= 621_000
    assert (
        sum(
            row["amount_minor"]
            for row in scene.shop.rows(return_refunds, return_id=desk.printed[0][1])
        )
        == 621_000
    )


def test_33_enter_held_down_on_the_way_gives_no_money(
    qtbot: Any, page: ReturnsPage, desk: LateDesk
) -> None:
    page.on_scan(NUMBER)
    qtbot.waitUntil(lambda: page.card is not None)
    page.on_scan("8991234500224")
    held(ENTER)
    desk.answer()
    assert not desk.ran
