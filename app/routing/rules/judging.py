"""What do the rules say of this order: who is out and why, what is dearer, what is kept back?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import Instant, as_datetime
from app.routing.model import Place
from app.routing.rules.model import (
    Kept,
    OrderFacts,
    Rule,
    RuleSet,
    Ruling,
    Said,
    Scope,
    Where,
    Wish,
    stands,
)

Mask: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]
Measure: TypeAlias = NDArray[np.float64]

HUNDRED = 100  # percent
NONE = -1  # no rule
KEPT_BOOKS = 4  # the live one, a trial, and the two of a replay
NOWHERE = Where()


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What the rules say of one order as arrays: n lines, m places. To be read, not written.

    shut[m]      which of `rules` keeps the whole order from there, the first one; -1: none
    out[n, m]    which one keeps this line from there, whether all are or only its goods; -1: none
    money[m]     minor units that each parcel from there costs more; below 0: less
    percent[m]   of what a parcel from there costs before that
    kept[n, m]   the last units there that are not for this line
    keeper[n, m] which of `rules` keeps them; -1: none
    most_parcels 0 = no limit; `limiter` is its rule, -1: none
    """

    rules: tuple[Rule, ...]
    shut: Whole
    out: Whole
    money: Whole
    percent: Whole
    kept: Whole
    keeper: Whole
    most_parcels: int
    limiter: int


class Rulebook:
    """A rule set over the places of a network: what does not depend on an order is found once."""

    def __init__(self, ruleset: RuleSet, places: Sequence[Place]) -> None:
        self.version = ruleset.version
        self.rules = tuple(rule for rule in ruleset.rules if rule.on)
        self._places = tuple(place.site_id for place in places)
        self._where = [_standing(rule.where, places) for rule in self.rules]
        self._unless = [
            _standing(rule.unless, places) if _tells(rule.unless) else None for rule in self.rules
        ]
        self._clocks = tuple(sorted({place.time_zone for place in places}))
        self._clock = np.array([self._clocks.index(p.time_zone) for p in places], dtype=np.int64)

    def sheet(
        self, order: OrderFacts, *, metres: Measure | None = None, cover: Measure | None = None
    ) -> Sheet:
        """metres[m]: from each place to where the order goes; cover[m]: days that its scarcest
        line lasts there. What is not known is NaN, or None for all."""
        tags = tuple(order.lines.values())
        measured = _Measured(metres, cover, len(self._places))
        book = _Book(self.rules, len(tags), len(self._places))
        for index, rule in enumerate(self.rules):
            rows = _rows(rule.scope, tags)
            if rows.any() and _in_scope(rule.scope, order):
                here = self._matching(index, rule, order.at, measured)
                if here.any():
                    book.write(index, rule, rows, here)
        return book.sheet()

    def judge(
        self, order: OrderFacts, *, metres: Measure | None = None, cover: Measure | None = None
    ) -> Ruling:
        """The same by names; thousands of places are better asked for their sheet."""
        sheet = self.sheet(order, metres=metres, cover=cover)
        said = tuple(Said(rule.id, rule.name) for rule in self.rules)
        sites, lines = self._places, tuple(order.lines)
        narrowed = (sheet.out >= 0) & (sheet.shut < 0)
        return Ruling(
            excluded={sites[m]: said[sheet.shut[m]] for m in _at(sheet.shut >= 0)},
            excluded_lines={
                (sites[m], lines[n]): said[sheet.out[n, m]]
                for n, m in np.argwhere(narrowed).tolist()
            },
            money={sites[m]: int(sheet.money[m]) for m in _at(sheet.money != 0)},
            percent={sites[m]: int(sheet.percent[m]) for m in _at(sheet.percent != HUNDRED)},
            protected={
                (sites[m], lines[n]): Kept(int(sheet.kept[n, m]), said[sheet.keeper[n, m]])
                for n, m in np.argwhere(sheet.kept > 0).tolist()
            },
            most_parcels=sheet.most_parcels,
            parcels_by=said[sheet.limiter] if sheet.limiter >= 0 else None,
        )

    def _matching(self, index: int, rule: Rule, at: Instant, measured: "_Measured") -> Mask:
        """The places that the wish is about: of `require` those which it shuts out."""
        here = measured.within(rule.where, self._where[index])
        if rule.wish is Wish.REQUIRE:
            here = ~here
        unless = self._unless[index]
        if rule.unless is not None and unless is not None:
            here = here & ~measured.within(rule.unless, unless)
        if rule.scope.weekdays or rule.scope.from_time or rule.scope.to_time:
            now = [_is_time(rule.scope, at, clock) for clock in self._clocks]
            here = here & np.array(now, dtype=np.bool_)[self._clock]
        return here


# Thousands of places by a few rules are read in milliseconds; the places are the same tuple until
# something of the network changes (app/routing/reading.py), the rules until others are live.
_read: list[tuple[RuleSet, Sequence[Place], Rulebook]] = []


def rulebook_of(ruleset: RuleSet, places: Sequence[Place]) -> Rulebook:
    """As Rulebook(…); the last few are kept."""
    for known, there, book in _read:
        if known.rules is ruleset.rules and there is places and known.version == ruleset.version:
            return book
    book = Rulebook(ruleset, places)
    _read[:] = [(ruleset, places, book), *_read[: KEPT_BOOKS - 1]]
    return book


def judge(ruleset: RuleSet, order: OrderFacts, places: Sequence[Place]) -> Ruling:
    """Of one order alone, wherever it goes; who asks for many keeps a Rulebook."""
    return Rulebook(ruleset, places).judge(order)


