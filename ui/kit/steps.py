"""How far is this act: the strip of steps; a click jumps to what is missing."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.theme import Status, tokens


class Step(StrEnum):
    OPEN = "open"
    NOW = "now"
    DONE = "done"
    BLOCKED = "blocked"


ICONS = {
    Step.OPEN: "circle",
    Step.NOW: "circle-dot",
    Step.DONE: "circle-check",
    Step.BLOCKED: "triangle-alert",
}
RULE = 22


class StepStrip(Dressed, QWidget):
    """`steps` are (id, words); `jumped` tells the id that was clicked."""

    jumped = Signal(str)

    def __init__(
        self, steps: Sequence[tuple[str, Words]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._states: dict[str, Step] = dict.fromkeys((step for step, _ in steps), Step.OPEN)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.put_on()

    def show_states(self, states: Mapping[str, Step]) -> None:
        self._states |= states
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        words = {
            Step.OPEN: self.tr("open"),
            Step.NOW: self.tr("now"),
            Step.DONE: self.tr("done"),
            Step.BLOCKED: self.tr("blocked"),
        }
        told = [f"{say(name)} {words[self._states[step]]}" for step, name in self._steps]
        self.setAccessibleName(", ".join(told))

    def cells(self) -> list[QRectF]:
        metrics = QFontMetricsF(fonts.font(weight=fonts.SEMIBOLD))
        made, left = [], 0.0
        for _, name in self._steps:
            wide = 16 + 8 + metrics.horizontalAdvance(say(name)) + 2
            made.append(QRectF(left, 0, wide, self.height()))
            left += wide + RULE + 16
        return made

    def sizeHint(self) -> QSize:
        cells = self.cells()
        return QSize(round(cells[-1].right() + 1) if cells else 0, 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for (step, _), cell in zip(self._steps, self.cells(), strict=True):
            if cell.contains(event.position()):
                self.jumped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        inks = {
            Step.OPEN: worn.outline,
            Step.NOW: worn.of(Status.INFO).solid,
            Step.DONE: worn.of(Status.OK).solid,
            Step.BLOCKED: worn.of(Status.WARN).solid,
        }
        painter = QPainter(self)
        cells = self.cells()
        for at, ((step, name), cell) in enumerate(zip(self._steps, cells, strict=True)):
            state = self._states[step]
            icons.paint(painter, ICONS[state], inks[state], cell.x(), 8, 16)
            now = state in (Step.NOW, Step.BLOCKED)
            weight = fonts.SEMIBOLD if now else fonts.MEDIUM
            ink = worn.text2 if state == Step.OPEN else worn.text
            room = cell.adjusted(24, 0, 0, 0)
            paint.words(painter, room, say(name), colour=ink, weight=weight)
            if at + 1 < len(cells):
                rule = QRectF(cell.right() + 8, 15.5, RULE, 1)
                painter.fillRect(rule, Qt.GlobalColor.transparent)
                painter.fillRect(rule, tokens().ink("outline"))
