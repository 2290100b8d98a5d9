"""Throw-away: pictures of the customers' screen."""
import sys
from pathlib import Path
import pytest
from PySide6.QtCore import Qt
from tests.ui.customers.conftest import *
from tests.ui.customers.conftest import _counting
from tests.ui.orders.conftest import CLERK, AGENT
from ui.kit.theme import ThemeChoice

OUT = Path("/tmp/cust"); OUT.mkdir(exist_ok=True)

@pytest.mark.parametrize("lang", ["en", "id"])
def test_shots(stage, desk_app, lang):
    desk = stage(AGENT)
    desk_app.languages.speak(lang)
    for size_name, size in SIZES.items():
        desk.window.resize(*size); desk.page.resize(*size)
        desk.open()
        for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            desk_app.theme.choose(theme)
            desk.settle()
            desk.page.grab().save(str(OUT / f"page-{size_name}-{lang}-{theme.value}.png"))
    desk.page.hint.ask(); desk.settle()
    desk.page.grab().save(str(OUT / f"merge-{lang}.png"))
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_F4)
    desk.settle()
    desk.page.grab().save(str(OUT / f"address-{lang}.png"))

def test_clerk(stage, desk_app):
    desk = stage(CLERK, link="offline")
    desk.page.grab().save(str(OUT / "empty.png"))
    desk.open(); desk.key(Qt.Key.Key_F3); desk.data("siti")
    desk.page.grab().save(str(OUT / "clerk-hits.png"))
