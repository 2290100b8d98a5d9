"""A desk's database is checked against all of its tables, though nobody loaded a handler yet."""

import subprocess
import sys

TELL = "from app.storage.schema import metadata; print(*sorted(metadata.tables))"


def tables_with(module: str) -> list[str]:
    told = f"import {module}; {TELL}"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_the_schema_of_a_desk_is_whole() -> None:
    whole = tables_with("app.desk.schema, app.features, app.server.service")
    assert tables_with("app.desk.schema") == whole
    assert "orders" in whole
