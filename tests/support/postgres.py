"""Where do tests find a PostgreSQL: a private cluster in a temporary folder, gone afterwards.

`python -m tests.support.postgres COMMAND …` runs a command beside such a cluster and hands its
address on in GERAI_TEST_PG.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

ADDRESS = "GERAI_TEST_PG"


class NoPostgres(Exception):
    """There is no PostgreSQL server program on this machine."""

    def __str__(self) -> str:
        return "PostgreSQL is not installed; on Debian: apt-get install postgresql"


class Cluster:
    """One PostgreSQL of one's own, which a test may crash and start again at the same address."""

    def __init__(self, folder: Path, *, fsync: bool) -> None:
        self._folder, self._fsync = folder, fsync
        self._binaries, self._account, self.port = _binaries(), _account(), _free_port()
        self.base = f"postgresql+psycopg://gerai@127.0.0.1:{self.port}"
        if self._account:
            shutil.chown(folder, self._account["user"])

    def make(self) -> None:
        # C.UTF-8 sorts by bytes like SQLite, yet knows the case of every letter
        locale = "C.UTF-8" if sys.platform.startswith("linux") else "C"
        options = f"-U gerai -A trust -E UTF8 --locale {locale} --no-sync --no-instructions"
        self._call("initdb", *options.split())

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self._folder,
            "port": self.port,
            "max_connections": 200,
            "fsync": "on" if self._fsync else "off",
            "full_page_writes": "on" if self._fsync else "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = self._folder / "log"
        self._call("pg_ctl", "-w", "-t", "60", "-l", log, "-o", options, "start")

    def crash(self) -> None:
        """Every process of it ends at once, as when the machine goes down; the disk stays."""
        self._call("pg_ctl", "-m", "immediate", "stop")

    def follow(self, first: "Cluster") -> None:
        """Copy a running one, to stream from it what it commits once this one is started."""
        told = f"-R -X stream -c fast --no-sync -h 127.0.0.1 -p {first.port} -U gerai"
        self._call("pg_basebackup", *told.split())

    def promote(self) -> None:
        """It follows nobody any more, and takes commits of its own."""
        self._call("pg_ctl", "-w", "-t", "60", "promote")

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """As its administrator, outside of a transaction."""
        admin = self.base.replace("+psycopg", "") + "/postgres"
        with psycopg.connect(admin, autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def _call(self, program: str, *arguments: object) -> None:
        command = [self._binaries / program, "-D", self._folder / "data", *arguments]
        try:
            _call(command, self._folder, self._account)
        except subprocess.CalledProcessError as failure:
            log = self._folder / "log"
            told = log.read_text() if log.exists() else failure.output
            raise RuntimeError(f"{program} failed:\n{told}") from failure


@contextmanager
def own_cluster(*, fsync: bool = True) -> Iterator[Cluster]:
    """`fsync=False` is for tests that lose nothing when the machine itself goes down."""
    with _folder() as folder:
        made = Cluster(folder, fsync=fsync)
        made.make()
        with _running(made):
            yield made


@contextmanager
def standby_of(first: Cluster, *, fsync: bool = True) -> Iterator[Cluster]:
    """A second one that streams what `first` commits, and may be promoted in its place."""
    with _folder() as folder:
        made = Cluster(folder, fsync=fsync)
        made.follow(first)
        with _running(made):
            yield made


@contextmanager
def _folder() -> Iterator[Path]:
    # under root the server's account must reach the folder, whatever TMPDIR says
    folder = Path(tempfile.mkdtemp(prefix="gerai-pg-", dir="/tmp" if _account() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(made: Cluster) -> Iterator[None]:
    made.start()
    try:
        yield
    finally:
        with suppress(RuntimeError):  # a test may have left it down
            made.crash()


@contextmanager
def cluster(*, fsync: bool = True) -> Iterator[str]:
    """The address of a new cluster, `postgresql+psycopg://…` without a database name."""
    with own_cluster(fsync=fsync) as made:
        yield made.base


@contextmanager
def fresh_database(base: str) -> Iterator[str]:
    """The URL of a new, empty database on the cluster `base`; dropped afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    admin = base.replace("+psycopg", "") + "/postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield f"{base}/{name}"
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _binaries() -> Path:
    """The folder of initdb; Debian keeps it out of PATH, one folder per version."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    if program is None:
        raise NoPostgres
    return Path(program).parent


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: whose rights the programs get then, for subprocess."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415  does not exist on Windows

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_name, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _call(command: list[Any], folder: Path, account: dict[str, Any]) -> None:
    # a file, not a pipe: the server inherits it and would keep a pipe open for ever
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command, cwd=folder, stdout=output, stderr=output, check=False, **account
        )
        output.seek(0)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, output.read())


def _beside_a_cluster(command: list[str]) -> int:
    try:
        with cluster(fsync=False) as base:
            return subprocess.call(command, env=os.environ | {ADDRESS: base})
    except NoPostgres as absent:
        print(f"gerai: {absent}", file=sys.stderr)
        return subprocess.call(command)  # the fixtures skip, or fail under CI


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster goes too
    sys.exit(_beside_a_cluster(sys.argv[1:]))
