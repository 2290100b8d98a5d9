"""What is wrong with a rule set before an order meets it: contradictions, rules that never speak.

What depends on the order alone (how far, how well covered) is given the benefit of the doubt: a
finding here is certain, whatever is ordered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.routing.model import Place
from app.routing.rules.flaws import BLOCKS, NOT_LOOKED_AT, Finding, Flaw, Known
from app.routing.rules.model import Rule, Scope, Where, Wish, stands
from app.routing.rules.sampling import Starved, starved

Mask: TypeAlias = NDArray[np.bool_]


_SHUTS = (Wish.EXCLUDE, Wish.REQUIRE)


def lint(
    rules: Sequence[Rule], places: Sequence[Place], known: Known = NOT_LOOKED_AT
) -> tuple[Finding, ...]:
    """The gravest first; rules that are off are left alone."""
    live = [_Read(rule, places) for rule in rules if rule.on]
    found = [finding for read in live for finding in _of_one(read, live, known)]
    found += _of_all(live, places)
    order = list(Flaw)
    return tuple(sorted(found, key=lambda finding: order.index(finding.code)))


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.code in BLOCKS)


class _Read:
    """A rule over the places: which it may be about, and which it shuts out for certain."""

    def __init__(self, rule: Rule, places: Sequence[Place]) -> None:
        self.rule = rule
        self.values = _unknown_values(rule, places)
        where = np.array([stands(rule.where, place) for place in places], dtype=np.bool_)
        free = np.array([_frees(rule, place) for place in places], dtype=np.bool_)
        surely_free = free & (rule.unless is None or not _is_measured(rule.unless))
        self.about = where & ~surely_free
        self.shuts = np.zeros(len(places), dtype=np.bool_)
        if rule.wish is Wish.EXCLUDE and not _is_measured(rule.where):
            self.shuts = where & ~free
        elif rule.wish is Wish.REQUIRE:
            self.shuts = ~where & ~free

    @property
    def leaves(self) -> Mask:
        """Of `require`: the places that it lets serve."""
        return ~self.shuts


def certain(rule: Rule) -> Rule | None:
    """The rule with only what holds for every order; None when nothing of it does."""
    if rule.unless is not None and _is_measured(rule.unless):
        rule = replace(rule, unless=_standing(rule.unless))
        if rule.unless == Where():
            return None
    if _is_measured(rule.where):
        return replace(rule, where=_standing(rule.where)) if rule.wish is Wish.REQUIRE else None
    return rule


def _of_one(read: _Read, live: Sequence[_Read], known: Known) -> Iterator[Finding]:
    rule = read.rule
    for value in read.values:
        yield Finding(Flaw.UNKNOWN, rule.id, {"value": value})
    yield from _scope_flaws(rule, known)
    if rule.wish is Wish.MAX_PARCELS:
        if rule.number == 0:
            yield Finding(Flaw.ZERO_PARCELS, rule.id)
    elif _says_nothing(read):
        yield Finding(Flaw.SAYS_NOTHING, rule.id)
    elif not read.about.any() or _is_empty(rule):
        yield Finding(Flaw.NEVER_MATCHES, rule.id)
    elif (other := _shadow(read, live)) is not None:
        yield Finding(Flaw.UNREACHABLE, rule.id, {"other": other.rule.id})
    most = known.most_stock
    if rule.wish is Wish.PROTECT and most is not None and rule.number > most:
        yield Finding(Flaw.PROTECTS_ALL, rule.id, {"most": most})
    yield from _against(read, live)


def _against(read: _Read, live: Sequence[_Read]) -> Iterator[Finding]:
    """Other rules that say the same, or that shut out what this one requires."""
    at = live.index(read)
    for other in live[:at]:
        if replace(other.rule, id="", name="") == replace(read.rule, id="", name=""):
            yield Finding(Flaw.SAME_AS, read.rule.id, {"other": other.rule.id})
    if read.rule.wish is not Wish.REQUIRE or not read.leaves.any():
        return
    for other in live:
        both = other is not read and other.rule.wish in _SHUTS
        if both and _overlap(read.rule.scope, other.rule.scope):
            told_already = other.rule.wish is Wish.REQUIRE and live.index(other) > at
            if not told_already and not (read.leaves & ~other.shuts).any():
                yield Finding(Flaw.CONTRADICTS, read.rule.id, {"other": other.rule.id})


def _of_all(live: Sequence[_Read], places: Sequence[Place]) -> Iterator[Finding]:
    sure = [rule for read in live if (rule := certain(read.rule)) is not None]
    for found in starved(sure, places):
        if found is Starved.ALL:
            yield Finding(Flaw.EVERYTHING_OUT)
        else:
            yield Finding(Flaw.NOTHING_LEFT, facts=dict(found))


def _scope_flaws(rule: Rule, known: Known) -> Iterator[Finding]:
    for told, there in ((rule.scope.zones, known.zones), (rule.scope.tags, known.tags)):
        for value in sorted(told - there) if there is not None else ():
            yield Finding(Flaw.UNKNOWN, rule.id, {"value": value})


def _says_nothing(read: _Read) -> bool:
    rule = read.rule
    match rule.wish:
        case Wish.PREFER:
            return rule.amount_minor == 0
        case Wish.WEIGHT:
            return rule.percent == 100
        case Wish.PROTECT:
            return rule.number == 0
        case Wish.REQUIRE:
            return not _is_measured(rule.where) and not read.shuts.any()
        case _:
            return False


def _is_empty(rule: Rule) -> bool:
    """No order is like that, or no place can be."""
    scope, where = rule.scope, rule.where
    no_value = 0 < scope.under_minor <= scope.over_minor
    no_ring = 0 < where.within_metres <= where.beyond_metres
    return no_value or no_ring


def _shadow(read: _Read, live: Sequence[_Read]) -> _Read | None:
    """The first rule by which, with others, all places of this one are out. Of two exclusions the
    earlier one is told to people, so the later one never is."""
    at = live.index(read)
    if read.rule.wish is Wish.REQUIRE:
        return None
    before = live[:at] if read.rule.wish is Wish.EXCLUDE else live
    shutting = [other for other in before if _covers(other.rule.scope, read.rule.scope)]
    shutting = [other for other in shutting if other is not read and other.shuts.any()]
    if not shutting:
        return None
    out = np.logical_or.reduce([other.shuts for other in shutting])
    if (read.about & ~out).any():
        return None
    return next(other for other in shutting if (other.shuts & read.about).any())


def _covers(outer: Scope, inner: Scope) -> bool:
    """Whether `outer` holds whenever `inner` does, as far as can be told."""
    sets = zip(_sets(outer), _sets(inner), strict=True)
    return (
        all(not wide or (narrow and narrow <= wide) for wide, narrow in sets)
        and (_hours(outer) in (("", ""), _hours(inner)))
        and outer.over_minor <= inner.over_minor
        and (not outer.under_minor or 0 < inner.under_minor <= outer.under_minor)
    )


def _overlap(one: Scope, other: Scope) -> bool:
    """Whether some order could be meant by both; hours are not reckoned with."""
    sets = zip(_sets(one), _sets(other), strict=True)
    return (
        all(not left or not right or left & right for left, right in sets)
        and (not one.under_minor or other.over_minor < one.under_minor)
        and (not other.under_minor or one.over_minor < other.under_minor)
    )


def _sets(scope: Scope) -> tuple[frozenset[str] | frozenset[int], ...]:
    return (
        scope.channels,
        scope.methods,
        scope.levels,
        scope.tags,
        scope.zones,
        scope.weekdays,
    )


def _hours(scope: Scope) -> tuple[str, str]:
    return scope.from_time, scope.to_time


def _frees(rule: Rule, place: Place) -> bool:
    """Whether the exception may name this place; an exception that names none is none."""
    return rule.unless not in (None, Where()) and stands(rule.unless or Where(), place)


def _unknown_values(rule: Rule, places: Sequence[Place]) -> list[str]:
    told: set[str] = set()
    for where in (rule.where, rule.unless or Where()):
        told |= where.sites - {place.site_id for place in places}
        told |= where.kinds - {place.kind for place in places}
        told |= where.regions - {place.region for place in places}
        told |= where.zones - {place.zone for place in places}
    return sorted(told)


def _is_measured(where: Where) -> bool:
    return bool(where.within_metres or where.beyond_metres or where.cover_under_days)


def _standing(where: Where) -> Where:
    return replace(where, within_metres=0, beyond_metres=0, cover_under_days=0)
