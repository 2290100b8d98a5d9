"""A small shop on a server whose clock is set by hand, for those who talk to it without desks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server.service import Service
from tests.server.house import SetClock
from tests.sync.shop import Shop, open_shop

PIN_HASH = "none: nobody signs in here"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(f"sqlite:///{tmp_path / 'server.db'}", clock=SetClock())
    yield service
    service.close()


@pytest.fixture
def shop(service: Service) -> Shop:
    return open_shop(service, stores=2, desks=2, goods=2, pin_hash=PIN_HASH)
