"""Where is my order: one sentence to read to the customer, in the customer's language.

The language is the customer's, not the desk's, so these words are no translations of the screen's.
"""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale

from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Stand, groups_of
from app.desk.order.ledger import ledger_of
from app.orders.states import Method
from ui.kit import formats

LANGUAGES = ("en", "id")
WEEK = 7  # days in which a weekday means one day alone
FEW = 2  # more names than this are not heard, only counted

_WORDS = {
    "en": {
        "and": "and",
        "items": "{n} items",
        "one_is": "is",
        "many_are": "are",
        "one_was": "was",
        "many_were": "were",
        "today": "today",
        "tomorrow": "tomorrow",
        "by": "by {time}",
        "on": "on {day}",
        "between": "between {first} and {last}",
        Stand.READY: "{items} {is_are} ready at {place}",
        Stand.COLLECTED: "{items} {was_were} handed over {when}",
        Stand.DELIVERED: "{items} {was_were} delivered {when}",
        Stand.IN_TRANSIT: "{items} {is_are} on the way and should come {when}",
        Stand.CANCELLED: "{items} {was_were} cancelled",
        "pickup": "{items} will be ready at {place} {when}",
        "ship": "{items} will come {when}",
        "to_store": "{items} {is_are} on the way to {place} and will be ready there {when}",
        "waiting": "{items} {is_are} not on the way yet",
        "backorder": "{items} {is_are} on order and should be here {when}",
        "backorder_open": "{items} {is_are} on order; we do not have a date yet",
        "late": "{clause}, later than we promised",
        "overdue": "{items} should have been here {when}; I will find out why it is late",
        "held": "The order is on hold",
        "awaiting_payment": "We start as soon as your payment is here",
        "paid": "All is paid",
        "to_pay": "{amount} is still to be paid",
        "we_owe": "{amount} goes back to you",
    },
    "id": {
        "and": "dan",
        "items": "{n} barang",
        "one_is": "",
        "many_are": "",
        "one_was": "",
        "many_were": "",
        "today": "hari ini",
        "tomorrow": "besok",
        "by": "pukul {time}",
        "on": "{day}",
        "between": "antara {first} dan {last}",
        Stand.READY: "{items} sudah siap diambil di {place}",
        Stand.COLLECTED: "{items} sudah diserahkan {when}",
        Stand.DELIVERED: "{items} sudah diterima {when}",
        Stand.IN_TRANSIT: "{items} sedang dikirim dan tiba {when}",
        Stand.CANCELLED: "{items} dibatalkan",
        "pickup": "{items} siap diambil di {place} {when}",
        "ship": "{items} tiba {when}",
        "to_store": "{items} sedang dikirim ke {place} dan siap diambil di sana {when}",
        "waiting": "{items} belum diproses",
        "backorder": "{items} sedang dipesan dan tersedia {when}",
        "backorder_open": "{items} sedang dipesan; tanggalnya belum ada",
        "late": "{clause}, lebih lambat dari janji kami",
        "overdue": "{items} seharusnya sudah ada {when}; saya cari tahu penyebabnya",
        "held": "Pesanan sedang ditahan",
        "awaiting_payment": "Kami mulai begitu pembayaran diterima",
        "paid": "Semua sudah lunas",
        "to_pay": "Sisa pembayaran {amount}",
        "we_owe": "{amount} kami kembalikan",
    },
}


def aloud(detail: OrderDetail, language: str, now: int) -> str:
    """Groups in the order of the screen, then what stops them, then the money."""
    groups = groups_of(detail)
    open_ones = [group for group in groups if group.stand is not Stand.CANCELLED]
    clauses = [_clause(group, detail, language, now) for group in open_ones or groups]
    told = _capital("; ".join(clauses)) + "."
    return " ".join(filter(None, (told, _stop(detail, language), _money(detail, language))))


def _clause(group: Group, detail: OrderDetail, language: str, now: int) -> str:
    words = _WORDS[language]
    many = sum(part.units for part in group.parts) > 1
    facts = {
        "items": _items(group, language),
        "place": detail.sites.get(group.site_id or "", ""),
        "is_are": words["many_are" if many else "one_is"],
        "was_were": words["many_were" if many else "one_was"],
        "when": _when(group, language, now),
    }
    told = " ".join(words[_kind(group, now)].format(**facts).split())
    late = group.late_by(now) or 0
    if late > 0 and group.done_at is None and (group.expected_at or 0) > now:
        return words["late"].format(clause=told)
    return told


def _kind(group: Group, now: int) -> str:
    match group.stand:
        case Stand.WAITING:
            return "waiting"
        case Stand.BACKORDER:
            return "backorder" if group.expected_at is not None else "backorder_open"
        case Stand.IN_TRANSIT if group.sent_from:
            return "overdue" if now >= (group.expected_at or now) else "to_store"
        case Stand.TO_PICK | Stand.PICKING:
            if group.expected_at is None:
                return "waiting"
            if now >= group.expected_at:
                return "overdue"
            return "ship" if group.method == Method.SHIP.value else "pickup"
    return group.stand


def _items(group: Group, language: str) -> str:
    words = _WORDS[language]
    if len(group.parts) > FEW:
        return words["items"].format(n=sum(part.units for part in group.parts))
    named = [
        f"{formats.qty(part.units)} × {part.line.name}" if part.units > 1 else part.line.name
        for part in group.parts
    ]
    return f" {words['and']} ".join(named)


def _when(group: Group, language: str, now: int) -> str:
    words = _WORDS[language]
    if group.done_at is not None:
        return _day(formats.local(group.done_at).date(), language, now)
    if group.expected_at is None:
        return ""
    at = group.told_at if now >= group.expected_at else group.expected_at
    last = formats.local(at or group.expected_at)
    if group.method != Method.SHIP.value and group.stand is not Stand.BACKORDER:
        day = _day(last.date(), language, now)
        return f"{day} {words['by'].format(time=f'{last:%H:%M}')}"
    begins = group.promise_from if group.expected_at == group.promise_to else None
    first = formats.local(begins or at or group.expected_at).date()
    if first == last.date():
        return _day(first, language, now)
    ends = (_name(day, language, now) for day in (first, last.date()))
    return words["between"].format(first=next(ends), last=next(ends))


def _day(day: date, language: str, now: int) -> str:
    words, today = _WORDS[language], formats.local(now).date()
    if day == today:
        return words["today"]
    if day == today + timedelta(days=1):
        return words["tomorrow"]
    return words["on"].format(day=_name(day, language, now))


def _name(day: date, language: str, now: int) -> str:
    """Within a week its name is enough."""
    near = 0 <= (day - formats.local(now).date()).days < WEEK
    if near:
        return QLocale(language).toString(QDate(day.year, day.month, day.day), "dddd")
    return QLocale(language).toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


def _stop(detail: OrderDetail, language: str) -> str:
    reasons = detail.card.open_holds
    if not reasons:
        return ""
    only_money = set(reasons) == {"awaiting_payment"}
    return _WORDS[language]["awaiting_payment" if only_money else "held"] + "."


def _money(detail: OrderDetail, language: str) -> str:
    words, owed = _WORDS[language], ledger_of(detail).owed_minor
    kind = "to_pay" if owed > 0 else "we_owe" if owed < 0 else "paid"
    amount = formats.money(abs(owed), detail.currency)
    return words[kind].format(amount=amount) + "." if detail.card.head.total_minor else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
