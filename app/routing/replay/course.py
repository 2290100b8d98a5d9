"""One rule set on its way through a span of orders, on shelves of its own.

Orders are looked at many at once, as if all met the shelves of the first; those that would meet
other shelves are looked at again, until all have their answer on the very shelves that they meet,
so that this is what one order after the other would have been.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.routing.replay.lanes import Book, Scarce
from app.routing.replay.lot import Lines, Lot, Taken
from app.routing.replay.placed import NOTHING, Placed
from app.routing.replay.quick import Asked, Way
from app.routing.replay.shelves import Shelves

Whole = NDArray[np.int64]
Scarcely: TypeAlias = Callable[[Lines, Whole], Scarce | None]


@dataclass(slots=True, eq=False)
class Course:
    """`scarce`: what a unit of such lines costs others. `missed`: units by day that customers at
    the counter did not find."""

    book: Book
    shelves: Shelves
    scarce: Scarcely
    stock: Whole
    placed: list[Placed] = field(default_factory=list)
    missed: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, book: Book, shelves: Shelves, scarce: Scarcely) -> "Course":
        return cls(book, shelves, scarce, shelves.free.copy())

    def morning(self, day: int) -> None:
        if came := self.shelves.came.get(day):
            self.stock[came.rows, came.columns] += came.units

    def evening(self, day: int) -> None:
        """Customers at the counter take what is left, the units kept for miscounts as well."""
        if wanted := self.shelves.counter.get(day):
            at = wanted.rows, wanted.columns
            there = (self.stock[at] + self.shelves.safety[at]).clip(min=0)
            self.missed[day] = int((wanted.units - there).clip(min=0).sum())
            self.stock[at] -= np.minimum(wanted.units, there)

    def place(self, lot: Lot) -> Whole:
        """Orders of one day. What each line met, [line, place]."""
        ways, free, taken = self._guessed(lot)
        np.subtract.at(self.stock, (taken.row, taken.place), taken.units)
        told = [NOTHING] * lot.orders
        for at, way in zip(lot.of, ways, strict=True):
            told[at] = way.placed()
        self.placed += told
        return free

    def _guessed(self, lot: Lot) -> tuple[list[Way], Whole, Taken]:
        """All on the shelves of the first; then those again that would meet others, until nobody
        does. Each time the first of them is right, as all before it are."""
        asked, free = Asked(lot, self.book), self.stock[lot.lines.row]
        scarce = self.scarce(lot.lines, free)
        ways = asked.ways(range(len(lot.baskets)), free, scarce)
        while True:
            told = [ways[at] for at in range(len(lot.baskets))]
            taken = lot.taken(way.taken for way in told)
            met = lot.met(self.stock, taken)
            other = np.flatnonzero((met != free).any(axis=1))
            if not other.size:
                return told, free, taken
            free[other] = met[other]
            dear = self.scarce(lot.lines.at(other), free[other])
            if scarce is not None and dear is not None:
                scarce.write(other, dear)
            ways |= asked.ways(np.unique(lot.basket[other]).tolist(), free, scarce)
