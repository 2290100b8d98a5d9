"""Did it come out on paper: the print chip of the top bar, there while it has something to say."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.desk.printing import PERHAPS_PRINTED, SUBJECT_UNKNOWN, PrintJob, PrintState
from app.ports.printer import NO_PRINTER
from ui.kit import paint
from ui.kit.backend import Backend, Pending
from ui.kit.text import tip
from ui.kit.theme import Status
from ui.shell.pill import SILENT, Pill, Told

STAYS_MS = 4_000  # as long as a glance back from the printer may take


class Papers(Protocol):
    """What app.desk.Printing offers to the chip."""

    def jobs(self) -> Pending[list[PrintJob]]: ...

    def retry(self, job_id: str) -> Pending[PrintJob | None]: ...

    def retry_kept(self) -> Pending[list[PrintJob]]: ...

    def on_changed(self, callback: Callable[[PrintJob], None]) -> object: ...


class PrintChip(Pill):
    """Pressed, what waits is printed again; else the oldest that is perhaps printed, one a press.

    It asks once, when somebody signs in, what earlier days left; then it follows the printer.
    """

    def __init__(self, backend: Backend, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._papers = papers
        self._jobs: dict[str, PrintJob] = {}  # by id; last what was heard of last
        self._knows_earlier = False
        self._trying = False
        self._brief = False
        self._printed = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._printed.timeout.connect(self.retranslate)
        self.clicked.connect(self._press)
        backend.follow(papers.on_changed, self._heard)
        backend.session_changed.connect(self._ask)
        self.put_on()

    def drawn(self) -> str:
        if not self._brief:
            return self.text()
        if self._printed.isActive():
            return ""
        waiting, perhaps = self._sorted_out()
        numbers = [str(len(waiting))] * bool(waiting) + [f"{len(perhaps)}?"] * bool(perhaps)
        return " · ".join(numbers)

    def be_brief(self, brief: bool) -> None:
        """Icon and numbers alone, where the words have no room."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def wide(self) -> int:
        """With its words."""
        return round(paint.chip_width(self.text()) + 0.5)

    # ------------------------------------------------------------------ what is kept

    def _ask(self) -> None:
        self._backend.session_changed.disconnect(self._ask)
        self._backend.when(self._papers.jobs(), self._found)

    def _found(self, jobs: Sequence[PrintJob]) -> None:
        """What was heard meanwhile is newer."""
        known = {job.job_id: job for job in reversed(jobs)} | self._jobs
        self._jobs = {job_id: job for job_id, job in known.items() if job.state == PrintState.KEPT}
        self._knows_earlier = True
        self.retranslate()

    def _heard(self, job: PrintJob) -> None:
        if job.reason == SUBJECT_UNKNOWN:
            return  # there was no paper to keep
        kept = job.state == PrintState.KEPT
        self._jobs.pop(job.job_id, None)
        if kept or not self._knows_earlier:
            self._jobs[job.job_id] = job
        if kept:
            self._printed.stop()
        else:
            self._printed.start()
        self.retranslate()

    def _sorted_out(self) -> tuple[list[PrintJob], list[PrintJob]]:
        """What waits for the printer, and what is perhaps printed."""
        kept = [job for job in self._jobs.values() if job.state == PrintState.KEPT]
        return (
            [job for job in kept if job.reason != PERHAPS_PRINTED],
            [job for job in kept if job.reason == PERHAPS_PRINTED],
        )

    # ------------------------------------------------------------------ once more

    def _press(self) -> None:
        """A second click of the same hand must not print the next one too."""
        if self._trying or self._printed.isActive():
            return
        waiting, perhaps = self._sorted_out()
        pending: Pending[object]
        if waiting:
            tried, pending = waiting, self._papers.retry_kept()
        elif perhaps:
            oldest = min(perhaps, key=_age)
            tried, pending = [oldest], self._papers.retry(oldest.job_id)
        else:
            return
        self._trying = True
        self._backend.when(pending, partial(self._tried, tried), self._broke, owner=self)

    def _tried(self, tried: Sequence[PrintJob], answer: object) -> None:
        self._trying = False
        if not answer:  # the queue knows nothing of them: a full disk took no note
            for job in tried:
                self._jobs.pop(job.job_id, None)
            self.retranslate()

    def _broke(self, trouble: BaseException) -> None:
        self._trying = False
        raise trouble

    # ------------------------------------------------------------------ in words

    def retranslate(self) -> None:
        self._told = self._worded()
        words, deed = self.text(), self._deed()
        self.setAccessibleName(self.tr("Printing: {state}").format(state=words))
        self.setAccessibleDescription(deed)
        self.setToolTip(tip("\n".join(part for part in (words, deed) if part)))
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def _worded(self) -> Told:
        if self._printed.isActive():
            return Told(Status.OK, "printer-check", self.tr("Printed"))
        waiting, perhaps = self._sorted_out()
        unsure = self.tr("%n perhaps printed", "", len(perhaps)) if perhaps else ""
        if not waiting:
            return Told(Status.WARN, "printer", unsure) if perhaps else SILENT
        none_here = waiting[-1].reason == NO_PRINTER
        if none_here:
            words = self.tr("No printer, %n kept as file(s)", "", len(waiting))
        else:
            words = self.tr("Printer away, %n kept", "", len(waiting))
        calm = none_here and not perhaps
        told = " · ".join(part for part in (words, unsure) if part)
        return Told(Status.IDLE if calm else Status.WARN, "printer", told)

    def _deed(self) -> str:
        """What pressing does, and where the newest can be read meanwhile."""
        waiting, perhaps = self._sorted_out()
        if self._printed.isActive() or not (waiting or perhaps):
            return ""
        filed = [job for job in waiting + perhaps if job.path is not None]
        if not filed:
            if waiting:
                return self.tr("Press to print again what is kept.")
            return self.tr("Press to print the oldest once more.")
        if waiting:
            told = self.tr("Press to print again what is kept; the newest is in {path}.")
        else:
            told = self.tr("Press to print the oldest once more; the newest is in {path}.")
        return told.format(path=max(filed, key=_age).path)


def _age(job: PrintJob) -> tuple[int, str]:
    return job.at, job.job_id
