"""How do the stores do: filters, five tiles, seven panels, and the lists behind them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPicture
from PySide6.QtWidgets import QStackedWidget

from app.insights.answering import Answer, answer
from app.insights.scopes import PERMISSION, Scope, scopes_for
from app.insights.stock_counts import StockCounts
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from ui.insights import words
from ui.insights.acts import AGAIN, EXPORT, OPEN, PAPER, SCOPE, TAB, TABLE, UP
from ui.insights.benefit.export import benefit_rows
from ui.insights.benefit.paper import benefit_parts
from ui.insights.benefit.view import BenefitView
from ui.insights.board import Board, focus_on
from ui.insights.drill import DrillView, drill_of
from ui.insights.export import board_rows, free_name, save_csv
from ui.insights.header import BENEFIT, BOARD, Header
from ui.insights.paper import parts_of, save_pdf
from ui.insights.words import translate
from ui.kit import ActionSet, Backend, FiveStates, Page, Status, charts
from ui.kit.backend import SyncStatus

FRESH_MS = 5_000  # ux.md 3.11: tiles every 5 s when something changed
STOCK_MS = 60_000  # going through all cells: once a minute is near enough for a season's goods
AWAY = frozenset({"offline", "read_only"})
FIGURES = ("hour_figures", "return_figures", "orders", "fulfillments")
STOCK = (
    "stock_cells",
    "stock_days",
    "demand_rates",
    "demand_marks",
    "purchase_orders",
    "transfers",
    "products",
)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where this screen stands. `care`: a phone desk, which holds every store's orders."""

    site_id: str
    site_name: str
    zone: str
    care: bool
    folder: Path  # where exports and prints go


