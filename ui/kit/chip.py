"""How is a state or a key told at a glance: chips with icon and words, and key caps."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.theme import Status, tokens


class Chip(Dressed, QWidget):
    """Icon, words and colour of one status; never colour alone."""

    def __init__(
        self,
        status: Status | str = Status.IDLE,
        words: Words = "",
        *,
        icon: str | None = None,
        on_selection: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._status = Status(status)
        self._words = words
        self._icon = icon
        self._on_selection = on_selection
        self.setFixedHeight(paint.CHIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.put_on()

    @property
    def status(self) -> Status:
        return self._status

    def text(self) -> str:
        return say(self._words)

    def tell(self, status: Status | str, words: Words, *, icon: str | None = None) -> None:
        self._status = Status(status)
        self._words = words
        self._icon = icon
        self.retranslate()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(self.text())

    def sizeHint(self) -> QSize:
        return QSize(round(paint.chip_width(self.text(), icon=self._icon != "") + 0.5), 22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.chip(
            QPainter(self),
            QPointF(0, 0),
            self._status,
            self.text(),
            icon=self._icon,
            on_selection=self._on_selection,
            room=self.width(),
        )


class KeyCap(Dressed, QWidget):
    """The key that does it, drawn as a cap."""

    def __init__(
        self,
        key: str,
        *,
        on_primary: bool = False,
        active: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._on_primary = on_primary
        self._active = active
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key)

    def show_key(self, key: str) -> None:
        self._key = key
        self.setAccessibleName(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(paint.cap_width(self._key) + 0.5), paint.CAP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.key_cap(
            QPainter(self),
            QPointF(0, 0),
            self._key,
            on_primary=self._on_primary,
            active=self._active,
        )


class Avatar(Dressed, QWidget):
    """Initials in a disc; the name stands beside it, so it is silent to a screen reader."""

    def __init__(
        self, name: str = "", *, side: int = 32, ground: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._initials = initials(name)
        self._side = side
        self._ground = ground
        self._faded = False
        self.setFixedSize(side, side)

    def show_name(self, name: str) -> None:
        self._initials = initials(name)
        self.update()

    def set_ground(self, ground: str, *, faded: bool = False) -> None:
        self._ground, self._faded = ground, faded
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = worn.of(Status.IDLE).bg if self._faded else self._ground or worn.primary_soft
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QRectF(self.rect()))
        size = Size.ENTRY if self._side >= 44 else Size.SECONDARY if self._side >= 30 else Size.META
        paint.words(
            painter,
            QRectF(self.rect()),
            self._initials,
            colour=worn.text3 if self._faded else worn.primary_text,
            size=size,
            weight=fonts.BOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )


def initials(name: str) -> str:
    """First letters of the first and last word; many Indonesian names are one word."""
    parts = name.split()
    if not parts:
        return ""
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
