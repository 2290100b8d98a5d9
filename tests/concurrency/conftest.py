"""An empty database with our tables, and no rules above it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from app.server.service import Service
from app.storage.engine import server_engine
from app.storage.schema import metadata
from tests.server.house import SetClock


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = server_engine(postgres_url)
    with engine.begin() as db:
        metadata.create_all(db)
    yield engine
    engine.dispose()


@pytest.fixture
def service(postgres_url: str) -> Iterator[Service]:
    service = Service(postgres_url, clock=SetClock())
    yield service
    service.close()
