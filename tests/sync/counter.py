"""One shop driven by hand: each step of the talk between desks and server is one call."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.customers.commands import CreateCustomer
from app.desk.store import Outcome
from app.features import REGISTER
from app.identity.devices import Device
from app.identity.model import Grant, sign_grant
from app.kit.clock import DAY, SECOND, Instant
from app.kit.commands import Command, body_of
from app.kit.errors import Unreachable
from app.kit.ids import derived_id
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.server.service import Service
from app.storage.commands import Register
from app.storage.outbox import NO_CHAIN, Envelope, body_hash, chain_parts, next_chain
from app.sync import wire
from app.sync.accept import Receipt, accept
from app.sync.core import FIRST, AskReconcile
from app.sync.feed import Page, Whole
from app.sync.taking import Taking
from tests.sync.desk_machine import cut_after
from tests.sync.shop import Shop
from tests.sync.simulator import CALM, SimulatedDesk, World


@contextmanager
def quiet_world(folder: Path, *, desks: int = 2, stores: int = 3) -> Iterator[World]:
    """Desks that have read the whole shop, and a network that does nothing by itself."""
    world = World(folder, 1, desks=desks, stores=stores, weather=CALM)
    try:
        for desk in world.desks:
            catch_up(desk)
        yield world
    finally:
        world.close()


# --- the desk ---------------------------------------------------------------------------------


def order(
    desk: SimulatedDesk,
    product: int = 0,
    *,
    site: int = 0,
    quantity: int = 1,
    command_id: str = "",
) -> Outcome:
    """An order to collect, paid at the store: taken on this desk alone."""
    world, store = desk.world, desk.store
    assert store is not None
    world.now = Instant(world.now + SECOND)
    command = order_of(world.shop, product, site=site, quantity=quantity)
    user = world.shop.users["agent"]
    return store.run(command, user, online=False, command_id=command_id or desk._new_id())


def order_of(shop: Shop, product: int = 0, *, site: int = 0, quantity: int = 1) -> PlaceOrder:
    total = shop.prices[product] * quantity
    return PlaceOrder(
        number="",
        pickup_code="ABC234",
        channel="phone",
        site_id=shop.stores[site],
        language="id",
        currency="IDR",
        lines=[
            OrderLine(
                product_id=shop.products[product],
                quantity=quantity,
                unit_minor=shop.prices[product],
                method=Method.PICKUP,
                site_id=shop.stores[site],
            )
        ],
        told_total_minor=total,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=total)],
    )


def push(desk: SimulatedDesk, most: int = 200) -> list[tuple[str, str, int]]:
    """Send what waits; the server's answer, which changes nothing on the desk."""
    store = desk.store
    assert store is not None
    batch = wire.Commands(replica_id=store.cursor().replica_id, commands=store.batch(0, most))
    return desk.world.server.service.take(desk.device, batch).receipts


def page_for(desk: SimulatedDesk) -> Page:
    page = ask_feed(desk)
    assert isinstance(page, Page)
    return page


def ask_feed(desk: SimulatedDesk) -> Page | wire.Welcome:
    assert desk.store is not None
    at = desk.store.cursor()
    request = wire.Feed(
        replica_id=at.replica_id, epoch=at.epoch, seq=at.seq, chain=at.chain, wait=0
    )
    return desk.world.server.service.feed(desk.device, request)


def pull(desk: SimulatedDesk) -> None:
    """The next page, or the whole when the desk is too far behind for one."""
    assert desk.store is not None
    told = ask_feed(desk)
    if isinstance(told, Page):
        desk.store.apply(told, yields=False)
    else:
        assert told.action == "snapshot"
        take_snapshot(desk)


def greet(desk: SimulatedDesk) -> str:
    """What the server says this desk has to do before it reads on."""
    assert desk.store is not None
    hello = wire.greeting(desk.store.cursor())
    asked_ms = desk.clock.monotonic_ms()
    welcome = desk.world.server.service.hello(desk.device, hello)
    desk.store.heed(welcome, asked_ms=asked_ms)
    desk.store.met_server(desk.clock.now(), welcome.buckets)
    return welcome.action


def reconcile(desk: SimulatedDesk) -> wire.Reconciled:
    assert desk.store is not None
    offer, _ = desk.store.offer(AskReconcile(FIRST, wire.OFFER_COMMANDS))
    return desk.world.server.service.reconcile(desk.device, offer)


def take_snapshot(desk: SimulatedDesk, known: frozenset[str] = frozenset()) -> None:
    assert desk.store is not None
    asked = wire.Snapshot(since=desk.store.cursor().seq)
    with desk.world.server.service.snapshot(desk.device, asked) as (head, parts):
        desk.store.swap_mirror(head, list(parts), known)


