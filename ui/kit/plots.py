"""What does a chart show: its figures, what each element is called, and where it stands."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ui.kit.theme import Status

Point: TypeAlias = tuple[float, float]
Tick: TypeAlias = tuple[float, str]
BAR = 0.64  # of the distance of two bars: a third of air


@dataclass(frozen=True, slots=True)
class Element:
    """What arrows step to and Enter opens; an empty `id` is told but leads nowhere.

    `label` and `told` are its row in the table: "13:00" and "Rp 14,0 m". `running` figures are
    not finished yet. `own` is the one among its peers that the reader is at home in.
    """

    id: str
    label: str
    told: str
    x: float
    y: float
    status: Status = Status.INFO
    running: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A dashed line at a value, with its words: a target or a limit."""

    value: float
    words: str = ""
    status: Status = Status.IDLE


@dataclass(frozen=True, slots=True)
class Flag:
    """A few words at a place of the chart: the date it runs out, the hour that is running."""

    x: float
    y: float
    words: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """Where an element is drawn, in the chart's own units: a point has no size."""

    left: float
    low: float
    right: float
    high: float

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.low + self.high) / 2


@dataclass(frozen=True, kw_only=True)
class Plot:
    """`head` names the columns of its table; `summary` tells the main number in a sentence.

    Two are equal that show the same: `figure` says in other words what the elements tell.
    """

    head: Sequence[str]
    summary: str
    figure: Callable[[float], str] = field(default=lambda value: f"{value:g}", compare=False)
    upright = False  # its elements stand above each other: up and down step through them

    def count(self) -> int:
        raise NotImplementedError

    def element(self, at: int) -> Element:
        raise NotImplementedError

    def area(self, at: int) -> Area:
        it = self.element(at)
        return Area(it.x, it.y, it.x, it.y)

    def row(self, at: int) -> tuple[str, ...]:
        it = self.element(at)
        return it.label, it.told

    def nearest(self, x: float, y: float, across: float, down: float) -> int | None:
        """The element at a place; `across` and `down` are pixels per unit of the chart."""

        def far(at: int) -> float:
            area = self.area(at)
            dx = max(area.left - x, x - area.right, 0) * across
            dy = max(area.low - y, y - area.high, 0) * down
            return math.hypot(dx, dy)

        return min(range(self.count()), key=far, default=None)


@dataclass(frozen=True, kw_only=True)
class Line(Plot):
    """A course over time: `tell(at)` makes the element of one point, so that 100 k cost nothing.

    `projection` goes on dashed from the last point; `marked` points wear their status' shape.
    """

    xs: Sequence[float]  # rising
    ys: Sequence[float]
    tell: Callable[[int], Element]
    ticks: Sequence[Tick] = ()
    projection: Sequence[Point] = ()
    marked: Sequence[int] = ()
    thresholds: Sequence[Threshold] = ()
    flags: Sequence[Flag] = ()

    def count(self) -> int:
        return len(self.xs)

    def element(self, at: int) -> Element:
        return self.tell(at)

    def area(self, at: int) -> Area:
        x, y = self.xs[at], self.ys[at]
        return Area(x, y, x, y)

    def nearest(self, x: float, y: float, across: float, down: float) -> int | None:
        at = bisect_left(self.xs, x)
        near = [place for place in (at - 1, at) if 0 <= place < len(self.xs)]
        return min(near, key=lambda place: abs(self.xs[place] - x), default=None)


@dataclass(frozen=True, kw_only=True)
class Elements(Plot):
    """Plots of few elements, each made at once."""

    elements: Sequence[Element]

    def count(self) -> int:
        return len(self.elements)

    def element(self, at: int) -> Element:
        return self.elements[at]


@dataclass(frozen=True, kw_only=True)
class Bars(Elements):
    """One bar per element at its `x`; `compared` is a line over them, of another time."""

    ticks: Sequence[Tick] = ()
    compared: Sequence[Point] = ()
    compared_told: Sequence[str] = ()  # the third column of the table, one per element
    counted: bool = False  # every bar carries its figure
    flags: Sequence[Flag] = ()

    def area(self, at: int) -> Area:
        it = self.elements[at]
        return Area(it.x - BAR / 2, 0, it.x + BAR / 2, it.y)

    def row(self, at: int) -> tuple[str, ...]:
        more = (self.compared_told[at],) if self.compared_told else ()
        return *super().row(at), *more


@dataclass(frozen=True, kw_only=True)
class Stacks(Elements):
    """Parts of a whole side by side, one whole per row: `x` is where a part begins, `y` its row.

    `sizes` are the parts' lengths, `names` the rows' words from the top.
    """

    sizes: Sequence[float]
    names: Sequence[str]
    whole: float = 100
    upright = True

    def area(self, at: int) -> Area:
        it = self.elements[at]
        return Area(it.x, it.y - 0.29, it.x + self.sizes[at], it.y + 0.29)

    def row(self, at: int) -> tuple[str, ...]:
        it = self.elements[at]
        return self.names[round(it.y)], it.label, it.told


@dataclass(frozen=True, kw_only=True)
class Distances(Elements):
    """How far each is from the target: `x` is its value, `y` its row from the top."""

    target: Threshold
    upright = True


@dataclass(frozen=True, kw_only=True)
class Scatter(Elements):
    """One point per thing that happened, over time, against a target."""

    target: Threshold
    ticks: Sequence[Tick] = ()


def nice_ticks(low: float, high: float, *, most: int = 4, whole: bool = False) -> list[float]:
    """Round values from `low` to `high`, at most `most` steps of 1, 2 or 5 × 10^n.

    `whole` for counts: a half order is no tick.
    """
    room = max(high - low, 1e-9) / most
    size = 10 ** math.floor(math.log10(room))
    step = next(size * by for by in (1, 2, 5, 10) if size * by >= room * (1 - 1e-9))
    if whole:
        step = max(1, step)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(step * at, 9) for at in range(first, last + 1)]


def reach(values: Iterable[float], *, least: float = 1) -> float:
    """How high an axis must go to hold all values with air for a label above the highest."""
    return max((*values, least)) * 1.12
