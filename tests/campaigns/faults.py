"""How long does the window pause while its line is bad? `scripts/campaign faults`

Every fault of sync.md section 10 in turn, the thin line with its true figures, beside a good line
on the same machine. The last line is a summary; the exit code is 1 when the window did not answer
for longer than 50 ms, or an order was lost or doubled. On a machine that does nothing else.
"""

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
from tests.desk.house import House, copied, stock_template, wait_until
from tests.faults.player import Player
from tests.support.proxy import Fault, Proxy, ThinLine
from tests.support.served import served

BLOCK_MS = 50  # sync.md section 8
THIN = ThinLine(trip_s=2, bytes_s=2_000, loss=10)  # 2 s, 16 kbit/s, 1 %
OWN = {Fault.CANNED, Fault.FOREIGN}  # answers that a test makes up


def main() -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-faults-") as name:
        seen, wrong = _play(Path(name))
    bad = [told["fault"] for told in seen if told["longest_ms"] > BLOCK_MS]
    summary = {
        "summary": "faults",
        "faults": len(seen) - 1,
        "control_longest_ms": seen[0]["longest_ms"],
        "longest_ms": max(told["longest_ms"] for told in seen[1:]),
        "over_50_ms": bad,
        "wrong": wrong,
        "ok": not bad and not wrong,
        "seconds": round(time.monotonic() - begun, 1),
    }
    print(json.dumps(summary))
    return 0 if summary["ok"] else 1


def _play(folder: Path) -> tuple[list[dict[str, Any]], list[str]]:
    template, shop = stock_template(folder)
    database = copied(template, folder / "server" / "server.db")
    seen: list[dict[str, Any]] = []
    with served(database, folder / "server") as server:
        house = House(shop, server, folder)
        desk = house.desk(0)
        house.sign_in(desk)
        house.close(desk)
        line = Proxy(server.url)
        order = body_of(msgspec.structs.replace(house.order(), new_customer=None))
        player = Player(house.profile(0), line.url, order)
        placed: list[str] = []

        def scene(fault: str) -> None:
            told = {"fault": fault} | player.plays(fault)
            placed.extend(told.pop("placed"))
            print(json.dumps(told), flush=True)
            seen.append(told)
            line.heal()

        try:
            scene("none")
            for fault in (fault for fault in Fault if fault not in OWN):
                line.spoil("/", fault)
                line.break_off()
                scene(fault.value)
            line.thin = THIN
            scene("thin")
            wait_until(lambda: len(house.on_server(orders)) >= len(placed), 120)
        finally:
            line.heal()
            player.end()
            line.close()
        there = Counter(str(row["id"]) for row in house.on_server(orders))
    wrong = [f"lost: {order_id}" for order_id in placed if order_id not in there]
    return seen, wrong + [f"{n} times: {order_id}" for order_id, n in there.items() if n > 1]


if __name__ == "__main__":
    sys.exit(main())