def arrive(
    desk: SimulatedDesk, taking: Taking, lines: int | None = None, *, at: wire.Hello | None = None
) -> Whole:
    """One go of a snapshot, over a line that breaks after so many lines."""
    assert desk.store is not None
    asked = taking.asks(at or wire.greeting(desk.store.cursor()))
    with desk.world.server.service.snapshot(desk.device, asked) as (head, parts):
        told = [msgspec.json.encode(part) for part in parts]
    with suppress(Unreachable):
        taking.hears(head, iter(told) if lines is None else cut_after(told, lines))
    return head


def mend(desk: SimulatedDesk) -> None:
    """Offer all, go on under a new replica id, take the shop anew."""
    assert desk.store is not None
    reconciled = reconcile(desk)
    desk.store.start_anew(reconciled)
    take_snapshot(desk, frozenset(reconciled.known))


def catch_up(desk: SimulatedDesk) -> None:
    """Everything up and down, as a desk on a good network does."""
    action = greet(desk)
    if action == "reconcile":
        mend(desk)
    if action == "snapshot":
        take_snapshot(desk)
    if any(status in {"forked", "gap"} for _, status, _ in push(desk)):
        mend(desk)
        push(desk)
    pull(desk)


def rows(desk: SimulatedDesk, table: sa.Table, **where: Any) -> list[RowMapping]:
    assert desk.store is not None
    tests = [table.c[name] == value for name, value in where.items()]
    question = sa.select(table).where(*tests).order_by(*table.primary_key)
    return desk.store.write(lambda db: list(db.execute(question).mappings()))


def on_server(service: Service, table: sa.Table, **where: Any) -> list[RowMapping]:
    tests = [table.c[name] == value for name, value in where.items()]
    question = sa.select(table).where(*tests).order_by(*table.primary_key)
    return service.ask(lambda db: list(db.execute(question).mappings()))


# --- a device without a database --------------------------------------------------------------


class Till:
    """Writes envelopes as a desk would, for tests of what the server makes of them."""

    def __init__(self, service: Service, shop: Shop, number: int = 0) -> None:
        self.service, self.shop = service, shop
        site = shop.stores[number % len(shop.stores)]
        self.device = Device(shop.devices[number], site, number == 0, False)
        self.replica_id = service.enrol(wire.Enrol(code=shop.codes[number])).replica_id
        self.seq, self.chain = 0, NO_CHAIN
        self._made = 0

    def grant(self, who: str, **other: Any) -> str:
        now = self.service.clock.now()
        told = {
            "user_id": self.shop.users[who],
            "device_id": self.device.device_id,
            "role": who,
            "issued_at": now,
            "expires_at": Instant(now + DAY),
        }
        return sign_grant(Grant(**{**told, **other}), self.service._private_key)

    def envelope(self, command: Command, role: str = "manager", **other: Any) -> Envelope:
        """The next envelope of this device; `other` replaces fields, before they are chained."""
        self._made += 1
        self.seq += 1
        spec = REGISTER.of(command)
        told: dict[str, Any] = {
            "command_id": derived_id(self.device.device_id, "command", self._made),
            "client_seq": self.seq,
            "kind": spec.kind,
            "v": spec.v,
            "body": body_of(command),
            "user_id": self.shop.users[role],
            "occurred_at": self.service.clock.now(),
            "grant": "",
            **other,
        }
        told["grant"] = told["grant"] or self.grant(role)
        told.setdefault("hash", body_hash(told["kind"], told["v"], told["body"]))
        parts = chain_parts(told["command_id"], told["hash"], told["user_id"], told["occurred_at"])
        self.chain = next_chain(self.chain, *parts)
        return Envelope(**{"chain": self.chain, **told})

    def send(self, *envelopes: Envelope, register: Register = REGISTER) -> list[Receipt]:
        """One transaction for each, as the server takes a batch."""
        told = []
        for envelope in envelopes:
            sent = msgspec.json.decode(msgspec.json.encode(envelope), type=Envelope)
            with self.service.engine.begin() as db:
                now, key = self.service.clock.now(), self.service.public_key
                told.append(accept(db, register, self.replica_id, sent, now=now, server_key=key))
        return told

    def newcomer(self, role: str = "agent", **other: Any) -> Envelope:
        """A request with personal data in it: a customer."""
        person = CreateCustomer(
            customer_id=derived_id(self.device.device_id, "customer", self._made),
            name="Siti Rahmawati",
            phone=f"+6281200{self._made:06d}",
        )
        return self.envelope(person, role, **other)
