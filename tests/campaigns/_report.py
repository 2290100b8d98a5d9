"""What every campaign's page begins with, and its tables."""

import platform
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def heading(title: str, command: str) -> list[str]:
    """Title with the day; the command, the commit and what it ran on."""
    return [f"# {title}, {time.strftime('%Y-%m-%d')}", "", ran(command)]


def ran(command: str) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    where = f"Python {platform.python_version()}, {platform.system()}"
    return f"`{command}`, commit {commit}, {where}."


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    return [
        "",
        f"| {' | '.join(head)} |",
        f"|---{'|---:' * (len(head) - 1)}|",
        *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows),
    ]


def figures(told: Mapping[str, object]) -> list[str]:
    return table(("what", "figure"), told.items())


def listed(wrong: Sequence[str], most: int = 40) -> list[str]:
    return ["", *(f"- {line}" for line in wrong[:most])] if wrong else []


def write(path: Path, lines: Sequence[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")
