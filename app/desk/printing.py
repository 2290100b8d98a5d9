"""Paper at the desk: printed beside the work, kept when the printer is away, printed again.

A print is no part of an act: it begins after the commit and can neither delay nor undo it.
A desk that is killed at the printer cannot know what came out: the paper is kept as one that is
perhaps printed, and only a person prints that one again.
"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.desk.documents import Document, facts_of, paper_of
from app.desk.lanes import Lane
from app.desk.tables import print_jobs
from app.kit.clock import Clock
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import NewId
from app.ports.printer import Paper, Printer

log = logging.getLogger("gerai.printing")
T = TypeVar("T")
MOST_COPIES = 20  # above it is a slip of the finger
REMEMBERED = 200  # prints; what was sent is forgotten first, what is kept stays
PERHAPS_PRINTED = "perhaps_printed"  # why a paper is kept whose outcome nobody noted
SUBJECT_UNKNOWN = "subject_unknown"  # nothing is kept: this desk does not hold what it is about


class PrintState(StrEnum):
    SENT = "sent"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`path`: where the paper can be read as a file; `reason`: a code, why it was kept."""

    job_id: str
    kind: str
    subject_id: str
    language: str
    copies: int
    state: PrintState
    reason: str
    path: Path | None
    at: int


class PrintsFor(Protocol):
    """What printing needs of a desk."""

    def ask(self, query: Callable[..., T], *args: Any) -> "Future[T]": ...

    def write(self, work: Callable[..., T], *args: Any) -> "Future[T]": ...


class HasPrinting(Protocol):
    @property
    def printing(self) -> "Printing": ...


def print_document(
    desk: HasPrinting,
    kind: Document | str,
    subject_id: str,
    language: str,
    copies: int = 1,
    *,
    pickup_code: str = "",
) -> "Future[PrintJob]":
    """Print one document of what this desk holds. The future never raises for want of a printer."""
    return desk.printing.print(kind, subject_id, language, copies, pickup_code=pickup_code)


class Printing:
    """The print queue of one desk, on a lane of its own."""

    def __init__(
        self, desk: PrintsFor, printer: Printer, folder: Path, clock: Clock, new_id: NewId
    ) -> None:
        self._desk = desk
        self._printer = printer
        self._folder = folder
        self._clock = clock
        self._new_id = new_id
        self._changed: list[Callable[[PrintJob], None]] = []
        self._lane = Lane("print")

    def print(
        self,
        kind: Document | str,
        subject_id: str,
        language: str,
        copies: int = 1,
        *,
        pickup_code: str = "",
    ) -> "Future[PrintJob]":
        """ValueError for a document that is none; Refusal('copies_out_of_range')."""
        document = Document(kind)
        if not 1 <= copies <= MOST_COPIES:
            raise Refusal("copies_out_of_range", copies=copies, most=MOST_COPIES)
        job = PrintJob(
            job_id=self._new_id(),
            kind=document.value,
            subject_id=subject_id,
            language=language,
            copies=copies,
            state=PrintState.KEPT,
            reason=PERHAPS_PRINTED,
            path=None,
            at=self._clock.now(),
        )
        return self._lane.run(self._new, job, document, pickup_code)

    def again(self) -> "Future[PrintJob | None]":
        """Print the last paper once more, as it was; None when nothing was printed yet."""
        return self._lane.run(self._again)

    def retry(self, job_id: str) -> "Future[PrintJob | None]":
        """Print one job, kept or sent, as it was; None when it is not remembered."""
        return self._lane.run(self._retry, job_id)

    def retry_kept(self) -> "Future[list[PrintJob]]":
        """All that waits for the printer, the oldest first; ends at the first that fails again.

        Not what is perhaps printed: `retry` is a person's word for that.
        """
        return self._lane.run(self._retry_kept)

    def jobs(self) -> "Future[list[PrintJob]]":
        """The newest first."""
        return self._desk.ask(jobs_of)

    def use(self, printer: Printer) -> None:
        """From the next paper on."""
        self._printer = printer

    def on_changed(self, callback: Callable[[PrintJob], None]) -> None:
        """Called on the print lane whenever a job was sent or kept: the chip of the screen."""
        self._changed.append(callback)

    def close(self) -> None:
        """Finish what is queued. Call it before the desk is closed."""
        self._lane.close()

    # --- on the lane -------------------------------------------------------------------------

    def _new(self, job: PrintJob, document: Document, pickup_code: str) -> PrintJob:
        facts = self._desk.ask(facts_of, document, job.subject_id, job.language).result()
        if facts is None:
            return self._told(replace(job, reason=SUBJECT_UNKNOWN))
        paper = paper_of(document, facts, now=job.at, pickup_code=pickup_code)
        self._note(keep_job, job, msgspec.json.encode(paper).decode())
        return self._out(job, paper)

    def _again(self) -> PrintJob | None:
        newest = next(iter(self._desk.ask(jobs_of).result()), None)
        return self._retry(newest.job_id) if newest else None

    def _retry(self, job_id: str) -> PrintJob | None:
        found = self._desk.ask(job_of, job_id).result()
        if found is None:
            return None
        job, paper = found
        if job.state is PrintState.KEPT:
            self._note(note_outcome, replace(job, reason=PERHAPS_PRINTED))
        return self._out(job, paper)

    def _retry_kept(self) -> list[PrintJob]:
        kept = [job for job in self._desk.ask(jobs_of).result() if _waits(job)]
        done: list[PrintJob] = []
        for job in reversed(kept):
            tried = self._retry(job.job_id)
            if tried is None:
                continue
            done.append(tried)
            if tried.state is PrintState.KEPT:
                break
        return done

    def _out(self, job: PrintJob, paper: Paper) -> PrintJob:
        try:
            path = self._printer.print(paper, job.copies)
        except Unreachable as away:
            log.warning("print %s is kept: %s", job.job_id, away.why)
            done = self._kept(job, paper, away.why)
        except Exception as error:  # a driver's bug must not take the desk along
            log.exception("print %s is kept", job.job_id)
            done = self._kept(job, paper, f"printer_failed: {type(error).__name__}")
        else:
            self._file_of(job, paper).unlink(missing_ok=True)
            done = replace(job, state=PrintState.SENT, reason="", path=path)
        self._note(note_outcome, done)
        return self._told(done)

    def _kept(self, job: PrintJob, paper: Paper, why: str) -> PrintJob:
        """As a file too: a person can read it, or print it some other way."""
        path = self._file_of(job, paper)
        try:
            write_privately(path, paper.text().encode())
        except OSError:
            log.exception("print %s could not be kept as a file", job.job_id)
            return replace(job, state=PrintState.KEPT, reason=why, path=None)
        return replace(job, state=PrintState.KEPT, reason=why, path=path)

    def _file_of(self, job: PrintJob, paper: Paper) -> Path:
        return self._folder / f"{paper.name}-{job.job_id[-8:]}.txt"

    def _note(self, work: Callable[..., None], *args: Any) -> None:
        """The record serves people; a full disk must not keep the paper from being printed."""
        try:
            self._desk.write(work, *args).result()
        except sa.exc.DBAPIError:
            log.exception("a print could not be recorded")

    def _told(self, job: PrintJob) -> PrintJob:
        for callback in self._changed:
            callback(job)
        return job


