"""What arrives of a shop lies on the disk for a while: sealed, whole, and then gone."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.desk.profile import Profile
from app.desk.spool import Spool
from app.kit.errors import Refusal, Unreachable

KEY = bytes(range(32))
LINES = [b'{"name":"Budi Santoso"}', b"", b"x" * 300_000]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "arriving"


@pytest.fixture
def spool(path: Path) -> Iterator[Spool]:
    spool = Spool(path, KEY)
    yield spool
    spool.clear()


def test_it_gives_back_what_it_was_given_as_often_as_it_is_asked(spool: Spool, path: Path) -> None:
    assert list(spool.lines()) == []
    for line in LINES:
        spool.add(line)
    assert list(spool.lines()) == list(spool.lines()) == LINES
    spool.add(b"more")
    assert list(spool.lines()) == [*LINES, b"more"]
    spool.clear()
    assert list(spool.lines()) == []
    assert list(path.parent.iterdir()) == []


def test_nobody_reads_a_name_on_the_disk(spool: Spool, path: Path) -> None:
    spool.add(LINES[0])
    list(spool.lines())
    assert b"Budi" not in path.read_bytes()


def test_a_later_start_goes_on_with_it(spool: Spool, path: Path) -> None:
    for line in LINES:
        spool.add(line)
    spool.close()
    later = Spool(path, KEY)
    assert list(later.recall()) == LINES
    later.add(b"more")
    assert list(later.lines()) == [*LINES, b"more"]
    later.clear()
    assert list(Spool(path, KEY).recall()) == []


@pytest.mark.parametrize("cut", [1, 29, 100_000])
@pytest.mark.parametrize("noise", [b"", b"\0" * 40])
def test_what_a_power_cut_left_unreadable_is_taken_off(
    spool: Spool, path: Path, cut: int, noise: bytes
) -> None:
    for line in LINES:
        spool.add(line)
    spool.close()
    path.write_bytes(path.read_bytes()[:-cut] + noise)
    later = Spool(path, KEY)
    assert list(later.recall()) == LINES[:-1]
    later.add(b"more")
    assert list(later.lines()) == [*LINES[:-1], b"more"]
    later.clear()


def test_of_another_desk_nothing_is_read(spool: Spool, path: Path) -> None:
    spool.add(LINES[0])
    spool.close()
    other = Spool(path, bytes(32))
    assert list(other.recall()) == []
    other.clear()


def test_a_desk_that_forgets_the_shop_forgets_it_too(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    profile.spool.write_bytes(b"of before")
    profile.wipe()
    assert not profile.spool.exists()


@pytest.mark.parametrize("at", [0, 2, 10, 20, 40])
def test_damage_is_told_as_no_answer(spool: Spool, path: Path, at: int) -> None:
    for line in LINES:
        spool.add(line)
    list(spool.lines())
    data = bytearray(path.read_bytes())
    data[at] ^= 0x40
    path.write_bytes(data)
    with pytest.raises(Unreachable):
        list(spool.lines())


class FullDisk:
    def __init__(self, number: int) -> None:
        self._number = number

    def write(self, _data: bytes) -> int:
        raise OSError(self._number, os.strerror(self._number))

    def close(self) -> None:
        self.write(b"")


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "disk_fails")]
)
def test_a_disk_that_takes_no_more_is_told_as_such(path: Path, number: int, code: str) -> None:
    path.touch()
    disk: Any = FullDisk(number)
    spool = Spool(path, KEY)
    spool._file = disk
    with pytest.raises(Refusal, match=code):
        spool.add(LINES[1])
    spool.clear()
    assert list(path.parent.iterdir()) == []
