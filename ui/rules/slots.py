"""What can be chosen in the sentence of a rule: each slot reads and writes one part by keys.

A key is the text form of a value, so that a list of choices, a typed value and what was chosen
before are told in one way: `15000` metres is `in:15000`, a store is `site:…`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from app.routing.rules.model import Rule, Scope, Where, Wish

Keys: TypeAlias = frozenset[str]
NOTHING: Keys = frozenset()
AVOID = "avoid"  # a preference below nought, as people say it
VERBS = (
    Wish.PREFER.value,
    AVOID,
    Wish.EXCLUDE.value,
    Wish.REQUIRE.value,
    Wish.PROTECT.value,
    Wish.MAX_PARCELS.value,
    Wish.WEIGHT.value,
)


class Part(StrEnum):
    """A slot's kind: which values there are, and in which words."""

    VERB = "verb"
    AMOUNT = "amount"
    UNITS = "units"
    PARCELS = "parcels"
    PERCENT = "percent"
    PLACES = "places"
    DISTANCE = "distance"
    COVER = "cover"
    CHANNELS = "channels"
    METHODS = "methods"
    LEVELS = "levels"
    TAGS = "tags"
    ZONES = "zones"
    WEEKDAYS = "weekdays"
    HOURS = "hours"
    VALUE = "value"


class Group(StrEnum):
    """The line of the sentence that a slot stands in."""

    WISH = "wish"
    WORTH = "worth"
    UNLESS = "unless"
    FOR = "for"


SEVERAL = frozenset(
    {
        Part.PLACES,
        Part.CHANNELS,
        Part.METHODS,
        Part.LEVELS,
        Part.TAGS,
        Part.ZONES,
        Part.WEEKDAYS,
    }
)


@dataclass(frozen=True, slots=True)
class Slot:
    """`always`: shown even while it says nothing."""

    part: Part
    group: Group
    read: Callable[[Rule], Keys]
    write: Callable[[Rule, Keys], Rule]
    always: bool = False

    @property
    def at(self) -> tuple[Part, Group]:
        """Which one it is, of whatever rule."""
        return self.part, self.group

    @property
    def several(self) -> bool:
        return self.part in SEVERAL


def slots_of(rule: Rule) -> tuple[Slot, ...]:
    """In the order of reading. What makes no sense with a wish has no slot."""
    told = [VERB]
    match rule.wish:
        case Wish.MAX_PARCELS:
            return (*told, _figure(Part.PARCELS, Group.WISH), *SCOPE)
        case Wish.PROTECT:
            told += [_figure(Part.UNITS, Group.WISH), *_where(Group.WISH)]
        case Wish.PREFER:
            told += [*_where(Group.WISH), AMOUNT]
        case Wish.WEIGHT:
            told += [*_where(Group.WISH), PERCENT]
        case _:
            told += _where(Group.WISH)
    return (*told, *_where(Group.UNLESS), *SCOPE)


def shown(rule: Rule) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots_of(rule) if slot.always or slot.read(rule))


def addable(rule: Rule, group: Group) -> tuple[Slot, ...]:
    """Conditions that the line could still have."""
    there = slots_of(rule)
    return tuple(s for s in there if s.group is group and not s.always and not s.read(rule))


def verb_of(rule: Rule) -> str:
    return AVOID if rule.wish is Wish.PREFER and rule.amount_minor < 0 else rule.wish.value


def changes(rule: Rule, before: Rule) -> tuple[Slot, ...]:
    """The slots in which two versions of a rule differ, of either of them."""
    told = {slot.at: slot for slot in (*slots_of(before), *slots_of(rule))}
    return tuple(slot for slot in told.values() if slot.read(rule) != slot.read(before))


# ---------------------------------------------------------------- the wish and its figure


def _read_verb(rule: Rule) -> Keys:
    return frozenset({verb_of(rule)})


def _write_verb(rule: Rule, keys: Keys) -> Rule:
    """The figures of the other wishes stay: who changes his mind finds them again."""
    verb = next(iter(keys))
    sign = -1 if verb == AVOID else 1
    wish = Wish.PREFER if verb == AVOID else Wish(verb)
    made = replace(rule, wish=wish, amount_minor=sign * abs(rule.amount_minor))
    return made if wish is not Wish.MAX_PARCELS else replace(made, where=Where(), unless=None)


VERB = Slot(Part.VERB, Group.WISH, _read_verb, _write_verb, always=True)


def _write_amount(rule: Rule, keys: Keys) -> Rule:
    sign = -1 if rule.amount_minor < 0 else 1
    return replace(rule, amount_minor=sign * int(next(iter(keys))))


AMOUNT = Slot(
    Part.AMOUNT,
    Group.WORTH,
    lambda rule: frozenset({str(abs(rule.amount_minor))}),
    _write_amount,
    always=True,
)
PERCENT = Slot(
    Part.PERCENT,
    Group.WORTH,
    lambda rule: frozenset({str(rule.percent)}),
    lambda rule, keys: replace(rule, percent=int(next(iter(keys)))),
    always=True,
)


