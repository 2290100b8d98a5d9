"""What a customer preferred is told on the order: who said so, and what waits for what."""

from typing import Any

import pytest

from app.kit.clock import DAY
from app.orders.states import Preferred
from tests.support.shop import AGENT, CENTER, START, pickup, ship
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.orders_detail.conftest import RINA
from tests.ui.orders_detail.scene import CHINO, HOME, JACKET, PRICE, SHIRT, SITI, Scene
from ui.kit.backend import Backend
from ui.kit.theme import ThemeChoice
from ui.orders.detail.page import OrderPage

LATER = START + 9 * DAY


def sold(scene: Scene, *lines: Any) -> str:
    told = sum(line.quantity * line.unit_minor for line in lines)
    where: dict[str, Any] = {"customer_id": SITI, "ship_to": HOME}
    placed = scene.shop.order(*lines, actor=AGENT, told=told, number="JKT01-3-000714", **where)
    return str(placed["order_id"])


def waits(sku: str) -> Any:
    wish = {"preferred": Preferred.WAIT, "ship_group": "wait", "promise_to": LATER}
    return ship(sku, 1, CENTER, unit_minor=PRICE[sku], **wish)


def shown(page: OrderPage, backend: Backend, order_id: str, qtbot: Any) -> None:
    backend.sign_in(RINA)
    page.show_order(order_id)
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.order_id == order_id)
    page.view.show_why()


def groups(page: OrderPage) -> list[str]:
    return [row.toolTip() for row in page.view.lines.groups]


def test_who_let_a_customer_wait_is_named_and_what_is_there_says_that_it_waits(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    shown(page, backend, sold(scene, waits(CHINO), waits(JACKET)), qtbot)
    told = page.view.tabs.lead.text()
    assert told.startswith("Dewi Anggraini: the customer waits for all of it in one parcel.")
    assert any("waits for the rest of its parcel" in told for told in groups(page))


def test_who_split_an_order_is_named_with_what_it_costs(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    wish = {"preferred": Preferred.SPLIT, "promise_to": LATER}
    soon = ship(SHIRT, 1, "menteng", unit_minor=PRICE[SHIRT], **wish)
    rest = ship(CHINO, 1, CENTER, unit_minor=PRICE[CHINO], **wish)
    shown(page, backend, sold(scene, soon, rest), qtbot)
    told = page.view.tabs.lead.text()
    assert told.startswith("Dewi Anggraini chose ")
    assert "a part comes sooner" in told
    assert "less" in told


def test_a_row_that_goes_its_own_way_is_named(
    page: OrderPage, backend: Backend, scene: Scene, qtbot: Any
) -> None:
    with_order = pickup(SHIRT, 1, unit_minor=PRICE[SHIRT])
    wish = {"preferred": Preferred.APART, "promise_to": LATER}
    alone = ship(CHINO, 1, "kemang", unit_minor=PRICE[CHINO], **wish)
    shown(page, backend, sold(scene, with_order, alone), qtbot)
    assert "a row goes its own way" in page.view.tabs.lead.text()


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_an_order_that_waits_passes_the_audit(
    page: OrderPage,
    backend: Backend,
    scene: Scene,
    desk_app: Dressing,
    any_language: str,
    qtbot: Any,
    theme: ThemeChoice,
) -> None:
    desk_app.theme.choose(theme)
    shown(page, backend, sold(scene, waits(CHINO), waits(JACKET)), qtbot)
    audit_settled(page, qtbot)
