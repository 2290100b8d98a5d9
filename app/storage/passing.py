"""Is a failure of the moment: will the same act do when it comes again?"""

import sqlite3

from sqlalchemy.exc import OperationalError


def passes(error: Exception) -> bool:
    """A deadlock, a full disk, a lost connection: the same command will do when it comes again."""
    if not isinstance(error, OperationalError):
        return False
    # SQLite says OperationalError of wrong SQL too: that is ours, and comes again for ever.
    return getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
