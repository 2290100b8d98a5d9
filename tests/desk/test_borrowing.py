"""A desk has something safe to promise when its server goes away, and nobody had to ask for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.desk.borrowing import ASKS, DRAINS, LOOKS, PACE, TRIES, Borrowing
from app.desk.desk import Desk
from app.kit.errors import Unreachable
from app.orders.states import Assurance
from app.orders.tables import order_lines
from app.server.service import Service
from app.stock.commands import LeaseItem, RecordCorrections, StockCorrection
from app.stock.leases import Plan
from app.stock.ledger import cell_id
from app.stock.tables import leases, stock_cells
from app.sync import wire
from tests.desk.house import House, local, wait_until
from tests.sync.shop import Shop

ONE = LeaseItem(site_id="menteng", product_id="shirt", quantity=4)


# ---------------------------------------------------------------- when it says what


class Line:
    """A server that hears leases; `away` it answers nothing."""

    def __init__(self) -> None:
        self.heard: list[wire.Borrow | wire.GiveBack] = []
        self.away = False

    def borrow(self, request: wire.Borrow) -> wire.Settled:
        return self._hear(request)

    def give_back(self, request: wire.GiveBack) -> wire.Settled:
        return self._hear(request)

    def _hear(self, request: wire.Borrow | wire.GiveBack) -> wire.Settled:
        self.heard.append(request)
        if self.away:
            raise Unreachable("cut")
        return wire.Settled(server_id="s", seq=1)


class Here:
    """A desk as `Borrowing` sees it."""

    def __init__(self) -> None:
        self.line = Line()
        self.plan = Plan()
        self.ready = True
        self.judged = 0
        self.ids = (f"request-{n}" for n in range(100))
        self.borrowing = Borrowing(
            ready=lambda: self.ready,
            plan=lambda: self.plan,
            judge=self._judge,
            calling=self._calling,
            new_id=lambda: next(self.ids),
        )

    def _judge(self) -> None:
        self.judged += 1

    @contextmanager
    def _calling(self) -> Iterator[Any]:
        yield self.line


@pytest.fixture
def here() -> Here:
    return Here()


def test_it_asks_for_all_that_it_lacks_in_one_question(here: Here) -> None:
    other = LeaseItem(site_id="menteng", product_id="mug", quantity=2)
    here.plan = Plan(ask=(ONE, other))
    assert here.borrowing.look() == LOOKS
    (asked,) = here.line.heard
    assert isinstance(asked, wire.Borrow)
    assert asked.units == [("menteng", "shirt", 4), ("menteng", "mug", 2)]


def test_what_was_not_lent_is_not_asked_for_again_at_once(here: Here) -> None:
    here.plan = Plan(ask=(ONE,))
    here.borrowing.look()
    assert ASKS - 1 < here.borrowing.look() <= ASKS
    assert len(here.line.heard) == 1


def test_a_till_that_sells_without_a_pause_asks_in_lots(here: Here) -> None:
    here.plan = Plan(ask=(ONE,))
    here.borrowing.look()
    here.plan = Plan(ask=(ONE, LeaseItem(site_id="menteng", product_id="mug", quantity=2)))
    assert PACE - 1 < here.borrowing.look() <= PACE
    assert len(here.line.heard) == 1


def test_what_is_recalled_goes_back_even_so(here: Here) -> None:
    here.plan = Plan(ask=(ONE,))
    here.borrowing.look()
    here.plan = Plan(ask=(ONE,), give_back=("l",))
    here.borrowing.look()
    assert isinstance(here.line.heard[-1], wire.GiveBack)
    assert len(here.line.heard) == 2


def test_it_looks_again_soon_while_the_queue_has_to_go_up_first(here: Here) -> None:
    here.plan = Plan(unsent_first=True)
    assert here.borrowing.look() == DRAINS
    assert here.line.heard == []


def test_without_the_server_it_says_nothing_and_still_judges_what_is_over(here: Here) -> None:
    here.ready = False
    here.plan = Plan(ask=(ONE,))
    here.borrowing.look()
    assert here.line.heard == []
    assert here.judged == 1


def test_after_trouble_it_waits_and_asks_under_another_name(here: Here) -> None:
    here.plan = Plan(give_back=("l",))
    here.line.away = True
    assert here.borrowing.look() == TRIES
    here.line.away = False
    assert here.borrowing.look() == LOOKS
    first, second = here.line.heard
    assert first.request_id != second.request_id


# ---------------------------------------------------------------- with a real server


@pytest.fixture
def stocked(house: House) -> House:
    """Twenty of the first thing at the first store."""
    fill(house.server.database, house.shop)
    return house


def fill(database: str, shop: Shop) -> None:
    service = Service(database)
    more = StockCorrection(
        site_id=shop.stores[0], product_id=shop.products[0], quantity=14, at=service.clock.now()
    )
    service.run(RecordCorrections(corrections=[more]))
    service.close()


def lent(desk: Desk, product_id: str) -> int:
    return sum(row["quantity"] for row in local(desk, leases) if row["product_id"] == product_id)


def leased(house: House) -> int:
    key = cell_id(house.shop.stores[0], house.shop.products[0])
    return next(int(row["leased"]) for row in house.on_server(stock_cells) if row["id"] == key)


def borrows_uses_and_returns(house: House) -> None:
    desk, first = house.desk(0), house.shop.products[0]
    actor = house.sign_in(desk)
    wait_until(lambda: lent(desk, first) == 4)
    assert leased(house) == 4
    house.server.stop()
    wait_until(lambda: not desk.online)
    safe = desk.run(house.order(quantity=4, told_total_minor=4 * house.shop.prices[0]), actor)
    more = desk.run(house.order(), actor)
    assert assurance(desk, safe.result(10).result["order_id"]) == Assurance.GUARANTEED
    assert assurance(desk, more.result(10).result["order_id"]) == Assurance.PROVISIONAL
    house.server.start()
    wait_until(lambda: desk.status().queued == 0 and desk.online)
    assert assurance(desk, safe.result(10).result["order_id"]) == Assurance.CONFIRMED
    wait_until(lambda: lent(desk, first) > 0)  # filled up again
    house.close(desk)
    assert leased(house) == 0


def test_it_borrows_by_itself_promises_offline_fills_up_and_returns_at_closing(
    stocked: House,
) -> None:
    borrows_uses_and_returns(stocked)


@pytest.mark.postgres
def test_it_does_so_on_postgresql_too(postgres_house: House) -> None:
    fill(postgres_house.server.database, postgres_house.shop)
    borrows_uses_and_returns(postgres_house)


def test_after_it_returned_them_nothing_is_promised_on_them_before_the_server_is_met(
    stocked: House,
) -> None:
    desk, first = stocked.desk(0), stocked.shop.products[0]
    actor = stocked.sign_in(desk)
    wait_until(lambda: lent(desk, first) == 4)
    stocked.close(desk)
    stocked.server.stop()
    again = stocked.open(0)
    placed = again.run(stocked.order(), actor).result(10)
    assert assurance(again, placed.result["order_id"]) == Assurance.PROVISIONAL


def assurance(desk: Desk, order_id: str) -> str:
    rows = local(desk, order_lines)
    return str(next(row["assurance"] for row in rows if row["order_id"] == order_id))
