"""A real disk of a few megabytes, which a test can fill: a tmpfs of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

BALLAST = "ballast"


@cache
def mounts() -> bool:
    """This account may mount a disk."""
    return sys.platform.startswith("linux") and os.geteuid() == 0 and _may_mount()


def _may_mount() -> bool:
    told = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return told.returncode == 0


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def free(self) -> int:
        told = os.statvfs(self.folder)
        return told.f_bavail * told.f_frsize

    def leave(self, free: int) -> None:
        """Fill it until so many bytes are left; less than there is now are given back first."""
        self.clear()
        ballast = self.free - free
        with (self.folder / BALLAST).open("wb", buffering=0) as file:
            os.posix_fallocate(file.fileno(), 0, ballast)

    def clear(self) -> None:
        (self.folder / BALLAST).unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "gerai-test", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
