"""The few figures of a forecast: how it is smoothed, and how far demand may be off its mean."""

from dataclasses import dataclass, fields
from math import sqrt

SMOOTH = 0.1  # of both, as measured (routing.md 1); 0.05 differed by less than a tenth of its error
DAYS = 84  # twelve whole weeks; what is older weighs 0.9^84 = 0.01 %, and the ring has 92


@dataclass(frozen=True, slots=True)
class Calibration:
    """Per mille, so that desk and server reckon alike. `level`: times the mean; `floor`: chance per
    day of what has not sold lately; the variance is the mean × (1 + by_size · size + by_mean ·
    mean): lumps, and how wrong the mean itself may be."""

    level: int = 900
    floor: int = 40
    by_size: int = 500
    by_mean: int = 50

    def deviation(self, mean: float, size: float) -> float:
        return sqrt(mean * (1 + self.by_size / 1_000 * size + self.by_mean / 1_000 * mean))


# Where a place has too little of its own: what a real shop's spring gave, its baskets counted as
# single units; in its autumn that was off by 0.02 in the mean (docs/reports, forecast).
STANDARD = Calibration()
FIELDS = tuple(field.name for field in fields(Calibration))
