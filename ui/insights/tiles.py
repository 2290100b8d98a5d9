"""The five figures at a glance: value, change, target, course and state."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.insights.dashboard import Course, Dashboard
from app.insights.stock_health import StockPicture
from ui.insights import words
from ui.insights.plots import FILL_TARGET, NEAR_TARGET, share_status
from ui.insights.words import translate
from ui.kit import (
    BOLD,
    MEDIUM,
    SEMIBOLD,
    Card,
    IconLabel,
    Size,
    Status,
    Words,
    formats,
    paint,
    say,
    text_label,
    tokens,
)
from ui.kit.spark import Spark

OLD_LIMIT = 5  # orders over 24 h that one shift can still work off
ENOUGH_DAYS = 7
POINT = 0.0005  # half a tenth of a point: what rounds to 0,0 is no change


@dataclass(frozen=True, slots=True)
class Reading:
    """What one tile says. `status` None: no figure to judge; `change` "" when none is known."""

    value: str
    unit: str
    note: str
    status: Status | None = None
    change: str = ""
    change_icon: str = ""
    change_status: Status = Status.IDLE
    days: tuple[float, ...] = ()

    def told(self) -> str:
        figure = f"{self.value} {self.unit}".strip()
        return ", ".join(part for part in (figure, self.change, self.note) if part)


class Tile(Card):
    """A figure that opens the list behind it with Enter or a click."""

    opened = Signal()

    def __init__(self, name: Words) -> None:
        self._name = name
        self._reading = Reading("–", "", "")
        super().__init__(margins=14, spacing=2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = IconLabel("check", size=16, ink="ok")
        self._value = text_label("–", size=Size.KPI, weight=BOLD)
        self._unit = text_label("", weight=MEDIUM, ink="text2")
        self._arrow = IconLabel("arrow-up", size=14)
        self._change = text_label("", size=Size.SECONDARY, weight=SEMIBOLD)
        self._note = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self._spark = Spark()
        self._build()
        self.put_on()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self._name, weight=MEDIUM, ink="text2", elide=True), 1)
        head.addWidget(self._icon)
        middle = QHBoxLayout()
        middle.setSpacing(5)
        middle.addWidget(self._value)
        middle.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        middle.addStretch(1)
        middle.addWidget(self._spark)
        self._unit.setContentsMargins(0, 0, 0, 4)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for part in (self._arrow, self._change):
            foot.addWidget(part)
        foot.addWidget(self._note, 1)
        whole: QVBoxLayout = self.body
        for line in (head, middle, foot):
            whole.addLayout(line)

    @property
    def name(self) -> Words:
        return self._name

    @property
    def reading(self) -> Reading:
        return self._reading

    def show_reading(self, reading: Reading) -> None:
        if reading == self._reading:
            return
        self._reading = reading
        self._value.say(reading.value)
        self._unit.say(reading.unit)
        self._note.say(reading.note)
        self._change.say(reading.change)
        self._change.set_ink(reading.change_status.value)
        self._change.setVisible(bool(reading.change))
        self._arrow.setVisible(bool(reading.change_icon))
        if reading.change_icon:
            self._arrow.show_icon(reading.change_icon, reading.change_status.value)
        self._icon.setVisible(reading.status is not None)
        if reading.status is not None:
            icon = tokens().of(reading.status).icon
            self._icon.show_icon(icon, reading.status.value)
        self._spark.setVisible(len(reading.days) > 1)
        self._spark.show_values(reading.days, reading.status or Status.INFO)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(f"{say(self._name)}: {self._reading.told()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.opened.emit()

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint.focus_ring(QPainter(self), QRectF(self.rect()), radius=10)


# ---------------------------------------------------------------------- readings


def fill(board: Dashboard) -> Reading:
    note = translate("insights", "target {n}").format(n=_percent(FILL_TARGET))
    return _share(board, board.fill, note)


def in_time(board: Dashboard) -> Reading:
    note = translate("insights", "target {n}").format(n=_percent(FILL_TARGET))
    return _share(board, board.in_time, note)


def returned(board: Dashboard) -> Reading:
    """Fewer are better; the measure is the scope's own month."""
    usual = board.usual_returned.value
    value = board.returned.now.value
    if usual is None or value is None:
        return _share(board, board.returned, "", judged=None, better=-1)
    status = Status.OK if value <= usual else Status.BAD
    if Status.BAD is status and value <= usual + NEAR_TARGET:
        status = Status.WARN
    note = translate("insights", "30-day avg {n}").format(n=formats.decimal(usual * 100))
    return _share(board, board.returned, note, judged=status, better=-1)


def _share(
    board: Dashboard,
    course: Course,
    note: str,
    *,
    judged: Status | None = Status.IDLE,
    better: int = 1,
) -> Reading:
    """`judged` IDLE: by the target."""
    value = course.now.value
    if value is None:
        return Reading("–", "", translate("insights", "nothing yet"))
    status = share_status(value) if judged is Status.IDLE else judged
    before = course.before.value if course.before is not None else None
    told = Reading(formats.decimal(value * 100), "%", note, status, days=course.days)
    if course.before is None:
        needs = words.needs_days(words.reach(board.window))
        return Reading(told.value, told.unit, needs, status, days=course.days)
    if before is None:
        return told
    by = value - before
    change = translate("insights", "{n} pt").format(n=formats.decimal(abs(by) * 100))
    if abs(by) < POINT:
        return Reading(told.value, told.unit, note, status, change, "", Status.IDLE, course.days)
    good = by * better > 0
    return Reading(
        told.value,
        told.unit,
        note,
        status,
        change,
        "arrow-up" if by > 0 else "arrow-down",
        Status.OK if good else Status.BAD,
        course.days,
    )


def _percent(value: float) -> str:
    return formats.decimal(value * 100, 0)


def over_a_day(board: Dashboard) -> Reading:
    count = board.over_a_day
    status = Status.BAD if count > OLD_LIMIT else Status.WARN if count else Status.OK
    note = translate("insights", "limit {n} · {all} open").format(
        n=OLD_LIMIT, all=formats.qty(board.open_orders)
    )
    return Reading(formats.qty(count), "", note, status)


def at_risk(board: Dashboard, picture: StockPicture) -> Reading:
    if board.known_days < ENOUGH_DAYS:
        return Reading("–", "", words.needs_days(ENOUGH_DAYS))
    share = picture.at_risk / picture.carried if picture.carried else 0
    status = Status.OK if not picture.at_risk else Status.WARN if share < 0.05 else Status.BAD
    note = translate("insights", "of {n}").format(n=formats.qty(picture.carried))
    unit = translate("insights", "SKUs")
    return Reading(formats.qty(picture.at_risk), unit, note, status)


def saved(board: Dashboard) -> Reading:
    """Against a fixed yardstick, of the same orders at the same moment; below 0 it cost more."""
    found = board.saved
    if not board.scope.sales:
        return Reading("–", "", translate("insights", "not for your role"))
    if found.days < ENOUGH_DAYS:
        return Reading("–", "", words.needs_days(ENOUGH_DAYS))
    if not found.compared:
        return Reading("–", "", translate("insights", "nothing yet"))
    status = Status.OK if found.minor >= 0 else Status.BAD
    many = found.compared
    note = translate("insights", "%n order(s), vs fixed rules", "", many)
    symbol = formats.SYMBOLS.get(board.currency, f"{board.currency} ")
    value = symbol + formats.short_money(found.minor, board.currency)
    return Reading(value, "", note, status, days=found.course)
