"""What arrives of the shop waits here until all of it is there: sealed, for it holds names.

It is worth nothing to a later start of this desk, so it is never synced and begins empty.
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
        path.unlink(missing_ok=True)  # of a start that was broken off

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
                while head := file.read(_LENGTH.size):
                    yield self._seal.open(file.read(*_LENGTH.unpack(head)))
        except OSError as error:
            raise self._told(error) from error
        except (ValueError, struct.error) as error:
            raise Unreachable("what had arrived cannot be read") from error

    def clear(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # it writes what it still has, and the disk may be full
                file.close()
        self._path.unlink(missing_ok=True)

    def _told(self, error: OSError) -> Refusal:
        folder = str(self._path.parent)
        if error.errno == errno.ENOSPC:
            return Refusal("disk_full", folder=folder)
        return Refusal("disk_fails", folder=folder)
