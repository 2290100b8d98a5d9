"""What stands for good is not walked again and again by Python's collector of cycles.

One walk of all that a window imports and makes took 87 ms of every thread at once (ADR 0025).
"""

import gc
import sys
from collections.abc import Callable

M_ARENA_MAX = -8  # malloc.h of glibc


def in_one_place() -> None:
    """Before there are threads: all take memory from one arena.

    glibc gives each thread its own, and what a lane's reports leave free stays with that lane
    (13 of 241 MiB of a desk).
    """
    if mallopt := _of_glibc("mallopt"):
        mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """What was freed between things that stay: pages of the system again (12 to 17 of 247 MiB of a
    desk at work, in 2 ms). By itself glibc gives back the end of its memory alone."""
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """None elsewhere; musl, too, has neither arenas nor anything to trim."""
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415  elsewhere nobody needs it

    return getattr(ctypes.CDLL(None), name, None)


def hold_off() -> None:
    """No walks until `stands`: while a program starts, nearly all that it makes stays."""
    gc.disable()


def stands() -> None:
    """What is there now stays, whatever it is; what comes later is walked as ever."""
    gc.freeze()
    gc.enable()
