"""The database goes away under load, or makes somebody wait: no desk loses anything by it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.server.service import Service
from app.server.web import application
from app.storage.engine import PATIENCE, server_engine
from app.sync.tables import replicas
from tests.bench.shop import Desk, open_bench_shop
from tests.concurrency.restarting import CALLERS, restart_under_load
from tests.support.postgres import Cluster, NoPostgres, own_cluster
from tests.support.served import in_this_process

pytestmark = pytest.mark.postgres


@pytest.fixture
def breakable() -> Iterator[Cluster]:
    try:
        with own_cluster() as made:
            yield made
    except NoPostgres as absent:
        pytest.skip(str(absent))


@pytest.mark.slow
def test_a_database_that_is_restarted_under_load_costs_no_command(
    breakable: Cluster, tmp_path: Path
) -> None:
    """No desk and no server is started again; meanwhile the server says when to come again."""
    told = restart_under_load(breakable, tmp_path, restarts=1, each=15)
    assert told.lost == []
    assert told.acknowledged == CALLERS * 15
    assert told.held == 0
    assert told.broken == []
    assert told.said == [(503, "2")]
    assert told.heard[503] > 0
    assert told.heard.keys() <= {0, 200, 503}


def test_who_waits_for_a_lock_too_long_is_told_to_come_again(postgres_url: str) -> None:
    service = Service(postgres_url + "?options=-clock_timeout%3D100ms")
    try:
        shop, people = open_bench_shop(service, desks=1, pin_hash="none")
        desk = Desk(service, shop, 0, people)
        body, proof = desk.newcomer(), {"Authorization": desk.proof}
        mine = sa.select(replicas).where(replicas.c.id == desk.replica_id).with_for_update()
        with in_this_process(application(service)) as client:
            with service.engine.begin() as db:
                db.execute(mine).all()
                reply = client.post("/v1/commands", content=body, headers=proof)
                assert (reply.status_code, reply.json()["code"]) == (503, "trouble")
                assert reply.headers["retry-after"] == "2"
            reply = client.post("/v1/commands", content=body, headers=proof)
            assert [status for _, status, _ in reply.json()["receipts"]] == ["accepted"]
    finally:
        service.close()


def test_a_process_that_answers_desks_waits_for_nothing_for_long(postgres_url: str) -> None:
    hurried, patient = Service(postgres_url), server_engine(postgres_url)
    try:
        with hurried.engine.connect() as ours, patient.connect() as theirs:
            for name in PATIENCE:
                assert ours.exec_driver_sql(f"SHOW {name}").scalar() not in {"0", None}
                assert theirs.exec_driver_sql(f"SHOW {name}").scalar() == "0"
    finally:
        hurried.close()
        patient.dispose()


def test_when_all_connections_are_taken_a_caller_is_told_to_come_again(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    service = Service(postgres_url)
    full = sa.create_engine(postgres_url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    service.engine.dispose()
    service.engine = full
    with in_this_process(application(service)) as client, full.connect():
        reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["code"]) == (503, "trouble")
    service.close()
