"""How do past orders go, many at once? The engine's own answers, from tables read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import Instant
from app.routing.engine.batch import cheapest, pays
from app.routing.engine.costs import unfilled_of
from app.routing.engine.offers import leg_grams
from app.routing.engine.problem import NOBODY, NOT_POSSIBLE, Problem
from app.routing.engine.solve import quantities, solve
from app.routing.network import Level
from app.routing.replay.baskets import Basket
from app.routing.replay.lanes import Book, Lanes, Scarce
from app.routing.replay.placed import Placed, days_until
from app.routing.replay.rhythm import NEVER

TOGETHER = 128  # orders of equally many lines; their arrays stay in the second-level cache

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Taken: TypeAlias = tuple[int, int, int]  # (line, place, units)


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """From where an order comes; `left`: units that nobody has in time."""

    block: "_Block"
    row: int
    taken: tuple[Taken, ...]
    left: int

    def placed(self) -> Placed:
        return self.block.placed(self.row, self.taken)


def ways_of(
    baskets: Sequence[Basket],
    lanes: Lanes,
    book: Book,
    free: Sequence[Whole],
    scarce: Sequence[Scarce] | None = None,
) -> list[Way]:
    """As deciding.first_complete. free[o][n, m] is what each place has of the product of each need.
    All were placed on one day."""
    asked = _Asked(baskets, lanes, book, free, scarce)
    ways = asked.ways(lanes.levels[0], range(len(baskets)))
    for level in lanes.levels[1:]:
        hurried = [at for at, way in ways.items() if way.left and baskets[at].order.need_by]
        for at, way in asked.ways(level, hurried).items():
            if way.left < ways[at].left:
                ways[at] = way
    return [ways[at] for at in range(len(baskets))]


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    baskets: Sequence[Basket]
    lanes: Lanes
    book: Book
    free: Sequence[Whole]
    scarce: Sequence[Scarce] | None

    def ways(self, level: Level, numbers: Iterable[int]) -> dict[int, Way]:
        """By one service level; orders of equally many lines together."""
        alike: dict[int, list[int]] = {}
        for at in numbers:
            alike.setdefault(self.baskets[at].lines, []).append(at)
        told: dict[int, Way] = {}
        for of_them in alike.values():
            for start in range(0, len(of_them), TOGETHER):
                part = of_them[start : start + TOGETHER]
                told |= zip(part, self._block(level, part).ways(), strict=True)
        return told

    def _block(self, level: Level, part: Sequence[int]) -> "_Block":
        free = np.array([self.free[at] for at in part])
        scarce = None if self.scarce is None else [self.scarce[at] for at in part]
        some = [self.baskets[at] for at in part]
        return _Block(level, some, self.lanes, self.book, free, scarce)


class _Block:
    """o orders of n lines over m places. Arrays are by place; `order` has the nearest first."""

    def __init__(
        self,
        level: Level,
        baskets: Sequence[Basket],
        lanes: Lanes,
        book: Book,
        free: Whole,
        scarce: Sequence[Scarce] | None,
    ) -> None:
        self._baskets = baskets
        self._carried = [
            lanes.carried(level, one.question.zone, one.grams, one.heaviest) for one in baskets
        ]
        possible, opened, further = self._services()
        dear: Sequence[Scarce | None] = scarce or [None] * len(baskets)
        sheets = [
            book.sheet(level, basket.question, basket.near, its)
            for basket, its in zip(baskets, dear, strict=True)
        ]
        kept = np.array([sheet.kept for sheet in sheets])
        out = np.array([sheet.out for sheet in sheets]) >= 0
        shut = np.array([sheet.shut for sheet in sheets]) >= 0
        money = np.array([sheet.money for sheet in sheets])
        percent = np.array([sheet.percent for sheet in sheets])
        there = ((free > kept) & (free > 0) & ~out).any(axis=1)
        needs = [basket.order.needs for basket in baskets]
        grams = np.array([[need.weight_grams for need in of] for of in needs], np.int64)
        total = np.array([[[max(1, basket.grams)]] for basket in baskets], np.int64)
        weight = (further[:, None] * grams[:, :, None] + total // 2) // total
        self._quantity = np.array([[need.quantity for need in of] for of in needs], np.int64)
        self._unfilled = np.array([unfilled_of(of) for of in needs])
        self._order = np.array([basket.near.order for basket in baskets])
        self._most_parcels = [sheet.most_parcels for sheet in sheets]
        self._usable = possible & there & ~shut
        self._have = (free - kept).clip(min=0)
        self._opened = opened + lanes.work
        self._each = weight + lanes.unit + lanes.risk  # paid for a unit
        self._parcel = self._opened + money + self._opened * (percent - 100) // 100
        cost = self._each
        if scarce is not None:
            cost = cost + np.array([its.unit_minor for its in scarce])
        wanted = self._quantity[:, :, None]
        self._line = np.where(out | ~self._usable[:, None], NOT_POSSIBLE, cost * wanted)

    def _services(self) -> tuple[Mask, Whole, Whole]:
        """(possible, opening, further) [o, m], by the cheapest service that is in time there."""
        carried, at = self._carried, np.arange(len(self._carried))[:, None, None]
        left = np.array([basket.left for basket in self._baskets])
        leaves = left[at, np.array([one.leaving for one in carried])]
        self._arrives = leaves + np.array([one.takes for one in carried])
        need_by = [basket.order.need_by or NEVER for basket in self._baskets]
        in_time = self._arrives <= np.array(need_by, np.int64)[:, None, None]
        possible = np.array([one.possible for one in carried]) & (leaves < NEVER) & in_time
        self._pick = possible.argmax(axis=1)
        pick = self._pick[:, None]
        opened = np.take_along_axis(np.array([one.opening for one in carried]), pick, 1)
        further = np.take_along_axis(np.array([one.further for one in carried]), pick, 1)
        return possible.any(axis=1), opened[:, 0], further[:, 0]

    def ways(self) -> list[Way]:
        nearest = self._order[:, None, :]
        have = np.take_along_axis(self._have, nearest, 2)
        line = np.take_along_axis(self._line, nearest, 2)
        enough, possible = have >= self._quantity[:, :, None], line < NOT_POSSIBLE
        whole = (possible & enough).any(axis=2) | ~(possible & (have > 0)).any(axis=2)
        lines = self._quantity.shape[1]
        sure: Mask = np.all(whole, axis=1) & pays(len(have), lines, have.shape[2])
        for row, (basket, most) in enumerate(zip(self._baskets, self._most_parcels, strict=True)):
            sure[row] &= basket.differ and not 0 < most < lines
        plain = np.flatnonzero(sure)
        found = cheapest(
            np.take_along_axis(self._parcel, self._order, 1)[plain],
            np.where(enough, line, NOT_POSSIBLE)[plain],
            self._unfilled[plain],
        )
        sure[plain] = found.sure
        place = np.full(self._quantity.shape, NOBODY)
        at, served = np.nonzero(found.source != NOBODY)
        place[plain[at], served] = self._order[plain[at], found.source[at, served]]
        rows = zip(sure.tolist(), place.tolist(), self._quantity.tolist(), strict=True)
        return [
            self._way(row, _whole(places, units) if certain else self._alone(row), sum(units))
            for row, (certain, places, units) in enumerate(rows)
        ]

    def _way(self, row: int, taken: tuple[Taken, ...], units: int) -> Way:
        return Way(self, row, taken, units - sum(many for _, _, many in taken))

    def _alone(self, row: int) -> tuple[Taken, ...]:
        """By the solver of single orders."""
        basket, order = self._baskets[row], self._order[row]
        at = order[self._usable[row, order]]
        product = np.array(basket.product)
        first = np.unique(product, return_index=True)[1]
        problem = Problem(
            parcel=self._parcel[row, at],
            line=self._line[row][:, at],
            unfilled=self._unfilled[row],
            quantity=self._quantity[row],
            product=product,
            free=self._have[row][first][:, at],
            most_parcels=self._most_parcels[row],
        )
        shares = quantities(problem, solve(problem))
        return tuple((s.line, int(at[s.source]), s.quantity) for s in shares)

    def placed(self, row: int, taken: tuple[Taken, ...]) -> Placed:
        basket, pick, sent = self._baskets[row], self._pick[row], self._carried[row].sent
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
        by = [sent[int(pick[at])][at] for at in used]
        arrives = [Instant(int(self._arrives[row, pick[at], at])) for at in used]
        promise_to = max(arrives, default=None)
        legs = [
            leg_grams(one, near.metres[at], grams[at]) for one, at in zip(by, used, strict=True)
        ]
        known = [leg for leg in legs if leg is not None]
        return Placed(
            parcels=tuple((at, units[at]) for at in used),
            taken=taken,
            paid_minor=paid + sum(int(self._opened[row, at]) for at in used),
            left=sum(left),
            left_minor=sum(many * need.unit_minor for many, need in zip(left, needs, strict=True)),
            promise_to=promise_to,
            days=days_until(basket.order.at, promise_to),
            air=sum(one is not None and one[0].air for one in by),
            grams=sum(known) if len(known) == len(legs) else None,
        )


def _whole(places: Sequence[int], units: Sequence[int]) -> tuple[Taken, ...]:
    return tuple((line, at, units[line]) for line, at in enumerate(places) if at != NOBODY)
