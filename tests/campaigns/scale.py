"""A million orders on one desk: `scripts/campaign scale [--orders N] [--keep FOLDER] [NAME …]`.

Makes the desk (1 M orders, 5 M lines, 1 M customers, 200 k SKUs by default; some minutes and 8 GB),
asks every screen's question for its plan, and runs P4, P5, P7, P8, P9 and P12 on it, each beside
its anchor and, for growth, beside a desk of ten thousand orders. The exit code is 1 when a question
goes through a whole big table: figures are reported, plans are checked.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import charts, frames, lookups, start, typeahead
from tests.bench.big import BigDesk, big_desk
from tests.bench.bigrows import FULL, Size, size_of
from tests.bench.plans import scans

SMALL = 10_000
MEASURES = {
    "p4": typeahead.measure,
    "p5": lookups.measure,
    "p9": charts.measure,
    "p7": start.measure,
    "p8": frames.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign scale")
    parser.add_argument("names", nargs="*", default=[], help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--orders", type=int, default=FULL.orders)
    parser.add_argument("--small", type=int, default=SMALL, help="for growth; 0: none")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=10, help="questions a round")
    parser.add_argument("--keep", type=Path, help="where the desks are made, and found again")
    options = parser.parse_args()
    begun = time.monotonic()
    with _folder(options.keep) as folder:
        size = FULL if options.orders == FULL.orders else size_of(options.orders)
        desk = _desk(folder, size)
        small = _desk(folder, size_of(options.small)) if options.small else None
        for made in (desk, small):
            _read_whole(made)
        bad = scans(desk)
        for told in bad:
            print(json.dumps(told), flush=True)
        missed = 0
        for name in options.names or MEASURES:
            report = MEASURES[name](desk, rounds=options.rounds, many=options.many, small=small)
            print("\n".join(report.lines()), flush=True)
            missed += sum(figure.met is False for figure in report.figures)
    summary = {
        "summary": "scale",
        "orders": options.orders,
        "scans": len(bad),
        "goals_missed": missed,
        "seconds": round(time.monotonic() - begun, 1),
    }
    print(json.dumps(summary))
    return 1 if bad else 0


def _desk(folder: Path, size: Size) -> BigDesk:
    return big_desk(folder / str(size.orders), size)


def _read_whole(desk: BigDesk | None) -> None:
    """Its pages lie in memory afterwards: whoever asks first, of two that are compared, would pay
    for the disk."""
    if desk is not None:
        with (desk.profile / "desk.db").open("rb") as file:
            while file.read(1 << 20):
                pass


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
    else:
        with tempfile.TemporaryDirectory(prefix="gerai-scale-") as made:
            yield Path(made)


if __name__ == "__main__":
    sys.exit(main())
