"""What do the modules of app and ui import and call: their syntax trees, read once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """`name` is dotted; a package's is that of its folder, and its tree that of __init__.py."""

    name: str
    tree: ast.Module

    def under(self, *packages: str) -> bool:
        return any(f"{self.name}.".startswith(f"{package}.") for package in packages)

    def imports(self) -> Iterator[tuple[int, str]]:
        """(line, dotted name) of each import, `from a import b` as a.b; nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """(last name called, call): `self.tr(…)` is tr."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Attribute):
                    yield node.func.attr, node
                elif isinstance(node.func, ast.Name):
                    yield node.func.id, node


def sample(name: str, text: str) -> Module:
    return Module(name, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    paths = [path for package in ("app", "ui") for path in sorted((ROOT / package).rglob("*.py"))]
    return tuple(sample(_dotted(path), path.read_text("utf-8")) for path in paths)


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
