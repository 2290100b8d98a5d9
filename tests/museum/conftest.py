"""A shop of three desks on a network that does nothing by itself; and one of handlers alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.shop import Shop, open_shop
from tests.sync.counter import quiet_world
from tests.sync.simulator import SimulatedDesk, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path, desks=3) as world:
        yield world


@pytest.fixture
def desk(world: World) -> SimulatedDesk:
    return world.desks[0]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Checked at the end: whatever was done to it, its books are right."""
    shop = open_shop(tmp_path)
    yield shop
    shop.check()
    shop.engine.dispose()
