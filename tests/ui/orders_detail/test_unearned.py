"""A discount that the rest no longer earns is named and counted before anybody says yes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.orders.commands import OrderLine
from app.orders.states import Method
from app.orders.tables import orders
from tests.support.shop import promote, terminal
from tests.ui.audit import audit_settled
from tests.ui.orders_detail.scene import CHINO
from ui.kit.text import TextLabel
from ui.kit.theme import ThemeChoice

K = Qt.Key
EACH = 690_000


@pytest.fixture
def deal(scene):
    """Three for two: the id of an order of three."""
    offer = {"kind": "buy_get", "scope": "line", "buy_quantity": 2, "get_quantity": 1}
    promote(scene.shop, code="3FOR2", name="Three for two", value=10_000, **offer)
    line = OrderLine(
        product_id=CHINO,
        quantity=3,
        unit_minor=EACH,
        method=Method.PICKUP,
        site_id="menteng",
        promise_from=scene.shop.now,
        promise_to=scene.shop.now,
    )
    placed = scene.shop.order(line, tenders=[terminal(2 * EACH)], told=2 * EACH)
    return placed["order_id"]


def press(*keys):
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def one_less(qtbot, page, deal):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.open(deal)
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.order_id == deal)
    page.focus_entry()
    page.on_scan(CHINO)
    press(K.Key_Delete, K.Key_Minus, K.Key_Minus, K.Key_1)
    qtbot.waitUntil(lambda: page.acting.ready() and page.acting.cancelling.preview is not None)


def texts(page):
    labels = page.acting.cancelling.money.findChildren(TextLabel)
    return [label.text() for label in labels if label.isVisible()]


def test_the_loss_is_shown_and_what_was_shown_goes_back(qtbot, page, deal, scene):
    one_less(qtbot, page, deal)
    shown = texts(page)
    assert "Promotion no longer earned" in shown
    assert "Three for two" in shown
    assert "\u2212Rp 460.000" in shown
    press(K.Key_F12)
    page.acting.send_now()
    qtbot.waitUntil(lambda: "Cancelled" in page.strip.text())
    assert scene.shop.only(orders, id=deal)["refunded_minor"] == 0
    sheet = page.view.tabs.sheets["payment"]
    qtbot.waitUntil(lambda: sheet.texts()[-1].startswith("Now, all is settled"))
    scene.shop.check()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_it_fits(qtbot, page, deal, desk_app, theme, language):
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    one_less(qtbot, page, deal)
    audit_settled(page, qtbot)
