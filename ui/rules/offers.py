"""What is offered for a slot, and what a typed value means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.routing.rules.board import Board
from app.routing.rules.checking import MOST_DAYS, MOST_METRES, MOST_PERCENT, MOST_UNITS
from ui.kit import formats
from ui.rules.slots import VERBS, Part, Slot
from ui.rules.words import Names, key_words, place_words, verb_hint

translate = QCoreApplication.translate  # lupdate knows the name `translate`
KM = 1_000
# What retailers begin with; any other value is typed.
PRESETS: dict[Part, tuple[str, ...]] = {
    Part.VERB: VERBS,
    Part.AMOUNT: ("1000", "2000", "3000", "5000", "10000", "20000"),
    Part.UNITS: ("1", "2", "3", "5"),
    Part.PARCELS: ("1", "2", "3", "4"),
    Part.PERCENT: ("80", "90", "110", "120", "150"),
    Part.DISTANCE: ("in:5000", "in:10000", "in:15000", "in:25000", "in:50000", "out:50000"),
    Part.COVER: ("1", "2", "3", "5", "7", "14"),
    Part.CHANNELS: ("phone", "store", "web"),
    Part.METHODS: ("ship", "pickup"),
    Part.LEVELS: ("standard", "express", "same_day"),
    Part.WEEKDAYS: ("0", "1", "2", "3", "4", "5", "6"),
    Part.HOURS: ("-12:00", "12:00-17:00", "17:00-"),
    Part.VALUE: ("250000-0", "500000-0", "1000000-0", "0-100000"),
}
TYPED = frozenset(
    {
        Part.AMOUNT,
        Part.UNITS,
        Part.PARCELS,
        Part.PERCENT,
        Part.DISTANCE,
        Part.COVER,
        Part.HOURS,
        Part.VALUE,
    }
)
SEARCHED = frozenset({Part.PLACES, Part.TAGS, Part.ZONES})
ANY = ""  # the condition is left out


@dataclass(frozen=True, slots=True)
class Offer:
    key: str
    words: str
    hint: str = ""


def offers(slot: Slot, board: Board, names: Names) -> tuple[Offer, ...]:
    if slot.part is Part.PLACES:
        return _places(board, names)
    if slot.part in (Part.TAGS, Part.ZONES):
        told: Sequence[str] = board.tags if slot.part is Part.TAGS else board.zones
        return tuple(Offer(value, value) for value in told)
    made = [
        Offer(
            key, key_words(slot.part, key, names), verb_hint(key) if slot.part is Part.VERB else ""
        )
        for key in PRESETS[slot.part]
    ]
    if not slot.always and not slot.several:
        made.append(Offer(ANY, translate("rules", "leave it out")))
    return tuple(made)


def _places(board: Board, names: Names) -> tuple[Offer, ...]:
    """Kinds first, then regions and zones, then each place by its name."""
    groups = (
        ("kind", sorted({p.kind for p in board.places}, reverse=True), ""),
        ("region", sorted({p.region for p in board.places} - {""}), translate("rules", "region")),
        ("zone", sorted({p.zone for p in board.places} - {""}), translate("rules", "zone")),
    )
    made = [
        Offer(f"{kind}:{value}", place_words(kind, value, names), hint)
        for kind, values, hint in groups
        for value in values
    ]
    kinds = {"store": translate("rules", "store"), "center": translate("rules", "center")}
    made += [
        Offer(f"site:{place.site_id}", place.name, kinds.get(place.kind, place.kind))
        for place in sorted(board.places, key=lambda place: place.name)
    ]
    return tuple(made)


def typed_hint(part: Part) -> str:
    return {
        Part.AMOUNT: translate("rules", "Another amount, such as 7.500"),
        Part.UNITS: translate("rules", "Another number of units"),
        Part.PARCELS: translate("rules", "Another number of parcels"),
        Part.PERCENT: translate("rules", "Another percentage, such as 125"),
        Part.DISTANCE: translate("rules", "Kilometres, such as 12 or >40"),
        Part.COVER: translate("rules", "Another number of days"),
        Part.HOURS: translate("rules", "Hours, such as 08:00-11:30"),
        Part.VALUE: translate("rules", "Amounts, such as 200.000-900.000"),
    }.get(part, translate("rules", "Type to find"))


def read_typed(part: Part, text: str) -> str:
    """The key of what was typed. Raises formats.Unreadable with a sentence."""
    match part:
        case Part.HOURS:
            return _read_hours(text)
        case Part.VALUE:
            return _read_value(text)
        case Part.DISTANCE:
            return _read_distance(text)
        case Part.AMOUNT:
            return str(abs(formats.read_money(text)))
    most = {Part.PERCENT: MOST_PERCENT, Part.COVER: MOST_DAYS}.get(part, MOST_UNITS)
    told = formats.read_qty(text.rstrip("% "))
    if not 1 <= told <= most:
        raise formats.Unreadable(
            translate("rules", "From 1 to {most}.").format(most=formats.qty(most))
        )
    return str(told)


def _read_distance(text: str) -> str:
    bare = text.strip().removesuffix("km").strip()
    beyond = bare.startswith(">")
    told = formats.read_qty(bare.lstrip("<> "))
    if not 1 <= told * KM <= MOST_METRES:
        most = formats.qty(MOST_METRES // KM)
        raise formats.Unreadable(translate("rules", "From 1 to {most}.").format(most=most))
    return f"{'out' if beyond else 'in'}:{told * KM}"


def _read_hours(text: str) -> str:
    hour = r"([01]?\d|2[0-4])[:.]?([0-5]\d)?"
    match = re.fullmatch(rf"\s*(?:{hour})?\s*[-–]\s*(?:{hour})?\s*", text)
    if match is None or not (match[1] or match[3]):
        raise formats.Unreadable(translate("rules", "Write hours as 08:00-11:30."))
    start, end = (
        f"{int(match[at]):02d}:{match[at + 1] or '00'}" if match[at] else "" for at in (1, 3)
    )
    if max(start, end) > "24:00":
        raise formats.Unreadable(translate("rules", "Write hours as 08:00-11:30."))
    return f"{start}-{end}"


def _read_value(text: str) -> str:
    low, dash, high = re.sub("[–—]", "-", text).partition("-")
    figures = [formats.read_money(part) if part.strip() else 0 for part in (low, high)]
    if not any(figures) or (dash and figures[1] and figures[1] <= figures[0]):
        raise formats.Unreadable(translate("rules", "Write the lower amount first."))
    return f"{figures[0]}-{figures[1]}"
