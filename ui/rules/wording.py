"""In which words are the figures of a replay told: shares, money, days, and what is better."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.routing.replay.model import Changed, Figure, Line
from ui.kit import formats

translate = QCoreApplication.translate  # lupdate knows the name `translate`
SHARES = frozenset({Figure.SPLIT, Figure.ON_TIME, Figure.FILL, Figure.AIR})
GRAMS = 1_000  # of CO₂e in a kilogram
HUNDRED = 100


def figure_words(figure: Figure) -> str:
    return {
        Figure.COST: translate("rules", "Cost per order"),
        Figure.SPLIT: translate("rules", "Split orders"),
        Figure.DAYS: translate("rules", "Days to customer"),
        Figure.ON_TIME: translate("rules", "Promise kept"),
        Figure.FILL: translate("rules", "Fill rate"),
        Figure.WALK_INS: translate("rules", "Walk-ins missed"),
        Figure.AIR: translate("rules", "Parcels by air"),
        Figure.CO2: translate("rules", "CO₂e per order"),
    }[figure]


def value_words(figure: Figure, value: float | None, currency: str) -> str:
    if value is None:
        return "–"
    if figure in SHARES:
        return formats.percent(value, 1)
    told: dict[Figure, Callable[[float], str]] = {
        Figure.COST: lambda one: formats.money(round(one), currency),
        Figure.CO2: lambda one: f"{formats.decimal(one / GRAMS, 2)} kg",
        Figure.DAYS: lambda one: formats.decimal(one, 2),
        Figure.WALK_INS: lambda one: formats.qty(round(one)),
    }
    return told[figure](value)


def change_words(figure: Figure, change: float | None, currency: str) -> str:
    """With its sign; shares differ by points."""
    if change is None:
        return "–"
    sign = "+" if change > 0 else formats.MINUS if change < 0 else "±"
    if figure in SHARES:
        points = formats.decimal(abs(change) * HUNDRED, 1)
        return translate("rules", "{points} pt").format(points=f"{sign}{points}")
    size = abs(change)
    if figure is Figure.COST:
        return sign + formats.plain_money(round(size), currency)
    if figure is Figure.CO2:
        return sign + formats.decimal(size / GRAMS, 2)
    return sign + (
        formats.qty(round(size)) if figure is Figure.WALK_INS else formats.decimal(size, 2)
    )


def range_words(line: Line, currency: str) -> str:
    """The interval of the change; nothing for a figure that nobody can tell."""
    if line.change is None:
        return ""
    low, high = (change_words(line.figure, one, currency) for one in (line.low, line.high))
    if line.figure in SHARES:  # the points are told with the change
        low, high = (told.split(" ")[0] for told in (low, high))
    return f"{low} … {high}"


def way_words(changed: Changed) -> tuple[str, str]:
    """From where it came, and from where it would come."""
    none = translate("rules", "no place")
    old, new = (" + ".join(places) or none for places in (changed.old_places, changed.new_places))
    return old, new


def days_words(changed: Changed) -> str:
    """How much sooner or later; empty when it is the same, or when it would not come at all."""
    if min(changed.old_days, changed.new_days) < 0 or changed.old_days == changed.new_days:
        return ""
    apart = abs(changed.new_days - changed.old_days)
    if changed.new_days < changed.old_days:
        return translate("rules", "%n day(s) sooner", "", apart)
    return translate("rules", "%n day(s) later", "", apart)
