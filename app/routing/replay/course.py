"""One rule set on its way through a span of orders, on shelves of its own.

Orders are looked at many at once, as if all met the shelves of the first; in their turn those that
meet other shelves are looked at again. An answer counts only for the very shelves it was made on,
so that this is what one order after the other would have been.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.routing.replay.baskets import Basket
from app.routing.replay.lanes import Book, Lanes, Scarce
from app.routing.replay.placed import NOTHING, Placed
from app.routing.replay.quick import Way, ways_of
from app.routing.replay.shelves import Shelves

Whole = NDArray[np.int64]
Scarcely: TypeAlias = Callable[[Sequence[Basket], Sequence[Whole]], Sequence[Scarce] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """`collected`: (row, place, units) that the order takes in any case; `basket`: what is sent."""

    collected: tuple[tuple[int, int, int], ...]
    basket: Basket | None


@dataclass(slots=True, eq=False)
class _Guess:
    free: Whole  # what it was made on
    way: Way


@dataclass(slots=True, eq=False)
class Course:
    """`scarce`: what units cost others, of each basket. `missed`: units by day that customers at
    the counter did not find."""

    book: Book
    lanes: Lanes
    shelves: Shelves
    scarce: Scarcely
    stock: Whole
    placed: list[Placed] = field(default_factory=list)
    missed: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, book: Book, lanes: Lanes, shelves: Shelves, scarce: Scarcely) -> "Course":
        return cls(book, lanes, shelves, scarce, shelves.free.copy())

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

    def place(self, turns: Sequence[Turn]) -> list[Whole | None]:
        """Orders of one day. What each met: None where nothing is sent."""
        baskets = [turn.basket for turn in turns if turn.basket is not None]
        guesses = self._guessed(baskets, [self.stock[basket.rows] for basket in baskets])
        again = self._met_otherwise(turns, guesses)
        fresh = self._guessed([baskets[at] for at in again], list(again.values()))
        for at, guess in zip(again, fresh, strict=True):
            guesses[at] = guess
        rest = iter(guesses)
        return [self._take(turn, next(rest) if turn.basket else None) for turn in turns]

    def _guessed(self, baskets: Sequence[Basket], free: Sequence[Whole]) -> list[_Guess]:
        scarce = self.scarce(baskets, free)
        ways = ways_of(baskets, self.lanes, self.book, free, scarce)
        return [_Guess(*each) for each in zip(free, ways, strict=True)]

    def _met_otherwise(self, turns: Sequence[Turn], guesses: Sequence[_Guess]) -> dict[int, Whole]:
        """By number of the guess: the shelves it would meet, were the guesses before it right."""
        stock, met, at = self.stock.copy(), {}, 0
        for turn in turns:
            for row, place, units in turn.collected:
                stock[row, place] -= units
            if turn.basket is None:
                continue
            guess, free = guesses[at], stock[turn.basket.rows]
            if not np.array_equal(guess.free, free):
                met[at] = free
            _leave(stock, turn.basket, guess.way.taken)
            at += 1
        return met

    def _take(self, turn: Turn, guess: _Guess | None) -> Whole | None:
        for row, place, units in turn.collected:
            self.stock[row, place] -= units
        basket = turn.basket
        if basket is None or guess is None:
            self.placed.append(NOTHING)
            return None
        free = self.stock[basket.rows]
        if not np.array_equal(guess.free, free):
            guess = self._guessed([basket], [free])[0]
        _leave(self.stock, basket, guess.way.taken)
        self.placed.append(guess.way.placed())
        return free


def _leave(stock: Whole, basket: Basket, taken: Iterable[tuple[int, int, int]]) -> None:
    for line, place, units in taken:
        stock[basket.rows[line], place] -= units
