"""Past orders of equally many lines by one service level: what neither rules nor shelves change."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import Instant
from app.routing.engine.costs import unfilled_of
from app.routing.engine.offers import leg_grams
from app.routing.network import Level
from app.routing.replay.baskets import Basket
from app.routing.replay.lanes import Lanes
from app.routing.replay.placed import Placed, days_until
from app.routing.replay.rhythm import NEVER

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Taken = tuple[tuple[int, int, int], ...]  # (line, place, units)


class Group:
    """o orders of n lines over m places. `order`[o, m] has the nearest first, and so has all that
    is told by place: possible[o, m], what a parcel asks before any rule, `opened`[o, m], and what
    is paid for one unit, each[o, n, m]. `lines`[o, n]: their numbers in the lot.
    """

    def __init__(
        self,
        level: Level,
        numbers: Sequence[int],
        baskets: Sequence[Basket],
        start: Whole,
        lanes: Lanes,
    ) -> None:
        self.level, self.numbers, self.baskets = level, np.array(numbers, np.int64), baskets
        self.lines = start[:, None] + np.arange(baskets[0].lines)
        self._carried = [
            lanes.carried(level, one.question.zone, one.grams, one.heaviest) for one in baskets
        ]
        needs = [basket.order.needs for basket in baskets]
        self.quantity = np.array([[need.quantity for need in of] for of in needs], np.int64)
        self.unfilled = np.array([unfilled_of(of) for of in needs], np.int64)
        self.units = self.quantity.sum(axis=1)
        self.differ = np.array([basket.differ for basket in baskets], np.bool_)
        self.order = np.array([basket.near.order for basket in baskets])
        possible, opened, further = self._services()
        grams = np.array([[need.weight_grams for need in of] for of in needs], np.int64)
        total = np.array([[[max(1, basket.grams)]] for basket in baskets], np.int64)
        weight = (further[:, None] * grams[:, :, None] + total // 2) // total
        self._each = weight + lanes.unit + lanes.risk
        self._opened = opened + lanes.work
        self.each = np.take_along_axis(self._each, self.order[:, None], 2)
        self.opened = np.take_along_axis(self._opened, self.order, 1)
        self.possible = np.take_along_axis(possible, self.order, 1)
        self._placed: dict[tuple[int, Taken], Placed] = {}

    def _services(self) -> tuple[Mask, Whole, Whole]:
        """(possible, opening, further) [o, m], by the cheapest service that is in time there."""
        carried, at = self._carried, np.arange(len(self._carried))[:, None, None]
        left = np.array([basket.left for basket in self.baskets])
        leaves = left[at, np.array([one.leaving for one in carried])]
        self._arrives = leaves + np.array([one.takes for one in carried])
        need_by = [basket.order.need_by or NEVER for basket in self.baskets]
        in_time = self._arrives <= np.array(need_by, np.int64)[:, None, None]
        possible = np.array([one.possible for one in carried]) & (leaves < NEVER) & in_time
        self._pick = possible.argmax(axis=1)
        pick = self._pick[:, None]
        opened = np.take_along_axis(np.array([one.opening for one in carried]), pick, 1)
        further = np.take_along_axis(np.array([one.further for one in carried]), pick, 1)
        return possible.any(axis=1), opened[:, 0], further[:, 0]

    def placed(self, row: int, taken: Taken) -> Placed:
        """Two rule sets mostly have the same."""
        found = self._placed.get((row, taken))
        if found is None:
            found = self._placed[row, taken] = self._as_placed(row, taken)
        return found

    def _as_placed(self, row: int, taken: Taken) -> Placed:
        basket, pick, sent = self.baskets[row], self._pick[row], self._carried[row].sent
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
