"""What is there to do: the queue of a role, what is late, and my own day so far."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from app.desk.lookup import Meaning, meaning
from app.desk.queue import CALLBACK, WORK_ITEM, Asker, Due, DueKind, Home, home, take_next
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.work.finishing import FinishWork
from ui.cases.asking import FORECAST
from ui.home import words
from ui.home.needs import DayCard, NeedsCard
from ui.kit import (
    Action,
    ActionSet,
    Backend,
    Button,
    Card,
    Cell,
    Column,
    EntryBox,
    FiveStates,
    Page,
    PagedTable,
    Row,
    RowLater,
    Status,
    Wanted,
    formats,
)
from ui.kit.actions import COMMIT, ENTRY, NEW, NEXT, QT_TRANSLATE_NOOP, REFRESH
from ui.kit.backend import SyncStatus
from ui.supply.acts import RECEIVE, SEND

SCAN = Action("home.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY)
STEP = Action("home.step", QT_TRANSLATE_NOOP("Action", "Choose"), key="↑↓")
OPEN = Action("home.open", QT_TRANSLATE_NOOP("Action", "Open"), key="Enter")
TAKE = Action("home.next", QT_TRANSLATE_NOOP("Action", "Next due"), NEXT, icon="skip-forward")
AGAIN = Action("home.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH, in_bar=False)
NEW_ORDER = Action(
    "home.new",
    QT_TRANSLATE_NOOP("Action", "New order"),
    NEW,
    icon="phone-call",
    permission="order.place",
)

DONE = Action(
    "home.done", QT_TRANSLATE_NOOP("Action", "Done"), COMMIT, icon="check", permission="pick"
)

ENTITIES = (
    "fulfillments",
    "fulfillment_lines",
    "orders",
    "order_lines",
    "holds",
    "cases",
    "work_items",
    "transfers",
    "transfer_lines",
    "rule_sets",
    "customer_callbacks",
)
SEARCH = "search"  # the shell's own: what no screen knows is looked for everywhere
DAY_WIDE = 352
LOOK_MS = 20_000  # times pass without anybody doing something; the chips count minutes


class HomePage(Page):
    """`now` tells µs UTC; `zone` is where midnight is."""

    def __init__(
        self, backend: Backend, *, site_id: str, zone: str, now: Callable[[], Instant]
    ) -> None:
        super().__init__(backend)
        self._site_id, self._zone, self._now = site_id, zone, now
        self._rows: dict[str, Due] = {}
        self.shown = Home()
        self.entry = self.entry_box = EntryBox(
            lambda: self.tr("Scan"), lambda: self.tr("Scan or type a code, a number, a phone")
        )
        self.entry.submitted.connect(self._entered)
        self.entry.row_key.connect(self._row_key)
        self.needs = NeedsCard()
        self.needs.opened.connect(self.open_due)
        self.day = DayCard()
        self.table = PagedTable(
            lambda: self.tr("To do"), self._columns(), self._fetch, row_height=52
        )
        self.table.opened.connect(self._open_row)
        self.table.rows.loaded.connect(self._loaded)
        self.table.rows.broke.connect(self._broke)
        self.states = FiveStates(
            self.table,
            empty=lambda: self.tr("All clear: nothing is waiting for you."),
            empty_icon="circle-check",
            row_height=52,
        )
        self.new = Button(NEW_ORDER.words, icon=NEW_ORDER.icon)
        self.acts = ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                STEP: self._step_down,
                OPEN: self.open_selected,
                TAKE: self.take_next,
                AGAIN: self.refresh,
                NEW_ORDER: self._new_order,
                DONE: self.commit,
            },
        )
        self.new.bind(self.acts[NEW_ORDER], NEW_ORDER.shown_key)
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(LOOK_MS)
        self._tick.timeout.connect(self._look)
        self.put_on()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.entry, 1)
        top.addWidget(self.new)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        self.day.setFixedWidth(DAY_WIDE)
        cards.addWidget(self.needs, 1)
        cards.addWidget(self.day)
        listing = Card(margins=0)
        listing.body.addWidget(self.states)
        self.body.addLayout(top)
        self.body.addLayout(cards)
        self.body.addWidget(listing, 1)

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("To do")),
            Column(lambda: self.tr("Where"), 260),
            Column(lambda: self.tr("Due"), 190),
        ]

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        session = self.backend.session
        hour = formats.local(self._now()).hour
        return words.greeting(hour, session.name) if session else self.tr("Home")

    def subtitle(self) -> str:
        return self.tr("%n thing(s) to do", "", len(self.shown.rows))

    def on_shown(self) -> None:
        self._tick.start()
        self.new.setVisible(self.backend.may(NEW_ORDER.permission))
        self.states.loading()
        self.refresh()
        self.titled.emit()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES):
            self.refresh()

    def refresh(self) -> None:
        self.table.reload()

    def hideEvent(self, event: Any) -> None:
        self._tick.stop()
        super().hideEvent(event)

    # ------------------------------------------------------------------ going somewhere

    def open_due(self, due: Due) -> None:
        page = words.page_of(due.kind)
        what: object = due.subject_id
        if due.kind is DueKind.DOUBT:
            what = FORECAST + due.subject_id
        elif page == "pickup":
            what = due.number
        elif due.kind is DueKind.PARKED:
            what = ("parked", due.subject_id)
        elif due.kind is DueKind.CALL:
            what = ("callback", due.id.removeprefix(CALLBACK), due.subject_id)
        elif due.kind in (DueKind.SEND, DueKind.COMING):
            what = (SEND if due.kind is DueKind.SEND else RECEIVE, due.subject_id)
        elif page == "returns":
            what = ("waiting", due.subject_id)
        self.wanted.emit(page, what)

    def open_selected(self) -> None:
        self._open_row(self.table.selected_id)

    def take_next(self) -> None:
        """F9: what must be begun first and nobody has in hand, wherever the selection stands."""
        session = self.backend.session
        due, full = take_next(self.shown, session.user_id if session else "", self._now())
        if due is None:
            self.strip.tell(lambda: self.tr("All clear: nothing is due."), for_ms=4_000)
            return
        if full:
            self.strip.tell(lambda: self.tr("Finish what you have in hand first."), for_ms=6_000)
        self.table.select(due.id)
        self.open_due(due)

    def commit(self) -> None:
        """F12: what only a person can know is said to be done; all else is done on its screen."""
        due = self._rows.get(self.table.selected_id)
        if due is None:
            return
        if due.kind is DueKind.PUT_AWAY:
            item_id = due.id.removeprefix(WORK_ITEM)
            self.run(FinishWork(item_id=item_id), then=lambda _result: self._finished())
        else:
            self.strip.tell(lambda: self.tr("Enter opens it: it is done there."), for_ms=6_000)

    def _finished(self) -> None:
        self.sounded.emit("ok")
        self.strip.tell(lambda: self.tr("Done."), status=Status.OK, for_ms=4_000)
        self.refresh()

    def _open_row(self, row_id: str) -> None:
        if (due := self._rows.get(row_id)) is not None:
            self.open_due(due)

    def _new_order(self) -> None:
        self.wanted.emit("orders", ("new",))

    # ------------------------------------------------------------------ codes

    def on_scan(self, code: str) -> None:
        self._resolve(code)

    def _entered(self, text: str) -> None:
        if text:
            self._resolve(text)
        else:
            self.open_selected()

    def _resolve(self, code: str) -> None:
        def came(found: Meaning | None) -> None:
            self.entry.clear()
            self.sounded.emit("bad" if found is None else "ok")
            if found is None:
                self.wanted.emit(SEARCH, code)
            else:
                self.wanted.emit(*_screen_of(found))

        self.backend.ask(meaning, code, self._site_id, then=came, owner=self)

    # ------------------------------------------------------------------ list

    def _fetch(self, wanted: Wanted) -> None:
        session = self.backend.session
        if session is None:
            return
        asker = Asker(session.user_id, session.role, self._site_id, self._zone)

        def came(found: Home) -> None:
            self.shown = found
            self._rows = {due.id: due for due in found.rows}
            now = self._now()  # a row tells the time it was asked for, whenever it is seen
            rows = [RowLater(due.id, partial(self._row, due, now)) for due in found.rows]
            wanted.deliver(rows, None)
            self._tell_cards()
            self.titled.emit()

        self.backend.ask(
            home,
            asker,
            self._now(),
            then=came,
            failed=lambda _trouble: wanted.fail(),
            owner=self,
        )

    def _row(self, due: Due, now: Instant) -> Row:
        chip = words.chip(due, now)
        return Row(
            due.id,
            (
                Cell(words.title(due), detail=words.detail(due), bold=True, icon=words.icon(due)),
                Cell(words.place(due), detail=words.begin(due, now), ink="text2"),
                Cell(chip.words, chip=chip.status),
            ),
        )

    def _tell_cards(self) -> None:
        now = self._now()
        urgent = self.shown.urgent(now)
        self.needs.show_needs(urgent, self.shown.next_due(now), now)
        session = self.backend.session
        role = session.role if session else ""
        self.day.show_figures(words.figures(self.shown.mine, role))

    def _loaded(self, count: int) -> None:
        if not self.shown.known:
            self.states.forbidden(lambda: self.tr("Your role has no work of its own at a desk."))
            return
        self.states.ready(count)
        if count and self.table.rows.place_of(self.table.selected_id) is None:
            self.table.step(0)

    def _broke(self) -> None:
        self.states.failed(
            lambda: self.tr("What is to do could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "home",
        )

    # ------------------------------------------------------------------ keys, time and link

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}.get(key)
        if by is not None:
            self.table.step(by)

    def _step_down(self) -> None:
        self._row_key("down")

    def _look(self) -> None:
        if self.isVisible():
            self.refresh()

    def on_linked(self, status: SyncStatus) -> None:
        self.states.linked(status.state, status.age_s, self._now())

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()


def _screen_of(found: Meaning) -> tuple[str, object]:
    return {
        "order": ("order", found.id),
        "parcel": ("pickup", found.number),
        "return": ("returns", found.number),
        "product": ("stock", found.id),
        "customer": ("customers", found.id),
    }[found.kind]
