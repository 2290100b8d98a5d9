"""How much cash is in the drawer of this computer: opened with a float, closed with a count."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.kit.changes import ChangeSet
from app.kit.ids import uuid7
from app.payments.commands import CloseDrawer, OpenDrawer
from app.payments.drawers import Counted, DrawerView, drawer_view
from app.payments.queries import Drawer
from ui.kit import (
    SEMIBOLD,
    Action,
    ActionSet,
    Amount,
    Backend,
    Card,
    Chip,
    EntryBox,
    FiveStates,
    MainButton,
    Page,
    Size,
    Status,
    TotalsPanel,
    formats,
    scrolled,
    text_label,
)
from ui.kit.actions import COMMIT, ENTRY, QT_TRANSLATE_NOOP, REFRESH
from ui.kit.formats import Unreadable

AMOUNT = Action("drawer.amount", QT_TRANSLATE_NOOP("Action", "Amount"), ENTRY)
AGAIN = Action("drawer.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
TURN = Action(
    "drawer.turn",
    QT_TRANSLATE_NOOP("Action", "Open or close"),
    COMMIT,
    icon="banknote",
    permission="drawer",
)

PERMISSION = "drawer"
ENTITIES = ("drawers",)
MOST = 10_000_000_000  # minor units: ten milliard rupiah do not fit into a drawer
SIDE_WIDE = 400


class DrawerPage(Page):
    """`currency` is the site's; an open drawer counts in its own. `now` tells µs UTC."""

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        device_id: str,
        currency: str,
        now: Callable[[], int],
    ) -> None:
        super().__init__(backend)
        self._site_id, self._device_id = site_id, device_id
        self._home_currency, self._now = currency, now
        self._opened_by = ""
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
        self.chip = Chip(Status.IDLE)
        self.since = text_label("", ink="text2", wrap=True)
        self.totals = TotalsPanel(lambda: self.tr("Expected in the drawer"))
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
            self, {AMOUNT: self.focus_entry, AGAIN: self.refresh, TURN: self.commit}
        )
        self.main.bind(self.acts[TURN], TURN.shown_key)
        backend.failed.connect(self._broke)
        self.put_on()

    def _built(self) -> QWidget:
        drawer = Card(lambda: self.tr("Drawer of this computer"), spacing=12)
        if drawer.heading is not None:
            drawer.heading.addWidget(self.chip)
        drawer.body.addWidget(self.since)
        drawer.body.addWidget(self.totals)
        drawer.body.addStretch(1)
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
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(drawer, 1)
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

    def refresh(self) -> None:
        if self.backend.may(PERMISSION):
            self.backend.ask(drawer_view, self._device_id, then=self._came, failed=self._failed)

    def _came(self, view: DrawerView) -> None:
        self.drawer, self.last, self._opened_by = view.drawer, view.last, view.opened_by
        self.known = True
        self.states.ready(1)
        self._show()

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

    # ------------------------------------------------------------------ open and close

    def commit(self) -> None:
        """F12: open with the float that was typed, or close with what was counted."""
        if not self.known or self._acting:
            return
        amount = self._amount()
        if isinstance(amount, str):
            self.strip.tell(amount, status=Status.WARN, for_ms=8_000)
            self.focus_entry()
            return
        self._acting = True
        if self.drawer is None:
            self.backend.run(
                OpenDrawer(
                    drawer_id=uuid7(self._now(), os.urandom(10)),
                    site_id=self._site_id,
                    float_minor=amount,
                    currency=self.currency,
                ),
                then=self._opened,
                refused=self._refused,
            )
        else:
            self.backend.run(
                CloseDrawer(drawer_id=self.drawer.drawer_id, counted_minor=amount),
                then=partial(self._closed, self.currency),
                refused=self._refused,
            )

    def _amount(self) -> int | str:
        """Minor units, or what is wrong with what was typed."""
        typed = self.entry.text()
        if not typed:
            if self.drawer is None:
                return self.tr("Type the cash that is in the drawer now. Without any, type 0.")
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

    def _closed(self, currency: str, result: dict[str, Any]) -> None:
        difference = int(result.get("difference", 0))
        self._done()
        self.strip.tell(
            lambda: self.tr("The drawer is closed. {result}").format(
                result=self._told(difference, currency)
            ),
            status=_status(difference),
        )

    def _done(self) -> None:
        self._acting = False
        self.entry.clear()
        self.refresh()
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
        return self.tr("Open the drawer") if self.drawer is None else self.tr("Close the drawer")

    def _show(self) -> None:
        drawer, money = self.drawer, formats.money
        if drawer is None:
            self.chip.tell(Status.IDLE, lambda: self.tr("Closed"), icon="lock")
            self.since.say(self._last_words())
            self.totals.setVisible(False)
        else:
            self.chip.tell(Status.OK, lambda: self.tr("Open"), icon="lock-open")
            self.since.say(self._since_words(drawer))
            self.totals.setVisible(True)
            self.totals.show_rows(
                [
                    Amount(lambda: self.tr("Float"), money(drawer.float_minor, drawer.currency)),
                    Amount(lambda: self.tr("Cash in"), money(drawer.in_minor, drawer.currency)),
                    Amount(lambda: self.tr("Cash out"), money(-drawer.out_minor, drawer.currency)),
                ],
                money(drawer.expected_minor, drawer.currency),
            )
        self.entry.ask_for(self._question, self._question)
        self.main.say(self._main_words)
        self._weigh()

    def _question(self) -> str:
        if self.drawer is None:
            return self.tr("Float: cash in the drawer now")
        return self.tr("Counted cash")

    def _since_words(self, drawer: Drawer) -> str:
        at = formats.moment(drawer.opened_at, self._now())
        if not self._opened_by:
            return self.tr("Open since {time}").format(time=at)
        return self.tr("Open since {time}, by {name}").format(time=at, name=self._opened_by)

    def _last_words(self) -> str:
        if self.last is None:
            return self.tr("No drawer was counted at this computer yet.")
        told = self.tr("Closed {time}. {counted} was counted. {result}")
        return told.format(
            time=formats.moment(self.last.closed_at, self._now()),
            counted=formats.money(self.last.counted_minor, self.last.currency),
            result=self._told(self.last.difference_minor, self.last.currency),
        )

    def _weigh(self) -> None:
        """The difference, in words and colour, before F12 makes it final."""
        typed = self.entry.text()
        amount = self._amount()
        self.hint.say(self._hint)
        if not typed or (self.drawer is None and isinstance(amount, int)):
            self.verdict.set_ink("text2")
            self.verdict.say(
                formats.money(amount, self.currency)
                if isinstance(amount, int)
                else self.tr("Nothing typed yet")
            )
        elif isinstance(amount, str):
            self.verdict.set_ink("bad")
            self.verdict.say(amount)
        elif self.drawer is not None:
            difference = amount - self.drawer.expected_minor
            self.verdict.set_ink(_status(difference).value)
            self.verdict.say(self._told(difference, self.currency))

    def _hint(self) -> str:
        if self.drawer is None:
            return self.tr("Count what lies in the drawer, type it, and open with F12.")
        return self.tr("Count the drawer, type the sum, look at the difference, close with F12.")

    def _told(self, difference: int, currency: str) -> str:
        if difference == 0:
            return self.tr("It agrees.")
        amount = formats.money(abs(difference), currency)
        if difference < 0:
            return self.tr("{amount} is missing.").format(amount=amount)
        return self.tr("{amount} too much.").format(amount=amount)

    def retranslate(self) -> None:
        super().retranslate()
        self._show()


def _status(difference: int) -> Status:
    return Status.OK if difference == 0 else Status.BAD if difference < 0 else Status.WARN
