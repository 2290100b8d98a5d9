"""The window in a process of its own, which plays a scene when it is told to, beside one that does
nothing: what both of them wait for is the machine's."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias

from tests.support.installed import environment

Late: TypeAlias = tuple[float, float]  # (when it was over, ms)


class Process:
    """Speaks with a program over its standard input and output, a line of JSON each."""

    def __init__(self, *module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert "ready" in self._hear()

    def asked(self, words: str) -> Any:
        self._write(f"{words}\n")
        return self._hear()

    def end(self) -> None:
        self._write("\n")
        assert self._process.wait(30) == 0
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _write(self, words: str) -> None:
        pipe: IO[str] | None = self._process.stdin
        assert pipe is not None
        pipe.write(words)
        pipe.flush()

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


class Player:
    """The window of tests/faults/window.py, and an idle one."""

    def __init__(self, profile: Path, url: str, order: str) -> None:
        self._window = Process("tests.faults.window", str(profile), url, order)
        self._idle = Process("tests.faults.idle")

    def plays(self, scene: str) -> dict[str, Any]:
        """What was seen; `net_ms` is its longest gap, less what the idle window waited for then."""
        self._idle.asked("anew")
        told: dict[str, Any] = self._window.asked(scene)
        idle = [(at, late) for at, late in self._idle.asked("told")]
        gaps = [(at, late) for at, late in told.pop("late")]
        told["idle_ms"] = round(max((late for _, late in idle), default=0.0), 1)
        told["net_ms"] = round(max((net(gap, idle) for gap in gaps), default=0.0), 1)
        return told

    def end(self) -> None:
        self._window.end()
        self._idle.end()


def net(gap: Late, idle: Sequence[Late]) -> float:
    """Milliseconds of a gap that nothing else on this machine waited for as well."""
    end, late = gap
    begin = end - late / 1e3
    met = (ms for at, ms in idle if at - ms / 1e3 < end and at > begin)
    return late - max(met, default=0.0)
