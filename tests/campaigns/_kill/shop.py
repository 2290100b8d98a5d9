"""A shop whose machines die all the time, what its desks showed as saved, and what came of it."""

import io
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from itertools import islice
from multiprocessing.context import ForkServerContext
from pathlib import Path

import msgspec
import sqlalchemy as sa

from app.cli import main as gerai
from app.demo.headless import Failed
from app.identity.tables import users
from app.orders.tables import orders
from app.server.service import Service
from app.storage.engine import reading, server_engine
from app.sync.tables import commands
from tests.campaigns._kill.machines import IN_SNAPSHOT, Desk, Server, Till, arm
from tests.sync.shop import PIN, Shop, open_shop

DESKS = 2
REST_EVERY = 50  # kills: then all machines live until everything is sent
PATIENCE = 60  # seconds in which a shop at rest must come to rest
STOCK = 50_000  # nobody waits for goods here
EXPECTED = {"order_unknown", "already_held"}  # of another desk: not heard of yet, or held there
ALREADY_HELD = '"already_held"'  # two desks that did not know of each other: one hold is enough
LOST = (Failed, OSError)  # whoever spoke with a machine when it died


class DyingShop:
    """One server, some desks, one driver. `kills` counts where a life ended."""

    def __init__(
        self,
        context: ForkServerContext,
        folder: Path,
        database: str,
        chance: random.Random,
        newcomers: int,
    ) -> None:
        self.chance = chance
        service = Service(database)
        self.shop: Shop = open_shop(service, desks=DESKS + newcomers, stock=STOCK)
        with service.engine.begin() as db:
            named = users.c.id == self.shop.users["agent"]
            self._staff = db.execute(sa.select(users.c.staff_number).where(named)).scalar_one()
        service.close()
        self.server = Server(context, folder / "server", database)
        self.desks = [Desk(context, folder / f"desk{n}") for n in range(DESKS)]
        self.newcomers = [Desk(context, folder / f"new{n}") for n in range(newcomers)]
        self.tills: dict[Desk, Till] = {}
        self.asked: dict[str, str] = {}  # command id → kind
        self.acknowledged: dict[str, str] = {}  # command id → number, or "" of what has none
        self._orders: list[str] = []
        self._unsure: dict[Desk, tuple[str, str, dict[str, object]]] = {}
        self.kills: Counter[str] = Counter()
        self.wrong: list[str] = []

    def join(self) -> None:
        self.server.start()
        for desk, code in zip(self.desks, self.shop.codes, strict=False):
            till = self.tills[desk] = desk.start(self.server.url)
            till.must(do="enrol", code=code)
            till.must(do="wait_idle", seconds=PATIENCE)
            till.must(do="sign_in", user=self._staff, pin=PIN)

    def suffer(self, kills: int) -> None:
        """Work until so many lives have ended; at rest from time to time, and at the end."""
        rested = 0
        newcomers = zip(self.newcomers, self.shop.codes[DESKS:], strict=True)
        self._arm_all()
        while self.kills.total() < kills:
            for desk in self.desks:
                self._one_act(desk)
            if not self.server.alive:
                self._count("server", self.server.bury())
                self.server.start(arm(self.chance, "server."))
            if self.kills.total() - rested >= REST_EVERY:
                rested = self.kills.total()
                self.rest()
                for newcomer, code in islice(newcomers, 1):
                    self._join_dying(newcomer, code)
                self._arm_all()
        self.rest()
        for newcomer, code in newcomers:
            self._join_dying(newcomer, code)

    def rest(self) -> None:
        """All machines live on, unarmed, until all is sent and heard; else they are stuck."""
        self._end_all()
        self.server.start()
        for desk in self.desks:
            till = self.tills[desk] = desk.start(self.server.url)
            till.must(do="sign_in", user=self._staff, pin=PIN)
            self._ask_again(desk)
        for till in self.tills.values():
            try:
                till.must(do="sync")
                till.must(do="wait_idle", seconds=PATIENCE)
            except LOST as trouble:
                self.wrong.append(f"stuck after {self.kills.total()} kills: {trouble}")

    def _join_dying(self, desk: Desk, code: str) -> None:
        """A desk dies while it takes in the whole shop, and takes it in at its next start."""
        with suppress(*LOST):
            till = desk.start(self.server.url, IN_SNAPSHOT)
            till.must(do="enrol", code=code)
            till.must(do="wait_idle", seconds=PATIENCE)
        self._count("desk", desk.bury())
        try:
            desk.start(self.server.url).must(do="wait_idle", seconds=PATIENCE)
        except LOST as trouble:
            self.wrong.append(f"stuck: a newcomer {trouble}")
        desk.bury()

    def end(self) -> None:
        self._end_all()

    # --- lives ---------------------------------------------------------------------------------

    def _arm_all(self) -> None:
        self._end_all()
        self.server.start(arm(self.chance, "server."))
        for desk in self.desks:
            self._reopen(desk)

    def _end_all(self) -> None:
        """Unarmed: no kill of the campaign, though it is one."""
        for machine in (*self.desks, *self.newcomers, self.server):
            if machine.life is not None:
                machine.bury()

    def _count(self, who: str, place: str) -> None:
        self.kills[place if place.startswith(who) else f"{who}, {place}"] += 1

    def _reopen(self, desk: Desk) -> None:
        """A new life, and another while it dies before it said a word."""
        while True:
            till = self.tills[desk] = desk.start(self.server.url, arm(self.chance, "desk."))
            try:
                till.must(do="sign_in", user=self._staff, pin=PIN)
                self._ask_again(desk)
            except LOST:
                self._count("desk", desk.bury())
            else:
                return

    # --- work ----------------------------------------------------------------------------------

    def _one_act(self, desk: Desk) -> None:
        desk.works()
        self.server.works()
        try:
            kind, body = self._something()
            self._run(desk, kind, f"{self.chance.getrandbits(128):032x}", body)
        except LOST:
            self._count("desk", desk.bury())
            self._reopen(desk)

    def _run(self, desk: Desk, kind: str, command_id: str, body: dict[str, object]) -> None:
        self.asked[command_id] = kind
        self._unsure[desk] = command_id, kind, body
        told = self.tills[desk].ask(
            do="run", kind=kind, command_id=command_id, body=body, **{"as": self._staff}
        )
        del self._unsure[desk]
        if told["ok"]:
            self.acknowledged[command_id] = told["result"].get("number", "")
            if kind == "order.place":
                self._orders.append(told["result"]["order_id"])
        elif told["code"] == "already_done":
            self.acknowledged[command_id] = ""
        elif told["code"] not in EXPECTED:
            self.wrong.append(f"{kind} refused: {told['code']} {told['facts']}")

    def _ask_again(self, desk: Desk) -> None:
        """The person did not see an answer, and presses the key again."""
        if unsure := self._unsure.get(desk):
            command_id, kind, body = unsure
            self._run(desk, kind, command_id, body)

    def _something(self) -> tuple[str, dict[str, object]]:
        if self._orders and self.chance.random() < 0.25:
            order_id = self.chance.choice(self._orders[-20:])
            told = {"reason": "customer_request", "scope": "order", "subject_id": order_id}
            return "order.hold", {"order_id": order_id, **told}
        n = self.chance.randrange(len(self.shop.products))
        line = {
            "product_id": self.shop.products[n],
            "quantity": 1,
            "unit_minor": self.shop.prices[n],
            "method": "pickup",
            "site_id": self.shop.stores[0],
        }
        return "order.place", {
            "number": "",
            "pickup_code": "K7M4PX",
            "channel": "phone",
            "site_id": self.shop.stores[0],
            "language": "id",
            "currency": "IDR",
            "lines": [line],
            "told_total_minor": self.shop.prices[n],
            "tenders": [{"kind": "at_store", "amount_minor": self.shop.prices[n]}],
        }


