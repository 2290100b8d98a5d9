"""How much cash is in the drawer of this computer: opened with a float, closed with a count.

The day is over when the server has all of it: until then a count is kept and the drawer stays.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.closing import Closing, closing
from app.kit.changes import ChangeSet
from app.kit.ids import uuid7
from app.payments.commands import CloseDrawer, CountDrawer, OpenDrawer
from app.payments.drawers import Counted
from app.payments.queries import Drawer
from ui.drawer.acts import AGAIN, AMOUNT, CLOSING, PERMISSION, REPRINT, SEND, TURN
from ui.drawer.standing import StandingCard, difference_status, difference_words
from ui.drawer.waiting import WaitingCard
from ui.kit import (
    SEMIBOLD,
    ActionSet,
    Backend,
    Card,
    EntryBox,
    FiveStates,
    MainButton,
    Page,
    Size,
    Status,
    formats,
    scrolled,
    text_label,
)
from ui.kit.backend import SyncStatus
from ui.kit.formats import Unreadable

ENTITIES = ("drawers",)
MOST = 10_000_000_000  # minor units: ten milliard rupiah do not fit into a drawer
SIDE_WIDE = 400


class DrawerPage(Page):
    """`currency` is the site's; an open drawer counts in its own. `now` tells µs UTC.

    `send_now` asks the desk to talk with its server at once; `print_out(kind, subject_id)` queues
    a print.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        device_id: str,
        currency: str,
        now: Callable[[], int],
        send_now: Callable[[], None],
        print_out: Callable[[str, str], None],
    ) -> None:
        super().__init__(backend)
        self._site_id, self._device_id = site_id, device_id
        self._home_currency, self._now = currency, now
        self._send_now, self._print = send_now, print_out
        self._acting = False
        self.known = False  # the first answer is here
        self.drawer: Drawer | None = None
        self.last: Counted | None = None
        self.entry = self.entry_box = EntryBox(
            lambda: self.tr("Amount"), lambda: self.tr("Amount"), icon="banknote"
        )
        self.entry.setMaximumWidth(560)
        self.entry.edited.connect(self._edited)
        self.entry.submitted.connect(self._entered)
        self.standing = StandingCard(now)
        self.waiting = WaitingCard(self.send, key=SEND.shown_key, now=now)
        self.verdict = text_label("", size=Size.PERSON, weight=SEMIBOLD, wrap=True)
        self.hint = text_label("", ink="text2", wrap=True)
        self.main = MainButton(self._main_words, icon=TURN.icon)
        self.states = FiveStates(self._built(), empty=lambda: self.tr("No drawer."))
        line = QHBoxLayout()
        line.addWidget(self.entry, 3)
        line.addStretch(2)
        self.body.addLayout(line)
        self.body.addWidget(self.states, 1)
        self.acts = ActionSet(
            self,
            {
                AMOUNT: self.focus_entry,
                AGAIN: self.refresh,
                SEND: self.send,
                REPRINT: self._print_again,
                TURN: self.commit,
            },
        )
        self.main.bind(self.acts[TURN], TURN.shown_key)
        self.approval.let_be.connect(self._let_be)
        backend.failed.connect(self._broke)
        backend.status.connect(self._heard)
        self.put_on()

    def _built(self) -> QWidget:
        count = Card(lambda: self.tr("Count"), spacing=12)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.verdict)
        lines.addWidget(self.hint)
        lines.addStretch(1)
        count.body.addWidget(scrolled(inner), 1)
        count.setFixedWidth(SIDE_WIDE)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(count, 1)
        side.addWidget(self.main)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.standing, 1)
        left.addWidget(self.waiting)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addLayout(left, 1)
        line.addLayout(side)
        return whole

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Cash drawer")

    def on_shown(self) -> None:
        if not self.backend.may(PERMISSION):
            self.states.forbidden(lambda: self.tr("A manager can grant it."))
            return
        if not self.known:
            self.states.loading()
        self.refresh()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES):
            self.refresh()

    def _heard(self, status: SyncStatus) -> None:
        """The queue became longer or shorter."""
        if self.isVisible() and status.queued != len(self.waiting.acts):
            self.refresh()

    def refresh(self) -> None:
        if self.backend.may(PERMISSION):
            self.backend.ask(closing, self._device_id, then=self._came, failed=self._failed)

    def _came(self, told: Closing) -> None:
        waited = bool(self.waiting.acts)
        self.known, self.drawer = True, told.view.drawer
        self.last = told.view.last
        self.states.ready(1)
        self.standing.show_view(told.view)
        self.waiting.show_acts(told.unsent)
        self._show()
        if waited and not told.unsent and self._counted is not None:
            self.strip.tell(self.tr("All is sent. F12 closes the drawer."), status=Status.OK)

    def _failed(self, _trouble: BaseException) -> None:
        self.states.failed(
            lambda: self.tr("The drawer could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "drawer",
        )

    @property
    def currency(self) -> str:
        return self.drawer.currency if self.drawer is not None else self._home_currency

    @property
    def _counted(self) -> int | None:
        return self.drawer.counted_minor if self.drawer is not None else None

    # ------------------------------------------------------------------ open, count and close

    def commit(self) -> None:
        """F12: open with the float; count; close what was counted once nothing waits, or ask."""
        if not self.known or self._acting:
            return
        amount = self._amount()
        if isinstance(amount, str):
            self.strip.tell(amount, status=Status.WARN, for_ms=8_000)
            self.focus_entry()
            return
        self._acting = True
        if self.drawer is None:
            self._open(amount)
        elif self.waiting.acts and amount != self._counted:
            self._count(self.drawer, amount)
        else:
            self._close(self.drawer, amount)

    def _open(self, amount: int) -> None:
        command = OpenDrawer(
            drawer_id=uuid7(self._now(), os.urandom(10)),
            site_id=self._site_id,
            float_minor=amount,
            currency=self.currency,
        )
        self.run(command, self._opened, self._refused)

    def _count(self, drawer: Drawer, amount: int) -> None:
        command = CountDrawer(drawer_id=drawer.drawer_id, counted_minor=amount)
        self.run(command, partial(self._was_counted, drawer.currency), self._refused)

    def _close(self, drawer: Drawer, amount: int) -> None:
        command = CloseDrawer(
            drawer_id=drawer.drawer_id,
            counted_minor=amount,
            unsent=tuple(act.command_id for act in self.waiting.acts),
        )
        self.run(command, partial(self._closed, drawer.currency), self._refused)

    def send(self) -> None:
        """F9: do not wait for the desk's own next try."""
        if not self.waiting.acts:
            return
        self._send_now()
        if self.backend.sync_status().state == "offline":
            away = self.tr("The server is away. This computer goes on trying by itself.")
            self.strip.tell(away, status=Status.WARN)
        else:
            self.strip.tell(lambda: self.tr("Sending…"), status=Status.INFO, for_ms=5_000)

    def _amount(self) -> int | str:
        """Minor units, or what is wrong with what was typed; a count that stands is the sum."""
        typed = self.entry.text()
        if not typed:
            if self.drawer is None:
                return self.tr("Type the cash that is in the drawer now. Without any, type 0.")
            if self._counted is not None:
                return self._counted
            return self.tr("Count the cash and type the sum. Without any, type 0.")
        try:
            amount = formats.read_money(typed, self.currency)
        except Unreadable as unreadable:
            return unreadable.hint
        if amount < 0:
            return self.tr("Cash in a drawer is never below zero.")
        if amount > MOST:
            return self.tr("That is more than a drawer holds. Type it again.")
        return amount

    def _opened(self, _result: dict[str, Any]) -> None:
        self._done()
        self.strip.tell(lambda: self.tr("The drawer is open."), status=Status.OK, for_ms=8_000)

    def _was_counted(self, currency: str, result: dict[str, Any]) -> None:
        difference = int(result["difference"])
        self._done()
        told = self.tr(
            "Counted: {result} Not all is sent yet: F9 sends it now, F12 asks a manager."
        ).format(result=difference_words(difference, currency))
        self.strip.tell(told, status=Status.WARN)

    def _closed(self, currency: str, result: dict[str, Any]) -> None:
        difference = int(result["difference"])
        self._done()
        self._print(CLOSING, str(result["drawer_id"]))
        self.strip.tell(
            lambda: self.tr("The drawer is closed. {result}").format(
                result=difference_words(difference, currency)
            ),
            status=difference_status(difference),
        )

    def _print_again(self) -> None:
        if self.last is not None:
            self._print(CLOSING, self.last.drawer_id)

    def _done(self) -> None:
        self._acting = False
        self.entry.clear()
        self.refresh()
        self.focus_entry()

    def _let_be(self) -> None:
        self._acting = False
        self.focus_entry()

    def _broke(self, _reference: str, _trouble: object) -> None:
        self._acting = False  # the shell tells it; what was typed is still here

    def _refused(self, code: str, facts: Any) -> None:
        self._acting = False
        self.on_refused(code, facts)
        self.refresh()

    # ------------------------------------------------------------------ words

    def _entered(self, text: str) -> None:
        if text:
            told = self.tr("F12 opens it.") if self.drawer is None else self.tr("F12 closes it.")
            self.strip.tell(told, status=Status.INFO, for_ms=5_000)

    def _edited(self, _text: str) -> None:
        self._weigh()

    def _main_words(self) -> str:
        if self.drawer is None:
            return self.tr("Open the drawer")
        if self.waiting.acts and self._counted is None:
            return self.tr("Keep the count")
        return self.tr("Close the drawer")

    def _show(self) -> None:
        self.entry.ask_for(self._question, self._question)
        self.main.say(self._main_words)
        self._weigh()

    def _question(self) -> str:
        if self.drawer is None:
            return self.tr("Float: cash in the drawer now")
        return self.tr("Counted cash")

    def _weigh(self) -> None:
        """The difference, in words and colour, before F12 makes it final."""
        amount = self._amount()
        self.hint.say(self._hint)
        if isinstance(amount, str):
            typed = bool(self.entry.text())
            self.verdict.set_ink("bad" if typed else "text2")
            self.verdict.say(amount if typed else self.tr("Nothing typed yet"))
        elif self.drawer is None:
            self.verdict.set_ink("text2")
            self.verdict.say(formats.money(amount, self.currency))
        else:
            difference = amount - self.drawer.expected_minor
            self.verdict.set_ink(difference_status(difference).value)
            self.verdict.say(difference_words(difference, self.currency))

    def _hint(self) -> str:
        if self.drawer is None:
            return self.tr("Count what lies in the drawer, type it, and open with F12.")
        if self.waiting.acts and self._counted is None:
            return self.tr(
                "Count the drawer and keep the sum with F12. It is closed when all is sent, or "
                "when a manager lets it pass."
            )
        if self.waiting.acts:
            return self.tr(
                "F9 sends what waits. F12 asks a manager to close without it; the paper names "
                "what was not sent."
            )
        return self.tr("Count the drawer, type the sum, look at the difference, close with F12.")

    def retranslate(self) -> None:
        super().retranslate()
        self._show()
