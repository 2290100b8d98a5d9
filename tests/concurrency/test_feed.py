"""A desk that follows the feed sees all that was committed, with eight who write at once."""

import pytest
from sqlalchemy.engine import Engine

from app.customers.tables import customers
from app.server.service import Service
from app.sync import wire
from app.sync.feed import Page
from app.sync.tables import audit
from tests.concurrency.racing import OurFeed, SerialFeed, at_once, missed
from tests.sync.counter import Till, on_server
from tests.sync.shop import open_shop

pytestmark = pytest.mark.postgres
WRITERS = 8


def test_eight_writers_and_no_row_is_missed(engine: Engine) -> None:
    assert missed(engine, OurFeed(engine), writers=WRITERS, rows=60) == []


def test_a_serial_number_as_cursor_misses_rows(engine: Engine) -> None:
    """The control: the same writers, the same reader, the number taken first."""
    assert missed(engine, SerialFeed(engine), writers=WRITERS, rows=60) != []


def test_numbers_are_dense_and_a_desk_hears_of_every_customer(service: Service) -> None:
    shop = open_shop(service, stores=2, desks=WRITERS + 1, goods=1, pin_hash="none")
    reader, *tills = [Till(service, shop, n) for n in range(WRITERS + 1)]
    at = service.head()
    request = wire.Feed(
        replica_id=reader.replica_id, epoch=at.epoch, seq=at.seq, chain=at.chain, wait=0
    )
    heard: set[str] = set()

    def write(who: int) -> None:
        for _ in range(12):
            told = service.take(tills[who].device, _batch(tills[who]))
            assert [status for _, status, _ in told.receipts] == ["accepted"]

    def read(request: wire.Feed) -> wire.Feed:
        page = service.feed(reader.device, request)
        assert isinstance(page, Page)
        for part in page.changes:
            if part.entity == customers.name:
                heard.update(str(row[0]) for row in part.rows)
        return wire.Feed(
            replica_id=reader.replica_id, epoch=page.epoch, seq=page.to, chain=page.chain, wait=0
        )

    def work(who: int) -> None:
        nonlocal request
        if who < WRITERS:
            write(who)
        else:
            for _ in range(40):
                request = read(request)

    at_once(WRITERS + 1, work)
    read(request)
    numbers = [row["seq"] for row in on_server(service, audit)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert heard == {row["id"] for row in on_server(service, customers)}
    assert len(heard) == 12 * WRITERS


def _batch(till: Till) -> wire.Commands:
    return wire.Commands(replica_id=till.replica_id, commands=[till.newcomer()])
