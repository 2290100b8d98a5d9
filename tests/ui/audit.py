"""What must hold for every screen: named, unclipped, plain, unambiguous, readable.

`audit(widget)` raises AssertionError with all offences; each rule is a function of its own.
"""

import math
import re
from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QRawFont, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.theme import Status, Tokens

MNEMONIC = re.compile(r"(?<!&)&([^&\s])")


def audit(window: QWidget) -> None:
    offences = [*unnamed(window), *clashing(window), *clipped(window), *rich(window)]
    assert not offences, "\n".join(offences)


def audit_settled(window: QWidget, qtbot: QtBot) -> None:
    """Like `audit`, once posted layouts and language changes have come through."""
    qtbot.wait(10)
    with suppress(TimeoutError):
        qtbot.waitUntil(lambda: not (clipped(window) or unnamed(window)), timeout=1_500)
    audit(window)


def seen(window: QWidget) -> Iterator[QWidget]:
    yield from (w for w in [window, *window.findChildren(QWidget)] if w.isVisibleTo(window))


def told(widget: QWidget) -> str:
    words = widget.text() if hasattr(widget, "text") else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {words!r}"


def unnamed(window: QWidget) -> list[str]:
    """Focusable widgets a screen reader cannot name; a placeholder is no name."""
    found = []
    for widget in seen(window):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if not widget.isEnabled() or widget.objectName().startswith("qt_"):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None and not face.text(QAccessible.Text.Name).strip():
            found.append(f"no accessible name: {told(widget)}")
    return found


def clashing(window: QWidget) -> list[str]:
    """Two mnemonics on one letter."""
    found: list[str] = []
    taken: dict[str, str] = {}
    for widget in seen(window):
        words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        match = MNEMONIC.search(words)
        if match is None:
            continue
        letter = match[1].casefold()
        if letter in taken:
            found.append(f"Alt+{letter}: {taken[letter]} and {told(widget)}")
        taken[letter] = told(widget)
    return found


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons with less room than their words need; eliding is a choice, said aloud."""
    found = []
    for widget in seen(window):
        if not isinstance(widget, QAbstractButton | QLabel) or widget.property("elides"):
            continue
        need = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            tall = widget.heightForWidth(widget.width())
            widest = max((_wide(widget, word) for word in widget.text().split()), default=0)
            if tall > widget.height() + 1 or widest > widget.width() + 1:
                found.append(f"cut wrap {widget.size().toTuple()} < {tall}: {told(widget)}")
        elif need.width() > widget.width() + 1 or need.height() > widget.height() + 2:
            found.append(f"cut {widget.size().toTuple()} < {need.toTuple()}: {told(widget)}")
    return found


def _wide(widget: QWidget, word: str) -> int:
    return QFontMetrics(widget.font()).horizontalAdvance(word)


def rich(window: QWidget) -> list[str]:
    """Labels that would read markup in a customer's name."""
    labels = (w for w in seen(window) if isinstance(w, QLabel))
    return [
        f"not plain text: {told(label)}"
        for label in labels
        if label.textFormat() != Qt.TextFormat.PlainText and label.pixmap().isNull()
    ]


def missing_glyphs(widget: QWidget, text: str) -> list[str]:
    """Letters that would be drawn as boxes by the widget's font and its fallbacks."""
    layout = QTextLayout(text, widget.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return [_family(run.rawFont()) for run in runs if 0 in run.glyphIndexes()]


def _family(font: QRawFont) -> str:
    return f"glyph missing in {font.familyName()}"


# ---------------------------------------------------------------------- colours


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    known = QColor(colour)
    parts = (known.redF(), known.greenF(), known.blueF())
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else math.pow((p + 0.055) / 1.055, 2.4) for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pale(worn: Tokens, *, text: float, control: float) -> list[str]:
    """Token pairs below the wanted contrast."""
    found = []
    for name, ink, ground in _text_pairs(worn):
        if contrast(ink, ground) < text:
            found.append(f"{name} {contrast(ink, ground):.2f} < {text}")
    for name, ink, ground in _control_pairs(worn):
        if contrast(ink, ground) < control:
            found.append(f"{name} {contrast(ink, ground):.2f} < {control}")
    return found


def _text_pairs(worn: Tokens) -> Iterator[tuple[str, str, str]]:
    for ink in ("text", "text2", "text3"):
        for ground in ("bg", "surface", "raised", "sunken", "sel", "primary_soft"):
            yield f"{ink} on {ground}", getattr(worn, ink), getattr(worn, ground)
    for ground in ("bg", "surface", "raised", "primary_soft"):
        yield f"primary_text on {ground}", worn.primary_text, getattr(worn, ground)
    for ground in ("primary", "primary_hover", "primary_press"):
        yield f"on_primary on {ground}", worn.on_primary, getattr(worn, ground)
    yield "sel_text on sel", worn.sel_text, worn.sel
    yield "rail_text on rail", worn.rail_text, worn.rail
    yield "rail_on on rail_active", worn.rail_on, worn.rail_active
    for status in Status:
        pair = worn.of(status)
        yield f"{status} chip", pair.fg, pair.bg
        yield f"{status} fg on surface", pair.fg, worn.surface


def _control_pairs(worn: Tokens) -> Iterator[tuple[str, str, str]]:
    for ground in ("bg", "surface", "raised"):
        yield f"outline on {ground}", worn.outline, getattr(worn, ground)
        yield f"focus on {ground}", worn.focus, getattr(worn, ground)
    for status in Status:
        yield f"{status} solid on surface", worn.of(status).solid, worn.surface
