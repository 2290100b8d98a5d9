"""A scanner's burst is one code; a person's typing stays where it was typed."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from tests.ui.conftest import Dressing, FakeClock
from ui.kit.ears import Ears
from ui.kit.scan import ScanFilter


@pytest.fixture
def scans(desk_app: Dressing, clock: FakeClock):
    ears = Ears(desk_app.app)
    yield ScanFilter(ears, clock.monotonic_ms)
    desk_app.app.removeEventFilter(ears)
    ears.deleteLater()


@pytest.fixture
def heard(scans: ScanFilter) -> list[str]:
    codes: list[str] = []
    scans.scanned.connect(codes.append)
    return codes


def press(
    widget: QWidget,
    text: str,
    clock: FakeClock,
    gap_ms: int,
    end: Qt.Key | None = Qt.Key.Key_Return,
) -> None:
    for letter in text:
        clock.ms += gap_ms
        QTest.keyClicks(widget, letter)
    clock.ms += gap_ms
    if end is not None:
        QTest.keyClick(widget, end)


def test_a_burst_is_a_scan_and_leaves_the_field_alone(qtbot, clock, heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    press(field, "8991234567890", clock, 4)
    assert heard == ["8991234567890"]
    assert field.text() == ""


def test_a_slow_scanner_into_a_spin_box(qtbot, clock, heard) -> None:
    box = QSpinBox()
    qtbot.addWidget(box)
    press(box, "96385074", clock, 8, Qt.Key.Key_Tab)
    assert heard == ["96385074"]
    assert box.value() == 0


def test_typing_arrives_intact(qtbot, clock, heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    press(field, "Siti Rahma", clock, 80)
    assert heard == []
    assert field.text() == "Siti Rahma"


def test_a_held_key_is_given_back_without_a_next_one(qtbot, clock, heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "7")
    assert field.text() == ""
    qtbot.waitUntil(lambda: field.text() == "7", timeout=500)


def test_a_short_burst_is_typing_and_its_enter_counts(qtbot, clock, heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    press(field, "12345", clock, 5)
    assert heard == []
    assert entered == ["12345"]


def test_shifted_letters_of_a_code_stay(qtbot, clock, heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    press(field, "JKT01-3-000712", clock, 5)
    assert heard == ["JKT01-3-000712"]


def test_a_shortcut_ends_the_waiting(qtbot, clock, heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    press(field, "ab", clock, 5, end=None)
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert field.text() == "ab"
    assert field.cursorPosition() == 1


def test_the_fields_death_loses_nothing_else(qtbot, clock, scans, heard) -> None:
    field = QLineEdit()
    press(field, "abc", clock, 5, end=None)
    shiboken6.delete(field)
    scans.release()
    assert heard == []


def test_a_configured_prefix_holds_no_typing(desk_app: Dressing, qtbot, clock) -> None:
    ears = Ears(desk_app.app)
    scans = ScanFilter(ears, clock.monotonic_ms, prefix="~", suffix="#")
    codes: list[str] = []
    scans.scanned.connect(codes.append)
    field = QLineEdit()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "7")
    assert field.text() == "7"
    press(field, "~8991234#", clock, 5)
    assert codes == ["8991234"]
    assert field.text() == "7"
    desk_app.app.removeEventFilter(ears)
    ears.deleteLater()
