"""What makes a story of thirteen databases quick to tell, without telling another one."""

import gc
from collections.abc import Hashable
from typing import Any

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


def compile_once(engine: Engine, *open_connections: Connection) -> Engine:
    engine.update_execution_options(compiled_cache=_compiled)
    for connection in open_connections:
        connection.execution_options(compiled_cache=_compiled)
    return engine
