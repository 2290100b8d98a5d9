"""A desk with a server, as the tests of the desk have it."""

from tests.desk.conftest import house, line, template

__all__ = ["house", "line", "template"]
