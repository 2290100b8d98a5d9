"""The machines that are killed: each life is armed with the moment at which it will end."""

import json
import random
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from subprocess import Popen
from typing import cast

from app.demo.headless import HeadlessDesk
from app.demo.stage import free_port
from app.kit.failpoints import ENVIRONMENT, NAMES
from tests.support.warm import Life

RANDOM = "random moment"
SNAPSHOT = "desk.in_snapshot"  # only a newcomer takes one
AT_RANDOM = 0.5  # of the lives end at a random moment, the others at a named failpoint
LATEST_PASS = 6  # a failpoint strikes at one of the first passes
LATEST_PAGE = 2  # pages come more seldom
STARTING = 0.2  # of the random moments are soon after birth, the others in the middle of some act
BIRTH_LASTS = 0.4  # seconds
ACT_LASTS = 0.06  # seconds


@dataclass(frozen=True, slots=True)
class Arm:
    """How a life will end: at a failpoint, else so many seconds after act number `acts` began."""

    place: str
    env: Mapping[str, str]
    acts: int
    seconds: float


UNARMED = Arm("", {}, 1 << 30, 0)
IN_SNAPSHOT = Arm(SNAPSHOT, {ENVIRONMENT: SNAPSHOT}, 1 << 30, 0)


def arm(chance: random.Random, side: str) -> Arm:
    if chance.random() < AT_RANDOM:
        if chance.random() < STARTING:
            return Arm(RANDOM, {}, 0, chance.uniform(0.0, BIRTH_LASTS))
        return Arm(RANDOM, {}, chance.randint(1, LATEST_PASS), chance.uniform(0.0, ACT_LASTS))
    place = chance.choice([name for name in NAMES if name.startswith(side) and name != SNAPSHOT])
    count = chance.randint(1, LATEST_PAGE if place.endswith("page") else LATEST_PASS)
    return Arm(place, {ENVIRONMENT: f"{place}:{count}"}, 3 * LATEST_PASS, 1)


class Fuse:
    """Kills a life after its time, from another thread; a life that ended before is left alone."""

    def __init__(self, life: Life, arm: Arm) -> None:
        self._life = life
        self.burnt = False
        self._timer = threading.Timer(arm.seconds, self._burn)
        self._timer.start()

    def cut(self) -> None:
        self._timer.cancel()
        self._timer.join()

    def _burn(self) -> None:
        self.burnt = True
        self._life.kill()


class Machine:
    """Something with one process at a time. `place` tells where its last life ended."""

    def __init__(self, context: ForkServerContext, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._context = context
        self.folder = folder
        self.life: Life | None = None
        self._fuse: Fuse | None = None
        self._arm = UNARMED
        self._acts = 0

    @property
    def alive(self) -> bool:
        return self.life is not None and self.life.poll() is None

    def bear(self, words: list[str], arm: Arm) -> Life:
        self._arm, self._acts = arm, 0
        log = self.folder.with_name(f"{self.folder.name}.log")
        self.life = Life(self._context, words, arm.env, log)
        self._light()
        return self.life

    def works(self) -> None:
        """It is about to be asked for one act more."""
        self._acts += 1
        self._light()

    def _light(self) -> None:
        if self._acts == self._arm.acts and self.life is not None:
            self._fuse = Fuse(self.life, self._arm)

    def bury(self) -> str:
        """End what is left of a life; where it was struck."""
        assert self.life is not None
        if self._fuse is not None:
            self._fuse.cut()
        burnt = self._fuse is not None and self._fuse.burnt
        self.life.kill()
        self.life.wait(20)
        for pipe in (self.life.stdin, self.life.stdout):
            with suppress(BrokenPipeError, ConnectionResetError):
                pipe.close()
        self.life, self._fuse = None, None
        return RANDOM if burnt else self._arm.place


class Server(Machine):
    """`gerai server` over one database, always at one address."""

    def __init__(self, context: ForkServerContext, folder: Path, database: str) -> None:
        super().__init__(context, folder)
        self.database = database
        self._port = free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self, arm: Arm = UNARMED) -> None:
        words = ["server", "--database", self.database, "--port", str(self._port)]
        life = self.bear([*words, "--mail-folder", str(self.folder / "mails")], arm)
        with suppress(ConnectionResetError):  # killed before it served
            line = life.stdout.readline()
            assert not line or "serving" in json.loads(line), line


class Till(HeadlessDesk):
    """The conversation with a desk that lives in a forked process."""

    def __init__(self, machine: Machine, life: Life) -> None:
        self.folder = machine.folder
        self._process = cast("Popen[str]", life)


class Desk(Machine):
    """`gerai desk --headless` on one profile."""

    def start(self, url: str, arm: Arm = UNARMED) -> Till:
        words = ["desk", "--headless", "--profile", str(self.folder), "--server", url]
        return Till(self, self.bear(words, arm))
