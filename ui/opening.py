"""What is painted first: the desk's window without its contents, while those are being loaded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.backend import Pending
from ui.kit.card import Bar
from ui.kit.fonts import SEMIBOLD, Size
from ui.kit.text import text_label

SIZE = (1280, 720)  # the window's own least
BAR = 56


class Opening(QWidget):
    """`came` hands the loaded desk, or why there is none, to the window's thread."""

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gerai")
        self.resize(*SIZE)
        bar = Bar(Qt.Edge.BottomEdge)
        bar.setFixedHeight(BAR)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(bar)
        whole.addStretch(1)
        for words in (
            text_label("Gerai", size=Size.PERSON, weight=SEMIBOLD),
            text_label(lambda: self.tr("Opening…"), ink="text2"),
        ):
            whole.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def settle(self, done: Pending[object]) -> None:
        """May be called by any thread."""
        self.came.emit(done)
