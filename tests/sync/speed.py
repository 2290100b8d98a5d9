"""What makes a story of thirteen databases quick to tell, without telling another one."""

import gc
import os
from collections.abc import Hashable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.engine import Connection, Engine


class _Compiled(dict[Hashable, Any]):
    """Statements by driver and text. SQLAlchemy keeps them for each engine apart, so that each of
    thirteen databases would compile the same ones again: half of a story's time."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_driver(key), default)

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(_of_driver(key))

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_of_driver(key), compiled)


def _of_driver(key: Any) -> Hashable:
    dialect, *rest = key
    return (dialect.driver, *rest)


_compiled = _Compiled()


RARELY = (200_000, 20, 20)  # objects; Python's own 700 looks through all modules again and again


def collect_rarely() -> None:
    """What stands now stays: whoever looks for rubbish passes it over. 7 % of a story's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


PAGE = 2_048  # bytes
LIGHT = {"page_size": str(PAGE), "hmac_algorithm": "HMAC_SHA1"}
USUAL = {"page_size": "4096", "hmac_algorithm": "HMAC_SHA512"}


@contextmanager
def light_cipher() -> Iterator[None]:
    """Smaller pages and a quicker proof of each for the desks of a story: 8 % of its time.

    They are defaults of the whole process, so they hold no longer than the story. What the usual
    ones are worth is the business of kills and power cuts.
    """
    _by_default(LIGHT)
    try:
        yield
    finally:
        _by_default(USUAL)


def _by_default(settings: dict[str, str]) -> None:
    with closing(sqlcipher.connect(":memory:")) as any_one:
        for name, value in settings.items():
            any_one.execute(f"PRAGMA cipher_default_{name}={value}")


def empty_logs(folder: Path) -> None:
    """What the databases below have not taken in yet, each of them would as it is closed: nobody
    reads them again. 3 % of a story's time."""
    for log in folder.rglob("*-wal"):
        os.truncate(log, 0)


def compile_once(engine: Engine, *open_connections: Connection) -> Engine:
    engine.update_execution_options(compiled_cache=_compiled)
    for connection in open_connections:
        connection.execution_options(compiled_cache=_compiled)
    return engine
