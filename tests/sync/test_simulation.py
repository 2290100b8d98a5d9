"""Seeds of a whole shop on a bad network: nothing lost, nothing doubled, both sides agree.

`scripts/campaign simulate` plays many more and longer ones, `scripts/campaign mutants` shows what
they notice.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.kit.clock import HOUR
from app.orders.tables import orders
from app.routing.packing import WHOLE_UP_TO
from app.stock.tables import stock_cells
from tests.support.memory import memory
from tests.sync import people
from tests.sync.checks import at_rest, digest, mirror_differs, never_mailed
from tests.sync.counter import order, order_of, quiet_world
from tests.sync.oracle import replayed_differently
from tests.sync.simulator import World
from tests.sync.storms import clone_image, keep_image, restore_image, wreck
from tests.sync.story import DESKS, STORES, step, tell
from tests.sync.weather import STORMS

# Whole stories: 4 CPU seconds each where nobody else is at work, up to 7 beside others.
SEEDS = range(9_001, 9_001 + int(os.environ.get("GERAI_SEEDS", "100")))
COMMANDS = 60  # less than half of a story, where the weather is what matters
AGAIN = """
import sys
from pathlib import Path
from tests.sync.story import tell
print(tell(Path(sys.argv[1]), 9_201, wanted=20, with_digest=True).digest)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gerai-seed-", dir=memory()) as name:
        yield Path(name)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shop_on_a_bad_network_loses_and_doubles_nothing(folder: Path, seed: int) -> None:
    ending = tell(folder, seed)
    assert ending.violations == ()


def test_in_rough_weather_with_many_crashes_too(folder: Path) -> None:
    ending = tell(folder, 9_101, wanted=COMMANDS, weather=STORMS["messages"])
    assert ending.violations == ()
    assert ending.stats.crashes > 0


@pytest.mark.parametrize("seed", range(9_301, 9_303))
def test_with_machines_from_older_copies_and_full_disks_too(folder: Path, seed: int) -> None:
    ending = tell(folder, seed, wanted=COMMANDS, weather=STORMS["disks"])
    assert ending.violations == ()
    assert ending.stats.full_disks > 0
    assert ending.stats.copies + ending.stats.restores > 0


@pytest.mark.parametrize("kind", sorted(STORMS.keys() - {"messages", "disks"}))
def test_in_any_other_storm_too(folder: Path, kind: str) -> None:
    ending = tell(folder, 9_102, wanted=COMMANDS, weather=STORMS[kind])
    assert ending.violations == ()
    assert ending.stats.crashes > 0
    assert ending.stats.snapshots > 0


def test_in_a_chain_of_many_stores_too(folder: Path) -> None:
    """Where a desk holds the cells of its own place alone, and packed rows of the others."""
    ending = tell(folder, 9_501, wanted=COMMANDS, stores=WHOLE_UP_TO)
    assert ending.violations == ()


def test_nothing_is_lost_when_the_server_comes_back_from_an_older_copy(folder: Path) -> None:
    """Each desk offers what it still keeps, whether the feed had shown it or not."""
    world = World(folder, 9_401, desks=DESKS, stores=STORES)
    try:
        _until(world, 15)
        world.server.back_up()
        _until(world, 30)
        world.server.restore(epoch=False)
        _until(world, 40)
        assert at_rest(world, settled=world.settle()) == []
        assert world.stats.reconciles > 0
    finally:
        world.close()


def _until(world: World, commands: int) -> None:
    for _ in range(2_000):
        if world.stats.commands >= commands:
            return
        step(world)


# --- a seed tells one story ---------------------------------------------------------------------


def test_a_seed_plays_again_to_the_same_bytes_in_another_process(folder: Path) -> None:
    """Every row of every database, whatever order Python gives its sets."""
    told = []
    for hashes in ("1", "77"):
        done = subprocess.run(
            [sys.executable, "-c", AGAIN, str(folder / hashes)],
            env={**os.environ, "PYTHONHASHSEED": hashes},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert len(told[0].strip()) == 32


def test_another_seed_is_another_story(folder: Path) -> None:
    first, other = (
        tell(folder / str(seed), seed, wanted=10, with_digest=True).digest
        for seed in (9_201, 9_202)
    )
    assert first != other


# --- whoever looks would see --------------------------------------------------------------------


def test_the_series_notices_an_order_that_the_server_lost(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        world.desks[0].run(order_of(world.shop), "agent")
        world.settle()
        assert list(replayed_differently(world)) == []
        with world.server.service.engine.begin() as db:
            db.execute(orders.update().values(note="somebody else's"))
        (told,) = replayed_differently(world)
        assert told.startswith("oracle: orders has")


def test_the_mirror_notices_one_unit_that_a_desk_has_too_many(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        desk = world.desks[0]
        assert desk.store is not None
        engine = world.server.service.engine
        with engine.connect() as db:
            assert list(mirror_differs(desk, db)) == []
        cell = stock_cells.update().where(stock_cells.c.available > 0)
        desk.store.write(lambda db: db.execute(cell.values(available=99)))
        with engine.connect() as db:
            assert list(mirror_differs(desk, db))


def test_a_mail_is_noticed_that_is_said_to_be_sent_and_was_not(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        desk, server = world.desks[0], world.server
        known = people.unknown(world, desk._new_id())
        desk.run(msgspec.structs.replace(order_of(world.shop), new_customer=known), "agent")
        world.settle()
        while not server.mailed:
            world.run_until(world.now + HOUR)
            server.tend()
        with server.service.engine.connect() as db:
            assert list(never_mailed(world, db)) == []
        server.mailed.clear()
        with server.service.engine.connect() as db:
            (told,) = never_mailed(world, db)
        assert told.startswith("never mailed")


def test_a_digest_is_of_every_row(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        before = digest(world)
        assert digest(world) == before
        order(world.desks[1])
        assert digest(world) != before


# --- the weather does what it says --------------------------------------------------------------


def test_a_full_disk_refuses_in_words_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        desk = world.desks[0]
        desk.fill_disk(HOUR)
        codes = set()
        for product in range(8):
            if (done := order(desk, product)).refusal is not None:
                codes.add(done.refusal.code)
        assert codes == {"disk_full"}
        world.run_until(world.now + 2 * HOUR)
        assert order(desk).ok


def test_a_cloned_desk_goes_on_as_the_same_device(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        here = world.desks[0]
        keep_image(here)
        clone_image(world, here)
        twin = world.desks[-1]
        assert twin.device_id == here.device_id
        ours = here.run(order_of(world.shop, 0), "agent")
        theirs = twin.run(order_of(world.shop, 1), "agent")
        assert ours.command_id != theirs.command_id
        assert at_rest(world, settled=world.settle()) == []


def test_a_desk_from_an_older_copy_may_lack_only_what_came_after_it(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        desk = world.desks[0]
        kept = order(desk)
        keep_image(desk)
        gone = desk.run(order_of(world.shop), "agent")
        restore_image(world, desk)
        assert world.stats.may_lack == {gone.command_id}
        world.stats.saved[kept.command_id] = desk.device_id
        assert at_rest(world, settled=world.settle()) == []


def test_a_wrecked_desk_loses_nothing(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        desk = world.desks[0]
        desk.run(order_of(world.shop), "agent")
        wreck(world, desk)
        assert world.stats.may_lack == set()
        assert at_rest(world, settled=world.settle()) == []
