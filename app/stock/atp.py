"""How much of what is there, and of what comes, can still be promised, from when on? (routing.md 2)

    Proj(t) = usable on hand + firm receipts due ≤ t − commitments due ≤ t
    ATP(t)  = max(0, min over τ ≥ t of Proj(τ) − kept)

The minimum over what is later keeps a new order from taking supply that somebody was promised. So
ATP never falls with t: it is what can be promised now, and what may be promised more, step by step.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.kit.clock import DAY, Instant, after
from app.stock.states import CERTAIN

OVERDUE = DAY  # a receipt past its date has not come: it is taken to need one more day

Units = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods on their way to one cell, as its supplier or sender told it."""

    cell: int
    quantity: int
    eta: Instant
    dock: int = 0  # microseconds from the door to the shelf
    reliability: int = CERTAIN  # share of what was told that comes, per mille


@dataclass(frozen=True, slots=True)
class Commitment:
    """Units of one cell that somebody waits for; those on hand that are claimed are not these."""

    cell: int
    quantity: int
    due: Instant


@dataclass(frozen=True, slots=True)
class Step:
    """From `at` on so many more can be promised."""

    cell: int
    quantity: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Promisable:
    """`now` per cell; `later` by cell and time."""

    now: Units
    later: tuple[Step, ...]


def firm(receipt: Receipt, now: Instant) -> tuple[int, Instant]:
    """(units to count on, when they can be sold): whole units, rounded down."""
    due = receipt.eta if receipt.eta > now else after(now, OVERDUE)
    return receipt.quantity * receipt.reliability // CERTAIN, after(due, receipt.dock)


def promisable(
    free: Units,
    receipts: Sequence[Receipt],
    commitments: Sequence[Commitment],
    now: Instant,
) -> Promisable:
    """`free` per cell: usable on hand less claims, holds, safety, protection and leases.

    Most cells have no date to look at; only those that have go through their days.
    """
    events = [(one.cell, *firm(one, now)) for one in receipts]
    events += [(one.cell, -one.quantity, max(one.due, now)) for one in commitments]
    # What comes at the same moment as it is due serves it.
    events.sort(key=lambda event: (event[0], event[2], -event[1]))
    levels = np.maximum(free, 0)
    if not events:
        return Promisable(levels, ())
    cells = np.array([cell for cell, _, _ in events], dtype=np.int64)
    dated, row, counts = np.unique(cells, return_inverse=True, return_counts=True)
    column = np.arange(len(events)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    moved = np.zeros((len(dated), int(counts.max()) + 1), dtype=np.int64)
    moved[:, 0] = free[dated]
    moved[row, column] = [quantity for _, quantity, _ in events]
    projected = np.cumsum(moved, axis=1)
    atp = np.maximum(np.minimum.accumulate(projected[:, ::-1], axis=1)[:, ::-1], 0)
    levels = levels.copy()
    levels[dated] = atp[:, 0]
    more = np.diff(atp, axis=1)[row, column - 1]
    later = [
        Step(cell, int(more[place]), Instant(at))
        for place, (cell, _, at) in enumerate(events)
        if more[place] > 0
    ]
    return Promisable(levels, tuple(later))
