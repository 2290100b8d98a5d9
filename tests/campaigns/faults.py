"""How long does the window pause while its line is bad? `scripts/campaign faults [--report FILE]`

Every fault of sync.md section 10 in turn, the thin line with its true figures, beside a good line
on the same machine. After each the line heals and nobody touches the desk: it goes up by itself.
A gap counts without what an idle window beside it waited for at that moment. The last line is a
summary; the exit code is 1 when the window did not answer for longer than 50 ms, a desk did not
recover, or an order was lost or doubled. On a machine that does nothing else.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from app.kit.commands import body_of
from app.orders.tables import orders
from tests.campaigns import _report
from tests.desk.house import House, copied, stock_template
from tests.faults.player import Player
from tests.faults.window import RECOVER
from tests.support.proxy import Fault, Proxy, ThinLine
from tests.support.served import served

BLOCK_MS = 50  # sync.md section 8
THIN = ThinLine(trip_s=2, bytes_s=2_000, loss=10)  # 2 s, 16 kbit/s, 1 %
OWN = {Fault.CANNED, Fault.FOREIGN}  # answers that a test makes up
COLUMNS = {
    "fault": "fault",
    "beats": "beats",
    "longest_ms": "longest gap, ms",
    "idle_ms": "idle window's, ms",
    "net_ms": "net, ms",
    "own_ms": "own, ms",
    "turn_p99_cpu_ms": "a turn, p99 CPU-ms",
    "turn_max_cpu_ms": "most, CPU-ms",
    "recovered_s": "up again after, s",
    "recover_net_ms": "net meanwhile, ms",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign faults")
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    parser.add_argument("--only", nargs="*", default=[], help="these faults alone")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-faults-") as name:
        seen, wrong = _play(Path(name), options.only)
    control, *scenes = seen
    slow = [told["fault"] for told in scenes if _longest(told) > BLOCK_MS]
    summary = {
        "summary": "faults",
        "faults": len(scenes),
        "orders": sum(told["orders"] for told in seen),
        "control_net_ms": control["net_ms"],
        "longest_ms": max(told["longest_ms"] for told in scenes),
        "net_ms": max(_longest(told) for told in scenes),
        "own_ms": max(float(told["own_ms"]) for told in seen),
        "turn_max_cpu_ms": max(told["turn_max_cpu_ms"] for told in scenes),
        "over_50_ms": slow,
        "slowest_recovery_s": max(told["recovered_s"] for told in scenes),
        "wrong": wrong,
        "ok": not slow and not wrong,
        "seconds": round(time.monotonic() - begun, 1),
    }
    print(json.dumps(summary))
    if options.report is not None:
        _page(options.report, summary, seen, wrong)
    return 0 if summary["ok"] else 1


def _longest(told: dict[str, Any]) -> float:
    return max(float(told["net_ms"]), float(told["recover_net_ms"]))


def _play(folder: Path, only: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    template, shop = stock_template(folder)
    database = copied(template, folder / "server" / "server.db")
    seen: list[dict[str, Any]] = []
    placed: list[str] = []
    with served(database, folder / "server") as server:
        house = House(shop, server, folder)
        desk = house.desk(0)
        house.sign_in(desk)
        house.close(desk)
        line = Proxy(server.url)
        order = body_of(msgspec.structs.replace(house.order(), new_customer=None))
        player = Player(house.profile(0), line.url, order)

        def scene(fault: str) -> None:
            told = {"fault": fault} | player.plays(fault)
            line.heal()
            after = player.plays(RECOVER)
            placed.extend(told["placed"])
            told |= {
                "orders": len(told.pop("placed")),
                "recovered_s": after["seconds"],
                "recover_net_ms": after["net_ms"],
                "recovered": after["state"] == "online" and after["queued"] == 0,
            }
            print(json.dumps(told), flush=True)
            seen.append(told)

        try:
            scene("none")
            for fault in (fault for fault in Fault if fault not in OWN):
                if not only or fault.value in only:
                    line.spoil("/", fault)
                    line.break_off()
                    scene(fault.value)
            if not only or "thin" in only:
                line.thin = THIN
                scene("thin")
        finally:
            line.heal()
            player.end()
            line.close()
        there = Counter(str(row["id"]) for row in house.on_server(orders))
    return seen, _wrong(seen, placed, there)


def _wrong(seen: list[dict[str, Any]], placed: list[str], there: Counter[str]) -> list[str]:
    return [
        *(f"did not recover: {told['fault']}" for told in seen if not told["recovered"]),
        *(f"lost: {order_id}" for order_id in placed if order_id not in there),
        *(f"{n} times: {order_id}" for order_id, n in there.items() if n > 1),
    ]


def _page(
    path: Path, summary: dict[str, Any], seen: list[dict[str, Any]], wrong: list[str]
) -> None:
    told = {name.replace("_", " "): each for name, each in summary.items() if name != "summary"}
    rows = [[told[name] for name in COLUMNS] for told in seen]
    _report.write(
        path,
        [
            *_report.heading("The window on a bad line", "scripts/campaign faults"),
            "",
            "A real window types baskets, places an order with each, looks for a customer and",
            "opens the sync screen, while its line lies or breaks; then the line heals and nobody",
            "touches it. A gap is how long a timer of 10 ms waited for longer than that; net of it",
            "is what an idle window beside it waited for at that moment; its own is without what",
            "the window's thread stood ready and no core took it, on a busy machine nearly all. A",
            "turn is what the window's thread did from one beat to the next.",
            *_report.figures(told),
            *_report.listed(wrong),
            *_report.table(tuple(COLUMNS.values()), rows),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
