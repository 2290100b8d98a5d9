"""For which orders is no place left? Tried with an order of each kind that rules tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import islice, product
from typing import TypeAlias

import numpy as np

from app.kit.clock import Instant, from_datetime
from app.routing.model import Place
from app.routing.rules.judging import Rulebook
from app.routing.rules.model import OrderFacts, Rule, RuleSet, Scope, Wish

# Kinds of orders: five rules that each tell apart by everything stay below it. What lies beyond
# is not tried, and so not told.
MOST_TRIED = 4_000
OTHER = ""  # a value that no rule names
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
SHIP, PICKUP = "ship", "pickup"


class Starved(Enum):
    ALL = "all"  # whatever is ordered


Told: TypeAlias = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class _Kind:
    method: str
    zone: str
    channel: str
    level: str
    weekday: int
    clock: str
    value_minor: int

    def facts(self) -> dict[str, str | int]:
        return {name: getattr(self, name) for name in _Kind.__dataclass_fields__}


def starved(rules: Sequence[Rule], places: Sequence[Place]) -> Iterator[Starved | Told]:
    """Facts of a kind of order: `method` and, where they matter, zone, channel, level, weekday,
    clock, value_minor, tag. What names fewer facts stands for all that it includes."""
    shutting = [rule for rule in rules if rule.wish in (Wish.EXCLUDE, Wish.REQUIRE)]
    at_once = [replace(place, time_zone="UTC") for place in places]  # one clock for all of them
    book = Rulebook(RuleSet(0, tuple(shutting)), at_once)
    may = {
        SHIP: np.array([place.ships for place in places], dtype=np.bool_),
        PICKUP: np.array([place.pickup for place in places], dtype=np.bool_),
    }
    tags = sorted({tag for rule in shutting for tag in rule.scope.tags})
    lines = {OTHER: frozenset[str](), **{tag: frozenset({tag}) for tag in tags}}
    tried: dict[_Kind, list[str]] = {}
    for kind in islice(_kinds([rule.scope for rule in shutting]), MOST_TRIED):
        sheet = book.sheet(_order(kind, lines))
        left = (sheet.out < 0) & may[kind.method]
        tried[kind] = [tag for tag, row in zip(lines, left, strict=True) if not row.any()]
    yield from _summed(tried)


def _kinds(scopes: Sequence[Scope]) -> Iterator[_Kind]:
    named = {
        name: sorted({value for scope in scopes for value in getattr(scope, name)})
        for name in ("channels", "levels", "zones")
    }
    weekdays = sorted({day for scope in scopes for day in scope.weekdays})
    other_day = next((day for day in range(7) if day not in weekdays), None)
    clocks = {clock for scope in scopes for clock in (scope.from_time, scope.to_time) if clock}
    values = {value for scope in scopes for value in (scope.over_minor, scope.under_minor)}
    for told in product(
        (SHIP, PICKUP),
        [OTHER, *named["zones"]],
        [OTHER, *named["channels"]],
        [OTHER, *named["levels"]],
        [*([other_day] if other_day is not None else []), *weekdays],
        sorted({"00:00", *(clock for clock in clocks if clock != "24:00")}),
        sorted({0, *values}),
    ):
        yield _Kind(*told)


def _order(kind: _Kind, lines: Mapping[str, frozenset[str]]) -> OrderFacts:
    hours, minutes = kind.clock.split(":")
    at = MONDAY + timedelta(days=kind.weekday, hours=int(hours), minutes=int(minutes))
    return OrderFacts(
        channel=kind.channel,
        method=kind.method,
        level=kind.level,
        zone=kind.zone,
        value_minor=kind.value_minor,
        at=Instant(from_datetime(at)),
        lines=lines,
    )


def _summed(tried: Mapping[_Kind, Sequence[str]]) -> Iterator[Starved | Told]:
    """As few words as say it all: everything; one value of one fact; one whole kind of order."""
    plain = {kind for kind, tags in tried.items() if OTHER in tags}
    if plain and len(plain) == len(tried):
        yield Starved.ALL
        return
    for name in _Kind.__dataclass_fields__:
        for value in sorted({getattr(kind, name) for kind in tried}, key=str):
            like = {kind for kind in tried if getattr(kind, name) == value}
            if like <= plain and value != OTHER:
                yield {name: value}
                return
    if plain:
        yield next(kind.facts() for kind in tried if kind in plain)
        return
    for tag in sorted({tag for tags in tried.values() for tag in tags}):
        if all(tag in tags for tags in tried.values()):
            yield {"tag": tag}
        else:
            yield {"tag": tag} | next(k.facts() for k, tags in tried.items() if tag in tags)
