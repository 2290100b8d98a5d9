"""What does a unit or a place cost beyond what is paid for: three prices in closed form.

Another order may want the same last unit or the same hour of work. Each price is what is expected
to be lost by taking it now (routing.md 1.2, 3). Pure functions over arrays that broadcast; whole
minor units come out, so that records replay bit for bit.
"""

from math import e

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.stock.forecast.chances import last_units

Minor = NDArray[np.int64]
FULL = 2.0  # a place so far over its day is out anyway; its price stays a number


def stock_out(
    margin: ArrayLike, mean: ArrayLike, wide: ArrayLike, stock: ArrayLike, units: ArrayLike = 1
) -> Minor:
    """Margin (minor units per piece) × P(walk-in demand until the next receipt ≥ stock), summed
    over the last `units` of the stock. `mean` and `wide`: see forecast.chances."""
    lost = last_units(mean, wide, stock, units)
    return _minor(np.maximum(np.asarray(margin, np.float64), 0.0) * lost)


def territory(
    best: ArrayLike,
    second_best: ArrayLike,
    mean: ArrayLike,
    wide: ArrayLike,
    stock: ArrayLike,
    units: ArrayLike = 1,
) -> Minor:
    """What the orders near a place pay more when its stock is gone: P(demand for which it is the
    cheapest ≥ stock) × (second best − best cost per unit), over the last `units`."""
    dearer = np.asarray(second_best, np.float64) - np.asarray(best, np.float64)
    return _minor(np.maximum(dearer, 0.0) * last_units(mean, wide, stock, units))


def capacity(capacity_minor: ArrayLike, used: ArrayLike, room: ArrayLike) -> Minor:
    """κ(eᵘ − 1)/(e − 1) of one parcel, u = used ÷ room in minutes; a place without room is full."""
    have = np.asarray(room, np.float64)
    share = np.where(have > 0, np.asarray(used, np.float64) / np.where(have > 0, have, 1), 1.0)
    return _minor(np.asarray(capacity_minor, np.float64) * _steep(np.clip(share, 0.0, FULL)))


def cold_start(
    penalty: ArrayLike,
    opening: ArrayLike,
    stock: ArrayLike,
    units: ArrayLike = 1,
    per_mille: int = 50,
) -> Minor:
    """Where too little is known for a forecast: pen · k · (e^depletion − 1)/(e − 1), each of the
    last `units` by how much of the `opening` stock is gone when it goes."""
    opened = np.maximum(np.asarray(opening, np.float64), 1.0)
    left = np.clip(np.asarray(stock, np.float64), 0.0, opened)
    count = np.minimum(np.asarray(units, np.float64), left)
    first = np.exp((opened - left) / opened)  # then each unit e^(1 / opened) times as steep
    steeps = first * np.expm1(count / opened) / np.expm1(1 / opened) - count
    return _minor(np.asarray(penalty, np.float64) * steeps / (e - 1) * (per_mille / 1_000))


def _steep(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """0 at 0, 1 at 1, and rising."""
    return np.asarray(np.expm1(share) / (e - 1), np.float64)


def _minor(amounts: NDArray[np.float64]) -> Minor:
    return np.rint(amounts).astype(np.int64)
