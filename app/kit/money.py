"""How much: integer minor units with an ISO 4217 code, split and rounded by named rules."""

from collections.abc import Sequence
from dataclasses import dataclass

# ISO 4217 minor-unit digits; IDR is kept without decimals, as shops in Indonesia price.
DIGITS = {"IDR": 0, "JPY": 0, "GBP": 2, "EUR": 2, "USD": 2, "SGD": 2, "MYR": 2, "KWD": 3, "BHD": 3}


@dataclass(frozen=True, slots=True, order=True)
class Money:
    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in DIGITS:
            raise ValueError(f"unknown currency {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.minor * count, self.currency)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        return [Money(part, self.currency) for part in split(self.minor, weights)]

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder: parts follow the weights and add up to `total` exactly.

    Ties go to the earlier part, so desk and server split alike. All weights 0: equal parts.
    """
    if not weights:
        raise ValueError("nothing to split over")
    if min(weights) < 0:
        raise ValueError("a weight below zero")
    shares = list(weights) if sum(weights) else [1] * len(weights)
    whole = sum(shares)
    size = abs(total)
    parts = [size * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: (-(size * shares[i] % whole), i))
    for index in by_remainder[: size - sum(parts)]:
        parts[index] += 1
    return [part if total >= 0 else -part for part in parts]


def share(amount: int, numerator: int, denominator: int) -> int:
    """amount × numerator / denominator, half away from zero: the rule of tax and percentages."""
    product = amount * numerator
    sign = 1 if product >= 0 else -1
    return sign * ((2 * abs(product) + denominator) // (2 * denominator))
