"""In which words is a rule read: verbs, places, distances, for which orders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.routing.rules.model import Rule, Wish
from ui.kit import formats
from ui.rules.slots import AVOID, Group, Keys, Part, Slot, shown, verb_of

translate = QCoreApplication.translate  # lupdate knows the name `translate`
NAMED = 2  # places told by name; the others are counted
KM = 1_000


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called here."""

    sites: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


def verb_words(verb: str) -> str:
    return {
        Wish.PREFER.value: translate("rules", "Prefer"),
        AVOID: translate("rules", "Avoid"),
        Wish.EXCLUDE.value: translate("rules", "Never use"),
        Wish.REQUIRE.value: translate("rules", "Use only"),
        Wish.PROTECT.value: translate("rules", "Keep back"),
        Wish.MAX_PARCELS.value: translate("rules", "At most"),
        Wish.WEIGHT.value: translate("rules", "Weigh"),
    }[verb]


def verb_hint(verb: str) -> str:
    """What it does, for who chooses it the first time."""
    return {
        Wish.PREFER.value: translate("rules", "cheaper by an amount"),
        AVOID: translate("rules", "dearer by an amount"),
        Wish.EXCLUDE.value: translate("rules", "these are out"),
        Wish.REQUIRE.value: translate("rules", "all others are out"),
        Wish.PROTECT.value: translate("rules", "last units stay there"),
        Wish.MAX_PARCELS.value: translate("rules", "parcels of one order"),
        Wish.WEIGHT.value: translate("rules", "costs count more or less"),
    }[verb]


def part_words(part: Part) -> str:
    """What a condition is called before it says anything."""
    return {
        Part.VERB: translate("rules", "Wish"),
        Part.AMOUNT: translate("rules", "Amount"),
        Part.UNITS: translate("rules", "Units"),
        Part.PARCELS: translate("rules", "Parcels"),
        Part.PERCENT: translate("rules", "Percent"),
        Part.PLACES: translate("rules", "Places"),
        Part.DISTANCE: translate("rules", "Distance"),
        Part.COVER: translate("rules", "Days of cover"),
        Part.CHANNELS: translate("rules", "Channel"),
        Part.METHODS: translate("rules", "Delivery or pickup"),
        Part.LEVELS: translate("rules", "Speed"),
        Part.TAGS: translate("rules", "Goods"),
        Part.ZONES: translate("rules", "Where it goes"),
        Part.WEEKDAYS: translate("rules", "Weekday"),
        Part.HOURS: translate("rules", "Hours"),
        Part.VALUE: translate("rules", "Order value"),
    }[part]


def key_words(part: Part, key: str, names: Names) -> str:
    """One value of a slot."""
    one = _figure_words().get(part) or _value_words().get(part)
    if part is Part.PLACES:
        kind, _, value = key.partition(":")
        return place_words(kind, value, names)
    return one(key) if one else key


def _figure_words() -> dict[Part, Callable[[str], str]]:
    return {
        Part.VERB: verb_words,
        Part.AMOUNT: lambda key: formats.money(int(key)),
        Part.UNITS: lambda key: _units(int(key)),
        Part.PARCELS: lambda key: _parcels(int(key)),
        Part.PERCENT: lambda key: formats.percent(int(key) / 100),
        Part.DISTANCE: _distance,
        Part.COVER: lambda key: _cover(int(key)),
        Part.WEEKDAYS: lambda key: _weekdays()[int(key)],
        Part.HOURS: _hours,
        Part.VALUE: _value,
    }


def _value_words() -> dict[Part, Callable[[str], str]]:
    return {
        Part.CHANNELS: channel_words,
        Part.METHODS: lambda key: _methods().get(key, key),
        Part.LEVELS: lambda key: _levels().get(key, key),
    }


def _units(count: int) -> str:
    return translate("rules", "the last %n unit(s)", "", count)


def _parcels(count: int) -> str:
    return translate("rules", "%n parcel(s)", "", count)


def _cover(days: int) -> str:
    return translate("rules", "cover is under %n day(s)", "", days)


def _distance(key: str) -> str:
    way, _, metres = key.partition(":")
    told = (
        translate("rules", "within {km} km")
        if way == "in"
        else translate("rules", "beyond {km} km")
    )
    return told.format(km=km(int(metres)))


def km(metres: int) -> str:
    return formats.decimal(metres / KM, 0 if metres % KM == 0 else 1)


