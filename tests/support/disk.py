"""What may a disk hold after the power went: the order in which one folder was written, replayed.

What was synced is there. Of what was written since, each write may be there, gone, or torn at a
sector; a later one may be there without an earlier. Names follow in the order in which they were
made, up to any of them, unless the folder was synced. Nothing goes back in time: the cache of a
disk holds one copy of a sector.
"""

import random
from dataclasses import dataclass, field
from enum import StrEnum

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Gone:
    name: str


@dataclass(frozen=True, slots=True)
class Renamed:
    name: str
    to: str


@dataclass(frozen=True, slots=True)
class Wrote:
    file: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """A file's content; the folder's names where `file` is None."""

    file: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """What the program told the world at this moment."""

    text: str


Naming = Made | Gone | Renamed
Step = Naming | Wrote | Cut | Synced | Said


class Damage(StrEnum):
    DROPPED = "dropped"  # nothing that was not synced
    TORN = "torn"  # all up to some write, which is torn
    REORDERED = "reordered"  # any of them, torn or whole


@dataclass(slots=True)
class _File:
    synced: bytearray = field(default_factory=bytearray)
    since: list[Wrote | Cut] = field(default_factory=list)


class Disk:
    """One folder. `apply` each step in turn; `image` tells what a power cut now may leave."""

    def __init__(self) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._renaming: list[Naming] = []

    @property
    def unsynced(self) -> int:
        """Writes and names that a power cut may take away."""
        return len(self._renaming) + sum(len(file.since) for file in self._files.values())

    def apply(self, step: Step) -> None:
        match step:
            case Made(_, file):
                self._files.setdefault(file, _File())
                self._renaming.append(step)
            case Gone() | Renamed():
                self._renaming.append(step)
            case Wrote(file) | Cut(file):
                self._files[file].since.append(step)
            case Synced(None):
                self._names = _renamed(self._names, self._renaming)
                self._renaming.clear()
            case Synced(file):
                assert file is not None
                found = self._files[file]
                _write(found.synced, found.since)
                found.since.clear()

    def image(self, chance: random.Random, damage: Damage) -> dict[str, bytes]:
        """Name → content."""
        names = _renamed(self._names, _kept_names(self._renaming, chance, damage))
        contents = {}
        for name, file in sorted(names.items()):
            found = self._files[file]
            content = bytearray(found.synced)
            _write(content, _kept(found.since, chance, damage))
            contents[name] = bytes(content)
        return contents


def _kept_names(names: list[Naming], chance: random.Random, damage: Damage) -> list[Naming]:
    match damage:
        case Damage.DROPPED:
            return []
    return names[: chance.randint(0, len(names))]


def _kept(since: list[Wrote | Cut], chance: random.Random, damage: Damage) -> list[Wrote | Cut]:
    match damage:
        case Damage.DROPPED:
            return []
        case Damage.TORN:
            whole = chance.randint(0, len(since))
            return [
                *since[:whole],
                *(p for s in since[whole : whole + 1] for p in _torn(s, chance)),
            ]
    kept: list[Wrote | Cut] = []
    for step in since:
        match chance.randrange(3):
            case 0:
                kept.append(step)
            case 1:
                kept += _torn(step, chance)
    return kept


def _torn(step: Wrote | Cut, chance: random.Random) -> list[Wrote | Cut]:
    """Some sectors of a write; a change of size happens or not."""
    if isinstance(step, Cut):
        return [step] if chance.random() < 0.5 else []
    pieces: list[Wrote | Cut] = []
    at = 0
    while at < len(step.data):
        size = SECTOR - (step.at + at) % SECTOR
        if chance.random() < 0.5:
            pieces.append(Wrote(step.file, step.at + at, step.data[at : at + size]))
        at += size
    return pieces


def _write(content: bytearray, steps: list[Wrote | Cut]) -> None:
    for step in steps:
        match step:
            case Wrote(_, at, data):
                _resize(content, max(len(content), at))
                content[at : at + len(data)] = data
            case Cut(_, size):
                _resize(content, size)


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


def _renamed(names: dict[str, int], steps: list[Naming]) -> dict[str, int]:
    now = dict(names)
    for step in steps:
        match step:
            case Made(name, file):
                now[name] = file
            case Gone(name):
                now.pop(name, None)
            case Renamed(name, to):
                now[to] = now.pop(name)
    return now
