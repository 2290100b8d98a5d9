"""What must a bare machine have before Gerai runs: a locked .venv and a few system libraries.

Standard library only. Every step is skipped when nothing is missing, and a failing step says what
to do about it.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "locked"

# shared object → Debian package; what PySide6 loads even without a screen
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# what Qt's xcb plugin needs on a real X screen
SCREEN_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def ready(*, screen: bool = False, postgres: bool = False) -> None:
    """Make .venv match requirements.lock and install what the system lacks, or explain and exit.

    `screen`: also the libraries of a real X screen. `postgres`: also what the tests
    alone need: a PostgreSQL server, and strace for the power cuts.
    """
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python is told so kindly
        stop("Gerai needs Python 3.11 or newer; this is " + sys.version.split()[0])
    _system_packages(_missing(screen=screen, postgres=postgres))
    _environment()


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> NoReturn:
    """Go on as `command` in the root folder, so that signals and exit code are its own."""
    os.chdir(ROOT)
    words = [str(word) for word in command]
    surroundings = os.environ | dict(env or {})
    if os.name == "nt":  # execve returns to the shell at once on Windows
        sys.exit(subprocess.call(words, env=surroundings))
    sys.stdout.flush()
    os.execve(words[0], words, surroundings)


def say(text: str) -> None:
    print(f"gerai: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


# -------------------------------------------------------------- system packages


def _missing(*, screen: bool, postgres: bool) -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    wanted = QT_LIBRARIES | (SCREEN_LIBRARIES if screen else {})
    packages = [package for library, package in wanted.items() if not _loads(library)]
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        packages.append("python3-venv")
    if postgres and not _has_postgres():
        packages.append("postgresql")
    if postgres and shutil.which("strace") is None:
        packages.append("strace")
    return packages


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_postgres() -> bool:
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return shutil.which("initdb") is not None or any(debian)


def _system_packages(packages: list[str]) -> None:
    if not packages:
        return
    by_hand = "apt-get install --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        say("this system lacks what Debian calls " + " ".join(packages) + "; please install it")
        return
    rights = _root_rights()
    if rights is None:
        stop(f"system packages are missing. Please run: sudo {by_hand}")
    say("installing " + " ".join(packages))
    environment = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    # an index that cannot be refreshed may still be good enough to install from
    subprocess.call([*environment, "apt-get", "update", "-qq"], stdin=subprocess.DEVNULL)
    _step(
        [*environment, *by_hand.split(), "-y", "-qq"],
        f"the system packages could not be installed. Please run as root: {by_hand}",
        quiet=True,
    )


def _root_rights() -> list[str] | None:
    """The words before a command that needs root, or None when root is out of reach."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0
    ):
        return ["sudo", "-n"]
    return None


# -------------------------------------------------------------- Python packages


def _environment() -> None:
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not (STAMP.exists() and STAMP.read_text() == wanted and _starts()):
        _install()
        STAMP.write_text(wanted)
    # an uncompiled tree starts two to four times slower; unchanged files cost nothing
    subprocess.call([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "app"), str(ROOT / "ui")])


def _starts() -> bool:
    return PYTHON.exists() and subprocess.call([str(PYTHON), "-c", ""]) == 0


def _install() -> None:
    if not _starts():
        say(f"creating {VENV.name}")
        _step(
            [sys.executable, "-m", "venv", "--clear", VENV],
            "no virtual environment was made. On Debian run: sudo apt-get install python3-venv",
        )
    say("installing the locked packages (some 230 MB the first time)")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input"]
    pip.append("--disable-pip-version-check")
    _step(
        [*pip, "--require-hashes", "-r", LOCK],
        "the packages could not be installed. Check the network (and the proxy), then run again.",
    )
    _step(
        [*pip, "--no-deps", "--no-build-isolation", "-C", "editable_mode=compat", "-e", ROOT],
        "Gerai itself could not be installed. Delete .venv and run again.",
    )


def _step(command: Sequence[str | Path], otherwise: str, *, quiet: bool = False) -> None:
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    if subprocess.call(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output) != 0:
        stop(otherwise)
