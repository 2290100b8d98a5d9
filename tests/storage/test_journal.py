"""The second copy of the outbox gives back every whole frame, whatever happened to the file."""

import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.clock import Instant
from app.storage.journal import Journal
from app.storage.outbox import Envelope

KEY = bytes(range(32))


def envelope(number: int, size: int = 40) -> Envelope:
    return Envelope(
        command_id=f"{number:032x}",
        client_seq=number,
        kind="order.place",
        v=1,
        body='{"note":"' + "x" * size + '"}',
        hash="h",
        user_id="u",
        grant="g",
        occurred_at=Instant(number),
        chain="c",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.journal"


def written(path: Path, count: int) -> list[int]:
    """Frames 1…count; the offset at which each begins, and the end."""
    journal, starts = Journal(path, KEY), [0]
    for number in range(1, count + 1):
        journal.append(envelope(number))
        starts.append(path.stat().st_size)
    journal.close()
    return starts


def numbers(path: Path, key: bytes = KEY) -> list[int]:
    journal = Journal(path, key)
    found = [each.client_seq for each in journal.read()]
    journal.close()
    return found


def test_what_was_appended_is_read_again_whole(path: Path) -> None:
    written(path, 3)
    journal = Journal(path, KEY)
    assert list(journal.read()) == [envelope(number) for number in (1, 2, 3)]
    journal.close()


def test_the_file_shows_nothing_of_an_order(path: Path) -> None:
    written(path, 1)
    assert b"order.place" not in path.read_bytes()


def test_a_torn_tail_loses_only_the_frame_that_was_never_acknowledged(path: Path) -> None:
    starts = written(path, 3)
    whole = path.read_bytes()
    for cut in range(starts[2], starts[3]):
        path.write_bytes(whole[:cut])
        assert numbers(path) == [1, 2]


def test_what_is_appended_behind_a_torn_tail_is_found(path: Path) -> None:
    starts = written(path, 2)
    path.write_bytes(path.read_bytes()[: starts[2] - 5])
    journal = Journal(path, KEY)
    journal.append(envelope(3))
    journal.close()
    assert numbers(path) == [1, 3]


@settings(max_examples=60)
@given(where=st.floats(0, 0.999), bit=st.integers(0, 7))
def test_a_damaged_frame_costs_no_other_frame(
    tmp_path_factory: pytest.TempPathFactory, where: float, bit: int
) -> None:
    path = tmp_path_factory.mktemp("journal") / "outbox.journal"
    starts = written(path, 3)
    data = bytearray(path.read_bytes())
    at = int(len(data) * where)
    data[at] ^= 1 << bit
    path.write_bytes(bytes(data))
    hit = max(n for n, start in enumerate(starts) if start <= at) + 1
    assert numbers(path) == [number for number in (1, 2, 3) if number != hit]


def test_rubbish_between_frames_is_passed_over(path: Path) -> None:
    starts = written(path, 2)
    whole = path.read_bytes()
    rubbish = random.Random(1).randbytes(700)
    path.write_bytes(rubbish + whole[: starts[1]] + rubbish + whole[starts[1] :])
    assert numbers(path) == [1, 2]


def test_sectors_that_the_power_cut_left_empty_are_passed_over(path: Path) -> None:
    """A journal with zeros in it kept the desk from opening at all."""
    starts = written(path, 2)
    whole = path.read_bytes()
    path.write_bytes(whole[: starts[1]] + bytes(700) + whole[starts[1] :] + bytes(20))
    assert numbers(path) == [1, 2]


def test_another_key_reads_nothing_and_breaks_nothing(path: Path) -> None:
    written(path, 2)
    assert numbers(path, bytes(32)) == []
    assert numbers(path) == [1, 2]


def test_starting_anew_keeps_what_is_still_waiting(path: Path) -> None:
    journal = Journal(path, KEY)
    for number in (1, 2, 3):
        journal.append(envelope(number))
    journal.start_anew([envelope(3)])
    journal.append(envelope(4))
    journal.close()
    assert numbers(path) == [3, 4]
    assert list(path.parent.iterdir()) == [path]


def test_a_start_that_died_half_way_is_begun_again(path: Path) -> None:
    written(path, 2)
    path.with_suffix(".new").write_bytes(b"half a frame")
    journal = Journal(path, KEY)
    journal.start_anew([envelope(2)])
    journal.close()
    assert numbers(path) == [2]


def test_when_no_new_file_can_be_made_the_journal_goes_on_in_the_old_one(path: Path) -> None:
    """Else the next order would be saved, and then fail on a closed file."""
    journal = Journal(path, KEY)
    journal.append(envelope(1))
    with disk_ends_at(10), pytest.raises(OSError, match="space"):
        journal.start_anew([envelope(1)])
    journal.append(envelope(2))
    journal.close()
    assert numbers(path) == [1, 2]


def test_a_frame_that_did_not_fit_on_the_disk_is_not_called_durable(path: Path) -> None:
    """The system may write a part and report no error."""
    journal = Journal(path, KEY)
    journal.append(envelope(1))
    with disk_ends_at(journal.size() + 20), pytest.raises(OSError, match="space"):
        journal.append(envelope(2))
    journal.append(envelope(3))
    journal.close()
    assert numbers(path) == [1, 3]


@contextmanager
def disk_ends_at(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