def _figure(part: Part, group: Group) -> Slot:
    return Slot(
        part,
        group,
        lambda rule: frozenset({str(rule.number)}),
        lambda rule, keys: replace(rule, number=int(next(iter(keys)))),
        always=True,
    )


# ---------------------------------------------------------------- places


def places_keys(where: Where) -> Keys:
    named = (
        ("kind", where.kinds),
        ("region", where.regions),
        ("zone", where.zones),
        ("site", where.sites),
    )
    return frozenset(f"{name}:{value}" for name, values in named for value in values)


def with_places(where: Where, keys: Iterable[str]) -> Where:
    told: dict[str, set[str]] = {"kind": set(), "region": set(), "zone": set(), "site": set()}
    for key in keys:
        name, _, value = key.partition(":")
        told[name].add(value)
    return replace(
        where,
        kinds=frozenset(told["kind"]),
        regions=frozenset(told["region"]),
        zones=frozenset(told["zone"]),
        sites=frozenset(told["site"]),
    )


def distance_keys(where: Where) -> Keys:
    within = {f"in:{where.within_metres}"} if where.within_metres else set()
    beyond = {f"out:{where.beyond_metres}"} if where.beyond_metres else set()
    return frozenset(within | beyond)


def with_distance(where: Where, keys: Iterable[str]) -> Where:
    told = dict(key.split(":") for key in keys)
    return replace(
        where, within_metres=int(told.get("in", 0)), beyond_metres=int(told.get("out", 0))
    )


def cover_keys(where: Where) -> Keys:
    return frozenset({str(where.cover_under_days)} if where.cover_under_days else ())


def with_cover(where: Where, keys: Iterable[str]) -> Where:
    return replace(where, cover_under_days=int(next(iter(keys), "0")))


def _where(group: Group) -> tuple[Slot, ...]:
    """The places that a rule is about, or those that it leaves alone."""
    parts = (
        (Part.PLACES, places_keys, with_places),
        (Part.DISTANCE, distance_keys, with_distance),
        (Part.COVER, cover_keys, with_cover),
    )
    return tuple(
        _of_where(part, group, read, write, always=group is Group.WISH and part is Part.PLACES)
        for part, read, write in parts
    )


def _of_where(
    part: Part,
    group: Group,
    read: Callable[[Where], Keys],
    write: Callable[[Where, Iterable[str]], Where],
    *,
    always: bool,
) -> Slot:
    if group is Group.WISH:
        return Slot(
            part,
            group,
            lambda rule: read(rule.where),
            lambda rule, keys: replace(rule, where=write(rule.where, keys)),
            always,
        )
    return Slot(
        part,
        group,
        lambda rule: read(rule.unless or Where()),
        lambda rule, keys: replace(rule, unless=_told(write(rule.unless or Where(), keys))),
        always,
    )


def _told(where: Where) -> Where | None:
    return None if where == Where() else where


# ---------------------------------------------------------------- for which orders


def _of_scope(part: Part, read: Callable[[Scope], Keys], write: Callable[..., Scope]) -> Slot:
    return Slot(
        part,
        Group.FOR,
        lambda rule: read(rule.scope),
        lambda rule, keys: replace(rule, scope=write(rule.scope, keys)),
    )


def hours_keys(scope: Scope) -> Keys:
    told = scope.from_time or scope.to_time
    return frozenset({f"{scope.from_time}-{scope.to_time}"} if told else ())


def with_hours(scope: Scope, keys: Keys) -> Scope:
    start, _, end = next(iter(keys), "-").partition("-")
    return replace(scope, from_time=start, to_time=end)


def value_keys(scope: Scope) -> Keys:
    told = scope.over_minor or scope.under_minor
    return frozenset({f"{scope.over_minor}-{scope.under_minor}"} if told else ())


def with_value(scope: Scope, keys: Keys) -> Scope:
    low, _, high = next(iter(keys), "0-0").partition("-")
    return replace(scope, over_minor=int(low), under_minor=int(high))


SCOPE = (
    _of_scope(Part.CHANNELS, lambda s: s.channels, lambda s, k: replace(s, channels=k)),
    _of_scope(Part.METHODS, lambda s: s.methods, lambda s, k: replace(s, methods=k)),
    _of_scope(Part.LEVELS, lambda s: s.levels, lambda s, k: replace(s, levels=k)),
    _of_scope(Part.TAGS, lambda s: s.tags, lambda s, k: replace(s, tags=k)),
    _of_scope(Part.ZONES, lambda s: s.zones, lambda s, k: replace(s, zones=k)),
    _of_scope(
        Part.WEEKDAYS,
        lambda s: frozenset(map(str, s.weekdays)),
        lambda s, k: replace(s, weekdays=frozenset(map(int, k))),
    ),
    _of_scope(Part.HOURS, hours_keys, with_hours),
    _of_scope(Part.VALUE, value_keys, with_value),
)
