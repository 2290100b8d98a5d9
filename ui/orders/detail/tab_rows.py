"""What stands in each tab of an order: ledger, notes, mails, holds and raw events as rows."""

from PySide6.QtCore import QCoreApplication

from app.desk.order.detail import OrderDetail
from app.desk.order.ledger import Entry, ledger_of
from app.orders.held import HoldRow
from app.orders.reasons import HoldScope
from ui.kit import Cell, Column, formats
from ui.orders.detail import words
from ui.orders.detail.sheet import Sheet, SheetRow
from ui.orders.detail.sourcing import sourcing_sheet
from ui.orders.detail.telling import reason

translate = QCoreApplication.translate  # lupdate knows the name `translate`
PAYMENT, NOTES, MESSAGES, HOLDS, RAW = "payment", "notes", "messages", "holds", "raw"
SOURCING = "sourcing"


def ledger_rows(detail: OrderDetail, now: int) -> list[SheetRow]:
    ledger = ledger_of(detail)
    rows = [_entry(entry, detail.currency, now) for entry in ledger.entries]
    rest = translate("order", "all is settled")
    if ledger.promised_minor:
        rest = translate("order", "what is promised is taken later")
    sums = (ledger.promised_minor, ledger.taken_minor, ledger.owed_minor)
    figures = [Cell(formats.money(minor, detail.currency)) for minor in sums]
    rows.append(SheetRow((Cell(""), Cell(translate("order", "Now"), rest), *figures), strong=True))
    return rows


def _entry(entry: Entry, currency: str, now: int) -> SheetRow:
    figures = [
        Cell(formats.money(minor, currency) if minor else "")
        for minor in (entry.promised_minor, entry.taken_minor, entry.owed_minor)
    ]
    what = Cell(
        words.ledger_line(entry.kind, entry.detail),
        words.ledger_more(entry.kind, entry.reference),
        bold=True,
    )
    return SheetRow((Cell(formats.moment(entry.at, now), ink="text2"), what, *figures))


def note_rows(detail: OrderDetail, now: int) -> list[SheetRow]:
    return [
        SheetRow(
            (
                Cell(formats.moment(note.at, now), ink="text2"),
                Cell(detail.people.get(note.user_id, ""), bold=True),
                Cell(note.text),
            )
        )
        for note in detail.notes
    ]


def mail_rows(detail: OrderDetail, now: int) -> list[SheetRow]:
    rows = []
    for message in reversed(detail.messages):
        state = words.mail_state(message.state)
        rows.append(
            SheetRow(
                (
                    Cell(formats.moment(message.sent_at or message.made_at, now), ink="text2"),
                    Cell(words.mail(message.kind), message.language.upper(), bold=True),
                    Cell(state.words, chip=state.status),
                )
            )
        )
    return rows


def hold_rows(detail: OrderDetail, now: int) -> list[SheetRow]:
    rows = []
    for hold in reversed(detail.holds):
        until = (
            formats.moment(hold.closed_at, now)
            if hold.closed_at
            else translate("order", "still open")
        )
        rows.append(
            SheetRow(
                (
                    Cell(formats.moment(hold.opened_at, now), ink="text2"),
                    Cell(words.hold(hold.reason), _hold_more(hold, detail), bold=True),
                    Cell(until, ink="" if hold.closed_at is None else "text2"),
                )
            )
        )
    return rows


def _hold_more(hold: HoldRow, detail: OrderDetail) -> str:
    """What of the order waits, who said so, and the note."""
    scope = {
        HoldScope.FULFILLMENT.value: translate("order", "one parcel"),
        HoldScope.LINE.value: translate("order", "one line"),
    }.get(hold.scope, "")
    line = detail.line(hold.subject_id or "")
    parts = [line.name if line else scope, detail.people.get(hold.opened_by, ""), hold.note]
    if closed_by := detail.people.get(hold.closed_by or "", ""):
        parts.append(translate("order", "released by {name}").format(name=closed_by))
    parts.append(hold.release_note)
    return " · ".join(filter(None, parts))


def raw_rows(detail: OrderDetail, now: int) -> list[SheetRow]:
    lines = {line.line_id: line.sku for line in detail.card.lines}
    rows = []
    for event in reversed(detail.events):
        moved = f"{event.source} → {event.target}" if event.target else ""
        why = reason(event.reason)
        rows.append(
            SheetRow(
                (
                    Cell(f"{formats.short_day(event.at)} {formats.clock_s(event.at)}"),
                    Cell(event.act, " · ".join(filter(None, (moved, why))), bold=True),
                    Cell(lines.get(event.line_id or "", "")),
                    Cell(formats.qty(event.quantity)),
                    Cell(detail.people.get(event.user_id, event.user_id[:8])),
                    Cell(event.device_id[:8]),
                    Cell(f"{event.command_id[:8]}·{event.step}"),
                )
            )
        )
    return rows


ROWS = {
    PAYMENT: ledger_rows,
    NOTES: note_rows,
    MESSAGES: mail_rows,
    HOLDS: hold_rows,
    RAW: raw_rows,
}


def sheets() -> dict[str, Sheet]:
    when = Column(lambda: translate("order", "When"), 1)
    return {
        PAYMENT: Sheet(
            lambda: translate("order", "Payment"),
            [
                when,
                Column(lambda: translate("order", "What")),
                Column(lambda: translate("order", "Promised"), 1, right=True),
                Column(lambda: translate("order", "Taken"), 1, right=True),
                Column(lambda: translate("order", "Still owed"), 1, right=True),
            ],
        ),
        NOTES: Sheet(
            lambda: translate("order", "Notes"),
            [
                when,
                Column(lambda: translate("order", "Who"), 1),
                Column(lambda: translate("order", "Note")),
            ],
        ),
        MESSAGES: Sheet(
            lambda: translate("order", "Messages"),
            [
                when,
                Column(lambda: translate("order", "Mail")),
                Column(lambda: translate("order", "State"), 1),
            ],
        ),
        HOLDS: Sheet(
            lambda: translate("order", "Holds"),
            [
                when,
                Column(lambda: translate("order", "Why")),
                Column(lambda: translate("order", "Until"), 1),
            ],
        ),
        SOURCING: sourcing_sheet(),
        RAW: Sheet(
            lambda: translate("order", "Raw events"),
            [
                when,
                Column(lambda: translate("order", "Act")),
                Column(lambda: translate("order", "Item"), 1),
                Column(lambda: translate("order", "Units"), 1, right=True),
                Column(lambda: translate("order", "User"), 1),
                Column(lambda: translate("order", "Device"), 1),
                Column(lambda: translate("order", "Command"), 1),
            ],
        ),
    }
