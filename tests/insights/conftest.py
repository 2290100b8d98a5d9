"""The house of these tests: built once, copied for each test that damages it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from app.storage.engine import server_engine
from tests.insights.house import CARE, TILL, live_a_day, open_desk


@dataclass(frozen=True)
class House:
    folder: Path
    server: Engine
    care: Engine
    till: Engine

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'server.db'}"

    def side(self, name: str) -> Engine:
        return {"server": self.server, CARE: self.care, TILL: self.till}[name]


@pytest.fixture(scope="session")
def house_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    live_a_day(f"sqlite:///{folder / 'server.db'}", folder)
    return folder


@pytest.fixture
def house(house_folder: Path, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "house"
    shutil.copytree(house_folder, folder)
    server = server_engine(f"sqlite:///{folder / 'server.db'}")
    with open_desk(folder / CARE) as care, open_desk(folder / TILL) as till:
        yield House(folder, server, care, till)
    server.dispose()
