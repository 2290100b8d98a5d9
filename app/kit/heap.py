"""What stands for good is not walked again and again by Python's collector of cycles.

One walk of all that a window imports and makes took 87 ms of every thread at once (ADR 0025).
"""

import gc


def hold_off() -> None:
    """No walks until `stands`: while a program starts, nearly all that it makes stays."""
    gc.disable()


def stands() -> None:
    """What is there now stays, whatever it is; what comes later is walked as ever."""
    gc.freeze()
    gc.enable()
