"""Every fault of the line (sync.md section 10, P): the desk goes on, tells the truth, recovers.

One desk lives through all of them, in any order, and is never started again.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from app.customers.tables import customers
from app.kit.errors import Unreachable
from app.orders.search import Found
from app.storage.engine import server_engine
from app.storage.outbox import outbox_archive
from app.sync import wire
from app.sync.tables import commands, replicas
from tests.desk.house import local, wait_until
from tests.faults.living import Living, living
from tests.support.proxy import Fault, ThinLine

# Nothing true comes back: the desk is on its own, and says so.
DEAF = (
    Fault.AWAY,
    Fault.LOST,
    Fault.CUT,
    Fault.SHORT,
    Fault.RESET,
    Fault.GARBLED,
    Fault.GZIP,
    Fault.PORTAL,
    Fault.GATEWAY,
    Fault.REPLAYED,
    Fault.HALF_OPEN,
)
# The answer comes, only not as it should.
SLUGGISH = (Fault.SLOW, Fault.SLICED, Fault.BUFFERED, Fault.TWICE)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    with living(tmp_path_factory.mktemp("life")) as life:
        yield life


@pytest.fixture
def alive(life: Living) -> Iterator[Living]:
    """On a good line, with nothing left to send; whatever a test does, it is so again after it."""
    life.drained()
    life.line.met.clear()
    yield life
    life.drained()


@pytest.mark.parametrize("fault", DEAF, ids=lambda fault: fault.value)
def test_a_line_that_brings_nothing_true_makes_a_desk_alone_and_changes_nothing(
    alive: Living, fault: Fault
) -> None:
    alive.line.spoil("/", fault)
    alive.line.break_off()
    wait_until(lambda: alive.tried() and alive.line.hits(fault))  # what came before is taken in
    before = alive.state()
    alive.order()
    wait_until(lambda: alive.tried() and alive.line.hits(fault) >= 3)
    wait_until(lambda: alive.desk.status().state == "offline")
    alive.order()
    kept = alive.queue()
    assert alive.desk.status().queued == len(kept) == 2
    with pytest.raises(Unreachable):
        alive.desk.fetch("/v1/search", Found, q="JKT00-1-000001").result(20)
    assert alive.state() == before, "it believes nothing of what came"
    assert alive.queue() == kept
    alive.drained()


@pytest.mark.parametrize("fault", SLUGGISH, ids=lambda fault: fault.value)
def test_a_sluggish_line_brings_everything(alive: Living, fault: Fault) -> None:
    alive.line.spoil("/", fault)
    alive.order()
    wait_until(lambda: alive.tried() and alive.desk.status().queued == 0)
    assert alive.line.hits(fault)
    wait_until(lambda: alive.tried() and alive.desk.status().state == "online")
    alive.order()
    alive.drained()


@pytest.mark.parametrize("fault", [*DEAF, Fault.TWICE], ids=lambda fault: fault.value)
def test_orders_that_go_up_over_a_bad_line_arrive_once_each(alive: Living, fault: Fault) -> None:
    """Only the sending suffers: the news come, so the link itself is up, and is said to be."""
    alive.line.spoil("/v1/commands", fault, times=2)
    for _ in range(3):
        alive.order()
    wait_until(lambda: alive.line.hits(fault) >= 1)
    wait_until(lambda: alive.tried() and alive.desk.status().state in {"syncing", "online"})
    alive.drained()
    sent = [row["command_id"] for row in alive.house.on_server(commands)]
    assert len(sent) == len(set(sent))


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/feed"])
def test_an_answer_that_was_given_before_is_none(alive: Living, path: str) -> None:
    """An intermediary that keeps answers: an old page, or an old word about what to do."""
    before = alive.state()
    alive.line.spoil(path, Fault.REPLAYED, times=3)
    alive.line.break_off()
    alive.order()
    wait_until(lambda: alive.line.hits(Fault.REPLAYED) >= 1)
    assert alive.state()["epoch"] == before["epoch"]
    assert alive.state()["replica_id"] == before["replica_id"]
    alive.drained()


def test_an_old_receipt_says_nothing_of_what_was_sent_today(alive: Living) -> None:
    """Taken for the answer, it would end the sending: the order would wait for a restart."""
    alive.order()
    alive.drained()  # so that there is an old receipt
    alive.line.spoil("/v1/commands", Fault.REPLAYED, times=1)
    alive.order()
    wait_until(lambda: alive.line.hits(Fault.REPLAYED) >= 1)
    wait_until(lambda: alive.desk.status().queued == 0)  # by itself: nobody pokes it


@pytest.mark.parametrize("action", ["snapshot", "reconcile", "revoked"])
def test_somebody_who_answers_in_our_words_and_does_not_know_the_question_is_ignored(
    alive: Living, action: str
) -> None:
    """A portal that happens to speak JSON, a server of before: no word of it is followed."""
    told = wire.Welcome(
        server_id="f" * 32, epoch=9, seq=9, now=9, action=action, buckets=["catalogue"]
    )
    words = msgspec.json.encode(told)
    before, people = alive.state(), len(alive.house.on_server(customers))
    for path in ("/v1/hello", "/v1/feed", "/v1/commands"):
        alive.line.spoil(path, Fault.FOREIGN, answer=lambda: words)
    alive.line.break_off()
    alive.order()
    wait_until(lambda: alive.desk.status().state == "offline")
    assert alive.state() == before
    alive.drained()
    assert len(alive.house.on_server(customers)) == people + 1


def test_a_thin_line_that_loses_pieces_carries_the_work(alive: Living) -> None:
    """1 % loss, 2 s there and back, 16 kbit/s; ten times as quick, and so is the patience."""
    alive.line.thin = ThinLine(trip_s=0.2, bytes_s=20_000, loss=10)
    for _ in range(5):
        alive.order()
    wait_until(lambda: alive.tried() and alive.desk.status().queued == 0)
    alive.drained()


LONG_HISTORY = 20_000  # commands: ids and hashes of all are 1.5 MB, and a request is 1 MiB at most


def test_a_desk_with_a_long_history_settles_it_with_a_server_that_lost_its_place(
    tmp_path: Path,
) -> None:
    """Offered in one request it was refused for ever: nothing went up any more, no news came."""
    with living(tmp_path) as alive:
        alive.order()
        alive.drained()
        history = [f"{number:032x}" for number in range(LONG_HISTORY)]
        (done,) = local(alive.desk, outbox_archive)
        past = [
            {**done, "client_seq": -number, "command_id": command_id}
            for number, command_id in enumerate(history, start=1)
        ]
        alive.desk.write(lambda db: db.execute(outbox_archive.insert(), past)).result(20)
        before = alive.state()["replica_id"]
        engine = server_engine(alive.house.server.database)
        with engine.begin() as db:
            here = commands.c.command_id == done["command_id"]
            known = db.execute(sa.select(commands).where(here)).mappings().one()
            same = {**known, "replica_id": "earlier"}
            rows = [
                {**same, "command_id": command_id, "client_seq": number}
                for number, command_id in enumerate(history)
            ]
            db.execute(commands.insert(), rows)
            db.execute(replicas.delete().where(replicas.c.id == before))
        engine.dispose()
        alive.line.break_off()
        alive.order()
        wait_until(lambda: alive.tried() and alive.state()["replica_id"] != before)
        alive.drained()


def test_a_cut_in_the_middle_of_anything_is_noticed_at_once(alive: Living) -> None:
    alive.line.cut()
    alive.order()
    wait_until(lambda: alive.desk.status().state == "offline")
    alive.drained()


def test_faults_that_follow_each_other_lose_nothing(alive: Living) -> None:
    for fault in (*DEAF, *SLUGGISH):
        alive.line.spoil("/v1/", fault, times=2)
    alive.line.break_off()
    for _ in range(4):
        alive.order()
        alive.desk.poke()
    alive.drained()
