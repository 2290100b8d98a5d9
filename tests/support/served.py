"""A `gerai server` of its own process, which a test may stop and start again at one address."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from app.demo.stage import free_port, gerai


class Served:
    """One server process over `database`; its mails and its log lie in `folder`."""

    def __init__(self, database: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.database = database
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def program(self) -> list[str]:
        return gerai(
            *("server", "--database", self.database, "--port", str(self.port)),
            *("--mail-folder", str(self.folder / "mails")),
        )

    def start(self) -> None:
        with (self.folder / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                self.program(),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        assert "serving" in told, (self.folder / "server.log").read_text()

    def stop(self) -> None:
        """As if the line were cut: at once, whatever it was doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def post(self, path: str, body: dict[str, Any], proof: str = "") -> httpx.Response:
        headers = {"Authorization": f"Gerai {proof}"} if proof else {}
        return httpx.post(self.url + path, content=json.dumps(body), headers=headers, timeout=20)


@contextmanager
def served(database: str, folder: Path) -> Iterator[Served]:
    server = Served(database, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def in_this_process(application: Starlette) -> Iterator[httpx.Client]:
    """A caller of an application that a thread of the test serves."""
    config = uvicorn.Config(application, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            with httpx.Client(base_url=url, timeout=20) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()
