"""A desk in a process of its own, as in a shop: `python -m tests.bench.sync.till PROFILE URL CODE`.

A line of JSON asks, a line answers: `capture` bodies of orders and tell how long each took, or when
an order was `seen`. An empty line ends it. Times are of the clock that all processes share.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from app.desk.desk import Desk
from app.kit import heap, threads
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from app.orders.commands import PlaceOrder
from tests.sync.shop import PIN

GIVE_UP = 120.0
PACE = 0.05  # seconds between two orders: a person is never quicker


class Seen:
    """When this desk first heard of each order."""

    def __init__(self, desk: Desk) -> None:
        self._at: dict[str, float] = {}
        self._more = threading.Condition()
        desk.on_changed(self._note)

    def when(self, order_id: str) -> float:
        with self._more:
            if not self._more.wait_for(lambda: order_id in self._at, GIVE_UP):
                raise RuntimeError("the order was never seen")
            return self._at[order_id]

    def _note(self, changes: ChangeSet) -> None:
        now = time.monotonic()
        with self._more:
            for order_id in changes["orders"]:
                self._at.setdefault(order_id, now)
            self._more.notify_all()


def _main(profile: str, url: str, code: str, user_id: str) -> None:
    threads.hand_over_often()
    desk = Desk(Path(profile), url)
    try:
        desk.enrol(code, "till")
        seen = Seen(desk)
        desk.start()
        if not desk.wait_caught_up(60):
            raise RuntimeError("the desk did not catch up")
        actor = desk.sign_in(user_id, PIN).result(30)
        import app.features  # noqa: PLC0415  as a window has it before anybody is let in

        assert app.features.REGISTER
        heap.stands()
        _say({"ready": os.getpid()})
        while line := sys.stdin.readline().strip():
            asked = json.loads(line)
            if "seen" in asked:
                _say({"at": seen.when(asked["seen"])})
            else:
                _say({"took": [_captured(desk, actor, body) for body in asked["capture"]]})
    finally:
        desk.close()


def _captured(desk: Desk, actor: Actor, body: str) -> tuple[float, float]:
    """Milliseconds on the wall, and of CPU in this process: of the order and whatever it met."""
    order = msgspec.json.decode(body, type=PlaceOrder)
    time.sleep(PACE)
    began, spent = time.perf_counter(), time.process_time()
    outcome = desk.run(order, actor).result(30)
    if not outcome.ok:
        raise RuntimeError(str(outcome.refusal))
    return (time.perf_counter() - began) * 1e3, (time.process_time() - spent) * 1e3


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
