"""What a person may ask for about themselves: all that is held, or to be forgotten."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import Button, Card, LinkButton, Size, text_label


class PrivacyCard(Card):
    """Erasing has no undo: it asks once more here, and then a second person says yes."""

    export_asked = Signal()
    erase_confirmed = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("At the customer's request"), spacing=8)
        self.export = LinkButton(lambda: self.tr("Take out their data"), icon="download")
        self.erase = LinkButton(lambda: self.tr("Erase this person"), icon="trash-2")
        self.asks = QWidget()
        self.keep = Button(lambda: self.tr("Keep"), height=32)
        self.sure = Button(lambda: self.tr("Erase for good"), kind="danger", height=32)
        told = text_label(
            lambda: self.tr(
                "Name, phones, mails, addresses and notes are removed here, on the server and on "
                "every desk. Orders keep their figures. This cannot be undone."
            ),
            size=Size.SECONDARY,
            ink="bad",
            wrap=True,
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        buttons.addWidget(self.sure)
        whole = QVBoxLayout(self.asks)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(told)
        whole.addLayout(buttons)
        self.asks.hide()
        for link in (self.export, self.erase):
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.asks)
        self.export.clicked.connect(self.export_asked)
        self.erase.clicked.connect(self._ask)
        self.keep.clicked.connect(self.close_question)
        self.sure.clicked.connect(self._confirmed)
        self.put_on()

    def _ask(self) -> None:
        self.asks.show()
        self.keep.setFocus()

    def close_question(self) -> bool:
        was = self.asks.isVisibleTo(self)
        self.asks.hide()
        return was

    def _confirmed(self) -> None:
        self.asks.hide()
        self.erase_confirmed.emit()
