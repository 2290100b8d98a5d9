"""What a desk does not need at its start it does not load."""

import subprocess
import sys


def test_a_desk_starts_without_reckoning() -> None:
    """numpy takes a tenth of a second: it comes with the first question that needs it."""
    told = "import sys, app.features, app.routing.queries; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False, timeout=120).returncode == 0
