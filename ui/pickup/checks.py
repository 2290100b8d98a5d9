"""Who stands at the counter: the code that was shown, the ID that was seen, a named collector."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import (
    SEMIBOLD,
    Card,
    Chip,
    Dressed,
    Field,
    IconLabel,
    LinkButton,
    Size,
    Status,
    Words,
    fonts,
    formats,
    icons,
    paint,
    row,
    say,
    tokens,
)
from ui.kit.text import text_label

ID_KEY = "Space"


class IdSeen(Dressed, QAbstractButton):
    """One tick with its words and key."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setCheckable(True)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.put_on()

    def say(self, words: Words) -> None:
        self._words = words
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        told = say(self._words)
        self.setText(told.replace("&", "&&"))
        self.setAccessibleName(told)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        wide = 28 + metrics.horizontalAdvance(say(self._words)) + 12
        return QSize(round(wide + paint.cap_width(ID_KEY) + 32), 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        on = self.isChecked()
        icons.paint(painter, "id-card", worn.ink("ok" if on else "primary"), 0, 5, 18)
        right = self.width() - 20
        box = QRectF(right, 5, 18, 18)
        if on:
            paint.box(painter, box, radius=4, fill=worn.primary)
            icons.paint(painter, "check", worn.on_primary, right + 2, 7, 14)
        else:
            paint.box(painter, box, radius=4, fill=worn.surface, edge=worn.outline, width=1.5)
        cap = paint.cap_width(ID_KEY)
        paint.key_cap(painter, QPointF(right - cap - 12, 5), ID_KEY)
        room = QRectF(28, 0, right - cap - 12 - 28 - 8, self.height())
        paint.words(painter, room, say(self._words), colour=worn.text, weight=SEMIBOLD)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), radius=6)


class Checks(Dressed, QWidget):
    """What has to be seen before F12. `changed` when a tick or the collector's name changed."""

    changed = Signal()
    done = Signal()  # the collector's name was told: back to the entry box

    def __init__(self) -> None:
        super().__init__()
        self._code_at: int | None = None
        self._code_icon = IconLabel("qr-code", size=18)
        self._code_words = text_label("", weight=SEMIBOLD)
        self.code_chip = Chip(Status.OK)
        self.id_seen = IdSeen(lambda: self.tr("ID seen: name matches"))
        self.id_seen.toggled.connect(self._toggled)
        self.other = LinkButton(
            lambda: self.tr("Someone else is collecting"), icon="users", key="F4"
        )
        self.name = Field(
            lambda: self.tr("Name of the collector"),
            placeholder=lambda: self.tr("Name as on their ID"),
        )
        self.name.returnPressed.connect(self._named)
        self.name.textEdited.connect(self._renamed)
        card = Card(margins=12, spacing=8, raised=True)
        card.body.addLayout(row(self._code_icon, self._code_words, None, self.code_chip))
        card.body.addWidget(self.id_seen)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(card)
        whole.addLayout(row(self.other, None))
        whole.addWidget(self.name)
        self.put_on()
        self.ask(None)

    @property
    def collector(self) -> str:
        """Empty: the buyer."""
        return " ".join(self.name.text().split()) if not self.name.isHidden() else ""

    @property
    def wants_name(self) -> bool:
        return not self.name.isHidden() and not self.collector

    @property
    def code_checked(self) -> bool:
        return self._code_at is not None

    def ask(self, code_at: int | None) -> None:
        """Begin anew for a parcel; `code_at` when its code was checked."""
        self._code_at = code_at
        self.id_seen.setChecked(False)
        self.name.clear()
        self.name.hide()
        self._show()

    def code_matched(self, at: int) -> None:
        self._code_at = at
        self._show()

    def tick(self) -> None:
        self.id_seen.setChecked(not self.id_seen.isChecked())

    def ask_collector(self) -> None:
        """F4 opens the name; F4 again is the buyer after all."""
        if self.name.isHidden():
            self.name.show()
            self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.name.clear()
            self.name.hide()
            self.done.emit()
        self.id_seen.setChecked(False)  # it was another person's
        self._show()

    def _named(self) -> None:
        self._show()
        self.done.emit()

    def _renamed(self, _text: str) -> None:
        self.id_seen.setChecked(False)
        self._show()

    def _toggled(self, _on: bool) -> None:
        self.changed.emit()

    def _show(self) -> None:
        at = self._code_at
        if at is not None:
            self._code_icon.show_icon("qr-code", "ok")
            self._code_words.say(lambda: self.tr("Pickup code matched"))
            told = formats.clock_s(at)
            self.code_chip.tell(Status.OK, lambda: self.tr("at {time}").format(time=told))
        else:
            self._code_icon.show_icon("qr-code", "text2")
            self._code_words.say(lambda: self.tr("Pickup code"))
            self.code_chip.tell(Status.IDLE, lambda: self.tr("not shown"))
        self.id_seen.say(self._id_words)
        self.changed.emit()

    def _id_words(self) -> str:
        if self.name.isHidden():
            return self.tr("ID seen: name matches")
        return self.tr("Collector's ID seen")
