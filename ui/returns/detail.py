"""The questions under a ticked line: why, in which state, and where the goods go."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.returns.queries import ReturnLine
from app.returns.states import Disposition, Grade, Reason
from ui.kit import (
    SEMIBOLD,
    Card,
    Dressed,
    KeyCap,
    Option,
    OptionList,
    Segments,
    Size,
    Words,
    fonts,
    paint,
    say,
    text_label,
    tokens,
)
from ui.kit.text import IconLabel
from ui.returns import words
from ui.returns.chosen import Choice

LEFT = 46  # under the line's name
GAP = 24
ICONS = {
    Disposition.SHELF: "store",
    Disposition.QUALITY: "shield-check",
    Disposition.DAMAGED: "package-x",
    Disposition.SUPPLIER: "truck",
    Disposition.SCRAP: "trash-2",
}


class Tiles(OptionList):
    """Tiles in as many columns as have room for their words."""

    def __init__(self, name: Words, options: Sequence[Option], columns: int) -> None:
        super().__init__(name, options, columns=columns, tiles=True)

    def columns(self, count: int) -> None:
        if count != self._columns:
            self._columns = count
            self.updateGeometry()
            self.update()

    def wants(self, columns: int) -> int:
        """Pixels that `columns` columns need for the longest words."""
        title = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        detail = QFontMetricsF(fonts.font(Size.SECONDARY))
        widest = max(
            max(title.horizontalAdvance(say(o.title)), detail.horizontalAdvance(say(o.detail)))
            for o in self.options
        )
        check = 0 if any(o.detail for o in self.options) else 26
        return round(columns * (widest + 50 + check) + 8 * (columns - 1))

    def sizeHint(self) -> QSize:
        return QSize(self.wants(self._columns), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


class LineDetail(Dressed, QWidget):
    """One for the whole list: it moves under the line that is asked about."""

    reasoned = Signal(str)
    graded = Signal(str)
    disposed = Signal(str)

    def __init__(self, here: Words) -> None:
        super().__init__()
        self._here = here
        self._closed: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self.reasons = Tiles(
            lambda: self.tr("Why is it coming back?"),
            [words.reason_option(r) for r in Reason],
            3,
        )
        self.grades = Tiles(
            lambda: self.tr("What state is it in?"),
            [words.grade_option(g) for g in Grade],
            2,
        )
        self.ways = Segments(
            lambda: self.tr("Where the goods go"),
            [(d.value, lambda d=d: words.disposition(d)) for d in _ORDER],  # type: ignore[misc]
            stretch=False,
        )
        self.reasons.settled.connect(self.reasoned)
        self.grades.settled.connect(self.graded)
        self.ways.chosen.connect(self.disposed)
        self._title = text_label("", weight=SEMIBOLD)
        self._place = text_label("", ink="text2", elide=True)
        self._effect = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self._icon = IconLabel("store", size=18)
        self._state = text_label(lambda: self.tr("What state is it in?"), weight=SEMIBOLD)
        self._takes = text_label(lambda: self.tr("takes 1"), size=Size.SECONDARY, ink="text2")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(8)
        self._why = text_label(lambda: self.tr("Why is it coming back?"), weight=SEMIBOLD)
        self._right = self._state_heading()
        self._bar = self._disposition_bar()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(LEFT, 12, 16, 14)
        whole.setSpacing(12)
        whole.addLayout(self._grid)
        whole.addWidget(self._bar)
        self._wide: bool | None = None
        self._arrange(wide=True)
        self.put_on()

    def _state_heading(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._state)
        line.addStretch(1)
        line.addWidget(KeyCap("Enter", active=True))
        line.addWidget(self._takes)
        return made

    def _disposition_bar(self) -> Card:
        made = Card(margins=10, spacing=8)
        self._bar_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar_line.setSpacing(10)
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(self._icon)
        text = QVBoxLayout()
        text.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._place, 1)
        text.addLayout(top)
        text.addWidget(self._effect)
        told.addLayout(text, 1)
        self._bar_line.addLayout(told, 1)
        self._bar_line.addWidget(self.ways)
        made.body.addLayout(self._bar_line)
        return made

    def show_line(self, line: ReturnLine, choice: Choice) -> None:
        self._offer(line)
        self.reasons.choose(choice.reason.value if choice.reason else "")
        self.grades.choose(choice.grade.value if choice.grade else "")
        way = choice.disposition or line.proposed(choice.grade or Grade.A)
        self.ways.choose(way.value)
        self.ways.setEnabled(choice.grade is not None)
        self._icon.show_icon(ICONS[way])
        self._title.say(lambda: words.disposition_title(way))
        self._place.say(self._here if way in _STAYS else "")
        self._effect.say(lambda: words.ledger_effect(way, choice.quantity, line.free_here))

    def _offer(self, line: ReturnLine) -> None:
        """What the rule does not take stays in its place, so that the digits keep their meaning."""
        closed = (line.reasons, line.refused_grades)
        if closed == self._closed:
            return
        self._closed = closed
        self.reasons.offer([words.reason_option(r, line.takes_reason(r)) for r in Reason])
        self.grades.offer([words.grade_option(g, line.takes_grade(g)) for g in Grade])

    def ask(self, choice: Choice) -> OptionList:
        """Focus on the first open question; on the state when none is open."""
        asked = self.reasons if choice.reason is None else self.grades
        asked.setFocus()
        return asked

    # ------------------------------------------------------------------ layout

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        parts = (self._why, self._right, self.reasons, self.grades)
        for part in parts:
            self._grid.removeWidget(part)
        places = ((0, 0), (0, 1), (1, 0), (1, 1)) if wide else ((0, 0), (2, 0), (1, 0), (3, 0))
        for part, (down, across) in zip(parts, places, strict=True):
            top = Qt.AlignmentFlag.AlignTop if down in (1, 3) else Qt.AlignmentFlag(0)
            self._grid.addWidget(part, down, across, top)
        self._grid.setColumnStretch(0, 4 if wide else 1)
        self._grid.setColumnStretch(1, 3 if wide else 0)
        self._grid.setColumnMinimumWidth(0, self.reasons.wants(3) if wide else 0)

    def _fit(self) -> None:
        room = self.width() - LEFT - 16
        beside = self.reasons.wants(3) + self.grades.wants(2) + GAP
        wide = beside <= room
        self._arrange(wide=wide)
        self.reasons.columns(3)
        self.grades.columns(4 if not wide and self.grades.wants(4) <= room else 2)
        title = self._title.sizeHint().width() + 60
        across = self.ways.sizeHint().width() + 20 + max(title, 200) <= room
        way = QBoxLayout.Direction
        self._bar_line.setDirection(way.LeftToRight if across else way.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), radius=0, fill=worn.raised)
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.border)


_ORDER = (
    Disposition.SHELF,
    Disposition.QUALITY,
    Disposition.DAMAGED,
    Disposition.SUPPLIER,
    Disposition.SCRAP,
)
_STAYS = (Disposition.SHELF, Disposition.QUALITY, Disposition.DAMAGED)
