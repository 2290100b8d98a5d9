"""How are deliveries, their lines and those who wait for them told."""

from PySide6.QtCore import QCoreApplication

from app.routing.supply.promising import Affected, AffectedOrder
from app.stock.purchases import Purchase
from app.stock.states import LessBecause, TransferState
from app.stock.transfers import Delivery, Transfer
from ui.kit import Cell, Row, formats
from ui.supply.counting import CountedRow

translate = QCoreApplication.translate  # lupdate knows the name `translate`
NONE = "–"


def delivery_row(told: Delivery, now: int) -> Row:
    return transfer_row(told, now) if isinstance(told, Transfer) else purchase_row(told, now)


def transfer_row(told: Transfer, now: int) -> Row:
    late = told.eta is not None and told.eta < now
    sent = told.state is TransferState.SENT
    on_way = translate("supply", "overdue") if late else translate("supply", "on its way")
    return Row(
        told.transfer_id,
        (
            Cell(
                told.number or NONE,
                detail=translate("supply", "from {place}").format(place=told.from_name),
                bold=True,
                icon="arrow-left-right",
            ),
            Cell(told.to_name, ink="text2"),
            Cell(
                formats.weekday(told.eta) if told.eta is not None else NONE,
                detail=on_way if sent else translate("supply", "asked for"),
                ink="bad" if late else "text",
                detail_ink="bad" if late else "text2",
            ),
            Cell(formats.qty(told.left)),
            Cell(NONE),
        ),
    )


def less_words(because: str) -> str:
    return {
        LessBecause.NOT_FOUND: translate("supply", "Not found"),
        LessBecause.DAMAGED: translate("supply", "Damaged"),
        LessBecause.NEEDED_HERE: translate("supply", "Needed here"),
    }[LessBecause(because)]


def purchase_row(told: Purchase, now: int) -> Row:
    late = told.eta is not None and told.eta < now
    was = ""
    if told.was_eta is not None and told.eta is not None and told.was_eta < told.eta:
        was = translate("supply", "was {day}").format(day=formats.short_day(told.was_eta))
    return Row(
        told.purchase_id,
        (
            Cell(told.number or NONE, detail=told.supplier, bold=True, icon="truck"),
            Cell(told.site_name, ink="text2"),
            Cell(
                formats.weekday(told.eta) if told.eta is not None else NONE,
                detail=translate("supply", "overdue") if late else was,
                ink="bad" if late else "text",
                detail_ink="bad" if late else "warn",
            ),
            Cell(formats.qty(told.left)),
            Cell(formats.qty(told.waiting) if told.waiting else NONE, bold=bool(told.waiting)),
        ),
    )


def line_row(told: CountedRow) -> Row:
    name = " ".join(filter(None, (told.product.name, told.product.colour, told.product.size)))
    over = told.counted - told.due
    detail, ink = "", "text2"
    if told.counted and over > 0:
        detail = translate("supply", "{n} over").format(n=formats.qty(over))
        ink = "warn"
    elif told.counted and over < 0:
        detail = translate("supply", "{n} short").format(n=formats.qty(-over))
    return Row(
        told.product.id,
        (
            Cell(name, detail=told.product.sku, bold=True),
            Cell(formats.qty(told.due), ink="text2"),
            Cell(formats.qty(told.counted), detail=detail, detail_ink=ink, bold=True),
        ),
    )


def affected_row(told: AffectedOrder) -> Row:
    return Row(
        told.head.order_id,
        (
            Cell(told.head.number, detail=told.head.customer_name, bold=True),
            Cell(formats.weekday(told.was), detail=lateness(told.late), detail_ink="bad"),
            Cell(formats.money(told.value_minor, told.head.currency)),
        ),
    )


def lateness(micros: int) -> str:
    return translate("supply", "{time} late").format(time=formats.age(micros / 1e6))


def cause(purchase: Purchase, found: Affected) -> str:
    """`PO-118 delayed 4 d: 14 orders`."""
    if purchase.eta is None:
        return translate("supply", "Nobody knows when {number} comes.").format(
            number=purchase.number
        )
    if not found.orders:
        return translate("supply", "{number} breaks no promise.").format(number=purchase.number)
    count = len(found.orders)
    orders = translate("supply", "%n order(s)", "", count)
    was = purchase.was_eta
    if was is None or was >= purchase.eta:
        told = translate("supply", "{number} comes too late: {orders}")
        return told.format(number=purchase.number, orders=orders)
    told = translate("supply", "{number} delayed {time}: {orders}")
    time = formats.age((purchase.eta - was) / 1e6)
    return told.format(number=purchase.number, time=time, orders=orders)


def impact(found: Affected) -> str:
    """What it is worth, and the worst of it."""
    if not found.orders:
        return ""
    value = formats.money(found.value_minor, found.orders[0].head.currency)
    return " · ".join(
        (value, translate("supply", "worst {late}").format(late=lateness(found.worst)))
    )
