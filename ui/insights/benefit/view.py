"""The benefit: five figures with their ranges, what they hang on, and the assumptions beside."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.surroundings import keep_setting, setting
from app.insights.benefit.counted import Counted
from app.insights.benefit.inputs import Part, Triple
from app.insights.benefit.measuring import Told, benefit_of
from app.insights.benefit.outcome import Range
from app.insights.scopes import Scope, ScopeKind
from ui.insights.benefit import plots, words
from ui.insights.benefit.editor import AssumptionsCard
from ui.insights.panels import Panel
from ui.insights.tiles import Reading, Tile
from ui.insights.words import translate
from ui.kit import Backend, FiveStates, Size, Status, Words, fetch_as_person, text_label

PATH, PERMISSION = "/v1/counted", "cost.read"
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
        self._counted: dict[Scope, dict[str, tuple[int, int]]] = {}
        self._away = False  # the server was not there for the last question
        self._asked = 0
        self.told: Told | None = None
        self.tiles = {key: Tile(name) for key, name in _tile_names().items()}
        self.tornado = Panel(lambda: translate("benefit", "What it hangs on"))
        self.inputs = AssumptionsCard()
        self.served = text_label("", size=Size.SECONDARY, wrap=True)
        self.note = text_label(self._note, size=Size.SECONDARY, ink="text2", wrap=True)
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
        backend.session_changed.connect(self._forget)
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
        right.addWidget(self.served)
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
        if scope not in self._counted:
            self._count_all_orders(scope)
        self._asked += 1
        self._backend.report(
            benefit_of,
            scope,
            self._own,
            self._counted.get(scope, {}),
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

    def _count_all_orders(self, scope: Scope) -> None:
        """Costs are the server's, and so are the orders of places that this desk does not hold:
        figures of here are shown until it tells them."""
        if scope.kind is ScopeKind.OWN or not self._backend.may(PERMISSION):
            return
        self._counted[scope] = {}  # asked once
        fetch_as_person(
            self._backend,
            PATH,
            Counted,
            then=partial(self._were_counted, scope),
            failed=partial(self._not_counted, scope),
            owner=self,
            scope=scope.kind.value,
            id=scope.id,
            currency=words.CURRENCY,
        )

    def _were_counted(self, scope: Scope, found: Counted) -> None:
        if not self._backend.may(PERMISSION):
            return
        self._counted[scope], self._away = found.figures, False
        if scope == self._scope:
            self.refresh(scope)

    def _not_counted(self, scope: Scope, _trouble: BaseException) -> None:
        """Asked again with the next look at it."""
        self._counted.pop(scope, None)
        self._away = True
        self.retell()

    def _forget(self, _session: object) -> None:
        self._counted, self._away = {}, False

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
        self.note.say(self._note)
        lately = words.served(self.told.served)
        self.served.say(lately)
        self.served.setVisible(bool(lately))

    def _note(self) -> str:
        told = translate(
            "benefit",
            "One future in ten is below the first figure and one in ten above the second: 10.000 "
            "draws between low and high.",
        )
        if not self._away:
            return told
        away = translate("benefit", "Margin and returns are counted when the server is there.")
        return f"{told} {away}"

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
