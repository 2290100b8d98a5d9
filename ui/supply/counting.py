"""What was counted of a delivery so far: one more by scan, set, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.catalog.lookup import Product
from app.stock.adjusting import MOST_UNITS
from app.stock.purchases import PurchaseLine
from app.stock.receiving import ReceivedLine

MOST_UNDO = 50


@dataclass(frozen=True, slots=True)
class CountedRow:
    """`due`: what is still to come of it; 0 for what nobody ordered."""

    product: Product
    due: int
    counted: int


class DeliveryCount:
    """In hand until it is booked; nothing of it is in the books yet."""

    def __init__(self) -> None:
        self._due: dict[str, PurchaseLine] = {}
        self._extra: dict[str, Product] = {}
        self._counted: dict[str, int] = {}
        self._before: list[dict[str, int]] = []
        self.last = False

    @property
    def units(self) -> int:
        return sum(self._counted.values())

    @property
    def fewer(self) -> bool:
        """Less of something is counted than was due."""
        return any(self._counted.get(one, 0) < line.left for one, line in self._due.items())

    def begin(self, lines: Sequence[PurchaseLine]) -> None:
        """Lines as they stand now; what was counted stays."""
        self._due = {line.product.id: line for line in lines}

    def clear(self) -> None:
        self._due, self._extra, self._counted, self._before = {}, {}, {}, []
        self.last = False

    def rows(self) -> list[CountedRow]:
        """What was counted last stands first."""
        named: Mapping[str, Product] = {
            **{one: line.product for one, line in self._due.items()},
            **self._extra,
        }
        order = [*reversed(self._counted), *(one for one in named if one not in self._counted)]
        return [
            CountedRow(
                named[one],
                self._due[one].left if one in self._due else 0,
                self._counted.get(one, 0),
            )
            for one in order
            if one in named and (one in self._counted or self._due[one].left)
        ]

    def add(self, product: Product, by: int = 1) -> None:
        self.put(product, self._counted.get(product.id, 0) + by)

    def put(self, product: Product, units: int) -> bool:
        """Set one line; False for a number that nobody can carry."""
        if not 0 <= units <= MOST_UNITS:
            return False
        self._before = [*self._before[-MOST_UNDO:], dict(self._counted)]
        if product.id not in self._due:
            self._extra[product.id] = product
        self._counted.pop(product.id, None)  # what is touched comes last, and is shown first
        if units:
            self._counted[product.id] = units
        return True

    def undo(self) -> bool:
        if not self._before:
            return False
        self._counted = self._before.pop()
        return True

    def lines(self) -> list[ReceivedLine]:
        return [
            ReceivedLine(product_id=product_id, quantity=units)
            for product_id, units in sorted(self._counted.items())
        ]
