"""Real screens for the museum: dressed, shown, and with a desk whose answers a test may hold up."""

import pytest

from tests.ui.conftest import desk_app, dressing

__all__ = ["desk_app", "dressing"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of every window that it cannot pass on size hints."""
    mute = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
    for item in items:
        if "/museum/screens/" in item.nodeid:
            item.add_marker(mute)
