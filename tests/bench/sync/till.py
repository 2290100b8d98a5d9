"""A desk in a process of its own, as in a shop: `python -m tests.bench.sync.till PROFILE URL CODE`.

A line of JSON asks, a line answers: `capture` bodies of orders and tell how long each took, or when
an order was `seen`. An empty line ends it. Times are of the clock that all processes share.
"""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from app.desk.desk import Desk
from app.kit import threads
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from app.orders.commands import PlaceOrder
from tests.sync.shop import PIN

GIVE_UP = 120.0
PACE = 0.05  # seconds between two orders: a person is never quicker


class Till:
    """The other end: speaks with such a process."""

    def __init__(self, profile: Path, url: str, code: str, user_id: str) -> None:
        command = [sys.executable, "-m", "tests.bench.sync.till", str(profile), url, code, user_id]
        root = Path(__file__).parents[3]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
        )
        self._hear()

    @property
    def pid(self) -> int:
        return self._process.pid

    def captures(self, orders: list[PlaceOrder]) -> list[float]:
        """Milliseconds of each, ascending."""
        bodies = [msgspec.json.encode(order).decode() for order in orders]
        walls: list[float] = self._asked(capture=bodies)["walls"]
        return sorted(walls)

    def saw(self, order_id: str) -> float:
        """When its rows were there; waits for it."""
        at: float = self._asked(seen=order_id)["at"]
        return at

    def end(self) -> None:
        with suppress(OSError):
            self._write("")
        self._process.wait(30)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _asked(self, **words: Any) -> dict[str, Any]:
        self._write(json.dumps(words))
        return self._hear()

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


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
        _say({"ready": os.getpid()})
        while line := sys.stdin.readline().strip():
            asked = json.loads(line)
            if "seen" in asked:
                _say({"at": seen.when(asked["seen"])})
            else:
                _say({"walls": [_captured(desk, actor, body) for body in asked["capture"]]})
    finally:
        desk.close()


def _captured(desk: Desk, actor: Actor, body: str) -> float:
    order = msgspec.json.decode(body, type=PlaceOrder)
    time.sleep(PACE)
    began = time.perf_counter()
    outcome = desk.run(order, actor).result(30)
    if not outcome.ok:
        raise RuntimeError(str(outcome.refusal))
    return (time.perf_counter() - began) * 1e3


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
