"""Mails that a process took are not another's, until that process is dead."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.kit.clock import after
from app.notify.queries import claim_due
from app.notify.tables import messages
from app.server.jobs import ABREAST, CLAIM
from app.server.service import Service
from tests.server.house import House, open_house

pytestmark = pytest.mark.postgres
MAILS = 6


@pytest.fixture
def house(postgres_url: str) -> Iterator[House]:
    with open_house(postgres_url) as house:
        for _ in range(MAILS):
            house.order()
        yield house


@pytest.fixture
def other(house: House) -> Iterator[Service]:
    service = Service(house.url, clock=house.clock)
    yield service
    service.close()


def test_what_one_is_taking_another_passes_over_without_waiting(
    house: House, other: Service
) -> None:
    now = house.clock.now()
    with other.engine.begin() as db:
        theirs = claim_due(db, now, until=after(now, CLAIM), most=ABREAST)
        ours = house.jobs().claim()
    assert len(theirs) == ABREAST
    assert len(ours) == MAILS - ABREAST
    assert not {each.effect_id for each in theirs} & {each.effect_id for each in ours}


def test_a_process_that_dies_while_it_takes_leaves_all_to_the_others(
    house: House, other: Service
) -> None:
    now = house.clock.now()
    theirs = other.engine.connect()
    pid = theirs.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    assert len(claim_due(theirs, now, until=after(now, CLAIM), most=ABREAST)) == ABREAST
    with house.service.engine.begin() as db:
        db.execute(sa.text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    theirs.invalidate()
    theirs.close()
    assert house.jobs().work() == MAILS
    assert len(set(house.post.ids())) == len(house.post.sent) == MAILS


def test_what_a_dead_process_had_taken_is_sent_when_its_time_is_over(
    house: House, other: Service
) -> None:
    taken = house.jobs(other).claim()
    assert house.jobs().work() == MAILS - len(taken)
    house.clock.pass_by(CLAIM)
    assert house.jobs().work() == len(taken)
    assert {row["state"] for row in house.rows(messages)} == {"sent"}
    assert len(set(house.post.ids())) == len(house.post.sent) == MAILS
