"""Do stock-outs happen as often as the forecasts say, on a real shop's weeks that they never saw?

Every fortnight of the last quarter: rates and calibration from what was known then, shelves of
seven heights, and whether the next fourteen days emptied them. Poisson, with the same rates,
stands beside. `python -m tests.bench.forecast FILE [--baskets]`.
"""

import argparse
import csv
import gzip
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from app.stock.forecast.calibration import AHEAD, calibrate, chances, shelves
from app.stock.forecast.chances import Real
from app.stock.forecast.tsb import Rates, Sales, rates
from app.stock.forecast.width import Calibration

POISSON = Calibration(level=1_000, floor=0, by_size=0, by_mean=0)
HELD_OUT = 98  # days: seven fortnights, from the end of August to the beginning of December
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Shelves of about one told chance of a stock-out."""

    shelves: int
    told: float
    happened: float


@dataclass(frozen=True, slots=True)
class Found:
    """`off`: mean distance of told and happened over the bins; `brier`: mean squared error."""

    bins: tuple[Bin, ...]
    off: float
    brier: float


def read(path: Path, *, baskets: bool = False) -> tuple[Sales, int]:
    """(sales, the day after the last). Cancellations, corrections and charges are no demand.
    `baskets`: each line counts as one unit, as in a shop that sells to people alone."""
    units: defaultdict[tuple[str, int], int] = defaultdict(int)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            quantity = int(float(row["Quantity"]))
            code = row["StockCode"].upper()
            kept = row.get("InvoiceNo", "")[:1] not in {"C", "A"} and code[:5].isdigit()
            if kept and quantity > 0 and float(row.get("UnitPrice", 1)) > 0:
                day = date.fromisoformat(row["InvoiceDate"][:10]).toordinal()
                units[code, day] += 1 if baskets else quantity
    codes = {code: at for at, code in enumerate(sorted({code for code, _ in units}))}
    rows = sorted((codes[code], day, sold) for (code, day), sold in units.items())
    cell, days, sold = (np.array(one, np.int64) for one in zip(*rows, strict=True))
    opened = np.full(len(codes), days.max(), np.int64)
    np.minimum.at(opened, cell, days)
    return Sales(cell, days, sold.astype(np.float64), opened), int(days.max()) + 1


def held_out(sales: Sales, until: int) -> tuple[Found, Found, Sequence[Calibration]]:
    """(negative binomial, Poisson, what each fortnight had learnt)."""
    told, poisson, happened, learnt = [], [], [], []
    for then in range(until - HELD_OUT, until - AHEAD + 1, AHEAD):
        learnt.append(calibrate(sales, then))
        known = rates(sales, then)
        sold = known.size > 0
        known = Rates(known.chance[sold], known.size[sold])
        inside = (sales.day >= then) & (sales.day < then + AHEAD)
        came = np.bincount(sales.cell[inside], sales.units[inside], sales.cells)[sold]
        stock = shelves(known)
        told.append(chances(known, stock, learnt[-1]).ravel())
        poisson.append(chances(known, stock, POISSON).ravel())
        happened.append((came[:, None] >= stock).astype(np.float64).ravel())
    out = np.concatenate(happened)
    return _found(np.concatenate(told), out), _found(np.concatenate(poisson), out), learnt


def _found(told: Real, out: Real) -> Found:
    place = np.minimum((told * BINS).astype(np.int64), BINS - 1)
    bins = [
        Bin(int(inside.sum()), float(told[inside].mean()), float(out[inside].mean()))
        for inside in (place == at for at in range(BINS))
        if inside.any()
    ]
    off = sum(one.shelves * abs(one.told - one.happened) for one in bins) / told.size
    return Found(tuple(bins), float(off), float(((told - out) ** 2).mean()))


def table(name: str, found: Found) -> Iterable[str]:
    yield f"| {name}: shelves | told | happened |"
    yield "|---|---|---|"
    for one in found.bins:
        yield f"| {one.shelves:,} | {one.told:.0%} | {one.happened:.0%} |"
    yield f"mean distance {found.off:.3f}, Brier {found.brier:.3f}"


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.forecast", description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--baskets", action="store_true", help="each line is one unit")
    given = arguments.parse_args()
    if not given.file.exists():
        raise SystemExit(f"There is no file {given.file}. It is the retail file of the import.")
    sales, until = read(given.file, baskets=given.baskets)
    start = time.process_time()
    found, poisson, learnt = held_out(sales, until)
    spent = time.process_time() - start
    for name, one in (("negative binomial", found), ("Poisson", poisson)):
        print("\n".join(table(name, one)), end="\n\n")
    print(f"{sales.cells} goods, {len(learnt)} fortnights, {spent:.1f} CPU-s; learnt:")
    print("\n".join(str(one) for one in learnt))


if __name__ == "__main__":
    main()
