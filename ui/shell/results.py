"""How are found rows shown and chosen: groups under headings, painted, moved through by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.strip import announce
from ui.kit.theme import tokens
from ui.shell.hits import Group, Hit

ROW, HEAD = 44, 28


class ResultList(Dressed, QWidget):
    """The focus stays in the box above; `chosen` tells the row, `opened` a click on it."""

    chosen = Signal(object)  # Hit | None
    opened = Signal(object)  # Hit
    shown_area = Signal(int, int)  # top and height of the chosen row: keep it in sight

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()
        self._hits: list[Hit] = []
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put_on()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Found"))

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits

    @property
    def groups(self) -> Sequence[Group]:
        return self._groups

    @property
    def hit(self) -> Hit | None:
        return self._hits[self._at] if self._hits else None

    def show_groups(self, groups: Sequence[Group]) -> None:
        """The first row is chosen: the next Enter opens what fits best."""
        self._groups = groups
        self._hits = [hit for group in groups for hit in group.hits]
        self._at = 0
        self.setFixedHeight(len(groups) * HEAD + len(self._hits) * ROW)
        self._told()

    def step(self, by: int) -> None:
        if self._hits:
            self._at = max(0, min(len(self._hits) - 1, self._at + by))
            self._told()

    def _told(self) -> None:
        self.update()
        hit = self.hit
        self.chosen.emit(hit)
        if hit is not None:
            area = next(area for _, found, area in self._places() if found is hit)
            self.shown_area.emit(int(area.y()), int(area.height()))
            announce(self, ", ".join(filter(None, (hit.title, hit.detail, hit.right))))

    def sizeHint(self) -> QSize:
        return QSize(560, self.height())

    def _places(self) -> list[tuple[str, Hit | None, QRectF]]:
        """Headings and rows from the top: (heading, row, area)."""
        made: list[tuple[str, Hit | None, QRectF]] = []
        top = 0
        for group in self._groups:
            made.append((group.words, None, QRectF(0, top, self.width(), HEAD)))
            top += HEAD
            for hit in group.hits:
                made.append(("", hit, QRectF(0, top, self.width(), ROW)))
                top += ROW
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for _, hit, area in self._places():
            if hit is not None and area.contains(event.position()):
                self._at = self._hits.index(hit)
                self._told()
                self.opened.emit(hit)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for heading, hit, area in self._places():
            if hit is None:
                paint.words(
                    painter,
                    area.adjusted(10, 4, -10, 0),
                    heading,
                    colour=tokens().text2,
                    size=Size.SECONDARY,
                    weight=fonts.SEMIBOLD,
                )
            else:
                self._row(painter, hit, area)

    def _row(self, painter: QPainter, hit: Hit, area: QRectF) -> None:
        worn = tokens()
        on = hit is self.hit
        if on:
            paint.box(painter, area.adjusted(0, 1, 0, -1), radius=8, fill=worn.sel)
        middle = area.center().y()
        ink = worn.sel_text if on else worn.text
        icons.paint(painter, hit.icon, worn.text2, area.x() + 12, middle - 9, 18)
        taken = self._right(painter, hit, area, on)
        room = QRectF(area.x() + 42, area.y(), area.width() - 42 - taken - 20, area.height())
        if not hit.detail:
            paint.words(painter, room, hit.title, colour=ink, weight=fonts.SEMIBOLD)
            return
        top = QRectF(room.x(), middle - 19, room.width(), 20)
        under = QRectF(room.x(), middle + 1, room.width(), 16)
        paint.words(painter, top, hit.title, colour=ink, weight=fonts.SEMIBOLD)
        paint.words(painter, under, hit.detail, colour=worn.text2, size=Size.SECONDARY)

    def _right(self, painter: QPainter, hit: Hit, area: QRectF, on: bool) -> float:
        """What stands at the right end; returns its width."""
        worn = tokens()
        middle = area.center().y()
        right = Qt.AlignmentFlag.AlignRight
        end = area.right() - 12
        if hit.key:
            at = QPointF(end - paint.cap_width(hit.key), middle - paint.CAP_HEIGHT / 2)
            return paint.key_cap(painter, at, hit.key)
        half = area.width() / 2
        if hit.right_detail:
            top = QRectF(end - half, middle - 19, half, 20)
            under = QRectF(end - half, middle + 1, half, 16)
            wide = paint.words(painter, top, hit.right, colour=worn.text, align=right)
            more = paint.words(
                painter,
                under,
                hit.right_detail,
                colour=worn.text2,
                size=Size.SECONDARY,
                align=right,
            )
            return max(wide, more)
        whole = QRectF(end - half, area.y(), half, area.height())
        wide = paint.words(
            painter, whole, hit.right, colour=worn.text2, size=Size.SECONDARY, align=right
        )
        if hit.chip is not None:
            status, told, icon = hit.chip
            shown = icon or None
            long = paint.chip_width(told)
            at = QPointF(end - max(wide, 56) - 12 - long, middle - paint.CHIP_HEIGHT / 2)
            paint.chip(painter, at, status, told, icon=shown, on_selection=on)
            return max(wide, 56) + 12 + long
        return wide
