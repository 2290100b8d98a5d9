"""What is pressed: plain, quiet and main buttons with the key that does the same."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.text import tip
from ui.kit.theme import tokens

Kind = Literal["plain", "quiet", "main", "danger"]


class Button(Dressed, QAbstractButton):
    """36 px (main: 48) with icon, words and key cap. `bind` lets a declared action drive it."""

    def __init__(
        self,
        words: Words = "",
        *,
        icon: str = "",
        key: str = "",
        kind: Kind = "plain",
        height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._icon = icon
        self._key = key
        self._kind: Kind = kind
        self._action: QAction | None = None
        self.setFixedHeight(height or (48 if kind == "main" else 36))
        wide = QSizePolicy.Policy.Expanding if kind == "main" else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.put_on()

    def say(self, words: Words) -> None:
        self._words = words
        self.retranslate()
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def bind(self, action: QAction, key: str) -> None:
        """Follow the action's enablement and trigger it; the shortcut stays the action's own."""
        self._action = action
        self._key = key
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._action is not None:
            self.setEnabled(self._action.isEnabled())
            self.setToolTip(tip(self._action.toolTip()) if not self.isEnabled() else "")

    def retranslate(self) -> None:
        told = say(self._words)
        if told:
            self.setText(told.replace("&", "&&"))
            self.setAccessibleName(told)

    def _font_size(self) -> int:
        return Size.ENTRY if self._kind == "main" else Size.BODY

    def _parts(self) -> tuple[float, float, float]:
        """Widths of icon, words and cap with the gaps before the next one."""
        told = say(self._words)
        _, metrics = fonts.measured(self._font_size(), fonts.SEMIBOLD)
        icon = (18 + (8 if told else 0)) if self._icon else 0
        cap = paint.cap_width(self._key) + (10 if told or icon else 0) if self._key else 0
        return icon, metrics.horizontalAdvance(told), cap

    def _pad(self) -> int:
        if not say(self._words) and not self._key:
            return 9
        return 16 if self._kind == "main" else 8 if self._kind == "quiet" else 13

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._parts()) + 2 * self._pad() + 0.5), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.height())

    def _colours(self) -> tuple[str | None, str | None, str]:
        """Fill, edge and ink for the button as it is now."""
        worn = tokens()
        down, over, usable = self.isDown(), self.underMouse(), self.isEnabled()
        if self._kind == "main":
            if not usable:
                return worn.sunken, worn.border, worn.text3
            press = worn.primary_press if down else worn.primary_hover if over else worn.primary
            return press, None, worn.on_primary
        ink = worn.of("bad").fg if self._kind == "danger" else worn.text
        if self._kind == "quiet":
            fill = worn.sunken if down or (over and usable) else None
            return fill, None, worn.text2 if usable else worn.text3
        fill = worn.sunken if down else worn.raised if over and usable else worn.surface
        return fill, worn.outline if usable else worn.border, ink if usable else worn.text3

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge, ink = self._colours()
        area = QRectF(self.rect())
        paint.box(painter, area, radius=8, fill=fill, edge=edge)
        if self.hasFocus():
            worn = tokens()
            ring = area.adjusted(3, 3, -3, -3) if self._kind == "main" else area
            edge_ink = worn.on_primary if self._kind == "main" else worn.focus
            paint.box(
                painter, ring, radius=6 if self._kind == "main" else 8, edge=edge_ink, width=2
            )
        self._content(painter, ink)

    def _content(self, painter: QPainter, ink: str) -> None:
        icon, told, cap = self._parts()
        pad = self._pad()
        spare = self.width() - 2 * pad - icon - told - cap
        left = float(pad)
        if self._kind != "main" and spare > 0:
            left += spare / 2
        if self._icon:
            name_ink = QColor(ink)
            icons.paint(painter, self._icon, name_ink, left, (self.height() - 18) / 2, 18)
            left += icon
        room = QRectF(left, 0, self.width() - left - cap - pad + 1, self.height())
        paint.words(
            painter,
            room,
            say(self._words),
            colour=ink,
            size=self._font_size(),
            weight=fonts.SEMIBOLD,
        )
        if self._key:
            width = paint.cap_width(self._key)
            right = self.width() - pad if self._kind == "main" else left + told + cap
            at = QPointF(right - width, (self.height() - paint.CAP_HEIGHT) / 2)
            solid = self._kind == "main" and self.isEnabled()
            paint.key_cap(painter, at, self._key, on_primary=solid)


class MainButton(Button):
    """The one act that commits the screen."""

    def __init__(
        self,
        words: Words,
        *,
        icon: str = "check",
        key: str = "F12",
        height: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, icon=icon, key=key, kind="main", height=height, parent=parent)


class IconButton(Button):
    """An icon alone; `name` is what a screen reader and the tooltip say."""

    def __init__(self, icon: str, name: Words, *, parent: QWidget | None = None) -> None:
        self._name = name
        super().__init__("", icon=icon, kind="quiet", parent=parent)

    def retranslate(self) -> None:
        told = say(self._name)
        self.setAccessibleName(told)
        self.setToolTip(tip(told))


class LinkButton(Button):
    """Words in the primary colour that open something; no box."""

    def __init__(
        self, words: Words, *, icon: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, icon=icon, key=key, kind="quiet", height=28, parent=parent)

    def _colours(self) -> tuple[str | None, str | None, str]:
        worn = tokens()
        fill = worn.sunken if self.underMouse() and self.isEnabled() else None
        return fill, None, worn.primary_text if self.isEnabled() else worn.text3
