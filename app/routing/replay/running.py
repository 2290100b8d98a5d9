"""A span of orders placed again under two rule sets, side by side, each on its own shelves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.explain import why
from app.routing.engine.solve import quantities
from app.routing.model import Code, Need, Reason
from app.routing.replay.baskets import Basket, baskets_of
from app.routing.replay.course import Course, Turn
from app.routing.replay.lanes import Book, Lanes, Scarce, whole_answer
from app.routing.replay.past import Past, PastOrder
from app.routing.scarcity import Foretold, each_unit, lasting, scarcest

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
        self.old = Course.begun(old, lanes, past.shelves, self._scarce)
        self.new = Course.begun(new, lanes, past.shelves, self._scarce)
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
        basket, free = changed.basket, changed.free
        scarce = self._scarce([basket], [free])
        dear = scarce[0] if scarce is not None else None
        found = whole_answer(basket.question, self._lanes, self.new.book, free, dear)
        if not quantities(found.priced.problem, found.solution):
            return Reason(Code.NO_STOCK, {})
        return why(found.priced, found.solution)

    def _place(self, done: int, orders: Sequence[PastOrder]) -> None:
        turns = self._turns(orders)
        self.old.place(turns)
        met = self.new.place(turns)
        for at, (turn, free) in enumerate(zip(turns, met, strict=True), done):
            if turn.basket is None or free is None:
                continue
            if self.old.placed[at].way != self.new.placed[at].way:
                self.changed.append(Changed(at, turn.basket, free))

    def _turns(self, orders: Sequence[PastOrder]) -> list[Turn]:
        shelves = self.past.shelves
        baskets = baskets_of(orders, self._lanes, shelves.products)
        return [
            Turn(
                tuple(
                    (shelves.products[product], shelves.places[site_id], units)
                    for site_id, product, units in order.collected
                    if site_id in shelves.places
                ),
                basket,
            )
            for order, basket in zip(orders, baskets, strict=True)
        ]

    def _scarce(self, baskets: Sequence[Basket], free: Sequence[Whole]) -> Sequence[Scarce] | None:
        """What a unit costs others, and how long it lasts, by today's forecast and the shelves of
        then."""
        if self._foretold is None or not baskets:
            return None
        asked = [need for basket in baskets for need in _last_of_product(basket)]
        told = self._foretold.rows([row for basket in baskets for row in basket.rows])
        have = np.concatenate(list(free)).clip(min=0)
        found = each_unit(
            told,
            margin=np.array([need.margin_minor for need in asked], np.int64),
            quantity=np.array([need.quantity for need in asked], np.int64),
            have=have,
        )
        ends = np.cumsum([basket.lines for basket in baskets])[:-1]
        if not (self.old.book.asks_cover or self.new.book.asks_cover):
            return [Scarce(each) for each in np.split(found, ends)]
        days = np.split(lasting(told, have), ends)
        each = np.split(found, ends)
        return [Scarce(unit, scarcest(of)) for unit, of in zip(each, days, strict=True)]


def _last_of_product(basket: Basket) -> list[Need]:
    """As live sourcing prices a product that is among the needs twice."""
    last = {need.product_id: need for need in basket.order.needs}
    return [last[need.product_id] for need in basket.order.needs]
