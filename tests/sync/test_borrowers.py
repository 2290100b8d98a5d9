"""A whole shop on a bad network whose desks borrow: the books agree, and something was borrowed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.insights.verify.runs import verify_server
from app.kit.clock import HOUR, MINUTE
from app.stock.tables import leases, stock_cells
from app.sync.tables import commands
from tests.support.memory import memory
from tests.sync.borrowers import follow
from tests.sync.counter import on_server, rows
from tests.sync.simulator import World
from tests.sync.staff import act

SEEDS = (9_501, 9_502)
COMMANDS = 50


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where there is such a place: the disk's own speed is no part of the story."""
    with tempfile.TemporaryDirectory(prefix="gerai-seed-", dir=memory()) as name:
        yield Path(name)


@pytest.mark.parametrize("seed", SEEDS)
def test_desks_that_borrow_on_a_bad_network_agree_with_their_server(
    folder: Path, seed: int
) -> None:
    world = World(folder, seed)
    follow(world)
    chance = world.random
    try:
        while world.stats.commands < COMMANDS:
            world.run_until(world.now + chance.randrange(1, 58) * MINUTE)
            desk = chance.choice(world.desks)
            if chance.random() < world.weather.partition:
                desk.cut_until = world.now + chance.randrange(1, 24) * HOUR
            act(world, desk)
        assert world.settle()
        service = world.server.service
        assert [one for one in verify_server(service.engine) if one.ok is False] == []
        for desk in world.desks:
            theirs = on_server(service, leases, device_id=desk.device_id)
            assert [dict(row) for row in rows(desk, leases)] == [dict(row) for row in theirs]
        cells = on_server(service, stock_cells)
        assert all(cell["reserved"] <= cell["available"] for cell in cells)
        kinds = [row["kind"] for row in on_server(service, commands)]
        assert "lease.acquire" in kinds
        assert on_server(service, leases)
    finally:
        world.close()
