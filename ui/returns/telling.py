"""What is sent when F12 is pressed, and in which words it is told that it was done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.returns.commands import AskedLine, AskReturn, ExchangeItems, NewItem, ReturnItems
from app.returns.model import RefundMode
from app.returns.queries import Preview, ReturnCard
from ui.kit import formats
from ui.returns.chosen import Chosen

translate = QCoreApplication.translate  # lupdate knows the name `translate`


@dataclass(frozen=True, slots=True)
class Told:
    """What stands on the screen beside the lines."""

    site_id: str
    mode: RefundMode
    offline: bool
    items: Sequence[NewItem]
    total_minor: int
    tenders: Sequence[TenderTaken]
    pickup_code: str
    is_by_mail: bool


def command_of(
    card: ReturnCard, chosen: Chosen, seen: Preview, told: Told
) -> ReturnItems | ExchangeItems:
    if not told.items:
        return ReturnItems(
            order_id=card.order_id,
            site_id=told.site_id,
            lines=chosen.told(card),
            mode=told.mode,
            told_refund_minor=seen.refund_minor,
            drawer_id=card.drawer_id,
            offline=told.offline,
            return_id=card.mail_id if told.is_by_mail else None,
        )
    picked_up = any(item.method is Method.PICKUP for item in told.items)
    return ExchangeItems(
        order_id=card.order_id,
        site_id=told.site_id,
        lines=chosen.told(card),
        items=list(told.items),
        mode=told.mode,
        told_refund_minor=seen.refund_minor - seen.settlement.exchanged_minor,
        told_total_minor=told.total_minor,
        tenders=list(told.tenders),
        pickup_code=told.pickup_code if picked_up else "",
        drawer_id=card.drawer_id,
        offline=told.offline,
    )


def asked_by_mail(card: ReturnCard, chosen: Chosen) -> AskReturn | None:
    """None while a reason is open; the state is seen when it arrives."""
    reasons, units = chosen.reasons(), chosen.units(card)
    if not units or units.keys() - reasons.keys():
        return None
    return AskReturn(
        order_id=card.order_id,
        lines=[
            AskedLine(line_id=line_id, quantity=quantity, reason=reasons[line_id])
            for line_id, quantity in units.items()
        ],
    )


def told_after(result: dict[str, object], currency: str) -> str:
    number = str(result["number"])
    if "new_order_id" in result:
        told = _exchanged(result, currency)
    else:
        amount = formats.money(_minor(result, "refund_minor"), currency)
        told = translate("returns", "{amount} goes back").format(amount=amount)
    paper = translate("returns", "receipt sent to the printer")
    return " · ".join(filter(None, (told, number, _differs(result), paper)))


def _exchanged(result: dict[str, object], currency: str) -> str:
    paid, back = _minor(result, "paid_minor"), _minor(result, "refund_minor")
    if paid:
        told = translate("returns", "Exchanged, {amount} was paid")
        return told.format(amount=formats.money(paid, currency))
    if back:
        told = translate("returns", "Exchanged, {amount} goes back")
        return told.format(amount=formats.money(back, currency))
    return translate("returns", "Exchanged, even")


def _differs(result: dict[str, object]) -> str:
    """Of what was announced by mail."""
    found = result.get("differs")
    counts = list(found.values()) if isinstance(found, dict) else []
    over = sum(count for count in counts if count > 0)
    short = -sum(count for count in counts if count < 0)
    told = []
    if short:
        told.append(translate("returns", "{n} short").format(n=short))
    if over:
        told.append(translate("returns", "{n} over").format(n=over))
    return ", ".join(told)


def _minor(result: dict[str, object], name: str) -> int:
    return int(str(result[name]))
