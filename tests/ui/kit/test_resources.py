"""Fonts load and cover what people are called; every icon named in the sources is there."""

import re
import wave
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QWidget

import resources
from tests.ui.audit import missing_glyphs
from tests.ui.conftest import Dressing
from ui.kit import fonts, icons
from ui.kit.text import text_label

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD])
def test_each_weight_is_inter(desk_app: Dressing, weight: QFont.Weight) -> None:
    known = QFontInfo(fonts.font(13, weight))
    assert known.family() == "Inter"
    assert known.weight() == weight


def test_digits_are_as_wide_as_each_other(desk_app: Dressing) -> None:
    metrics = QFontMetricsF(fonts.font())
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))
    assert metrics.horizontalAdvance("-") < metrics.horizontalAdvance("8")


def test_names_of_people_have_their_letters(desk_app: Dressing, qtbot) -> None:
    label = text_label("Łódź Ñandú Жук Müller ₫ − · •• → ↑↓ …")
    qtbot.addWidget(label)
    assert missing_glyphs(label, label.text()) == []


def test_icons_named_in_the_sources_exist() -> None:
    named = set()
    for file in (ROOT / "ui").rglob("*.py"):
        named |= set(re.findall(r"icon=\"([a-z0-9-]+)\"", file.read_text(encoding="utf-8")))
    assert [
        name for name in sorted(named) if not resources.path(f"icons/{name}.svg").exists()
    ] == []


def test_an_icon_wears_the_colour_it_is_given(desk_app: Dressing) -> None:
    image = icons.pixmap("check", "#B0301A", 20).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert inks == {QColor("#B0301A").name()}


def test_an_icon_is_sharp_on_a_dense_screen(desk_app: Dressing) -> None:
    dense = icons.pixmap("check", "#000000", 20, 2.0)
    assert (dense.width(), dense.devicePixelRatio()) == (40, 2.0)
    assert icons.pixmap("check", "#000000", 20, 2.0) is dense


def test_licences_travel_with_what_they_license() -> None:
    assert "SIL OPEN FONT LICENSE" in resources.path("fonts/LICENSE-Inter.txt").read_text()
    assert "ISC License" in resources.path("icons/LICENSE-Lucide.txt").read_text()


@pytest.mark.parametrize("name", ["ok", "bad"])
def test_sounds_are_short(name: str) -> None:
    with wave.open(str(resources.path(f"sounds/{name}.wav"))) as sound:
        assert sound.getnframes() / sound.getframerate() < 0.5


def test_the_application_writes_inter(desk_app: Dressing, qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert widget.font().family() == "Inter"
