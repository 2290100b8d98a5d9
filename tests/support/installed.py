"""What a window's process is started with when its times are measured: as an installed program."""

import os
import tempfile
from pathlib import Path


def environment() -> dict[str, str]:
    """An installed program is compiled already; here the first start of all does it for the others,
    or a screen's modules would be compiled in the turn that first wants them."""
    return {
        **{name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "gerai-bench-compiled"),
        "QT_QPA_PLATFORM": "offscreen",
    }
