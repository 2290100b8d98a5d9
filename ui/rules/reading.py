"""How is a rule read as lines: words and slots one after the other, what was there before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from app.routing.rules.model import Rule, Wish
from ui.rules.slots import AVOID, Group, Part, Slot, addable, shown, slots_of, verb_of

translate = QCoreApplication.translate  # lupdate knows the name `translate`

Piece: TypeAlias = str | Slot


@dataclass(frozen=True, slots=True)
class Line:
    """`gone`: slots that said something before and say nothing now."""

    group: Group
    lead: str
    pieces: tuple[Piece, ...]
    adds: tuple[Slot, ...]
    gone: tuple[Slot, ...]


def lines(rule: Rule, before: Rule | None) -> tuple[Line, ...]:
    told = []
    for group in Group:
        slots = tuple(slot for slot in shown(rule) if slot.group is group)
        adds = addable(rule, group)
        gone = _gone(rule, before, group)
        if slots or adds or gone:
            pieces = tuple(_pieces(rule, group, slots))
            told.append(Line(group, _lead(rule, group), pieces, adds, gone))
    return tuple(told)


def _gone(rule: Rule, before: Rule | None, group: Group) -> tuple[Slot, ...]:
    if before is None:
        return ()
    there = {slot.at for slot in shown(rule)}
    return tuple(
        slot
        for slot in slots_of(before)
        if slot.group is group and slot.read(before) and slot.at not in there
    )


def _lead(rule: Rule, group: Group) -> str:
    if group is Group.UNLESS:
        return translate("rules", "unless")
    if group is Group.FOR:
        return translate("rules", "for")
    if group is Group.WORTH:
        return {
            Wish.PREFER.value: translate("rules", "worth"),
            AVOID: translate("rules", "dearer by"),
            Wish.WEIGHT.value: translate("rules", "at"),
        }[verb_of(rule)]
    return ""


def _pieces(rule: Rule, group: Group, slots: tuple[Slot, ...]) -> Iterator[Piece]:
    if group is Group.FOR and not slots:
        yield translate("rules", "all orders")
    if group is Group.UNLESS and not slots:
        yield translate("rules", "no exception")
    for at, slot in enumerate(slots):
        yield from _before(rule, slot, at)
        yield slot
        yield from _behind(rule, slot)


def _before(rule: Rule, slot: Slot, at: int) -> Iterator[str]:
    if slot.group is Group.UNLESS and at:
        yield translate("rules", "and")
    if slot.part is Part.PLACES and slot.group is Group.UNLESS:
        yield translate("rules", "it is one of")
    if slot.part is Part.PLACES and slot.group is Group.WISH and rule.wish is Wish.PROTECT:
        yield translate("rules", "in")
    if slot.part is Part.COVER and slot.group is Group.WISH:
        yield translate("rules", "where")
    if slot.part is Part.TAGS:
        yield translate("rules", "with")
    if slot.part is Part.ZONES:
        yield translate("rules", "to")


def _behind(rule: Rule, slot: Slot) -> Iterator[str]:
    if slot.part is Part.DISTANCE:
        yield translate("rules", "of the customer")
    if slot.part is Part.PARCELS:
        yield translate("rules", "for one order")
    if slot.part is Part.AMOUNT:
        yield (
            translate("rules", "a parcel against the cheapest other place")
            if verb_of(rule) != AVOID
            else translate("rules", "a parcel than any other place")
        )
    if slot.part is Part.PERCENT:
        yield translate("rules", "of what a parcel from there costs")
