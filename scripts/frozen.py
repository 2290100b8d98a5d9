"""The entry of the program that build.spec freezes."""

import multiprocessing
import sys

from ui.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a wave is placed in a process of its own
    sys.exit(main())
