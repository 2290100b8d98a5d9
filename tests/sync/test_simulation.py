"""Seeds of a whole shop on a bad network: nothing lost, nothing doubled, both sides agree.

`scripts/campaign simulate` plays many more and longer ones.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.simulator import Weather, World, fresh_folder
from tests.sync.story import _check, _step, tell
from tests.sync.test_recovery import keep_copy, put_copy

SEEDS = range(9_001, 9_013)
RESTORED = range(9_301, 9_304)
COMMANDS = 60  # a third of a campaign's: twelve of them stay under a minute on two cores
ROUGH = Weather(
    drop=0.25, double=0.2, stale=0.2, slow=0.3, crash_desk=0.03, crash_server=0.03, partition=0.1
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where there is such a place: the disk's own speed is no part of the story."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="gerai-seed-", dir=shared if os.access(shared, os.W_OK) else None
    ) as name:
        yield Path(name)


@pytest.mark.parametrize("seed", RESTORED)
def test_nothing_is_lost_when_the_server_comes_back_from_an_older_copy(
    folder: Path, seed: int
) -> None:
    """Each desk offers what it still keeps, whether the feed had shown it or not."""
    world = World(folder, seed)
    try:
        play(world, 15)
        kept = keep_copy(world)
        play(world, 30)
        world.server.service.close()
        put_copy(world, kept)
        world.server.restart()
        play(world, 40)
        assert _check(world, settled=world.settle()) == []
        assert world.stats.reconciles > 0
    finally:
        world.close()


def play(world: World, commands: int) -> None:
    for _ in range(2_000):
        if world.stats.commands >= commands:
            return
        _step(world)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shop_on_a_bad_network_loses_and_doubles_nothing(folder: Path, seed: int) -> None:
    ending = tell(folder, seed, wanted=COMMANDS)
    assert ending.violations == ()
    assert ending.commands >= COMMANDS


def test_in_rough_weather_with_many_crashes_too(folder: Path) -> None:
    ending = tell(folder, 9_101, wanted=COMMANDS // 2, weather=ROUGH)
    assert ending.violations == ()
    assert ending.crashes > 0


def test_a_seed_plays_again_to_the_same_fingerprint(folder: Path) -> None:
    first, second, other = (
        tell(fresh_folder(folder / name), seed, wanted=12)
        for name, seed in (("first", 9_201), ("second", 9_201), ("other", 9_202))
    )
    assert first == second
    assert first.fingerprint != other.fingerprint
