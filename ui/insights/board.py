"""The dashboard itself: tiles above panels, and how the arrows go from one to the next."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.insights.dashboard import Dashboard
from app.insights.scopes import ScopeKind
from app.insights.stock_health import StockPicture
from ui.insights import plots, tiles, words
from ui.insights.panels import Legend, Panel, RiskPanel
from ui.insights.tiles import Tile
from ui.insights.words import translate
from ui.kit import Words, formats
from ui.kit.charts import Chart
from ui.kit.laying import InTurns, laid_out_once

ENOUGH_DAYS = 7
Show: TypeAlias = Callable[[Dashboard, StockPicture], None]


class Board(QWidget):
    """`opened(panel, element)`: a chart's element, or a whole tile with an empty element."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.dashboard: Dashboard | None = None
        self.picture: StockPicture | None = None
        self._here = ""
        self._turns = InTurns(self)
        self._shows: tuple[Show, ...] = (
            self._show_tiles,
            self._show_sales,
            self._show_health,
            self._show_ages,
            self._show_risks,
            self._show_stores,
            self._show_pickups,
            self._show_reasons,
        )
        self.tiles = {key: Tile(told) for key, told in _tile_names().items()}
        self.panels = {key: Panel(told) for key, told in _panel_names().items()}
        self.risk = RiskPanel()
        self._build()
        self._connect()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(14)
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
        whole.addLayout(row)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        shares = (("sales", 40), ("health", 34), ("ages", 26))
        for key, share in shares:
            upper.addWidget(self.panels[key], share)
        lower.addWidget(self.risk, 40)
        for key, share in (("stores", 23), ("pickups", 19), ("reasons", 18)):
            lower.addWidget(self.panels[key], share)
        heading = self.panels["health"].heading
        assert heading is not None
        heading.addWidget(Legend())
        for line in (upper, lower):
            line.setSpacing(14)
            whole.addLayout(line, 1)

    def _connect(self) -> None:
        for key, tile in self.tiles.items():
            tile.opened.connect(lambda key=key: self.opened.emit(f"tile/{key}", ""))
        for key, panel in self.panels.items():
            panel.drilled.connect(lambda element, key=key: self.opened.emit(key, element))
        self.risk.opened.connect(lambda product: self.opened.emit("risk", product))
        self.risk.all_wanted.connect(lambda: self.opened.emit("tile/risk", ""))

    # ------------------------------------------------------------------ figures

    def show_figures(self, board: Dashboard, picture: StockPicture, here: str) -> None:
        self.dashboard, self.picture, self._here = board, picture, here
        self.retell()

    def show_waiting(self) -> None:
        """Nothing is known yet: the panels say so at their places."""
        waiting: list[Panel | RiskPanel] = [*self.panels.values(), self.risk]
        with laid_out_once(self):
            for panel in waiting:
                panel.tell(translate("insights", "Adding up …"))

    def retell(self) -> None:
        """A part a turn. Words are made with the figures: another language makes them anew."""
        if self.dashboard is not None and self.picture is not None:
            told = (self.dashboard, self.picture)
            self._turns.do([partial(self._show, show, *told) for show in self._shows])

    @property
    def is_drawn(self) -> bool:
        return not self._turns.goes_on

    def _show(self, show: Show, board: Dashboard, picture: StockPicture) -> None:
        with laid_out_once(self):
            show(board, picture)

    def _show_risks(self, board: Dashboard, picture: StockPicture) -> None:
        if board.known_days < ENOUGH_DAYS:
            self.risk.tell(translate("insights", "Needs 7 days of sales to know the demand."))
        else:
            self.risk.show_risks(picture.risks, one_site=len(board.scope.site_ids) == 1)

    def _show_tiles(self, board: Dashboard, picture: StockPicture) -> None:
        self.tiles["fill"].show_reading(tiles.fill(board))
        self.tiles["in_time"].show_reading(tiles.in_time(board))
        self.tiles["old"].show_reading(tiles.over_a_day(board))
        self.tiles["risk"].show_reading(tiles.at_risk(board, picture))
        self.tiles["returned"].show_reading(tiles.returned(board))
        self.tiles["saved"].show_reading(tiles.saved(board))

    def _show_sales(self, board: Dashboard, _picture: StockPicture) -> None:
        panel = self.panels["sales"]
        if not board.scope.sales:
            panel.tell(translate("insights", "Your role does not show sales."))
        elif any(bar.minor or bar.before_minor for bar in board.sales):
            panel.show_plot(plots.sales(board), note=self._compared(board))
        else:
            panel.tell(_nothing())

    def _show_health(self, _board: Dashboard, picture: StockPicture) -> None:
        empty = translate("insights", "No stock in these places.")
        self.panels["health"].show_plot(plots.health(picture), empty=empty)

    def _show_ages(self, board: Dashboard, _picture: StockPicture) -> None:
        if board.open_orders:
            told = translate("insights", "{n} open").format(n=formats.qty(board.open_orders))
            self.panels["ages"].show_plot(plots.ages(board), note=told)
        else:
            self.panels["ages"].tell(translate("insights", "No open orders."))

    def _show_stores(self, board: Dashboard, _picture: StockPicture) -> None:
        target = translate("insights", "target {n}%").format(n=f"{plots.FILL_TARGET * 100:g}")
        plot = plots.stores(board, self._here)
        self.panels["stores"].show_plot(plot, note=target, empty=_nothing())

    def _show_reasons(self, board: Dashboard, _picture: StockPicture) -> None:
        if board.scope.kind is ScopeKind.OWN:
            self.panels["reasons"].tell(translate("insights", "Told by store, not by person."))
        else:
            self.panels["reasons"].show_plot(plots.reasons(board), empty=_nothing())

    def _show_pickups(self, board: Dashboard, _picture: StockPicture) -> None:
        """Points are told of the orders that lie on this desk; how many of all, too."""
        shown = len(board.pickups)
        note = translate("insights", "target {n} min").format(n=board.target_minutes)
        if shown < board.ready:
            note = translate("insights", "{n} of {all} here").format(
                n=formats.qty(shown), all=formats.qty(board.ready)
            )
        elsewhere = translate("insights", "The orders of other stores lie on their desks.")
        empty = elsewhere if board.ready else _nothing()
        self.panels["pickups"].show_plot(plots.pickups(board), note=note, empty=empty)

    def _compared(self, board: Dashboard) -> str:
        known = any(bar.before_minor is not None for bar in board.sales)
        window = board.window
        return f"— {words.then(window)}" if known else words.needs_days(words.reach(window))

    # ------------------------------------------------------------------ walking

    def stops(self) -> Sequence[QWidget]:
        """Where arrows and Tab halt, in the order in which one reads."""
        shown: list[Panel | RiskPanel] = [
            *(self.panels[key] for key in ("sales", "health", "ages")),
            self.risk,
            *(self.panels[key] for key in ("stores", "pickups", "reasons")),
        ]
        return [*self.tiles.values(), *(panel for panel in shown if panel.can_focus())]

    def stop_with_focus(self) -> QWidget | None:
        focus = self.focusWidget()
        held = focus is not None and focus.hasFocus()
        return next(
            (s for s in self.stops() if held and (s is focus or s.isAncestorOf(focus))), None
        )

    def walk(self, dx: int, dy: int) -> bool:
        """To the nearest stop in a direction; False where there is none."""
        here = self.stop_with_focus()
        if here is None:
            focus_on(self.stops()[0])
            return True
        spot = _middle(here, self)
        best: tuple[int, QWidget] | None = None
        for other in self.stops():
            there = _middle(other, self)
            along = (there.x() - spot.x()) * dx + (there.y() - spot.y()) * dy
            aside = abs((there.x() - spot.x()) * dy) + abs((there.y() - spot.y()) * dx)
            if other is not here and along > 8 and (best is None or along + 2 * aside < best[0]):
                best = (along + 2 * aside, other)
        if best is not None:
            focus_on(best[1])
        return best is not None

    def turn(self) -> None:
        """Ctrl+T: the chart with the focus, or all when none has it."""
        here = self.stop_with_focus()
        charts = [panel.chart for panel in self.panels.values() if panel.can_focus()]
        chosen = [here.chart] if isinstance(here, Panel) else charts
        as_table = not all(chart.is_table for chart in chosen)
        for chart in chosen:
            if chart.is_table != as_table:
                chart.turn()

    def charts(self) -> dict[str, Chart]:
        """Those that show something, by their key."""
        return {key: panel.chart for key, panel in self.panels.items() if panel.can_focus()}


