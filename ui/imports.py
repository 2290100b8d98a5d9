"""Python's own `import` again, to be imported before anything that is large.

PySide6 puts its own in its place and reads the source of every module that comes later, looking for
its name: 1,356 files, whose lines stay in memory (38 MiB), for a spelling of methods
(`__feature__`) that nothing here uses.
"""

import builtins
import linecache

import PySide6.QtCore  # noqa: F401  puts its own there

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
linecache.clearcache()
