"""What must hold for every look of the customers' screen: named, unclipped, unambiguous, plain."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.audit import audit
from tests.ui.conftest import Dressing
from tests.ui.customers.conftest import SIZES, Open, Stage
from tests.ui.customers.test_calls import promised
from tests.ui.orders.conftest import AGENT, CLERK
from ui.kit.theme import ThemeChoice

CTRL = Qt.KeyboardModifier.ControlModifier


def audited(desk: Stage, desk_app: Dressing) -> None:
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        desk_app.theme.choose(theme)
        for size in SIZES.values():
            desk.window.resize(*size)
            desk.page.resize(*size)
            desk.settle()
            audit(desk.page)


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_a_customer_passes_the_audit_in_each_size_and_theme(
    stage: Open, desk_app: Dressing, language: str
) -> None:
    desk = stage(CLERK, link="offline")
    desk_app.languages.speak(language)
    audited(desk, desk_app)  # nobody yet
    desk.open()
    audited(desk, desk_app)
    desk.key(Qt.Key.Key_E, CTRL)
    audited(desk, desk_app)


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_every_face_of_the_screen_passes_the_audit(
    stage: Open, desk_app: Dressing, language: str
) -> None:
    desk = stage(AGENT)
    desk_app.languages.speak(language)
    desk.open()
    desk.data("siti")
    audited(desk, desk_app)
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_M, CTRL)
    audited(desk, desk_app)
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_F4)
    audited(desk, desk_app)
    desk.key(Qt.Key.Key_Escape)
    desk.page.privacy.erase.click()
    audited(desk, desk_app)


@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_promised_calls_and_their_forms_pass_the_audit(
    stage: Open, desk_app: Dressing, language: str
) -> None:
    desk = stage(AGENT)
    desk_app.languages.speak(language)
    promised(desk, "Is the linen shirt in size M there again?")
    desk.open()
    audited(desk, desk_app)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_B, CTRL)
    desk.data("besok pagi")
    audited(desk, desk_app)
    desk.key(Qt.Key.Key_Escape)
    for key in (Qt.Key.Key_D, Qt.Key.Key_T, Qt.Key.Key_H):
        desk.key(key, CTRL)
        audited(desk, desk_app)
