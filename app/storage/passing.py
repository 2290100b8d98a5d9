"""Is a failure of the moment: will the same act do when it comes again?"""

import sqlite3

from sqlalchemy.exc import OperationalError

BEYOND_LIMITS = "54"  # PostgreSQL: longer than an index holds, and it stays so


def passes(error: Exception) -> bool:
    """A deadlock, a full disk, a lost connection: the same command will do when it comes again."""
    if not isinstance(error, OperationalError):
        return False
    if str(getattr(error.orig, "sqlstate", None) or "").startswith(BEYOND_LIMITS):
        return False
    # SQLite says OperationalError of wrong SQL too: that is ours, and comes again for ever.
    return getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
