"""The window in a process of its own, which plays a scene when it is told to."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any


class Player:
    """Speaks with tests/faults/window.py over its standard input and output."""

    def __init__(self, profile: Path, url: str, order: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.window", str(profile), url, order],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert self._hear() == {"ready": True}

    def plays(self, scene: str) -> dict[str, Any]:
        self._write(f"{scene}\n")
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

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told
