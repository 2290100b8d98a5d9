"""The demo's embedded server: a child process on loopback that can be stopped and started."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.kit.errors import Refusal

KEYS = "demo.json"


def gerai(*arguments: str) -> list[str]:
    """This program's command line: the frozen program itself, or this Python with its module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "ui", *arguments]


class EmbeddedServer:
    """One server process over SQLite in `folder`, always at one address, so that desks find it."""

    def __init__(self, folder: Path, *, size: str = "full", smtp: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.database = f"sqlite:///{folder / 'server.db'}"
        self._size = size
        self._smtp = smtp
        self._port = free_port()
        self._log = folder / "server.log"
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """0 while it does not run."""
        return self._process.pid if self._process is not None else 0

    @property
    def keys(self) -> dict[str, Any]:
        """Who may sign in with which PIN, and the one-time codes of the devices."""
        found: dict[str, Any] = json.loads((self.folder / KEYS).read_text())
        return found

    def start(
        self,
        progress: Callable[[str, float], None] = lambda _stage, _share: None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Start and wait until it serves; Refusal('server_ended') with its own words when not.

        The first start makes the demo's data and tells how far it is.
        """
        if self.running:
            return
        made = (self.folder / KEYS).exists()
        with self._log.open("a") as log:
            process = subprocess.Popen(
                gerai(
                    "server",
                    *("--database", self.database, "--port", str(self._port)),
                    *(
                        ("--smtp", self._smtp)
                        if self._smtp
                        else ("--mail-folder", str(self.folder / "mails"))
                    ),
                    *(() if made else ("--demo", self._size)),
                ),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
            )
        self._process = process
        self._listen(process, progress)

    def kill(self) -> None:
        """Cut its power from another thread; `stop` tidies up later."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """As if the line to the server were cut: at once, whatever it was doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def _listen(
        self, process: subprocess.Popen[str], progress: Callable[[str, float], None]
    ) -> None:
        """Until it serves. A server that ends closes its output, so the wait ends with it."""
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            if "progress" in told:
                progress(told["progress"], told["share"])
            if "demo" in told:
                (self.folder / KEYS).write_text(json.dumps(told["demo"]))
            if "serving" in told:
                return
        self.stop()
        lines = self._log.read_text(errors="replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "")
        raise Refusal("server_ended", why=last.removeprefix("gerai: "), log=str(self._log))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
