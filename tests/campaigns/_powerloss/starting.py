"""What does a desk know when it starts on what a power cut left: the real start-up, judged."""

import shutil
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import DatabaseError

from app.adapters.key_stores import FileKeyStore
from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.insights.verify.runs import verify_desk
from app.kit.clock import SECOND, Instant
from app.kit.errors import Refusal
from app.kit.ids import id_maker
from app.storage.engine import desk_engine
from app.storage.outbox import outbox, outbox_archive

JOURNAL, DATABASE = "outbox.journal", "desk.db"


class Copies(StrEnum):
    """Which of the two copies of the outbox the cut left at all."""

    BOTH = "both"
    DATABASE = "database alone"
    JOURNAL = "journal alone"


@dataclass(frozen=True, slots=True)
class Known:
    """Command ids after a start: still to be sent, and ended."""

    waiting: frozenset[str]
    ended: frozenset[str]


class Standing:
    """A clock that stands still."""

    def now(self) -> Instant:
        return Instant(1_796_000_000 * SECOND)

    def monotonic_ms(self) -> int:
        return 0


def left(contents: Mapping[str, bytes], copies: Copies) -> dict[str, bytes]:
    """The files of an image, without the copy that is taken away."""
    gone = {Copies.BOTH: "\0", Copies.DATABASE: JOURNAL, Copies.JOURNAL: DATABASE}[copies]
    return {name: data for name, data in contents.items() if not name.startswith(gone)}


def wrong_after(
    folder: Path, contents: Mapping[str, bytes], saved: Set[str], copies: Copies, *, deep: bool
) -> list[str]:
    """What a start on this image gets wrong; `saved` were shown as saved. `deep`: verify too."""
    lay_out(folder, left(contents, copies))
    try:
        store, profile = start(folder)
    except (Refusal, DatabaseError, InvalidTag, ValueError, OSError) as trouble:
        return [f"unreadable: {trouble!r}"]
    try:
        known = known_to(store)
        ended = known.ended
        wrong = []
        if copies is Copies.JOURNAL:
            # What was ended before the cut the journal need not have: the server has it.
            lay_out(folder.with_name("whole"), contents)
            ended = known_of(folder.with_name("whole")).ended
        elif store.moved_aside:
            wrong.append(f"unreadable: moved aside as {store.moved_aside}")
        wrong += [f"lost: {each}" for each in sorted(saved - known.waiting - ended)]
        written = {envelope.command_id for envelope in store.journal.read()}
        wrong += [f"one copy only: {each}" for each in sorted(known.waiting - written)]
    finally:
        store.abandon()
        profile.close()
    return wrong + (unsound(folder) if deep and copies is not Copies.JOURNAL else [])


def start(folder: Path) -> tuple[DeskStore, Profile]:
    profile = Profile(folder)
    profile.open()
    try:
        key = profile.key(FileKeyStore(folder))
        clock = Standing()
        return DeskStore(profile, key, REGISTER, clock, id_maker(clock)), profile
    except BaseException:
        profile.close()
        raise


def known_of(folder: Path) -> Known:
    store, profile = start(folder)
    try:
        return known_to(store)
    finally:
        store.abandon()
        profile.close()


def known_to(store: DeskStore) -> Known:
    def ids(db: sa.Connection) -> list[frozenset[str]]:
        return [
            frozenset(db.execute(sa.select(table.c.command_id)).scalars())
            for table in (outbox, outbox_archive)
        ]

    return Known(*store.write(ids))


def unsound(folder: Path) -> list[str]:
    """What SQLite, the cipher and our own invariants find in the database."""
    engine = desk_engine(
        folder / DATABASE, Profile(folder).key(FileKeyStore(folder)), read_only=True
    )
    try:
        with engine.connect() as db:
            told = [
                *db.exec_driver_sql("PRAGMA cipher_integrity_check").scalars(),
                *(w for w in db.exec_driver_sql("PRAGMA integrity_check").scalars() if w != "ok"),
            ]
        broken = [result for result in verify_desk(engine) if result.ok is False]
    finally:
        engine.dispose()
    return [f"unsound: {word}" for word in told] + [
        f"unsound: {result.id} {result.violations[:2]}" for result in broken
    ]


def lay_out(folder: Path, contents: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
