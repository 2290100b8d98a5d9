"""The second copy of the outbox: an append-only file of encrypted, checked frames.

Commit, then append and sync, then "saved". If either copy is whole, no unsent command is lost.
Frame: length (4 bytes) · CRC-32 of the sealed bytes (4 bytes) · sealed bytes (nonce 12 + AES-GCM).
"""

import errno
import os
import struct
import zlib
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

import msgspec

from app.kit.durable import sync_folder
from app.storage.outbox import Envelope
from app.storage.sealing import LEAST, Seal

_HEAD = struct.Struct(">II")
_LIMIT = 8 << 20  # no command is larger; a longer length is damage


class Journal:
    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._seal = Seal(key)
        new = not path.exists()
        self._file = path.open("ab", buffering=0)
        if new:
            sync_folder(path.parent)

    def append(self, envelope: Envelope) -> None:
        """Durable when it returns; OSError (disk full) leaves the command in the database alone."""
        self._write(self._file, envelope)

    def read(self) -> Iterator[Envelope]:
        """All frames that are whole; a torn tail or a damaged frame is passed over."""
        data = self._path.read_bytes()
        at = 0
        while at + _HEAD.size <= len(data):
            length, check = _HEAD.unpack_from(data, at)
            sealed = data[at + _HEAD.size : at + _HEAD.size + length]
            if (
                # sectors that were never written are zeros, whose CRC-32 is right
                not LEAST <= length <= _LIMIT or len(sealed) < length or zlib.crc32(sealed) != check
            ):
                at += 1  # look for the next frame behind the damage
                continue
            try:
                plain = self._seal.open(sealed)
            except ValueError:
                at += 1
                continue
            yield msgspec.json.decode(plain, type=Envelope)
            at += _HEAD.size + length

    def start_anew(self, keep: list[Envelope]) -> None:
        """Replace the file by one that holds `keep` alone (the rest was acknowledged)."""
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb", buffering=0) as file:
            for envelope in keep:
                self._write(file, envelope)
        self._file.close()  # Windows replaces no open file
        try:
            os.replace(fresh, self._path)
            sync_folder(self._path.parent)
        finally:
            self._file = self._path.open("ab", buffering=0)

    def _write(self, file: FileIO, envelope: Envelope) -> None:
        sealed = self._seal.close(msgspec.json.encode(envelope))
        frame = _HEAD.pack(len(sealed), zlib.crc32(sealed)) + sealed
        if file.write(frame) != len(frame):  # a full disk takes a part, without an error
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file.name))
        os.fsync(file.fileno())

    def size(self) -> int:
        return self._path.stat().st_size

    def close(self) -> None:
        self._file.close()