def focus_on(stop: QWidget) -> None:
    if isinstance(stop, Panel | RiskPanel):
        stop.take_focus()
    else:
        stop.setFocus()


def _middle(stop: QWidget, board: QWidget) -> QPoint:
    return stop.mapTo(board, stop.rect().center())


def _nothing() -> str:
    return translate("insights", "Nothing yet in this time.")


def _tile_names() -> dict[str, Words]:
    return {
        "fill": lambda: translate("insights", "Fill rate"),
        "in_time": lambda: translate("insights", "Pickup in SLA"),
        "old": lambda: translate("insights", "Orders over 24 h"),
        "risk": lambda: translate("insights", "Stock-out risk"),
        "returned": lambda: translate("insights", "Return rate"),
        "saved": lambda: translate("insights", "Sourcing saved"),
    }


def _panel_names() -> dict[str, Words]:
    return {
        "sales": lambda: translate("insights", "Sales"),
        "health": lambda: translate("insights", "Stock health by category"),
        "ages": lambda: translate("insights", "Open orders by age"),
        "stores": lambda: translate("insights", "Fill rate by store"),
        "pickups": lambda: translate("insights", "Pickup minutes"),
        "reasons": lambda: translate("insights", "Returns by reason"),
    }


def panel_name(key: str) -> str:
    named = _panel_names() | {f"tile/{tile}": told for tile, told in _tile_names().items()}
    told = named[key]
    return told if isinstance(told, str) else told()
