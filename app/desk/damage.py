"""The trouble of a desk's disk: what a person is told, and what becomes of a damaged database."""

import os

from sqlalchemy.exc import DBAPIError

from app.desk.profile import Profile
from app.kit.clock import Instant
from app.kit.durable import sync_folder
from app.kit.errors import Refusal
from app.storage.engine import desk_engine
from app.storage.trouble import Trouble, trouble_of

OPENING_TAKES = 64 << 10  # bytes: without room for the log's index SQLite speaks of the disk
DAMAGED = "desk.damaged-"
LITTLE_ROOM = 500 << 20  # bytes: some days of a busy store, so that somebody can make room


def little_room(profile: Profile) -> bool:
    return profile.free() < LITTLE_ROOM


def told_of(error: DBAPIError, profile: Profile) -> Refusal:
    """Refusal disk_full, disk_fails or desk_damaged. Raises `error` itself when it is a bug."""
    trouble = trouble_of(error)
    if trouble is None:
        raise error
    if trouble is Trouble.DAMAGED:
        profile.doubt()
    if trouble is Trouble.FAILS and profile.free() < OPENING_TAKES:
        trouble = Trouble.FULL
    return Refusal(trouble.value, folder=str(profile.folder))


def is_sound(profile: Profile, key: bytes) -> bool:
    """Every page is what was written, and stands where it belongs. Reads the whole file."""
    engine = desk_engine(profile.database, key, read_only=True)
    try:
        with engine.connect() as db:
            wrong = db.exec_driver_sql("PRAGMA cipher_integrity_check").first()
            return wrong is None and db.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    finally:
        engine.dispose()


def kept_aside(profile: Profile) -> str:
    """The path of the damaged database that was moved aside last; empty when none lies there."""
    found = sorted(profile.folder.glob(f"{DAMAGED}*.db"))
    return str(found[-1]) if found else ""


def move_aside(profile: Profile, now: Instant) -> str:
    """Keep a damaged database under another name, which is returned: nothing is overwritten."""
    path = profile.database
    aside = path.with_name(f"{DAMAGED}{now}.db")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            os.replace(part, aside.with_name(aside.name + suffix))
    sync_folder(path.parent)
    profile.trust()
    return aside.name
