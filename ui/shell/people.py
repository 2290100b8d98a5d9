"""Who may sign in here: the list of people known to this computer, chosen by arrows or a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, formats, paint
from ui.kit.chip import initials
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.roles import role_words
from ui.kit.theme import Status, tokens

GAP = 8


@dataclass(frozen=True, slots=True)
class KnownUser:
    """`last` µs UTC of the last sign-in here; `needs_server` when there never was one."""

    id: str
    name: str
    role: str
    staff_number: str = ""
    badge: str = ""
    last: int | None = None
    needs_server: bool = False


class PeopleList(Dressed, QWidget):
    """Rows of people; `chosen` tells the user id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: list[KnownUser] = []
        self._most = 4  # more are found by typing the name
        self._row_height = 60
        self._user_id = ""
        self._locked_at: tuple[str, int] | None = None
        self._now = 0
        self._offline = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()

    @property
    def user_id(self) -> str:
        return self._user_id

    def person(self) -> KnownUser | None:
        return next((p for p in self._people if p.id == self._user_id), None)

    def show_people(
        self,
        people: Sequence[KnownUser],
        *,
        now: int,
        offline: bool,
        locked: tuple[str, int] | None = None,
    ) -> None:
        """`locked` is (user id, µs UTC) of the person whose work lies under the lock."""
        self._known = list(people)
        self._now, self._offline, self._locked_at = now, offline, locked
        if self.person() is None:
            self._user_id = ""
        self.retranslate()
        self.updateGeometry()
        self.update()

    @property
    def _people(self) -> list[KnownUser]:
        """Those in sight; the chosen one is among them."""
        shown = self._known[: self._most]
        chosen = next((p for p in self._known if p.id == self._user_id), None)
        return shown if chosen is None or chosen in shown else [chosen, *shown[:-1]]

    def set_small(self, small: bool) -> None:
        """Three lower rows for a screen of 720 lines."""
        self._most, self._row_height = (3, 52) if small else (4, 60)
        self.updateGeometry()
        self.update()

    def choose(self, user_id: str) -> None:
        """Set without telling."""
        self._user_id = user_id
        self.retranslate()
        self.update()

    def step(self, by: int) -> None:
        open_ones = [p.id for p in self._people if not self._closed(p)]
        if open_ones:
            known = self._user_id in open_ones
            at = open_ones.index(self._user_id) + by if known else 0
            self._take(open_ones[max(0, min(len(open_ones) - 1, at))])

    def _closed(self, person: KnownUser) -> bool:
        return person.needs_server and self._offline

    def _take(self, user_id: str) -> None:
        self.choose(user_id)
        self.chosen.emit(user_id)

    def retranslate(self) -> None:
        person = self.person()
        told = self.tr("Recent people")
        self.setAccessibleName(f"{told}: {person.name}" if person else told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y() // (self._row_height + GAP))
        if 0 <= at < len(self._people) and not self._closed(self._people[at]):
            self._take(self._people[at].id)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(440, max(0, len(self._people) * (self._row_height + GAP) - GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tall = self._row_height
        for at, person in enumerate(self._people):
            self._row(painter, person, QRectF(0, at * (tall + GAP), self.width(), tall))

    def _row(self, painter: QPainter, person: KnownUser, cell: QRectF) -> None:
        worn = tokens()
        on, closed = person.id == self._user_id, self._closed(person)
        fill = worn.primary_soft if on else worn.surface
        edge = worn.primary if on else worn.border
        paint.box(painter, cell, radius=8, fill=fill, edge=edge, width=2 if on else 1)
        middle = cell.center().y()
        disc = QRectF(cell.x() + 13, middle - 18, 36, 36)
        painter.setPen(Qt.PenStyle.NoPen)
        idle = worn.of(Status.IDLE)
        painter.setBrush(QColor(idle.bg if closed else worn.surface if on else worn.primary_soft))
        painter.drawEllipse(disc)
        paint.words(
            painter,
            disc,
            initials(person.name),
            colour=worn.text3 if closed else worn.primary_text,
            size=Size.SECONDARY,
            weight=fonts.BOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        taken = self._right(painter, person, cell, on)
        room = cell.width() - 61 - 13 - taken - 8
        ink = worn.text2 if closed else worn.text
        name = QRectF(cell.x() + 61, middle - 18, room, 20)
        paint.words(painter, name, person.name, colour=ink, size=Size.STRONG, weight=fonts.SEMIBOLD)
        under = QRectF(cell.x() + 61, middle + 1, room, 17)
        why_not = self.tr("Needs the server: never signed in here")
        told = why_not if closed else role_words(person.role)
        paint.words(painter, under, told, colour=worn.text2, size=Size.SECONDARY)

    def _right(self, painter: QPainter, person: KnownUser, cell: QRectF, on: bool) -> float:
        """What stands at the right end; returns its width."""
        middle = cell.center().y()
        chip_top = middle - paint.CHIP_HEIGHT / 2
        if self._locked_at is not None and self._locked_at[0] == person.id:
            told = self.tr("locked {time}").format(time=formats.clock(self._locked_at[1]))
            at = QPointF(cell.right() - 13 - paint.chip_width(told), chip_top)
            return paint.chip(painter, at, Status.INFO, told, icon="lock", on_selection=on)
        if self._closed(person):
            told = self.tr("offline")
            at = QPointF(cell.right() - 13 - paint.chip_width(told), chip_top)
            return paint.chip(painter, at, Status.IDLE, told, icon="cloud-off")
        if person.last is None:
            return 0
        paint.words(
            painter,
            QRectF(cell.right() - 173, middle - 9, 160, 18),
            formats.moment(person.last, self._now),
            colour=tokens().text2,
            size=Size.SECONDARY,
            align=Qt.AlignmentFlag.AlignRight,
        )
        return 90
