"""A shop whose desks have joined, as files: made once in a process, then copied for each story.

To found a shop of twelve desks takes longer than to play three days in it.
"""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.identity.devices import Device
from app.identity.model import Grant, hash_pin, sign_grant
from app.identity.queries import keep_grant
from app.identity.tables import users
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, SECOND, Instant
from app.kit.ids import NewId, derived_id, uuid7
from app.returns.tables import return_rules
from app.server.service import Service
from app.stock.states import PurchaseState
from app.stock.tables import purchase_lines, purchase_orders
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.feed import append
from tests.support.memory import memory
from tests.sync.shop import PIN, Shop, open_shop
from tests.sync.speed import collect_rarely, compile_once

START = Instant(1_795_000_000 * SECOND)
KEY = bytes(range(32))
SERVER = "server.db"
LEAVER = "leaver"  # whom stories may dismiss: nobody else does this one's acts
LEAVER_ROLE = "clerk"


class Standing:
    """A clock that stands: the shop is founded in one moment."""

    def now(self) -> Instant:
        return START

    def monotonic_ms(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Mould:
    """What every story begins with. `kept` holds the folder for as long as the process lives."""

    shop: Shop
    people: dict[str, str]  # who → user id: the roles, and the leaver
    kept: "tempfile.TemporaryDirectory[str]"

    def pour(self, folder: Path) -> None:
        shutil.copytree(self.kept.name, folder, dirs_exist_ok=True)


@cache
def mould(stores: int, desks: int, read: int = 0, *, light: bool = False) -> Mould:
    """A server and `desks` desks that have joined; the first `read` of them have the whole shop.
    `light`: as for a World."""
    kept = tempfile.TemporaryDirectory(prefix="gerai-mould-", dir=memory())
    folder = Path(kept.name)
    chance = random.Random(0)
    clock = Standing()

    def new_id() -> str:
        return uuid7(START, chance.randbytes(10))

    service = Service(f"sqlite:///{folder / SERVER}", clock=clock)
    service.new_id = new_id
    shop = open_shop(service, stores=stores, desks=desks, pin_hash=hash_pin(PIN))
    people = {**shop.users, LEAVER: _hire_leaver(service, shop)}
    _trade(service, shop)
    new = folder / "new"
    with _at_work(new, new_id):
        pass  # a database takes longer to make than to fill
    for number in range(desks):
        shutil.copytree(new, desk_folder(folder, number))
        with _at_work(desk_folder(folder, number), new_id) as store:
            store.enrol(service.enrol(wire.Enrol(code=shop.codes[number])))
            give_grants(store, people, shop.devices[number], service._private_key)
            if number < read:
                _read_all(store, service, device_at(shop, number))
    shutil.rmtree(new)
    service.close()
    collect_rarely()
    return Mould(shop, people, kept)


@contextmanager
def _at_work(folder: Path, new_id: NewId) -> Iterator[DeskStore]:
    profile = Profile(folder)
    profile.open()
    store = DeskStore(profile, KEY, REGISTER, Standing(), new_id)
    compile_once(store._engine, store._writer)
    yield store
    store.close()
    profile.close()


def device_at(shop: Shop, number: int) -> Device:
    store = shop.stores[number % len(shop.stores)]
    return Device(shop.devices[number], store, number == 0, False)


def _read_all(store: DeskStore, service: Service, device: Device) -> None:
    hello = wire.Hello(protocol=wire.PROTOCOL, replica_id="", epoch=0, seq=0, chain="")
    store.met_server(START, service.hello(device, hello).buckets)
    with service.snapshot(device, wire.Snapshot(since=0)) as (head, parts):
        store.swap_mirror(head, list(parts), frozenset())


def desk_folder(folder: Path, number: int) -> Path:
    return folder / f"desk{number}"


def give_grants(store: DeskStore, people: dict[str, str], device_id: str, key: str) -> None:
    """Everybody signs in."""
    for who, user in people.items():
        role = LEAVER_ROLE if who == LEAVER else who
        store.write(keep_grant, user, _token(user, device_id, role, key))


def _hire_leaver(service: Service, shop: Shop) -> str:
    leaver = derived_id("simulated shop", LEAVER)
    row: dict[str, object] = {"id": leaver, "staff_number": "109", "name": "Leaver"}
    row |= {
        "role": LEAVER_ROLE,
        "site_id": shop.stores[0],
        "language": "id",
        "pin_hash": "",
        "active": True,
    }
    with _founding(service, "hiring") as uow:
        uow.insert(users, row)
    return leaver


def _trade(service: Service, shop: Shop) -> None:
    """Two purchases for each place, of four units of one or two goods; and what no receipt
    needs."""
    with _founding(service, "trade") as uow:
        for n, site in enumerate((*shop.stores, shop.center) * 2):
            purchase = derived_id("simulated shop", "purchase", n)
            row: dict[str, object] = {
                "id": purchase,
                "number": f"PO-{n:03d}",
                "supplier": "Mills",
                "site_id": site,
            }
            row |= {"state": PurchaseState.CONFIRMED.value, "eta": uow.now + (n + 1) * 8 * HOUR}
            uow.insert(purchase_orders, row)
            for product in sorted({shop.products[n % len(shop.products)], shop.products[-1]}):
                line = {"id": derived_id(purchase, product), "purchase_id": purchase}
                uow.insert(purchase_lines, {**line, "product_id": product, "ordered": 4})
        (rule,) = uow.db.execute(sa.select(return_rules.c.id)).scalars()
        uow.update(return_rules, rule, without_receipt=True, lowest_days=30)


@contextmanager
def _founding(service: Service, what: str) -> Iterator[UnitOfWork]:
    with service.engine.begin() as db:
        uow = UnitOfWork(
            db,
            side=Side.SERVER,
            command_id=derived_id("simulated shop", what),
            now=START,
            actor=SYSTEM,
        )
        yield uow
        append(db, uow, kind=f"test.{what}", status="accepted", digest="", reason="")


@cache
def _token(user: str, device: str, role: str, key: str) -> str:
    grant = Grant(
        user_id=user,
        device_id=device,
        role=role,
        issued_at=Instant(START - DAY),
        expires_at=Instant(START + 400 * DAY),
    )
    return sign_grant(grant, key)
