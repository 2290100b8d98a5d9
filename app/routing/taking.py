"""What the lines of an order got while places were looked for: claims on what lies there free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from app.orders.states import Method, Units
from app.routing.model import Parcel
from app.stock.ledger import claim, free_at
from app.storage.uow import UnitOfWork

if TYPE_CHECKING:
    from app.routing.deciding import Plan

Row: TypeAlias = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Got:
    """Units that a place gave; `lent`: all from what the server lent to this device."""

    site_id: str
    quantity: int
    lent: bool
    parcel: Parcel | None = None  # of a new promise; None keeps the one that was told


class Sourcing:
    """One order looking for places: what its lines got so far. Lines go by product, so that two
    orders never wait for each other's cells crosswise."""

    def __init__(self, uow: UnitOfWork, order_id: str, wanting: Sequence[Row]) -> None:
        self.order_id = order_id
        self.lines = sorted(wanting, key=lambda line: (line["product_id"], line["ordinal"]))
        self.got: dict[str, list[Got]] = {line["id"]: [] for line in self.lines}
        self._uow = uow

    def short(self, line: Row) -> int:
        had = sum(part.quantity for part in self.got[line["id"]])
        return int(line[Units.UNALLOCATED.value]) - had

    @property
    def going(self) -> frozenset[str]:
        return frozenset(part.site_id for parts in self.got.values() for part in parts)

    def take(self, line: Row, site_id: str, quantity: int, parcel: Parcel | None = None) -> bool:
        taken = _claim(self._uow, line, site_id, quantity, parcel)
        if taken:
            self.got[line["id"]].append(taken)
        return taken is not None

    def take_planned(self, made: "Plan") -> None:
        """What nobody took meanwhile; by product, then by place."""
        wanted = sorted(
            (part.product_id, parcel.source_id, part.key, part.quantity, number)
            for number, parcel in enumerate(made.parcels)
            for part in parcel.quantities
        )
        by_id = {line["id"]: line for line in self.lines}
        for _, site_id, line_id, quantity, number in wanted:
            self.take(by_id[line_id], site_id, quantity, made.parcels[number])

    def take_there(self, lines: Sequence[Row], not_at: str | None) -> None:
        """What the store itself has by now of what was to be sent to it, line by line."""
        for line in lines:
            quantity = self.short(line)
            if quantity and line["site_id"] != not_at:
                self.take(line, line["site_id"], quantity)

    def take_told(self, lines: Sequence[Row], not_at: str | None) -> dict[str, str]:
        """What the places have that were told; line → place. A pickup takes what part there is, and
        so does who waits there for the rest."""
        told = {}
        for line in lines:
            site_id, quantity = line["from_site_id"] or line["site_id"], self.short(line)
            if site_id is None or site_id == not_at:
                continue
            told[line["id"]] = site_id
            collected = line["method"] == Method.PICKUP.value and not line["from_site_id"]
            stays = collected or line["ship_group"]
            if not self.take(line, site_id, quantity) and stays:
                part = min(quantity, max(0, free_at(self._uow, site_id, line["product_id"])))
                if part:
                    self.take(line, site_id, part)
        return told


def _claim(
    uow: UnitOfWork, line: Row, site_id: str, quantity: int, parcel: Parcel | None = None
) -> Got | None:
    source = claim(
        uow,
        site_id=site_id,
        product_id=line["product_id"],
        order_id=line["order_id"],
        line_id=line["id"],
        quantity=quantity,
    )
    return Got(site_id, quantity, source == "lease", parcel) if source else None
