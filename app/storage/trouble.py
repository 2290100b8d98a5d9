"""What is wrong with a desk's database: no room, a disk that fails, damage, or a bug of ours?"""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError


class Trouble(StrEnum):
    """Also the code under which a person is told."""

    FULL = "disk_full"
    FAILS = "disk_fails"
    DAMAGED = "desk_damaged"  # pages that are not what was written: their checksum says so


def trouble_of(error: DBAPIError) -> Trouble | None:
    """None: the computer is well, the statement was wrong."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    if name == "SQLITE_FULL":
        return Trouble.FULL
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Trouble.DAMAGED
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return Trouble.FAILS
    return None
