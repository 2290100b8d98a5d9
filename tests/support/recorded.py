"""What did a program write into one folder, in which order, and what did it sync: told by strace.

`recorded` runs a command and gives the steps of its folder. Every system call that can change a
file is followed, whichever library makes it; one that is not understood fails the recording. The
program tells the world by writing a line into `told_file(folder)`.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.support.disk import Cut, Gone, Made, Renamed, Said, Step, Synced, Wrote

UNDERSTOOD = (
    *("openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync"),
    *("unlink", "unlinkat", "rename", "mkdir"),
)
OTHERS = (
    *("open", "creat", "truncate", "fallocate", "writev", "pwritev", "pwritev2", "link", "linkat"),
    *("symlink", "symlinkat", "renameat", "renameat2", "copy_file_range", "sendfile", "splice"),
)
MEMORY_MAPPED = "-shm"  # the index of the write-ahead log: rebuilt by whoever opens first
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPENED = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


class NotUnderstood(Exception):
    """The program changed the folder in a way that this recorder does not follow."""


def told_file(folder: Path) -> Path:
    return folder.with_name(folder.name + ".told")


@cache
def traces() -> bool:
    """This machine lets one program follow another's system calls."""
    if shutil.which("strace") is None:
        return False
    watch = ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, sys.executable, "-c", ""]
    return subprocess.run(watch, capture_output=True, check=False).returncode == 0


def recorded(folder: Path, command: Sequence[str], trace: Path) -> list[Step]:
    """Run `command`, which writes into the empty `folder`; CalledProcessError when it fails."""
    calls = ",".join((*UNDERSTOOD, *OTHERS))
    watch = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", str(1 << 26)]
    subprocess.run([*watch, "-e", f"trace={calls}", "-o", str(trace), *command], check=True)
    with trace.open() as lines:
        return list(_Reader(folder.resolve()).read(lines))


class _Reader:
    """Knows which file is behind which number, where each is written next, and its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = str(told_file(folder))
        self._names: dict[str, int] = {}
        self._sizes: list[int] = []
        self._open: dict[int, tuple[int, bool]] = {}  # descriptor → file, whether it appends
        self._at: dict[int, int] = {}  # descriptor → where the next plain write goes

    def read(self, lines: Iterator[str]) -> Iterator[Step]:
        inside = "".join(f"\\x{byte:02x}" for byte in str(self._folder).encode())
        for line in lines:
            if inside not in line:
                continue
            found = _CALL.match(line)
            if found is None:
                raise NotUnderstood(line[:200])
            call, words, result = found[1], found[2], int(found[3])
            if result >= 0:
                yield from self._step(call, words, result)

    def _step(self, call: str, words: str, result: int) -> Iterator[Step]:
        match call:
            case "openat":
                yield from self._opened(words, result)
            case "mkdir":
                pass  # prints and exports are no part of what must not be lost
            case "unlink" | "unlinkat":
                if name := self._inside(_texts(words)[0]):
                    self._names.pop(name, None)
                    yield Gone(name)
            case "rename":
                old, new = (self._inside(path) for path in _texts(words))
                if old and new:
                    self._names[new] = self._names.pop(old)
                    yield Renamed(old, new)
            case "write" | "pwrite64" | "ftruncate" | "fsync" | "fdatasync":
                yield from self._through(call, words, result)
            case _:
                raise NotUnderstood(f"{call}({words[:200]}")

    def _opened(self, words: str, result: int) -> Iterator[Step]:
        name = self._inside(_texts(words)[-1])
        if not name or "O_DIRECTORY" in words:
            return
        if name not in self._names:
            if "O_CREAT" not in words:
                return
            self._sizes.append(0)
            self._names[name] = len(self._sizes) - 1
            yield Made(name, self._names[name])
        file = self._names[name]
        self._open[result] = file, "O_APPEND" in words
        self._at[result] = 0
        if "O_TRUNC" in words:
            self._sizes[file] = 0
            yield Cut(file, 0)

    def _through(self, call: str, words: str, result: int) -> Iterator[Step]:
        opened = _OPENED.match(words)
        assert opened is not None
        descriptor, path = int(opened[1]), _plain(opened[2]).decode()
        if path == self._told:
            yield Said(_texts(words)[0].strip())
            return
        if path == str(self._folder) and "sync" in call:
            yield Synced(None)
            return
        if not self._inside(path.removesuffix(" (deleted)")):
            return
        file, appends = self._open[descriptor]
        match call:
            case "ftruncate":
                self._sizes[file] = int(words.rsplit(",", 1)[1])
                yield Cut(file, self._sizes[file])
            case "fsync" | "fdatasync":
                yield Synced(file)
            case _:
                data = _plain(_found(words))[:result]
                at = self._place(call, words, descriptor, file, appends=appends)
                self._at[descriptor] = at + len(data)
                self._sizes[file] = max(self._sizes[file], at + len(data))
                yield Wrote(file, at, data)

    def _place(self, call: str, words: str, descriptor: int, file: int, *, appends: bool) -> int:
        if call == "pwrite64":
            return int(words.rsplit(",", 1)[1])
        return self._sizes[file] if appends else self._at[descriptor]

    def _inside(self, path: str) -> str:
        """The name of a file right in the folder; "" for any other."""
        head, _, name = path.rpartition("/")
        return name if head == str(self._folder) and not name.endswith(MEMORY_MAPPED) else ""


def _found(words: str) -> str:
    found = _TEXT.search(words)
    assert found is not None
    return found[1]


def _texts(words: str) -> list[str]:
    return [_plain(text).decode() for text in _TEXT.findall(words)]


def _plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
