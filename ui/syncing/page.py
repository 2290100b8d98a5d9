"""Sync status: is all sent, what waits and why, what is held here, and where the line breaks."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.mirror import Mirror, Queue, Room, mirror, queue
from app.kit.changes import ChangeSet
from app.sync.heard import HeardDesks
from ui.cases.kinds import command_words
from ui.kit import (
    SEMIBOLD,
    Action,
    ActionSet,
    Backend,
    Button,
    Card,
    Cell,
    Column,
    FiveStates,
    IconLabel,
    KeyCap,
    MainButton,
    Page,
    PagedTable,
    Row,
    Segments,
    Size,
    Status,
    Strip,
    Wanted,
    Words,
    column,
    formats,
    row,
    scrolled,
    text_label,
)
from ui.kit.actions import COMMIT, HOW, NEXT, QT_TRANSLATE_NOOP, REFRESH
from ui.kit.aside import aside_words
from ui.kit.backend import Pending, SyncStatus
from ui.syncing import words
from ui.syncing.desks import PERMISSION, DeskRoll
from ui.syncing.facts import FactsCard
from ui.syncing.line import LineCard, Look
from ui.syncing.report import report

WAITING, CAME, HELD, DESKS = "waiting", "came", "held", "desks"
LOOK_MS = 1_000  # the age of the last word from the server counts seconds
SIDE_WIDE = 340

TEST = Action(
    "sync.test", QT_TRANSLATE_NOOP("Action", "Test connection"), COMMIT, icon="circle-help"
)
SEND = Action("sync.send", QT_TRANSLATE_NOOP("Action", "Send now"), NEXT, icon="upload")
WHICH = Action("sync.which", QT_TRANSLATE_NOOP("Action", "Which list"), HOW)
STEP = Action("sync.step", QT_TRANSLATE_NOOP("Action", "Choose"), key="↑↓", in_bar=False)
COPY = Action(
    "sync.copy", QT_TRANSLATE_NOOP("Action", "Copy report"), ("Ctrl+Shift+C",), icon="copy"
)
AGAIN = Action("sync.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What only the desk itself can: try a step of the line, send now, measure its disk."""

    look: Look
    send: Callable[[], None]
    room: Callable[[], Pending[Room]]
    desks: Callable[[], Pending[HeardDesks]]


