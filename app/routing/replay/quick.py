"""How do past orders go, many at once? The engine's own problems, from tables read once.

What needs a clock is left away at first: hours, cut-offs, by when it must arrive. That makes more
possible and nothing dearer, so an answer whose places turn out to be open and in time is the
engine's own. Any other order is to be asked of the engine as a live one is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import Instant
from app.orders.states import Method
from app.routing.engine.asking import Question
from app.routing.engine.batch import MOST_LINES, cheapest
from app.routing.engine.costs import UNFILLED_MINOR
from app.routing.engine.offers import leg_grams
from app.routing.engine.problem import NOBODY, NOT_POSSIBLE, Problem
from app.routing.engine.solve import quantities, solve
from app.routing.model import Code, Destination
from app.routing.replay.lanes import Book, Carried, Lanes, Near
from app.routing.replay.past import PastOrder
from app.routing.replay.placed import Placed, days_until

TOGETHER = 128  # orders of equally many lines; their arrays stay in the second-level cache

Whole = NDArray[np.int64]
Taken: TypeAlias = tuple[int, int, int]  # (line, place, units)


@dataclass(frozen=True, slots=True, eq=False)
class Basket:
    """A past order as it is asked. `rows`: of its goods on the shelves; `product`: the number of
    each need's product within the order."""

    order: PastOrder
    question: Question
    near: Near
    carried: Carried
    rows: list[int]
    product: list[int]
    total_grams: int

    @property
    def lines(self) -> int:
        return len(self.rows)

    @property
    def differ(self) -> bool:
        return len(set(self.product)) == len(self.product)


def basket_of(order: PastOrder, lanes: Lanes, row_of: Mapping[str, int]) -> Basket | None:
    """None of an order of which nothing is sent."""
    question = question_of(order, lanes)
    if not order.needs or not isinstance(question.near, Destination):
        return None
    numbers: dict[str, int] = {}
    grams = question.grams
    heaviest = max(need.weight_grams for need in order.needs)
    return Basket(
        order=order,
        question=question,
        near=lanes.near(question.near),
        carried=lanes.carried(question.zone, grams, heaviest),
        rows=[row_of[need.product_id] for need in order.needs],
        product=[numbers.setdefault(need.product_id, len(numbers)) for need in order.needs],
        total_grams=grams,
    )


