"""A stockroom: a desk whose server may be cut off, people of three roles, and a month of sales."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.desk import SyncStatus
from app.identity.roles import RIGHTS, Role, may
from app.identity.tables import users
from app.insights.behind_stock import ledger
from app.kit.actor import Actor
from app.kit.clock import DAY, HOUR
from app.kit.errors import Unreachable
from app.kit.ids import derived_id
from app.orders.facts import PickedShort
from app.stock.handlers import Posting, post_all
from app.stock.states import Bucket
from app.stock.tables import stock_cells
from app.storage.uow import UnitOfWork
from app.work.handlers import count_after_short
from tests.ui.conftest import failing
from tests.ui.pickup.counter import AGUS, CHINO, GI, PIM, TILL, Counter
from ui.kit.session import Session

K = Qt.Key
RINA = derived_id("stockroom", "rina")
JOKO = derived_id("stockroom", "joko")


def session_of(user_id: str, name: str, role: Role) -> Session:
    actor = Actor(user_id=user_id, role=role.value, device_id=TILL, site_id=GI)
    rights = frozenset(permission for permission in RIGHTS if may(role, permission))
    return Session(user_id, name, role.value, actor, "en", rights)


CLERK = session_of(AGUS, "Agus Salim", Role.CLERK)
MANAGER = session_of(RINA, "Rina Wijaya", Role.MANAGER)
INVENTORY = session_of(JOKO, "Joko Susilo", Role.INVENTORY)


@dataclass
class Stockroom(Counter):
    """Acts that need the server go through while the link is there; so does its ledger."""

    def run(self, command: Any, actor: Any, *, command_id: str = "") -> Any:
        # the lane of commands itself: a whole server would add nothing to what the page shows
        return self.desk._write.run(self._run, command, actor.user_id, command_id)

    def _run(self, command: Any, user_id: str, command_id: str) -> Any:
        online = self.link.state != "offline"
        outcome = self.desk.store.run(command, user_id, online=online, command_id=command_id)
        self.desk._heard(outcome.changes)
        return outcome

    def fetch(self, path: str, kind: type[Any], **query: str) -> Any:
        if self.link.state == "offline":
            return failing(Unreachable("away"))
        return self.desk.ask(ledger, query["product"], query["site"], query["before"])

    def cut(self) -> None:
        self.link = SyncStatus("offline", self.clock.at, 2, 0, 840.0)

    def join(self) -> None:
        self.link = SyncStatus("online", self.clock.at, 0, 0, 2.0)

    def available(self, product_id: str, site_id: str = GI) -> int:
        cell = self.only(stock_cells, product_id=product_id, site_id=site_id)
        return int(cell["available"])


def stockroom(counter: Counter) -> Stockroom:
    made = Stockroom(counter.desk, counter.clock, counter.link, counter.numbers)
    made.acting(_people)
    return made


def _people(uow: UnitOfWork) -> None:
    for user_id, name, role in ((RINA, "Rina Wijaya", "manager"), (JOKO, "Joko", "inventory")):
        told = {"name": name, "role": role, "site_id": GI, "active": True}
        uow.insert(users, {"id": user_id, **told})


def sell_for(room: Stockroom, days: int, *, product_id: str = CHINO, a_day: int = 1) -> None:
    """Open for `days` days, and as many units sold on each at Grand Indonesia and PIM."""

    def work(uow: UnitOfWork) -> None:
        here = stock_cells.c.product_id == product_id
        opened = {"opened_at": uow.now - days * DAY}
        uow.db.execute(sa.update(stock_cells).where(here).values(opened))
        sales = [
            Posting(
                site_id,
                product_id,
                source,
                target,
                a_day,
                why,
                "",
                None,
                uow.now - back * DAY + HOUR,
            )
            for back in range(days, 0, -1)
            for site_id in (GI, PIM)
            for source, target, why in (
                (Bucket.SUPPLIER, Bucket.AVAILABLE, "receive"),
                (Bucket.AVAILABLE, Bucket.CUSTOMER, "sale"),
            )
        ]
        post_all(uow, sales)

    room.acting(work)


def ask_for_count(room: Stockroom, product_id: str) -> None:
    fact = PickedShort("o" * 32, GI, product_id, "not_found")
    room.acting(lambda uow: count_after_short(uow, fact))


def press(*keys: K, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)
    return len(keys)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def fresh_ids() -> Callable[[], str]:
    numbers = count()
    return lambda: derived_id("stockroom", "new", next(numbers))
