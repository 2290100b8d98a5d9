"""Write the baseline revision from the metadata: `python -m tests.storage.baseline`.

Only until the first release: from then on a change is a revision of its own.
"""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterable

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.operations.ops import CreateIndexOp, CreateTableOp, UpgradeOps

import app
from app.storage.migrations.history import VERSIONS
from app.storage.schema import Side, metadata, tell_postgresql

PATH = VERSIONS / "0001_baseline.py"
BOTH = (Side.DESK, Side.SERVER)

_HEAD = '''"""The tables of the first release. Written by `python -m tests.storage.baseline`."""

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _both()
    if context.config.attributes["side"] == "desk":
        _desk()
    else:
        _server()
'''


def baseline() -> str:
    """The text of the revision that makes all tables of the metadata."""
    import_all_tables()
    tell_postgresql(metadata)
    parts = [_HEAD]
    for name, sides in (("both", BOTH), ("desk", (Side.DESK,)), ("server", (Side.SERVER,))):
        tables = [t for t in metadata.sorted_tables if set(t.info["sides"]) == set(sides)]
        parts.append(f"def _{name}() -> None:\n{_code(tables)}\n")
    text = "\n\n".join(parts)
    ruff = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(PATH), "-"]
    return subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout


def import_all_tables() -> None:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.endswith(".tables") or module.name == "app.storage.outbox":
            importlib.import_module(module.name)


def _code(tables: Iterable[sa.Table]) -> str:
    acts: list[CreateTableOp | CreateIndexOp] = []
    for table in tables:
        made = CreateTableOp.from_table(table)
        made.info = {}  # who gets the rows is no part of the schema
        acts.append(made)
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        acts += [CreateIndexOp.from_index(index) for index in indexes]
    code = render_python_code(UpgradeOps(ops=list(acts)))
    for text, value in (("0", "false"), ("1", "true")):  # as SQLite writes it; PostgreSQL does not
        told = f"sa.Boolean(), server_default=sa.text('{text}')"
        code = code.replace(told, f"sa.Boolean(), server_default=sa.{value}()")
    return "\n".join(line for line in code.splitlines() if "Alembic" not in line)


if __name__ == "__main__":
    PATH.write_text(baseline())
    print(f"written: {PATH.name}")