def question_of(order: PastOrder, lanes: Lanes) -> Question:
    return Question(
        needs=order.needs,
        method=Method.SHIP,
        now=order.at,
        near=order.near,
        channel=order.channel,
        level=lanes.level,
        need_by=order.need_by,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """From where an order comes cheapest, as far as no clock says otherwise."""

    block: "_Block"
    row: int
    taken: tuple[Taken, ...]

    def placed(self) -> Placed | None:
        """None: ask the engine."""
        return self.block.placed(self.row, self.taken)


def ways_of(
    baskets: Sequence[Basket],
    lanes: Lanes,
    book: Book,
    free: Sequence[Whole],
    scarce: Sequence[Whole] | None = None,
) -> list[Way]:
    """free[o][n, m] is what each place has of the product of each need, scarce[o][n, m] what one
    unit of it costs others."""
    told: dict[int, Way] = {}
    alike: dict[int, list[int]] = {}
    for at, basket in enumerate(baskets):
        alike.setdefault(basket.lines, []).append(at)
    for of_them in alike.values():
        for start in range(0, len(of_them), TOGETHER):
            part = of_them[start : start + TOGETHER]
            dear = np.array([scarce[at] for at in part]) if scarce is not None else None
            block = _Block(
                [baskets[at] for at in part], lanes, book, np.array([free[at] for at in part]), dear
            )
            told |= zip(part, block.ways(), strict=True)
    return [told[at] for at in range(len(baskets))]


class _Block:
    """o orders of n lines over m places. Arrays are by place; `order` has the nearest first."""

    def __init__(
        self,
        baskets: Sequence[Basket],
        lanes: Lanes,
        book: Book,
        free: Whole,
        scarce: Whole | None,
    ) -> None:
        self._baskets, self._lanes, self._free = baskets, lanes, free
        sheets = [book.sheet(basket.question, basket.near) for basket in baskets]
        carried = [basket.carried for basket in baskets]
        needs = [basket.order.needs for basket in baskets]
        self._quantity = np.array([[need.quantity for need in of] for of in needs], np.int64)
        grams = np.array([[need.weight_grams for need in of] for of in needs], np.int64)
        total = np.array([[[max(1, basket.total_grams)]] for basket in baskets], np.int64)
        self._order = np.array([basket.near.order for basket in baskets])
        self._most_parcels = [sheet.most_parcels for sheet in sheets]
        kept = np.array([sheet.kept for sheet in sheets])
        out = np.array([sheet.out for sheet in sheets]) >= 0
        shut = np.array([sheet.shut for sheet in sheets]) >= 0
        money = np.array([sheet.money for sheet in sheets])
        percent = np.array([sheet.percent for sheet in sheets])
        there = ((free > kept) & (free > 0) & ~out).any(axis=1)
        possible = np.array([one.possible for one in carried])
        self._usable = possible & there & ~shut
        self._have = (free - kept).clip(min=0)
        self._opened = np.array([one.opening for one in carried]) + lanes.work
        further = np.array([one.further for one in carried])[:, None, :]
        weight = (further * grams[:, :, None] + total // 2) // total
        self._each = weight + lanes.unit + lanes.risk  # paid for a unit
        self._parcel = self._opened + money + self._opened * (percent - 100) // 100
        cost = self._each if scarce is None else self._each + scarce
        wanted = self._quantity[:, :, None]
        self._line = np.where(out | ~self._usable[:, None], NOT_POSSIBLE, cost * wanted)

    def ways(self) -> list[Way]:
        nearest = self._order[:, None, :]
        have = np.take_along_axis(self._have, nearest, 2)
        line = np.take_along_axis(self._line, nearest, 2)
        enough, possible = have >= self._quantity[:, :, None], line < NOT_POSSIBLE
        whole = (possible & enough).any(axis=2) | ~(possible & (have > 0)).any(axis=2)
        lines = self._quantity.shape[1]
        sure = whole.all(axis=1) & (lines <= MOST_LINES)
        for row, (basket, most) in enumerate(zip(self._baskets, self._most_parcels, strict=True)):
            sure[row] &= basket.differ and not 0 < most < lines
        plain = np.flatnonzero(sure)
        found = cheapest(
            np.take_along_axis(self._parcel, self._order, 1)[plain],
            np.where(enough, line, NOT_POSSIBLE)[plain],
            self._quantity[plain] * UNFILLED_MINOR,
        )
        sure[plain] = found.sure
        place = np.full(self._quantity.shape, NOBODY)
        served = np.take_along_axis(self._order[plain], found.source, 1)
        place[plain] = np.where(found.source >= 0, served, NOBODY)
        rows = zip(sure.tolist(), place.tolist(), self._quantity.tolist(), strict=True)
        return [
            Way(self, row, _whole(places, units) if certain else self._alone(row))
            for row, (certain, places, units) in enumerate(rows)
        ]

    def _alone(self, row: int) -> tuple[Taken, ...]:
        """By the solver of single orders."""
        basket, order = self._baskets[row], self._order[row]
        at = order[self._usable[row, order]]
        product = np.array(basket.product)
        first = np.unique(product, return_index=True)[1]
        problem = Problem(
            parcel=self._parcel[row, at],
            line=self._line[row][:, at],
            unfilled=self._quantity[row] * UNFILLED_MINOR,
            quantity=self._quantity[row],
            product=product,
            free=self._have[row][first][:, at],
            most_parcels=self._most_parcels[row],
        )
        shares = quantities(problem, solve(problem))
        return tuple((s.line, int(at[s.source]), s.quantity) for s in shares)

    def placed(self, row: int, taken: tuple[Taken, ...]) -> Placed | None:
        basket, sent = self._baskets[row], self._baskets[row].carried.sent
        needs, near = basket.order.needs, basket.near
        left = [need.quantity for need in needs]
        units: dict[int, int] = {}
        grams: dict[int, int] = {}
        paid = 0
        for line, place, many in taken:
            units[place] = units.get(place, 0) + many
            grams[place] = grams.get(place, 0) + many * needs[line].weight_grams
            left[line] -= many
            paid += int(self._each[row, line, place]) * many
        used = sorted(units, key=near.rank.__getitem__)
        arrives = self._arrivals(row, used)
        if arrives is None or not self._kept_promise(row, any(left)):
            return None
        promise_to = max(arrives, default=None)
        legs = [leg_grams(sent[at], near.metres[at], grams[at]) for at in used]
        known = [leg for leg in legs if leg is not None]
        return Placed(
            parcels=tuple((at, units[at]) for at in used),
            taken=taken,
            paid_minor=paid + sum(int(self._opened[row, at]) for at in used),
            left=sum(left),
            left_minor=sum(many * need.unit_minor for many, need in zip(left, needs, strict=True)),
            promise_to=promise_to,
            days=days_until(basket.order.at, promise_to),
            air=sum(one is not None and one[0].air for one in map(sent.__getitem__, used)),
            grams=sum(known) if len(known) == len(legs) else None,
        )

    def _kept_promise(self, row: int, left: bool) -> bool:
        """Whether no other service could still do better by when it was promised: a faster one may
        serve all of it, another carrier's is cheaper for parts of it where this one is late."""
        basket = self._baskets[row]
        if basket.question.need_by is None:
            return True
        if left:
            return False
        beaten = np.flatnonzero(self._usable[row] & basket.carried.beaten)
        return basket.lines == 1 or self._arrivals(row, beaten.tolist()) is not None

    def _arrivals(self, row: int, places: Iterable[int]) -> list[Instant] | None:
        """None when one is not open in the next weeks, or not in time."""
        question, carried = self._baskets[row].question, self._baskets[row].carried
        times, found = self._lanes.times, []
        for m in places:
            place = self._lanes.network.places[m]
            units = sum(
                min(need.quantity, max(0, have))
                for need, have in zip(question.needs, self._free[row, :, m].tolist(), strict=True)
            )
            staged = times.staged_at(place, Method.SHIP, units, question.now)
            if isinstance(staged, Code):
                return None
            promise_to = times.window(place, staged, carried.sent[m]).promise_to
            if question.need_by is not None and promise_to > question.need_by:
                return None
            found.append(promise_to)
        return found


def _whole(places: Sequence[int], units: Sequence[int]) -> tuple[Taken, ...]:
    return tuple((line, at, units[line]) for line, at in enumerate(places) if at != NOBODY)
