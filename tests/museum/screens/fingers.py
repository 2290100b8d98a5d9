"""Impatient fingers: a key struck five times within a blink, and one that is held down."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

REPEATS = 30  # a second of a held key


def struck(key: Qt.Key, times: int = 5) -> None:
    """Each at whatever has the focus by then."""
    for _ in range(times):
        if focused := QApplication.focusWidget():
            QTest.keyClick(focused, key)


def held(key: Qt.Key) -> None:
    """One press, then the keyboard's own repetitions, then the release."""
    none = Qt.KeyboardModifier.NoModifier
    _send(QKeyEvent(QEvent.Type.KeyPress, key, none, "\r" if key == Qt.Key.Key_Return else ""))
    for _ in range(REPEATS):
        _send(QKeyEvent(QEvent.Type.KeyPress, key, none, "", True))
    _send(QKeyEvent(QEvent.Type.KeyRelease, key, none))


def _send(event: QKeyEvent) -> None:
    focused: QWidget | None = QApplication.focusWidget()
    if focused is not None:
        QCoreApplication.sendEvent(focused, event)
        QCoreApplication.processEvents()
