"""A fulfillment order and its items as painted rows, in columns measured from their words."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.desk.order.groups import ENDED, Group, Part, Stand
from ui.kit import MEDIUM, SEMIBOLD, Dressed, Size, fonts, formats, paint, tokens
from ui.kit.icons import paint as paint_icon
from ui.kit.text import tip
from ui.orders.detail import group_words

GROUP, ITEM = 54, 37
LEFT, RIGHT, GAP = 50, 16, 18
LEAST_NAME = 170


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths measured from the words, so that no language is cut."""

    name: float
    told: float
    now: float
    right: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What every row needs besides its own part: names, clock, currency."""

    sites: Mapping[str, str]
    people: Mapping[str, str]
    now: int
    currency: str


def row_id(group: Group, part: Part) -> str:
    return f"{group.key}/{part.line.line_id}"


class GroupRow(Dressed, QAbstractButton):
    """One fulfillment order: place and state, promised, now, and the difference. A press, or Enter
    when it has the keys, asks why it comes from there."""

    def __init__(self, ordinal: int, group: Group, scene: Scene) -> None:
        super().__init__()
        self.inside, self._ordinal, self._scene = group, ordinal, scene
        self._columns: Columns | None = None
        self.setFixedHeight(GROUP)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()

    def show_group(self, ordinal: int, group: Group, scene: Scene) -> None:
        self.inside, self._ordinal, self._scene = group, ordinal, scene
        self.retranslate()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def lay(self, columns: Columns) -> None:
        self._columns = columns
        self.update()

    def title(self) -> str:
        place = self._scene.sites.get(self.inside.site_id or "", "")
        return f"{self._ordinal}  {group_words.group_title(self.inside, place)}"

    def told(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Heading and value of the two middle columns; empty where nothing was promised."""
        if self.inside.told_at is None and self.inside.stand in ENDED:
            return ("", ""), ("", "")
        now = self._scene.now
        return (
            (self.tr("Promised"), group_words.promised(self.inside, now)),
            (self.tr("Now"), group_words.expected(self.inside, now)),
        )

    def retranslate(self) -> None:
        difference = group_words.difference(self.inside, self._scene.now)
        parts = [
            self.title(),
            group_words.stand(self.inside).words,
            *(" ".join(pair) for pair in self.told()),
            difference.words if difference else "",
        ]
        self.setAccessibleName(", ".join(filter(None, parts)))
        under = group_words.under_title(self.inside, self._scene.people, self._scene.now)
        self.setToolTip(tip(under))

    def needs(self) -> Columns:
        bold = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        meta = QFontMetricsF(fonts.font(Size.META, MEDIUM))
        told = [
            max(meta.horizontalAdvance(head), bold.horizontalAdvance(value))
            for head, value in self.told()
        ]
        difference = group_words.difference(self.inside, self._scene.now)
        chip = paint.chip_width(difference.words) if difference else 0
        return Columns(0, told[0], told[1], chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        columns, worn = self._columns, tokens()
        if columns is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.ink("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.ink("border"))
        if self.hasFocus():
            inside = QRectF(self.rect()).adjusted(2, 2, -2, -3)
            paint.box(painter, inside, radius=6, fill=worn.raised, edge=worn.focus, width=2)
        paint_icon(
            painter, group_words.group_icon(self.inside), worn.text2, 17, (GROUP - 19) / 2, 19
        )
        self._names(painter, columns)
        left = LEFT + columns.name + GAP
        for (head, value), wide in zip(self.told(), (columns.told, columns.now), strict=True):
            top, under = QRectF(left, 8, wide, 16), QRectF(left, 26, wide, 19)
            paint.words(painter, top, head, colour=worn.text2, size=Size.META, weight=MEDIUM)
            paint.words(painter, under, value, colour=worn.text, weight=SEMIBOLD)
            left += wide + GAP
        difference = group_words.difference(self.inside, self._scene.now)
        if difference is not None:
            wide = min(columns.right, paint.chip_width(difference.words))
            at = QPointF(self.width() - RIGHT - wide, (GROUP - paint.CHIP_HEIGHT) / 2)
            paint.chip(
                painter,
                at,
                difference.status,
                difference.words,
                icon=difference.icon or None,
                room=wide,
            )

    def _names(self, painter: QPainter, columns: Columns) -> None:
        """The chip stands behind the title, or below it where a long place needs the whole line."""
        worn, state = tokens(), group_words.stand(self.inside)
        strong = QFontMetricsF(fonts.font(Size.STRONG, SEMIBOLD))
        taken = strong.horizontalAdvance(self.title()) + 10
        chip = 0.0 if self.inside.stand is Stand.CANCELLED else paint.chip_width(state.words)
        beside = taken + chip <= columns.name
        title = QRectF(LEFT, 7, columns.name, 20)
        ink = worn.text
        paint.words(painter, title, self.title(), colour=ink, size=Size.STRONG, weight=SEMIBOLD)
        left, room = float(LEFT), columns.name
        if chip:
            at = QPointF(LEFT + taken, 6) if beside else QPointF(LEFT, 28)
            width = min(chip, columns.name)
            paint.chip(painter, at, state.status, state.words, icon=state.icon or None, room=width)
            if not beside:
                left, room = LEFT + width + 8, columns.name - width - 8
        told = group_words.under_title(self.inside, self._scene.people, self._scene.now)
        under = QRectF(left, 30, room, 17)
        paint.words(painter, under, told, colour=worn.text2, size=Size.SECONDARY)


class ItemRow(Dressed, QAbstractButton):
    """Some units of one line; a press selects it, a second one asks to change it."""

    def __init__(self, group: Group, part: Part, scene: Scene) -> None:
        super().__init__()
        self.inside, self.part, self._scene = group, part, scene
        self._columns: Columns | None = None
        self._current = False
        self.setFixedHeight(ITEM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows of the entry box move the choice
        self.put_on()

    @property
    def row_id(self) -> str:
        return row_id(self.inside, self.part)

    def show_part(self, group: Group, part: Part, scene: Scene) -> None:
        self.inside, self.part, self._scene = group, part, scene
        self.retranslate()
        self.update()

    def mark(self, current: bool) -> None:
        if current != self._current:
            self._current = current
            self.update()

    def lay(self, columns: Columns) -> None:
        self._columns = columns
        self.update()

    def told(self) -> tuple[str, str, str]:
        return (
            group_words.part_stand(self.inside, self.part),
            group_words.part_price(self.part, self._scene.currency),
            formats.money(group_words.part_total(self.part), self._scene.currency),
        )

    def retranslate(self) -> None:
        line = self.part.line
        named = [line.name, line.sku, *self.told(), line.note]
        self.setAccessibleName(", ".join(filter(None, named)))
        self.setToolTip(tip(line.note or line.name))

    def needs(self) -> Columns:
        body = QFontMetricsF(fonts.font(Size.BODY))
        bold = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        told, now, right = self.told()
        return Columns(
            0,
            body.horizontalAdvance(told),
            body.horizontalAdvance(now),
            bold.horizontalAdvance(right),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        columns, worn = self._columns, tokens()
        if columns is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.ink("sel" if self._current else "surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.ink("grid"))
        self._name(painter, columns)
        faded = self.inside.stand is Stand.CANCELLED
        told, now, right = self.told()
        left = LEFT + columns.name + GAP
        for text, wide in ((told, columns.told), (now, columns.now)):
            room = QRectF(left, 0, wide, ITEM)
            paint.words(painter, room, text, colour=worn.text2)
            left += wide + GAP
        room = QRectF(self.width() - RIGHT - columns.right, 0, columns.right, ITEM)
        paint.words(
            painter,
            room,
            right,
            colour=worn.text3 if faded else worn.text,
            weight=SEMIBOLD,
            align=Qt.AlignmentFlag.AlignRight,
        )

    def _name(self, painter: QPainter, columns: Columns) -> None:
        worn, line = tokens(), self.part.line
        done = self.inside.stand in (Stand.READY, Stand.COLLECTED, Stand.DELIVERED)
        ink = worn.of("ok").fg if done else worn.text3
        icon = group_words.PART_ICONS.get(self.inside.stand, "circle-dashed")
        paint_icon(painter, icon, ink, 18, (ITEM - 17) / 2, 17)
        name = QRectF(LEFT, 0, columns.name, ITEM)
        ink = worn.text3 if self.inside.stand is Stand.CANCELLED else worn.text
        wide = paint.words(painter, name, line.name, colour=ink, weight=SEMIBOLD)
        rest = name.adjusted(wide + 10, 0, 0, 0)
        if rest.width() > 24:
            told = " · ".join(filter(None, (line.sku, line.note)))
            paint.words(painter, rest, told, colour=worn.text2, size=Size.SECONDARY)
