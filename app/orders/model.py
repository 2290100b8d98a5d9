"""What an order is called, how it stands, and what was typed into its entry box."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.customers.model import refuse_card_number
from app.kit.errors import Refusal
from app.kit.money import DIGITS
from app.orders.states import FULFILLED, Units

MAX_QUANTITY = 9_999  # pieces of one line; above it is a slip of the scanner
MAX_ENTRY = 200  # characters; above it is a paste that was meant for somewhere else
MAX_MINOR = 10**12  # a unit price above it is a barcode


# ---------------------------------------------------------------- status


class OrderStatus(StrEnum):
    """Derived from the lines, never stored."""

    CONFIRMED = "confirmed"
    BACKORDERED = "backordered"
    PICKING = "picking"
    PARTLY_READY = "partly_ready"
    READY = "ready"
    PARTLY_SHIPPED = "partly_shipped"
    IN_TRANSIT = "in_transit"
    PARTLY_FULFILLED = "partly_fulfilled"
    COLLECTED = "collected"
    DELIVERED = "delivered"
    PARTLY_RETURNED = "partly_returned"
    RETURNED = "returned"
    CANCELLED = "cancelled"


UNITS_SCHEMA_ORG: Mapping[Units, str] = {
    Units.UNALLOCATED: "OrderProcessing",
    Units.BACKORDERED: "OrderProcessing",
    Units.ALLOCATED: "OrderProcessing",
    Units.RELEASED: "OrderProcessing",
    Units.PICKED: "OrderProcessing",
    Units.READY: "OrderPickupAvailable",
    Units.PACKED: "OrderProcessing",
    Units.IN_TRANSIT: "OrderInTransit",
    Units.COLLECTED: "OrderDelivered",
    Units.DELIVERED: "OrderDelivered",
    Units.CANCELLED: "OrderCancelled",
}

_SCHEMA_ORG = {
    OrderStatus.PARTLY_READY: "OrderPickupAvailable",
    OrderStatus.READY: "OrderPickupAvailable",
    OrderStatus.PARTLY_SHIPPED: "OrderInTransit",
    OrderStatus.IN_TRANSIT: "OrderInTransit",
    OrderStatus.COLLECTED: "OrderDelivered",
    OrderStatus.DELIVERED: "OrderDelivered",
    OrderStatus.PARTLY_RETURNED: "OrderDelivered",
    OrderStatus.RETURNED: "OrderReturned",
    OrderStatus.CANCELLED: "OrderCancelled",
}


def header_status(lines: Sequence[Mapping[str, int]]) -> OrderStatus:
    """From the unit columns of the lines (`ordered`, each of Units, `returned`).

    What waits for the customer is told before what waits for us; cancelled units do not count.
    """
    units = {state: sum(line.get(state.value, 0) for line in lines) for state in Units}
    live = sum(units.values()) - units[Units.CANCELLED]
    fulfilled = sum(units[state] for state in FULFILLED)
    if live == 0:
        return OrderStatus.CANCELLED if units[Units.CANCELLED] else OrderStatus.CONFIRMED
    if fulfilled == live:
        return _when_fulfilled(units, sum(line.get("returned", 0) for line in lines))
    return _when_open(units, live - fulfilled)


def schema_org_status(
    status: OrderStatus, *, problem: bool = False, payment_due: bool = False
) -> str:
    """schema.org OrderStatus. `problem`: an open hold, case or exception."""
    if problem:
        return "OrderProblem"
    if payment_due and status not in {OrderStatus.CANCELLED, OrderStatus.RETURNED}:
        return "OrderPaymentDue"
    return _SCHEMA_ORG.get(status, "OrderProcessing")


def _when_fulfilled(units: Mapping[Units, int], returned: int) -> OrderStatus:
    if returned >= units[Units.COLLECTED] + units[Units.DELIVERED]:
        return OrderStatus.RETURNED
    if returned:
        return OrderStatus.PARTLY_RETURNED
    return OrderStatus.DELIVERED if units[Units.DELIVERED] else OrderStatus.COLLECTED


def _when_open(units: Mapping[Units, int], open_units: int) -> OrderStatus:
    if units[Units.READY]:
        arrived = units[Units.READY] == open_units
        return OrderStatus.READY if arrived else OrderStatus.PARTLY_READY
    if units[Units.IN_TRANSIT]:
        sent = units[Units.IN_TRANSIT] == open_units
        return OrderStatus.IN_TRANSIT if sent else OrderStatus.PARTLY_SHIPPED
    if units[Units.RELEASED] or units[Units.PICKED] or units[Units.PACKED]:
        return OrderStatus.PICKING
    if any(units[state] for state in FULFILLED):
        return OrderStatus.PARTLY_FULFILLED
    return OrderStatus.BACKORDERED if units[Units.BACKORDERED] else OrderStatus.CONFIRMED


# ---------------------------------------------------------------- number


@dataclass(frozen=True, slots=True)
class OrderNumber:
    site_code: str
    device_number: int
    counter: int

    def __str__(self) -> str:
        return number(self.site_code, self.device_number, self.counter)


_NUMBER = re.compile(r"([A-Z0-9]{1,12})-(0|[1-9][0-9]{0,5})-([0-9]{6}|[1-9][0-9]{6,11})")


def number(site_code: str, device_number: int, counter: int) -> str:
    """`JKT01-3-000712`: issued by the device, online or not; never renamed or used again."""
    text = f"{site_code}-{device_number}-{counter:06d}"
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no order number")
    return text


def parse_number(text: str) -> OrderNumber:
    """As typed or scanned: `#jkt01-3-000712 ` too. Raises Refusal('number_unclear', typed=…)."""
    found = _NUMBER.fullmatch(text.strip().removeprefix("#").upper())
    if found is None:
        raise Refusal("number_unclear", typed=text[:MAX_ENTRY])
    site_code, device_number, counter = found.groups()
    return OrderNumber(site_code, int(device_number), int(counter))


# ---------------------------------------------------------------- entry box


@dataclass(frozen=True, slots=True)
class AddItem:
    count: int
    words: str  # a code, a barcode or words of the name


@dataclass(frozen=True, slots=True)
class Change:
    delta: int


@dataclass(frozen=True, slots=True)
class SetQuantity:
    quantity: int


@dataclass(frozen=True, slots=True)
class LineNote:
    text: str  # empty takes the note away


@dataclass(frozen=True, slots=True)
class Discount:
    value: int  # percent × 100; 0 takes the discount away


@dataclass(frozen=True, slots=True)
class Price:
    minor: int


@dataclass(frozen=True, slots=True)
class NeedBy:
    text: str  # a day, an hour or both: need_by.read_need_by


Entry: TypeAlias = AddItem | Change | SetQuantity | LineNote | Discount | Price | NeedBy

_COUNTED = re.compile(r"([0-9]+) ?[*×] ?(.*)")
_PERCENT = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))? ?%?")
_WHOLE = re.compile(r"[0-9]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")


def parse_entry(text: str, currency: str = "IDR") -> Entry:
    """`[n*]item`, `+n`, `-n`, `=n`, `;note`, `%10`, `@650000`, `!wed`; each parses or is refused.

    A barcode is an item although it starts with digits: only `*` makes a count.
    Refusals: entry_empty, entry_too_long, entry_control_characters, quantity_out_of_range,
    quantity_unclear, discount_out_of_range, discount_unclear, amount_unclear,
    amount_out_of_range, card_number_in_text.
    """
    typed = text.strip(" \t\r\n")
    if len(typed) > MAX_ENTRY:
        raise Refusal("entry_too_long", length=len(typed), most=MAX_ENTRY)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in typed):
        raise Refusal("entry_control_characters")
    words = " ".join(typed.split())
    if not words:
        raise Refusal("entry_empty")
    sign, rest = words[0], words[1:].strip()
    match sign:
        case "+":
            return Change(_quantity(rest or "1", words))
        case "-" | "−":
            return Change(-_quantity(rest or "1", words))
        case "=":
            return SetQuantity(_quantity(rest, words))
        case ";":
            refuse_card_number(rest)
            return LineNote(rest)
        case "%":
            return Discount(_percent(rest, words))
        case "@":
            return Price(parse_amount(rest, currency))
        case "!":
            return NeedBy(rest)
    return _item(words)


def parse_amount(text: str, currency: str = "IDR") -> int:
    """Minor units of `650000`, `650.000`, `Rp 650.000`; in GBP of `12`, `12.50`, `12,50`.

    One reading or none: `1,250.00`, `1.25`, `12,5` raise Refusal('amount_unclear', typed=…).
    """
    typed = re.sub(r"^(?:rp\.?|idr) ?", "", text.strip(), flags=re.IGNORECASE)
    minor = _minor(typed, DIGITS[currency])
    if minor is None:
        raise Refusal("amount_unclear", typed=text[:MAX_ENTRY])
    if minor > MAX_MINOR:
        raise Refusal("amount_out_of_range", typed=text[:MAX_ENTRY])
    return minor


def _minor(typed: str, digits: int) -> int | None:
    if len(typed) > MAX_ENTRY:
        return None
    if _WHOLE.fullmatch(typed):
        return int(typed + "0" * digits)
    if digits == 0:
        return int(typed.replace(".", "")) if _THOUSANDS.fullmatch(typed) else None
    if re.fullmatch(rf"[0-9]+[.,][0-9]{{{digits}}}", typed):
        return int(re.sub(r"[.,]", "", typed))
    return None


def _item(words: str) -> AddItem:
    counted = _COUNTED.fullmatch(words)
    if counted is None:
        return AddItem(1, words)
    count = _quantity(counted[1], words)
    if not counted[2]:
        raise Refusal("entry_empty")
    return AddItem(count, counted[2])


def _quantity(digits: str, typed: str) -> int:
    if not _WHOLE.fullmatch(digits):
        raise Refusal("quantity_unclear", typed=typed)
    if not 1 <= int(digits) <= MAX_QUANTITY:
        raise Refusal("quantity_out_of_range", typed=typed, most=MAX_QUANTITY)
    return int(digits)


def _percent(digits: str, typed: str) -> int:
    found = _PERCENT.fullmatch(digits)
    if found is None:
        raise Refusal("discount_unclear", typed=typed)
    value = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if value > 10_000:
        raise Refusal("discount_out_of_range", typed=typed)
    return value
