"""What the rest of the house hears about orders; features.py lists who listens."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    order_id: str
    pickup_code: str


@dataclass(frozen=True, slots=True)
class UnitsNeedPlace:
    """Units of an order stand unallocated and want a place; `not_at` failed to have them."""

    order_id: str
    line_ids: tuple[str, ...]
    not_at: str | None = None


@dataclass(frozen=True, slots=True)
class UnitsAllocated:
    order_id: str


@dataclass(frozen=True, slots=True)
class HoldCleared:
    """No hold is open on the order any more."""

    order_id: str


@dataclass(frozen=True, slots=True)
class UnitsCancelled:
    """`amount_minor` is what these units cost: promises were lowered or refunds made of it.

    `placed`: (line, units) that had a claim, or were released to a place; the claims still stand.
    """

    order_id: str
    amount_minor: int
    reason: str
    placed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PickedShort:
    """A place did not have what it should: somebody counts it."""

    order_id: str
    site_id: str
    product_id: str
    reason: str
