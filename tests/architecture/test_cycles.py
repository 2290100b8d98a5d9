"""Is the import graph of app and ui free of cycles, module by module."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from tests.architecture.reading import Module, modules, sample


def cycle(among: Iterable[Module]) -> list[str]:
    """The names along one cycle, or none."""
    by_name = {module.name: module for module in among}
    graph = {
        name: {_target(imported, by_name.keys()) for _, imported in module.imports()} - {"", name}
        for name, module in by_name.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        names: list[str] = found.args[1]
        return names
    return []


def _target(imported: str, known: Iterable[str]) -> str:
    """The module that holds an imported name: itself a module, or a name in one."""
    parent = imported.rpartition(".")[0]
    return imported if imported in known else parent if parent in known else ""


def test_no_module_imports_itself_through_others() -> None:
    assert cycle(modules()) == []


def test_a_cycle_would_be_found() -> None:
    first = sample("app.a", "from app import b")
    second = sample("app.b", "def late():\n    from app.a import thing")
    assert cycle([first, second])
    assert not cycle([first, sample("app.b", "import json")])
