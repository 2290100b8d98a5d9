"""What waits to be counted here, and which counts wait to be posted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.identity.queries import Person, people
from app.stock.counts import CountHead, unclosed_counts
from app.stock.states import CountState
from app.work.counting import CountTask, to_count
from ui.kit import (
    Backend,
    Card,
    Cell,
    Column,
    Dressed,
    FiveStates,
    PagedTable,
    Row,
    Wanted,
    formats,
)
from ui.stock.words import short_words


class CountLists(Dressed, QWidget):
    """Enter takes a task into the count, or opens a finished count."""

    task_chosen = Signal(str)  # product id
    count_chosen = Signal(str)  # count id

    def __init__(self, backend: Backend, *, site_id: str, now: Callable[[], int]) -> None:
        super().__init__()
        self._backend, self._site, self._now = backend, site_id, now
        self.tasks: Sequence[CountTask] = ()
        self.counts: Sequence[CountHead] = ()
        self._names: dict[str, str] = {}
        self.to_count = PagedTable(
            lambda: self.tr("To count"),
            [Column(lambda: self.tr("Item")), Column(lambda: self.tr("Until"), 120, right=True)],
            self._task_rows,
            row_height=46,
        )
        self.to_count.opened.connect(self.task_chosen)
        self.open_counts = PagedTable(
            lambda: self.tr("Not posted"),
            [Column(lambda: self.tr("Count")), Column(lambda: self.tr("State"), 132)],
            self._count_rows,
            row_height=46,
        )
        self.open_counts.opened.connect(self.count_chosen)
        self._tasks_states = FiveStates(
            self.to_count,
            empty=lambda: self.tr("No shelf waits to be counted."),
            empty_icon="circle-check",
        )
        self._counts_states = FiveStates(
            self.open_counts,
            empty=lambda: self.tr("No count waits to be posted."),
            empty_icon="circle-check",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        for words, states in (
            (lambda: self.tr("To count"), self._tasks_states),
            (lambda: self.tr("Not posted"), self._counts_states),
        ):
            card = Card(words, margins=0, spacing=4)
            if card.heading is not None:
                card.heading.setContentsMargins(16, 10, 16, 2)
            frame = QVBoxLayout()
            frame.setContentsMargins(1, 0, 1, 1)
            frame.addWidget(states)
            card.body.addLayout(frame, 1)
            whole.addWidget(card, 1)
        self.put_on()

    def refresh(self) -> None:
        self._backend.ask(to_count, self._site, then=self._tasks_came, owner=self)
        self._backend.ask(people, then=self._people_came, owner=self)
        self._backend.ask(unclosed_counts, self._site, then=self._counts_came, owner=self)

    def task(self, product_id: str) -> CountTask | None:
        return next((one for one in self.tasks if one.product.id == product_id), None)

    def _tasks_came(self, tasks: Sequence[CountTask]) -> None:
        self.tasks = tasks
        self.to_count.reload()
        self._tasks_states.ready(len(tasks))

    def _people_came(self, known: Sequence[Person]) -> None:
        self._names = {one.user_id: one.name for one in known}

    def _counts_came(self, counts: Sequence[CountHead]) -> None:
        self.counts = counts
        self.open_counts.reload()
        self._counts_states.ready(len(counts))

    def _task_rows(self, wanted: Wanted) -> None:
        wanted.deliver([self._task(task) for task in self.tasks], None)

    def _task(self, task: CountTask) -> Row:
        late = task.due_at is not None and task.due_at < self._now()
        due = formats.moment(task.due_at, self._now()) if task.due_at is not None else "–"
        name = " ".join(filter(None, (task.product.name, task.product.colour, task.product.size)))
        told = " · ".join(filter(None, (task.product.sku, short_words(task.reason))))
        return Row(
            task.product.id,
            (
                Cell(name, detail=told, bold=True),
                Cell(
                    due,
                    ink="bad" if late else "text2",
                    detail=self.tr("late") if late else "",
                    detail_ink="bad",
                ),
            ),
        )

    def _count_rows(self, wanted: Wanted) -> None:
        wanted.deliver([self._count(count) for count in self.counts], None)

    def _count(self, count: CountHead) -> Row:
        who = self._names.get(count.opened_by, "")
        when = formats.moment(count.opened_at, self._now())
        if count.state is CountState.OPEN:
            state, chip = self.tr("Counting"), "info"
        elif count.again:
            state, chip = self.tr("Count again"), "bad"
        else:
            state, chip = self.tr("Not posted"), "warn"
        return Row(
            count.count_id,
            (
                Cell(count.number, detail=" · ".join(filter(None, (who, when))), bold=True),
                Cell(state, chip=chip),
            ),
        )

    def retranslate(self) -> None:
        self.to_count.reload()
        self.open_counts.reload()
