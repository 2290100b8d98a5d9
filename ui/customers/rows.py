"""One value of the record: shown with its icon, turned into a field by a click or Enter."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.kit import (
    BOLD,
    REGULAR,
    Dressed,
    Field,
    IconButton,
    IconLabel,
    LinkButton,
    Size,
    Words,
    say,
    text_label,
)


class SmallButton(IconButton):
    """An icon in a row of text: 26 px, so that the value has the room."""

    def __init__(self, icon: str, name: Words) -> None:
        super().__init__(icon, name)
        self.setFixedHeight(26)

    def _pad(self) -> int:
        return 4


class EditRow(Dressed, QWidget):
    """`saved` carries what was typed; nothing changes here until the page shows it again."""

    saved = Signal(str)
    asked = Signal()  # somebody wants to edit: a masked value has to be shown first
    preferred = Signal()

    def __init__(
        self,
        name: Words,
        *,
        icon: str = "",
        meta: Words = "",
        strong: bool = False,
        can_prefer: bool = False,
    ) -> None:
        super().__init__()
        self._name = name
        self._raw = ""
        self._open = False
        self.value = text_label(
            "",
            elide=True,
            size=Size.PERSON if strong else Size.BODY,
            weight=BOLD if strong else REGULAR,
        )
        self.meta = text_label(meta, size=Size.SECONDARY, ink="text2")
        self.cloud = IconLabel("cloud-off", size=16, ink="warn")
        self.cloud.hide()
        if not say(meta):
            self.meta.hide()
        self.pencil = SmallButton("pencil", self._edit_words)
        self.star = SmallButton("star", self._prefer_words)
        self.field = Field(name)
        self.field.setMinimumHeight(30)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._save)
        self.pencil.clicked.connect(self.asked)
        self.star.clicked.connect(self.preferred)
        shown = QWidget()
        line = QHBoxLayout(shown)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if icon:
            line.addWidget(IconLabel(icon, size=16), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.value, 1)
        for part in (self.meta, self.cloud, self.star, self.pencil):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.star.setVisible(can_prefer)  # only now: without a parent it would open as a window
        self._faces = QStackedLayout(self)
        self._faces.setContentsMargins(0, 0, 0, 0)
        self._faces.addWidget(shown)
        self._faces.addWidget(self.field)
        self.setFixedHeight(30)
        self.put_on()

    def show_value(self, shown: Words, raw: str, *, waits: bool, editable: bool) -> None:
        """`raw` is what an edit starts with; `waits`: the server has not acknowledged it."""
        self.value.say(shown)
        self._raw = raw
        self.cloud.setVisible(waits)
        self.cloud.setToolTip(
            self.tr("Kept here; the server does not have it yet") if waits else ""
        )
        self.pencil.setVisible(editable)
        self.setAccessibleDescription(self.cloud.toolTip())

    @property
    def raw(self) -> str:
        return self._raw

    @property
    def is_open(self) -> bool:
        return self._open

    def edit(self) -> None:
        self._open = True
        self.field.setText(self._raw)
        self._faces.setCurrentWidget(self.field)
        self.field.setFocus()
        self.field.selectAll()

    def close_field(self) -> None:
        self._open = False
        self._faces.setCurrentIndex(0)

    def _save(self) -> None:
        typed = self.field.text().strip()
        self.close_field()
        if typed != self._raw:
            self.saved.emit(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_field()
            self.pencil.setFocus()
            return True
        return False

    def _edit_words(self) -> str:
        return self.tr("Edit: {what}").format(what=say(self._name))

    def _prefer_words(self) -> str:
        return self.tr("Make it the first one")


class AddRow(Dressed, QWidget):
    """A link that turns into a field; `typed` carries what was entered."""

    typed = Signal(str)

    def __init__(self, words: Words, name: Words) -> None:
        super().__init__()
        self.link = LinkButton(words, icon="plus")
        self.field = Field(name)
        self.field.setMinimumHeight(30)
        self.field.installEventFilter(self)
        self.field.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.field)
        self.link.clicked.connect(self.ask)
        self.field.returnPressed.connect(self._entered)
        self.put_on()

    def ask(self) -> None:
        self.link.hide()
        self.field.show()
        self.field.clear()
        self.field.setFocus()

    def close_field(self) -> None:
        self.field.hide()
        self.link.show()

    def _entered(self) -> None:
        told = self.field.text().strip()
        self.close_field()
        if told:
            self.typed.emit(told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_field()
            self.link.setFocus()
            return True
        return False


def labelled(words: Words, widget: QWidget) -> QVBoxLayout:
    """A field under its name."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(2)
    made.addWidget(text_label(words, size=Size.META, ink="text2"))
    made.addWidget(widget)
    return made
