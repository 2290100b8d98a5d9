"""The lines of an order as a returns desk asks about them: may it come back, how many, how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.returns.queries import ReturnLine
from app.returns.rules import APPROVABLE, VerdictKind
from ui.kit import MEDIUM, SEMIBOLD, Dressed, Size, fonts, formats, paint, scrolled, tokens
from ui.kit.icons import paint as paint_icon
from ui.kit.text import tip
from ui.returns import words
from ui.returns.chosen import Choice
from ui.returns.detail import LEFT, LineDetail

ROW = 56
HEAD = 32
GAP = 16
WIDE_GAP = 30
ENOUGH_NAME = 300  # from here on the room goes between the columns
RIGHT = 16
LEAST_NAME = 150
BOX = 42  # the cell that holds how many come back


@dataclass(frozen=True, slots=True)
class Columns:
    """Right edges and widths, measured from the words so that no language is cut."""

    name: float
    verdict: float
    paid: float
    units: float
    value: float
    gap: float = GAP


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: the line, the choice about it, and what the chosen units give back."""

    line: ReturnLine
    choice: Choice | None
    value_minor: int
    currency: str


class LineRow(Dressed, QAbstractButton):
    """A check box as wide as the table; a line that cannot come back tells why instead."""

    counted = Signal(str)  # the cell with the number was pressed

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown
        self._columns: Columns | None = None
        self._current = False
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.put_on()
        self.show_line(shown)

    @property
    def line_id(self) -> str:
        return self.shown.line.line_id

    def show_line(self, shown: Shown) -> None:
        self.shown = shown
        self.setCheckable(shown.line.may_come_back)
        self.setChecked(shown.choice is not None)
        self.retranslate()
        self.update()

    def mark(self, current: bool) -> None:
        if current != self._current:
            self._current = current
            self.update()

    def lay(self, columns: Columns) -> None:
        self._columns = columns
        self.update()

    def nextCheckState(self) -> None:
        """The choice decides what is ticked, not the press itself."""

    def retranslate(self) -> None:
        line = self.shown.line
        told = [self.title(), words.verdict(line)[1], self._paid(), self._units()]
        self.setText(self.title().replace("&", "&&"))
        self.setAccessibleName(", ".join(told))
        self.setToolTip(tip(self.under() if line.may_come_back else words.why_locked(line)))

    def title(self) -> str:
        line = self.shown.line
        return " · ".join(filter(None, (line.sold.name, line.variant)))

    def under(self) -> str:
        line = self.shown.line
        parts = [line.sold.sku, self.tr("%n bought", "", line.sold.ordered)]
        if line.sold.returned and line.verdict.quantity:
            parts.append(self.tr("%n returned", "", line.sold.returned))
        if line.sold.discount_minor > 0:
            told = self.tr("{price} less {names}") if line.promotions else self.tr("{price} less")
            price = formats.money(line.sold.unit_minor, self.shown.currency)
            parts.append(told.format(price=price, names=", ".join(line.promotions)))
        return " · ".join(parts)

    def _paid(self) -> str:
        return formats.money(self.shown.line.paid_each_minor, self.shown.currency)

    def _units(self) -> str:
        line, choice = self.shown.line, self.shown.choice
        if not line.may_come_back:
            return "—"
        return self.tr("{n} of {all}").format(
            n=choice.quantity if choice else 0, all=line.verdict.quantity
        )

    def _value(self) -> str:
        if self.shown.choice is None:
            return "—"
        return formats.money(self.shown.value_minor, self.shown.currency)

    # ------------------------------------------------------------------ measuring

    def needs(self) -> Columns:
        body = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        strong = QFontMetricsF(fonts.font(Size.STRONG, SEMIBOLD))
        chip = paint.chip_width(words.verdict(self.shown.line)[1])
        under = QFontMetricsF(fonts.font(Size.META)).horizontalAdvance(words.rule(self.shown.line))
        whole = formats.money(self.shown.line.sold.total_minor, self.shown.currency)
        return Columns(
            0,
            max(chip, under),
            body.horizontalAdvance(self._paid()),
            max(body.horizontalAdvance(self._units()), BOX + 10 + body.horizontalAdvance("of 999")),
            strong.horizontalAdvance(whole),
        )

    def sizeHint(self) -> QSize:
        return QSize(400, ROW)

    # ------------------------------------------------------------------ mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.isChecked() and self._columns and self._box(self._columns).contains(at):
            self.setDown(False)
            self.counted.emit(self.line_id)
            return
        super().mouseReleaseEvent(event)

    def _box(self, columns: Columns) -> QRectF:
        left = LEFT + columns.name + columns.verdict + columns.paid + 3 * columns.gap
        return QRectF(left, 10, BOX, ROW - 20)

    # ------------------------------------------------------------------ painting

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, columns = tokens(), self._columns
        if columns is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.sel if self._current else worn.surface)
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.grid)
        self._check(painter)
        self._names(painter, columns)
        self._verdict(painter, columns)
        left = LEFT + columns.name + columns.verdict + 2 * columns.gap
        faded = worn.text if self.shown.line.may_come_back else worn.text2
        paid = QRectF(left, 0, columns.paid, ROW)
        right = Qt.AlignmentFlag.AlignRight
        paint.words(painter, paid, self._paid(), colour=faded, weight=MEDIUM, align=right)
        self._count(painter, columns)
        left += columns.paid + columns.units + 2 * columns.gap
        value = QRectF(left, 0, columns.value, ROW)
        ticked = self.shown.choice is not None
        paint.words(
            painter,
            value,
            self._value(),
            colour=faded,
            size=Size.STRONG if ticked else Size.BODY,
            weight=SEMIBOLD if ticked else MEDIUM,
            align=right,
        )
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 6)

    def _check(self, painter: QPainter) -> None:
        worn, kind = tokens(), self.shown.line.verdict.kind
        if self.shown.choice is not None:
            name, ink = "square-check", worn.primary_text
        elif kind in APPROVABLE:
            name, ink = "lock", worn.of("warn").fg
        elif kind is VerdictKind.IN_WINDOW:
            name, ink = "square", worn.outline
        else:
            name, ink = "ban", worn.text3
        paint_icon(painter, name, ink, 15, (ROW - 19) / 2, 19)

    def _names(self, painter: QPainter, columns: Columns) -> None:
        worn = tokens()
        ink = worn.text if self.shown.line.may_come_back else worn.text2
        title = QRectF(LEFT, 8, columns.name, 20)
        paint.words(painter, title, self.title(), colour=ink, size=Size.STRONG, weight=SEMIBOLD)
        under = QRectF(LEFT, 29, columns.name, 17)
        paint.words(painter, under, self.under(), colour=worn.text2, size=Size.SECONDARY)

    def _verdict(self, painter: QPainter, columns: Columns) -> None:
        status, told, icon = words.verdict(self.shown.line)
        rule = words.rule(self.shown.line)
        left = LEFT + columns.name + columns.gap
        top = 6 if rule else (ROW - paint.CHIP_HEIGHT) / 2
        paint.chip(
            painter,
            QPointF(left, top),
            status,
            told,
            icon=icon,
            on_selection=self._current,
            room=columns.verdict,
        )
        if rule:
            area = QRectF(left + 9, 30, columns.verdict - 9, 17)
            paint.words(painter, area, rule, colour=tokens().text2, size=Size.META)

    def _count(self, painter: QPainter, columns: Columns) -> None:
        worn, choice = tokens(), self.shown.choice
        left = LEFT + columns.name + columns.verdict + columns.paid + 3 * columns.gap
        area = QRectF(left, 0, columns.units, ROW)
        if choice is None:
            ink = worn.text if self.shown.line.may_come_back else worn.text2
            paint.words(painter, area, self._units(), colour=ink)
            return
        box = self._box(columns)
        paint.box(painter, box, radius=6, fill=worn.surface, edge=worn.primary)
        paint.words(
            painter,
            box,
            str(choice.quantity),
            colour=worn.text,
            size=Size.STRONG,
            weight=SEMIBOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        beside = area.adjusted(BOX + 8, 0, 0, 0)
        told = self.tr("of {all}").format(all=self.shown.line.verdict.quantity)
        paint.words(painter, beside, told, colour=worn.text2)


class Heads(Dressed, QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Columns | None = None
        self.setFixedHeight(HEAD)
        self.put_on()

    def told(self) -> tuple[str, ...]:
        return (
            self.tr("Item"),
            self.tr("May it come back?"),
            self.tr("Paid each"),
            self.tr("Return"),
            self.tr("Value"),
        )

    def needs(self) -> Columns:
        metrics = QFontMetricsF(fonts.font(Size.SECONDARY, MEDIUM))
        return Columns(0, *(metrics.horizontalAdvance(name) for name in self.told()[1:]))

    def lay(self, columns: Columns) -> None:
        self._columns = columns
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        columns, worn = self._columns, tokens()
        if columns is None:
            return
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, worn.border)
        painter.fillRect(0, HEAD - 1, self.width(), 1, worn.border)
        left = float(LEFT)
        widths = (columns.name, columns.verdict, columns.paid, columns.units, columns.value)
        for name, wide, to_right in zip(self.told(), widths, (0, 0, 1, 0, 1), strict=True):
            align = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
            area = QRectF(left, 0, wide, HEAD)
            paint.words(
                painter,
                area,
                name,
                colour=worn.text2,
                size=Size.SECONDARY,
                weight=MEDIUM,
                align=align,
            )
            left += wide + columns.gap


class Lines(Dressed, QWidget):
    """Heads and rows; the detail stands under the row that is asked about."""

    ticked = Signal(str)  # a row was pressed: tick it, untick it, or say why not
    counted = Signal(str)

    def __init__(self, detail: LineDetail) -> None:
        super().__init__()
        self.detail = detail
        self.heads = Heads()
        self.rows: list[LineRow] = []
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addWidget(detail)
        self._list.addStretch(1)
        detail.hide()
        self._area = scrolled(self._inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 0)
        whole.setSpacing(0)
        whole.addWidget(self.heads)
        whole.addWidget(self._area, 1)
        self.put_on()

    def show_lines(self, shown: Sequence[Shown]) -> None:
        """The same lines are rewritten in place; others make new rows."""
        if [row.line_id for row in self.rows] == [s.line.line_id for s in shown]:
            for row, told in zip(self.rows, shown, strict=True):
                row.show_line(told)
        else:
            self._make_rows(shown)
        self._measure()

    def _make_rows(self, shown: Sequence[Shown]) -> None:
        self.detail.hide()
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = [LineRow(told) for told in shown]
        for at, row in enumerate(self.rows):
            row.clicked.connect(lambda _on=False, line_id=row.line_id: self.ticked.emit(line_id))
            row.counted.connect(self.counted)
            self._list.insertWidget(at, row)
        self._area.verticalScrollBar().setValue(0)

    def point_at(self, line_id: str, choice: Choice | None) -> None:
        """Mark the current row; with a choice its questions open below it."""
        for row in self.rows:
            row.mark(row.line_id == line_id)
        marked = self.row_of(line_id)
        self._list.removeWidget(self.detail)
        if marked is None or choice is None:
            self.detail.hide()
            self._list.insertWidget(len(self.rows), self.detail)
        else:
            self.detail.show_line(marked.shown.line, choice)
            self._list.insertWidget(self._list.indexOf(marked) + 1, self.detail)
            self.detail.show()
        if marked is not None:
            self._inner.layout().activate()  # type: ignore[union-attr]
            self._area.ensureWidgetVisible(marked, 0, 0)
            if choice is not None:
                self._area.ensureWidgetVisible(self.detail, 0, 0)
                self._area.ensureWidgetVisible(marked, 0, 0)

    def reveal(self, part: QWidget) -> None:
        """Scroll to the question that is asked, where the window is low."""
        self._area.ensureWidgetVisible(part, 0, 8)

    def row_of(self, line_id: str) -> LineRow | None:
        return next((row for row in self.rows if row.line_id == line_id), None)

    def next_to(self, line_id: str, by: int) -> str:
        ids = [row.line_id for row in self.rows]
        if not ids:
            return ""
        if line_id not in ids:
            return ids[0 if by > 0 else -1]
        return ids[max(0, min(len(ids) - 1, ids.index(line_id) + by))]

    # ------------------------------------------------------------------ columns

    def _measure(self) -> None:
        needs = [self.heads.needs(), *(row.needs() for row in self.rows)]
        wide: Mapping[str, float] = {
            name: max(getattr(need, name) for need in needs) + 1
            for name in ("verdict", "paid", "units", "value")
        }
        room = self._area.viewport().width() or self.width()
        name = room - LEFT - RIGHT - sum(wide.values()) - 4 * GAP
        gap = min(float(WIDE_GAP), GAP + max(0.0, name - ENOUGH_NAME) / 4)
        name -= 4 * (gap - GAP)
        short = max(0.0, LEAST_NAME - name)
        verdict = wide["verdict"] - short  # the chip is elided before the name is lost
        columns = Columns(
            max(LEAST_NAME, name), verdict, wide["paid"], wide["units"], wide["value"], gap
        )
        self.heads.lay(columns)
        for row in self.rows:
            row.lay(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def retranslate(self) -> None:
        self._measure()
