"""Real SIGKILLs of a desk and its server while orders are taken: `scripts/campaign kill --kills N`.

Half of the kills strike at a named failpoint, half at a random moment. An order whose "ok" was told
is acknowledged: at the end each one is on the server exactly once, and verify is clean.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.demo.headless import Failed, HeadlessDesk
from app.demo.stage import EmbeddedServer, gerai
from app.kit.failpoints import ENVIRONMENT, NAMES

DESK_POINTS = [name for name in NAMES if name.startswith("desk.")]
SERVER_POINTS = [name for name in NAMES if name.startswith("server.")]


class Shop:
    """One server, one desk, and the orders that were acknowledged."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.server = EmbeddedServer(folder / "server", size="small")
        self.server.start()
        self.acknowledged: dict[str, str] = {}  # command id → number
        self.asked: set[str] = set()
        self.desk = HeadlessDesk(folder / "desk", self.server.url)
        self.desk.must(do="enrol", code=self.server.keys["enrol_codes"]["JKT01 counter"])
        self.desk.must(do="wait_idle", seconds=20)
        person = next(p for p in self.server.keys["people"] if p["role"] == "agent")
        self.staff, self.pin = str(person["staff_number"]), person["pin"]
        self._sign_in()
        site = next(s for s in self.desk.query("sites") if s["code"] == "JKT01")
        self.site_id = site["site_id"]
        self.products = self.desk.query("products.find", text="tr")

    def _sign_in(self) -> None:
        self.desk.must(do="sign_in", user=self.staff, pin=self.pin)

    def open_desk(self, failpoint: str = "") -> None:
        env = {ENVIRONMENT: failpoint} if failpoint else {}
        self.desk = HeadlessDesk(self.folder / "desk", self.server.url, env=env)
        self._sign_in()

    def take_order(self) -> None:
        """Place one order; it counts as acknowledged when the desk said ok."""
        product = self.chance.choice(self.products)
        line = {
            "product_id": product["id"],
            "quantity": 1,
            "unit_minor": product["price_minor"],
            "method": "pickup",
            "site_id": self.site_id,
        }
        now = time.time_ns() // 1_000
        quote = self.desk.query("quote", lines=[line], currency="IDR", now=now)
        total = quote["priced"]["total"]
        command_id = f"{self.chance.getrandbits(128):032x}"
        self.asked.add(command_id)
        placed = self.desk.must(
            do="run",
            kind="order.place",
            command_id=command_id,
            body={
                "number": "",
                "pickup_code": "K7M4PX",
                "channel": "phone",
                "site_id": self.site_id,
                "language": "id",
                "currency": "IDR",
                "lines": [line],
                "told_total_minor": total,
                "tenders": [{"kind": "at_store", "amount_minor": total}],
            },
            **{"as": self.staff},
        )
        self.acknowledged[command_id] = placed["number"]


def kill_desk(shop: Shop) -> str:
    """The desk dies at a failpoint or at a random moment while it takes orders."""
    point = shop.chance.choice([*DESK_POINTS, "random", "random", "random"])
    shop.desk.close()
    if point == "random":
        shop.open_desk()
        timer = threading.Timer(shop.chance.uniform(0.0, 0.4), shop.desk.signal_kill)
        timer.start()
    else:
        with suppress(Failed):  # it died while it caught up: also a kill
            shop.open_desk(f"{point}:{shop.chance.randint(1, 4)}")
    with suppress(Failed):
        for _ in range(40):
            shop.take_order()
    shop.desk.kill()
    shop.open_desk()
    return f"desk {point}"


def kill_server(shop: Shop) -> str:
    """The server dies at a failpoint or at a random moment while orders come in."""
    point = shop.chance.choice([*SERVER_POINTS, "random", "random"])
    if point == "random":
        timer = threading.Timer(shop.chance.uniform(0.0, 0.4), shop.server.kill)
        timer.start()
    else:
        shop.server.stop()
        shop.server.start(env={ENVIRONMENT: f"{point}:{shop.chance.randint(1, 4)}"})
        shop.desk.must(do="sync")
    for _ in range(6):
        shop.take_order()
    deadline = time.monotonic() + 5
    while shop.server.running and time.monotonic() < deadline:
        time.sleep(0.02)
    shop.server.stop()
    shop.server.start()
    shop.desk.must(do="sync")
    return f"server {point}"


def check(shop: Shop) -> list[str]:
    """What was lost, doubled or broken once all is quiet."""
    shop.desk.must(do="sync")
    shop.desk.must(do="wait_idle", seconds=60)
    shop.desk.close()
    wrong: list[str] = []
    database = sqlite3.connect(shop.folder / "server" / "server.db")
    known = {
        command_id: (status, receipt)
        for command_id, status, receipt in database.execute(
            "SELECT command_id, status, receipt FROM commands WHERE kind = 'order.place'"
        )
    }
    numbers = [n for (n,) in database.execute("SELECT number FROM orders WHERE channel = 'phone'")]
    database.close()
    for command_id, number in shop.acknowledged.items():
        if command_id not in known:
            wrong.append(f"lost: {number}")
        elif numbers.count(number) != 1:
            wrong.append(f"{numbers.count(number)} times: {number}")
    wrong += [f"nobody asked for it: {each}" for each in known if each not in shop.asked]
    done = subprocess.run(
        gerai("verify", "--pair", str(shop.folder / "desk"), shop.server.database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if '"ok":false' in line]
        wrong.append(f"verify: {lines or done.stderr[-300:]}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign kill")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    begun = time.monotonic()
    told: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="gerai-kill-") as folder:
        shop = Shop(Path(folder), chance)
        try:
            for number in range(options.kills):
                what = kill_desk(shop) if number % 2 else kill_server(shop)
                told[what] = told.get(what, 0) + 1
            wrong = check(shop)
        finally:
            shop.desk.kill()
            shop.server.stop()
    summary: dict[str, Any] = {
        "summary": "kill",
        "kills": options.kills,
        "seed": options.seed,
        "acknowledged": len(shop.acknowledged),
        "lost_or_doubled": len(wrong),
        "seconds": round(time.monotonic() - begun, 1),
        "where": told,
    }
    for line in wrong:
        print(line, flush=True)
    print(json.dumps(summary), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