class InsightsPage(Page):
    """`now` tells µs UTC."""

    def __init__(self, backend: Backend, *, desk: Desk, now: Callable[[], int]) -> None:
        super().__init__(backend)
        self._desk, self._now = desk, now
        self._loaded = False
        self._asked = 0
        self._whose = ""
        self._answer: Answer | None = None
        self._stock_at: tuple[Scope, int] | None = None
        self._stock_changed = True
        self._counts = StockCounts()
        self._cells: frozenset[str] | None = None  # changed since they were counted; None: all
        self._paper: Iterator[QPicture] | None = None  # what is still to be drawn of a page
        self._drawn: list[QPicture] = []
        self._from = ""  # the panel a list was opened from
        self.header = Header()
        self.board = Board()
        self.drill = DrillView(backend, now=now, zone=desk.zone, care=desk.care)
        self.states = FiveStates(
            self.board,
            empty=lambda: translate("insights", "No figures yet: the first order makes them."),
            empty_icon="chart-column",
        )
        self.views = QStackedWidget()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(FRESH_MS)
        self._due.timeout.connect(self.refresh)
        self._build()
        self.put_on()
        self.states.loading()

    def _build(self) -> None:
        self.views.addWidget(self.states)
        self.views.addWidget(self.drill)
        self.body.addWidget(self.header)
        self.body.addWidget(self.views, 1)
        self.acts = ActionSet(
            self,
            {
                SCOPE: self.header.choose_scope,
                AGAIN: self._again,
                OPEN: self._open_focused,
                UP: self.up,
                TAB: self._other_tab,
                TABLE: self._turn,
                EXPORT: self.export,
                PAPER: self.print_out,
            },
        )
        self.acts.permit(self.backend.may)
        self.header.export.bind(self.acts[EXPORT], EXPORT.shown_key)
        self.header.changed.connect(self._other_choice)
        self.header.turned.connect(self.show_tab)
        self.board.opened.connect(self._drill)
        self.drill.left.connect(self.up)
        self.drill.order_opened.connect(partial(self.wanted.emit, "order"))
        self.drill.product_opened.connect(partial(self.wanted.emit, "stock"))
        self._enable()

    @cached_property
    def benefit(self) -> BenefitView:
        """Made when its tab is wanted."""
        made = BenefitView(self.backend, now=self._now)
        self.views.addWidget(made)
        made.shown.connect(self._enable)
        self._tell_link(made.states, self.backend.sync_status())
        return made

    # ------------------------------------------------------------------ what the shell asks

    def title(self) -> str:
        return translate("insights", "Insights")

    def subtitle(self) -> str:
        lacking = self._answer.not_held if self._answer else 0
        if not lacking:
            return self.header.scope_words()
        told = translate("insights", "%n place(s) without stock figures here", "", lacking)
        return f"{self.header.scope_words()} · {told}"

    def on_shown(self) -> None:
        """Another person may stand here now, who sees other figures."""
        actor = self._actor()
        if not self.backend.may(PERMISSION) or actor is None:
            self.states.forbidden(
                lambda: translate("insights", "A manager or the administrator grants it.")
            )
            return
        if actor.user_id != self._whose:
            self._whose, self._answer = actor.user_id, None
            self.header.scope = None
            self.up()
        self.backend.ask(
            scopes_for,
            role=actor.role,
            user_id=actor.user_id,
            site_id=actor.site_id,
            then=self._scopes_came,
            owner=self,
        )

    def on_changed(self, changes: ChangeSet) -> None:
        self._stock_changed |= changes.touches(*STOCK)
        cells = changes["stock_cells"] | changes["demand_rates"]  # a rate has the id of its cell
        everything = "*" in cells or changes.touches("products")
        self._cells = None if everything or self._cells is None else self._cells | cells
        if changes.touches(*FIGURES, *STOCK) and self.isVisible() and not self._due.isActive():
            self._due.start()

    def on_escape(self) -> bool:
        return self.up()

    def on_handed_off(self) -> None:
        self.up()

    @property
    def on_benefit(self) -> bool:
        return isinstance(self.views.currentWidget(), BenefitView)

    def show_tab(self, tab: str) -> None:
        self.up()
        self.header.show_tab(tab)
        self.views.setCurrentWidget(self.benefit if tab == BENEFIT else self.states)
        self._enable()
        self.refresh()
        self.focus_entry()

    def _other_tab(self) -> None:
        self.show_tab(BOARD if self.on_benefit else BENEFIT)

    def _turn(self) -> None:
        if self.on_benefit:
            self.benefit.tornado.chart.turn()
        else:
            self.board.turn()

    def focus_entry(self) -> None:
        if self.on_benefit:
            self.benefit.take_focus()
            return
        if self.views.currentWidget() is self.drill and self.drill.table is not None:
            self.drill.table.setFocus()
        else:
            focus_on(self.board.stops()[0])

    def retranslate(self) -> None:
        super().retranslate()
        self.header.retell()
        self.board.retell()
        if "benefit" in self.__dict__:
            self.benefit.retell()
        self._tell_time()
        if self.views.currentWidget() is self.drill:
            self._drill_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that a chart or a tile has no use for lead to the next panel."""
        step = ARROWS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        on_board = self.views.currentWidget() is self.states and self._answer is not None
        if step is not None and plain and on_board and self.board.walk(*step):
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------ asking

    def _actor(self) -> Actor | None:
        session = self.backend.session
        return session.actor if session and isinstance(session.actor, Actor) else None

    def _scopes_came(self, scopes: Sequence[Scope]) -> None:
        if not scopes:
            self.states.forbidden(
                lambda: translate("insights", "A manager or the administrator grants it.")
            )
            return
        self.header.offer(scopes)
        self.titled.emit()
        if self._loaded:
            self.refresh()
        else:
            charts.fetch(self.backend, self._charts_loaded, owner=self)

    def _charts_loaded(self) -> None:
        self._loaded = True
        self.refresh()

    def _other_choice(self) -> None:
        self.up()
        self.titled.emit()
        self.refresh()

    def _again(self) -> None:
        self._stock_at = self._cells = None
        if self.views.currentWidget() is self.drill:
            self.drill.reload()
        self.refresh()

    def refresh(self) -> None:
        self._due.stop()
        scope = self.header.scope
        if scope is None or not self._loaded:
            return
        if self.on_benefit:
            self.benefit.refresh(scope)
            return
        self._asked += 1
        if self._answer is None:
            self.states.loading()
            self.board.show_waiting()
        now = self._now()
        with_stock, cells = self._wants_stock(scope, now), self._cells
        if with_stock:
            self._cells = frozenset()
        self.backend.report(
            answer,
            scope,
            self.header.period,
            self.header.against,
            now=now,
            zone=self._desk.zone,
            counts=self._counts if with_stock else None,
            changed=cells,
            then=partial(self._came, self._asked),
            failed=partial(self._failed, self._asked),
            owner=self,
        )

    def _wants_stock(self, scope: Scope, now: int) -> bool:
        if self._stock_at is None or self._stock_at[0] != scope:
            return True
        return self._stock_changed and now - self._stock_at[1] >= STOCK_MS * 1_000

    def _came(self, asked: int, told: Answer) -> None:
        if asked != self._asked:
            return
        picture = told.picture
        if picture is not None:
            self._stock_at, self._stock_changed = (told.board.scope, told.board.window.now), False
        elif self._answer is not None:
            picture = self._answer.picture
        before, self._answer = self._answer, Answer(told.board, picture, told.not_held)
        if (before.not_held if before else 0) != told.not_held:
            self.titled.emit()
        if picture is None:
            return
        some = told.board.known_days or told.board.open_orders or picture.carried
        self.states.ready(1 if some or told.board.sales else 0)
        self.board.show_figures(told.board, picture, self._desk.site_id)
        self._tell_time()
        self._enable()
        self.on_linked(self.backend.sync_status())

    def _failed(self, asked: int, trouble: BaseException) -> None:
        self._cells = None  # what had changed was asked for in vain
        if asked != self._asked:
            return
        self.states.failed(
            lambda: translate("insights", "The figures could not be read."),
            lambda: translate("insights", "Orders and stock are as they were."),
            self._again,
            type(trouble).__name__,
        )

    def _tell_time(self) -> None:
        if self._answer is not None:
            window = self._answer.board.window
            self.header.tell_time(words.days(window), window.now)

    def on_linked(self, status: SyncStatus) -> None:
        """Without the server the figures of other stores are as old as its last word."""
        self._tell_link(self.states, status)
        if "benefit" in self.__dict__:
            self._tell_link(self.benefit.states, status)

    def _tell_link(self, states: FiveStates, status: SyncStatus) -> None:
        if status.state in AWAY:
            states.offline(status.since, self._now())
        else:
            states.online()

    def _enable(self) -> None:
        assert self.acts is not None
        told: object = self.benefit.told if self.on_benefit else self._answer
        shown, listed = told is not None, self.views.currentWidget() is self.drill
        self.acts.enable(EXPORT, shown)
        self.acts.enable(AGAIN, shown or self.on_benefit)
        for action in (TABLE, PAPER):
            self.acts.enable(action, shown and not listed)
        self.acts.enable(UP, listed)

    # ------------------------------------------------------------------ drilling

    def _open_focused(self) -> None:
        """The key bar's Enter, for who clicks it: what has the focus opens by its own key."""
        if self.on_benefit:
            self.benefit.inputs.edit()
            return
        if self.views.currentWidget() is self.drill:
            if self.drill.table is not None and self.drill.table.selected_id:
                self.drill.table.opened.emit(self.drill.table.selected_id)
            return
        for key, tile in self.board.tiles.items():
            if tile.hasFocus():
                self._drill(f"tile/{key}", "")
        for key, chart in self.board.charts().items():
            if chart.hasFocus() and chart.current_id:
                self._drill(key, chart.current_id)

    def _drill(self, panel: str, element: str) -> None:
        """A pickup is its order and a risk its stock; everything else is a list."""
        if panel in {"pickups", "risk"}:
            self.wanted.emit("order" if panel == "pickups" else "stock", element)
            return
        if self._answer is None or self._answer.picture is None:
            return
        drill = drill_of(panel, element, self._answer.board, self._answer.picture)
        if drill is None:
            return
        self._from = panel
        self.views.setCurrentWidget(self.drill)
        self.drill.show_drill(drill)
        self._enable()

    def _drill_again(self) -> None:
        self.drill.retell()

    def up(self) -> bool:
        """Back to the panel the list was opened from."""
        if self.views.currentWidget() is not self.drill:
            return False
        self.views.setCurrentWidget(self.states)
        self._enable()
        key = self._from.removeprefix("tile/")
        tile = self._from.startswith("tile/")
        stop = self.board.tiles[key] if tile else self.board.panels[key]
        focus_on(stop)
        return True

    # ------------------------------------------------------------------ taking along

    def export(self) -> None:
        if self.views.currentWidget() is self.drill:
            rows = self.drill.all_rows()
        elif self.on_benefit:
            rows = partial(_as_they_are, benefit_rows(self.benefit, self.header.scope_words()))
        else:
            rows = partial(_as_they_are, board_rows(self.board))
        folder, now = self._desk.folder, self._now()
        self._keep(lambda reader: save_csv(folder, rows(reader), now))

    def print_out(self) -> None:
        """One part of the page a turn; keys come in between."""
        if self._paper is None:
            place, now = self._desk.site_name, self._now()
            self._paper = parts_of(self.board, place=place, now=now)
            if self.on_benefit:
                scope = self.header.scope_words()
                self._paper = benefit_parts(self.benefit, scope=scope, place=place, now=now)
            self._drawn = []
            self._draw_next()

    def _draw_next(self) -> None:
        assert self._paper is not None
        part = next(self._paper, None)
        if part is not None:
            self._drawn.append(part)
            QTimer.singleShot(0, self, self._draw_next)
            return
        self._paper = None
        parts, folder, now, title = self._drawn, self._desk.folder, self._now(), self.title()
        self._keep(lambda _reader: save_pdf(free_name(folder, now, "pdf"), title, parts))

    def _keep(self, work: Callable[[Any], Path]) -> None:
        """A file takes as long as the disk does: on the lane of slow questions."""
        self.backend.report(work, then=self._saved, failed=self._not_kept)

    def _not_kept(self, trouble: BaseException) -> None:
        if isinstance(trouble, OSError):
            self._not_saved(trouble)
        else:
            self.backend.failed.emit("insights", trouble)

    def _saved(self, path: Path) -> None:
        self.strip.tell(
            lambda: translate("insights", "Saved: {file}").format(file=str(path)),
            status=Status.OK,
            action=lambda: translate("insights", "Open folder"),
            then=lambda: _open_folder(path.parent),
        )

    def _not_saved(self, trouble: OSError) -> None:
        why = trouble.strerror or type(trouble).__name__
        self.strip.tell(
            lambda: translate("insights", "Not saved in {folder}: {why}").format(
                folder=str(self._desk.folder), why=why
            ),
            status=Status.BAD,
        )


def _as_they_are(rows: list[tuple[str, ...]], _reader: object) -> list[tuple[str, ...]]:
    return rows


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
