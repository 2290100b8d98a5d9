"""Where files are kept in memory, if there is such a place: disks are no part of the story."""

from pathlib import Path


def memory() -> str | None:
    """For tempfile's `dir`."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() else None
