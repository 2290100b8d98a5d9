"""What must hold for every look of the capture screen: named, unclipped, unambiguous, plain."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.audit import audit, clipped
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import CLERK, Open, Stage
from ui.kit.theme import ThemeChoice

SIZES = {"1280x720": (1204, 630), "1440x900": (1364, 810)}


def fill(desk: Stage) -> None:
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    for code in ("SH-100", "2*TR-220", "SK-005", "JK-410"):
        desk.item(code)


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_a_filled_basket_passes_the_audit_in_each_size_and_theme(
    stage: Open, desk_app: Dressing, language: str
) -> None:
    desk = stage(CLERK, link="offline", read_back=True)
    fill(desk)
    desk_app.languages.speak(language)
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        desk_app.theme.choose(theme)
        for size in SIZES.values():
            desk.window.resize(*size)
            desk.page.resize(*size)
            desk.settle()
            audit(desk.page)


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_every_face_of_the_screen_passes_the_audit(
    stage: Open, desk_app: Dressing, language: str
) -> None:
    desk = stage(CLERK, size=SIZES["1280x720"], read_back=True)
    desk_app.languages.speak(language)
    desk.key(Qt.Key.Key_F2)
    audit(desk.page)
    desk.data("1234")
    desk.settle()
    audit(desk.page)
    desk.page.customer.search.reset()
    desk.data("081299988877")
    desk.enter()
    audit(desk.page)
    desk.key(Qt.Key.Key_Escape)
    desk.page.customer.search.reset()
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F4)
    audit(desk.page)
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_F6)
    audit(desk.page)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Right)
    audit(desk.page)
    desk.enter()
    desk.data("A1")
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    assert len(desk.page.spoken.lines) == 5
    audit(desk.page)
    desk.key(Qt.Key.Key_F12)
    assert desk.page.result.isVisible()
    audit(desk.page)


def test_below_1366_the_customer_column_is_a_strip_that_slides_over(stage: Open) -> None:
    desk = stage(size=SIZES["1280x720"])
    assert desk.page.side.holder.width() == 56
    assert not desk.page.side.column.isVisible()
    desk.key(Qt.Key.Key_F2)
    assert desk.page.side.column.isVisible()
    desk.data("4567890")
    desk.enter()
    assert not desk.page.side.column.isVisible()
    assert not clipped(desk.page)


def test_the_tab_order_comes_back_to_the_entry_box(stage: Open) -> None:
    desk = stage()
    fill(desk)
    desk.page.focus_entry()
    seen = []
    for _ in range(40):
        desk.key(Qt.Key.Key_Tab)
        focused = desk._target()
        if focused is desk.page.entry.edit:
            break
        seen.append(focused)
    assert desk._target() is desk.page.entry.edit
    assert len(seen) == len(set(seen))
