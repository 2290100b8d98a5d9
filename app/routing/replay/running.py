"""A span of orders placed again under two rule sets, side by side, each on its own shelves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.explain import why
from app.routing.engine.solve import quantities
from app.routing.model import Code, Reason
from app.routing.replay.baskets import Basket
from app.routing.replay.course import Course
from app.routing.replay.lanes import Book, Lanes, Scarce, whole_answer
from app.routing.replay.lot import Lines, Lot, lines_of
from app.routing.replay.past import Past, PastOrder
from app.routing.scarcity import Foretold, each_unit, lasting

TOGETHER = 250  # orders that are looked at together: some ten milliseconds

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """An order that went another way; `free` as it was for the new rules."""

    at: int
    basket: Basket
    free: Whole


class Replay:
    """`run` yields the number of orders done, so that whoever waits may stop."""

    def __init__(
        self, past: Past, lanes: Lanes, old: Book, new: Book, told: Foretold | None = None
    ) -> None:
        self.past, self._lanes = past, lanes
        self._foretold = told if told is not None and told.tells else None
        self.old = Course.begun(old, past.shelves, self._scarce)
        self.new = Course.begun(new, past.shelves, self._scarce)
        self.changed: list[Changed] = []

    def run(self) -> Iterator[int]:
        shelves, done = self.past.shelves, 0
        by_day = {
            day: list(orders) for day, orders in groupby(self.past.orders, key=lambda one: one.day)
        }
        for day in sorted({*by_day, *shelves.came, *shelves.counter}):
            for course in (self.old, self.new):
                course.morning(day)
            orders = by_day.get(day, [])
            for start in range(0, len(orders), TOGETHER):
                some = orders[start : start + TOGETHER]
                self._place(done, some)
                done += len(some)
                yield done
            for course in (self.old, self.new):
                course.evening(day)

    def reason(self, changed: Changed) -> Reason:
        free, question = changed.free, changed.basket.question
        scarce = self._scarce(lines_of([changed.basket]), free)
        found = whole_answer(question, self._lanes, self.new.book, free, scarce)
        if not quantities(found.priced.problem, found.solution):
            return Reason(Code.NO_STOCK, {})
        return why(found.priced, found.solution)

    def _place(self, done: int, orders: Sequence[PastOrder]) -> None:
        shelves = self.past.shelves
        lot = Lot(orders, self._lanes, shelves.products, shelves.places)
        self.old.place(lot)
        met = self.new.place(lot)
        for number, (of, basket) in enumerate(zip(lot.of, lot.baskets, strict=True)):
            at = done + of
            old, new = self.old.placed[at], self.new.placed[at]
            if old is not new and old.way != new.way:
                lines = lot.start[number] + np.arange(basket.lines)
                self.changed.append(Changed(at, basket, met[lines]))

    def _scarce(self, lines: Lines, free: Whole) -> Scarce | None:
        """What a unit of these lines costs others, and how long it lasts, by today's forecast and
        the shelves of then."""
        if self._foretold is None:
            return None
        told, have = self._foretold.rows(lines.row), free.clip(min=0)
        each = each_unit(told, margin=lines.margin, quantity=lines.quantity, have=have)
        asks = self.old.book.asks_cover or self.new.book.asks_cover
        return Scarce(each, lasting(told, have) if asks else None)
