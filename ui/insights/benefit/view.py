"""The benefit: five figures with their ranges, what they hang on, and the assumptions beside."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.surroundings import keep_setting, setting
from app.insights.benefit.inputs import Part, Triple
from app.insights.benefit.measuring import Told, benefit_of
from app.insights.benefit.outcome import Range
from app.insights.scopes import Scope
from ui.insights.benefit import plots, words
from ui.insights.benefit.editor import AssumptionsCard
from ui.insights.panels import Panel
from ui.insights.tiles import Reading, Tile
from ui.insights.words import translate
from ui.kit import Backend, FiveStates, Size, Status, Words, text_label

KEPT = "insights.benefit"  # the setting of this desk that holds one's own figures
PARTS = (Part.PICKUP, Part.RETURN, Part.SHIP)


class BenefitView(QWidget):
    """`refresh(scope)` asks; `shown` when figures came."""

    shown = Signal()

    def __init__(self, backend: Backend, *, now: Callable[[], int]) -> None:
        super().__init__()
        self._backend, self._now = backend, now
        self._own: dict[str, Triple] | None = None
        self._scope: Scope | None = None
        self._asked = 0
        self.told: Told | None = None
        self.tiles = {key: Tile(name) for key, name in _tile_names().items()}
        self.tornado = Panel(lambda: translate("benefit", "What it hangs on"))
        self.inputs = AssumptionsCard()
        self.note = text_label(_note, size=Size.SECONDARY, ink="text2", wrap=True)
        board = QWidget()
        self.states = FiveStates(board, empty="")
        self._build(board)
        self.inputs.told.connect(self._wrote)
        self.inputs.forgot.connect(self._forgot)
        self.tornado.drilled.connect(self.inputs.go_to)
        for part in PARTS:
            self.tiles[part.value].opened.connect(partial(self._open_part, part))
        for key in ("net", "months"):
            self.tiles[key].opened.connect(partial(self._open_part, Part.COST))
        self.states.loading()

    def _build(self, board: QWidget) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.states)
        inside = QVBoxLayout(board)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        head, below, right = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for line in (head, below, right):
            line.setSpacing(14)
        for tile in self.tiles.values():
            head.addWidget(tile, 1)
        right.addWidget(self.tornado, 1)
        right.addWidget(self.note)
        below.addWidget(self.inputs, 52)
        below.addLayout(right, 48)
        inside.addLayout(head)
        inside.addLayout(below, 1)

    # ------------------------------------------------------------------ asking

    def refresh(self, scope: Scope) -> None:
        self._scope = scope
        if self._own is None:
            self._backend.ask(setting, KEPT, then=self._own_came, failed=self._failed, owner=self)
            return
        self._asked += 1
        self._backend.report(
            benefit_of,
            scope,
            self._own,
            now=self._now(),
            currency=words.CURRENCY,
            then=partial(self._came, self._asked),
            failed=self._failed,
            owner=self,
        )

    def _own_came(self, kept: str) -> None:
        """Figures that cannot be read any more are not worth a broken screen."""
        try:
            self._own = msgspec.json.decode(kept, type=dict[str, Triple]) if kept else {}
        except msgspec.MsgspecError:
            self._own = {}
        if self._scope is not None:
            self.refresh(self._scope)

    def _came(self, asked: int, told: Told) -> None:
        if asked != self._asked:
            return
        first = self.told is None
        self.told = told
        self.states.ready(1)
        self.retell()
        if first:
            self.inputs.table.step(0)
        self.shown.emit()

    def _failed(self, trouble: BaseException) -> None:
        self.states.failed(
            lambda: translate("benefit", "The benefit could not be reckoned."),
            lambda: translate("benefit", "Your figures are kept."),
            self._again,
            type(trouble).__name__,
        )

    def _again(self) -> None:
        if self._scope is not None:
            self.states.loading()
            self.refresh(self._scope)

    # ------------------------------------------------------------------ showing

    def retell(self) -> None:
        if self.told is None:
            return
        found = self.told.benefit
        self.tiles["net"].show_reading(_a_year(found.net))
        for part in PARTS:
            self.tiles[part.value].show_reading(_a_year(found.parts[part]))
        self.tiles["months"].show_reading(_payback(found.months))
        plot = plots.tornado(found, self.told.inputs)
        self.tornado.show_plot(
            plot, note=plot.summary, empty=translate("benefit", "Nothing is uncertain.")
        )
        self.inputs.show_inputs(self.told.inputs)

    def take_focus(self) -> None:
        self.inputs.table.setFocus()

    def _open_part(self, part: Part) -> None:
        self.inputs.show_part(part)
        self.inputs.table.setFocus()

    # ------------------------------------------------------------------ writing

    def _wrote(self, key: str, figures: Triple) -> None:
        self._keep({**(self._own or {}), key: figures})

    def _forgot(self, key: str) -> None:
        self._keep({name: told for name, told in (self._own or {}).items() if name != key})

    def _keep(self, own: dict[str, Triple]) -> None:
        self._own = own
        self._backend.write(keep_setting, KEPT, msgspec.json.encode(own).decode())
        if self._scope is not None:
            self.refresh(self._scope)


def _tile_names() -> dict[str, Words]:
    return {
        "net": lambda: translate("benefit", "Net a year"),
        **{part.value: partial(words.part, part) for part in PARTS},
        "months": lambda: translate("benefit", "Pays back in"),
    }


def _note() -> str:
    return translate(
        "benefit",
        "One future in ten is below the first figure and one in ten above the second: 10.000 draws "
        "between low and high.",
    )


def _a_year(told: Range) -> Reading:
    status = Status.OK if told.low > 0 else Status.BAD if told.high < 0 else Status.WARN
    ends = translate("benefit", "{low} to {high}")
    note = ends.format(low=words.money(told.low), high=words.money(told.high))
    return Reading(words.money(told.middle), "", note, status)


def _payback(months: Range | None) -> Reading:
    if months is None:
        return Reading("–", "", translate("benefit", "may never pay back"), Status.BAD)
    middle = months.middle
    unit = translate("benefit", "month(s)", "", middle)
    ends = translate("benefit", "{low} to {high}").format(low=months.low, high=months.high)
    return Reading(str(middle), unit, ends, Status.OK if months.high <= 24 else Status.WARN)
