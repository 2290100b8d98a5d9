"""Disks as power cuts leave them: `scripts/campaign powerloss --images N --first-seed S`.

Days at a desk are recorded to the last system call. Each image is the folder as a cut at one moment
may leave it, and the production start-up opens it: every command that was shown as saved must be
there, in both copies, and the database must be readable and sound. The negative control is a desk
that does not ask the disk to keep its commits: there the same harness must find losses.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.campaigns import _report
from tests.campaigns._powerloss.starting import Copies, wrong_after
from tests.support.disk import Damage, Disk, Said, Step, Synced
from tests.support.memory import memory
from tests.support.recorded import recorded

COPIES = {Copies.BOTH: 6, Copies.DATABASE: 2, Copies.JOURNAL: 2}  # how often each is what is left
DEEP = 10  # every so many images are verified too
PER_DAY = 250  # images of one recorded day
ACTS = 120  # of a day: the log moves into the database twice, the journal begins anew twice
BEFORE_WORK = 0.08  # of the images: while the desk joins and reads the shop
AT_A_BORDER = 0.6  # of the images: right before or behind a sync, or what was told


@dataclass(frozen=True, slots=True)
class Job:
    seed: int
    images: int
    acts: int
    relaxed: bool = False


@dataclass(slots=True)
class Found:
    """`wrong`: what was lost or broken, with the image it was seen on."""

    images: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    saved: int = 0
    steps: int = 0
    syncs: int = 0
    taken_away: int = 0  # images that lack something which was written

    def add(self, other: "Found") -> None:
        self.images += other.images
        self.bad += other.bad
        self.wrong += other.wrong
        self.saved += other.saved
        self.steps += other.steps
        self.syncs += other.syncs
        self.taken_away += other.taken_away


def examine(job: Job) -> Found:
    """Record one day and judge images of it."""
    with tempfile.TemporaryDirectory(prefix="gerai-power-", dir=memory()) as made:
        folder = Path(made)
        words = ["-m", "tests.campaigns._powerloss.working", str(job.seed), str(job.acts)]
        desk = folder / "desk0"
        relaxed = ["--relaxed"] if job.relaxed else []
        command = [sys.executable, *words, str(desk), *relaxed]
        steps = recorded(desk, command, folder / "trace")
        (folder / "trace").unlink()
        return _judged(folder / "image", steps, job)


def _judged(folder: Path, steps: Sequence[Step], job: Job) -> Found:
    chance = random.Random(job.seed)
    found = Found(steps=len(steps), syncs=sum(isinstance(step, Synced) for step in steps))
    disk, saved = Disk(), set[str]()
    moments = Counter(_moments(steps, chance, job.images))
    number = 0
    for at, step in enumerate(steps):
        if isinstance(step, Said):
            saved.add(step.text)
        else:
            disk.apply(step)
        for _ in range(moments[at]):
            number += 1
            damage = chance.choice(list(Damage))
            copies = chance.choices(list(COPIES), list(COPIES.values()))[0]
            if job.relaxed:  # the journal would make good for it
                copies = Copies.DATABASE
            wrong = wrong_after(
                folder, disk.image(chance, damage), saved, copies, deep=number % DEEP == 0
            )
            kind = f"{damage}, {copies}"
            found.images[kind] += 1
            found.taken_away += disk.unsynced > 0
            found.bad[kind] += bool(wrong)
            found.wrong += [f"seed {job.seed} step {at} {kind}: {line}" for line in wrong]
    found.saved = len(saved)
    return found


def _moments(steps: Sequence[Step], chance: random.Random, count: int) -> Iterator[int]:
    """Step numbers after which the power goes: mostly where something had just become durable."""
    work = next(at for at, step in enumerate(steps) if isinstance(step, Said))
    borders = [
        near
        for at, step in enumerate(steps)
        if at >= work and isinstance(step, Synced | Said)
        for near in (at - 1, at)
    ]
    for _ in range(count):
        if chance.random() < BEFORE_WORK:
            yield chance.randrange(work)
        elif chance.random() < AT_A_BORDER:
            yield chance.choice(borders)
        else:
            yield chance.randrange(work, len(steps))


def _jobs(images: int, first: int, acts: int, *, relaxed: bool = False) -> list[Job]:
    days = -(-images // PER_DAY)
    shares = [images // days + (n < images % days) for n in range(days)] if days else []
    return [Job(first + n, share, acts, relaxed) for n, share in enumerate(shares)]


def _all(jobs: list[Job], workers: int) -> Found:
    found = Found()
    with multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=4) as pool:
        for one in pool.imap_unordered(examine, jobs):
            found.add(one)
            done = found.images.total()
            print(f"{done} images, {found.bad.total()} bad", file=sys.stderr, flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign powerloss")
    parser.add_argument("--images", type=int, default=5_000)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=ACTS, help="of one recorded day")
    parser.add_argument("--control", type=int, default=250, help="images without durable commits")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    options = parser.parse_args()
    begun = time.monotonic()
    found = _all(_jobs(options.images, options.first_seed, options.acts), options.workers)
    control = _all(
        _jobs(options.control, options.first_seed, options.acts, relaxed=True), options.workers
    )
    summary: dict[str, Any] = {
        "summary": "powerloss",
        "images": found.images.total(),
        "first_seed": options.first_seed,
        "images_with_unsynced_writes": found.taken_away,
        "commands_shown_as_saved": found.saved,
        "steps": found.steps,
        "syncs": found.syncs,
        "lost": sum(": lost:" in line for line in found.wrong),
        "one_copy_only": sum("one copy only" in line for line in found.wrong),
        "unreadable": sum("unreadable" in line for line in found.wrong),
        "unsound": sum("unsound" in line for line in found.wrong),
        "control_images": control.images.total(),
        "control_images_with_loss": control.bad.total(),
        "seconds": round(time.monotonic() - begun, 1),
    }
    wrong = [*found.wrong]
    if options.control and not control.bad.total():
        wrong.append("the control lost nothing: this harness would find no loss")
    for line in wrong[:60]:
        print(line, flush=True)
    print(json.dumps(summary), flush=True)
    if options.report is not None:
        _page(options.report, summary, found, control, wrong)
    return 1 if wrong else 0


def _page(
    path: Path, summary: dict[str, Any], found: Found, control: Found, wrong: list[str]
) -> None:
    command = f"scripts/campaign powerloss --images {summary['images']}"
    command += f" --first-seed {summary['first_seed']}"
    told = {name.replace("_", " "): value for name, value in summary.items() if name != "summary"}
    kinds = sorted(found.images)
    _report.write(
        path,
        [
            *_report.heading("Power cuts", command),
            "",
            "Days at a desk (orders, parcels, hand-overs, pages of the server, work on one's own,",
            "restarts, the log moved into the database, the journal begun anew), recorded call by",
            "system call. Each image is the folder as a cut at one moment may leave it; the real",
            "start-up opens it. A command counts as saved once the store had answered.",
            *_report.figures(told),
            *_report.listed(wrong),
            *_report.table(
                ("unsynced writes, what is left of the two copies", "images", "bad"),
                [(kind, found.images[kind], found.bad[kind]) for kind in kinds],
            ),
            "",
            "The control: the same days with `synchronous=NORMAL` and without the journal.",
            *_report.table(
                ("unsynced writes, what is left of the two copies", "images", "with a loss"),
                [(k, control.images[k], control.bad[k]) for k in sorted(control.images)],
            ),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
