"""The way into the search, and how much needs the person: two parts of the top bar."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.backend import Backend, SyncStatus
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.text import tip
from ui.kit.theme import Status, tokens

WIDEST, NARROWEST = 440, 190
KEYS = ("Ctrl", "K")
MOST_TOLD = 99


class FinderField(Dressed, QAbstractButton):
    """Looks like the box it opens: pressed or Ctrl+K, the omnibox lies over the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setProperty("elides", True)
        self.put_on()

    def retranslate(self) -> None:
        self.setText(self.tr("Search customers, orders, products"))
        self.setAccessibleName(self.text())
        self.setToolTip(tip(f"{self.text()}  Ctrl+K"))

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, radius=8, fill=worn.sunken, edge=worn.border)
        if self.hasFocus():
            paint.focus_ring(painter, area)
        icons.paint(painter, "search", worn.text2, 11, 9, 18)
        right = self.width() - 10.0
        for key in reversed(KEYS):
            right -= paint.cap_width(key)
            paint.key_cap(painter, QPointF(right, 9), key)
            right -= 4
        room = QRectF(40, 0, right - 46, self.height())
        paint.words(painter, room, self.text(), colour=worn.text2)


class Bell(Dressed, QAbstractButton):
    """The count of what needs a person; pressed, the inbox opens."""

    def __init__(self, backend: Backend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._backend = backend
        self.setFixedSize(36, 36)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        backend.status.connect(self._show)
        self.put_on()

    @property
    def count(self) -> int:
        return self._count

    def look(self) -> None:
        self._show(self._backend.sync_status())

    def retranslate(self) -> None:
        count = self._count
        told = (
            self.tr("%n thing(s) to settle", "", count) if count else self.tr("Nothing needs you")
        )
        self.setAccessibleName(told)
        self.setToolTip(tip(told))

    def _show(self, status: SyncStatus) -> None:
        if status.need_you != self._count:
            self._count = status.need_you
            self.retranslate()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, area, radius=8, fill=worn.raised)
        if self.hasFocus():
            paint.focus_ring(painter, area)
        icons.paint(painter, "bell", worn.text2, 8, 8, 20)
        if not self._count:
            return
        told = str(min(self._count, MOST_TOLD))
        wide = 16.0 if len(told) == 1 else 22.0
        badge = QRectF(self.width() - wide - 1, 1, wide, 16)
        paint.box(painter, badge, radius=8, fill=worn.of(Status.BAD).solid, edge=worn.surface)
        paint.words(
            painter,
            badge,
            told,
            colour=QColor(worn.on_primary),
            size=Size.META - 1,
            weight=fonts.BOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
