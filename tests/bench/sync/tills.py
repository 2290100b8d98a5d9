"""Speak with a desk in a process of its own (till.py)."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from app.orders.commands import PlaceOrder


class Till:
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

    def captures(self, orders: list[PlaceOrder]) -> tuple[list[float], list[float]]:
        """Milliseconds of each on the wall, and of CPU in its process meanwhile; both ascending."""
        bodies = [msgspec.json.encode(order).decode() for order in orders]
        walls, spent = zip(*self._asked(capture=bodies)["took"], strict=True)
        return sorted(walls), sorted(spent)

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
