"""What needs a person: refused, doubtful and awkward things, in words, settled by a note."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.cases.handlers import ResolveCase
from app.cases.queries import Forecast
from app.cases.states import CaseState
from app.kit.changes import ChangeSet
from app.routing.queues.answering import AnswerShortage, Choice
from app.routing.queues.listing import Waiting, WaitingPage, waiting
from ui.kit import (
    Action,
    ActionSet,
    Backend,
    Cell,
    Column,
    EntryBox,
    FiveStates,
    KeyCap,
    MainButton,
    Page,
    PagedTable,
    Row,
    Segments,
    Status,
    Wanted,
    Words,
    formats,
    list_beside,
)
from ui.kit.actions import COMMIT, ENTRY, HOW, QT_TRANSLATE_NOOP, REFRESH
from ui.kit.sounds import Sound, Sounds
from ui.work import words
from ui.work.answers import CHOICES, SUBSTITUTE, is_shortage, until_of
from ui.work.asking import OPEN, SETTLED, Entry, Listing, entry, listed
from ui.work.card import TaskCard
from ui.work.waiting import waiting_row

NOTE = Action("work.note", QT_TRANSLATE_NOOP("Action", "Note"), ENTRY)
STEP = Action("work.step", QT_TRANSLATE_NOOP("Action", "Task"), key="↑↓")
WHICH = Action("work.which", QT_TRANSLATE_NOOP("Action", "Which tasks"), HOW)
AGAIN = Action("work.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
SETTLE = Action(
    "work.settle",
    QT_TRANSLATE_NOOP("Action", "Settle"),
    COMMIT,
    icon="check",
    permission="case.resolve",
)

PERMISSION = "case.resolve"
ENTITIES = ("cases", "orders", "fulfillments", "returns")
WAITING = "waiting"
NOTE_LONGEST = 300  # a few sentences; more belongs into the order's own note
CARD_WIDE = 400


class CasesPage(Page):
    """`now` tells µs UTC."""

    def __init__(self, backend: Backend, *, now: Callable[[], int], sounds: Sounds) -> None:
        super().__init__(backend)
        self._now, self._sounds = now, sounds
        self._entries: dict[str, Entry] = {}
        self._waits: dict[str, Waiting] = {}
        self._open_count = 0
        self._need_you = 0
        self.which = Segments(lambda: self.tr("Tasks"), self._filters(), OPEN, stretch=False)
        self.which.chosen.connect(self._filtered)
        self.entry = self.entry_box = EntryBox(self._entry_name, self._entry_asks, icon="pen-line")
        self.entry.edit.setMaxLength(NOTE_LONGEST)
        self.entry.submitted.connect(self._entered)
        self.entry.row_key.connect(self._row_key)
        self.table = PagedTable(
            lambda: self.tr("Tasks"), self._columns(), self._fetch, row_height=52
        )
        self.table.chosen.connect(self._chosen)
        self.table.rows.loaded.connect(self._loaded)
        self.table.rows.broke.connect(self._broke)
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("All clear: nothing needs a person here."),
            empty_icon="circle-check",
            row_height=52,
        )
        self.table.opened.connect(self._opened)
        self.card = TaskCard(now)
        self.card.answers.settled.connect(self._answer)
        self.main = MainButton(self._main_words, icon=SETTLE.icon)
        self.acts = ActionSet(
            self,
            {
                NOTE: self.focus_entry,
                STEP: self._step_down,
                WHICH: self.which.step,
                AGAIN: self.refresh,
                SETTLE: self.commit,
                **{act: partial(self._answer, choice) for choice, act in CHOICES.items()},
            },
        )
        self.main.bind(self.acts[SETTLE], SETTLE.shown_key)
        self._build()
        backend.status.connect(self._linked)
        self.put_on()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.entry, 1)
        top.addWidget(self.which)
        top.addWidget(KeyCap("F6"))
        self.body.addLayout(top)
        self.body.addLayout(list_beside(self.states, CARD_WIDE, self.card, None, self.main), 1)

    def _filters(self) -> list[tuple[str, Words]]:
        return [
            (OPEN, lambda: self.tr("Open")),
            (SETTLED, lambda: self.tr("Settled")),
            (WAITING, lambda: self.tr("Waiting for a place")),
        ]

    def _waits_shown(self) -> bool:
        return self.which.value == WAITING

    def _entry_name(self) -> str:
        return self.tr("Scan") if self._waits_shown() else self.tr("Note")

    def _entry_asks(self) -> str:
        if self._waits_shown():
            return self.tr("Enter opens the order")
        return self.tr("How was it settled?")

    def _main_words(self) -> str:
        return self.tr("Open the order") if self._waits_shown() else SETTLE.words()

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Task")),
            Column(lambda: self.tr("Store"), 190),
            Column(self._when_heading, 150, right=True),
        ]

    def _when_heading(self) -> str:
        return {
            OPEN: self.tr("Since"),
            SETTLED: self.tr("Settled"),
            WAITING: self.tr("Until"),
        }[self.which.value]

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Tasks")

    def subtitle(self) -> str:
        return self.tr("%n open task(s)", "", self._open_count)

    def on_shown(self) -> None:
        if not self.backend.may(PERMISSION):
            self.states.forbidden(lambda: self.tr("A manager can grant it."))
            return
        self._linked(self.backend.sync_status())
        self.states.loading()
        self.refresh()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES):
            self.refresh()

    def open(self, what: object) -> None:
        """A case id."""
        self.which.choose(OPEN)
        self._turn()
        self.table.select(str(what))
        self._ask_card(str(what))
        self.refresh()

    def on_scan(self, code: str) -> None:
        """The number of an order or a return: its task is chosen; the note stays as it is."""
        wanted = code.strip().casefold()
        for told in self._entries.values():
            if wanted and told.number.casefold() == wanted:
                self._sounds.play(Sound.OK)
                self.table.select(told.id)
                self._ask_card(told.id)
                return
        self._sounds.play(Sound.BAD)
        self._tell(
            lambda: self.tr("No task here is about “{code}”.").format(code=code[:60]), Status.BAD
        )

    def refresh(self) -> None:
        if self.backend.may(PERMISSION):
            self.table.reload()
            if self.table.selected_id and not self._waits_shown():
                self._ask_card(self.table.selected_id)

    def commit(self) -> None:
        """Settle the chosen case with the note; only the server can, so that it is settled once."""
        told = self.card.entry
        if self._waits_shown():
            self._opened(self.table.selected_id)
        elif told is None:
            self._tell(lambda: self.tr("Choose a task first."))
        elif isinstance(told.item, Forecast):
            self._tell(lambda: words.next_step(told))
        elif told.item.state is not CaseState.OPEN:
            self._tell(lambda: self.tr("This is settled already."))
        elif not self.entry.text():
            self._tell(lambda: self.tr("Write in a few words how it was settled."))
            self.focus_entry()
        else:
            self.backend.run(
                ResolveCase(case_id=told.item.case_id, resolution=self.entry.text()),
                then=self._settled,
                refused=self._refused,
            )

    def _answer(self, choice: str) -> None:
        """What the customer wants instead of what is not there."""
        told = self.card.entry
        if told is None or not is_shortage(told):
            self._tell(lambda: self.tr("Choose a task about missing goods first."))
        elif choice == SUBSTITUTE:
            self.wanted.emit("order", told.item.order_id)  # type: ignore[union-attr]
        else:
            self.backend.run(
                AnswerShortage(
                    case_id=told.id,
                    choice=Choice(choice),
                    until=until_of(told) if choice == Choice.WAIT else None,
                ),
                then=self._settled,
                refused=self._refused,
            )

    def _opened(self, row_id: str) -> None:
        """Enter: the order of what waits, with all that can be done about it."""
        waits = self._waits.get(row_id)
        if waits is not None and self._waits_shown():
            self.wanted.emit("order", waits.order_id)

    def _settled(self, _result: dict[str, Any]) -> None:
        """The list brings the next one; the change itself reloads it."""
        self._sounds.play(Sound.OK)
        self.entry.clear()
        self._tell(lambda: self.tr("Settled."), Status.OK)
        self.refresh()
        self.focus_entry()

    def _refused(self, code: str, facts: Any) -> None:
        """The note stays in the box."""
        self._sounds.play(Sound.BAD)
        self.on_refused(code, facts)

    def _tell(self, told: Words, status: Status = Status.WARN) -> None:
        self.strip.tell(told, status=status, for_ms=8_000)

    # ------------------------------------------------------------------ list

    def _fetch(self, wanted: Wanted) -> None:
        which = self.which.value
        cursor = wanted.cursor if isinstance(wanted.cursor, tuple) else None
        if which == WAITING:
            self._fetch_waiting(wanted, cursor)
            return

        def came(listing: Listing) -> None:
            if cursor is None:
                self._entries = {}
            self._entries |= {told.id: told for told in listing.rows}
            wanted.deliver([self._row(told) for told in listing.rows], listing.next)
            self._open_count = listing.open_count
            self.titled.emit()

        self.backend.ask(
            listed,
            which,
            cursor,
            wanted.limit,
            then=came,
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _fetch_waiting(self, wanted: Wanted, cursor: tuple[int, str] | None) -> None:
        def came(page: WaitingPage) -> None:
            if cursor is None:
                self._waits = {}
            self._waits |= {told.id: told for told in page.rows}
            wanted.deliver([waiting_row(told, self._now()) for told in page.rows], page.next)

        self.backend.ask(
            waiting,
            cursor,
            wanted.limit,
            then=came,
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _row(self, told: Entry) -> Row:
        now = self._now()
        item = told.item
        store = "" if isinstance(item, Forecast) else item.site_name
        at = told.at
        if not isinstance(item, Forecast) and item.resolved_at is not None:
            at = item.resolved_at
        return Row(
            told.id,
            (
                Cell(
                    words.kind_words(told),
                    detail=words.about(told),
                    bold=True,
                    icon=words.icon_of(told),
                ),
                Cell(store, ink="text2"),
                Cell(formats.moment(at, now), detail=formats.age((now - at) / 1e6)),
            ),
        )

    def _loaded(self, count: int) -> None:
        if not self.backend.may(PERMISSION):
            return
        self.states.ready(count)
        if count == 0:
            self.card.show_entry(None)
        elif self.table.rows.place_of(self.table.selected_id) is None:
            self.table.step(0)

    def _broke(self) -> None:
        self.states.failed(
            lambda: self.tr("The tasks could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "work",
        )

    def _filtered(self, _which: str) -> None:
        self._turn()
        self.refresh()
        self.focus_entry()

    def _turn(self) -> None:
        """The words of the columns, the box and the button follow what is listed."""
        self.table.rows.retranslate()
        self.card.show_entry(None)
        self.card.setVisible(not self._waits_shown())
        self.main.retranslate()
        self.entry.ask_for(self._entry_name, self._entry_asks)

    # ------------------------------------------------------------------ card

    def _chosen(self, entry_id: str) -> None:
        if entry_id and not self._waits_shown():
            self._ask_card(entry_id)
        else:
            self.card.show_entry(None)

    def _ask_card(self, entry_id: str) -> None:
        def came(told: Entry | None) -> None:
            if entry_id == self.table.selected_id:  # another one was chosen meanwhile otherwise
                self.card.show_entry(told)

        self.backend.ask(entry, entry_id, then=came, owner=self)

    # ------------------------------------------------------------------ keys and link

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}.get(key)
        if by is not None:
            self.table.step(by)

    def _step_down(self) -> None:
        self._row_key("down")

    def _entered(self, text: str) -> None:
        if self._waits_shown():
            self._opened(self.table.selected_id)
        elif text:
            self._tell(lambda: self.tr("F12 settles the task with this note."), Status.INFO)

    def _linked(self, status: Any) -> None:
        self.states.linked(status.state, status.age_s, self._now())
        # Commands that do not fit bear no row of their own. Who does not look asks when shown.
        if status.need_you != self._need_you and self.isVisible():
            self._need_you = status.need_you
            self.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()
