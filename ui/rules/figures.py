"""Old against new, figure by figure: the change with its range, read as worse or better."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.routing.replay.model import MORE_IS_BETTER, Comparison, Line
from ui.kit import MEDIUM, SEMIBOLD, Dressed, Size, paint, tokens
from ui.rules.wording import change_words, figure_words, range_words, value_words

HEAD, LEAST, MOST = 34, 34, 52
VALUE, CHANGE, RANGE, MOST_RANGE = 84, 100, 76, 200
PAD = 16
ROOM = 1.25  # of the widest range, so that it never touches the edge
CLEAR = {True: "ok", False: "bad", None: "idle"}
RIGHT = Qt.AlignmentFlag.AlignRight


class FigureTable(Dressed, QWidget):
    """One row per figure; a screen reader hears all of them as one text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: Comparison | None = None
        self._lines: Sequence[Line] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # on a low screen the arrows scroll it
        self.put_on()

    def show_comparison(self, told: Comparison) -> None:
        self._told = told
        self._lines = [line for line in told.lines if line.change is not None]
        self.retranslate()
        self.updateGeometry()
        self.update()

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Figure, old, new, change, range: as they are painted."""
        if self._told is None:
            return []
        currency = self._told.currency
        return [
            (
                figure_words(line.figure),
                value_words(line.figure, line.old, currency),
                value_words(line.figure, line.new, currency),
                change_words(line.figure, line.change, currency),
                range_words(line, currency),
            )
            for line in self._lines
        ]

    def retranslate(self) -> None:
        spoken = {
            True: self.tr("better"),
            False: self.tr("worse"),
            None: self.tr("no clear change"),
        }
        told = [
            f"{name}: {old}, {new}, {change}, {spoken[line.better]}"
            for line, (name, old, new, change, _) in zip(self._lines, self.rows(), strict=True)
        ]
        self.setAccessibleName(self.tr("Figures of the replay"))
        self.setAccessibleDescription("; ".join(told))

    def sizeHint(self) -> QSize:
        return QSize(520, HEAD + MOST * max(1, len(self._lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(440, HEAD + LEAST * max(1, len(self._lines)))

    def _columns(self) -> tuple[float, float, float, float]:
        """Right edges of old, new and change, and where the ranges begin; names get the rest."""
        begin = self.width() - PAD - max(RANGE, min(MOST_RANGE, self.width() * 0.2))
        change = begin - 18
        return change - CHANGE - VALUE, change - CHANGE, change, begin

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._told is None or not self._lines:
            return
        painter = QPainter(self)
        self._head(painter)
        tall = min(MOST, (self.height() - HEAD) / len(self._lines))
        for at, (line, row) in enumerate(zip(self._lines, self.rows(), strict=True)):
            self._row(painter, line, row, QRectF(0, HEAD + at * tall, self.width(), tall))
        self._axis(painter, HEAD + len(self._lines) * tall)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()))

    def _head(self, painter: QPainter) -> None:
        assert self._told is not None
        worn = tokens()
        old, new, change, begin = self._columns()
        style = {"colour": worn.text2, "size": Size.SECONDARY, "weight": MEDIUM}
        name = QRectF(PAD, 0, old - PAD - VALUE, HEAD)
        paint.words(painter, name, self.tr("Figure"), **style)  # type: ignore[arg-type]
        told = (
            (old, self.tr("v{n} now").format(n=self._told.old_version)),
            (new, f"v{self._told.new_version}"),
            (change, self.tr("Change, 95 %")),
        )
        for edge, words in told:
            room = QRectF(edge - CHANGE, 0, CHANGE, HEAD)
            paint.words(painter, room, words, align=RIGHT, **style)  # type: ignore[arg-type]
        room = QRectF(begin, 0, self.width() - PAD - begin, HEAD)
        style["size"] = Size.META
        paint.words(painter, room, self.tr("worse"), **style)  # type: ignore[arg-type]
        paint.words(painter, room, self.tr("better"), align=RIGHT, **style)  # type: ignore[arg-type]

    def _row(
        self, painter: QPainter, line: Line, row: tuple[str, str, str, str, str], area: QRectF
    ) -> None:
        worn = tokens()
        painter.fillRect(QRectF(0, area.y(), area.width(), 1), worn.ink("border"))
        name, was, now, change, span = row
        old, new, changed, _ = self._columns()
        whole = QRectF(PAD, area.y(), old - PAD - VALUE, area.height())
        paint.words(painter, whole, name, colour=worn.text, weight=MEDIUM)
        for edge, words, bold in ((old, was, False), (new, now, True)):
            room = QRectF(edge - VALUE, area.y(), VALUE, area.height())
            ink = worn.text if bold else worn.text2
            weight = SEMIBOLD if bold else MEDIUM
            paint.words(painter, room, words, colour=ink, weight=weight, align=RIGHT)
        ink = worn.of(CLEAR[line.better]).fg
        middle = area.center().y()
        top = QRectF(changed - CHANGE, middle - 16, CHANGE, 17)
        paint.words(painter, top, change, colour=ink, weight=SEMIBOLD, align=RIGHT)
        under = QRectF(changed - CHANGE, middle + 1, CHANGE, 14)
        paint.words(painter, under, span, colour=worn.text2, size=Size.META, align=RIGHT)
        self._range(painter, line, middle)

    def _axis(self, painter: QPainter, bottom: float) -> None:
        worn = tokens()
        painter.fillRect(QRectF(self._middle(), HEAD, 1, bottom - HEAD), worn.ink("text3"))

    def _middle(self) -> float:
        begin = self._columns()[3]
        return begin + (self.width() - PAD - begin) / 2

    def _range(self, painter: QPainter, line: Line, middle: float) -> None:
        """Better is to the right, whichever way the figure counts; each row has its own scale."""
        half = (self.width() - PAD - self._columns()[3]) / 2
        widest = max(abs(line.low), abs(line.high), abs(line.change or 0.0)) * ROOM
        if not widest:
            return
        way = 1 if line.figure in MORE_IS_BETTER else -1
        places = [self._middle() + way * one / widest * half for one in (line.low, line.high)]
        at = self._middle() + way * (line.change or 0.0) / widest * half
        colours = tokens().of(CLEAR[line.better])
        pale = QColor(colours.solid)
        pale.setAlphaF(0.35)
        left, right = sorted(places)
        band = QRectF(left, middle - 4, max(8.0, right - left), 8)
        paint.box(painter, band, radius=4, fill=pale)
        painter.setBrush(QColor(colours.solid))
        painter.setPen(QColor(tokens().surface))
        if line.better is False:
            around = ((0, -6), (6, 0), (0, 6), (-6, 0))
            painter.drawPolygon(QPolygonF([QPointF(at + x, middle + y) for x, y in around]))
        else:
            painter.drawEllipse(QPointF(at, middle), 5, 5)
