"""Is this a rule at all? Bounds of its figures, so that no set can break the arithmetic."""

from collections.abc import Iterator, Sequence

from app.kit.errors import Refusal
from app.routing.rules.model import Rule, Scope, Where

MOST_RULES = 100
MOST_TEXT = 200
MOST_VALUES = 2_000  # places named in one rule
MOST_MINOR = 1_000_000_000  # ten million rupiah a parcel is no preference any more
MOST_UNITS = 100_000
MOST_PERCENT = 1_000
MOST_METRES = 20_000_000  # half around the earth
MOST_DAYS = 3_650


def require_rules(rules: Sequence[Rule]) -> None:
    """Refusals: too_many_rules(most), rule_doubled(rule), rule_invalid(rule, field)."""
    if len(rules) > MOST_RULES:
        raise Refusal("too_many_rules", most=MOST_RULES, told=len(rules))
    ids = [rule.id for rule in rules]
    for rule in rules:
        if ids.count(rule.id) > 1:
            raise Refusal("rule_doubled", rule=rule.name)
        for field in _wrong(rule):
            raise Refusal("rule_invalid", rule=rule.name, field=field)


def _wrong(rule: Rule) -> Iterator[str]:
    if not rule.id or len(rule.id) > MOST_TEXT:
        yield "id"
    if len(rule.name) > MOST_TEXT:
        yield "name"
    if abs(rule.amount_minor) > MOST_MINOR:
        yield "amount"
    if not 0 <= rule.number <= MOST_UNITS:
        yield "number"
    if not 1 <= rule.percent <= MOST_PERCENT:
        yield "percent"
    yield from _wrong_scope(rule.scope)
    for where in (rule.where, rule.unless or Where()):
        yield from _wrong_where(where)


def _wrong_scope(scope: Scope) -> Iterator[str]:
    if not scope.weekdays <= set(range(7)):
        yield "weekdays"
    if not (_is_clock(scope.from_time) and _is_clock(scope.to_time)):
        yield "time"
    if scope.over_minor < 0 or scope.under_minor < 0:
        yield "value"
    if any(map(_too_long, (scope.channels, scope.methods, scope.levels, scope.tags, scope.zones))):
        yield "scope"


def _wrong_where(where: Where) -> Iterator[str]:
    for metres in (where.within_metres, where.beyond_metres):
        if not 0 <= metres <= MOST_METRES:
            yield "distance"
    if not 0 <= where.cover_under_days <= MOST_DAYS:
        yield "cover"
    if any(map(_too_long, (where.sites, where.kinds, where.regions, where.zones))):
        yield "places"


def _too_long(values: frozenset[str]) -> bool:
    return len(values) > MOST_VALUES or any(len(value) > MOST_TEXT for value in values)


def _is_clock(text: str) -> bool:
    """HH:MM, 24:00 included; empty says nothing."""
    if not text:
        return True
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()):
        return False
    return (int(hours) < 24 and int(minutes) < 60) or text == "24:00"
