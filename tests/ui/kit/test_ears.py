"""Who listens hears what hands do, and nothing of what Qt tells its widgets."""

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.conftest import Dressing
from ui.kit.ears import Ears


def _turn_wheel(widget: QWidget) -> None:
    nothing = QPointF()
    event = QWheelEvent(
        nothing,
        nothing,
        nothing.toPoint(),
        nothing.toPoint(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(widget, event)


def test_keys_clicks_and_wheels_are_heard_and_nothing_else(desk_app: Dressing, qtbot) -> None:
    ears = Ears(desk_app.app)
    heard: list[QEvent.Type] = []

    ears.listen(lambda _watched, event: _noted(heard, event))
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    qtbot.wait(1)
    assert heard == []
    QTest.keyClick(field, Qt.Key.Key_A)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    _turn_wheel(field)
    with ears.closed():
        QTest.keyClick(field, Qt.Key.Key_B)
    desk_app.app.removeEventFilter(ears)
    kinds = QEvent.Type
    assert {kinds.KeyPress, kinds.KeyRelease, kinds.MouseButtonPress, kinds.Wheel} <= set(heard)
    assert heard.count(kinds.KeyPress) == 1
    assert field.text() == "ab"


def test_what_one_keeps_for_itself_the_earlier_do_not_hear(desk_app: Dressing, qtbot) -> None:
    ears = Ears(desk_app.app)
    heard: list[QEvent.Type] = []
    ears.listen(lambda _watched, event: _noted(heard, event))
    ears.listen(lambda _watched, event: event.type() == QEvent.Type.KeyPress)
    field = QLineEdit()
    qtbot.addWidget(field)
    QTest.keyClick(field, Qt.Key.Key_A)
    desk_app.app.removeEventFilter(ears)
    assert QEvent.Type.KeyPress not in heard
    assert QEvent.Type.KeyRelease in heard
    assert field.text() == ""


def _noted(heard: list[QEvent.Type], event: QEvent) -> bool:
    heard.append(event.type())
    return False
