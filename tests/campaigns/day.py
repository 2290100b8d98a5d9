"""A shop's whole day by many hands at once: `scripts/campaign day --orders N --seed S`.

Three stores, two agents, a manager and one real window take, pick, change and take back orders;
for a tenth of the day one store and one agent have no line. The exit code is 1 on any violation.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.demo.headless import Failed
from tests.campaigns._day import ending
from tests.campaigns._day.cast import SEATS, STORES, Cast, peak_mib
from tests.campaigns._day.counter import Counter
from tests.campaigns._day.customer import Payer
from tests.campaigns._day.goods import Book
from tests.campaigns._day.hands import Hands, now
from tests.campaigns._day.report import write_report
from tests.campaigns._day.selling import Seller
from tests.campaigns._day.tally import Tally
from tests.campaigns._day.window import Player

GONE_FROM, GONE_TO = 0.4, 0.5  # of the day's orders: an hour of ten without a line
CLOSING_ACTS = 400  # what a store still does of its board when the last order was taken

AGENT = {
    "place": 10, "change": 4, "cancel": 2, "hold": 2, "release": 2, "appease": 2,
    "edit_customer": 2, "merge": 1,
}  # fmt: skip
STORE = {
    "place": 6, "work_board": 30, "change": 1, "cancel": 2, "hold": 1, "release": 1, "take_back": 3,
    "exchange": 2, "take_blind": 1, "ask_by_mail": 1, "receive_mail": 1, "restock": 3, "lose": 1,
    "count": 1, "put_back": 1, "edit_customer": 1, "merge": 1,
}  # fmt: skip
MANAGER = {
    "place": 2, "work_board": 8, "change": 2, "cancel": 3, "hold": 1, "release": 4, "appease": 3,
    "take_back": 2, "exchange": 1, "take_blind": 2, "restock": 4, "merge": 2,
}  # fmt: skip


class Day:
    """The cast at work until all orders are placed, then until the boards are quiet."""

    def __init__(self, cast: Cast, options: argparse.Namespace) -> None:
        self.cast = cast
        self.tally = Tally(options.orders)
        self.book = Book()
        self.sites = {code: cast.sites[code] for code in STORES}
        self.payer = Payer(cast, self.tally, options.seed)
        self.seed = options.seed
        self.away_orders = 0
        self.since = now()
        self.held: list[float] = []

    def play(self, window: Player) -> None:
        threads = [threading.Thread(target=self._act, args=work) for work in self._works()]
        threads.append(threading.Thread(target=self._guard, args=("line", self._cut_the_line)))
        threads.append(threading.Thread(target=self._guard, args=("payer", self.payer.pay)))
        threads.append(threading.Thread(target=self._guard, args=("watch", self._watch)))
        for thread in threads:
            thread.start()
        try:
            window.play(self.book)
        except Exception as trouble:  # whatever it was, the others stop and it is told
            self.tally.fail(f"window: {trouble!r}")
            self.tally.stop.set()
        for thread in threads:
            thread.join()

    def _works(self) -> list[tuple[str, str, dict[str, int]]]:
        kinds = {**dict.fromkeys(STORES, ("clerk", STORE)), "manager": ("manager", MANAGER)}
        return [(name, *kinds.get(name, ("agent", AGENT))) for name in self.cast.seats]

    def _act(self, name: str, who: str, weights: dict[str, int]) -> None:
        self._guard(name, lambda: self._work(name, who, weights))

    def _guard(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as trouble:  # a thread that dies silently would look like a quiet day
            self.tally.fail(f"{name}: {trouble!r}")
            self.tally.stop.set()

    def _work(self, name: str, who: str, weights: dict[str, int]) -> None:
        hands = Hands(self.cast.seats[name], self.tally, f"{self.seed}/{name}")
        kind = Seller if who == "agent" else Counter
        actor = kind(hands, who, self.book, self.sites)
        if isinstance(actor, Counter):
            actor.open_drawer()
        while self.tally.open:
            getattr(actor, hands.pick(weights))()
        if isinstance(actor, Counter) and who == "clerk":
            for _ in range(min(CLOSING_ACTS, self.tally.orders)):
                if self.tally.stop.is_set() or actor.board_is_empty:
                    break
                actor.work_board()

    def _cut_the_line(self) -> None:
        lines = [seat.line for seat in self.cast.seats.values() if seat.line is not None]
        self._wait_until(GONE_FROM)
        before = self.tally.placed
        for line in lines:
            line.cut()
        self._wait_until(max(GONE_TO, (before + 1) / self.tally.orders))  # one at least
        for line in lines:
            line.heal()
        self.away_orders = self.tally.placed - before

    def _watch(self) -> None:
        """What the server holds in memory after each tenth of the day."""
        for tenth in range(11):
            self._wait_until(tenth / 10)
            self.held.append(peak_mib(self.cast.server.pid, "VmRSS"))

    def _wait_until(self, share: float) -> None:
        while self.tally.open and self.tally.share < share:
            time.sleep(0.05)


def check(day: Day, window: Player) -> tuple[dict[str, Any], list[str]]:
    cast = day.cast
    wrong = ending.drained(cast)
    wrong += window.drained()
    messages, untold = ending.told(cast, day.since)
    wrong += untold
    wrong += ending.drained(cast)  # what the server did by itself since then
    peaks = {"server": peak_mib(cast.server.pid), "window": peak_mib(os.getpid())}
    for name, seat in cast.seats.items():
        peaks[name] = peak_mib(seat.desk.pid)
        seat.desk.close()
    window.close()
    folders = {name: seat.folder for name, seat in cast.seats.items()}
    folders["window"] = window.seat.folder
    checks, violated = ending.verified(cast, folders)
    made, lost = ending.kept(cast, [sold.order_id for sold in day.book.sold])
    wrong += violated + lost + ending.spoken(cast.logs()) + day.tally.failures
    return {"checks": checks, **messages, **made, "peak_mib": peaks}, wrong


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign day")
    parser.add_argument("--orders", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    parser.add_argument(
        "--seats", nargs="+", choices=SEATS, default=SEATS, help="which desks play; all"
    )
    parser.add_argument("--keep", type=Path, help="a folder that stays, to look into")
    options = parser.parse_args(arguments)
    if options.orders < 1:
        parser.error("a day has at least one order")
    begun, cpu = time.monotonic(), os.times()
    with tempfile.TemporaryDirectory(prefix="gerai-day-") as temporary:
        cast = Cast(options.keep or Path(temporary), options.seats)
        window = Player(cast)
        try:
            cast.gather()
            window.open()
            day = Day(cast, options)
            window.tally = day.tally
            opened = time.monotonic()
            day.play(window)
            played = time.monotonic()
            told, wrong = check(day, window)
        except (Failed, subprocess.TimeoutExpired) as trouble:
            print(json.dumps({"summary": "day", "ok": False, "why": repr(trouble)}), flush=True)
            return 1
        finally:
            with suppress(Exception):
                window.close()
            cast.dismiss()
    spent = os.times()
    tally = day.tally
    summary: dict[str, Any] = {
        "summary": "day",
        "ok": not wrong,
        "wanted": tally.orders,
        "orders": tally.placed,
        "by_the_window": window.placed,
        "seed": options.seed,
        "offline_orders": day.away_orders,
        "violations": len(wrong),
        "seconds": round(time.monotonic() - begun, 1),
        "seconds_of_play": round(played - opened, 1),
        "cpu_seconds": round(sum(spent[:4]) - sum(cpu[:4]), 1),
        "acts": dict(sorted(tally.acts.items())),
        "refused": dict(sorted(tally.refused.items())),
        "answers": tally.times(),
        "slowest": tally.slowest(),
        "server_mib": day.held,
        **told,
    }
    for line in wrong[:60]:
        print(line, flush=True)
    print(json.dumps(summary), flush=True)
    if options.report is not None:
        write_report(options.report, summary, wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
