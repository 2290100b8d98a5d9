"""One sentence in a window of its own, for when there is no desk that could tell it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import SEMIBOLD, IconLabel, MainButton, Size, Words, text_label


class Notice(QWidget):
    """Enter or Esc closes it."""

    def __init__(self, words: Words, title: Words | None = None) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setMinimumSize(520, 200)
        head_words = text_label(
            title or (lambda: self.tr("Gerai cannot open here")),
            size=Size.TITLE,
            weight=SEMIBOLD,
        )
        self.words = text_label(words, wrap=True)
        self.button = MainButton(lambda: self.tr("Close"), icon="x", key="Enter")
        self.button.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("octagon-x", size=24, ink="bad"))
        head.addWidget(head_words, 1)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addStretch(1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)
