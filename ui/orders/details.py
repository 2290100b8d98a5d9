"""Why this place serves the order and no other: the figures of the way, and who was left out."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.kit.clock import Clock
from app.routing.model import Option
from ui.kit import fonts, formats
from ui.kit.card import discard
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.text import TextLabel, text_label
from ui.orders import why, words
from ui.orders.answers import Answers
from ui.orders.ways import Way

Fact = tuple[str, str]


class Details(Dressed, QWidget):
    """→ opens it under the ways, ← and Esc close it; it follows the choice."""

    def __init__(self, answers: Answers, clock: Clock) -> None:
        super().__init__()
        self._answers = answers
        answers.earning.told.connect(self._retell)
        self._clock = clock
        self._made: QWidget | None = None
        self._shown: object = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 4, 0, 0)
        self.hide()
        self.put_on()

    def texts(self) -> list[str]:
        return [label.text() for label in self.findChildren(TextLabel)]

    def show_way(self, way: Way | None) -> None:
        self._answers.earning.ask(self._answers.units)
        asked = (way, self._answers.excluded, self._answers.quote)
        if asked == self._shown and self._made is not None:
            return
        self._shown = asked
        if self._made is not None:
            self._whole.removeWidget(self._made)
            discard(self._made)
        self._made = self._sheet(way)
        self._whole.addWidget(self._made)

    def retranslate(self) -> None:
        if self._on:
            self._retell()

    def _retell(self) -> None:
        if self._made is not None:
            self._shown = None
            self.show_way(self._answers.way)

    def _sheet(self, way: Way | None) -> QWidget:
        made = QWidget()
        sheet = QVBoxLayout(made)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(6)
        if way is not None and way.option is not None:
            sheet.addLayout(_grid(self._facts(way, way.option)))
        lines, rest = why.told_apart(self._answers.excluded, self._answers.names)
        if lines or rest:
            title = text_label(
                lambda: self.tr("Not chosen"), size=Size.SECONDARY, weight=fonts.SEMIBOLD
            )
            sheet.addWidget(title)
            sheet.addLayout(_grid(lines))
        if rest:
            told = ", ".join(f"{formats.qty(count)} {reason}" for reason, count in rest)
            sheet.addWidget(_line(self.tr("Others: {told}").format(told=told)))
        return made

    def _margin(self) -> str:
        """Of the whole order as it would be placed now."""
        earned = self._answers.earned_minor
        if earned is not None:
            return formats.money(earned, self._answers.currency)
        away = self._answers.earning.away
        return self.tr("only with the server") if away else self.tr("not known")

    def _facts(self, way: Way, option: Option) -> list[Fact]:
        now, currency = self._clock.now(), self._answers.currency
        found: list[Fact] = []
        for parcel in option.parcels:
            units = sum(part.quantity for part in parcel.quantities)
            ready = words.when(parcel.ready_at, now)
            told = self.tr("%n piece(s), ready {when}", "", units).format(when=ready)
            if parcel.arrives is not None:
                comes = self.tr("goods come {day}").format(day=words.day(parcel.arrives, now))
                told = f"{told}, {comes}"
            if parcel.sent_from:
                sent = words.when(parcel.ready_at, now)
                place = self._answers.names.get(parcel.sent_from, "")
                told = self.tr("%n piece(s), leave {place} {when}", "", units)
                told = told.format(place=place, when=sent)
            found.append((self._answers.names.get(parcel.site_id, ""), told))
        metres = option.reason.facts.get("metres")
        if isinstance(metres, int) and len(option.parcels) == 1:
            found.append((self.tr("Distance"), why.kilometres(metres)))
        if self._answers.sees_costs and option.serve_minor:
            found.append((self.tr("Costs us"), formats.money(option.serve_minor, currency)))
        if self._answers.earning.allowed:
            found.append((self.tr("Order margin"), self._margin()))
        if option.co2 is not None:
            shown = (option.co2.grams, option.co2.low, option.co2.high)
            kg, low, high = (formats.decimal(grams / 1_000) for grams in shown)
            told = self.tr("{kg} kg, {low} to {high} ({version})")
            version = option.co2.version
            found.append(("CO₂e", told.format(kg=kg, low=low, high=high, version=version)))
        if self._answers.age_s is not None:
            age = self.tr("{age} old").format(age=formats.age(self._answers.age_s))
            found.append((self.tr("Figures"), age))
        return found


def _grid(facts: list[Fact]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for at, (what, told) in enumerate(facts):
        grid.addWidget(text_label(what, size=Size.SECONDARY, ink="text2", wrap=True), at, 0)
        grid.addWidget(_line(told), at, 1)
    return grid


def _line(told: str) -> QWidget:
    return text_label(told, size=Size.SECONDARY, wrap=True)
