"""How long does a thread that reckons keep the interpreter from those that wait for it.

At Python's 5 ms an act that asks the database thirty times waits 150 ms for each thread that is
busy beside it; a hundred calls of Qt took 60 to 131 ms at worst, and 0.9 ms with this.
"""

import sys

TURN = 0.0005  # seconds


def hand_over_often() -> None:
    """Of the whole process: servers, windows and desks without one say it when they start."""
    sys.setswitchinterval(TURN)