def waterfall(tiers: Sequence[frozenset[str]], step_minor: int) -> RuleSet:
    """Sites by tier, each later one dearer by `step_minor` a parcel; all others are out.

    Strict when the step is more than any two places differ by, and all steps together are less
    than leaving a line out costs.
    """
    known = frozenset[str]().union(*tiers)
    rules = [Rule("tiers", "tiers", Wish.REQUIRE, where=Where(sites=known))]
    earlier = tiers[0] if tiers else known
    for number, sites in enumerate(tiers[1:], 1):
        tier = Where(sites=sites - earlier)
        earlier = earlier | sites
        if tier.sites:
            name = f"tier {number + 1}"
            rules.append(
                Rule(name, name, Wish.PREFER, where=tier, amount_minor=-step_minor * number)
            )
    return RuleSet(0, tuple(rules))


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """How far and how well covered the places are for this order. Unknown fulfils nothing."""

    metres: Measure | None
    cover: Measure | None
    count: int

    def within(self, where: Where, standing: Mask) -> Mask:
        here = standing
        if where.within_metres:
            here = here & self._holds(self.metres, lambda far: far <= where.within_metres)
        if where.beyond_metres:
            here = here & self._holds(self.metres, lambda far: far > where.beyond_metres)
        if where.cover_under_days:
            here = here & self._holds(self.cover, lambda days: days < where.cover_under_days)
        return here

    def _holds(self, figure: Measure | None, test: Callable[[Measure], Mask]) -> Mask:
        return np.zeros(self.count, dtype=np.bool_) if figure is None else test(figure)


class _Book:
    """What is written down of one order. Lines share one row until a rule is about some of them."""

    def __init__(self, rules: tuple[Rule, ...], lines: int, places: int) -> None:
        self._rules = rules
        self._shape = (lines, places)
        self._shut = np.full(places, NONE, dtype=np.int64)
        self._out = np.full((1, places), NONE, dtype=np.int64)
        self._kept = np.zeros((1, places), dtype=np.int64)
        self._keeper = np.full((1, places), NONE, dtype=np.int64)
        self._money = np.zeros(places, dtype=np.int64)
        self._percent = np.full(places, HUNDRED, dtype=np.int64)
        self._most_parcels = 0
        self._limiter = NONE

    def write(self, index: int, rule: Rule, rows: Mask, here: Mask) -> None:
        match rule.wish:
            case Wish.EXCLUDE | Wish.REQUIRE:
                self._exclude(index, rows, here)
            case Wish.PROTECT:
                self._protect(index, rule.number, rows, here)
            case Wish.PREFER:
                self._money[here] -= rule.amount_minor
            case Wish.WEIGHT:
                self._percent[here] = self._percent[here] * rule.percent // HUNDRED
            case Wish.MAX_PARCELS:
                if rule.number > 0 and (not self._most_parcels or rule.number < self._most_parcels):
                    self._most_parcels, self._limiter = rule.number, index

    def _exclude(self, index: int, rows: Mask, here: Mask) -> None:
        if rows.all():
            self._shut[here & (self._shut < 0)] = index
        self._out = self._opened(self._out, rows)
        cells = self._cells(self._out, rows, here)
        self._out[cells & (self._out < 0)] = index

    def _protect(self, index: int, units: int, rows: Mask, here: Mask) -> None:
        self._kept = self._opened(self._kept, rows)
        self._keeper = self._opened(self._keeper, rows)
        cells = self._cells(self._kept, rows, here) & (self._kept < units)
        self._kept[cells] = units
        self._keeper[cells] = index

    def sheet(self) -> Sheet:
        return Sheet(
            rules=self._rules,
            shut=self._shut,
            out=np.broadcast_to(self._out, self._shape),
            money=self._money,
            percent=self._percent,
            kept=np.broadcast_to(self._kept, self._shape),
            keeper=np.broadcast_to(self._keeper, self._shape),
            most_parcels=self._most_parcels,
            limiter=self._limiter,
        )

    def _opened(self, cells: Whole, rows: Mask) -> Whole:
        """A row for each line, once a rule is about some of them only."""
        shared = len(cells) == 1 and not rows.all()
        return np.broadcast_to(cells, self._shape).copy() if shared else cells

    def _cells(self, cells: Whole, rows: Mask, here: Mask) -> Mask:
        return here[None, :] if len(cells) == 1 else rows[:, None] & here[None, :]


def _at(mask: Mask) -> list[int]:
    return [int(at) for at in np.flatnonzero(mask)]


def _tells(where: Where | None) -> bool:
    """An exception that names no place is none."""
    return where is not None and where != NOWHERE


def _standing(where: Where | None, places: Sequence[Place]) -> Mask:
    told = where or NOWHERE
    return np.array([stands(told, place) for place in places], dtype=np.bool_)


def _rows(scope: Scope, tags: tuple[frozenset[str], ...]) -> Mask:
    """The lines that a rule is about."""
    told = [not scope.tags or bool(scope.tags & of_line) for of_line in tags]
    return np.array(told, dtype=np.bool_)


def _in_scope(scope: Scope, order: OrderFacts) -> bool:
    return (
        (not scope.channels or order.channel in scope.channels)
        and (not scope.methods or order.method in scope.methods)
        and (not scope.levels or order.level in scope.levels)
        and (not scope.zones or order.zone in scope.zones)
        and order.value_minor >= scope.over_minor
        and (not scope.under_minor or order.value_minor < scope.under_minor)
    )


def _is_time(scope: Scope, now: Instant, zone: str) -> bool:
    """A window that ends before it begins goes past midnight; equal times are the whole day."""
    local = as_datetime(now, zone)
    if scope.weekdays and local.weekday() not in scope.weekdays:
        return False
    start, end = scope.from_time or "00:00", scope.to_time or "24:00"
    clock = local.strftime("%H:%M")
    if start < end:
        return start <= clock < end
    return start == end or clock >= start or clock < end
