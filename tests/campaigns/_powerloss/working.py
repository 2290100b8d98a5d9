"""A day at one desk, to be recorded: `-m tests.campaigns._powerloss.working SEED ACTS FOLDER`.

The store, the handlers, the journal and the key are the production ones, and so is the server whose
pages the desk takes. Each command that the desk showed as saved is told at that very moment.
`--relaxed` is the negative control: a desk whose commits the disk is not asked to keep.
"""

import argparse
import os
import random
from pathlib import Path
from typing import Any, cast

from app.adapters.key_stores import FileKeyStore
from app.desk.profile import KEY_NAME, Profile
from app.desk.store import DeskStore, Outcome
from app.features import REGISTER
from app.identity.devices import Device
from app.identity.model import Grant, sign_grant
from app.identity.queries import keep_grant
from app.kit.clock import DAY, MINUTE, SECOND, Instant
from app.kit.ids import uuid7
from app.orders.states import Method
from app.server.service import Service
from app.sync import wire
from tests.campaigns._offline.counter import hand_over, make_ready, place, told_price
from tests.support.recorded import told_file
from tests.sync.counter import catch_up
from tests.sync.shop import Shop, open_shop
from tests.sync.simulator import SimulatedDesk

KEY = bytes(range(32))
GOODS, STOCK = 8, 10_000
HEARS = 0.25  # of the acts are followed by talk with the server
CLOSES = 0.04  # the program ends and begins again
SAYS_ANEW = 0.03  # the journal begins anew with what still waits
TIDIES = 0.06  # the log moves into the database while work goes on


class Office:
    """The server, which the desk meets when it likes. `now` goes on with each act."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self._now = 1_795_000_000 * SECOND
        self.service = Service(f"sqlite:///{folder / 'server.db'}", clock=self)
        self.shop: Shop = open_shop(self.service, stores=2, desks=1, goods=GOODS, stock=STOCK)
        self.server = self

    def now(self) -> Instant:
        return Instant(self._now)

    def monotonic_ms(self) -> int:
        return self._now // 1_000

    def new_id(self) -> str:
        return uuid7(self._now, self.random.randbytes(10))

    def go_on(self) -> None:
        self._now += self.random.randrange(1, 10) * MINUTE


class Clerk:
    """One desk and whoever works at it."""

    def __init__(self, office: Office, folder: Path, *, relaxed: bool) -> None:
        self.world, self.clock, self.folder = office, office, folder
        self._relaxed = relaxed
        self._told = os.open(told_file(folder), os.O_WRONLY | os.O_CREAT)
        shop = office.shop
        self.site_id = shop.stores[0]
        self.device = Device(shop.devices[0], self.site_id, True, False)
        self.open()
        self.store.enrol(office.service.enrol(wire.Enrol(code=shop.codes[0])))
        for role, user in shop.users.items():
            grant = Grant(
                user_id=user,
                device_id=self.device.device_id,
                role=role,
                issued_at=office.now(),
                expires_at=Instant(office.now() + 30 * DAY),
            )
            signed = sign_grant(grant, office.service._private_key)
            self.store.write(keep_grant, user, signed)
        self.hear()

    def open(self) -> None:
        self.profile = Profile(self.folder)
        self.profile.open()
        office = self.world
        self.store = DeskStore(self.profile, KEY, REGISTER, office, office.new_id)
        if self._relaxed:
            self._relax()

    def close(self, *, tidily: bool) -> None:
        if tidily:
            self.store.close()
        else:
            self.store.abandon()
        self.profile.close()

    def run(self, command: Any, role: str) -> Outcome:
        outcome = self.store.run(command, self.world.shop.users[role], online=True)
        if outcome.ok:
            os.write(self._told, f"{outcome.command_id}\n".encode())
        return outcome

    def hear(self) -> None:
        """Everything up and down, as on a good line."""
        catch_up(cast("SimulatedDesk", self))  # it asks for a store, a device and a server

    def _relax(self) -> None:
        """Commits only reach the system's memory; the disk gets them with the next checkpoint."""
        raw = self.store._writer.connection.driver_connection
        assert raw is not None
        self.store._writer.commit()
        raw.execute("PRAGMA synchronous=NORMAL")


def work(folder: Path, seed: int, acts: int, *, relaxed: bool) -> None:
    """`folder` is the desk's own; the server lives beside it."""
    FileKeyStore(folder).save(KEY_NAME, KEY)
    office = Office(folder.parent, seed)
    clerk = Clerk(office, folder, relaxed=relaxed)
    chance = office.random.random
    for _ in range(acts):
        office.go_on()
        _one_customer(clerk)
        if chance() < HEARS:
            clerk.hear()
        if chance() < TIDIES:
            clerk.store.checkpoint()
        if chance() < SAYS_ANEW:
            clerk.store.journal.start_anew(clerk.store.batch(0, 1_000))
        if chance() < CLOSES:
            clerk.close(tidily=chance() < 0.5)
            clerk.open()
    clerk.close(tidily=True)
    office.service.close()


def _one_customer(clerk: Any) -> None:
    """An order carried out at once, or one that is picked, staged and handed over now and then."""
    product, chance = clerk.world.random.randrange(GOODS), clerk.world.random.random
    if chance() < 0.4:
        place(clerk, product, method=Method.CARRY_OUT)
        return
    _, order_id = place(clerk, product)
    if chance() < 0.3:
        parcel = make_ready(clerk, order_id)
        if chance() < 0.7:
            hand_over(clerk, parcel, told_price(clerk, product, 1))


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
