"""What does the file say: rows of "Online Retail", read, judged and put together as invoices.

The source is the UCI data set "Online Retail" (D. Chen). Its traps, all counted in the report:
numbers written as floats, invoices that begin with C (cancelled) or A (bad debt), negative lines
outside C (stock corrections), prices of 0, codes that are no goods, missing customers.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from app.kit.clock import from_datetime

ZONE = "Europe/London"
COLUMNS = 8
# Codes without a digit are charges, and these are exceptions on either side.
GOODS_WITHOUT_DIGITS = frozenset({"DCGSSBOY", "DCGSSGIRL", "PADS"})
CHARGES_WITH_DIGITS = frozenset({"C2"})  # carriage

_WHOLE = re.compile(r"(-?[0-9]+)(?:\.0*)?")
_PRICE = re.compile(r"(-?)([0-9]+)(?:\.([0-9]*))?")
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file. `at` in microseconds UTC, `price_minor` in pence."""

    place: int  # line of the file; the heading is line 1
    invoice: str
    code: str
    description: str
    quantity: int
    at: int
    price_minor: int
    customer: int | None
    country: str


@dataclass(slots=True)
class Invoice:
    """All lines of one number. `at` is the time of its last line: then it is complete."""

    number: str
    customer: int | None
    at: int = 0
    goods: list[Row] = field(default_factory=list)
    charges: list[Row] = field(default_factory=list)

    @property
    def cancels(self) -> bool:
        return self.number.startswith("C")

    @property
    def corrects(self) -> bool:
        """Stock that was found or lost: nobody bought it, and nothing was paid."""
        paid = any(row.price_minor for row in (*self.goods, *self.charges))
        return self.customer is None and not paid


class Rejections:
    """Which rows were not taken over, and why. Each row has at most one reason."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}

    def add(self, reason: str, place: int) -> None:
        self.rows.setdefault(reason, []).append(place)


def lines_per_invoice(path: Path) -> Counter[str]:
    """So that an invoice whose lines do not stand together is still one."""
    return Counter(line[0] for _, line in _lines(path) if line)


def invoices(
    path: Path, counted: Counter[str], rejections: Rejections
) -> Iterator[tuple[int, Invoice]]:
    """(rows read so far, invoice), each when its last line has come: in the order of time."""
    left = Counter(counted)
    opened: dict[str, Invoice] = {}
    for place, line in _lines(path):
        number = line[0] if line else ""
        row = _read(place, line)
        reason = row if isinstance(row, str) else _judged(row)
        if reason:
            rejections.add(reason, place)
        elif isinstance(row, Row):
            invoice = opened.get(number)
            if invoice is None:
                invoice = opened[number] = Invoice(number, row.customer)
            invoice.at = max(invoice.at, row.at)
            (invoice.charges if is_charge(row.code) else invoice.goods).append(row)
        left[number] -= 1
        if left[number] == 0 and number in opened:
            invoice = opened.pop(number)
            _drop_lone_charges(invoice, rejections)
            if invoice.goods:
                yield place - 1, invoice


@cache
def is_charge(code: str) -> bool:
    """Postage, manual entries, bank charges, samples, discounts: money without goods."""
    if code in CHARGES_WITH_DIGITS:
        return True
    return not _DIGIT.search(code) and code not in GOODS_WITHOUT_DIGITS


def pence(text: str) -> int | None:
    """`2.55` → 255; None when it is no amount in whole pence."""
    found = _PRICE.fullmatch(text.strip())
    if found is None:
        return None
    sign, pounds, fraction = found[1], found[2], (found[3] or "").rstrip("0")
    if len(fraction) > 2:
        return None
    minor = int(pounds) * 100 + int(fraction.ljust(2, "0"))
    return -minor if sign else minor


def whole(text: str) -> int | None:
    """`6.0` → 6; None when it is no whole number."""
    found = _WHOLE.fullmatch(text.strip())
    return int(found[1]) if found else None


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line number, fields); the heading is passed over. Quoted line breaks do not occur."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines, None)
        yield from enumerate(lines, start=2)


def _read(place: int, line: list[str]) -> Row | str:
    """The row, or why it cannot be read."""
    if len(line) != COLUMNS:
        return "columns_missing"
    invoice, code, description, quantity, date, price, customer, country = line
    count, at = whole(quantity), _instant(date)
    if count is None:
        return "quantity_unreadable"
    if at is None:
        return "date_unreadable"
    minor = pence(price)
    if minor is None:
        return "price_not_in_pence" if _PRICE.fullmatch(price.strip()) else "price_unreadable"
    who = whole(customer) if customer.strip() else None
    if who is None and customer.strip():
        return "customer_unreadable"
    # Case differs between rows of the same article: 85123a is 85123A.
    return Row(
        place, invoice, code.strip().upper(), description.strip(), count, at, minor, who, country
    )


def _judged(row: Row) -> str:
    """Why a row that can be read is not taken over; "" when it is."""
    if row.invoice.startswith("A"):
        return "bad_debt_adjustment"
    if not row.code:
        return "code_missing"
    if row.quantity == 0:
        return "quantity_zero"
    if row.price_minor < 0:
        return "price_negative"
    if row.invoice.startswith("C"):
        if is_charge(row.code):
            return "charge_cancelled"
        return "cancellation_above_zero" if row.quantity > 0 else ""
    if is_charge(row.code):
        if row.quantity < 0:
            return "charge_negative"
        return "" if row.price_minor else "charge_of_nothing"
    if row.quantity < 0 and (row.price_minor or row.customer is not None):
        return "negative_sale"
    return ""


def _drop_lone_charges(invoice: Invoice, rejections: Rejections) -> None:
    """An order has goods; fees that stand alone are bookkeeping."""
    if not invoice.goods:
        for row in invoice.charges:
            rejections.add("charge_without_goods", row.place)
        invoice.charges.clear()


@cache
def _instant(text: str) -> int | None:
    """The shop's wall clock as an instant; a few rows share each minute."""
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return from_datetime(local.replace(tzinfo=ZoneInfo(ZONE)))
