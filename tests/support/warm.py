"""How does a real process begin in a few milliseconds: as a fork of one that has imported it all.

For harnesses that end thousands of processes. What is forked runs the program's own command line
and is killed like any other process; only the imports were done before. POSIX only.
"""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import IO

IMPORTED = (
    *("app.cli", "app.features", "app.desk.desk", "app.desk.headless", "app.server.run", "ui.cli"),
    *("app.identity.signing", "app.storage.migrations.upgrade", "phonenumbers", "httpx", "keyring"),
    *("sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite", "psycopg"),
    *("sqlcipher3.dbapi2", "uvicorn.protocols.http.h11_impl", "uvicorn.lifespan.on"),
)


def kettle() -> ForkServerContext:
    """The one process from which all lives are forked; it begins with the first of them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context


class Life:
    """One process of the program: the part of Popen that harnesses use."""

    def __init__(
        self, context: ForkServerContext, words: Sequence[str], env: Mapping[str, str], log: Path
    ) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self._process = context.Process(target=_live, args=(words, dict(env), str(log), theirs))
            self._process.start()
            self.stdin: IO[str] = ours.makefile("w")
            self.stdout: IO[str] = ours.makefile("r")

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> None:
        """TimeoutError when it lives on."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError(f"process {self.pid} lives on")


def _live(words: Sequence[str], env: Mapping[str, str], log: str, line: socket.socket) -> None:
    for descriptor in (0, 1):
        os.dup2(line.fileno(), descriptor)
    line.close()
    with open(log, "a") as file:
        os.dup2(file.fileno(), 2)
    os.environ.update(env)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    from ui.cli import main  # noqa: PLC0415  the harness itself needs no desk

    sys.exit(main(list(words)))
