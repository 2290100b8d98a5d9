"""A process that starts a desk or a server on tables of before, and is killed on the way.

It starts as the program does. Every statement and every commit is a step; `dies_at` is the number
of the one before which SIGKILL comes.
"""

import os
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.kit.clock import Instant
from app.kit.ids import id_maker
from app.server.service import Service
from app.storage.migrations.history import History

COMMIT = "COMMIT"
NEVER = 0
FEW_PAGES = 10  # so that much of a change lies on the disk before it is committed


class Standing:
    """A clock that stands: what was killed and what was not differ in nothing else."""

    def __init__(self, at: int) -> None:
        self._at = Instant(at)

    def now(self) -> Instant:
        return self._at

    def monotonic_ms(self) -> int:
        return 0


def start_desk(folder: Path, key: bytes, history: History, at: int) -> None:
    profile, clock = Profile(folder), Standing(at)
    profile.open()
    new_id = id_maker(clock)
    store = DeskStore(profile, key, REGISTER, clock, new_id, boot_id="boot", history=history)
    assert not store.moved_aside
    store.abandon()


def start_server(url: str, history: History) -> None:
    Service(url, history=history).close()


def spared(context: ForkServerContext, start: Callable[..., None], *args: Any) -> int:
    """A start that is left alone; the number of the step that commits its first transaction."""
    told = context.SimpleQueue()
    life = context.Process(target=_live, args=(NEVER, told, start, args))
    life.start()
    life.join(60)
    assert life.exitcode == 0
    commit: int = told.get()
    return commit


def killed(
    context: ForkServerContext, dies_at: int, start: Callable[..., None], *args: Any
) -> None:
    life = context.Process(target=_live, args=(dies_at, None, start, args))
    life.start()
    life.join(60)
    assert life.exitcode == -signal.SIGKILL


def _live(dies_at: int, told: Any, start: Callable[..., None], args: tuple[Any, ...]) -> None:
    steps: list[str] = []

    def passes(step: str) -> None:
        steps.append(step)
        if len(steps) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    @sa.event.listens_for(Engine, "begin")
    def begun(db: Connection) -> None:
        raw = db.connection.driver_connection
        if db.dialect.name == "sqlite" and raw is not None:
            raw.execute(f"PRAGMA cache_size={FEW_PAGES}")

    @sa.event.listens_for(Engine, "before_cursor_execute")
    def says(_db: Connection, _cursor: object, statement: str, *_others: object) -> None:
        passes(statement)

    @sa.event.listens_for(Engine, "commit")
    def commits(_db: Connection) -> None:
        passes(COMMIT)

    start(*args)
    passes("started")
    if told is not None:
        told.put(steps.index(COMMIT) + 1)
