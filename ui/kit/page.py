"""What does the shell expect of a screen: a title, actions, scans, changes, one entry box."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.changes import ChangeSet
from app.kit.commands import Command
from ui.kit import refusals
from ui.kit.actions import ActionSet
from ui.kit.approval import ApprovalBar
from ui.kit.backend import Backend, SyncStatus
from ui.kit.dress import Dressed, Words
from ui.kit.entry import EntryBox
from ui.kit.strip import Strip
from ui.kit.theme import Status


class Page(Dressed, QWidget):
    """Base of every screen. Build into `body`; set `entry_box` and `acts`; end with `put_on()`."""

    titled = Signal()  # title or subtitle changed
    wanted = Signal(str, object)  # page id, what to show there
    sounded = Signal(str)  # "ok" for a taken scan, "bad" for one that was not

    def __init__(self, backend: Backend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backend = backend
        self.entry_box: EntryBox | None = None
        self.acts: ActionSet | None = None
        backend.status.connect(self._link_changed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        self.strip = Strip()
        outer.addWidget(self.strip)
        self.approval = ApprovalBar(backend)
        outer.addWidget(self.approval)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        outer.addLayout(self.body, 1)

    def title(self) -> str:
        raise NotImplementedError

    def subtitle(self) -> str:
        return ""

    def actions_here(self) -> ActionSet | None:
        return self.acts

    def run(
        self,
        command: Command,
        then: Callable[[dict[str, Any]], None] | None = None,
        refused: Callable[[str, Mapping[str, Any]], None] | None = None,
    ) -> None:
        """As `backend.run`; what is over a limit asks a second person, then runs again."""
        self.backend.run(
            command, then, partial(self._refused_run, command, then, refused), owner=self
        )

    def _refused_run(
        self,
        command: Command,
        then: Callable[[dict[str, Any]], None] | None,
        refused: Callable[[str, Mapping[str, Any]], None] | None,
        code: str,
        facts: Mapping[str, Any],
    ) -> None:
        if code == "needs_approval" and hasattr(command, "approval"):
            self.approval.ask(facts, command, then, refused)
        elif refused is not None:
            refused(code, facts)
        else:
            self.backend.refused.emit(code, facts)

    def on_scan(self, code: str) -> None:
        """A scan is routed by meaning; unless a screen knows better it is typed text with Enter."""
        if self.entry_box is not None:
            self.entry_box.submitted.emit(code)

    def on_changed(self, changes: ChangeSet) -> None:
        """Refresh what `changes` touches; called on the UI thread, also for one's own acts."""

    def on_linked(self, status: SyncStatus) -> None:
        """How the link to the server stands: when the screen comes to the front, and whenever that
        changes as long as it is seen."""

    def on_shown(self) -> None:
        """The screen came to the front, or another person signed in."""

    def open(self, what: object) -> None:
        """Show one thing: another screen or a search asked for it."""

    def on_escape(self) -> bool:
        """Close what is open inside the screen. True when something was closed."""
        return False

    def on_handed_off(self) -> None:
        """Another person is about to take the desk: park what is open under its owner."""

    def commit(self) -> None:
        """F12: confirm, hand over, refund, post."""

    def on_refused(self, code: str, facts: Mapping[str, object]) -> None:
        self.strip.tell(lambda: refusals.told(code, facts), status=Status.BAD)

    def focus_entry(self) -> None:
        if self.entry_box is not None:
            self.entry_box.setFocus()

    def _link_changed(self, status: SyncStatus) -> None:
        if self.isVisible():
            self.on_linked(status)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.on_linked(self.backend.sync_status())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.on_escape():
                self.focus_entry()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        if self.acts is not None:
            self.acts.retranslate()
        self.titled.emit()


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the rail; `permission` hides it from roles that have no use for it."""

    id: str
    words: Words
    icon: str
    factory: Callable[[Backend], Page]
    permission: str = ""
    at_bottom: bool = False
    in_rail: bool = True  # False: other screens lead to it
