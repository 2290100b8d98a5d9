"""The entry of the program that build.spec freezes."""

import sys

from ui.cli import main

if __name__ == "__main__":
    sys.exit(main())
