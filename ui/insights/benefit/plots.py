"""What does the benefit hang on: one bar per figure, from its low to its high."""

from collections.abc import Sequence

from app.insights.benefit.inputs import Input
from app.insights.benefit.outcome import Benefit
from ui.insights.benefit import words
from ui.insights.words import translate
from ui.kit import Status
from ui.kit.plots import Element, Stacks

MOST_ROWS = 10  # the widest; what moves less than the tenth moves nobody's mind
AIR = 0.06  # of the widest bar, at both ends


def tornado(benefit: Benefit, inputs: Sequence[Input]) -> Stacks:
    """Ids are the inputs' keys. Bars meet where every figure is as usual."""
    shown, usual = benefit.swings[:MOST_ROWS], benefit.usual
    told = {one.key: one for one in inputs}
    ends = [at for swing in shown for at in (swing.at_low, swing.at_high)]
    low, high = min([*ends, usual]), max([*ends, usual])
    air = round((high - low) * AIR) or 1
    start, whole = low - air, high - low + 2 * air
    elements, sizes = [], []
    for row, swing in enumerate(shown):
        one = told[swing.key]
        for value, net in sorted(
            ((one.low, swing.at_low), (one.high, swing.at_high)), key=lambda end: end[1]
        ):
            elements.append(
                Element(
                    id=swing.key,
                    label=words.figure(value, one.unit),
                    told=words.bare(net),
                    x=min(net, usual) - start,
                    y=row,
                    status=Status.IDLE if net < usual else Status.INFO,
                )
            )
            sizes.append(float(abs(net - usual)))
    return Stacks(
        head=[
            translate("benefit", "Figure"),
            translate("benefit", "When it is"),
            translate("benefit", "Net a year"),
        ],
        summary=_summary(benefit),
        figure=lambda at: words.money(round(at) + start),
        elements=elements,
        sizes=sizes,
        names=[words.name(swing.key) for swing in shown],
        whole=float(whole),
    )


def _summary(benefit: Benefit) -> str:
    if not benefit.swings:
        return translate("benefit", "Nothing is uncertain.")
    told = translate("benefit", "Most of all: {name}")
    return told.format(name=words.name(benefit.swings[0].key))
