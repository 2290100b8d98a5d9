"""Is every package that app and ui import declared, and every declared one locked."""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions

from tests.architecture.reading import ROOT, Module, modules, sample

OURS = {"app", "ui", "resources"}


def declared(text: str) -> set[str]:
    """Normalised names of the run-time dependencies in a pyproject.toml."""
    listed = tomllib.loads(text)["project"]["dependencies"]
    return {_normalised(re.split(r"[\[<>=~; ]", one)[0]) for one in listed}


def undeclared(among: Iterable[Module], known: set[str]) -> set[str]:
    homes = packages_distributions()
    imported = {name.partition(".")[0] for module in among for _, name in module.imports()}
    foreign = imported - OURS - sys.stdlib_module_names
    return {
        name for name in foreign if not known & {_normalised(home) for home in homes.get(name, [])}
    }


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_what_is_imported_is_declared() -> None:
    known = declared((ROOT / "pyproject.toml").read_text("utf-8"))
    assert undeclared(modules(), known | {"shiboken6"}) == set()


def test_an_undeclared_import_would_be_found() -> None:
    known = declared('[project]\ndependencies = ["Jinja2>=3"]')
    assert undeclared([sample("app.a", "import jinja2\nimport pytest")], known) == {"pytest"}


def test_the_lock_holds_each_dependency_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    assert declared((ROOT / "pyproject.toml").read_text("utf-8")) - locked == set()
    assert "://" not in lock
