"""What arrives of the shop waits here until all of it is there: sealed, for it holds names.

A desk that is closed meanwhile goes on with it at its next start. It is never synced: what a power
cut left unreadable arrives once more.
"""

import errno
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.kit.errors import Refusal, Unreachable
from app.storage.sealing import Seal

_LENGTH = struct.Struct(">I")


class Spool:
    """A file of sealed lines. Refusals: disk_full, disk_fails."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._seal = Seal(key)
        self._file: IO[bytes] | None = None

    def recall(self) -> Iterator[bytes]:
        """What an earlier start left, as far as it can be read, before anything is added."""
        if not self._path.exists():
            return
        try:
            self._file = self._path.open("r+b")
            good = 0
            with suppress(ValueError, struct.error):
                for line in self._read(self._file):
                    yield line
                    good = self._file.tell()
            self._file.seek(good)
            self._file.truncate()
        except OSError as error:
            raise self._told(error) from error

    def add(self, line: bytes) -> None:
        sealed = self._seal.close(line)
        try:
            if self._file is None:
                self._file = self._path.open("wb")
            self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        except OSError as error:
            raise self._told(error) from error

    def lines(self) -> Iterator[bytes]:
        """Unreachable: the disk gives back something else."""
        if self._file is None:
            return
        try:
            self._file.flush()
            with self._path.open("rb") as file:
                yield from self._read(file)
        except OSError as error:
            raise self._told(error) from error
        except (ValueError, struct.error) as error:
            raise Unreachable("what had arrived cannot be read") from error

    def _read(self, file: IO[bytes]) -> Iterator[bytes]:
        while head := file.read(_LENGTH.size):
            yield self._seal.open(file.read(*_LENGTH.unpack(head)))

    def close(self) -> None:
        """What is kept stays for a later start."""
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # it writes what it still has, and the disk may be full
                file.close()

    def clear(self) -> None:
        self.close()
        self._path.unlink(missing_ok=True)

    def _told(self, error: OSError) -> Refusal:
        folder = str(self._path.parent)
        if error.errno == errno.ENOSPC:
            return Refusal("disk_full", folder=folder)
        return Refusal("disk_fails", folder=folder)
