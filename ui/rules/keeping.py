"""A draft's edits are kept within half a second: one save at a time, the last one not forgotten."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.routing.rules import commands
from app.routing.rules.stored import StoredSet
from ui.kit import Page
from ui.rules.working import Working

SAVE_MS = 400  # ux.md 2.3


class Keeper(QObject):
    kept = Signal()
    lost = Signal()  # refused: what the database has is to be shown again

    def __init__(self, page: Page, now: Callable[[], int]) -> None:
        super().__init__(page)
        self._page, self._now = page, now
        self._working: Working | None = None
        self._shown: StoredSet | None = None
        self._saving = False
        self._saved: int | None = None
        self._then: Callable[[], None] | None = None  # what waits for the last edit to be saved
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(SAVE_MS)
        self._due.timeout.connect(self.save)

    @property
    def saved(self) -> int | None:
        """When all of it was saved; None while some is not."""
        dirty = self._working is not None and self._working.dirty
        return None if dirty or self._saving else self._saved

    def follow(self, working: Working, shown: StoredSet) -> None:
        """`shown`: the set as it is stored, whose name and note stay."""
        if working is not self._working:
            self._saved = shown.edited_at or shown.drafted_at
        self._working, self._shown = working, shown

    def soon(self) -> None:
        self._due.start()

    def forget(self) -> None:
        self._due.stop()
        self._working = self._shown = None

    def once_saved(self, then: Callable[[], None]) -> None:
        if self._working is not None and (self._working.dirty or self._saving):
            self._then = then
            self.save()
        else:
            then()

    def save(self) -> None:
        """One edit at a time is on its way; what was changed meanwhile follows it."""
        self._due.stop()
        work, shown = self._working, self._shown
        if work is None or shown is None or not work.dirty or self._saving:
            return
        work.dirty, self._saving = False, True
        self._page.run(
            commands.EditRules(
                set_id=work.set_id,
                revision=work.revision,
                rules=work.rules,
                name=shown.name,
                note=shown.note,
            ),
            then=lambda told: self._was_kept(work, told),
            refused=self._was_not,
        )

    def _was_kept(self, work: Working, told: dict[str, Any]) -> None:
        work.revision = int(told["revision"])
        self._saving, self._saved = False, self._now()
        if work.dirty:
            self.save()
        elif self._then is not None:
            then, self._then = self._then, None
            then()
        self.kept.emit()

    def _was_not(self, code: str, facts: Any) -> None:
        self._saving, self._then = False, None
        self.forget()
        self._page.on_refused(code, facts)
        self.lost.emit()
