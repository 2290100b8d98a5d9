"""What does an order take off by hand, why, and which right does that need."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from app.customers.model import refuse_card_number
from app.kit.errors import Refusal
from app.kit.money import share

WHOLE = 10_000  # hundredths of a percent
MAX_NOTE = 200
DISCOUNT, OVERRIDE = "discount", "price.override"


class PriceReason(StrEnum):
    """Why a price is another one than in the list."""

    DAMAGED = "damaged"  # the packaging, or a display piece
    WRONG_LABEL = "wrong_label"  # the shelf or the leaflet told this price
    PRICE_MATCH = "price_match"  # where, and at what price
    PROMISED = "promised"  # a colleague told it before
    LAST_PIECE = "last_piece"
    OTHER = "other"


EXPLAINED = frozenset({PriceReason.PRICE_MATCH, PriceReason.OTHER})  # these want words


class ByHand(Protocol):
    """The part of an order line, or of a row that is still typed, that was set by hand."""

    @property
    def discount_hundredths(self) -> int: ...

    @property
    def override_minor(self) -> int | None: ...

    @property
    def override_reason(self) -> str: ...

    @property
    def override_note(self) -> str: ...


def request(told: ByHand, list_minor: int) -> tuple[str, int] | None:
    """(permission, hundredths of a percent off the list price); None when nothing was set by hand.

    A line with both is one override down to what is left of its price: two limits in a row
    would otherwise give more than either.
    """
    if told.override_minor is None:
        return (DISCOUNT, told.discount_hundredths) if told.discount_hundredths else None
    left = told.override_minor - share(told.override_minor, told.discount_hundredths, WHOLE)
    off = max(0, list_minor - left)
    return OVERRIDE, share(off, WHOLE, list_minor) if list_minor else 0


def request_again(
    *, reason: str, list_minor: int, unit_minor: int, ordered: int, off_minor: int
) -> tuple[str, int] | None:
    """As `request`, for more units of a row that is sold: `off_minor` came off it by hand."""
    gross = ordered * unit_minor
    if not reason:
        return (DISCOUNT, share(off_minor, WHOLE, gross)) if off_minor and gross else None
    off = max(0, ordered * list_minor - gross + off_minor)
    return OVERRIDE, share(off, WHOLE, ordered * list_minor) if list_minor else 0


def request_of_order(requests: Iterable[tuple[str, int] | None]) -> tuple[str, int] | None:
    """One per order: what an approver sees and stands for is the most that comes off by hand.

    Where one line has another price the whole order asks for the right to override.
    """
    asked = [found for found in requests if found is not None]
    if not asked:
        return None
    overridden = any(permission == OVERRIDE for permission, _ in asked)
    return OVERRIDE if overridden else DISCOUNT, max(hundredths for _, hundredths in asked)


def check(told: ByHand) -> None:
    """Refusals: discount_out_of_range, amount_out_of_range, reason_missing, note_missing, …"""
    if not 0 <= told.discount_hundredths <= WHOLE:
        raise Refusal("discount_out_of_range", hundredths=told.discount_hundredths)
    if told.override_minor is None:
        return
    if told.override_minor < 0:
        raise Refusal("amount_out_of_range", amount=told.override_minor)
    if told.override_reason not in set(PriceReason):
        raise Refusal("reason_missing")
    check_note(told.override_reason, told.override_note)


def check_note(reason: str, note: str) -> None:
    if reason in EXPLAINED and not note.strip():
        raise Refusal("note_missing", reason=reason)
    if len(note) > MAX_NOTE:
        raise Refusal("entry_too_long", most=MAX_NOTE)
    refuse_card_number(note)
