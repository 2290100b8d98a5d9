"""A day at one desk, to be recorded: `-m tests.campaigns._powerloss.working SEED ACTS FOLDER`.

The store, the handlers, the journal and the key are the production ones, and so is the server whose
pages the desk takes. Each command that the desk showed as saved is told at that very moment.
`--relaxed` is the negative control: a desk whose commits the disk is not asked to keep.
"""

import argparse
import os
from pathlib import Path

from app.adapters.key_stores import FileKeyStore
from app.desk.profile import KEY_NAME
from app.kit.clock import HOUR, MINUTE
from tests.support.recorded import told_file
from tests.sync.simulator import CALM, KEY, SimulatedDesk, World
from tests.sync.staff import act

AWAY = 0.06  # of the acts are followed by some hours without a line
CLOSES = 0.03  # the program ends and begins again
SAYS_ANEW = 0.02  # the journal begins anew with what still waits
TIDIES = 0.05  # the log moves into the database while work goes on


class Told(dict[str, str]):
    """The commands that were shown as saved; the world hears of each at once."""

    def __init__(self, desk: str, file: Path) -> None:
        super().__init__()
        self._desk = desk
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT)

    def __setitem__(self, command_id: str, desk: str) -> None:
        super().__setitem__(command_id, desk)
        if desk == self._desk:
            os.write(self._file, f"{command_id}\n".encode())


def work(folder: Path, seed: int, acts: int, *, relaxed: bool) -> None:
    """`folder` is the desk's own; server and other desk live beside it."""
    FileKeyStore(folder).save(KEY_NAME, KEY)
    world = World(folder.parent, seed, desks=2, stores=2, weather=CALM)
    desk, other = world.desks
    world.stats.saved = Told(desk.device_id, told_file(folder))
    relax(desk, relaxed)
    for _ in range(acts):
        world.run_until(world.now + world.random.randrange(1, 20) * MINUTE)
        act(world, desk)
        if world.random.random() < 0.2:
            act(world, other)
        something_else(world, desk, relaxed=relaxed)
    world.close()


def something_else(world: World, desk: SimulatedDesk, *, relaxed: bool) -> None:
    store, chance = desk.store, world.random.random
    assert store is not None
    if chance() < AWAY:
        desk.cut_until = world.now + world.random.randrange(1, 9) * HOUR
    if chance() < TIDIES:
        store.checkpoint()
    if chance() < SAYS_ANEW:
        store.journal.start_anew(store.batch(0, 1_000))
    if chance() < CLOSES:
        if chance() < 0.5:
            store.close()
            desk.store = None
            desk._profile.close()
        else:
            desk.power_off()
        desk.power_on()
        relax(desk, relaxed)


def relax(desk: SimulatedDesk, relaxed: bool) -> None:
    """Commits only reach the system's memory; the disk gets them at the next checkpoint."""
    if relaxed:
        assert desk.store is not None
        raw = desk.store._writer.connection.driver_connection
        assert raw is not None
        desk.store._writer.commit()
        raw.execute("PRAGMA synchronous=NORMAL")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("acts", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--relaxed", action="store_true")
    options = parser.parse_args()
    work(options.folder, options.seed, options.acts, relaxed=options.relaxed)


if __name__ == "__main__":
    main()
