"""What the rest of the house hears about orders; features.py lists who listens."""

from dataclasses import dataclass

from app.orders.states import Units


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    order_id: str
    pickup_code: str


@dataclass(frozen=True, slots=True)
class UnitsNeedPlace:
    """Units of an order stand unallocated and want a place; `not_at` failed to have them.

    `agreed`: the customer was asked, so that a later time or another store breaks no promise.
    """

    order_id: str
    line_ids: tuple[str, ...]
    not_at: str | None = None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class PromiseMissed:
    """Units wait for supply beyond what was told; nobody agreed to that yet."""

    order_id: str
    line_id: str


@dataclass(frozen=True, slots=True)
class PickupMoved:
    """Units will be collected at another store than was told."""

    order_id: str
    line_id: str


@dataclass(frozen=True, slots=True)
class PromiseMoved:
    """The customer was told another time. `about` names why: who hears of it twice is told once."""

    order_id: str
    about: str


@dataclass(frozen=True, slots=True)
class UnitsAllocated:
    order_id: str


@dataclass(frozen=True, slots=True)
class WaveDue:
    """The wave of an order's parcels goes: what gathered until now becomes work."""

    order_id: str


@dataclass(frozen=True, slots=True)
class HoldCleared:
    """A hold was closed: what no other one keeps back goes on."""

    order_id: str


@dataclass(frozen=True, slots=True)
class UnitsWithdrawn:
    """Units left the places that had them, and are cancelled or want another place.

    `placed`: (line, units) that had a claim, or were released; the claims still stand.
    `in_hand`: (line, state, units) that were picked; the goods still lie there.
    `but_from`: the parcel that keeps what it has.
    """

    order_id: str
    placed: tuple[tuple[str, int], ...] = ()
    in_hand: tuple[tuple[str, Units, int], ...] = ()
    but_from: str = ""


@dataclass(frozen=True, slots=True)
class UnitsCancelled:
    """`amount_minor` is what these units cost: promises were lowered or refunds made of it."""

    order_id: str
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class OrderChanged:
    """The customer wanted it otherwise: lines, quantities, ways or places, the address."""

    order_id: str


@dataclass(frozen=True, slots=True)
class GoodsToPutAway:
    """Cancelled goods lie where they were staged: somebody carries them to the shelf."""

    order_id: str
    site_id: str
    product_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PickedShort:
    """A place did not have what it should: somebody counts it."""

    order_id: str
    site_id: str
    product_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShortUndone:
    """What the short pick of command `short_id` missed was found: nobody counts because of it."""

    short_id: str
    site_id: str
    product_id: str
    order_id: str
