"""`python -m ui` is the `gerai` command."""

import sys

from ui.cli import main

sys.exit(main())