# --- rows --------------------------------------------------------------------------------------

_columns = [
    print_jobs.c[name if name != "job_id" else "id"] for name in PrintJob.__dataclass_fields__
]
_jobs = sa.select(*_columns).order_by(print_jobs.c.at.desc(), print_jobs.c.id.desc())
_job = sa.select(*_columns, print_jobs.c.paper).where(print_jobs.c.id == sa.bindparam("job"))
_old = sa.select(print_jobs.c.id).order_by(print_jobs.c.at.desc(), print_jobs.c.id.desc())
_forget = print_jobs.delete().where(
    print_jobs.c.state == PrintState.SENT.value,
    print_jobs.c.id.in_(_old.offset(REMEMBERED).limit(REMEMBERED)),
)
_outcome = (
    print_jobs.update()
    .where(print_jobs.c.id == sa.bindparam("job"))
    .values(
        state=sa.bindparam("now_state"),
        reason=sa.bindparam("now_reason"),
        path=sa.bindparam("now_path"),
    )
)


def jobs_of(db: Connection) -> list[PrintJob]:
    return [_read(row) for row in db.execute(_jobs)]


def job_of(db: Connection, job_id: str) -> tuple[PrintJob, Paper] | None:
    row = db.execute(_job, {"job": job_id}).first()
    if row is None or not row.paper:  # of somebody who was erased since nothing is left
        return None
    return _read(row[:-1]), msgspec.json.decode(row.paper, type=Paper)


def keep_job(db: Connection, job: PrintJob, paper: str) -> None:
    db.execute(_forget)
    db.execute(
        print_jobs.insert(),
        {
            "id": job.job_id,
            "kind": job.kind,
            "subject_id": job.subject_id,
            "language": job.language,
            "copies": job.copies,
            "state": job.state.value,
            "reason": job.reason,
            "path": "",
            "at": job.at,
            "paper": paper,
        },
    )


def note_outcome(db: Connection, job: PrintJob) -> None:
    told = {"now_state": job.state.value, "now_reason": job.reason}
    db.execute(_outcome, {"job": job.job_id, "now_path": str(job.path or ""), **told})


def _waits(job: PrintJob) -> bool:
    return job.state is PrintState.KEPT and job.reason != PERHAPS_PRINTED


def _read(row: Any) -> PrintJob:
    told = dict(zip(PrintJob.__dataclass_fields__, row, strict=True))
    told["state"] = PrintState(told["state"])
    told["path"] = Path(told["path"]) if told["path"] else None
    return PrintJob(**told)


def write_privately(path: Path, content: bytes) -> None:
    """Whole or not at all, and for this user alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    os.replace(fresh, path)
