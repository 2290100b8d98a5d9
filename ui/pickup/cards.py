"""What has to be done next: one column of cards, most urgent first, painted by one delegate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit import SEMIBOLD, Dressed, IconLabel, Size, Status, Words, fonts, paint, say, tokens
from ui.kit.text import text_label
from ui.kit.thinbar import thin

CARD, BAR, GAP = 66, 10, 8
FACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Face:
    """One card, pre-formatted; `done` 0…1 draws the progress bar, below 0 there is none."""

    id: str
    name: str
    meta: str
    status: Status
    chip: str
    right: str = ""
    right_short: str = ""  # when the card is narrow
    done: float = -1.0

    def told(self) -> str:
        return ", ".join(filter(None, (self.name, self.meta, self.chip, self.right)))


class FaceModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.faces: list[Face] = []

    def show_faces(self, faces: Sequence[Face]) -> None:
        """Equal ids in equal places change in place; anything else is a new list."""
        if [face.id for face in faces] == [face.id for face in self.faces]:
            self.faces = list(faces)
            if faces:
                self.dataChanged.emit(self.index(0), self.index(len(faces) - 1))
            return
        self.beginResetModel()
        self.faces = list(faces)
        self.endResetModel()

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008
    ) -> int:
        return 0 if parent.isValid() else len(self.faces)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        face = self.faces[index.row()]
        if role == FACE:
            return face
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return face.told()
        return None


class FaceDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen = ""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        face: Face = index.data(FACE)
        return QSize(120, CARD + GAP + (BAR if face.done >= 0 else 0))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        face: Face = index.data(FACE)
        worn = tokens()
        on = face.id == self.chosen
        area = QRectF(option.rect).adjusted(0, 0, 0, -GAP)
        painter.save()
        fill, edge = (worn.primary_soft, worn.primary) if on else (worn.surface, worn.border)
        paint.box(painter, area, radius=8, fill=fill, edge=edge, width=2 if on else 1)
        inner = area.adjusted(12, 12, -12, 0)
        chip = paint.chip_width(face.chip)
        paint.chip(
            painter,
            QPointF(inner.right() - chip, inner.y()),
            face.status,
            face.chip,
            icon="octagon-x" if face.status is Status.BAD else "clock",
            on_selection=on,
        )
        name = QRectF(inner.x(), inner.y(), inner.width() - chip - 8, 22)
        paint.words(painter, name, face.name, colour=worn.text, size=Size.STRONG, weight=SEMIBOLD)
        room = QRectF(inner.x(), inner.y() + 24, inner.width(), 18)
        taken = 0.0
        if face.right:
            taken = 6 + paint.words(
                painter,
                room,
                _fitting(face, room.width()),
                colour=worn.text,
                size=Size.SECONDARY,
                weight=SEMIBOLD,
                align=Qt.AlignmentFlag.AlignRight,
            )
        paint.words(
            painter,
            room.adjusted(0, 0, -taken, 0),
            face.meta,
            colour=worn.text2,
            size=Size.SECONDARY,
        )
        if face.done >= 0:
            bar = QRectF(inner.x(), area.bottom() - 18, inner.width(), 6)
            paint.box(painter, bar, radius=3, fill=worn.grid)
            if face.done > 0:
                bar.setWidth(max(6.0, bar.width() * face.done))
                paint.box(painter, bar, radius=3, fill=worn.primary)
        painter.restore()


class CardColumn(Dressed, QWidget):
    """Heading with icon and count over its cards. Chosen by id, so that news do not move it."""

    chosen = Signal(str)

    def __init__(self, icon: str, title: Words, empty: Words) -> None:
        super().__init__()
        self._title, self._empty = title, empty
        self.list = QListView()
        self.model = FaceModel(self.list)
        self.delegate = FaceDelegate(self.list)
        self.count = text_label("0", size=Size.STRONG, ink="text2")
        self.nothing = text_label(empty, ink="text2", wrap=True)
        self._set_up()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(icon, size=18))
        head.addWidget(text_label(title, size=Size.STRONG, weight=SEMIBOLD))
        head.addWidget(self.count)
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.nothing)
        whole.addWidget(self.list, 1)
        self.put_on()

    def _set_up(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the entry box's arrows walk the cards
        self.list.viewport().setAutoFillBackground(False)
        thin(self.list)
        self.list.clicked.connect(self._clicked)

    def ids(self) -> list[str]:
        return [face.id for face in self.model.faces]

    def show_faces(self, faces: Sequence[Face]) -> None:
        self.model.show_faces(faces)
        self.count.say(str(len(faces)))
        self.nothing.setVisible(not faces)
        self.list.setVisible(bool(faces))

    def mark(self, parcel_id: str) -> None:
        if parcel_id == self.delegate.chosen:
            return
        self.delegate.chosen = parcel_id
        self.list.viewport().update()
        if parcel_id in self.ids():
            self.list.scrollTo(self.model.index(self.ids().index(parcel_id)))

    def retranslate(self) -> None:
        self.list.setAccessibleName(say(self._title))

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.faces[index.row()].id)


def _fitting(face: Face, room: float) -> str:
    """The count of items matters more than the word before the bin."""
    plain = QFontMetricsF(fonts.font(Size.SECONDARY)).horizontalAdvance(face.meta)
    bold = QFontMetricsF(fonts.font(Size.SECONDARY, SEMIBOLD)).horizontalAdvance(face.right)
    return face.right if plain + bold + 6 <= room else face.right_short or face.right
