"""The long ones of the bug museum: `scripts/campaign museum drift | clicks`.

`drift --operations N --seed S`: so many random acts on the stock ledger, its figures recomputed on
the way (entry 12). `clicks --people N --orders M`: so many people, so many orders each, each of
them pressed twice and sent twice at the same moment (entry 17).
The last line is a summary; the exit code is 1 when anything is wrong.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.campaigns._report import figures, heading, listed, write
from tests.museum.clicks import double_clicks
from tests.museum.drift import Drift, drifted
from tests.support.shop import open_shop

LOOKS = 20  # so often the figures are recomputed on the way


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign museum")
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    which = parser.add_subparsers(dest="which", required=True)
    drift = which.add_parser("drift")
    drift.add_argument("--operations", type=int, default=1_000_000)
    drift.add_argument("--seed", type=int, default=1)
    clicks = which.add_parser("clicks")
    clicks.add_argument("--people", type=int, default=8)
    clicks.add_argument("--orders", type=int, default=1_000)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-museum-") as folder:
        if options.which == "drift":
            wrong, done = _drift(Path(folder), options.operations, options.seed)
        else:
            done = options.people * options.orders
            wrong = double_clicks(Path(folder), people=options.people, orders_each=options.orders)
    told = {name: value for name, value in vars(options).items() if name != "report"}
    told |= {"done": done, "wrong": len(wrong), "seconds": round(time.monotonic() - begun, 1)}
    if options.report is not None:
        page = heading("The long ones of the bug museum", "scripts/campaign museum")
        write(options.report, [*page, *figures(told), *listed(wrong)])
    print(json.dumps({"summary": "museum", **told, "first": wrong[:20], "ok": not wrong}))
    return 1 if wrong else 0


def _drift(folder: Path, operations: int, seed: int) -> tuple[list[str], int]:
    shop = open_shop(folder)
    hands = Drift(shop, seed)
    done = 0
    wrong: list[str] = []
    while done < operations and not wrong:
        done += hands.act(min(max(1, operations // LOOKS), operations - done)).total()
        with shop.engine.connect() as db:
            wrong = drifted(db)
        print(f"{done:,} acts, {len(wrong)} figures wrong", flush=True)
    shop.engine.dispose()
    return wrong, done


if __name__ == "__main__":
    sys.exit(main())
