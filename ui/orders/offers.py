"""What takes money off, by its name and why; what almost does; and the coupons that were given."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.orders.capture import Quote
from app.orders.coupons import Coupon
from app.pricing.model import PricedLine
from app.pricing.near import NearMiss
from app.pricing.promotion import PERCENT, Promotion, PromotionKind, PromotionScope
from app.pricing.stacking import MANUAL, Applied
from ui.kit import fonts, formats, refusals
from ui.kit.buttons import IconButton
from ui.kit.card import discard
from ui.kit.chip import Chip
from ui.kit.text import IconLabel, text_label
from ui.kit.theme import Status
from ui.orders import words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Line:
    """`status` of a coupon's chip; empty for a promotion that applies by itself."""

    code: str
    told: str
    amount: str = ""
    status: str = ""


class OfferLines(QWidget):
    """Under the rows of the basket. `removed` tells the code of a coupon to be taken off."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 4, 16, 4)
        self._lines.setSpacing(2)
        self._shown: object = None
        self._made: list[QWidget] = []

    def texts(self) -> list[str]:
        return [str(made.property("told")) for made in self._made]

    def show_quote(self, quote: Quote | None) -> None:
        lines = applied_lines(quote) if quote else []
        near = near_lines(quote) if quote else []
        if (lines, near) == self._shown:
            return
        self._shown = (lines, near)
        for gone in self._made:
            self._lines.removeWidget(gone)
            discard(gone)
        self._made = [self._applied(line) for line in lines] + [_near(told) for told in near]
        for made in self._made:
            self._lines.addWidget(made)

    def _applied(self, line: Line) -> QWidget:
        made, row = _row(f"{line.code} {line.told} {line.amount}")
        if line.status:
            row.addWidget(Chip(line.status, line.code, icon="tag"))
        else:
            row.addWidget(IconLabel("badge-percent", size=18, ink="ok"))
            if line.code:
                row.addWidget(text_label(line.code, weight=fonts.SEMIBOLD))
        row.addWidget(text_label(line.told, ink=_ink(line.status), elide=True), 1)
        row.addWidget(text_label(line.amount, weight=fonts.SEMIBOLD, ink="ok"))
        if line.status:
            gone = IconButton("x", lambda: _take_off(line.code))
            gone.setFixedHeight(28)
            gone.clicked.connect(lambda: self.removed.emit(line.code))
            row.addWidget(gone)
        return made


def _take_off(code: str) -> str:
    return translate("orders", "Take off {code}").format(code=code)


def _near(told: str) -> QWidget:
    made, row = _row(told)
    row.addWidget(IconLabel("tag", size=18, ink="text2"))
    row.addWidget(text_label(told, ink="text2", elide=True), 1)
    return made


def _row(told: str) -> tuple[QWidget, QHBoxLayout]:
    made = QWidget()
    made.setProperty("told", told)
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 5, 0, 5)
    line.setSpacing(8)
    made.setMinimumHeight(34)
    return made, line


def _ink(status: str) -> str:
    return status if status in {Status.WARN.value, Status.BAD.value} else "text"


# ---------------------------------------------------------------- in words


def applied_lines(quote: Quote) -> list[Line]:
    """One per promotion, in the order in which they were taken off; then idle coupons."""
    off: dict[str, int] = {}
    every: list[Applied] = [one for done in quote.priced.lines for one in done.discounts]
    for applied in (*every, *quote.priced.shipping):
        key = MANUAL if applied.code == MANUAL else applied.promotion_id
        off[key] = off.get(key, 0) + applied.minor
    lines = [_applied_line(quote, key, minor) for key, minor in off.items()]
    used = {quote.rules[key].code.upper() for key in off if key != MANUAL}
    return lines + [_idle(coupon) for coupon in quote.coupons if coupon.code not in used]


def _applied_line(quote: Quote, key: str, minor: int) -> Line:
    amount = formats.money(-minor, quote.priced.currency)
    if key == MANUAL:
        return Line("", words.manual_discount(), amount)
    rule = quote.rules[key]
    status = Status.OK.value if rule.coupon else ""
    return Line(rule.code, f"— {rule.name}: {reason(rule)}", amount, status)


def _idle(coupon: Coupon) -> Line:
    if coupon.trouble:
        return Line(coupon.code, refusals.told(coupon.trouble, {}), "", Status.BAD.value)
    told = translate("orders", "takes nothing off this basket: too little yet, or others save more")
    return Line(coupon.code, told, "", Status.WARN.value)


def near_lines(quote: Quote) -> list[str]:
    return [near_miss(miss, quote.priced.currency) for miss in quote.near]


def reason(rule: Promotion) -> str:
    """Why it applies: `2 + 1: cheapest free`, the coupon, the tier, or by itself."""
    if rule.kind is PromotionKind.BUY_GET:
        told = translate("orders", "{buy} + {get}, {gain}")
        return told.format(buy=rule.buy_quantity, get=rule.get_quantity, gain=gain(rule, ""))
    if rule.coupon:
        return translate("orders", "coupon")
    if rule.tier:
        return translate("orders", "for {tier} customers").format(tier=rule.tier.title())
    return translate("orders", "applied automatically")


def near_miss(miss: NearMiss, currency: str) -> str:
    """`1 more (trousers): 10% off · MIDNOV`, `Rp 20.000 more: free delivery · ONGKIR`."""
    rule = miss.promotion
    what = gain(rule, currency)
    pieces = miss.missing_quantity  # a plain name: lupdate reads no plural from an attribute
    if miss.named:
        told = translate("orders", "The item that goes with it is not in the basket: {gain}")
        return f"{told.format(gain=what)} · {rule.name}"
    if not pieces:
        more = formats.money(miss.missing_minor, currency)
        told = translate("orders", "{amount} more: {gain}").format(amount=more, gain=what)
    elif rule.category:
        told = translate("orders", "%n more ({category}): {gain}", "", pieces)
        told = told.format(category=rule.category, gain=what)
    else:
        told = translate("orders", "%n more: {gain}", "", pieces).format(gain=what)
    return f"{told} · {rule.name}"


def gain(rule: Promotion, currency: str) -> str:
    percent = formats.percent(rule.value / PERCENT)
    match rule.kind:
        case PromotionKind.SHIPPING if rule.value == PERCENT:
            return translate("orders", "free delivery")
        case PromotionKind.SHIPPING:
            return translate("orders", "{percent} off delivery").format(percent=percent)
        case PromotionKind.BUY_GET if rule.value == PERCENT:
            named = rule.get_product_id
            free = translate("orders", "one item free")
            return free if named else translate("orders", "cheapest free")
        case PromotionKind.BUY_GET:
            told = translate("orders", "one item {percent} off")
            cheapest = translate("orders", "cheapest {percent} off")
            return (told if rule.get_product_id else cheapest).format(percent=percent)
        case PromotionKind.PERCENTAGE:
            return translate("orders", "{percent} off").format(percent=percent)
    amount = formats.money(rule.value, currency)
    if rule.scope is PromotionScope.LINE:
        return translate("orders", "{amount} off each").format(amount=amount)
    return translate("orders", "{amount} off").format(amount=amount)


def codes_off(quote: Quote, lines: Sequence[PricedLine]) -> str:
    """The line promotions of a row; those of the order stand under all rows, once."""
    found = [one for line in lines for one in line.discounts if one.code != MANUAL]
    mine = [one.code for one in found if quote.rules[one.promotion_id].scope is PromotionScope.LINE]
    return ", ".join(dict.fromkeys(mine))
