"""The state tables as diagrams: `python -m tests.states > docs/states.md` writes the page anew."""

import pkgutil
from importlib import import_module

import app
from app.kit.machine import Machine

INTRODUCTION = """\
# State tables

Each thing with a life has one table of states and named moves (`app/*/states.py`). A move is named
for the act; the act's handler asks the table with `Machine.after`, and a move that the table does
not have is refused as `move_closed`. An unreachable state or a doubled move stops the program when
it is imported. What an order is called on the screen is derived from the units of its lines
(`app/orders/model.py`, `header_status`); it is never stored.

This page is made from the tables: `python -m tests.states > docs/states.md`."""


def machines() -> list[Machine]:
    """Every table of a module called states, by the names of the slices."""
    found = pkgutil.walk_packages(app.__path__, "app.")
    named = sorted(module.name for module in found if module.name.endswith(".states"))
    values = [value for name in named for value in vars(import_module(name)).values()]
    return [value for value in values if isinstance(value, Machine)]


def page() -> str:
    diagrams = [
        f"## {machine.name.capitalize()}\n\n```mermaid\n{machine.mermaid()}\n```"
        for machine in machines()
    ]
    return "\n\n".join([INTRODUCTION, *diagrams])


if __name__ == "__main__":
    print(page())
