"""Count a shelf blind: scan, set, finish, see the differences, count again, post."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.kit.commands import Command
from app.stock.counting import DiscardCount, FinishCount, PostCount
from app.stock.counts import (
    UNCOUNTED,
    CountDraft,
    CountHead,
    DraftLine,
    count_of,
    forget_count,
    name_of,
    recount_of,
)
from app.stock.states import CountState
from ui.kit import (
    Backend,
    Button,
    Card,
    Cell,
    Column,
    Dressed,
    FiveStates,
    MainButton,
    PagedTable,
    Row,
    Status,
    Wanted,
    Words,
    formats,
    row,
)
from ui.kit.sounds import Sound, Sounds
from ui.stock.acts import ADJUST_RIGHT, BOOK
from ui.stock.blind import BlindCount
from ui.stock.counts import CountLists

Run = Callable[[Command, Callable[[dict[str, Any]], None]], None]
LISTS_WIDE = 420


class CountView(Dressed, QWidget):
    """Idle with its lists, counting, or looking at the differences of one count.

    `run` carries commands out and asks a second person where the limit is passed.
    """

    told = Signal(object, str)  # words and status, for the strip of the page
    weighed = Signal()  # what F12 would do has changed
    discard_asked = Signal()  # to be asked once more

    def __init__(
        self,
        backend: Backend,
        *,
        run: Run,
        site_id: str,
        now: Callable[[], int],
        sounds: Sounds,
        commit: QAction,
    ) -> None:
        super().__init__()
        self._backend, self._run, self._site = backend, run, site_id
        self._sounds = sounds
        self.blind = BlindCount(backend, site_id=site_id, now=now, sounds=sounds, parent=self)
        self.blind.changed.connect(self._counted)
        self.blind.told.connect(self.told)
        self.result: CountHead | None = None
        self._busy = False
        self.lines = PagedTable(
            lambda: self.tr("Counted items"),
            [
                Column(lambda: self.tr("Item")),
                Column(lambda: self.tr("Counted"), 110, right=True),
            ],
            self._line_rows,
            row_height=52,
        )
        self.differences = PagedTable(
            lambda: self.tr("Differences"),
            [
                Column(lambda: self.tr("Item")),
                Column(lambda: self.tr("By the books"), 120, right=True),
                Column(lambda: self.tr("Counted"), 100, right=True),
                Column(lambda: self.tr("Difference"), 120, right=True),
            ],
            self._difference_rows,
            row_height=52,
        )
        self.states = FiveStates(
            self._both(),
            empty=lambda: self.tr("Scan an item to begin a count, or choose one to count."),
            empty_icon="clipboard-list",
            row_height=52,
        )
        self.card = Card(self._heading, note=self._note, margins=0, spacing=4)
        self.lists = CountLists(backend, site_id=site_id, now=now)
        self.lists.task_chosen.connect(self._task_chosen)
        self.lists.count_chosen.connect(self.show_count)
        self.main = MainButton(self.main_words, icon=BOOK.icon)
        self.main.bind(commit, BOOK.shown_key)
        self.drop = Button(lambda: self.tr("Discard this count"), icon="trash-2", kind="danger")
        self.drop.clicked.connect(self.discard_asked)
        self._build()
        self.put_on()

    def _both(self) -> QWidget:
        both = QWidget()
        self._tables = QStackedLayout(both)
        self._tables.addWidget(self.lines)
        self._tables.addWidget(self.differences)
        return both

    def _build(self) -> None:
        if self.card.heading is not None:
            self.card.heading.setContentsMargins(16, 12, 16, 4)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 0, 1, 1)
        frame.addWidget(self.states)
        self.card.body.addLayout(frame, 1)
        right = QWidget()
        right.setMaximumWidth(LISTS_WIDE)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.lists, 1)
        column.addLayout(row(None, self.drop))
        column.addWidget(self.main)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(self.card, 3)
        line.addWidget(right, 2)

    # ------------------------------------------------------------------ opening

    def open(self) -> None:
        """Go on with what this person has begun here."""
        self.lists.refresh()
        self._show()
        self.blind.resume()

    def take(self, text: str) -> None:
        if self.result is not None:
            words = self.tr("This count is finished. Post it, or go back with Esc.")
            self.told.emit(words, Status.WARN.value)
        else:
            self.blind.take(text, self.lines.selected_id)

    def row_key(self, key: str) -> None:
        """+ − and Delete, from the empty entry box."""
        if self.result is not None:
            return
        if key == "delete":
            self.blind.remove(self.lines.selected_id)
        else:
            self.blind.count_by(1 if key == "+" else -1, self.lines.selected_id)

    def undo(self) -> None:
        if self.result is None:
            self.blind.undo()

    def step(self, by: int) -> None:
        (self.differences if self.result is not None else self.lines).step(by)

    def _counted(self, product_id: str) -> None:
        self._show()
        if product_id:
            self.lines.select(product_id)

    def _task_chosen(self, product_id: str) -> None:
        task = self.lists.task(product_id)
        if task is not None and self.result is None:
            self.blind.put_on_list(task.product)

    def refresh(self) -> None:
        self.lists.refresh()
        if self.result is not None:
            self.show_count(self.result.count_id)

    def show_count(self, count_id: str) -> None:
        self._backend.ask(count_of, count_id, then=self._count_came, owner=self)

    def _count_came(self, count: CountHead | None) -> None:
        """Only what is counted can be looked at; an open one is in somebody's hand."""
        seen = count is not None and count.state is CountState.COUNTED
        self.result = count if seen else None
        self._show()

    def close(self) -> bool:
        """True when there was something to leave: the draft stays kept."""
        if self.result is None:
            return False
        self.result = None
        self._show()
        return True

    # ------------------------------------------------------------------ F12

    def can_commit(self) -> tuple[bool, Words]:
        """Whether F12 does something now, and why not."""
        if self._busy:
            return False, lambda: self.tr("It is being saved.")
        if self.result is not None:
            return self._can_close(self.result)
        if self.blind.again:
            return self.blind.is_whole, lambda: self.tr("Count each item of the list again.")
        return self.blind.is_whole, lambda: self.tr("Nothing is counted yet. Scan an item.")

    def _can_close(self, result: CountHead) -> tuple[bool, Words]:
        if result.again:
            return True, ""
        if not self._backend.may(ADJUST_RIGHT):
            return False, lambda: self.tr("A manager posts it.")
        if self._backend.sync_status().state == "offline":
            return False, lambda: self.tr("Posting waits for the server.")
        return True, ""

    def commit(self) -> None:
        if not self.can_commit()[0]:
            return
        if self.result is None:
            self._finish()
        elif self.result.again:
            self._backend.ask(
                recount_of, self.result.count_id, self._site, then=self._count_again, owner=self
            )
        else:
            self._run(PostCount(count_id=self.result.count_id), self._posted)

    def _finish(self) -> None:
        assert self.blind.draft is not None
        count_id, lines = self.blind.draft.count_id, self.blind.told_lines()
        self._busy = True
        self.weighed.emit()
        self._backend.run(
            FinishCount(count_id=count_id, lines=lines),
            self._finished,
            self._not_finished,
            owner=self,
        )

    def _finished(self, told: dict[str, Any]) -> None:
        self._busy = False
        count_id = str(told["count_id"])
        self._backend.write(forget_count, count_id)
        self.blind.let_go()
        self.show_count(count_id)
        self.lists.refresh()

    def _not_finished(self, code: str, facts: Any) -> None:
        self._busy = False
        self.weighed.emit()
        self._backend.refused.emit(code, facts)

    def _count_again(self, draft: CountDraft) -> None:
        self.result = None
        self.blind.begin(draft)

    def _posted(self, told: dict[str, Any]) -> None:
        units = int(told["units"])
        self.result = None
        self._show()
        self.lists.refresh()
        self._sounds.play(Sound.OK)
        words = lambda: self.tr("Posted. %n unit(s) corrected.", "", units)  # noqa: E731
        self.told.emit(words, Status.OK.value)

    def discard(self) -> None:
        looked_at = self.result or self.blind.draft
        if looked_at is not None:
            command = DiscardCount(count_id=looked_at.count_id)
            self._backend.run(command, self._discarded, owner=self)

    def _discarded(self, told: dict[str, Any]) -> None:
        self._backend.write(forget_count, str(told["count_id"]))
        self.result = None
        self.blind.let_go()
        self.lists.refresh()
        self.told.emit(lambda: self.tr("Discarded. Nothing was posted."), Status.INFO.value)

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        seen = self.result is not None
        self._tables.setCurrentWidget(self.differences if seen else self.lines)
        (self.differences if seen else self.lines).reload()
        self.states.ready(len(self.result.lines) if self.result else len(self.blind.lines))
        self.drop.setVisible(seen or self.blind.draft is not None)
        self.retranslate()
        self.weighed.emit()

    def _heading(self) -> str:
        if self.result is not None:
            return self.tr("Differences")
        if self.blind.again:
            return self.tr("Second count")
        return self.tr("Count")

    def _note(self) -> str:
        if self.result is not None:
            off = self.result.units_off
            told = self.tr("%n unit(s) off", "", off) if off else self.tr("all as by the books")
            return f"{self.result.number} · {told}"
        units = sum(max(0, line.counted) for line in self.blind.lines)
        return self.tr("%n unit(s) counted, blind", "", units)

    def main_words(self) -> str:
        if self.result is None:
            return self.tr("Finish count")
        if self.result.again:
            return self.tr("Count %n item(s) again", "", len(self.result.again))
        return self.tr("Post count")

    def _line_rows(self, wanted: Wanted) -> None:
        wanted.deliver([_counted_row(line) for line in self.blind.lines], None)

    def _difference_rows(self, wanted: Wanted) -> None:
        lines = sorted(self.result.lines if self.result else (), key=lambda one: -abs(one.off))
        rows = []
        for line in lines:
            ink = "bad" if line.again else "warn" if line.off else "text3"
            told = self.tr("count again") if line.again else ""
            rows.append(
                Row(
                    line.product.id,
                    (
                        Cell(name_of(line.product), detail=line.product.sku, bold=bool(line.off)),
                        Cell(formats.qty(line.expected)),
                        Cell(formats.qty(line.counted), bold=True),
                        Cell(
                            formats.signed_qty(line.off),
                            ink=ink,
                            bold=bool(line.off),
                            detail=told,
                            detail_ink="bad",
                        ),
                    ),
                )
            )
        wanted.deliver(rows, None)

    def retranslate(self) -> None:
        if self.card.title is not None:
            self.card.title.say(self._heading)
        if self.card.note is not None:
            self.card.note.say(self._note)
        self.main.say(self.main_words)


def _counted_row(line: DraftLine) -> Row:
    counted = "–" if line.counted == UNCOUNTED else formats.qty(line.counted)
    return Row(
        line.product_id,
        (Cell(line.name, detail=line.sku, bold=True, icon="tag"), Cell(counted, bold=True)),
    )
