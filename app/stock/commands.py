"""What a retailer brings along of its stock, and what a device borrows of it."""

from msgspec import field

from app.kit.commands import Command, Part
from app.stock.states import PurchaseState


class OpeningCell(Part, frozen=True, kw_only=True):
    site_id: str
    product_id: str
    quantity: int = 0
    safety: int = 0  # the protected part of what is available


class OpenStock(Command, frozen=True, kw_only=True):
    """Fact of the server alone: what lay there `at` that time, before anything else is told."""

    cells: list[OpeningCell]
    at: int | None = None  # None: now


class StockCorrection(Part, frozen=True, kw_only=True):
    site_id: str
    product_id: str
    quantity: int  # found when above 0, lost when below
    at: int
    user_id: str = ""  # who posted it there, when that is somebody known here


class RecordCorrections(Command, frozen=True, kw_only=True):
    """Fact of the server alone: counts and losses that were posted in another system."""

    corrections: list[StockCorrection]


class InboundLine(Part, frozen=True, kw_only=True):
    product_id: str
    quantity: int


class NewPurchase(Part, frozen=True, kw_only=True):
    id: str
    number: str
    supplier: str
    site_id: str
    state: PurchaseState
    eta: int | None
    lines: list[InboundLine]


class NewTransfer(Part, frozen=True, kw_only=True):
    """Sent and not received yet."""

    id: str
    number: str
    from_site_id: str
    to_site_id: str
    eta: int | None
    lines: list[InboundLine]


class NewSupplier(Part, frozen=True, kw_only=True):
    id: str
    name: str  # as its purchase orders say it
    reliability: int  # share of what it told that comes, per mille


class LoadInbound(Command, frozen=True, kw_only=True):
    """Fact of the server alone."""

    suppliers: list[NewSupplier] = field(default_factory=list)
    purchases: list[NewPurchase] = field(default_factory=list)
    transfers: list[NewTransfer] = field(default_factory=list)


class LeaseItem(Part, frozen=True, kw_only=True):
    site_id: str
    product_id: str
    quantity: int  # so many units it wants to hold, those it holds already among them


class AcquireLeases(Command, frozen=True, kw_only=True):
    """Fill a device's leases up and let them last anew, as far as the goods allow.

    It says what the device wants to hold, not how much more: asked twice, it is lent once.
    """

    device_id: str
    items: list[LeaseItem]


class HeldUnits(Part, frozen=True, kw_only=True):
    site_id: str
    product_id: str
    quantity: int


class AskHold(Command, frozen=True, kw_only=True):
    """Keep these units for a draft, and nothing else: what it had kept elsewhere is let go.

    Asked again for the same it lasts longer. What is not free is told in the rows, not refused.
    """

    hold_id: str  # the draft's
    units: list[HeldUnits]
    lasts: int  # microseconds


class LetHoldGo(Command, frozen=True, kw_only=True):
    hold_id: str


class TidyHolds(Command, frozen=True, kw_only=True):
    """The server's own: what has run out is written down as such."""


class ReturnLeases(Command, frozen=True, kw_only=True):
    """A device gives leases back; what it promised on them the server has."""

    device_id: str
    lease_ids: list[str]


class TidyLeases(Command, frozen=True, kw_only=True):
    """The server's own: ask back what is wanted elsewhere, take back what is long over."""
