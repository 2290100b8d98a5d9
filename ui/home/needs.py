"""What needs this person now, in at most a few lines, and what they did today."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desk.queue import Due, DueKind
from ui.home import words
from ui.home.words import Figure
from ui.kit import (
    SEMIBOLD,
    Card,
    Dressed,
    IconLabel,
    Size,
    Status,
    discard,
    formats,
    icons,
    paint,
    text_label,
    tokens,
)

MOST_LINES = 4
TALL = 40


class NeedLine(Dressed, QAbstractButton):
    """One kind of urgent thing with its count; pressed, its first one opens."""

    def __init__(self, first: Due, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self._count = first, count
        self.setFixedHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("elides", True)
        self.put_on()

    def retranslate(self) -> None:
        self.setText(words.urgent(self.first.kind, self._count))
        self.setAccessibleName(f"{self.text()}, {words.page_words(self.first.kind)}")

    def sizeHint(self) -> QSize:
        return QSize(280, TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, area, radius=8, fill=worn.raised)
        if self.hasFocus():
            paint.focus_ring(painter, area)
        icons.paint(painter, words.icon(self.first), worn.of(Status.BAD).fg, 10, 11, 18)
        right = paint.words(
            painter,
            area.adjusted(area.width() / 2, 0, -30, 0),
            words.page_words(self.first.kind),
            colour=worn.text2,
            size=Size.SECONDARY,
            align=Qt.AlignmentFlag.AlignRight,
        )
        icons.paint(painter, "chevron-right", worn.text2, self.width() - 25, 12, 16)
        room = area.adjusted(40, 0, -44 - right, 0)
        paint.words(painter, room, self.text(), colour=worn.text, weight=SEMIBOLD)


class NeedsCard(Card):
    """`opened` tells the first thing of a line."""

    opened = Signal(object)  # Due

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Needs you now"), spacing=2)
        self.clear = text_label("", weight=SEMIBOLD, wrap=True)
        self._calm = QWidget()
        calm = QHBoxLayout(self._calm)
        calm.setContentsMargins(0, 6, 0, 6)
        calm.setSpacing(10)
        calm.addWidget(IconLabel("circle-check", size=20, ink="ok"))
        calm.addWidget(self.clear, 1)
        self.body.addWidget(self._calm)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self._next: int | None = None
        self._now = 0
        self._shown: Sequence[tuple[str, int]] = ()
        self.put_on()

    def lines(self) -> list[NeedLine]:
        items = (self._lines.itemAt(at) for at in range(self._lines.count()))
        found = (item.widget() for item in items if item is not None)
        return [line for line in found if isinstance(line, NeedLine)]

    def show_needs(self, urgent: Iterable[Due], following: int | None, now: int) -> None:
        """`following`: when the next thing is due that is not urgent yet."""
        kinds: dict[DueKind, list[Due]] = {}
        for due in urgent:
            kinds.setdefault(due.kind, []).append(due)
        self._next, self._now = following, now
        told = [(found[0].id, len(found)) for found in kinds.values()]
        if told != self._shown:  # the focus stays where it is while nothing changed
            self._shown = told
            self._fill(list(kinds.values())[:MOST_LINES])
        self.retranslate()

    def _fill(self, groups: list[list[Due]]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                discard(widget)
        for group in groups:
            line = NeedLine(group[0], len(group))
            line.clicked.connect(lambda _checked=False, due=group[0]: self.opened.emit(due))
            self._lines.addWidget(line)

    def retranslate(self) -> None:
        self._calm.setVisible(not self._shown)
        if self._next is None:
            self.clear.say(self.tr("All clear."))
        else:
            told = self.tr("All clear. Next due {time}.")
            self.clear.say(told.format(time=formats.moment(self._next, self._now)))


class DayCard(Card):
    """Counted on this computer alone, and it says so."""

    def __init__(self) -> None:
        super().__init__(
            lambda: self.tr("My day"), note=lambda: self.tr("on this computer"), spacing=10
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.put_on()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                discard(widget)
        for at, figure in enumerate(figures):
            self._grid.addWidget(_figure(figure), *divmod(at, 3))


def _figure(figure: Figure) -> QWidget:
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(text_label(formats.qty(figure.count), size=Size.PERSON, weight=SEMIBOLD))
    whole.addWidget(text_label(figure.words, size=Size.SECONDARY, ink="text2", wrap=True))
    return made
