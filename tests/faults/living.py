"""One desk that lives through everything: a real server process, a real desk, a bad line between.

`answers in` a second and a half instead of thirty, so that what never comes is noticed soon.
"""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desk.desk import Desk
from app.insights.verify.books import Books
from app.insights.verify.runs import verify_pair
from app.kit.actor import Actor
from app.orders.tables import orders
from app.server.verify_cli import parts_of
from app.storage.engine import reading, server_engine
from app.storage.outbox import desk_state, outbox
from tests.desk.house import House, copied, local, stock_template, wait_until
from tests.support.proxy import Proxy
from tests.support.served import served

ANSWER_S = 1.5
LONG_POLL_S = 1


@dataclass
class Living:
    house: House
    line: Proxy
    desk: Desk
    actor: Actor
    placed: list[str]

    def order(self) -> str:
        """An order taken here and now: on a line that never answers nobody could wait for it."""
        outcome = self.desk.run(self.house.order(), self.actor).result(10)
        assert outcome.ok, outcome.refusal
        self.placed.append(str(outcome.result["order_id"]))
        return self.placed[-1]

    def state(self) -> dict[str, Any]:
        """What this desk believes of its server; when it last heard of it is no belief."""
        (row,) = local(self.desk, desk_state)
        return {name: value for name, value in dict(row).items() if name != "contact_at"}

    def queue(self) -> list[str]:
        return [str(row["command_id"]) for row in local(self.desk, outbox)]

    def tried(self) -> bool:
        """Somebody presses "try now"."""
        self.desk.poke()
        return True

    def drained(self) -> None:
        """Healed, without a restart: everything is up, once, and both tell the same story."""
        self.line.heal()

        def up() -> bool:
            self.desk.poke()
            time.sleep(0.02)
            return self.desk.status().queued == 0 and self.desk.status().state == "online"

        wait_until(up)
        there = [str(row["id"]) for row in self.house.on_server(orders)]
        assert sorted(there) == sorted(self.placed), "lost or doubled"
        assert sorted(str(row["id"]) for row in local(self.desk, orders)) == sorted(self.placed)
        self.verify_pair()

    def verify_pair(self) -> None:
        assert self.desk.wait_caught_up(20)
        engine = server_engine(self.house.server.database)
        try:
            with reading(engine) as db:
                for result in verify_pair(self.desk._reader, Books(db, parts_of)):
                    assert result.ok, result
        finally:
            engine.dispose()


@contextmanager
def living(folder: Path, *, tls: ssl.SSLContext | None = None) -> Iterator[Living]:
    """Joined, signed in and caught up over a good line."""
    template, shop = stock_template(folder)
    database = copied(template, folder / "server" / "server.db")
    with served(database, folder / "server") as server:
        house = House(shop, server, folder)
        line = Proxy(server.url, tls=tls)
        desk = Desk(
            house.profile(0),
            line.url,
            long_poll=LONG_POLL_S,
            answer_seconds=ANSWER_S,
        )
        try:
            desk.enrol(shop.codes[0], "desk 0")
            desk.start()
            assert desk.wait_caught_up(20)
            actor = house.sign_in(desk)
            yield Living(house, line, desk, actor, [])
        finally:
            line.heal()
            desk.close()
            line.close()
