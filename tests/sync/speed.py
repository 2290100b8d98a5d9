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


def collect_rarely() -> None:
    """What stands now stays: whoever looks for rubbish passes it over, and that is whoever ends a
    story. Python's own way took 10 % of its time."""
    gc.collect()
    gc.freeze()
    gc.disable()


def compile_once(engine: Engine, *open_connections: Connection) -> Engine:
    engine.update_execution_options(compiled_cache=_compiled)
    for connection in open_connections:
        connection.execution_options(compiled_cache=_compiled)
    return engine
