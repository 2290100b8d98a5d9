"""A span of orders placed again under two rule sets, side by side, each on its own shelves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import DAY, Instant
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.explain import why
from app.routing.engine.offers import emissions, left_out, parcels_of
from app.routing.engine.solve import quantities
from app.routing.model import Code, Destination, Parcel, Reason
from app.routing.replay.lanes import Book, Found, Lanes, find, whole_answer
from app.routing.replay.paid import paid_minor
from app.routing.replay.past import Past, PastOrder
from app.routing.replay.shelves import Shelves
from app.routing.rules.judging import Sheet
from app.routing.scarcity import Foretold, each_unit

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Placed:
    """How one order went: (place, units) of each parcel, what it costs, what found no place and
    would have been sold for `left_minor`.
    `days` to the 90th percentile of its arrival; 0 for an order without parcels."""

    parcels: tuple[tuple[int, int], ...]
    paid_minor: int
    left: int
    left_minor: int
    promise_to: Instant | None
    days: int
    air: int
    grams: int | None  # of CO₂e; None = nobody knows

    @property
    def way(self) -> tuple[frozenset[int], int]:
        """From which places, and what was left: what people call another way."""
        return frozenset(place for place, _ in self.parcels), self.left


@dataclass(slots=True, eq=False)
class Course:
    """One rule set on its way through the span. `missed`: units by day that customers at the
    counter did not find."""

    book: Book
    shelves: Shelves
    stock: Whole
    placed: list[Placed] = field(default_factory=list)
    missed: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, book: Book, shelves: Shelves) -> "Course":
        return cls(book, shelves, shelves.free.copy())

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


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """An order that went another way; `free` as it was for the new rules."""

    at: int
    free: Whole


class Replay:
    """`run` yields the number of orders done, so that whoever waits may stop."""

    def __init__(
        self, past: Past, lanes: Lanes, old: Book, new: Book, told: Foretold | None = None
    ) -> None:
        self.past, self._lanes = past, lanes
        self.old, self.new = Course.begun(old, past.shelves), Course.begun(new, past.shelves)
        self.changed: list[Changed] = []
        self._rows = past.shelves.products
        self._foretold = told if told is not None and told.tells else None

    def run(self) -> Iterator[int]:
        orders, done = self.past.orders, 0
        days = {order.day for order in orders} | {*self.past.shelves.came}
        for day in sorted(days | {*self.past.shelves.counter}):
            for course in (self.old, self.new):
                course.morning(day)
            while done < len(orders) and orders[done].day <= day:
                self._place(done, orders[done])
                done += 1
                yield done
            for course in (self.old, self.new):
                course.evening(day)

    def reason(self, changed: Changed) -> Reason:
        order = self.past.orders[changed.at]
        question = question_of(order)
        rows = [self._rows[need.product_id] for need in question.needs]
        scarce = self._scarce(question, rows, changed.free)
        found = whole_answer(question, self._lanes, self.new.book, changed.free, scarce)
        if not quantities(found.priced.problem, found.solution):
            return Reason(Code.NO_STOCK, {})
        return why(found.priced, found.solution)

    def _place(self, at: int, order: PastOrder) -> None:
        for site_id, product, units in order.collected:
            place = self.past.shelves.places.get(site_id)
            if place is not None:
                for course in (self.old, self.new):
                    course.stock[self._rows[product], place] -= units
        if not order.needs or order.near is None:
            for course in (self.old, self.new):
                course.placed.append(NOTHING)
            return
        question = question_of(order)
        rows = [self._rows[need.product_id] for need in question.needs]
        free = [course.stock[rows] for course in (self.old, self.new)]
        scarce = [self._scarce(question, rows, free[0])]
        found = [find(question, self._lanes, self.old.book, free[0], scarce[0])]
        alike = np.array_equal(free[0], free[1])
        if alike and self._same_rules(question):
            found.append(found[0])
        else:
            dear = scarce[0] if alike else self._scarce(question, rows, free[1])
            found.append(find(question, self._lanes, self.new.book, free[1], dear))
        for course, one in zip((self.old, self.new), found, strict=True):
            course.placed.append(self._take(course, order, rows, one))
        if self.old.placed[-1].way != self.new.placed[-1].way:
            self.changed.append(Changed(at, free[1]))

    def _scarce(self, question: Question, rows: Sequence[int], free: Whole) -> Whole | None:
        """What a unit costs others, by today's forecast and the shelves of then."""
        told = self._foretold
        if told is None:
            return None
        wanted = {need.product_id: need for need in question.needs}
        price = np.array([wanted[need.product_id].unit_minor for need in question.needs], np.int64)
        units = np.array([wanted[need.product_id].quantity for need in question.needs], np.int64)
        have = free.clip(min=0)
        return each_unit(told.rows(rows), price=price, quantity=units, have=have)

    def _same_rules(self, question: Question) -> bool:
        """Whether both rule sets say the same of this order, by the ordinary service."""
        if self.old.book.version == self.new.book.version:
            return True
        near = question.near
        if not isinstance(near, Destination) or question.need_by is not None:
            return False
        seen = self._lanes.near(near)
        return _alike(self.old.book.sheet(question, seen), self.new.book.sheet(question, seen))

    def _take(self, course: Course, order: PastOrder, rows: list[int], found: Found) -> Placed:
        priced, places = found.priced, self.past.shelves.places
        by_key = {need.key: row for need, row in zip(priced.needs, rows, strict=True)}
        parcels = parcels_of(priced, found.solution)
        for parcel in parcels:
            for part in parcel.quantities:
                course.stock[by_key[part.key], places[parcel.site_id]] -= part.quantity
        return placed(order, found, parcels, places)


NOTHING = Placed((), 0, 0, 0, None, 0, 0, 0)


def placed(
    order: PastOrder, found: Found, parcels: Sequence[Parcel], places: Mapping[str, int]
) -> Placed:
    priced, solution = found.priced, found.solution
    units = [sum(part.quantity for part in parcel.quantities) for parcel in parcels]
    promise_to = max((parcel.promise_to for parcel in parcels), default=None)
    missing = left_out(priced, solution)
    worth = {need.key: need.unit_minor for need in priced.needs}
    air = {source.site_id for source in priced.sources if source.sent and source.sent[0].air}
    co2 = emissions(priced, solution)
    return Placed(
        parcels=tuple(
            (places[parcel.site_id], many) for parcel, many in zip(parcels, units, strict=True)
        ),
        paid_minor=paid_minor(priced, solution),
        left=sum(part.quantity for part in missing),
        left_minor=sum(part.quantity * worth[part.key] for part in missing),
        promise_to=promise_to,
        days=0 if promise_to is None else -(-(promise_to - order.at) // DAY),
        air=sum(parcel.site_id in air for parcel in parcels),
        grams=co2.grams if co2 else None,
    )


def question_of(order: PastOrder) -> Question:
    return Question(
        needs=order.needs,
        method=Method.SHIP,
        now=order.at,
        near=order.near,
        channel=order.channel,
        need_by=order.need_by,
    )


def _alike(one: Sheet, other: Sheet) -> bool:
    return one is other or (
        one.most_parcels == other.most_parcels
        and all(
            np.array_equal(getattr(one, name), getattr(other, name))
            for name in ("money", "percent", "kept")
        )
        and np.array_equal(one.shut >= 0, other.shut >= 0)
        and np.array_equal(one.out >= 0, other.out >= 0)
    )
