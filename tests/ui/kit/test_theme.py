"""Colours are exact, readable, apart for the colour-blind, and switch while the desk runs."""

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from tests.ui.audit import contrast, pale
from tests.ui.conftest import Dressing
from ui.kit.chip import Chip
from ui.kit.text import text_label
from ui.kit.theme import Status, ThemeChoice, load, tokens

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
MACHADO = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_and_controls_are_readable(name: str) -> None:
    assert pale(load(name), text=4.5, control=3.0) == []


def test_high_contrast_is_higher() -> None:
    assert pale(load("contrast"), text=7.0, control=4.5) == []


def test_black_on_white_is_the_largest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("eyes", MACHADO)
def test_statuses_stay_apart_for_colour_blind_eyes(name: str, eyes: str) -> None:
    worn = load(name)
    seen = {status: _lab(_simulated(worn.of(status).solid, eyes)) for status in Status}
    for one, other in combinations(Status, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart >= 10, f"{one} and {other} look alike: {apart:.1f}"


def test_the_tokens_are_those_of_the_design() -> None:
    light, dark = load("light"), load("dark")
    assert (light.bg, light.outline, light.primary) == ("#F4F6F9", "#868FA0", "#1F57C3")
    assert (dark.bg, dark.outline, dark.primary) == ("#10151D", "#77839A", "#6E9BF5")
    assert dark.of("hold").solid == "#B85AD0"


def test_a_switch_reaches_palette_and_widgets(desk_app: Dressing, qtbot) -> None:
    label = text_label("words", ink="bad")
    qtbot.addWidget(label)
    heard: list[object] = []
    desk_app.theme.changed.connect(heard.append)
    desk_app.theme.choose(ThemeChoice.DARK)
    assert heard == [tokens()]
    assert desk_app.app.palette().color(QPalette.ColorRole.Window) == QColor("#10151D")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor("#FFA494")


def test_a_chip_is_drawn_in_the_colours_of_the_theme(desk_app: Dressing, qtbot) -> None:
    holder = QWidget()
    chip = Chip("ok", "Delivered", parent=holder)
    qtbot.addWidget(holder)
    chip.resize(chip.sizeHint())
    grounds = []
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        desk_app.theme.choose(choice)
        grounds.append(chip.grab().toImage().pixelColor(6, 4).name().upper())
    assert grounds == [load("light").of("ok").bg, load("dark").of("ok").bg]


def _simulated(colour: str, eyes: str) -> tuple[float, ...]:
    known = QColor(colour)
    parts = (known.redF(), known.greenF(), known.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    rows = MACHADO[eyes]
    return tuple(
        min(1.0, max(0.0, sum(k * p for k, p in zip(row, linear, strict=True)))) for row in rows
    )


def _lab(linear: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65 of linear sRGB."""
    r, g, b = linear
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
