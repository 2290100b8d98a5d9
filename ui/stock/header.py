"""What is this SKU and how much of it can be promised: its name and the equation behind ATP."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.stock.queries import SkuStock
from ui.kit import BOLD, SEMIBOLD, Card, Dressed, Line, Size, Words, formats, icons, paint, tokens
from ui.kit.text import TextLabel, text_label
from ui.stock.places import OF_CELLS
from ui.stock.words import days_words

NONE = "–"


class Tile(Dressed, QWidget):
    """The picture's place: a drawing on the soft primary ground."""

    SIDE = 56

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(self.SIDE, self.SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), radius=8, fill=worn.primary_soft)
        icons.paint(painter, self._icon, worn.primary_text, 16, 16, 24)


class Figure(QWidget):
    """A number over its word."""

    def __init__(self, words: Words, *, size: int = Size.PERSON) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        weight = BOLD if size > Size.PERSON else SEMIBOLD
        self.number = text_label("", size=size, weight=weight)
        self.words = text_label(words, size=Size.SECONDARY, ink="text2")
        for label in (self.number, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            whole.addWidget(label)

    def show_count(self, count: int) -> None:
        self.number.say(formats.qty(count))

    def show_words(self, words: Words) -> None:
        self.number.say(words)


class SkuHeader(Card):
    """Name, codes and price on the left; ATP = on hand − reserved − safety on the right."""

    def __init__(self) -> None:
        super().__init__(margins=16)
        self.name = text_label("", size=Size.PERSON, weight=SEMIBOLD, elide=True)
        self.meta = text_label("", ink="text2", elide=True)
        self.atp = Figure(lambda: self.tr("ATP"), size=Size.KPI)
        self.on_hand = Figure(lambda: self.tr("on hand"))
        self.reserved = Figure(lambda: self.tr("reserved"))
        self.safety = Figure(lambda: self.tr("safety"))
        self.leased = Figure(lambda: self.tr("lent to devices"))
        self.in_transit = Figure(lambda: self.tr("in transit"))
        self.inbound = Figure(lambda: self.tr("inbound"))
        self.sold = Figure(lambda: self.tr("sold a day"))
        self.cover = Figure(lambda: self.tr("cover"))
        self._before_leased = _sign("−")
        self.body.addLayout(self._built())
        self.put_on()

    def _built(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.meta)
        words.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(Tile("tag"))
        line.addLayout(words, 1)
        upright = Line(upright=True)
        upright.setFixedHeight(48)
        for part in (
            self.atp,
            _sign("="),
            self.on_hand,
            _sign("−"),
            self.reserved,
            _sign("−"),
            self.safety,
            self._before_leased,
            self.leased,
            upright,
            self.in_transit,
            self.inbound,
            self.sold,
            self.cover,
        ):
            line.addWidget(part)
        return line

    def show_stock(self, stock: SkuStock) -> None:
        self.name.say(title_of(stock.product))
        self.meta.say(_codes(stock.product))
        for figure, name in (
            (self.atp, "atp"),
            (self.on_hand, "on_hand"),
            (self.reserved, "reserved"),
            (self.safety, "safety"),
            (self.leased, "leased"),
            (self.in_transit, "in_transit"),
            (self.inbound, "inbound"),
        ):
            if stock.partly and name in OF_CELLS:
                figure.show_words(NONE)
            else:
                figure.show_count(stock.total(name))
        self.atp.number.set_ink("bad" if stock.total("atp") <= 0 else "text")
        self.reserved.number.set_ink("primary" if stock.total("reserved") else "text")
        demand, cover = stock.demand, stock.cover
        self.sold.show_words(NONE if demand is None else formats.decimal(demand.per_day))
        self.cover.show_words(lambda: days_words(cover))
        lent = stock.total("leased") > 0
        self.leased.setVisible(lent)
        self._before_leased.setVisible(lent)
        self.setAccessibleDescription(self._told(stock))

    def _told(self, stock: SkuStock) -> str:
        told = self.tr("{name}: {atp} can be promised, {on_hand} on hand, {reserved} reserved")
        return told.format(
            name=title_of(stock.product),
            atp=formats.qty(stock.total("atp")),
            on_hand=formats.qty(stock.total("on_hand")),
            reserved=formats.qty(stock.total("reserved")),
        )


def title_of(product: Product) -> str:
    return " · ".join(
        filter(None, (" ".join(filter(None, (product.name, product.colour))), product.size))
    )


def _codes(product: Product) -> str:
    price = formats.money(product.price_minor, product.currency)
    return "  ·  ".join(filter(None, (product.sku, product.gtin, price)))


def _sign(sign: str) -> TextLabel:
    made = text_label(sign, size=Size.TITLE, ink="text3")
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made