class SyncPage(Page):
    """`now` tells µs UTC."""

    def __init__(
        self, backend: Backend, *, now: Callable[[], int], line: DeskLine, version: str
    ) -> None:
        super().__init__(backend)
        self._now, self._line, self._version = now, line, version
        self._queue = Queue((), 0, {}, ())
        self._mirror: Mirror | None = None
        self._room: Room | None = None
        self._icon = IconLabel("cloud", size=20)
        self.sentence = text_label("", size=Size.STRONG, weight=SEMIBOLD, wrap=True)
        self.which = Segments(lambda: self.tr("List"), self._filters(), WAITING, stretch=False)
        self.which.chosen.connect(self._turned)
        self.table = PagedTable(
            lambda: self.tr("Sync"),
            [
                Column(lambda: self.tr("What")),
                Column(self._second, 210),
                Column(self._third, 150, right=True),
            ],
            self._fetch,
            row_height=44,
        )
        self.table.rows.loaded.connect(self._loaded)
        self.states = FiveStates(
            self.table,
            empty=self._nothing,
            empty_icon="cloud-check",
            row_height=44,
        )
        self.roll = DeskRoll(self, line.desks)
        self.roll.came.connect(self._roll_came)
        self.table.chosen.connect(lambda _id: self.roll.leave())
        self.damage = Strip()
        self.card = LineCard(backend, line.look)
        self.facts = FactsCard()
        self.main = MainButton(self._main_words, icon=TEST.icon)
        self.copying = Button(COPY.words, icon=COPY.icon)
        self.sending = Button(SEND.words, icon=SEND.icon)
        self.acts = self._own = ActionSet(
            self,
            {
                TEST: self.commit,
                SEND: self._send,
                WHICH: self.which.step,
                STEP: self.table.setFocus,
                COPY: self._copy,
                AGAIN: self.refresh,
            },
        )
        self.main.bind(self._own[TEST], TEST.shown_key)
        self.copying.bind(self._own[COPY], COPY.shown_key)
        self.sending.bind(self._own[SEND], SEND.shown_key)
        self._build()
        self._asked_now = QTimer(self, singleShot=True, interval=0)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.put_on()

    def _build(self) -> None:
        head = Card(margins=14)
        told = row(self._icon, self.sentence, self.sending, spacing=12)
        told.setStretch(1, 1)
        head.body.addLayout(told)
        self.body.addWidget(self.damage)
        self.body.addWidget(head)
        top = row(self.which, KeyCap("F6"), None, self.copying)
        self.body.addLayout(top)
        listing = Card(margins=0)
        listing.body.addWidget(self.states)
        inner = QWidget()
        inner.setLayout(column(self.card, self.facts))
        side = QWidget()
        side.setFixedWidth(SIDE_WIDE)
        whole = column(scrolled(inner), self.main, stretch=False)
        whole.setStretch(0, 1)
        side.setLayout(whole)
        lines = QHBoxLayout()
        lines.setSpacing(14)
        lines.addWidget(listing, 1)
        lines.addWidget(side)
        self.body.addLayout(lines, 1)

    def _filters(self) -> list[tuple[str, Words]]:
        return [
            (WAITING, lambda: self.tr("Waiting {n}").format(n=formats.qty(self._queue.count))),
            (CAME, lambda: self.tr("Came last")),
            (HELD, lambda: self.tr("Held here")),
            *([(DESKS, self._desks_word)] if self.backend.may(PERMISSION) else []),
        ]

    def _desks_word(self) -> str:
        return self.tr("Desks")

    def _second(self) -> str:
        return {
            WAITING: self.tr("Who"),
            CAME: self.tr("Answer"),
            HELD: "",
            DESKS: self.tr("State"),
        }[self.which.value]

    def _third(self) -> str:
        if self.which.value == DESKS:
            return self.tr("Last sent")
        return self.tr("Rows") if self.which.value == HELD else self.tr("Since")

    def _nothing(self) -> str:
        if self.which.value == WAITING:
            return self.tr("Nothing waits: all is sent.")
        if self.which.value == DESKS:
            return self.tr("No desk of this place is known.")
        return self.tr("Nothing yet.")

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Sync status")

    def subtitle(self) -> str:
        return self.tr("version {version}").format(version=self._version)

    def on_shown(self) -> None:
        self.states.loading()
        self.which.offer(self._filters())
        if self.which.value == DESKS and not self.backend.may(PERMISSION):
            self.which.choose(WAITING)  # somebody else signed in
            self._turned(WAITING)
        self.refresh()

    def on_changed(self, changes: ChangeSet) -> None:
        self._ask_queue()

    def focus_entry(self) -> None:
        """Nothing is typed here; the list takes the arrows."""
        self.table.setFocus()

    def refresh(self) -> None:
        self._ask_queue()
        if self.which.value == DESKS:
            self.roll.ask()
        self.backend.report(mirror, then=self._knew, failed=self._broke, owner=self)
        self.backend.when(self._line.room(), self._measured, owner=self)

    def commit(self) -> None:
        if self.which.value == DESKS:
            self.roll.close_desk(self.table.selected_id)
        else:
            self.card.start()

    def _main_words(self) -> str:
        return self.roll.close_words() if self.which.value == DESKS else TEST.words()

    def on_escape(self) -> bool:
        return self.roll.leave()

    def _turned(self, which: str) -> None:
        self.roll.leave()
        self.main.say(self._main_words)
        self.main.show_icon("ban" if which == DESKS else TEST.icon)
        self.card.setVisible(which != DESKS)  # F12 tries no line here
        if which == DESKS:
            self.states.loading()
            self.roll.ask()
        else:
            self._fill()

    def _roll_came(self) -> None:
        if self.which.value != DESKS:
            return
        if self.roll.away:
            self.states.failed(
                lambda: self.tr("Only the server knows this, and it is away."),
                lambda: self.tr("Nothing was changed."),
                self.roll.ask,
                "desks",
            )
        else:
            self._fill()

    def _send(self) -> None:
        self._line.send()
        self.strip.tell(
            lambda: self.tr("The server is asked now."), status=Status.INFO, for_ms=4_000
        )

    def _copy(self) -> None:
        told = report(
            self.backend.sync_status(),
            self._queue,
            self._mirror,
            self._room,
            self.card.found.values(),
            version=self._version,
            now=self._now(),
        )
        QGuiApplication.clipboard().setText(told)
        self.strip.tell(
            lambda: self.tr("Copied, without names: paste it to the help desk."),
            status=Status.OK,
            for_ms=6_000,
        )

    # ------------------------------------------------------------------ what is known

    def _ask_queue(self) -> None:
        """Once a turn: who opens this screen brings news, the link and the wish for all at once."""
        if not self._asked_now.isActive():
            self._asked_now.start()
            self.backend.ask(queue, then=self._queued, failed=self._broke, owner=self)

    def _queued(self, told: Queue) -> None:
        self._queue = told
        self.which.offer(self._filters())
        if self.which.value != DESKS:
            self._fill()

    def _knew(self, told: Mirror) -> None:
        self._mirror = told
        if self.which.value != DESKS:
            self._fill()

    def _measured(self, told: Room) -> None:
        self._room = told
        self.damage.setVisible(bool(told.aside))
        if told.aside:
            self.damage.tell(lambda: aside_words(told.aside), closable=False)
        self._tick()

    def _broke(self, _trouble: BaseException) -> None:
        self.states.failed(
            lambda: self.tr("The queue could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "sync",
        )

    def on_linked(self, _status: SyncStatus) -> None:
        self._tick()
        self._ask_queue()

    def _tick(self) -> None:
        if not self.isVisible():
            return
        status = self.backend.sync_status()
        colour, icon, told = words.state(status)
        self._icon.show_icon(icon, colour.value)
        now = self._now()
        self.sentence.say(" ".join(filter(None, (told, words.trying(status, now)))))
        self.facts.show_facts(status, self._queue, self._mirror, self._room, now)

    # ------------------------------------------------------------------ lists

    def _fill(self) -> None:
        self.table.rows.retranslate()
        self.table.reload()
        self._tick()

    def _fetch(self, wanted: Wanted) -> None:
        rows = {
            WAITING: self._waiting,
            CAME: self._came,
            HELD: self._held,
            DESKS: self._desks,
        }[self.which.value]()
        wanted.deliver(rows, None)

    def _desks(self) -> list[Row]:
        return self.roll.rows(self._now())

    def _waiting(self) -> list[Row]:
        now, status = self._now(), self.backend.sync_status()
        return [
            Row(
                one.command_id,
                (
                    Cell(
                        " · ".join(filter(None, (command_words(one.kind), one.number))),
                        detail=words.why_waits(status, one.forecast),
                        detail_ink="warn" if one.forecast else "text2",
                        bold=True,
                    ),
                    Cell(one.who or "–", ink="text2"),
                    Cell(formats.moment(one.at, now), detail=formats.age((now - one.at) / 1e6)),
                ),
            )
            for one in self._queue.waiting
        ]

    def _came(self) -> list[Row]:
        now = self._now()
        told = []
        for one in self._queue.came:
            chip, answer = words.outcome(one.status)
            cells = (
                Cell(command_words(one.kind), bold=True),
                Cell(answer, chip=chip),
                Cell(formats.moment(one.at, now), detail=formats.age((now - one.at) / 1e6)),
            )
            told.append(Row(one.command_id, cells))
        return told

    def _held(self) -> list[Row]:
        held = self._mirror.held if self._mirror else ()
        return [
            Row(
                one.bucket,
                (
                    Cell(words.bucket(one.bucket), bold=True),
                    Cell(""),
                    Cell(formats.qty(one.rows)),
                ),
            )
            for one in held
        ]

    def _loaded(self, count: int) -> None:
        self.states.ready(count)

    def retranslate(self) -> None:
        super().retranslate()
        self._tick()
        self._fill()
