"""A module that is loaded when it is first asked for something: what a start can do without.

Beside it stands the import for those who check types:

    if TYPE_CHECKING:
        from ui import screens
    else:
        screens = Later("ui.screens")
"""

from importlib import import_module
from typing import Any


class Later:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, what: str) -> Any:
        return getattr(import_module(self._name), what)
