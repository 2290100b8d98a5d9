"""Two people have one order open on two desks: each hears of the other and what they do."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.desk import Desk
from app.kit.actor import Actor
from app.kit.clock import DAY, SECOND
from app.kit.ids import id_maker
from tests.desk.house import House
from tests.ui.conftest import Dressing, answered
from tests.ui.pickup.conftest import Heard
from tests.ui.test_rejected import place_order, press, session, shown, until
from ui.kit.backend import Backend
from ui.orders.detail import colleagues
from ui.orders.detail.page import OrderPage, Place


class Seat:
    """Somebody at a desk of the first store, with its page of orders."""

    def __init__(self, house: House, number: int, role: str) -> None:
        self.desk: Desk = house.desk(number)
        self.actor: Actor = house.sign_in(self.desk, role)
        self.backend = Backend(self.desk)
        self.backend.sign_in(session(self.actor))
        self.page = OrderPage(
            self.backend,
            place=Place(house.shop.stores[0], self.desk.device_id),
            now=house.clock.now,
            new_id=id_maker(house.clock),
            sounds=Heard(),
            print_out=lambda _kind, _subject: None,
            fetch_order=lambda _text: answered(None),
            be_at=self.desk.be_at,
        )

    def open(self, qtbot: QtBot, order_id: str) -> None:
        shown(qtbot, self.backend, self.page)
        until(qtbot, lambda: self.backend.sync_status().state == "online")
        self.page.show_order(order_id)
        until(qtbot, lambda: self.page.detail is not None)

    def name(self) -> str:
        """As it is kept, which the office tells."""
        people = {one.user_id: one.name for one in self.desk.people().result(20)}
        return people[self.actor.user_id]

    def said(self) -> str:
        return self.page.view.header.colleagues.text()


def test_each_hears_of_the_other(
    qtbot: QtBot, desk_app: Dressing, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(colleagues, "EVERY", SECOND // 5)
    clerk, agent = Seat(house, 3, "clerk"), Seat(house, 0, "agent")
    order_id = place_order(house, clerk.desk, clerk.actor, within=DAY)
    clerk.open(qtbot, order_id)
    agent.open(qtbot, order_id)
    until(qtbot, lambda: clerk.said() == f"{agent.name()} is here")
    until(qtbot, lambda: agent.said() == f"{clerk.name()} is here")
    press(Qt.Key.Key_Delete)
    assert agent.page.acting.panel is not None
    until(qtbot, lambda: clerk.said() == f"{agent.name()} is changing it")
    agent.page.hide()
    until(qtbot, lambda: clerk.said() == "")
    for seat in (clerk, agent):
        seat.backend.close()
