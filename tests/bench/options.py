"""How long does a basket wait for its delivery options on a desk of a large chain, and does the
window answer meanwhile? From the local copy alone: the server is away.
"""

import random
import tempfile
import time
from functools import partial
from pathlib import Path

from app.kit import heap
from app.kit.clock import Instant
from app.routing.offering import Offered, offered_for
from app.routing.queries import Wanted
from tests.bench.bigrows import product_id
from tests.bench.chain import chain_desk
from tests.bench.measure import Report, cpu_ms, one_by_one, wall_p
from tests.bench.window import AWAY, launch

PLACES = 200
OPTIONS_MS = 100
BLOCK_MS = 50
POSTCODE = "10210"
BASKETS = (1, 3, 8, 20)


def bench(*, stored: list[int], rounds: int, orders: int) -> list[Report]:
    """`stored`: SKUs on the desk; `orders`: baskets per round."""
    return [_one(goods, rounds, orders) for goods in stored]


def _one(goods: int, rounds: int, baskets: int) -> Report:
    places = min(PLACES, goods)
    report = Report(f"options, {goods:,} SKUs, {places} places, from the local copy")
    with tempfile.TemporaryDirectory(prefix="gerai-bench-") as name:
        desk = chain_desk(Path(name), goods=goods, places=places)
        chance = random.Random(3)
        with desk.reading() as db:

            def ask(lines: int) -> Offered:
                basket = [
                    Wanted(str(at), product_id(chance.randrange(goods)), chance.randint(1, 3))
                    for at in range(lines)
                ]
                now = Instant(desk.made_at)
                return offered_for(db, basket, now=now, postcode=POSTCODE)

            ask(3)  # the network is read once
            heap.stands()  # as in a desk that is at work (ADR 0025)
            shown = [len(ask(3).promise.options) for _ in range(baskets)]
            for lines in BASKETS:
                asked = [
                    one_by_one(partial(ask, lines), baskets, time.process_time)
                    for _ in range(rounds)
                ]
                report.add(f"{lines} lines", cpu_ms(asked), "CPU-ms")
                report.add(f"{lines} lines, p50", wall_p(asked, 50), "ms")
                report.add(f"{lines} lines, p99", wall_p(asked, 99), "ms", most=OPTIONS_MS)
        report.add("options of 3 lines, mean", sum(shown) / len(shown), "")
        told = launch("basket", str(desk.profile), AWAY, str(goods), str(baskets))
        waits = sorted(told["waits"])
        report.add("window: item to options, p50", waits[len(waits) // 2], "ms")
        report.add("window: item to options, max", waits[-1], "ms", most=OPTIONS_MS)
        report.add("window: longest step", max(told["steps"]), "CPU-ms", most=BLOCK_MS)
        report.add("window: longest gap", max(told["gaps"]), "ms", most=BLOCK_MS)
    return report
