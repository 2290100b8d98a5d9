"""Of which places, of which time, against which time: the row of filters."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.insights.scopes import Against, Period, Scope, ScopeKind
from ui.insights import words
from ui.insights.acts import EXPORT
from ui.insights.words import translate
from ui.kit import Button, Segments, Size, formats, say, text_label

BOARD, BENEFIT = "board", "benefit"
ROOM_FOR_DAYS = 1_240  # px; narrower, the day would be cut to nothing and squeeze the rest
_ICONS = {
    ScopeKind.OWN: "user",
    ScopeKind.STORE: "store",
    ScopeKind.REGION: "map-pin",
    ScopeKind.COMPANY: "building-2",
}


class Header(QWidget):
    """`changed` when another choice was made; `scope`, `period`, `against` tell it."""

    changed = Signal()
    turned = Signal(str)  # to BOARD or BENEFIT

    def __init__(self) -> None:
        super().__init__()
        self._scopes: Sequence[Scope] = ()
        self.scope: Scope | None = None
        self.tab = Segments(
            lambda: translate("insights", "View"),
            [
                (BOARD, lambda: translate("insights", "Figures")),
                (BENEFIT, lambda: translate("insights", "Benefit")),
            ],
            stretch=False,
        )
        self.tab.chosen.connect(self.turned)
        self.button = Button("", icon="store", key="F4")
        self.button.clicked.connect(self.choose_scope)
        self.menu = QMenu(self)
        self._period = Segments(
            lambda: translate("insights", "Time"),
            [(one.value, lambda one=one: words.period(one)) for one in Period],  # type: ignore[misc]
            stretch=False,
        )
        self._against = Segments(
            lambda: translate("insights", "Compared with"),
            [(one.value, lambda one=one: words.against(one)) for one in Against],  # type: ignore[misc]
            Against.WEEKDAY.value,
            stretch=False,
        )
        for segments in (self._period, self._against):
            segments.chosen.connect(self._chosen)
        self.days = text_label("", ink="text2", elide=True)
        self.updated = text_label("", size=Size.SECONDARY, ink="text2")
        self.export = Button(EXPORT.words, icon=EXPORT.icon)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for part in (self.tab, self.button, self._period, self._against):
            line.addWidget(part)
        line.addWidget(self.days, 1)
        line.addStretch()
        line.addWidget(self.updated)
        line.addWidget(self.export)

    @property
    def period(self) -> Period:
        return Period(self._period.value)

    @property
    def against(self) -> Against:
        return Against(self._against.value)

    def show_tab(self, tab: str) -> None:
        """The benefit is of a year: it has no other time."""
        self.tab.choose(tab)
        for part in (self._period, self._against):
            part.setVisible(tab == BOARD)
        self._show_days()

    def _show_days(self) -> None:
        self.days.setVisible(self.tab.value == BOARD and self.width() >= ROOM_FOR_DAYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_days()

    def offer(self, scopes: Sequence[Scope]) -> None:
        """The chosen one stays while it is offered; else the first, the nearest, is chosen."""
        self._scopes = scopes
        kept = self.scope if self.scope in scopes else None
        self.scope = kept or (scopes[0] if scopes else None)
        self.retell()

    def retell(self) -> None:
        if self.scope is not None:
            told = self.scope
            self.button.say(lambda: words.scope(told))
            self.button.show_icon(_ICONS[told.kind])
        self.button.setEnabled(len(self._scopes) > 1)

    def choose_scope(self) -> None:
        """A menu: arrows and letters find a store among many."""
        if len(self._scopes) < 2:
            return
        self.menu.clear()
        for one in self._scopes:
            act = self.menu.addAction(words.scope(one).replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(one == self.scope)
            act.triggered.connect(lambda _checked=False, one=one: self._take(one))
        place = next((at for at, one in enumerate(self._scopes) if one == self.scope), 0)
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        self.menu.setActiveAction(self.menu.actions()[place])

    def _take(self, scope: Scope) -> None:
        if scope != self.scope:
            self.scope = scope
            self.retell()
            self.changed.emit()

    def _chosen(self, _value: str) -> None:
        self.changed.emit()

    def tell_time(self, days: str, at: int | None) -> None:
        self.days.say(days)
        told = translate("insights", "Updated {time}")
        self.updated.say(told.format(time=formats.clock_s(at)) if at is not None else "")

    def scope_words(self) -> str:
        return say(words.scope(self.scope)) if self.scope is not None else ""
