"""How do past orders go, many at once? The engine's own answers, from tables read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.batch import cheapest, pays
from app.routing.engine.problem import NOBODY, NOT_POSSIBLE, Problem
from app.routing.engine.solve import quantities, solve
from app.routing.network import Level
from app.routing.replay.group import Group, Taken
from app.routing.replay.lanes import Book, Scarce
from app.routing.replay.lot import Lot
from app.routing.replay.placed import Placed

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """From where an order comes; `left`: units that nobody has in time."""

    group: Group
    row: int
    taken: Taken
    left: int

    def placed(self) -> Placed:
        return self.group.placed(self.row, self.taken)


class Asked:
    """A lot under one rule set: the answers of deciding.first_complete."""

    def __init__(self, lot: Lot, book: Book) -> None:
        self._lot, self._book = lot, book
        self._blocks = [_Block(group, book) for group in lot.groups]

    def ways(
        self, numbers: Sequence[int], free: Whole, scarce: Scarce | None = None
    ) -> dict[int, Way]:
        """Of these baskets, by number. free[line, m] is what each place has of each line's product,
        `scarce` what that costs others; both of the whole lot."""
        asked = np.zeros(len(self._lot.baskets), np.bool_)
        asked[list(numbers)] = True
        ways: dict[int, Way] = {}
        for block in self._blocks:
            rows = np.flatnonzero(asked[block.group.numbers])
            if rows.size:
                ways |= block.ways(rows, free, scarce)
        for level in self._lot.lanes.levels[1:]:
            hurried = (at for at, way in ways.items() if way.left and self._promised(at))
            for at, way in self._hurried(level, list(hurried), free, scarce):
                if way.left < ways[at].left:
                    ways[at] = way
        return ways

    def _promised(self, number: int) -> bool:
        return self._lot.baskets[number].order.need_by is not None

    def _hurried(
        self, level: Level, numbers: Sequence[int], free: Whole, scarce: Scarce | None
    ) -> Iterable[tuple[int, Way]]:
        for group in self._lot.alike(level, numbers):
            rows = np.arange(len(group.numbers))
            yield from _Block(group, self._book).ways(rows, free, scarce).items()


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What the rules say of the orders of a group, the nearest place first: who gives a line at
    all, may[o, n, m], what they keep[o, n, m], what a parcel costs[o, m], how many there may be."""

    may: Mask
    kept: Whole
    parcel: Whole
    most_parcels: Whole

    def rows(self, rows: Whole) -> "_Said":
        return _Said(self.may[rows], self.kept[rows], self.parcel[rows], self.most_parcels[rows])


class _Block:
    def __init__(self, group: Group, book: Book) -> None:
        self.group, self._book = group, book
        everybody = np.arange(len(group.numbers))
        self._said = None if book.asks_cover else self._told(everybody, None)

    def _told(self, rows: Whole, scarce: Scarce | None) -> _Said:
        group = self.group
        nearest = group.order[rows]
        sheets = [
            self._book.sheet(
                group.level,
                group.baskets[row].question,
                group.baskets[row].near,
                None if scarce is None else scarce.of(group.lines[row]),
            )
            for row in rows.tolist()
        ]
        by_line, by_place = nearest[:, None], nearest
        out = np.array([sheet.out for sheet in sheets]) >= 0
        shut = np.array([sheet.shut for sheet in sheets]) >= 0
        sent = group.possible[rows] & ~np.take_along_axis(shut, by_place, 1)
        opened = group.opened[rows]
        money = np.take_along_axis(np.array([sheet.money for sheet in sheets]), by_place, 1)
        percent = np.take_along_axis(np.array([sheet.percent for sheet in sheets]), by_place, 1)
        return _Said(
            may=sent[:, None] & ~np.take_along_axis(out, by_line, 2),
            kept=np.take_along_axis(np.array([sheet.kept for sheet in sheets]), by_line, 2),
            parcel=opened + money + opened * (percent - 100) // 100,
            most_parcels=np.array([sheet.most_parcels for sheet in sheets], np.int64),
        )

    def ways(self, rows: Whole, free: Whole, scarce: Scarce | None) -> dict[int, Way]:
        group = self.group
        said = self._told(rows, scarce) if self._said is None else self._said.rows(rows)
        quantity, nearest = group.quantity[rows], group.order[rows]
        cells = group.lines[rows][:, :, None], nearest[:, None, :]
        there = free[cells]
        have = (there - said.kept).clip(min=0)
        some = said.may & (have > 0) & (there > 0)
        cost = group.each[rows]
        if scarce is not None:
            cost = cost + scarce.unit_minor[cells]
        usable = some.any(axis=1)
        possible = said.may & usable[:, None]
        line = np.where(possible, cost * quantity[:, :, None], NOT_POSSIBLE)
        enough = have >= quantity[:, :, None]
        whole = (possible & enough).any(axis=2) | ~(possible & (have > 0)).any(axis=2)
        most, lines = said.most_parcels, quantity.shape[1]
        sure: Mask = whole.all(axis=1) & group.differ[rows] & ((most <= 0) | (most >= lines))
        sure &= pays(len(rows), lines, have.shape[2])
        plain = np.flatnonzero(sure)
        found = cheapest(
            said.parcel[plain],
            np.where(enough, line, NOT_POSSIBLE)[plain],
            group.unfilled[rows[plain]],
        )
        sure[plain] = found.sure
        place = np.full(quantity.shape, NOBODY)
        at, served = np.nonzero(found.source != NOBODY)
        place[plain[at], served] = nearest[plain[at], found.source[at, served]]
        taken = [_whole(*each) for each in zip(place.tolist(), quantity.tolist(), strict=True)]
        for alone in np.flatnonzero(~sure).tolist():
            kept = np.flatnonzero(usable[alone])
            product = np.array(group.baskets[rows[alone]].product)
            problem = Problem(
                parcel=said.parcel[alone, kept],
                line=line[alone][:, kept],
                unfilled=group.unfilled[rows[alone]],
                quantity=quantity[alone],
                product=product,
                free=have[alone][np.unique(product, return_index=True)[1]][:, kept],
                most_parcels=int(most[alone]),
            )
            taken[alone] = _alone(problem, nearest[alone, kept])
        return self._ways(rows, taken)

    def _ways(self, rows: Whole, taken: Sequence[Taken]) -> dict[int, Way]:
        group = self.group
        numbers, wanted = group.numbers[rows].tolist(), group.units[rows].tolist()
        return {
            number: Way(group, row, told, units - sum([many for _, _, many in told]))
            for number, row, told, units in zip(numbers, rows.tolist(), taken, wanted, strict=True)
        }


def _alone(problem: Problem, places: Whole) -> Taken:
    """By the solver of single orders."""
    shares = quantities(problem, solve(problem))
    return tuple((one.line, int(places[one.source]), one.quantity) for one in shares)


def _whole(places: Sequence[int], units: Sequence[int]) -> Taken:
    return tuple([(line, at, units[line]) for line, at in enumerate(places) if at != NOBODY])
