"""The lines of an order by fulfillment order; one of them is the current one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.desk.order.groups import ENDED, Group
from ui.kit import Dressed, discard
from ui.orders.detail.rows import (
    GAP,
    LEAST_NAME,
    LEFT,
    RIGHT,
    Columns,
    GroupRow,
    ItemRow,
    Scene,
    row_id,
)


class Lines(Dressed, QWidget):
    """All groups with their lines; one line is the current one."""

    pressed = Signal(str)  # row id
    asked_why = Signal()  # a parcel was pressed

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[GroupRow] = []
        self.items: list[ItemRow] = []
        self.current = ""
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(1, 0, 1, 0)
        self._list.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()

    def show_groups(self, groups: Sequence[Group], scene: Scene) -> None:
        """The same rows are rewritten in place; others are made anew."""
        wanted = [row_id(group, part) for group in groups for part in group.parts]
        keys = [group.key for group in groups]
        if wanted == [item.row_id for item in self.items] and keys == [
            row.inside.key for row in self.groups
        ]:
            self._rewrite(groups, scene)
        else:
            self._make(groups, scene)
        self.point_at(self.current if self.current in wanted else "")
        self._measure()

    def _rewrite(self, groups: Sequence[Group], scene: Scene) -> None:
        items = iter(self.items)
        for ordinal, (row, group) in enumerate(zip(self.groups, groups, strict=True), start=1):
            row.show_group(ordinal, group, scene)
            for part in group.parts:
                next(items).show_part(group, part, scene)

    def _make(self, groups: Sequence[Group], scene: Scene) -> None:
        for old in (*self.groups, *self.items):
            self._list.removeWidget(old)
            discard(old)
        self.groups, self.items = [], []
        for ordinal, group in enumerate(groups, start=1):
            head = GroupRow(ordinal, group, scene)
            head.clicked.connect(lambda _on=False: self.asked_why.emit())
            self.groups.append(head)
            self._list.addWidget(head)
            for part in group.parts:
                row = ItemRow(group, part, scene)
                row.clicked.connect(lambda _on=False, made=row: self.pressed.emit(made.row_id))
                self.items.append(row)
                self._list.addWidget(row)

    def point_at(self, wanted: str) -> ItemRow | None:
        self.current = wanted
        for item in self.items:
            item.mark(item.row_id == wanted)
        return self.current_item()

    def current_item(self) -> ItemRow | None:
        return next((item for item in self.items if item.row_id == self.current), None)

    def item_of_line(self, line_id: str) -> ItemRow | None:
        """Of a line in two parcels the one that is still open."""
        mine = [item for item in self.items if item.part.line.line_id == line_id]
        still_open = [item for item in mine if item.inside.stand not in ENDED]
        return next(iter(still_open or mine), None)

    def step(self, by: int) -> ItemRow | None:
        ids = [item.row_id for item in self.items]
        if not ids:
            return None
        if self.current not in ids:
            return self.point_at(ids[0 if by > 0 else -1])
        return self.point_at(ids[max(0, min(len(ids) - 1, ids.index(self.current) + by))])

    def _measure(self) -> None:
        rows: list[GroupRow | ItemRow] = [*self.groups, *self.items]
        if not rows:
            return
        needs = [row.needs() for row in rows]
        told, now, right = (
            max(getattr(need, name) for need in needs) + 1 for name in ("told", "now", "right")
        )
        name = self.width() - 2 - LEFT - RIGHT - told - now - right - 3 * GAP
        short = max(0.0, LEAST_NAME - name)
        columns = Columns(max(LEAST_NAME, name), told, now - short, right)
        for row in rows:
            row.lay(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def retranslate(self) -> None:
        self._measure()