def _weekdays() -> tuple[str, ...]:
    return (
        translate("rules", "Mon"),
        translate("rules", "Tue"),
        translate("rules", "Wed"),
        translate("rules", "Thu"),
        translate("rules", "Fri"),
        translate("rules", "Sat"),
        translate("rules", "Sun"),
    )


def _hours(key: str) -> str:
    start, _, end = key.partition("-")
    if start and end:
        return f"{start}–{end}"
    if start:
        return translate("rules", "from {time}").format(time=start)
    return translate("rules", "until {time}").format(time=end)


def _value(key: str) -> str:
    low, _, high = key.partition("-")
    if int(low) and int(high):
        return f"{formats.money(int(low))}–{formats.plain_money(int(high))}"
    if int(low):
        return translate("rules", "from {amount}").format(amount=formats.money(int(low)))
    return translate("rules", "under {amount}").format(amount=formats.money(int(high)))


def channel_words(of: str) -> str:
    return {
        "phone": translate("rules", "phone"),
        "store": translate("rules", "store"),
        "web": translate("rules", "web"),
    }.get(of, of)


def _methods() -> dict[str, str]:
    return {
        "ship": translate("rules", "home delivery"),
        "pickup": translate("rules", "pickup"),
    }


def _levels() -> dict[str, str]:
    return {
        "standard": translate("rules", "standard"),
        "express": translate("rules", "express"),
        "same_day": translate("rules", "same day"),
    }


def place_words(kind: str, value: str, names: Names) -> str:
    if kind == "kind":
        kinds = {
            "store": translate("rules", "stores"),
            "center": translate("rules", "centers"),
        }
        return kinds.get(value, value)
    if kind == "site":
        return names.sites.get(value, translate("rules", "a place that is gone"))
    return translate("rules", "in {region}").format(region=value)


# ---------------------------------------------------------------- whole slots and sentences


def slot_words(slot: Slot, keys: Keys, names: Names) -> str:
    """As it stands in the sentence."""
    if slot.part is Part.PLACES:
        return _places(keys, names)
    if not keys:
        return translate("rules", "any")
    told = [key_words(slot.part, key, names) for key in sorted(keys)]
    return _listed(told)


def _places(keys: Keys, names: Names) -> str:
    if not keys:
        return translate("rules", "all places")
    told: dict[str, list[str]] = {}
    for key in sorted(keys):
        kind, _, value = key.partition(":")
        told.setdefault(kind, []).append(place_words(kind, value, names))
    return " ".join(
        _listed(told[kind]) for kind in ("site", "kind", "region", "zone") if kind in told
    )


def _listed(told: Iterable[str]) -> str:
    all_of = list(told)
    more = len(all_of) - NAMED
    listed = ", ".join(all_of[:NAMED] if more > 1 else all_of)
    return f"{listed} +{more}" if more > 1 else listed


def sentence(rule: Rule, names: Names) -> tuple[str, str]:
    """(the verb, the rest of the wish), for the list."""
    told = [
        slot_words(slot, slot.read(rule), names)
        for slot in shown(rule)
        if slot.group is Group.WISH and slot.part is not Part.VERB
    ]
    joint = f" {translate('rules', 'in')} " if rule.wish is Wish.PROTECT else " "
    head, rest = told[:1], told[1:]
    return verb_words(verb_of(rule)), joint.join([*head, " ".join(rest)] if rest else head)


def plain(rule: Rule, names: Names) -> str:
    """What a rule is called that nobody gave a name."""
    return " ".join(sentence(rule, names)).strip()


def strength(rule: Rule, names: Names) -> str:
    """How much it weighs, and for which orders."""
    if rule.wish is Wish.PREFER:
        weight = formats.money(abs(rule.amount_minor))
        if rule.amount_minor < 0:
            weight = translate("rules", "{amount} dearer").format(amount=weight)
    elif rule.wish is Wish.WEIGHT:
        weight = formats.percent(rule.percent / 100)
    else:
        weight = translate("rules", "must")
    told = [
        slot_words(slot, slot.read(rule), names) for slot in shown(rule) if slot.group is Group.FOR
    ]
    return " · ".join([weight, *told[:2]])


def applies(rule: Rule, names: Names) -> str:
    """For which orders, in one line that can be read out."""
    told = [
        slot_words(slot, slot.read(rule), names) for slot in shown(rule) if slot.group is Group.FOR
    ]
    if not told:
        return translate("rules", "Applies to all orders")
    return translate("rules", "Applies to: {orders}").format(orders=" · ".join(told))
