"""Desks with a spoilt file: `scripts/campaign damage --images N --seed S`.

A desk with unsent orders loses bits, pages, the head or the tail of its database or of its journal.
Every damage of the database must be found; as long as one of the two copies is whole, every unsent
order must be there after the next start, in both copies again.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from app.adapters.key_stores import FileKeyStore
from app.desk.profile import KEY_NAME, Profile
from tests.campaigns import _report
from tests.campaigns._powerloss.starting import DATABASE, JOURNAL, known_to, start
from tests.support.damage import damage
from tests.support.memory import memory
from tests.sync.counter import catch_up, order, quiet_world
from tests.sync.simulator import KEY

SENT, UNSENT = 5, 12
RESTARTS_WITHIN = 60.0  # seconds


def made(folder: Path) -> set[str]:
    """A desk in `folder`/desk0, closed; the commands that its server has not seen."""
    with quiet_world(folder) as world:
        desk = world.desks[0]
        for n in range(SENT):
            order(desk, n)
        catch_up(desk)
        unsent = {order(desk, n % 8).command_id for n in range(UNSENT)}
        assert desk.store is not None
        desk.store.close()
        desk.store = None
        desk._profile.close()
    FileKeyStore(folder / "desk0").save(KEY_NAME, KEY)
    return unsent


def wrong_after(folder: Path, name: str, unsent: set[str], chance: random.Random) -> list[str]:
    """Spoil one file of the desk in `folder` and start it."""
    kind = damage(folder / name, chance)
    Profile(folder).doubt()  # as damage that is met at work leaves it
    begun = time.monotonic()
    store, profile = start(folder)
    seconds = time.monotonic() - begun
    try:
        waiting = known_to(store).waiting
        written = {envelope.command_id for envelope in store.journal.read()}
        wrong = [f"lost: {each}" for each in unsent - waiting]
        wrong += [f"one copy only: {each}" for each in waiting - written]
        if bool(store.moved_aside) != (name == DATABASE):
            wrong.append(f"not found out: moved aside {store.moved_aside!r}")
        if seconds > RESTARTS_WITHIN:
            wrong.append(f"started in {seconds:.0f} s")
    finally:
        store.abandon()
        profile.close()
    return [f"{name}, {kind}: {line}" for line in wrong]


def play(folder: Path, images: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Images per spoilt file, and what was wrong."""
    (folder / "made").mkdir()
    unsent = made(folder / "made")
    chance = random.Random(seed)
    told, wrong = Counter[str](), list[str]()
    for number in range(images):
        shutil.copytree(folder / "made" / "desk0", folder / "image")
        name = DATABASE if number % 4 else JOURNAL
        wrong += [
            f"image {number}: {line}"
            for line in wrong_after(folder / "image", name, unsent, chance)
        ]
        told[name] += 1
        shutil.rmtree(folder / "image")
    return told, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign damage")
    parser.add_argument("--images", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-damage-", dir=memory()) as folder:
        told, wrong = play(Path(folder), options.images, options.seed)
    summary: dict[str, Any] = {
        "summary": "damage",
        "images": told.total(),
        "seed": options.seed,
        "of_the_database": told[DATABASE],
        "of_the_journal": told[JOURNAL],
        "wrong": len(wrong),
        "seconds": round(time.monotonic() - begun, 1),
    }
    for line in wrong[:60]:
        print(line, flush=True)
    print(json.dumps(summary), flush=True)
    if options.report is not None:
        command = f"scripts/campaign damage --images {options.images} --seed {options.seed}"
        figures = {key.replace("_", " "): value for key, value in summary.items()}
        del figures["summary"]
        lines = _report.heading("Spoilt files of a desk", command)
        lines += [
            "",
            f"{UNSENT} unsent orders; a bit, a page, the head or the tail of one file is spoilt.",
            "Right: the database is found out and moved aside, and all unsent orders are in both",
            "copies after the start.",
        ]
        _report.write(options.report, [*lines, *_report.figures(figures), *_report.listed(wrong)])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
