"""Where a desk lives on this computer: its folder, its lock, its key, and how all of it goes."""

import os
import re
import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.kit.durable import write_durably
from app.kit.errors import Refusal
from app.ports.key_store import KeyStore

KEY_NAME = "desk"
KEY_BYTES = 32
KEPT_OF_SHOP = ("desk.*", "outbox.*", "identity.*", "prints", "exports", f"{KEY_NAME}*.key")
# Locks and write-ahead logs are not reliable there.
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs"}
MOUNTS = Path("/proc/mounts")
WINDOWS_REMOTE = 4
_ESCAPED = re.compile(r"\\([0-7]{3})")


class Profile:
    """One desk on one computer. Opening it a second time is refused: two would send one queue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "desk.db"
        self.journal = folder / "outbox.journal"
        self.spool = folder / "desk.arriving"
        self.prints = folder / "prints"
        self.exports = folder / "exports"  # what a person takes along; made when first needed
        self._retired = folder / "retired"
        self._doubt = folder / "desk.doubted"
        self._lock: IO[str] | None = None

    def open(self) -> None:
        """Refusals: network_drive, profile_in_use, profile_not_writable."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.prints.mkdir(exist_ok=True)
            if _file_system(self.folder) in NETWORK_FILE_SYSTEMS:
                raise Refusal("network_drive", folder=str(self.folder))
            self._lock = (self.folder / "in-use.lock").open("a+")
        except OSError as error:
            raise self._not_writable(error) from error
        if not _take(self._lock):
            self._lock.close()
            self._lock = None
            raise Refusal("profile_in_use", folder=str(self.folder))

    def key(self, store: KeyStore) -> bytes:
        """The desk's own 256-bit database key, made when there is none.

        Refusal('key_lost') when there is a database but its key is gone: it is never overwritten.
        """
        name = self._key_name(store)
        key = store.load(name)
        if key is None:
            if self.database.exists():
                raise Refusal("key_lost", folder=str(self.folder))
            key = secrets.token_bytes(KEY_BYTES)
            try:
                store.save(name, key)
            except OSError as error:
                raise self._not_writable(error) from error
        return key

    def _key_name(self, store: KeyStore) -> str:
        return f"{KEY_NAME}-{_fingerprint(self.folder)}" if store.guarded else KEY_NAME

    @property
    def retired(self) -> bool:
        """This desk was told to forget the shop, and its files may still lie here."""
        return self._retired.exists()

    def retire(self, store: KeyStore) -> None:
        """Forget the key. The mark comes first: after a power cut the rest goes all the same."""
        write_durably(self._retired, b"")
        store.forget(self._key_name(store))

    def wipe(self) -> None:
        """Delete all that is of the shop; nobody may have it open. A person's own files stay."""
        for pattern in KEPT_OF_SHOP:
            for path in self.folder.glob(pattern):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        self._retired.unlink(missing_ok=True)
        self.prints.mkdir(exist_ok=True)

    def _not_writable(self, error: OSError) -> Refusal:
        return Refusal("profile_not_writable", folder=str(self.folder), why=error.strerror or "")

    @property
    def doubted(self) -> bool:
        """Damage was met at work: the database has to be looked through before it is used."""
        return self._doubt.exists()

    def doubt(self) -> None:
        with suppress(OSError):  # a disk that takes not even this tells the damage again
            self._doubt.touch()

    def trust(self) -> None:
        self._doubt.unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes that are left on its drive."""
        return shutil.disk_usage(self.folder).free

    def close(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _take(file: IO[str]) -> bool:
    """Lock for as long as the file is open: the system frees it even when we are killed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _file_system(folder: Path) -> str:
    """The kind of the file system that holds a folder, where the system tells it; else ""."""
    inside = os.path.realpath(folder)
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(inside)[0] + "\\"
        remote = ctypes.windll.kernel32.GetDriveTypeW(drive) == WINDOWS_REMOTE
        return "smbfs" if remote else ""
    if not MOUNTS.exists():
        return ""
    best, kind = "", ""
    for line in MOUNTS.read_text(errors="replace").splitlines():
        _device, told, found, *_rest = line.split(" ")
        point = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), told).rstrip("/") + "/"
        # Of two at one place the later lies on top: a drive that was mounted when it was asked for.
        if len(point) >= len(best) and (inside + "/").startswith(point):
            best, kind = point, found
    return kind


def _fingerprint(folder: Path) -> str:
    return "".join(f"{byte:02x}" for byte in os.path.realpath(folder).encode())[-32:]
