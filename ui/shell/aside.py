"""What may be seen while nobody is signed in: the time, how long offline lasts, kept work."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import fonts, formats, paint
from ui.kit.backend import SyncStatus
from ui.kit.card import Card, discard
from ui.kit.dress import Dressed, Words
from ui.kit.fonts import Size
from ui.kit.text import IconLabel, Line, text_label
from ui.kit.theme import Status, tokens


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of kept work: `1 open order, saved 18:04`; counts only, never customers."""

    icon: str
    words: Words
    note: Words = ""


class Ring(Dressed, QWidget):
    """How much of the offline time is left, as an arc around the hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = 0.0
        self._whole = 1.0
        self.setFixedSize(92, 92)

    def show_left(self, seconds: float, whole: float) -> None:
        self._left, self._whole = max(0.0, seconds), whole
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        painter.setPen(QPen(QColor(worn.of(Status.IDLE).bg), 8))
        painter.drawEllipse(area)
        share = min(1.0, self._left / self._whole)
        pen = QPen(QColor(worn.of(Status.WARN if share > 0 else Status.BAD).solid), 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(area, 90 * 16, -round(share * 360 * 16))
        hours, minutes = divmod(int(self._left) // 60, 60)
        centre = Qt.AlignmentFlag.AlignHCenter
        big = self.tr("{n} h").format(n=hours)
        size = Size.PERSON if len(big) <= 4 else Size.TITLE  # "68 jam" inside the ring
        paint.words(
            painter,
            QRectF(10, 26, 72, 24),
            big,
            colour=worn.text,
            size=size,
            weight=fonts.BOLD,
            align=centre,
        )
        small = self.tr("{n} min left").format(n=minutes)
        paint.words(
            painter, QRectF(12, 50, 68, 14), small, colour=worn.text2, size=Size.META, align=centre
        )


class Aside(Dressed, QWidget):
    """The right column. Parts that have nothing to say are not there."""

    def __init__(
        self,
        *,
        offline_s: int,
        demo_pins: Sequence[tuple[Words, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offline_s = offline_s
        self._status: SyncStatus | None = None
        self._now = 0
        self._time = text_label("", size=Size.CLOCK, weight=fonts.BOLD)
        self._date = text_label("", size=Size.STRONG, weight=fonts.SEMIBOLD)
        self._where = text_label("", ink="text2")
        self._ring = Ring()
        self._since = text_label("", size=Size.STRONG, weight=fonts.SEMIBOLD)
        self._until = text_label("", wrap=True)
        self._then = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self._queued = text_label("", weight=fonts.SEMIBOLD)
        self._icon = IconLabel("cloud", size=20)
        self._kept = Card(margins=18, spacing=8)
        self._kept_lines = QVBoxLayout()
        self._link = self._link_card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(self._clock_row())
        whole.addWidget(self._kept_card())
        whole.addWidget(self._link)
        if demo_pins:
            whole.addWidget(self._demo_card(demo_pins))
        whole.addStretch(1)
        self.put_on()

    def _clock_row(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._date)
        words.addWidget(self._where)
        words.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self._time)
        line.addLayout(words, 1)
        return line

    def _kept_card(self) -> Card:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("file-lock", size=18, ink="ok"))
        title = text_label(
            lambda: self.tr("Your work is safe and hidden"), size=Size.STRONG, weight=fonts.SEMIBOLD
        )
        head.addWidget(title, 1)
        self._kept.body.addLayout(head)
        self._kept_lines.setSpacing(8)
        self._kept.body.addLayout(self._kept_lines)
        self._kept.hide()
        return self._kept

    def _link_card(self) -> Card:
        card = Card(margins=18, spacing=10)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        for label in (self._since, self._until, self._then):
            words.addWidget(label)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(self._ring)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        card.body.addLayout(top)
        card.body.addWidget(Line())
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(IconLabel("hourglass", size=16))
        foot.addWidget(text_label(lambda: self.tr("Waiting to be sent"), ink="text2"), 1)
        foot.addWidget(self._queued)
        card.body.addLayout(foot)
        return card

    def _demo_card(self, pins: Sequence[tuple[Words, str]]) -> Card:
        card = Card(lambda: self.tr("People of this demo"), margins=18, spacing=8)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for at, (name, pin) in enumerate(pins):
            grid.addWidget(text_label(name, elide=True), at, 0)
            grid.addWidget(text_label(lambda: self.tr("PIN"), ink="text3"), at, 1)
            grid.addWidget(text_label(pin, weight=fonts.SEMIBOLD), at, 2)
        card.body.addLayout(grid)
        return card

    # ------------------------------------------------------------------ what is so now

    def show_place(self, where: str) -> None:
        self._where.say(where)

    def show_now(self, now: int) -> None:
        self._now = now
        self._time.say(formats.clock(now))
        self._date.say(formats.long_day(now))
        self._weigh()

    def show_status(self, status: SyncStatus) -> None:
        self._status = status
        self._weigh()

    def show_kept(self, kept: Sequence[Kept]) -> None:
        while (item := self._kept_lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                discard(widget)
        for line in kept:
            self._kept_lines.addWidget(_kept_line(line))
        self._kept.setVisible(bool(kept))

    def retranslate(self) -> None:
        if self._now:
            self.show_now(self._now)

    def _weigh(self) -> None:
        status = self._status
        if status is None:
            return
        away = status.state in ("offline", "read_only")
        left = self._offline_s - (self._now - status.since) / 1e6
        self._ring.setVisible(away)
        self._icon.setVisible(not away)
        self._queued.say(formats.qty(status.queued))
        if not away:
            self._since.say(self.tr("Connected to the server"))
            age = formats.age(status.age_s) if status.age_s is not None else "–"
            self._until.say(self.tr("Last word {age} ago").format(age=age))
            self._then.setVisible(False)
            return
        self._ring.show_left(left, self._offline_s)
        self._since.say(self.tr("Offline since {time}").format(time=formats.clock(status.since)))
        end = status.since + self._offline_s * 1_000_000
        until = f"{formats.weekday(end)}, {formats.clock(end)}"
        self._then.setVisible(True)
        if left > 0 and status.state == "offline":
            self._until.say(self.tr("You can sell until {when}.").format(when=until))
            self._then.say(
                self.tr("After that this desk only reads, until it has reached the server once.")
            )
        else:
            self._until.say(self.tr("This desk only reads."))
            self._then.say(self.tr("It sells again once it has reached the server."))


def _kept_line(kept: Kept) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(IconLabel(kept.icon, size=16))
    line.addWidget(text_label(kept.words), 1)
    line.addWidget(text_label(kept.note, size=Size.SECONDARY, ink="text2"))
    return made
