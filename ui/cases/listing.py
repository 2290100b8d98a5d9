"""Which cases are there: the most urgent first, page by page, the chosen one kept."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from app.cases.queries import Case, Counts
from app.cases.states import SOON
from ui.cases import kinds, ways
from ui.cases.asking import MINE, SETTLED, Entry, Listing, listed
from ui.kit import Backend, Card, Cell, Column, FiveStates, PagedTable, Row, Wanted, formats

WIDE = 312


class CaseList(Card):
    """`chosen` tells an entry's id, empty when nothing is left; `counted` that figures changed."""

    chosen = Signal(str)
    counted = Signal()

    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        super().__init__(margins=0)
        self._backend, self._now = backend, now
        self._entries: dict[str, Entry] = {}
        self.which = MINE
        self.counts = Counts(0, 0)
        self.setFixedWidth(WIDE)
        self.table = PagedTable(
            lambda: self.tr("Tasks"),
            [Column(lambda: self.tr("Task")), Column(self._when_heading, 84, right=True)],
            self._fetch,
            row_height=52,
        )
        self.table.chosen.connect(self.chosen)
        self.table.rows.loaded.connect(self._loaded)
        self.table.rows.broke.connect(self._broke)
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("All clear: nothing needs a person here."),
            empty_icon="circle-check",
            row_height=52,
        )
        self.body.addWidget(self.states)
        self.put_on()

    def numbered(self, text: str) -> Entry | None:
        """The case about this order or return."""
        wanted = text.strip().casefold()
        found = self._entries.values()
        return next((one for one in found if wanted and one.number.casefold() == wanted), None)

    def turn(self, which: str) -> None:
        """Another list; what its last column tells follows."""
        self.which = which
        self.table.rows.retranslate()

    def _when_heading(self) -> str:
        return self.tr("Settled") if self.which == SETTLED else self.tr("Since")

    def _fetch(self, wanted: Wanted) -> None:
        cursor = wanted.cursor if isinstance(wanted.cursor, tuple) else None
        session = self._backend.session

        def came(listing: Listing) -> None:
            if cursor is None:
                self._entries = {}
            self._entries |= {told.id: told for told in listing.rows}
            wanted.deliver([self._row(told) for told in listing.rows], listing.next)
            self._count(listing.counts)

        self._backend.ask(
            listed,
            self.which,
            session.user_id if session else "",
            self._now(),
            cursor,
            wanted.limit,
            then=came,
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _count(self, counts: Counts) -> None:
        if counts != self.counts:
            self.counts = counts
            self.counted.emit()

    def _row(self, told: Entry) -> Row:
        now = self._now()
        item = told.item
        at, under = told.at, formats.age((now - told.at) / 1e6)
        if isinstance(item, Case) and item.resolved_at is not None:
            at, under = item.resolved_at, ways.outcome(told)
        elif told.assigned_to:
            under = told.assigned_to
        elif isinstance(item, Case) and item.due_at <= now + SOON:
            under = self._due_words(item.due_at, now)
        return Row(
            told.id,
            (
                Cell(
                    kinds.kind_words(told),
                    detail=" · ".join(filter(None, (kinds.about(told), told.customer))),
                    bold=True,
                    icon=kinds.icon_of(told),
                ),
                Cell(formats.moment(at, now), detail=under),
            ),
        )

    def _due_words(self, at: int, now: int) -> str:
        if at <= now:
            return self.tr("late")
        return self.tr("by {time}").format(time=formats.clock(at))

    def _loaded(self, count: int) -> None:
        self.states.ready(count)
        if count == 0:
            self.chosen.emit("")
        elif self.table.rows.place_of(self.table.selected_id) is None:
            self.table.step(0)

    def _broke(self) -> None:
        self.states.failed(
            lambda: self.tr("The tasks could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.table.reload,
            "cases",
        )
