"""What stands for good is not walked again and again by Python's collector of cycles.

One walk of all that a window imports and makes took 87 ms of every thread at once (ADR 0025).
"""

import gc
import sys

M_ARENA_MAX = -8  # malloc.h of glibc


def in_one_place() -> None:
    """Before there are threads: all take memory from one arena.

    glibc gives each thread its own, and what a lane's reports leave free stays with that lane
    (13 of 241 MiB of a desk).
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  elsewhere nobody needs it

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and no arenas
        if mallopt is not None:
            mallopt(M_ARENA_MAX, 1)


def hold_off() -> None:
    """No walks until `stands`: while a program starts, nearly all that it makes stays."""
    gc.disable()


def stands() -> None:
    """What is there now stays, whatever it is; what comes later is walked as ever."""
    gc.freeze()
    gc.enable()
