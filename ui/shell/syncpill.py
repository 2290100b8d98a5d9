"""Is what I see fresh, and is what I did sent: the sync pill of the top bar."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.kit import formats
from ui.kit.backend import Backend, SyncStatus
from ui.kit.theme import Status
from ui.shell.pill import Pill, Told

NEEDS_YOU = "cloud-alert"
LOOK_MS = 1_000  # the age of the last word from the server counts seconds


class SyncPill(Pill):
    """A click opens what needs the person, else how the link stands."""

    def __init__(self, backend: Backend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        backend.status.connect(self._show)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.put_on()

    def look(self) -> None:
        if self.isVisible():
            self._show(self._backend.sync_status())

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
