"""What happened to stock that others listen to."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimsFell:
    """Claims lost their goods when a figure was corrected: ledger.shed_claims."""

    fallen: tuple[Mapping[str, object], ...]
    because: str


@dataclass(frozen=True, slots=True)
class UnitsClaimed:
    """A place has work to come: units of a line were claimed there."""

    order_id: str
    line_id: str
    site_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ClaimsLetGo:
    """Units that were claimed at a place are not wanted from there any more."""

    order_id: str
    site_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class StockCounted:
    """A count was posted: these figures are right again."""

    count_id: str
    site_id: str
    product_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoodsReceived:
    """Goods of a purchase or a transfer came to a place and are free there."""

    document_id: str
    site_id: str
    product_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PurchaseMoved:
    """The supplier told when a purchase comes, or that it does not."""

    purchase_id: str
    cancelled: bool
