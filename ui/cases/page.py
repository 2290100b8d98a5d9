"""The inbox: what needs a person, what speaks for each way out, and settling it by one key."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.cases.choices import PLAIN, Choice
from app.cases.queries import Case, Forecast
from app.kit.changes import ChangeSet
from app.settling.commands import HandCase, ReopenCase
from ui.cases import ways, words
from ui.cases.acts import (
    AGAIN,
    GIVE,
    NOTE,
    ORDER,
    PERMISSION,
    PICK,
    REOPEN,
    SETTLE,
    STEP,
    TAKE_BACK,
    WHICH,
)
from ui.cases.asking import ALL, DUE, MINE, OTHERS, SETTLED, Entry, entry, takers
from ui.cases.detail import CaseView
from ui.cases.listing import CaseList
from ui.cases.sides import NOBODY, AboutCard, HandCard, KeptCard, StoryCard
from ui.cases.waiting import WaitingList
from ui.kit import (
    ActionSet,
    Backend,
    Button,
    EntryBox,
    KeyCap,
    MainButton,
    Page,
    Segments,
    Status,
    Words,
    column,
    formats,
    row,
)
from ui.kit.backend import SyncStatus
from ui.kit.sounds import Sound, Sounds

ENTITIES = ("cases", "orders", "fulfillments", "returns")
WAITING = "waiting"
NOTE_LONGEST = 300  # as settling keeps it
UNDO_MS = 10_000  # ux.md 3.15
SIDE_WIDE = 280


class InboxPage(Page):
    """`now` tells µs UTC."""

    def __init__(self, backend: Backend, *, now: Callable[[], int], sounds: Sounds) -> None:
        super().__init__(backend)
        self._now, self._sounds = now, sounds
        self._need_you = 0
        self.listing = CaseList(backend, now)
        self.listing.chosen.connect(self._chosen)
        self.listing.counted.connect(self._counted)
        self.table, self.states = self.listing.table, self.listing.states
        self.which = Segments(lambda: self.tr("Tasks"), self._filters(), MINE, stretch=False)
        self.which.chosen.connect(self._filtered)
        self.entry = self.entry_box = EntryBox(
            lambda: self.tr("Note"), lambda: self.tr("A note, if it needs one"), icon="pen-line"
        )
        self.entry.edit.setMaxLength(NOTE_LONGEST)
        self.entry.submitted.connect(self._entered)
        self.entry.row_key.connect(self._row_key)
        self.view = CaseView(now)
        self.view.chosen.connect(self._looked_at)
        self.view.choices.stepped.connect(self._step)
        self.view.choices.taken.connect(lambda _choice: self.commit())
        self.about, self.story, self.kept = AboutCard(), StoryCard(), KeptCard()
        self.hand = HandCard()
        self.hand.given.connect(self._give)
        self.hand.closed.connect(self.focus_entry)
        self.waiting = WaitingList(backend, now)
        self.waiting.opened.connect(partial(self.wanted.emit, "order"))
        self.main = MainButton(self._main_words, icon=SETTLE.icon)
        self.giving = Button(GIVE.words, icon=GIVE.icon)
        self.reopening = Button(REOPEN.words, icon=REOPEN.icon)
        self.acts = self._own = self._acts()
        self.main.bind(self._own[SETTLE], SETTLE.shown_key)
        self.giving.bind(self._own[GIVE], GIVE.shown_key)
        self.reopening.bind(self._own[REOPEN], REOPEN.shown_key)
        self.about.open.bind(self._own[ORDER], ORDER.shown_key)
        self._build()
        self.put_on()

    def _acts(self) -> ActionSet:
        return ActionSet(
            self,
            {
                STEP: partial(self._step, 1),
                PICK: self.focus_entry,
                NOTE: self.entry.setFocus,
                GIVE: self._ask_to_whom,
                WHICH: self.which.step,
                ORDER: self._open_order,
                SETTLE: self.commit,
                TAKE_BACK: self.strip.take_back,
                REOPEN: self._open_again,
                AGAIN: self.refresh,
            },
        )

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.entry, 1)
        top.addWidget(self.which)
        top.addWidget(KeyCap("F6"))
        self.body.addLayout(top)
        self.view.body.addLayout(row(self.giving, self.reopening, self.main))
        side = QWidget()
        side.setFixedWidth(SIDE_WIDE)
        side.setLayout(column(self.hand, self.about, self.story, self.kept))
        inbox = QWidget()
        line = QHBoxLayout(inbox)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(self.listing)
        line.addWidget(self.view, 1)
        line.addWidget(side)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # first: a stack without a parent opens windows
        self._stack.addWidget(inbox)
        self._stack.addWidget(self.waiting)

    def _filters(self) -> list[tuple[str, Words]]:
        return [
            (MINE, lambda: self.tr("For you {n}").format(n=formats.qty(self.listing.counts.mine))),
            (
                OTHERS,
                lambda: self.tr("With others {n}").format(
                    n=formats.qty(self.listing.counts.others)
                ),
            ),
            (DUE, lambda: self.tr("Due {n}").format(n=formats.qty(self.listing.counts.due))),
            (ALL, lambda: self.tr("All")),
            (SETTLED, lambda: self.tr("Settled")),
            (WAITING, lambda: self.tr("Waiting for a place")),
        ]

    def _waits_shown(self) -> bool:
        return self.which.value == WAITING

    def _main_words(self) -> str:
        case = self._case()
        if self._waits_shown():
            return ORDER.words()
        if case is None or not self.view.choice:
            return SETTLE.words()
        return ways.title(case, Choice(self.view.choice))

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Inbox")

    def subtitle(self) -> str:
        return self.tr("%n open task(s)", "", self.listing.counts.mine + self.listing.counts.others)

    def on_shown(self) -> None:
        if not self.backend.may(PERMISSION):
            self.states.forbidden(lambda: self.tr("A manager can grant it."))
            return
        self.states.loading()
        self.refresh()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES):
            self.refresh()

    def open(self, what: object) -> None:
        """A case id."""
        self.which.choose(MINE)
        self._turn()
        self.table.select(str(what))
        self._ask_entry(str(what))
        self.refresh()

    def on_scan(self, code: str) -> None:
        """The number of an order or a return: its task is chosen; the note stays as it is."""
        told = self.listing.numbered(code)
        if told is not None:
            self._sounds.play(Sound.OK)
            self.table.select(told.id)
            self._ask_entry(told.id)
            return
        self._sounds.play(Sound.BAD)
        self._tell(
            lambda: self.tr("No task here is about “{code}”.").format(code=code[:60]), Status.BAD
        )

    def focus_entry(self) -> None:
        """On the choices, so that a digit chooses; where there are none, on the note."""
        if self._case() is not None and not self._waits_shown():
            self.view.choices.setFocus()
        else:
            self.entry.setFocus()

    def on_escape(self) -> bool:
        if self.hand.isHidden():
            return False
        self.hand.hide()
        return True

    def refresh(self) -> None:
        if not self.backend.may(PERMISSION):
            return
        if self._waits_shown():
            self.waiting.table.reload()
        else:
            self.table.reload()
        if self.table.selected_id:
            self._ask_entry(self.table.selected_id)

    def commit(self) -> None:
        """Do what is chosen; only the server can, so that it is settled once."""
        told, case = self.view.entry, self._case()
        if self._waits_shown():
            self.waiting.open_row()
        elif told is None:
            self._tell(lambda: self.tr("Choose a task first."))
        elif isinstance(told.item, Forecast):
            self._tell(lambda: words.unsettled(told))
        elif case is None:
            self._tell(lambda: self.tr("This is settled already."))
        elif self.view.choice == Choice.NOTED and not self.entry.text():
            self._tell(lambda: self.tr("Write in a few words how it was settled."))
            self.entry.setFocus()
        else:
            choice = Choice(self.view.choice)
            done = ways.command(case, choice, self.entry.text())
            self.run(done, partial(self._settled, case, choice), self._refused)

    def _settled(self, case: Case, choice: Choice, _result: dict[str, Any]) -> None:
        """The list brings the next one; the change itself reloads it."""
        self._sounds.play(Sound.OK)
        self.entry.clear()
        title = ways.title(case, choice)
        if choice is Choice.RETRY:
            self._tell(lambda: self.tr("The server tries it now; the answer comes here."))
        elif choice in PLAIN:
            self.strip.undo(
                lambda: self.tr("Settled: {way}").format(way=title),
                partial(self._take_back, ReopenCase(case_id=case.case_id)),
                Status.OK,
                UNDO_MS,
            )
        else:
            self._tell(lambda: self.tr("Settled: {way}").format(way=title), Status.OK)
        self.refresh()

    def _take_back(self, command: ReopenCase | HandCase) -> None:
        self.run(command, lambda _told: self.refresh(), self._refused)

    def _open_again(self) -> None:
        """Long after Ctrl+Z; what was done by it stays with the order's own screen."""
        told = self.view.entry
        if told is not None and ways.reopens(told):
            self.run(ReopenCase(case_id=told.id), self._opened_again, self._refused)

    def _opened_again(self, _result: dict[str, Any]) -> None:
        self._sounds.play(Sound.OK)
        self._tell(lambda: self.tr("It is open again."), Status.OK)
        self.refresh()

    def _refused(self, code: str, facts: Mapping[str, Any]) -> None:
        """The note stays in the box."""
        self._sounds.play(Sound.BAD)
        self.on_refused(code, facts)

    def _tell(self, told: Words, status: Status = Status.WARN) -> None:
        self.strip.tell(told, status=status, for_ms=8_000)

    # ------------------------------------------------------------------ to whom

    def _ask_to_whom(self) -> None:
        case, session = self._case(), self.backend.session
        if case is None or session is None:
            self._tell(lambda: self.tr("Choose a task first."))
            return
        site_id = str(getattr(session.actor, "site_id", ""))
        self.backend.ask(
            takers,
            session.user_id,
            site_id,
            then=lambda people: self.hand.offer(people, taken=bool(case.assigned_to)),
            owner=self,
        )

    def _give(self, user_id: str) -> None:
        case = self._case()
        self.hand.hide()
        self.focus_entry()
        if case is None:
            return
        before = HandCase(case_id=case.case_id, user_id=case.assigned_to, note=case.note)
        to = HandCase(
            case_id=case.case_id,
            user_id="" if user_id == NOBODY else user_id,
            note=self.entry.text(),
        )
        self.run(to, partial(self._given, before), self._refused)

    def _given(self, before: HandCase, _result: dict[str, Any]) -> None:
        self._sounds.play(Sound.OK)
        self.entry.clear()
        self.strip.undo(
            lambda: self.tr("Given on."), partial(self._take_back, before), Status.OK, UNDO_MS
        )
        self.refresh()

    def _open_order(self) -> None:
        told = self.view.entry
        if self._waits_shown():
            self.waiting.open_row()
        elif told is not None and told.order_id:
            self.wanted.emit("order", told.order_id)
        else:
            self._tell(lambda: self.tr("This task is about no order that is known here."))

    # ------------------------------------------------------------------ list

    def _counted(self) -> None:
        self.which.offer(self._filters())
        self.titled.emit()

    def _filtered(self, _which: str) -> None:
        self._turn()
        self.refresh()
        self.focus_entry()

    def _turn(self) -> None:
        """Which list is shown, and what its last column tells."""
        if not self._waits_shown():
            self.listing.turn(self.which.value)
        self._show(None)
        self._stack.setCurrentIndex(int(self._waits_shown()))
        self.main.retranslate()

    # ------------------------------------------------------------------ one case

    def _case(self) -> Case | None:
        """The chosen one, as long as it is open."""
        return self.view.entry.open_case if self.view.entry else None

    def _chosen(self, entry_id: str) -> None:
        self.hand.hide()
        if entry_id:
            self._ask_entry(entry_id)
        else:
            self._show(None)

    def _ask_entry(self, entry_id: str) -> None:
        def came(told: Entry | None) -> None:
            if entry_id == self.table.selected_id:  # another one was chosen meanwhile otherwise
                self._show(told)

        self.backend.ask(entry, entry_id, then=came, owner=self)

    def _show(self, told: Entry | None) -> None:
        before = self.view.entry
        self.view.show_entry(told)
        for part in (self.about, self.story, self.kept):
            part.show_entry(told)
        self._own.enable(GIVE, self._case() is not None)
        for button in (self.giving, self.main):
            button.setHidden(told is not None and told.is_settled)
        self._own.enable(REOPEN, ways.reopens(told))
        self.reopening.setVisible(ways.reopens(told))
        if before is None and told is not None and not self.entry.text():
            self.focus_entry()  # the first one, or the next after one was settled

    def _looked_at(self, _choice: str) -> None:
        self.main.say(self._main_words)

    # ------------------------------------------------------------------ keys and link

    def _step(self, by: int) -> None:
        (self.waiting.table if self._waits_shown() else self.table).step(by)

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}.get(key)
        if by is not None:
            self._step(by)

    def _entered(self, text: str) -> None:
        if self._waits_shown():
            self.waiting.open_row()
        elif (told := self.listing.numbered(text)) is not None:
            self.entry.clear()
            self.table.select(told.id)
            self._ask_entry(told.id)
        elif text:
            self._tell(lambda: self.tr("F12 settles the task with this note."), Status.INFO)
            self.focus_entry()

    def on_linked(self, status: SyncStatus) -> None:
        for states in (self.states, self.waiting.states):
            states.linked(status.state, status.age_s, self._now())
        # Commands that do not fit bear no row of their own.
        if status.need_you != self._need_you:
            self._need_you = status.need_you
            self.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()
