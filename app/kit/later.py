"""What is loaded when it is first asked for something: a start can do without it.

Beside it stands the import for those who check types:

    if TYPE_CHECKING:
        from ui import screens
    else:
        screens = Later("ui.screens")
"""

from importlib import import_module
from typing import Any


class Later:
    """A module, or `what` it holds."""

    def __init__(self, module: str, what: str = "") -> None:
        self._module = module
        self._what = what

    def __getattr__(self, name: str) -> Any:
        found = import_module(self._module)
        return getattr(getattr(found, self._what) if self._what else found, name)
