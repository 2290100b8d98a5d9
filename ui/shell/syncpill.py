"""Is what I see fresh, and is what I did sent: the sync pill of the top bar."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit import formats, paint
from ui.kit.backend import Backend, SyncStatus
from ui.kit.dress import Dressed
from ui.kit.theme import Status

NEEDS_YOU = "cloud-alert"
LOOK_MS = 1_000  # the age of the last word from the server counts seconds


@dataclass(frozen=True, slots=True)
class Told:
    status: Status
    icon: str
    words: str


class SyncPill(Dressed, QAbstractButton):
    """Colour, icon and words; a click opens what needs the person, else how the link stands."""

    def __init__(self, backend: Backend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self.setFixedHeight(paint.CHIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._told = Told(Status.IDLE, "cloud", "")
        backend.status.connect(self._show)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.put_on()

    def look(self) -> None:
        if self.isVisible():
            self._show(self._backend.sync_status())

    def text(self) -> str:
        return self._told.words

    @property
    def needs_you(self) -> bool:
        return self._told.icon == NEEDS_YOU

    def retranslate(self) -> None:
        self._show(self._backend.sync_status())

    def _show(self, status: SyncStatus) -> None:
        told = self._worded(status)
        if told != self._told:
            self._told = told
            self.setAccessibleName(self.tr("Sync: {state}").format(state=told.words))
            self.updateGeometry()
            self.update()

    def _worded(self, status: SyncStatus) -> Told:
        if status.state == "read_only":
            return Told(Status.BAD, "lock", self.tr("Read only"))
        if status.state == "offline":  # first: the bell still counts what needs a person
            words = self.tr("Offline {time}").format(time=formats.clock(status.since))
            if status.queued:
                words += " · " + self.tr("{n} queued").format(n=status.queued)
            if status.little_room:
                words += " · " + self.tr("disk nearly full")
            return Told(Status.WARN, "cloud-off", words)
        if status.need_you:
            return Told(Status.BAD, NEEDS_YOU, self.tr("%n need(s) you", "", status.need_you))
        if status.little_room:
            return Told(Status.WARN, "database", self.tr("Disk nearly full"))
        if status.clock_off_s:
            off = formats.age(abs(status.clock_off_s))
            return Told(Status.WARN, "clock", self.tr("Clock {age} off").format(age=off))
        if status.state == "syncing":
            words = self.tr("Syncing {n}").format(n=formats.qty(status.queued))
            return Told(Status.INFO, "refresh-cw", words)
        words = self.tr("Online")
        if status.age_s is not None:
            words += " · " + formats.age(status.age_s)
        return Told(Status.IDLE, "cloud", words)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.chip_width(self._told.words) + 0.5), paint.CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        told = self._told
        paint.chip(
            painter,
            QRectF(self.rect()).topLeft(),
            told.status,
            told.words,
            icon=told.icon,
            room=self.width(),
        )
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), 11)
