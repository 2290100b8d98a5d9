"""The model of a disk keeps what was synced, and takes away only what a power cut may take."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.disk import (
    SECTOR,
    Cut,
    Damage,
    Disk,
    Gone,
    Made,
    Renamed,
    Said,
    Step,
    Synced,
    Wrote,
)
from tests.support.recorded import recorded, told_file, traces

ALL = [(damage, seed) for damage in Damage for seed in range(60)]
BEGUN: tuple[Step, ...] = (Made("a", 0), Wrote(0, 0, b"x" * 1024), Synced(0), Synced(None))


def images(*steps: Step) -> list[dict[str, bytes]]:
    disk = Disk()
    for step in steps:
        disk.apply(step)
    return [disk.image(random.Random(seed), damage) for damage, seed in ALL]


def test_what_was_synced_is_always_there() -> None:
    assert all(image == {"a": b"x" * 1024} for image in images(*BEGUN))


def test_a_file_whose_folder_was_not_synced_may_have_no_name() -> None:
    found = images(Made("a", 0), Wrote(0, 0, b"x"), Synced(0))
    assert {} in found
    assert {"a": b"x"} in found


def test_a_write_is_there_or_not_or_torn_at_a_sector() -> None:
    seen = {image["a"] for image in images(*BEGUN, Wrote(0, 0, b"y" * 1024))}
    old, new = b"x" * SECTOR, b"y" * SECTOR
    assert seen == {old + old, new + new, old + new, new + old}


def test_a_later_write_may_be_there_without_an_earlier() -> None:
    seen = {i["a"] for i in images(*BEGUN, Wrote(0, 0, b"y" * 512), Wrote(0, 1024, b"z" * 512))}
    assert b"x" * 1024 + b"z" * 512 in seen
    assert b"y" * 512 + b"x" * 512 in seen


def test_a_hole_is_zeros() -> None:
    seen = {image["a"] for image in images(*BEGUN, Wrote(0, 2048, b"z"))}
    assert seen == {b"x" * 1024, b"x" * 1024 + bytes(1024) + b"z"}


def test_a_rename_happens_after_what_came_before_it() -> None:
    found = images(*BEGUN, Made("b", 1), Wrote(1, 0, b"new"), Synced(1), Renamed("b", "a"))
    told = [{"a": b"x" * 1024}, {"a": b"x" * 1024, "b": b"new"}, {"a": b"new"}]
    assert all(image in told for image in found)
    assert all(image in found for image in told)


def test_what_was_removed_or_cut_may_come_back() -> None:
    assert {bytes(i.get("a", b"")) for i in images(*BEGUN, Gone("a"))} == {b"", b"x" * 1024}
    assert {i["a"] for i in images(*BEGUN, Cut(0, 3))} == {b"xxx", b"x" * 1024}


WRITER = """
import os, sys
folder = sys.argv[1]
os.mkdir(folder)
os.mkdir(folder + "/prints")
open(folder + "/prints/away", "w").write("not ours")
file = open(folder + "/a", "ab", buffering=0)
file.write(b"one")
file.write(b"two")
os.fsync(file.fileno())
other = os.open(folder + "/b", os.O_RDWR | os.O_CREAT)
os.pwrite(other, b"late", 4)
os.ftruncate(other, 6)
os.rename(folder + "/b", folder + "/a")
here = os.open(folder, os.O_RDONLY)
os.fsync(here)
told = os.open(folder + ".told", os.O_WRONLY | os.O_CREAT)
os.write(told, b"done\\n")
os.unlink(folder + "/a")
"""


@pytest.mark.skipif(not traces(), reason="strace cannot follow a program here")
def test_every_change_of_the_folder_is_recorded_in_its_order(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    steps = recorded(folder, [sys.executable, "-c", WRITER, str(folder)], tmp_path / "trace")
    assert told_file(folder).read_text() == "done\n"
    assert steps == [
        *(Made("a", 0), Wrote(0, 0, b"one"), Wrote(0, 3, b"two"), Synced(0)),
        *(Made("b", 1), Wrote(1, 4, b"late"), Cut(1, 6), Renamed("b", "a"), Synced(None)),
        *(Said("done"), Gone("a")),
    ]


@pytest.mark.skipif(not traces(), reason="strace cannot follow a program here")
def test_a_program_that_fails_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        recorded(tmp_path / "desk", [sys.executable, "-c", "1/0"], tmp_path / "trace")
