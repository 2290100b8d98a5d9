"""From a draft to the rules that are live and back, one act a step."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.kit.commands import Command
from app.routing.rules import commands
from app.routing.rules.states import Standing
from app.routing.rules.stored import StoredSet
from ui.kit import Page, Status
from ui.kit.dress import Words
from ui.rules.working import Working

TOLD_MS = 8_000
BEFORE_LIVE = (Standing.SCHEDULED, Standing.CANARY, Standing.SHADOW)


class Road(QObject):
    """Acts for a page. `moved` when a version is another than before."""

    moved = Signal()
    chosen = Signal(str)  # the set that is to be shown from now on; "" = what is being worked at
    planned = Signal(object)  # StoredSet: somebody says when it begins

    def __init__(self, page: Page, new_id: Callable[[], str]) -> None:
        super().__init__(page)
        self._page, self._new_id = page, new_id

    def draft(self, based_on: str | None = None) -> None:
        set_id = self._new_id()
        self.chosen.emit(set_id)
        command = commands.DraftRules(set_id=set_id, based_on=based_on)
        self._page.run(command, then=lambda _told: self.moved.emit())

    def submit(self, work: Working) -> None:
        self._act(
            commands.SubmitRules(set_id=work.set_id, revision=work.revision),
            lambda _told: self.tr("A second person can look at it now."),
        )

    def step(self, shown: StoredSet) -> None:
        """What comes after a draft."""
        if shown.standing is Standing.REVIEW:
            self._act(
                commands.ApproveRules(set_id=shown.id),
                lambda told: self.tr("v{n} is approved. F12 schedules it.").format(
                    n=told["version"]
                ),
            )
        elif shown.standing is Standing.APPROVED:
            self.planned.emit(shown)
        else:
            self.draft(based_on=shown.id)

    def schedule(self, command: Command) -> None:
        self._act(command, lambda told: self.tr("v{n} is scheduled.").format(n=told["version"]))

    def step_back(self, shown: StoredSet) -> None:
        if shown.standing is Standing.REVIEW:
            back = commands.SendBackRules(set_id=shown.id)
            self._act(back, lambda _told: self.tr("It is a draft again."))
        elif shown.standing in (Standing.DRAFT, Standing.APPROVED):
            self._page.strip.tell(
                lambda: self.tr("Discard this version? It cannot be brought back."),
                status=Status.WARN,
                action=lambda: self.tr("Discard it"),
                then=lambda: self._discard(shown.id),
            )
        elif shown.standing in BEFORE_LIVE:
            withdraw = commands.WithdrawRules(set_id=shown.id)
            self._act(withdraw, lambda _told: self.tr("It does not begin; it stays approved."))

    def roll_back(self, live: StoredSet) -> None:
        self._page.run(commands.RollBackRules(set_id=live.id), then=self._rolled_back)

    def _rolled_back(self, told: dict[str, Any]) -> None:
        """The way back from it is the same act: what was live before it is live again."""
        set_id, again, version = str(told["set_id"]), told["again"], told["version"]
        self.chosen.emit(set_id)
        undo = commands.RollBackRules(set_id=set_id)
        self._page.strip.undo(
            lambda: self.tr("The rules of v{again} are live again, as v{n}.").format(
                again=again, n=version
            ),
            lambda: self._page.run(undo, then=self._rolled_back),
            Status.OK,
        )
        self.moved.emit()

    def _discard(self, set_id: str) -> None:
        self.chosen.emit("")
        command = commands.DiscardRules(set_id=set_id)
        self._act(command, lambda _told: self.tr("The version was discarded."))

    def _act(self, command: Command, words: Callable[[dict[str, Any]], str]) -> None:
        def done(told: dict[str, Any]) -> None:
            say: Words = lambda: words(told)  # noqa: E731  again in another language
            self._page.strip.tell(say, status=Status.OK, for_ms=TOLD_MS)
            self.moved.emit()

        self._page.run(command, then=done)
