"""The order as it stands: header, lines, tabs on the left; what can change and what happened."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Part, groups_of
from app.kit.actor import Actor
from ui.kit import Backend, Card, column, scrolled
from ui.kit.laying import laid_out_once
from ui.orders.detail.finder import AWAY
from ui.orders.detail.header import OrderHeader
from ui.orders.detail.lines import Lines
from ui.orders.detail.panel import COLUMN, ActCard
from ui.orders.detail.possible import possible
from ui.orders.detail.rows import ItemRow, Scene
from ui.orders.detail.still import Possible, StillPanel
from ui.orders.detail.tab_rows import SOURCING
from ui.orders.detail.tabs import Tabs
from ui.orders.detail.timeline import Timeline
from ui.orders.earning import Earning

OPEN_VIEW = ("agent", "manager")  # clerks see masked numbers (ux.md 3.4)


class OrderView(QWidget):
    """`pressed` tells the id of an act from the list of what can still change."""

    pressed = Signal(str)
    line_pressed = Signal(str)

    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        super().__init__()
        self._backend, self._now = backend, now
        self.detail: OrderDetail | None = None
        self.groups: tuple[Group, ...] = ()
        self.header = OrderHeader()
        self.lines = Lines()
        self.tabs = Tabs()
        self.earning = Earning(backend, self)
        self.still = StillPanel()
        self.timeline = Timeline()
        self._build()
        self.lines.pressed.connect(self.line_pressed)
        self.still.pressed.connect(self.pressed)
        self.tabs.segments.chosen.connect(self._show_tabs)
        self.lines.asked_why.connect(self.show_why)
        self.earning.told.connect(self.retell)

    def _build(self) -> None:
        head = Card(margins=0, spacing=0)
        head.body.setContentsMargins(0, 0, 0, 0)
        head.body.addWidget(self.header)
        listed = Card(margins=0, spacing=0)
        listed.body.addWidget(self.lines)
        left, right = QWidget(), QWidget()
        left.setLayout(column(listed, self.tabs, spacing=14))
        right.setLayout(column(self.still, self.timeline, spacing=14))
        self._inner, self._beside = left, right
        self.left, self.right = scrolled(left), scrolled(right)
        self.right.setFixedWidth(COLUMN + 4)
        parts = QHBoxLayout()
        parts.setSpacing(10)
        parts.addWidget(self.left, 1)
        parts.addWidget(self.right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(head)
        whole.addLayout(parts, 1)

    # ------------------------------------------------------------------ showing

    def show_detail(self, detail: OrderDetail) -> None:
        fresh = self.detail is None or self.detail.order_id != detail.order_id
        self.detail = detail
        self.groups = groups_of(detail)
        if fresh:
            self.lines.current = ""
            for area in (self.left, self.right):
                area.verticalScrollBar().setValue(0)
        self.retell()

    def retell(self) -> None:
        """The same order in the words of now: another minute, person or language."""
        detail, now = self.detail, self._now()
        if detail is None:
            return
        scene = Scene(detail.sites, detail.people, now, detail.currency)
        with laid_out_once(self), laid_out_once(self._inner), laid_out_once(self._beside):
            self.header.show_detail(detail, now, open_view=self.role() in OPEN_VIEW)
            self.lines.show_groups(self.groups, scene)
            self.tabs.show_detail(
                detail, now, sees_raw=self._backend.may("order.raw"), earning=self.earning
            )
            self.still.show_possible(self.possible(detail))
            self.timeline.show_detail(detail, now)
        self._ask_costs()

    def possible(self, detail: OrderDetail) -> tuple[Possible, ...]:
        away = self._backend.sync_status().state in AWAY
        return possible(detail, self.role(), self._backend.may, away=away)

    def role(self) -> str:
        session = self._backend.session
        actor = session.actor if session else None
        return actor.role if isinstance(actor, Actor) else ""

    def acting(self, card: ActCard, on: bool) -> None:
        """While an act is prepared its card takes the place of the right column."""
        self.right.setVisible(not on)
        card.setVisible(on)

    # ------------------------------------------------------------------ the current line

    def chosen(self) -> tuple[Group, Part] | None:
        item = self.lines.current_item()
        return (item.inside, item.part) if item else None

    def step(self, by: int) -> None:
        self._show(self.lines.step(by))

    def point_at(self, row_id: str) -> None:
        self._show(self.lines.point_at(row_id))

    def point_at_line(self, line_id: str) -> ItemRow | None:
        item = self.lines.item_of_line(line_id)
        if item is not None:
            self._show(self.lines.point_at(item.row_id))
        return item

    def show_why(self) -> None:
        self.tabs.show_tab(SOURCING)
        self._show_tabs(SOURCING)

    def _ask_costs(self) -> None:
        """Only who looks why it comes from there is told what is earned on it."""
        if self.detail is not None and self.tabs.segments.value == SOURCING:
            self.earning.ask(line.product_id for line in self.detail.card.lines)

    def _show_tabs(self, _name: str) -> None:
        """A longer table grows below the edge: bring its foot into sight."""
        self._ask_costs()
        self._inner.adjustSize()
        self.left.ensureWidgetVisible(self.tabs, 0, 0)

    def _show(self, item: ItemRow | None) -> None:
        if item is not None:
            self.left.ensureWidgetVisible(item, 0, 60)
