"""The benefit as rows of a sheet: what came out, what it hangs on, what was assumed."""

from app.insights.benefit.inputs import Part
from ui.insights.benefit import words
from ui.insights.benefit.view import BenefitView
from ui.insights.words import translate
from ui.kit import formats


def benefit_rows(view: BenefitView, scope: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            translate("benefit", "Part"),
            translate("benefit", "Figure"),
            translate("benefit", "Low"),
            translate("benefit", "Usual"),
            translate("benefit", "High"),
            translate("benefit", "Source"),
        )
    ]
    if view.told is None:
        return rows
    found = view.told.benefit
    rows.append((translate("benefit", "Scope"), scope, "", "", "", ""))
    ranges = [(translate("benefit", "Net a year"), found.net)]
    ranges += [(words.part(part), told) for part, told in found.parts.items()]
    for name, told in ranges:
        figures = (formats.money(at, words.CURRENCY) for at in (told.low, told.middle, told.high))
        rows.append((translate("benefit", "Result"), name, *figures, "P10 / P50 / P90"))
    if (months := found.months) is not None:
        figures = (str(at) for at in (months.low, months.middle, months.high))
        name = translate("benefit", "Months until it pays back")
        rows.append((translate("benefit", "Result"), name, *figures, "P10 / P50 / P90"))
    usual = formats.money(found.usual, words.CURRENCY)
    for swing in found.swings:
        ends = (formats.money(at, words.CURRENCY) for at in (swing.at_low, swing.at_high))
        low, high = ends
        hangs = translate("benefit", "What it hangs on")
        rows.append((hangs, words.name(swing.key), low, usual, high, ""))
    for part in Part:
        for one in view.told.inputs:
            if one.part is part:
                told_as = [words.figure(at, one.unit) for at in (one.low, one.base, one.high)]
                rows.append((words.part(part), words.name(one.key), *told_as, words.source(one)))
    return rows
