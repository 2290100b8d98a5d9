"""The shop of the benches: plenty of stock, known customers, devices that are enrolled."""

import random
from collections.abc import Sequence
from typing import Any

import msgspec

from app.customers.commands import CreateCustomer
from app.identity.model import Grant, sign_grant
from app.kit.clock import DAY, Instant
from app.kit.commands import Command, body_of
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.server.service import Service
from app.storage.outbox import Envelope, body_hash, chain_parts, next_chain
from app.sync import wire
from tests.support.light import LightDesk
from tests.sync.shop import Shop, open_shop

GOODS = 60
PLENTY = 1_000_000_000
LINES = 3
CUSTOMERS = 50


def open_bench_shop(service: Service, *, desks: int, **told: Any) -> tuple[Shop, list[str]]:
    """The shop, and the ids of its customers; `told` goes to open_shop."""
    told = {"stores": 4, "goods": GOODS, "stock": PLENTY, **told}
    shop = open_shop(service, desks=desks, **told)
    people = [service.new_id() for _ in range(CUSTOMERS)]
    for n, person in enumerate(people):
        phone = f"+62812{n:08d}"
        service.run(CreateCustomer(customer_id=person, name=f"Siti {n}", phone=phone))
    return shop, people


def order(shop: Shop, people: list[str], chance: random.Random, number: str = "") -> PlaceOrder:
    """Three lines to be collected at the store that takes the order, paid there."""
    chosen = chance.sample(range(GOODS), LINES)
    site = chance.choice(shop.stores)
    total = sum(shop.prices[n] * 9 // 10 for n in chosen)  # the promotion takes a tenth off three
    return PlaceOrder(
        number=number,
        pickup_code="ABC234",
        channel="phone",
        site_id=site,
        language="id",
        currency="IDR",
        customer_id=chance.choice(people),
        lines=[
            OrderLine(
                product_id=shop.products[n],
                quantity=1,
                unit_minor=shop.prices[n],
                method=Method.PICKUP,
                site_id=site,
            )
            for n in chosen
        ],
        told_total_minor=total,
        tenders=[TenderTaken(kind=TenderKind.AT_STORE, amount_minor=total)],
    )


def grant(service: Service, user_id: str, device_id: str, role: str) -> str:
    now = service.clock.now()
    lasts = Instant(now + 30 * DAY)
    made = Grant(user_id=user_id, device_id=device_id, role=role, issued_at=now, expires_at=lasts)
    return sign_grant(made, service._private_key)


class Desk:
    """A desk without a database: it numbers, chains and packs commands as a real one does."""

    def __init__(self, service: Service, shop: Shop, number: int, people: list[str]) -> None:
        enrolled = service.enrol(wire.Enrol(code=shop.codes[number]))
        self.proof = f"Gerai {enrolled.device_id}.{enrolled.credential}"
        self.replica_id = enrolled.replica_id
        self._user = shop.users["agent"]
        self._grant = grant(service, self._user, enrolled.device_id, "agent")
        self._clock, self._new_id = service.clock, service.new_id
        self._shop, self._people, self._number = shop, people, number
        self._chance = random.Random(number)
        self._seq, self._chain = 0, ""

    def order(self) -> bytes:
        """The body of POST /v1/commands with one new order."""
        return self._packed(self.next_order())

    def newcomer(self) -> bytes:
        """The body with one small command."""
        return self._packed(self.next_newcomer())

    def next_order(self) -> Envelope:
        number = f"JKT{self._number:02d}-{self._seq:06d}"
        placed = order(self._shop, self._people, self._chance, number)
        return self.envelope("order.place", placed)

    def next_newcomer(self) -> Envelope:
        phone = f"+62813{self._chance.randrange(10**8):08d}"
        command = CreateCustomer(customer_id=self._new_id(), name="Budi Santoso", phone=phone)
        return self.envelope("customer.create", command)

    def light(self, small: Sequence[bool], seed: int = 0) -> LightDesk:
        """With a small command or an order in its outbox for each of `small`."""
        outbox = [self.next_newcomer() if each else self.next_order() for each in small]
        return LightDesk(
            proof=self.proof,
            replica_id=self.replica_id,
            outbox=outbox,
            chance=random.Random(seed),
        )

    def _packed(self, envelope: Envelope) -> bytes:
        return msgspec.json.encode(wire.Commands(replica_id=self.replica_id, commands=[envelope]))

    def envelope(self, kind: str, command: Command) -> Envelope:
        """The next of this desk: what is not sent in the order of making is no queue."""
        body = body_of(command)
        digest = body_hash(kind, 1, body)
        command_id, now = self._new_id(), self._clock.now()
        self._seq += 1
        parts = chain_parts(command_id, digest, self._user, now)
        self._chain = next_chain(self._chain, *parts)
        return Envelope(
            command_id=command_id,
            client_seq=self._seq,
            kind=kind,
            v=1,
            body=body,
            hash=digest,
            user_id=self._user,
            grant=self._grant,
            occurred_at=now,
            chain=self._chain,
        )