def judged(shop: DyingShop) -> list[str]:
    """What was lost, doubled or broken; all machines are off."""
    wrong = [*shop.wrong]
    with _truth(shop.server.database) as db:
        asked = sa.select(commands).where(commands.c.replica_id != "server")
        known = {row["command_id"]: row for row in db.execute(asked).mappings()}
        numbers = Counter(db.execute(sa.select(orders.c.number)).scalars())
    for command_id, number in shop.acknowledged.items():
        told = known.get(command_id)
        if told is None:
            wrong.append(f"lost: {shop.asked[command_id]} {number or command_id}")
        elif not told["status"].startswith("accepted") and ALREADY_HELD not in told["receipt"]:
            wrong.append(f"{told['status']}: {shop.asked[command_id]} {told['receipt']}")
        elif shop.asked[command_id] == "order.place":
            # Who died before its number was told placed it all the same.
            placed = number or msgspec.json.decode(told["receipt"])["number"]
            if numbers[placed] != 1:
                wrong.append(f"{numbers[placed]} times: {placed}")
    wrong += [f"nobody asked for it: {each}" for each in sorted(known.keys() - shop.asked.keys())]
    for desk in (*shop.desks, *shop.newcomers):
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = gerai(["verify", "--pair", str(desk.folder), shop.server.database])
        if code != 0:
            broken = [line for line in printed.getvalue().splitlines() if '"ok":false' in line]
            wrong.append(f"verify {desk.folder.name}: {broken[:3]}")
    return wrong


@contextmanager
def _truth(database: str) -> Iterator[sa.Connection]:
    engine = server_engine(database)
    try:
        with reading(engine) as db, db.begin():
            yield db
    finally:
        engine.dispose()
